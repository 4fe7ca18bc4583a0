#include "unit/check.h"

#include "base/file.h"
#include "query/query.h"
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

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(table),
};

const struct check_suite suite_query = {"query", tests, sizeof tests / sizeof *tests};
