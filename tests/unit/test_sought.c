/* What a filter looks for is marked where it stands: in titles, names, values and offers. */
#include "unit/check.h"

#include "view/app.h"

static const char *const data[] = {"tests/golden/screen/sounds"};

static void play(struct app *app, struct grid *g, const char *script)
{
    struct str rest = str_of(script);
    struct event ev;

    while (event_parse(&rest, &ev))
        app_step(app, &ev);
    CHECK_INT(script, rest.len, 0);
    while (app_idle(app))
        ;
    app_draw(app, g);
}

/* Everything that is marked, row by row, a blank between. */
static void marked(const struct grid *g, struct buf *out)
{
    buf_reset(out);
    buf_z(out, "");
    for (unsigned row = 0; row < g->rows; row++) {
        bool inside = false;
        for (unsigned col = 0; col < g->cols; col++) {
            const struct cell *c = grid_cell(g, row, col);
            bool hit = c->style == STYLE_HIT && (inside || c->cols);
            if (hit && !inside && out->len)
                buf_c(out, ' ');
            if (hit)
                buf_add(out, c->bytes, c->len);
            inside = hit;
        }
    }
}

static void marks(void **state)
{
    static const struct {
        const char *name, *keys, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"a title by pinyin", "/xht", "信号塔"},
        {"a title by mixed pinyin", "/信hao塔", "信号塔"},
        {"a title as it is written", "/候鸟", "候鸟"},
        {"letters that are written and that sound so", "/title:ai", "AI 爱 爱"},
        {"letters only", "/title:AI", "AI"},
        {"in full width", "/title:ＡＩ", "AI"},
        {"a speaker", "/zzx", "曾知夏"},
        {"a speaker by the field", "/speaker:zengzhi", "曾知"},
        {"words that are excluded are not marked", "/-yizi<Space>hn", "候鸟"},
        {"two words", "/候鸟<Space>信号", "信号 候鸟"},
        {"a title that is asked for whole", "/title:^一把", "一把"},
        {"offers", "/speaker:zzx<Tab><Tab>", "曾知夏"},
        {"a value of a facet", "f/zzx", "曾知夏"},
        {"values by the filter", "/tag:axs<Enter>f", "爱心伞"},
    };
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    const struct app_opts o = {
        .rows = 30, .cols = 100, .amb = 1, .measure = 76, .indent = 4, .name = "样本"};
    struct source *ar = archive_open(data, 1, &ao);
    struct buf got = {0};

    (void)state;
    source_wait(ar);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct app *app = app_new(ar, &o);
        struct grid g = {0};
        play(app, &g, rows[i].keys);
        marked(&g, &got);
        CHECK_STR(rows[i].name, got.p, rows[i].want);
        grid_free(&g);
        app_free(app);
    }
    buf_free(&got);
    source_close(ar);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(marks)};
const struct check_suite suite_sought = {"sought", tests, sizeof tests / sizeof *tests};
