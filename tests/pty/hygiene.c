/* The reader of bytes that screenbytes.c relies on, and colour that is not wanted. */
#include "pty/player.h"
#include "pty/strict.h"

#define X "xterm-256color"

static void check_log(struct host *h, const char *what, bool colour)
{
    struct strict s = {.colour = colour, .clipboard = true};
    struct buf why = {0};
    bool bad;

    strict_open(&s, "xterm-256color");
    bad = strict_find(&s, buf_view(&h->log), &why);
    strict_free(&s);
    if (bad) {
        print_error("%s: %s\n", what, why.p);
        buf_free(&why);
        check_fail(__FILE__, __LINE__, what, "only what a reader of text needs");
    }
}

static void no_colour_when_not_wanted(void **state)
{
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    const struct host_opts runs[] = {
        {.args = {"content/articles"}, .env = no_color},
        {.args = {"--color=never", "content/articles"}},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct host h;
        host_start(&h, &runs[i]);
        CHECK(runs[i].args[0], host_shows(&h, "语录"));
        host_send(&h, "\rjj iq\\q:check\rQ", 16);
        CHECK_INT(runs[i].args[0], host_exit(&h), 0);
        check_log(&h, runs[i].args[0], false);
        host_end(&h);
    }
}

/* The checker itself: what it must see. */
static void the_checker_sees(void **state)
{
    static const struct {
        const char *name, *term;
        struct str bytes;
        bool bad;
    } cases[] = {
        {"text", X, STR_INIT("语录\r\n\033[1;5H\033[0;1;36m“”\033[m\033[K"), false},
        {"ways to move", X, STR_INIT("\b\033[3C\0337\0338\033M\033[2S\033[5X\033[2;9r"),
         false},
        {"questions", X, STR_INIT("\033[2H“\033[6n\r\033[K\033[c"), false},
        {"what the screen has not", X, STR_INIT("\033[25H"), true},
        {"margins out of order", X, STR_INIT("\033[9;2r"), true},
        {"three numbers", X, STR_INIT("\033[1;2;3H"), true},
        {"colour a vt100 has not", "vt100", STR_INIT("\033[36m"), true},
        {"erasing a vt100 has not", "vt100", STR_INIT("\033[5X"), true},
        {"bold of a vt100", "vt100", STR_INIT("\033[1m"), false},
        {"brackets for paste on a vt100", "vt100", STR_INIT("\033[?2004h"), true},
        {"brackets for paste", X, STR_INIT("\033[?2004h\033[?2004l"), false},
        {"blinking", X, STR_INIT("\033[5m"), true},
        {"ground", X, STR_INIT("\033[41m"), false},
        {"true colour", X, STR_INIT("\033[38;2;1;2;3m"), true},
        {"title", X, STR_INIT("\033]0;x\a"), true},
        {"clipboard", X, STR_INIT("\033]52;c;aGk=\a"), false},
        {"clipboard asked for", X, STR_INIT("\033]52;c;?\a"), true},
        {"clipboard, no base64", X, STR_INIT("\033]52;c;aGk\a"), true},
        {"clipboard by way of tmux", X, STR_INIT("\033Ptmux;\033\033]52;c;aGk=\a\033\\"),
         false},
        {"title by way of tmux", X, STR_INIT("\033Ptmux;\033\033]0;x\a\033\\"), true},
        {"link", X, STR_INIT("\033]8;id=1;https://a.example/\033\\x\033]8;;\033\\"),
         false},
        {"link left open", X, STR_INIT("\033]8;;https://a.example/\033\\x"), true},
        {"link to a file", X, STR_INIT("\033]8;;file:///x\033\\x\033]8;;\033\\"), true},
        {"link with a letter", X, STR_INIT("\033]8;;https://甲/\033\\x\033]8;;\033\\"),
         true},
        {"bell", X, STR_INIT("\a"), true},
        {"tab", X, STR_INIT("\t"), true},
        {"shift out", X, STR_INIT("\016"), true},
        {"raw C1", X, STR_INIT("a\233b"), true},
        {"C1", X, STR_INIT("\xC2\x9B"), true},
        {"reordering", X, STR_INIT("\xE2\x80\xAE"), true},
        {"joiner", X, STR_INIT("\xE2\x80\x8D"), true},
        {"tag", X, STR_INIT("\xF3\xA0\x81\x81"), true},
        {"marks", X, STR_INIT("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81"), false},
        {"more marks", X, STR_INIT("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81"), true},
        {"a mark on nothing", X, STR_INIT("\033[H\xCC\x81"), true},
        {"full reset", X, STR_INIT("\033c"), true},
        {"report", X, STR_INIT("\033[5n"), true},
        {"mode", X, STR_INIT("\033[?1003h"), true},
        {"cut off", X, STR_INIT("\033["), true},
        {"cut by another", X, STR_INIT("\033[12\033[r"), true},
        {"half a character", X, STR_INIT("\xE6\x96"), true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strict s = {.colour = true, .clipboard = true, .links = true};
        struct buf why = {0};
        strict_open(&s, cases[i].term);
        CHECK_INT(cases[i].name, strict_find(&s, cases[i].bytes, &why), cases[i].bad);
        strict_free(&s);
        buf_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_sees),
        cmocka_unit_test(no_colour_when_not_wanted),
    };

    return host_main("hygiene", tests, sizeof tests / sizeof *tests);
}
