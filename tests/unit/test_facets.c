/* The facet pane and the text of the filter say the same. */
#include "unit/check.h"

#include "view/app.h"

#include <stdlib.h>

static const char *const data[] = {"tests/golden/screen/data"};

struct stage {
    struct source *ar;
    struct app *app;
    struct grid g;
};

static struct stage stage_open(unsigned cols, unsigned rows)
{
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    const struct app_opts o = {
        .rows = rows, .cols = cols, .amb = 1, .measure = 76, .indent = 4, .name = "样本"};
    struct stage s = {.ar = archive_open(data, 1, &ao)};

    source_wait(s.ar);
    s.app = app_new(s.ar, &o);
    return s;
}

static void stage_close(struct stage *s)
{
    app_free(s->app);
    source_close(s->ar);
    grid_free(&s->g);
}

static void play(struct stage *s, const char *script)
{
    struct str rest = str_of(script);
    struct event ev;

    while (event_parse(&rest, &ev))
        app_step(s->app, &ev);
    CHECK_INT(script, rest.len, 0);
    while (app_idle(s->app))
        ;
    app_draw(s->app, &s->g);
}

static void screen(const struct stage *s, struct buf *out)
{
    buf_reset(out);
    grid_text(&s->g, out);
}

/* The part of row Y that the pane has; free it. */
static struct buf pane_row(const struct stage *s, unsigned y)
{
    struct grid one = s->g;
    struct buf out = {0};
    char *bar;

    one.rows = 1;
    one.cells = grid_cell(&s->g, y, 0);
    grid_text(&one, &out);
    bar = out.p ? strchr(out.p, '|') : NULL;
    if (bar) {
        *bar = '\0';
        out.len = (size_t)(bar - out.p);
    }
    return out;
}

/* The number at the end of S. */
static size_t last_number(const char *s)
{
    size_t len = strlen(s);

    while (len && s[len - 1] >= '0' && s[len - 1] <= '9')
        len--;
    return strtoul(s + len, NULL, 10);
}

/* "1/4篇" of the header. */
static size_t n_found(const struct stage *s)
{
    struct buf row = pane_row(s, 0);
    const char *slash = strchr(row.p, '/');
    size_t n;

    while (slash && slash > row.p && slash[-1] >= '0' && slash[-1] <= '9')
        slash--;
    n = slash ? strtoul(slash, NULL, 10) : SIZE_MAX;
    buf_free(&row);
    return n;
}

/* Choosing a value finds as many articles as were counted for it, and taking the choice back gives
 * the screen there was. */
static void there_and_back(void **state)
{
    struct stage s = stage_open(130, 60);
    struct buf before = {0}, after = {0};
    size_t n_values = 0;

    (void)state;
    play(&s, "f");
    for (unsigned y = 1; y < 57; y++) {
        struct buf row = pane_row(&s, y);
        bool value = row.p && strstr(row.p, "[ ]");
        size_t n = value ? last_number(row.p) : 0;
        screen(&s, &before);
        if (value && s.g.cursor_row == y) {
            n_values++;
            play(&s, "<Space>");
            CHECK_INT(row.p, n_found(&s), n);
            play(&s, "<Space>");
            screen(&s, &after);
            CHECK_STR(row.p, after.p, before.p);
            play(&s, "-");
            CHECK_INT(row.p, n_found(&s), 4 - n);
            play(&s, "-");
            screen(&s, &after);
            CHECK_STR(row.p, after.p, before.p);
        }
        buf_free(&row);
        play(&s, "j");
    }
    CHECK("values", n_values > 10);
    buf_free(&before);
    buf_free(&after);
    stage_close(&s);
}

/* What is typed is marked in the pane, and what is chosen there is the text. */
static void both_ways(void **state)
{
    static const struct {
        const char *typed, *chosen; /* keys */
    } rows[] = {
        {":filter<Space>发言人:柏一舟<Enter>f", "fj<Space>"},
        {":filter<Space>-发言人:柏一舟<Enter>f", "fj-"},
        {":filter<Space>身份:未注明<Space>-发言人:柏一舟<Enter>f", "fjjjjjjj<Space>gj-"},
        {":filter<Space>日期:2024-03<Enter>f", "fG k <Space>"},
        {":filter<Space>是:无日期<Enter>f", "fG<Space>"},
    };
    struct buf one = {0}, two = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage a = stage_open(130, 60), b = stage_open(130, 60);
        struct buf head;
        play(&a, rows[i].typed);
        play(&a, "g");
        play(&b, rows[i].chosen);
        play(&b, "g");
        screen(&a, &one);
        screen(&b, &two);
        CHECK_STR(rows[i].typed, two.p, one.p);
        head = pane_row(&b, 0);
        CHECK("filtered", strstr(head.p, "筛选"));
        buf_free(&head);
        stage_close(&a);
        stage_close(&b);
    }
    buf_free(&one);
    buf_free(&two);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(there_and_back),
    cmocka_unit_test(both_ways),
};
const struct check_suite suite_facets = {"facets", tests, sizeof tests / sizeof *tests};
