#include "unit/check.h"

#include "tui/clip.h"

#include <stdlib.h>

static void forms(void **state)
{
    static const struct {
        const char *text;
        enum clip_way way;
        const char *want;
    } rows[] = {
        {"a", CLIP_PLAIN, "\033]52;c;YQ==\a"},
        {"ab", CLIP_PLAIN, "\033]52;c;YWI=\a"},
        {"abc", CLIP_PLAIN, "\033]52;c;YWJj\a"},
        {"\xFB\xFF", CLIP_PLAIN, "\033]52;c;+/8=\a"},
        {"a", CLIP_TMUX, "\033]52;c;YQ==\a\033Ptmux;\033\033]52;c;YQ==\a\033\\"},
        {"a", CLIP_SCREEN, "\033P\033]52;c;YQ==\a\033\\"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        clip_add(&b, str_of(rows[i].text), rows[i].way);
        CHECK_STR(rows[i].text, b.p, rows[i].want);
        buf_free(&b);
    }
}

/* Taken apart as GNU screen does, the pieces are the plain sequence, and none is too long. */
static void pieces(void **state)
{
    char text[3000];
    struct buf whole = {0}, cut = {0}, joined = {0};

    (void)state;
    memset(text, 'x', sizeof text);
    clip_add(&whole, str_make(text, sizeof text), CLIP_PLAIN);
    clip_add(&cut, str_make(text, sizeof text), CLIP_SCREEN);
    for (size_t i = 0, end; i < cut.len; i = end + 2) {
        end = str_find(buf_view(&cut), STR("\033\\"), i);
        CHECK("begins", str_starts(str_from(buf_view(&cut), i), STR("\033P")));
        CHECK("short", end - i < 768);
        buf_str(&joined, str_slice(buf_view(&cut), i + 2, end - i - 2));
    }
    CHECK_MEM("joined", joined.p, joined.len, whole.p, whole.len);
    buf_free(&whole);
    buf_free(&cut);
    buf_free(&joined);
}

static void ways(void **state)
{
    (void)state;
    CHECK_INT("xterm", clip_way("xterm-256color", NULL, NULL), CLIP_PLAIN);
    CHECK_INT("tmux", clip_way("screen-256color", "/tmp/tmux-0/default,1,0", NULL),
              CLIP_TMUX);
    CHECK_INT("tmux, far away", clip_way("tmux-256color", NULL, NULL), CLIP_TMUX);
    CHECK_INT("screen", clip_way("screen", NULL, NULL), CLIP_SCREEN);
    CHECK_INT("screen", clip_way("xterm", "", "1.pts"), CLIP_SCREEN);
    CHECK("console", clip_is_refused("linux", NULL, NULL));
    CHECK("vt220", clip_is_refused("vt220", NULL, NULL));
    CHECK("old VTE", clip_is_refused("xterm-256color", "6800", NULL));
    CHECK("new VTE", !clip_is_refused("xterm-256color", "7600", NULL));
    CHECK("Terminal", clip_is_refused("xterm-256color", NULL, "Apple_Terminal"));
    CHECK("others", !clip_is_refused("xterm-256color", "", "WezTerm"));
    CHECK("nothing", !clip_is_refused(NULL, NULL, NULL));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(forms),
    cmocka_unit_test(pieces),
    cmocka_unit_test(ways),
};
const struct check_suite suite_clip = {"clip", tests, sizeof tests / sizeof *tests};
