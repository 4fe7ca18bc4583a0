/* What terminfo says a terminal can be sent, taken apart into single sequences. */
#include "pty/strict.h"

#include <curses.h>
#include <stdlib.h>
#include <term.h>

enum { ESC = 27, MODERN_COLOURS = 256 };

static bool is_final(char c)
{
    return c >= 0x40 && c <= 0x7E;
}

/* The first sequence or character of S: what strict_find() would take at once. */
static size_t token(struct str s)
{
    size_t i = 2;

    if (s.p[0] != ESC || s.len < 2)
        return 1;
    if (s.p[1] == '(' || s.p[1] == ')')
        return s.len < 3 ? s.len : 3;
    if (s.p[1] != '[')
        return 2;
    while (i < s.len && !is_final(s.p[i]))
        i++;
    return i < s.len ? i + 1 : i;
}

static void add_token(struct strict *s, struct str t)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (str_eq(s->tokens[i], t))
            return;
    if (s->n_tokens < STRICT_TOKENS)
        s->tokens[s->n_tokens++] = arena_str(&s->a, t);
}

/* The parameters of a sequence of attributes: each of them may come alone and in any order. */
static void add_styles(struct strict *s, struct str seq)
{
    struct str params = str_slice(seq, 2, seq.len - 3);
    bool one = str_starts(params, STR("38;5;")) || str_starts(params, STR("48;5;"));

    for (size_t at = 0; at <= params.len && s->n_styles < STRICT_STYLES;) {
        size_t end = one ? params.len : str_find(params, STR(";"), at);
        s->styles[s->n_styles++] = arena_str(&s->a, str_slice(params, at, end - at));
        at = end + 1;
    }
}

/* Padding is for slow lines of long ago and is not sent. */
static void add_text(struct strict *s, const char *text)
{
    struct buf b = {0};
    struct str left;

    for (const char *p = text; *p;) {
        const char *end = p[0] == '$' && p[1] == '<' ? strchr(p, '>') : NULL;
        if (end)
            p = end + 1;
        else
            buf_c(&b, *p++);
    }
    for (left = buf_view(&b); left.len;) {
        struct str t = str_slice(left, 0, token(left));
        bool style = t.len > 2 && t.p[1] == '[' && t.p[t.len - 1] == 'm';
        if (style)
            add_styles(s, t);
        else
            add_token(s, t);
        left = str_from(left, t.len);
    }
    buf_free(&b);
}

static const char *get(const char *name)
{
    char *z = tigetstr(name);

    return z && z != (char *)-1 && *z ? z : NULL;
}

static void add_colours(struct strict *s, const char *name)
{
    const char *cap = get(name);
    int n = tigetnum("colors");

    for (int i = 0; cap && i < n && i < MODERN_COLOURS; i++) {
        const char *z = tparm(cap, (long)i, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        if (z)
            add_text(s, z);
    }
}

/* With numbers in it: its last letter is what is remembered, when it is ECMA-48's. */
static void add_numbered(struct strict *s, const char *name)
{
    const char *cap = get(name);
    size_t n = strlen(s->finals);

    if (!cap || cap[0] != ESC || cap[1] != '[')
        return;
    cap = strpbrk(strstr(cap, "%d") ? strrchr(cap, '%') : cap, "HCDKXJSTrL@P");
    if (cap && n + 1 < sizeof s->finals)
        s->finals[n] = *cap;
}

void strict_open(struct strict *s, const char *term)
{
    static const char *const plain[] = {
        "smcup", "rmcup", "smkx", "rmkx", "civis", "cnorm", "sgr0",
        "bold",  "rev",   "smul", "sc",   "rc",    "ri",    "ind",
        "el",    "ed",    "cr",   "cud1", "cub1",  "home",  "clear"};
    static const char *const numbered[] = {"cup", "csr", "ech", "indn",
                                           "rin", "cuf", "cub", NULL};
    int error;

    s->n_tokens = s->n_styles = 0;
    memset(s->finals, 0, sizeof s->finals);
    s->known = term && *term && setupterm(term, 1, &error) == 0;
    if (!s->known && setupterm("xterm-256color", 1, &error) != 0)
        return;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const char *cap = get(plain[i]);
        if (cap)
            add_text(s, cap);
    }
    for (size_t i = 0; numbered[i]; i++)
        add_numbered(s, numbered[i]);
    /* ECMA-48 lets a parameter that says nothing new be left out. */
    if (s->n_styles)
        s->styles[s->n_styles++] = STR("0");
    add_colours(s, "setaf");
    add_colours(s, "setab");
    s->modern = get("smcup") && strstr(get("smcup"), "?1049h");
    del_curterm(cur_term);
}

void strict_free(struct strict *s)
{
    arena_free(&s->a);
    s->n_tokens = s->n_styles = 0;
}
