#include "unit/check.h"

#include "view/option.h"

static void table(void **state)
{
    const struct option *o;
    struct buf range = {0};

    (void)state;
    for (size_t i = 0; (o = option_at(i)); i++) {
        struct err e = {""};
        CHECK(o->name, !i || strcmp(option_at(i - 1)->name, o->name) < 0);
        CHECK(o->name, option_find(str_of(o->name)) == o && option_index(o) == i);
        CHECK(o->name, o->help && *o->help && !strchr(o->help, '\n'));
        CHECK(o->name, (o->kind == OPTION_WORD) == (o->words[0] != NULL));
        CHECK(o->name, !o->words[OPTION_WORDS - 1]);
        CHECK(o->name, !o->set == !o->get && !(o->set && o->at));
        /* What it is at first is one of the things it may be. */
        CHECK(o->name, option_check(o, str_of(o->value), NULL, &e));
        buf_reset(&range);
        option_add_range(&range, o);
        CHECK(o->name, range.len > 0);
    }
    buf_free(&range);
}

static void checks(void **state)
{
    static const struct {
        const char *name, *value, *plain; /* NULL: it cannot be that */
        const char *why;
    } rows[] = {
        {"width", "16", "16", ""},
        {"width", "400", "400", ""},
        {"width", "15", NULL, "可以是 16-400"},
        {"width", "401", NULL, "可以是 16-400"},
        {"width", "", NULL, "可以是 16-400"},
        {"width", "60 ", NULL, "可以是 16-400"},
        {"width", "1K", NULL, "可以是 16-400"},
        {"width", "99999999999999999999999", NULL, "可以是 16-400"},
        {"hang", "on", "on", ""},
        {"hang", "开", "on", ""},
        {"hang", "true", "on", ""},
        {"hang", "关", "off", ""},
        {"hang", "no", "off", ""},
        {"hang", "maybe", NULL, "可以是 on|off"},
        {"kinsoku", "strict", "strict", ""},
        {"kinsoku", "stric", NULL, "可以是 gb|basic|strict|none"},
        {"max-file", "16M", "16M", ""},
        {"max-file", "2g", "2g", ""},
        {"max-file", "0", NULL, "可以是 整数，可带 K、M、G"},
        {"max-file", "K", NULL, "可以是 整数，可带 K、M、G"},
        {"max-file", "9999999999999999G", NULL, "可以是 整数，可带 K、M、G"},
        {"max-file", "1MB", NULL, "可以是 整数，可带 K、M、G"},
        {"query", "标签:灯 江", "标签:灯 江", ""},
        {"query", "a\nb", NULL, "可以是 文字"},
        {"query", "a\033b", NULL, "可以是 文字"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct option *o = option_find(str_of(rows[i].name));
        struct err e = {""};
        struct str plain = {NULL, 0};
        CHECK_INT(rows[i].value, option_check(o, str_of(rows[i].value), &plain, &e),
                  rows[i].plain != NULL);
        if (rows[i].plain)
            CHECK(rows[i].value, str_eq(plain, str_of(rows[i].plain)));
        CHECK_STR(rows[i].value, e.msg, rows[i].why);
    }
}

static void chosen(void **state)
{
    struct options v = {{NULL}};

    (void)state;
    CHECK_STR("at first", options_get(&v, "width"), "76");
    v.values[option_index(option_find(STR("width")))] = "40";
    CHECK_STR("chosen", options_get(&v, "width"), "40");
    CHECK("unknown", option_find(STR("widdth")) == NULL && option_find(STR("")) == NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(table),
    cmocka_unit_test(checks),
    cmocka_unit_test(chosen),
};
const struct check_suite suite_option = {"option", tests, sizeof tests / sizeof *tests};
