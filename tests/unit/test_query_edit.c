#include "unit/check.h"

#include "query/edit.h"
#include "unit/query_world.h"

static struct query typed(struct arena *a, const char *text)
{
    const struct query_world world = query_test_world();
    struct query q;

    query_parse(a, str_of(text), QUERY_TYPING, &world, &q);
    return q;
}

#define TAG(v)                                                                           \
    {                                                                                    \
        .field = QUERY_TAG, .value = STR_INIT(v)                                         \
    }
#define ZH(f, v)                                                                         \
    {                                                                                    \
        .field = (f), .value = STR_INIT(v), .chinese = true                              \
    }

static const struct {
    const char *text;
    struct query_pick pick;
    enum query_state was, to;
    const char *want;
} clicks[] = {
    {"", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "tag:医疗"},
    {"sora", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "sora tag:医疗"},
    {"sora ", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "sora tag:医疗"},
    {"tag:人工智能 b", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "tag:人工智能,医疗 b"},
    {"标签：“人工智能”　b", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED,
     "标签：“人工智能”,医疗　b"},
    {"tag:人工智能,医疗 b", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED,
     "tag:人工智能 b"},
    {"tag:人工智能,医疗 b", TAG("人工智能"), QUERY_INCLUDED, QUERY_INCLUDED,
     "tag:医疗 b"},
    {"a tag:医疗  b", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED, "a b"},
    {"tag:醫療", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED, ""},
    {"a 标签：=医疗", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED, "a"},
    {"a", ZH(QUERY_INDUSTRY, "金融"), QUERY_NONE, QUERY_EXCLUDED, "a -行业:金融"},
    {"-industry:金融 a", ZH(QUERY_INDUSTRY, "医疗"), QUERY_NONE, QUERY_EXCLUDED,
     "-industry:金融,医疗 a"},
    {"-industry:金融,医疗 a", ZH(QUERY_INDUSTRY, "医疗"), QUERY_EXCLUDED, QUERY_EXCLUDED,
     "-industry:金融 a"},
    {"tag:医疗 a", TAG("医疗"), QUERY_INCLUDED, QUERY_EXCLUDED, "a -tag:医疗"},
    {"-tag:医疗 a", TAG("医疗"), QUERY_EXCLUDED, QUERY_INCLUDED, "a tag:医疗"},
    {"tag:医疗 a", TAG("医疗"), QUERY_INCLUDED, QUERY_NONE, "a"},
    {"a|b", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "(a|b) tag:医疗"},
    {"(a|b) tag:医疗", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED, "(a|b)"},
    {"a|tag:医疗", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "(a|tag:医疗) tag:医疗"},
    {"a \"b c", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "a \"b c\" tag:医疗"},
    {"a | ", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "a tag:医疗"},
    {"a", TAG("a,b (c)"), QUERY_NONE, QUERY_INCLUDED, "a tag:\"a,b (c)\""},
    {"a", TAG("sora"), QUERY_NONE, QUERY_INCLUDED, "a tag:\"sora\""},
    {"tag:sora", TAG("Sora"), QUERY_INCLUDED, QUERY_INCLUDED, ""},
    {"a",
     {.field = QUERY_TAG, .value = STR_INIT("ChatGPT"), .exact = true},
     QUERY_NONE,
     QUERY_INCLUDED,
     "a tag:=ChatGPT"},
    {"a",
     {.field = QUERY_FACET, .key = STR_INIT("Key one"), .value = STR_INIT("x1")},
     QUERY_NONE,
     QUERY_INCLUDED,
     "a \"Key one\":x1"},
    {"地区:上海",
     {.field = QUERY_FACET, .key = STR_INIT("地区"), .value = STR_INIT("北京")},
     QUERY_NONE,
     QUERY_INCLUDED,
     "地区:上海,北京"},
    {"a 日期:2024-3", ZH(QUERY_DATE, "2024-03"), QUERY_INCLUDED, QUERY_INCLUDED, "a"},
    {"a", ZH(QUERY_DATE, "2024-03"), QUERY_NONE, QUERY_INCLUDED, "a 日期:2024-03"},
    {"is:未读",
     {.field = QUERY_IS, .value = STR_INIT("unread")},
     QUERY_INCLUDED,
     QUERY_INCLUDED,
     ""},
    {"“a”tag:“医疗”“b”", TAG("医疗"), QUERY_INCLUDED, QUERY_INCLUDED, "\"a\" \"b\""},
    {"@上海AI", TAG("医疗"), QUERY_NONE, QUERY_INCLUDED, "@上海AI tag:医疗"},
};

static void clicks_on_facets(void **state)
{
    const struct query_world world = query_test_world();
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof clicks / sizeof *clicks; i++) {
        const char *row = arena_printf(&a, "%zu %s", i, clicks[i].text);
        struct query q = typed(&a, clicks[i].text);
        struct buf b = {0};
        buf_z(&b, "");
        CHECK_INT(row, query_state(&q, &world, &clicks[i].pick), clicks[i].was);
        query_toggle(&b, &q, &world, &clicks[i].pick, clicks[i].to);
        CHECK_STR(row, b.p, clicks[i].want);
        buf_free(&b);
    }
    arena_free(&a);
}

static void leaves_terms_out(void **state)
{
    static const struct {
        const char *text;
        const char *terms;   /* joined by '/' */
        const char *without; /* likewise */
    } rows[] = {
        {"", "", ""},
        {"a", "a", ""},
        {"发言人：丁光宏　标签:人工智能 -行业:医疗",
         "发言人：丁光宏/标签:人工智能/-行业:医疗",
         "标签:人工智能 -行业:医疗/发言人：丁光宏 "
         "-行业:医疗/发言人：丁光宏　标签:人工智能"},
        {"a|b", "a|b", ""},
        {"(a | b) 非 c @上海AI", "(a | b)/非 c/@上海AI",
         "非 c @上海AI/(a | b) @上海AI/(a | b) 非 c"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct query q = typed(&a, rows[i].text);
        struct buf terms = {0}, without = {0};
        buf_z(&terms, "");
        buf_z(&without, "");
        for (size_t k = 0; k < query_n_terms(&q); k++) {
            buf_z(&terms, k ? "/" : "");
            buf_str(&terms, query_term_text(&q, k));
            buf_z(&without, k ? "/" : "");
            query_without(&without, &q, k);
        }
        CHECK_STR(rows[i].text, terms.p, rows[i].terms);
        CHECK_STR(rows[i].text, without.p, rows[i].without);
        buf_free(&terms);
        buf_free(&without);
    }
    arena_free(&a);
}

/* '_' is the cursor. */
static const struct {
    const char *text;
    enum query_want want;
    enum query_field field;
    const char *stem, *replaced;
} cursors[] = {
    {"_", QUERY_WANT_FIELD, QUERY_ANY, "", ""},
    {"spea_", QUERY_WANT_FIELD, QUERY_ANY, "spea", "spea"},
    {"a -行_", QUERY_WANT_FIELD, QUERY_ANY, "行", "行"},
    {"a (spe_ak b", QUERY_WANT_FIELD, QUERY_ANY, "spe", "speak"},
    {"a _", QUERY_WANT_FIELD, QUERY_ANY, "", ""},
    {"行业:_", QUERY_WANT_VALUE, QUERY_INDUSTRY, "", ""},
    {"行业:医_", QUERY_WANT_VALUE, QUERY_INDUSTRY, "医", "医"},
    {"行业：医_疗 b", QUERY_WANT_VALUE, QUERY_INDUSTRY, "医", "医疗"},
    {"-tag:a,b_,c", QUERY_WANT_VALUE, QUERY_TAG, "b", "b"},
    {"tag:a,_", QUERY_WANT_VALUE, QUERY_TAG, "", ""},
    {"tag:=人_", QUERY_WANT_VALUE, QUERY_TAG, "人", "人"},
    {"tag:\"人 工_智 能\" b", QUERY_WANT_VALUE, QUERY_TAG, "人 工", "\"人 工智 能\""},
    {"tag:\"人 工_ b", QUERY_WANT_VALUE, QUERY_TAG, "人 工", "\"人 工"},
    {"tag:“人”_", QUERY_WANT_NOTHING, QUERY_TAG, "人", "“人”"},
    {"\"spe_", QUERY_WANT_NOTHING, QUERY_ANY, "spe", "\"spe"},
    {"地区:上_", QUERY_WANT_VALUE, QUERY_FACET, "上", "上"},
    {"is:un_", QUERY_WANT_VALUE, QUERY_IS, "un", "un"},
    {"date:2024-_", QUERY_WANT_VALUE, QUERY_DATE, "2024-", "2024-"},
    {"@上_海 b", QUERY_WANT_SAVED, QUERY_ANY, "上", "上海"},
    {"@_", QUERY_WANT_SAVED, QUERY_ANY, "", ""},
    {"x:y_", QUERY_WANT_FIELD, QUERY_ANY, "x:y", "x:y"},
};

static void completes(void **state)
{
    const struct query_world world = query_test_world();
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++) {
        const char *row = cursors[i].text;
        size_t at = strcspn(row, "_");
        const char *text = arena_printf(&a, "%.*s%s", (int)at, row, row + at + 1);
        struct query_completion c = query_complete(str_of(text), at, &world);
        struct str replaced = str_slice(str_of(text), c.span.off, c.span.len);
        CHECK_INT(row, c.want, cursors[i].want);
        CHECK_INT(row, c.field, cursors[i].field);
        CHECK_STR(row, arena_strz(&a, c.stem), cursors[i].stem);
        CHECK_STR(row, arena_strz(&a, replaced), cursors[i].replaced);
    }
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(clicks_on_facets),
    cmocka_unit_test(leaves_terms_out),
    cmocka_unit_test(completes),
};

const struct check_suite suite_query_edit = {"query_edit", tests,
                                             sizeof tests / sizeof *tests};
