/* The quotations page makes rows near the selection only: whatever the size of the screen, it shows
 * parts of one and the same page. */
#include "unit/check.h"

#include "view/app.h"

static const char *const data[] = {"content/articles"};

struct stage {
    struct app *app;
    struct grid g;
};

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

/* The page has the rows between the header and the two last ones; the mark is left out. */
static void page_text(struct stage *s, struct buf *out)
{
    struct grid body = s->g;

    for (unsigned y = 1; y + 2 < s->g.rows; y++)
        grid_fill(&s->g, y, 0, 1, ' ', STYLE_NORMAL);
    body.cells = grid_cell(&s->g, 1, 0);
    body.rows = s->g.rows - 3;
    buf_reset(out);
    grid_text(&body, out);
    while (out->len && out->p[out->len - 1] == '\n')
        out->len--;
    buf_z(out, "");
}

static struct stage stage_open(struct source *ar, unsigned rows, const char *keys)
{
    const struct app_opts o = {
        .rows = rows, .cols = 90, .amb = 1, .measure = 76, .indent = 4, .name = "样本"};
    struct stage s = {.app = app_new(ar, &o)};

    play(&s, keys);
    return s;
}

static void stage_close(struct stage *s)
{
    app_free(s->app);
    grid_free(&s->g);
}

/* Every screen on the way down and back up is a part of the whole, and the cursor moves by one
 * quotation; so do leaps. */
static void check_way(struct source *ar, const char *keys)
{
    static const char *const ways[] = {"j", "k", "<PgDn>", "<PgUp>",
                                       "G", "g", "20j",    "9k"};
    struct stage all = stage_open(ar, 900, keys), some = stage_open(ar, 12, keys);
    struct buf whole = {0}, part = {0};

    page_text(&all, &whole);
    CHECK("everything", strstr(whole.p, "  1 “") != NULL);
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        for (unsigned i = 0; i < 60; i++) {
            page_text(&some, &part);
            CHECK(ways[w], part.len > 0 && strstr(whole.p, part.p) != NULL);
            play(&some, ways[w]);
        }
    }
    buf_free(&whole);
    buf_free(&part);
    stage_close(&all);
    stage_close(&some);
}

static void windows(void **state)
{
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    struct source *ar = archive_open(data, 1, &ao);

    (void)state;
    source_wait(ar);
    check_way(ar, "v");
    check_way(ar, "vs");
    check_way(ar, "vt");
    check_way(ar, "vttj<Enter>");
    check_way(ar, "vjjj<Enter>");
    check_way(ar, "jj<Enter>]p");
    source_close(ar);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(windows)};
const struct check_suite suite_said_page = {"said_page", tests,
                                            sizeof tests / sizeof *tests};
