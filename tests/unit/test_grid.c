#include "unit/check.h"

#include "view/grid.h"

/* Each row writes TEXT into a grid of 2 x 10 filled with "x", then compares the first row. */
static void put(void **state)
{
    static const struct {
        const char *name;
        unsigned col, cols;
        const char *text;
        int amb;
        const char *want;
        unsigned used;
    } rows[] = {
        {"ascii", 0, 10, "abc", 1, "abcxxxxxxx", 3},
        {"cut by cols", 2, 2, "abcd", 1, "xxabxxxxxx", 2},
        {"cut by the edge", 8, 10, "abcd", 1, "xxxxxxxxab", 2},
        {"wide", 0, 10, "新闻", 1, "新闻xxxxxx", 4},
        {"no half of a wide one", 0, 3, "新闻", 1, "新xxxxxxxx", 2},
        {"wide one past the edge", 9, 4, "新", 1, "xxxxxxxxxx", 0},
        {"outside", 10, 4, "ab", 1, "xxxxxxxxxx", 0},
        {"ambiguous narrow", 0, 10, "“甲”", 1, "“甲”xxxxxx", 4},
        {"ambiguous wide", 0, 10, "“甲”", 2, "“甲”xxxx", 6},
        {"control", 0, 10, "a\033[m", 1, "a\xef\xbf\xbd[mxxxxxx", 4},
        {"combining", 0, 10, "e\xcc\x81z", 1, "e\xcc\x81zxxxxxxxx", 2},
        {"nothing", 3, 10, "", 1, "xxxxxxxxxx", 0},
    };
    struct grid g = {0};
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        grid_resize(&g, 2, 10, rows[i].amb);
        grid_fill(&g, 0, 0, 10, 'x', STYLE_NORMAL);
        CHECK_INT(
            rows[i].name,
            grid_put(&g, 0, rows[i].col, rows[i].cols, str_of(rows[i].text), STYLE_DIM),
            rows[i].used);
        buf_reset(&out);
        grid_text(&g, &out);
        out.len -= 2; /* the second row is blank */
        CHECK_MEM(rows[i].name, out.p, out.len, rows[i].want, strlen(rows[i].want));
    }
    buf_free(&out);
    grid_free(&g);
}

static void check_row(const char *name, struct grid *g, const char *want)
{
    struct buf out = {0};

    grid_text(g, &out);
    CHECK_MEM(name, out.p, out.len, want, strlen(want));
    buf_free(&out);
}

static void halves(void **state)
{
    struct grid g = {0};

    (void)state;
    grid_resize(&g, 1, 6, 1);
    grid_put(&g, 0, 0, 6, STR("一二三"), STYLE_NORMAL);
    grid_put(&g, 0, 1, 1, STR("a"), STYLE_NORMAL);
    check_row("left neighbour blank", &g, " a二三\n");
    grid_put(&g, 0, 2, 1, STR("b"), STYLE_NORMAL);
    check_row("right neighbour blank", &g, " ab 三\n");
    grid_put(&g, 0, 3, 2, STR("四"), STYLE_NORMAL);
    check_row("wide over half of wide", &g, " ab四\n");
    CHECK_INT("right half", grid_cell(&g, 0, 4)->cols, 0);
    CHECK_INT("freed half", grid_cell(&g, 0, 5)->cols, 1);
    grid_free(&g);
}

static void clip(void **state)
{
    static const struct {
        const char *name;
        unsigned cols;
        const char *text, *want;
    } rows[] = {
        {"fits", 6, "算力网", "算力网yy\n"},
        {"padded", 8, "算力", "算力\n"},
        {"cut", 5, "算力网", "算.. yyy\n"},
        {"cut at a wide one", 6, "算力网络", "算力..yy\n"},
        {"two columns", 2, "算力", "..yyyyyy\n"},
        {"one column", 1, "算力", ".yyyyyyy\n"},
    };
    struct grid g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        grid_resize(&g, 1, 8, 1);
        grid_fill(&g, 0, 0, 8, 'y', STYLE_NORMAL);
        grid_put_clip(&g, 0, 0, rows[i].cols, str_of(rows[i].text), STYLE_TITLE);
        check_row(rows[i].name, &g, rows[i].want);
    }
    grid_free(&g);
}

static void sizes(void **state)
{
    struct grid g = {0};

    (void)state;
    grid_resize(&g, 0, 0, 1);
    CHECK_INT("at least one row", g.rows, 1);
    CHECK_INT("at least one column", g.cols, 1);
    grid_put(&g, 0, 0, 1, STR("字"), STYLE_NORMAL);
    grid_put(&g, 7, 0, 1, STR("a"), STYLE_NORMAL);
    check_row("1x1", &g, "\n");
    grid_resize(&g, 5000, 5000, 1);
    CHECK_INT("at most 1000 rows", g.rows, 1000);
    CHECK_INT("at most 1000 columns", g.cols, 1000);
    grid_cursor(&g, 9999, 9999);
    CHECK_INT("cursor stays inside", g.cursor_row, 999);
    grid_free(&g);
}

/* A cell holds less than the longest shown form: a character is never cut. */
static void long_cluster(void **state)
{
    static const char text[] = "a\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xf3\xa0\x84\x80z";
    struct grid g = {0};

    (void)state;
    grid_resize(&g, 1, 4, 1);
    CHECK_INT("columns", grid_put(&g, 0, 0, 4, str_of(text), STYLE_NORMAL), 2);
    CHECK("fits", grid_cell(&g, 0, 0)->len <= CELL_MAX);
    CHECK_INT("next cell", grid_cell(&g, 0, 1)->bytes[0], 'z');
    grid_free(&g);
}

static void same(void **state)
{
    struct grid g = {0};

    (void)state;
    grid_resize(&g, 1, 8, 1);
    grid_put(&g, 0, 0, 8, STR("字字a"), STYLE_NORMAL);
    grid_put(&g, 0, 5, 1, STR("a"), STYLE_HIT);
    CHECK("equal", grid_same_cell(grid_cell(&g, 0, 0), grid_cell(&g, 0, 2)));
    CHECK("style differs", !grid_same_cell(grid_cell(&g, 0, 4), grid_cell(&g, 0, 5)));
    grid_style(&g, 0, 5, 1, STYLE_NORMAL);
    CHECK("style set", grid_same_cell(grid_cell(&g, 0, 4), grid_cell(&g, 0, 5)));
    CHECK("a half is no blank",
          !grid_same_cell(grid_cell(&g, 0, 1), grid_cell(&g, 0, 6)));
    grid_free(&g);
}

static void styles(void **state)
{
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const char *name = style_name((enum style)i);
        CHECK_INT(name, style_named(str_of(name)), i);
        CHECK(name, *style_about((enum style)i));
    }
    CHECK_STR("out of range", style_name(STYLE_COUNT), "normal");
    CHECK_INT("no such style", style_named(STR("norma")), STYLE_COUNT);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(put),    cmocka_unit_test(halves),       cmocka_unit_test(clip),
    cmocka_unit_test(sizes),  cmocka_unit_test(long_cluster), cmocka_unit_test(same),
    cmocka_unit_test(styles),
};
const struct check_suite suite_grid = {"grid", tests, sizeof tests / sizeof *tests};
