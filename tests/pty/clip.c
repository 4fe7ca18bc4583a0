/* The clipboard as a terminal gets it: base64 taken back, through tmux and GNU screen, and nothing
 * at all without a key that copies. */
#include "pty/host.h"

static const char article[] = "tests/golden/screen/data/river.yaml";

static int digit(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* Append the text behind the first "]52;c;" of LOG; false when there is none that ends. */
static bool take(struct str log, struct buf *out)
{
    size_t at = str_find(log, STR("\033]52;c;"), 0) + 7;
    unsigned long bits = 0;
    unsigned n = 0;

    for (; at < log.len && digit(log.p[at]) >= 0; at++) {
        bits = (bits << 6 | (unsigned long)digit(log.p[at])) & 0xFFFFFF;
        n += 6;
        if (n < 8)
            continue;
        n -= 8;
        buf_c(out, (char)(bits >> n & 255));
    }
    while (at < log.len && log.p[at] == '=')
        at++;
    return at < log.len && log.p[at] == '\a';
}

static bool holds(struct host *h, const char *text)
{
    return str_find(buf_view(&h->log), str_of(text), 0) < h->log.len;
}

/* Open the article, go to its first quotation, press KEY; TEXT is what then is on the clipboard. */
static void copy_with(struct host *h, const char *const *env, const char *key)
{
    struct host_opts o = {.args = {article}, .env = env};

    host_start(h, &o);
    CHECK("opened", host_shows(h, "正文"));
    host_send(h, "]", 1);
    CHECK("quotation", host_shows(h, "1/"));
    CHECK("nothing yet", !holds(h, "]52;"));
    host_send(h, key, strlen(key));
}

static void plain(void **state)
{
    struct host h;
    struct buf text = {0};

    (void)state;
    copy_with(&h, NULL, "y");
    CHECK("told", host_shows(&h, "已复制"));
    CHECK("whole", take(buf_view(&h.log), &text));
    CHECK_STR("text", text.p, "清一次淤要十二万，可是不清，闸门明年就关不上了。");
    CHECK("no other way", !holds(&h, "\033P"));
    host_end(&h);
    buf_free(&text);
}

static void cited(void **state)
{
    struct host h;
    struct buf text = {0};

    (void)state;
    copy_with(&h, NULL, "Y");
    CHECK("told", host_shows(&h, "已复制"));
    CHECK("whole", take(buf_view(&h.log), &text));
    CHECK("begins", str_starts(buf_view(&text), STR("「清一次淤要十二万")));
    CHECK("speaker", str_find(buf_view(&text), STR("——柏一舟"), 0) < text.len);
    host_end(&h);
    buf_free(&text);
}

static void tmux(void **state)
{
    static const char *const env[] = {"TERM=screen-256color", "TMUX=/tmp/t,1,0", NULL};
    struct host h;
    struct buf text = {0};

    (void)state;
    copy_with(&h, env, "y");
    CHECK("told", host_shows(&h, "已复制"));
    CHECK("whole", take(buf_view(&h.log), &text));
    CHECK("passed through", holds(&h, "\033Ptmux;\033\033]52;c;"));
    host_end(&h);
    buf_free(&text);
}

static void screen(void **state)
{
    static const char *const env[] = {"TERM=screen", NULL};
    struct host h;

    (void)state;
    copy_with(&h, env, "y");
    CHECK("told", host_shows(&h, "已复制"));
    CHECK("wrapped", holds(&h, "\033P\033]52;c;"));
    host_end(&h);
}

static void refused(void **state)
{
    static const char *const env[] = {"VTE_VERSION=6800", NULL};
    struct host h;

    (void)state;
    copy_with(&h, env, "y");
    CHECK("told", host_shows(&h, "没有剪贴板"));
    CHECK("nothing sent", !holds(&h, "]52;"));
    host_end(&h);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),  cmocka_unit_test(cited),   cmocka_unit_test(tmux),
        cmocka_unit_test(screen), cmocka_unit_test(refused),
    };

    return host_main("clip", tests, sizeof tests / sizeof *tests);
}
