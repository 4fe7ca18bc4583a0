/* The public header: what the examples in share/examples do not do. */
#include "unit/check.h"

#include <yulu.h>

static const char text[] =
    "标题: 傍晚的灯\n"
    "链接: https://example.com/2024/03/05/deng\n"
    "总结: 江边的灯亮了。“天黑前要把线路走一遍。”值班员阮栖桐说。\n";

static yulu_article *read_text(const char *s)
{
    return yulu_read(s, strlen(s), NULL, 0);
}

static void tells(void **state)
{
    yulu_article *art = read_text(text);
    struct yulu_quotation q = {.text = NULL};
    size_t len;

    (void)state;
    CHECK("read", art != NULL);
    CHECK_STR("title", yulu_title(art), "傍晚的灯");
    CHECK_STR("url", yulu_url(art), "https://example.com/2024/03/05/deng");
    CHECK_STR("date", yulu_date(art), "2024-03-05?");
    CHECK_STR("no source", yulu_source(art), "");
    CHECK_STR("no author", yulu_author(art), "");
    CHECK_INT("id", strlen(yulu_id(art)), 8);
    const char *body = yulu_body(art, &len);
    CHECK_INT("body", strlen(body), len);
    CHECK_INT("quotations", yulu_quotation_count(art), 1);
    CHECK("first", yulu_quotation_at(art, 0, &q));
    CHECK_STR("text", q.text, "天黑前要把线路走一遍。");
    CHECK_STR("kind", q.kind, "direct");
    CHECK_STR("speaker", q.speaker, "阮栖桐");
    CHECK_STR("titles", q.titles, "值班员");
    CHECK("marks", memcmp(yulu_body(art, NULL) + q.offset, "“", 3) == 0);
    CHECK_INT("length", q.length, strlen("“天黑前要把线路走一遍。”"));
    CHECK("no second", !yulu_quotation_at(art, 1, &q));
    CHECK("none at the end", !yulu_quotation_at(art, (size_t)-1, &q));
    yulu_free(art);
    yulu_free(NULL);
}

static void refuses(void **state)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"nothing", ""},
        {"no body", "标题: 甲\n"},
        {"no article", "[1, 2]"},
        {"NULs", "\0\0"},
    };
    char why[64], small[8];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        why[0] = '\0';
        CHECK(rows[i].name,
              !yulu_read(rows[i].text, strlen(rows[i].text), why, sizeof why));
        CHECK(rows[i].name, why[0] && strlen(why) < sizeof why);
    }
    CHECK("file", !yulu_open("tests/nosuch.yaml", why, sizeof why));
    CHECK("reason", strstr(why, "tests/nosuch.yaml: "));
    CHECK("no reason wanted", !yulu_open("tests/nosuch.yaml", NULL, 0));
    CHECK("folder", !yulu_open("tests", why, sizeof why));
    CHECK("cut", !yulu_read("标题: 甲\n", strlen("标题: 甲\n"), small, sizeof small) &&
                     strlen(small) < 8);
}

static void rows_of(void **state)
{
    size_t n = 9;
    static const char said[] = "他说，“好。”\n\n再见";
    struct yulu_row *rows = yulu_wrap(said, strlen(said), 10, 1, &n);

    (void)state;
    CHECK_INT("rows", n, 4);
    CHECK("first", rows[0].first && !rows[0].last && rows[0].columns <= 10);
    CHECK("empty paragraph", rows[2].first && rows[2].last && rows[2].length == 0);
    free(rows);
    free(yulu_wrap("", 0, 10, 1, &n));
    CHECK_INT("empty", n, 0);
    CHECK("no columns", !yulu_wrap("a", 1, 0, 1, &n));
    CHECK("ambiguous", !yulu_wrap("a", 1, 10, 3, &n));
    CHECK("not UTF-8", !yulu_wrap("\xFF", 1, 10, 1, &n));
    CHECK_INT("then none", n, 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(tells),
    cmocka_unit_test(refuses),
    cmocka_unit_test(rows_of),
};
const struct check_suite suite_library = {"library", tests, sizeof tests / sizeof *tests};
