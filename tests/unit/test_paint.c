/* The painter against an emulated terminal: random pictures one after the other on terminals of
 * different means, and what the frames of a reader cost in bytes. */
#include "unit/check.h"

#include "text/show.h"
#include "tui/paint.h"
#include "unit/emulator.h"

#include <stdlib.h>

/* clang-format off */
#define SGR .sgr0 = "\033[m", .bold = "\033[1m", .rev = "\033[7m", .smul = "\033[4m"
#define ECMA .cup = "\033[%i%p1%d;%p2%dH", .el = "\033[K", .ed = "\033[J", SGR, \
             .cuf = "\033[%p1%dC", .cub = "\033[%p1%dD", .csr = "\033[%i%p1%d;%p2%dr", \
             .ind = "\n", .ri = "\033M", .back = true, .feed = true
#define COLOURS .setaf = {"\033[30m", "\033[31m", "\033[32m", "\033[33m", \
                          "\033[34m", "\033[35m", "\033[36m", "\033[37m"}
/* clang-format on */

static const struct model {
    const char *name;
    struct caps caps;
} models[] = {
    {"xterm",
     {ECMA, COLOURS, .depth = DEPTH_8, .indn = "\033[%p1%dS", .rin = "\033[%p1%dT",
      .ech = "\033[%p1%dX", .am = true, .xenl = true, .ansi = true, .civis = "\033[?25l",
      .cnorm = "\033[?25h", .sc = "\0337", .rc = "\0338"}},
    {"256 colours",
     {ECMA, COLOURS, .depth = DEPTH_256, .indn = "\033[%p1%dS", .ech = "\033[%p1%dX",
      .am = true, .xenl = true, .ansi = true, .sc = "\0337", .rc = "\0338"}},
    {"not shortened",
     {ECMA, COLOURS, .depth = DEPTH_8, .indn = "\033[%p1%dS", .ech = "\033[%p1%dX",
      .am = true, .xenl = true}},
    {"vt100", {ECMA, .am = true, .xenl = true, .ansi = true}},
    {"wraps at once", {ECMA, .am = true, .ansi = true}},
    {"never wraps", {ECMA, .ansi = true}},
    {"no margins",
     {.cup = "\033[%i%p1%d;%p2%dH",
      .el = "\033[K",
      .ind = "\n",
      SGR,
      .am = true,
      .xenl = true}},
    {"vt52",
     {.cup = "\033Y%p1%' '%+%c%p2%' '%+%c", .el = "\033K", .back = true, .feed = true}},
};
enum { N_MODELS = sizeof models / sizeof *models };

static const char *const words[] = {"人工智能",
                                    "，",
                                    "。",
                                    "a",
                                    "reader",
                                    "“算力”",
                                    "e\xCC\x81",
                                    "  ",
                                    "😀",
                                    "\xF0\xA0\x80\x80",
                                    "——",
                                    "1/3篇",
                                    "数据\xCC\x81x",
                                    "...",
                                    "ｶ",
                                    "                      "};

struct world {
    const struct model *model;
    struct caps caps; /* the paint keeps a pointer */
    struct paint paint;
    struct emulator term;
    struct grid grid;
    struct buf out;
};

static unsigned chance(unsigned n)
{
    return (unsigned)(rand() >> 8) % n;
}

static void world_open(struct world *w, const struct model *m, unsigned rows,
                       unsigned cols)
{
    *w = (struct world){.model = m, .caps = m->caps};
    paint_init(&w->paint, &w->caps, true);
    emulator_init(&w->term, rows, cols);
    w->term.am = m->caps.am;
    w->term.xenl = m->caps.xenl;
    w->term.vt52 = strcmp(m->name, "vt52") == 0;
    grid_resize(&w->grid, rows, cols, 1);
    w->grid.theme = theme_named(STR("dark"));
}

static void world_close(struct world *w)
{
    paint_free(&w->paint);
    emulator_free(&w->term);
    grid_free(&w->grid);
    buf_free(&w->out);
}

/* Paint, and let the terminal have it; returns the bytes. */
static size_t frame(struct world *w)
{
    buf_reset(&w->out);
    paint_frame(&w->paint, &w->grid, &w->out);
    emulator_write(&w->term, buf_view(&w->out));
    return w->out.len;
}

/* What the terminal should show at ROW, COL: this model may lose the last column, colours, or all
 * attributes. */
static bool cell_shown(const struct world *w, unsigned row, unsigned col)
{
    const struct cell *want = grid_cell(&w->grid, row, col);
    const struct emulated *got = &w->term.cells[(size_t)row * w->term.cols + col];
    struct shown_look look =
        theme_look(w->grid.theme, (enum style)want->style, w->caps.depth);
    unsigned attrs = w->caps.bold ? look.attrs : 0;
    int fg = look.fg;
    char text[CELL_MAX + 1] = {0};

    memcpy(text, want->bytes, want->len);
    if (strcmp(got->bytes, text) != 0 || got->cols != want->cols)
        return false;
    /* A blank may be any blank that looks the same. */
    if (want->len == 0 && want->cols == 1)
        return (got->attrs & ~(unsigned)ATTR_BOLD) == (attrs & ~(unsigned)ATTR_BOLD);
    return got->attrs == attrs && got->fg == fg;
}

static void check_screen(struct world *w, unsigned step)
{
    bool loses = w->caps.am && !w->caps.xenl;
    unsigned cols = w->grid.cols - (loses ? 1 : 0);
    char name[64];

    snprintf(name, sizeof name, "%s, picture %u", w->model->name, step);
    CHECK_STR(name, w->term.error, "");
    for (unsigned row = 0; row < w->grid.rows; row++) {
        for (unsigned col = 0; col < cols; col++) {
            if (loses && col + 1 == cols && grid_cell(&w->grid, row, col)->cols == 2)
                continue;
            CHECK(name, cell_shown(w, row, col));
        }
    }
    if (!w->grid.cursor_visible)
        return;
    CHECK_INT(name, w->term.row, w->grid.cursor_row);
    CHECK_INT(name, w->term.col, w->grid.cursor_col);
    CHECK(name, !w->term.hidden);
}

static void write_words(struct grid *g, unsigned row, unsigned col)
{
    while (col < g->cols) {
        const char *z = words[chance(sizeof words / sizeof *words)];
        unsigned n = grid_put(g, row, col, g->cols - col, str_of(z),
                              (enum style)chance(STYLE_COUNT));
        col += n ? n : 1;
        if (chance(8) == 0)
            break;
    }
}

/* Rows move by BY inside a band; what comes in is new. */
static void move_rows(struct grid *g, unsigned top, unsigned bottom, int by)
{
    size_t width = g->cols * sizeof *g->cells;
    struct cell *copy = malloc(g->rows * width);

    memcpy(copy, g->cells, g->rows * width);
    for (unsigned row = top; row <= bottom; row++) {
        int from = (int)row + by;
        if (from >= (int)top && from <= (int)bottom) {
            memcpy(grid_cell(g, row, 0), copy + (size_t)from * g->cols, width);
            continue;
        }
        for (unsigned col = 0; col < g->cols; col++)
            *grid_cell(g, row, col) = (struct cell){.cols = 1};
        write_words(g, row, chance(9));
    }
    free(copy);
}

static void change(struct grid *g)
{
    unsigned a = chance(g->rows), b = chance(g->rows), row = chance(g->rows);

    switch (chance(6)) {
    case 0:
        move_rows(g, a < b ? a : b, a < b ? b : a, (int)chance(7) - 3);
        break;
    case 1:
        move_rows(g, 0, g->rows - 1, 1);
        break;
    case 2:
        grid_style(g, row, chance(g->cols), chance(9), (enum style)chance(STYLE_COUNT));
        break;
    case 3:
        grid_fill(g, row, chance(g->cols), chance(g->cols), ' ', STYLE_NORMAL);
        break;
    default:
        write_words(g, row, chance(g->cols));
    }
    /* Both halves of a wide cluster have its style. */
    for (size_t i = 1; i < (size_t)g->rows * g->cols; i++)
        if (g->cells[i].cols == 0)
            g->cells[i].style = g->cells[i - 1].style;
}

static void any_picture_after_any_other(void **state)
{
    static const unsigned sizes[][2] = {{24, 80}, {5, 20}, {1, 1}, {2, 3},
                                        {9, 41},  {1, 30}, {12, 2}};

    (void)state;
    srand(20240305);
    for (size_t m = 0; m < N_MODELS; m++) {
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct world w;
            world_open(&w, &models[m], sizes[s][0], sizes[s][1]);
            for (unsigned i = 0; i < 150; i++) {
                for (unsigned n = chance(4); n; n--)
                    change(&w.grid);
                w.grid.cursor_visible = w.caps.civis == NULL || chance(5) > 0;
                /* It often stays where it was: then its place is kept. */
                if (i % 3 == 0)
                    grid_cursor(&w.grid, chance(w.grid.rows), chance(w.grid.cols));
                frame(&w);
                check_screen(&w, i);
            }
            world_close(&w);
        }
    }
}

static void nothing_changed_costs_nothing(void **state)
{
    struct world w;

    (void)state;
    for (size_t m = 0; m < N_MODELS; m++) {
        world_open(&w, &models[m], 24, 80);
        for (unsigned row = 0; row < 24; row++)
            write_words(&w.grid, row, 0);
        grid_cursor(&w.grid, 3, 4);
        CHECK(models[m].name, frame(&w) > 0);
        CHECK_INT(models[m].name, frame(&w), 0);
        paint_forget(&w.paint);
        CHECK(models[m].name, frame(&w) > 0);
        check_screen(&w, 0);
        world_close(&w);
    }
}

/* A page of the reader: header, rows of 38 汉字 after a margin of 4, status with a figure. */
static void draw_reader(struct grid *g, unsigned top)
{
    char number[16];

    grid_resize(g, g->rows, g->cols, 1);
    grid_put(g, 0, 1, 78, STR("语录 yulu  示例 > 一篇长文章"), STYLE_BAR);
    for (unsigned row = 1; row + 1 < g->rows; row++) {
        for (unsigned i = 0; i < 38; i++) {
            char han[4] = {(char)0xE4, (char)(0xB8 + (top + row + i) % 8),
                           (char)(0x80 + (top + row) * 7 % 61), 0};
            grid_put(g, row, 4 + 2 * i, 2, str_make(han, 3), STYLE_NORMAL);
        }
    }
    snprintf(number, sizeof number, " 正文 %u%%", 10 + top);
    grid_put(g, g->rows - 1, 0, 40, str_of(number), STYLE_NORMAL);
    grid_cursor(g, 1, 0);
}

/* Bytes beyond the 114 of the row that comes in. */
static void a_scrolled_line_costs_its_text(void **state)
{
    struct world w;

    (void)state;
    world_open(&w, &models[0], 24, 80);
    draw_reader(&w.grid, 0);
    frame(&w);
    for (unsigned top = 1; top < 30; top++) {
        size_t len;
        draw_reader(&w.grid, top);
        len = frame(&w);
        check_screen(&w, top);
        /* The first one sets the margins. */
        CHECK("overhead of a line", len <= (top == 1 ? 114u + 32 : 114u + 24));
    }
    for (unsigned top = 29; top-- > 20;) {
        draw_reader(&w.grid, top);
        CHECK("overhead of a line up", frame(&w) <= 114 + 24);
        check_screen(&w, top);
    }
    draw_reader(&w.grid, 50);
    CHECK("overhead of a page", frame(&w) <= 22 * (114 + 6) + 24);
    check_screen(&w, 50);
    world_close(&w);
}

static void a_moved_mark_costs_the_mark(void **state)
{
    struct world w;

    (void)state;
    world_open(&w, &models[0], 24, 80);
    for (unsigned row = 0; row < 24; row++)
        write_words(&w.grid, row, 2);
    grid_put(&w.grid, 3, 0, 1, STR(">"), STYLE_MARK);
    frame(&w);
    grid_put(&w.grid, 3, 0, 1, STR(" "), STYLE_NORMAL);
    grid_put(&w.grid, 4, 0, 1, STR(">"), STYLE_MARK);
    CHECK("mark", frame(&w) <= 24);
    check_screen(&w, 0);
    world_close(&w);
}

/* No colour: nothing but attributes is sent. */
static void colours_are_optional(void **state)
{
    struct world w;

    (void)state;
    world_open(&w, &models[0], 3, 40);
    paint_init(&w.paint, &w.caps, false);
    grid_put(&w.grid, 0, 0, 40, STR("错误"), STYLE_ERROR);
    grid_put(&w.grid, 1, 0, 40, STR("按键"), STYLE_RULE);
    frame(&w);
    CHECK_INT("error", w.term.cells[0].fg, EMULATOR_FG_NONE);
    CHECK_INT("error", w.term.cells[0].attrs, ATTR_BOLD);
    CHECK_INT("rule", w.term.cells[40].fg, EMULATOR_FG_NONE);
    world_close(&w);
}

static void parameters(void **state)
{
    static const struct {
        const char *cap;
        int a, b;
        const char *want; /* NULL: refused */
    } rows[] = {
        {"\033[%i%p1%d;%p2%dH", 0, 79, "\033[1;80H"},
        {"\033Y%p1%' '%+%c%p2%' '%+%c", 1, 2, "\033Y!\""},
        {"%p1%{10}%-%d%%", 25, 0, "15%"},
        {"plain", 0, 0, "plain"},
        {"%?%p1%t1%e2%;", 0, 0, NULL},
        {"%p3%d", 0, 0, NULL},
        {"%", 0, 0, NULL},
        {"%'", 0, 0, NULL},
        {"%{99", 0, 0, NULL},
        {"%p", 0, 0, NULL},
        {"%p1%p1%p1%p1%p1%d", 7, 0, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_z(&b, "<");
        CHECK_INT(rows[i].cap, paint_param(&b, rows[i].cap, rows[i].a, rows[i].b),
                  rows[i].want != NULL);
        CHECK_STR(rows[i].cap, b.p + 1, rows[i].want ? rows[i].want : b.p + 1);
        CHECK(rows[i].cap, rows[i].want || b.len == 1);
        buf_free(&b);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_picture_after_any_other),
    cmocka_unit_test(nothing_changed_costs_nothing),
    cmocka_unit_test(a_scrolled_line_costs_its_text),
    cmocka_unit_test(a_moved_mark_costs_the_mark),
    cmocka_unit_test(colours_are_optional),
    cmocka_unit_test(parameters),
};
const struct check_suite suite_paint = {"paint", tests, sizeof tests / sizeof *tests};
