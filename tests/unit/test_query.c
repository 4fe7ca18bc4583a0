#include "unit/check.h"

#include "base/file.h"
#include "query/query.h"
#include "text/fold.h"
#include "unit/query_world.h"

static const char *shown(struct arena *a, const struct query_node *n)
{
    struct buf b = {0};
    const char *z;

    query_print(&b, n);
    z = arena_strz(a, buf_view(&b));
    buf_free(&b);
    return z;
}

/* "col+cols message => replacement", or "". */
static const char *problem(struct arena *a, const struct query *q)
{
    unsigned col, cols;

    if (!q->has_problem)
        return "";
    query_caret(q, 1, &col, &cols);
    return arena_printf(a, "%u+%u %.*s%s%.*s", col, cols, STR_ARG(q->problem.message),
                        q->problem.replacement.len ? " => " : "",
                        STR_ARG(q->problem.replacement));
}

/* ---- The table: text, canonical text, problem */

static struct str next_column(struct str *line)
{
    size_t end = str_find(*line, STR("\t"), 0);
    struct str column = str_slice(*line, 0, end);

    *line = str_from(*line, end + 1);
    return column;
}

/* What is printed is read as the same query, and printed as the same text. */
static void round_trip(struct arena *a, const char *row, const struct query *q)
{
    const char *text = shown(a, q->root);
    const struct query_world world = query_test_world();
    struct query again;

    query_parse(a, str_of(text), QUERY_TYPING, &world, &again);
    CHECK(row, query_equal(q->root, again.root));
    CHECK_STR(row, shown(a, again.root), text);
}

static void check_row(struct arena *a, struct str line)
{
    struct str text = next_column(&line);
    const char *row = arena_strz(a, text);
    const char *want = arena_strz(a, next_column(&line));
    const struct query_world world = query_test_world();
    struct query q, typing;

    query_parse(a, text, QUERY_FINISHED, &world, &q);
    CHECK_STR(row, shown(a, q.root), want);
    CHECK_STR(row, problem(a, &q), arena_strz(a, line));
    query_parse(a, text, QUERY_TYPING, &world, &typing);
    CHECK_INT(row, typing.has_problem, false);
    round_trip(a, row, &q);
    round_trip(a, row, &typing);
}

static void each_row(void (*check)(struct arena *a, struct str line))
{
    struct arena a = {0}, row = {0};
    struct str text, line;
    struct err e;
    size_t end, n = 0;

    if (!file_read(&a, "tests/unit/data/query.tsv", 0, &text, &e))
        check_fail(__FILE__, __LINE__, "table", e.msg);
    for (; text.len; text = str_from(text, end + 1), arena_reset(&row)) {
        end = str_find(text, STR("\n"), 0);
        line = str_slice(text, 0, end);
        if (line.len && line.p[0] != '#') {
            check(&row, line);
            n++;
        }
    }
    CHECK("rows", n > 100);
    arena_free(&row);
    arena_free(&a);
}

static void table(void **state)
{
    (void)state;
    each_row(check_row);
}

/* ---- Values */

static const struct query_value *only_value(struct arena *a, const char *text)
{
    const struct query_world world = query_test_world();
    struct query q;

    query_parse(a, str_of(text), QUERY_FINISHED, &world, &q);
    CHECK(text, !q.has_problem && q.root && q.root->op == QUERY_TERM);
    CHECK_INT(text, q.root->n_values, 1);
    return &q.root->values[0];
}

static const struct {
    const char *text;
    int from, to;
} days[] = {
    {"date:2024", 20240101, 20241231},
    {"date:2024-02", 20240201, 20240229},
    {"date:2023年2月", 20230201, 20230228},
    {"date:2024-3-5", 20240305, 20240305},
    {"date:２０２４／３／５", 20240305, 20240305},
    {"date:二〇二四年三月", 20240301, 20240331},
    {"date:2024-02..2024-03", 20240201, 20240331},
    {"date:2024-02..", 20240201, QUERY_NO_TO},
    {"date:..2024-02", QUERY_NO_FROM, 20240229},
    {"date:>=2024-03", 20240301, QUERY_NO_TO},
    {"date:>2024-03", 20240401, QUERY_NO_TO},
    {"date:<=2024-03", QUERY_NO_FROM, 20240331},
    {"date:<2024-03", QUERY_NO_FROM, 20240229},
    {"date:=2024-03", 20240301, 20240331},
    {"date:今天", 20240615, 20240615},
    {"date:today", 20240615, 20240615},
    {"date:昨天", 20240614, 20240614},
    {"date:前天", 20240613, 20240613},
    {"date:本周", 20240610, 20240616},
    {"date:上週", 20240603, 20240609},
    {"date:本月", 20240601, 20240630},
    {"date:上個月", 20240501, 20240531},
    {"date:今年", 20240101, 20241231},
    {"date:去年", 20230101, 20231231},
    {"date:1d", 20240615, 20240615},
    {"date:7d", 20240609, 20240615},
    {"date:近7天", 20240609, 20240615},
    {"date:近七天", 20240609, 20240615},
    {"date:最近十五天", 20240601, 20240615},
    {"date:近二十一日", 20240526, 20240615},
    {"date:2w", 20240602, 20240615},
    {"date:近两周", 20240602, 20240615},
    {"date:3m", 20240316, 20240615},
    {"date:近3个月", 20240316, 20240615},
    {"date:近半年", 20231216, 20240615},
    {"date:1y", 20230616, 20240615},
    {"date:近1年", 20230616, 20240615},
    {"date:3月5日", 20240305, 20240305},
    {"date:6月16日", 20230616, 20230616}, /* has not come yet this year */
    {"date:6月", 20240601, 20240630},
    {"date:十二月", 20231201, 20231231},
    {"date:昨天..今天", 20240614, 20240615},
    {"after:2024-03", 20240301, QUERY_NO_TO},
    {"after:7d", 20240609, QUERY_NO_TO},
    {"before:2024-03", QUERY_NO_FROM, 20240331},
    {"before:7d", QUERY_NO_FROM, 20240608}, /* what came before these days */
    {"before:昨天", QUERY_NO_FROM, 20240614},
};

static void resolves_dates(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const struct query_value *v = only_value(&a, days[i].text);
        CHECK_INT(days[i].text, v->match, QUERY_DATES);
        CHECK_INT(days[i].text, v->from, days[i].from);
        CHECK_INT(days[i].text, v->to, days[i].to);
    }
    arena_free(&a);
}

/* The last day of a month stays in it. */
static void months_before_long_ones(void **state)
{
    struct query_world world = query_test_world();
    struct arena a = {0};
    struct query q;

    (void)state;
    world.today =
        (struct date){.year = 2024, .month = 3, .day = 31, .precision = DATE_DAY};
    query_parse(&a, STR("date:1m"), QUERY_FINISHED, &world, &q);
    CHECK_INT("1m", q.root->values[0].from, 20240301);
    world.today = (struct date){0};
    query_parse(&a, STR("date:1m"), QUERY_FINISHED, &world, &q);
    CHECK_INT("no today", q.problem.wrong, QUERY_BAD_DATE);
    arena_free(&a);
}

static const struct {
    const char *text;
    int64_t min, max;
} numbers[] = {
    {"len:5", 5, 5},
    {"len:>=10", 10, QUERY_NO_MAX},
    {"len:>10", 11, QUERY_NO_MAX},
    {"len:<=10", 0, 10},
    {"len:<10", 0, 9},
    {"len:=7", 7, 7},
    {"len:5..10", 5, 10},
    {"len:5..", 5, QUERY_NO_MAX},
    {"len:..10", 0, 10},
    {"len:≥２千", 2000, QUERY_NO_MAX},
    {"len:≤1万", 0, 10000},
    {"quotes:0", 0, 0},
};

static void reads_numbers(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const struct query_value *v = only_value(&a, numbers[i].text);
        CHECK_INT(numbers[i].text, v->match, QUERY_NUMBER);
        CHECK_INT(numbers[i].text, v->min, numbers[i].min);
        CHECK_INT(numbers[i].text, v->max, numbers[i].max);
    }
    arena_free(&a);
}

static const struct {
    const char *text, *value, *folded;
    enum query_match match;
    bool pinyin;
} words[] = {
    {"dgh", "dgh", "dgh", QUERY_CONTAINS, true},
    {"DGH", "DGH", "dgh", QUERY_CONTAINS, false},
    {"Dgh", "Dgh", "dgh", QUERY_CONTAINS, false},
    {"ｄｇｈ", "ｄｇｈ", "dgh", QUERY_CONTAINS, true},
    {"speaker:ding光h", "ding光h", "ding光h", QUERY_CONTAINS, true},
    {"speaker:^xian", "xian", "xian", QUERY_PREFIX, true},
    {"speaker:xi'an", "xi'an", "xi'an", QUERY_CONTAINS, false},
    {"丁光宏", "丁光宏", "丁光宏", QUERY_CONTAINS, false},
    {"\"dgh\"", "dgh", "dgh", QUERY_CONTAINS, false},
    {"dgh;np", "dgh", "dgh", QUERY_CONTAINS, false},
    {"DGH；ｐｙ", "DGH", "dgh", QUERY_CONTAINS, true},
    {"gpt-4", "gpt-4", "gpt-4", QUERY_CONTAINS, false},
    {"錢鋒", "錢鋒", "钱锋", QUERY_CONTAINS, false},
    {"speaker:=張英", "張英", "张英", QUERY_EXACT, false},
    {"title:＾“两会 共话”", "两会 共话", "两会 共话", QUERY_PREFIX, false},
    {"tag:\"a\"\"b\"", "a\"b", "a\"b", QUERY_CONTAINS, false},
    {"role:*", "", "", QUERY_PRESENT, false},
};

static void reads_words(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct query_value *v = only_value(&a, words[i].text);
        CHECK_INT(words[i].text, v->match, words[i].match);
        CHECK_MEM(words[i].text, v->text.p, v->text.len, words[i].value,
                  strlen(words[i].value));
        CHECK_MEM(words[i].text, v->folded.p, v->folded.len, words[i].folded,
                  strlen(words[i].folded));
        CHECK_INT(words[i].text, v->pinyin, words[i].pinyin);
    }
    arena_free(&a);
}

/* ---- Names */

static void finds_every_name(void **state)
{
    const struct query_world world = query_test_world();
    struct arena a = {0};
    const char *name;

    (void)state;
    for (int f = 0; f < QUERY_FACET; f++)
        for (size_t i = 0; (name = query_field_alias((enum query_field)f, i)); i++) {
            enum query_field found = QUERY_FACET;
            struct buf folded = {0};
            struct str key;
            CHECK(name, query_field_find(str_of(name), &world, &found, &key));
            CHECK_INT(name, found, f);
            fold_utf8(str_of(name), &folded);
            CHECK_STR(name, folded.p, name); /* or it would never be found */
            buf_free(&folded);
        }
    for (int f = 0; f < QUERY_N_FLAGS; f++) {
        const char *const names[] = {query_flag_name((enum query_flag)f),
                                     query_flag_chinese((enum query_flag)f)};
        for (size_t i = 0; i < 2; i++)
            CHECK_INT(names[i], only_value(&a, arena_printf(&a, "is:%s", names[i]))->flag,
                      f);
    }
    arena_free(&a);
}

/* ---- Limits */

static struct query parse_repeated(struct arena *a, const char *unit, size_t n)
{
    const struct query_world world = query_test_world();
    struct buf b = {0};
    struct query q;

    for (size_t i = 0; i < n; i++)
        buf_z(&b, unit);
    query_parse(a, buf_view(&b), QUERY_FINISHED, &world, &q);
    buf_free(&b);
    return q;
}

static void keeps_limits(void **state)
{
    struct arena a = {0};
    struct query q;

    (void)state;
    q = parse_repeated(&a, "a ", QUERY_MAX_VALUES);
    CHECK_INT("as many as may be", q.has_problem, false);
    CHECK_INT("all of them", q.root->n_kids, QUERY_MAX_VALUES);
    q = parse_repeated(&a, "a ", QUERY_MAX_VALUES + 1);
    CHECK_INT("too many", q.problem.wrong, QUERY_TOO_MANY);
    CHECK_INT("the first of them", q.root->n_kids, QUERY_MAX_VALUES);
    q = parse_repeated(&a, "tag:a,", QUERY_MAX_VALUES + 1);
    CHECK_INT("values count", q.problem.wrong, QUERY_TOO_MANY);
    q = parse_repeated(&a, "@很多 ", 5);
    CHECK_INT("those of saved filters too", q.problem.wrong, QUERY_TOO_MANY);
    q = parse_repeated(&a, "(", QUERY_MAX_DEPTH + 1);
    CHECK_INT("too deep", q.problem.wrong, QUERY_TOO_DEEP);
    q = parse_repeated(&a, "(-", QUERY_MAX_LEN / 2);
    CHECK_INT("much too deep", q.problem.wrong, QUERY_TOO_DEEP);
    q = parse_repeated(&a, "文", QUERY_MAX_LEN / 3 + 1);
    CHECK_INT("too long", q.problem.wrong, QUERY_TOO_LONG);
    CHECK_INT("cut between characters", q.text.len, QUERY_MAX_LEN / 3 * 3);
    arena_free(&a);
}

static void joins_words(void **state)
{
    static const char *const argv[] = {"speaker:丁", "a b", "|", "c"};
    struct arena a = {0};

    (void)state;
    CHECK_STR("words", arena_strz(&a, query_words(&a, argv, 4)), "speaker:丁 a b | c");
    CHECK_INT("none", query_words(&a, argv, 0).len, 0);
    arena_free(&a);
}

static void shows_a_problem(void **state)
{
    const struct query_world world = query_test_world();
    struct arena a = {0};
    struct buf b = {0};
    struct query q;
    unsigned col, cols;

    (void)state;
    query_parse(&a, STR("“甲” speker:丁"), QUERY_FINISHED, &world, &q);
    query_problem_add(&b, &q, 1);
    CHECK_STR("problem", b.p,
              "“甲” speker:丁\n"
              "     ^^^^^^\n"
              "没有字段“speker”，是否 speaker:\n");
    query_caret(&q, 2, &col, &cols);
    CHECK_INT("wide marks", col, 7);
    buf_free(&b);
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(table),
    cmocka_unit_test(resolves_dates),
    cmocka_unit_test(months_before_long_ones),
    cmocka_unit_test(reads_numbers),
    cmocka_unit_test(reads_words),
    cmocka_unit_test(finds_every_name),
    cmocka_unit_test(keeps_limits),
    cmocka_unit_test(joins_words),
    cmocka_unit_test(shows_a_problem),
};

const struct check_suite suite_query = {"query", tests, sizeof tests / sizeof *tests};
