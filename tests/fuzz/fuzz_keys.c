/* Any sequence of keys, pastes and window sizes: the screen stays whole and clean.  The input is a
 * key script (view/event.h); what is no key is passed over. */
#include "text/utf8.h"
#include "view/app.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

enum { MAX_EVENTS = 120, CHECK_EVERY = 16 };

static void check_cell(const struct cell *c)
{
    if (c->cols > 2 || c->len > CELL_MAX ||
        utf8_valid_len(str_make(c->bytes, c->len)) != c->len)
        abort();
    for (size_t i = 0; i < c->len; i++) {
        unsigned char byte = (unsigned char)c->bytes[i];
        if (byte < ' ' || byte == 127)
            abort();
        if (byte == 0xC2 && i + 1 < c->len && (unsigned char)c->bytes[i + 1] < 0xA0)
            abort();
    }
}

/* A wide cluster is followed by its right half, and a right half follows a wide cluster. */
static void check_grid(const struct grid *g)
{
    for (unsigned row = 0; row < g->rows; row++) {
        for (unsigned col = 0; col < g->cols; col++) {
            const struct cell *c = grid_cell(g, row, col);
            check_cell(c);
            if ((c->cols == 2) != (col + 1 < g->cols && c[1].cols == 0))
                abort();
        }
        if (grid_cell(g, row, 0)->cols == 0)
            abort();
    }
    if (!g->cursor_visible || g->cursor_row >= g->rows || g->cursor_col >= g->cols)
        abort();
}

static void play(struct app *app, struct str script)
{
    struct grid g = {0};
    struct event ev;

    for (int n = 0; script.len && n < MAX_EVENTS; n++) {
        if (!event_parse(&script, &ev)) {
            script = script.len ? str_from(script, utf8_len((unsigned char)*script.p))
                                : script;
            continue;
        }
        if (ev.kind == EVENT_RESIZE && (ev.rows > 60 || ev.cols > 200))
            continue;
        app_step(app, &ev);
        if (n % 3 == 0)
            app_idle(app);
        app_draw(app, &g);
        if (n % CHECK_EVERY == 0)
            check_grid(&g);
    }
    app_draw(app, &g);
    check_grid(&g);
    grid_free(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const char *const paths[] = {"tests/golden/screen/data",
                                        "tests/golden/screen/faults"};
    static struct source *ar; /* opened once: keys do not change it */
    struct state *state =
        len & 2 ? state_open(&(struct state_opts){.base = "/"}, NULL) : NULL;
    const struct app_opts o = {.state = state,
                               .rows = 24,
                               .cols = 80,
                               .amb = 1 + (len & 1),
                               .measure = 76,
                               .indent = 4,
                               .name = "样本"};
    struct buf script = {0};
    struct app *app;

    if (!ar)
        ar = archive_open(paths, 2,
                          &(struct archive_opts){.stdin_fd = -1, .analyse = true});
    app = app_new(ar, &o);
    utf8_repair(str_make((const char *)data, len), &script);
    play(app, buf_view(&script));
    app_free(app);
    state_close(state);
    buf_free(&script);
    return 0;
}
