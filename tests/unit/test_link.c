#include "unit/check.h"

#include "tui/opener.h"
#include "view/link.h"

static void encode(void **state)
{
    static const struct {
        const char *url, *want; /* "" = refused */
    } rows[] = {
        {"https://example.com/a?b=1&c=2#d", "https://example.com/a?b=1&c=2#d"},
        {"HTTP://Example.com", "http://Example.com"},
        {"http://例子.example/新闻",
         "http://%E4%BE%8B%E5%AD%90.example/%E6%96%B0%E9%97%BB"},
        {"http://e/a b\"<>\\^`{|}", "http://e/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D"},
        {"http://e/\033]0;x\a\n\x7F", "http://e/%1B]0;x%07%0A%7F"},
        {"http://e/%41%zz%", "http://e/%41%25zz%25"},
        {"javascript:alert(1)", ""},
        {"file:///etc/passwd", ""},
        {" http://e", ""},
        {"http://", ""},
        {"http:///x", ""},
        {"https:/e", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        bool ok = link_encode(&b, str_of(rows[i].url));
        CHECK_INT(rows[i].url, ok, *rows[i].want != '\0');
        CHECK_STR(rows[i].url, b.len ? b.p : "", rows[i].want);
        buf_free(&b);
    }
}

static void length(void **state)
{
    struct buf url = {0}, out = {0};

    (void)state;
    buf_z(&url, "http://e/");
    buf_fill(&url, 'x', LINK_MAX - url.len);
    CHECK("as long as may be", link_encode(&out, buf_view(&url)));
    CHECK_INT("all of it", out.len, LINK_MAX);
    buf_c(&url, 'x');
    buf_reset(&out);
    CHECK("longer", !link_encode(&out, buf_view(&url)));
    CHECK_INT("nothing", out.len, 0);
    buf_free(&url);
    buf_free(&out);
}

/* Each address is one word, whatever is in it. */
static void words(void **state)
{
    static const struct {
        const char *browser, *want;
    } rows[] = {
        {NULL, "xdg-open|http://e/?a;b&$(c)|"},
        {"", "xdg-open|http://e/?a;b&$(c)|"},
        {"firefox", "firefox|http://e/?a;b&$(c)|"},
        {"firefox --new-tab:lynx", "firefox|--new-tab|http://e/?a;b&$(c)|"},
        {"w3m -o url=%s  -x", "w3m|-o|url=http://e/?a;b&$(c)|-x|"},
        {"a'b \"c", "a'b|\"c|http://e/?a;b&$(c)|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct buf got = {0};
        char **w = opener_words(&a, rows[i].browser, STR("http://e/?a;b&$(c)"));
        for (; *w; w++)
            buf_printf(&got, "%s|", *w);
        CHECK_STR(rows[i].want, got.p, rows[i].want);
        buf_free(&got);
        arena_free(&a);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(encode),
    cmocka_unit_test(length),
    cmocka_unit_test(words),
};
const struct check_suite suite_link = {"link", tests, sizeof tests / sizeof *tests};
