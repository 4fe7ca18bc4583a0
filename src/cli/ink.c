/* How much of a style reaches standard output. */
#include "internal.h"

#include <stdlib.h>
#include <unistd.h>

static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return !term || !*term || strcmp(term, "dumb") == 0;
}

/* The DEC terminals before colour, and names of terminfo that say so. */
static bool is_colourless(const char *term)
{
    return strncmp(term, "vt", 2) == 0 || strstr(term, "mono") ||
           str_ends(str_of(term), STR("-m"));
}

/* By the name of the terminal: nothing is asked, and no description is read. */
static enum depth colours(void)
{
    static const char *const rich[] = {"256color", "direct",  "kitty",  "alacritty",
                                       "foot",     "ghostty", "wezterm"};
    const char *term = getenv("TERM"), *more = getenv("COLORTERM");

    if (more && (strcmp(more, "truecolor") == 0 || strcmp(more, "24bit") == 0))
        return DEPTH_DIRECT;
    for (size_t i = 0; term && i < sizeof rich / sizeof *rich; i++)
        if (strstr(term, rich[i]))
            return DEPTH_256;
    return term && is_colourless(term) ? DEPTH_NONE : DEPTH_8;
}

struct ink cli_ink(const struct cli_opts *o)
{
    const char *no_color = getenv("NO_COLOR");
    bool always = strcmp(o->color, "always") == 0, automatic;
    bool never = strcmp(o->color, "never") == 0 || (!always && no_color && *no_color);
    struct arena a = {0};
    struct diags d = {.a = &a};
    struct ink ink = {.on =
                          !o->plain && (always || (isatty(STDOUT_FILENO) && !is_dumb()))};

    theme_start(&ink.theme, o->theme, &automatic, &d);
    ink.depth = ink.on && !never ? colours() : DEPTH_NONE;
    arena_free(&a);
    return ink;
}

void cli_put_style(struct buf *b, enum style style, const struct ink *ink)
{
    struct shown_look look = theme_look(&ink->theme, style, ink->depth);

    if (!ink->on)
        return;
    buf_z(b, "\x1b[0");
    if (look.attrs & ATTR_BOLD)
        buf_z(b, ";1");
    if (look.attrs & ATTR_UNDERLINE)
        buf_z(b, ";4");
    if (look.attrs & ATTR_REVERSE)
        buf_z(b, ";7");
    if (look.fg >= 0) {
        buf_c(b, ';');
        theme_add_sgr(b, look.fg);
    }
    buf_c(b, 'm');
}

bool cli_check_theme(const struct cli_opts *o)
{
    struct arena a = {0};
    struct diags d = {.a = &a};
    struct buf names = {0};
    struct theme t;
    bool automatic, found = theme_start(&t, o->theme, &automatic, &d);

    cli_report(&d, DIAG_WARNING);
    theme_add_names(&names);
    if (!found)
        cli_say(EXIT_USAGE, "没有配色“%s”；有 auto、%s",
                o->theme ? o->theme : getenv("YULU_THEME"), names.p);
    buf_free(&names);
    arena_free(&a);
    /* What the environment or the configuration says wrong is no reason to refuse. */
    return found || !cli_given(o, "theme");
}
