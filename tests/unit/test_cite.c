#include "../../src/view/cite.h"
#include "unit/check.h"

static void templates(void **state)
{
    static const struct {
        const char *template, *want; /* NULL = refused */
    } rows[] = {
        {"{text}", "话"},
        {"{speaker}说：{text}", "甲丁说：话"},
        {"{text}[（{titles}）]完", "话完"},
        {"[{speaker}，{title}]", "甲丁，题"},
        {"[{speaker}{url}]{id}", "a#1"},
        {"", ""},
        {"[]", ""},
        {"{name}", NULL},
        {"{text", NULL},
        {"[{text}", NULL},
        {"{text}]", NULL},
        {"[a[b]]", NULL},
    };
    static const struct str values[CITE_COUNT] = {
        [CITE_TEXT] = STR_INIT("话"),  [CITE_SPEAKER] = STR_INIT("甲丁"),
        [CITE_TITLE] = STR_INIT("题"), [CITE_DATE] = STR_INIT("2024"),
        [CITE_ID] = STR_INIT("a#1"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        struct err e = {""};
        bool ok = cite_check(str_of(rows[i].template), &e);
        CHECK_INT(rows[i].template, ok, rows[i].want != NULL);
        CHECK(rows[i].template, ok || *e.msg);
        if (!ok)
            continue;
        cite_format(&b, str_of(rows[i].template), values);
        CHECK_STR(rows[i].template, b.len ? b.p : "", rows[i].want);
        buf_free(&b);
    }
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(templates)};
const struct check_suite suite_cite = {"cite", tests, sizeof tests / sizeof *tests};
