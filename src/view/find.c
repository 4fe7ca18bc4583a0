/* Find in the article.  Hits are spans of the body, so they outlive a new layout. */
#include "state.h"

#include <stdint.h>

void find_set(struct app *app, struct str needle)
{
    struct reading *r = &app->reading;

    buf_reset(&r->needle);
    buf_str(&r->needle, needle);
    r->hits_fresh = false;
    r->hit_off = SIZE_MAX;
}

static size_t first_from(const struct page_hits *h, size_t off)
{
    size_t low = 0, high = h->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (h->spans[mid].off < off)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct page_hits *find_hits(struct app *app)
{
    struct reading *r = &app->reading;
    struct span *spans = NULL;
    size_t now;

    if (r->hits_fresh || !r->page)
        return &r->hits;
    arena_reset(&r->hits_a);
    r->hits = (struct page_hits){.now = SIZE_MAX};
    if (r->needle.len)
        r->hits.n = page_find(&r->hits_a, r->page, buf_view(&r->needle), &spans);
    r->hits.spans = spans;
    now = first_from(&r->hits, r->hit_off);
    if (now < r->hits.n && spans[now].off == r->hit_off)
        r->hits.now = now;
    r->hits_fresh = true;
    return &r->hits;
}

/* Make hit I the current one; where it is out of sight it comes to the third row. */
static void show_hit(struct app *app, size_t i)
{
    struct reading *r = reading_ready(app);
    size_t row = page_row_at(r->page, r->hits.spans[i].off);

    r->hits.now = i;
    r->hit_off = r->hits.spans[i].off;
    if (row < r->top || row >= r->top + r->at.rows)
        reading_set_top(app, row > 2 ? row - 2 : 0);
}

void find_near(struct app *app, struct anchor from)
{
    struct reading *r = reading_ready(app);
    const struct page_hits *h = find_hits(app);
    size_t i = from.off == SIZE_MAX ? 0 : first_from(h, from.off);

    if (r->page && h->n)
        show_hit(app, i < h->n ? i : 0);
}

static size_t top_offset(const struct reading *r)
{
    return page_offset_at(r->page, r->top);
}

/* Is the current hit on the screen? */
static bool in_sight(const struct reading *r)
{
    size_t row;

    if (r->hits.now >= r->hits.n)
        return false;
    row = page_row_at(r->page, r->hits.spans[r->hits.now].off);
    return row >= r->top && row < r->top + r->at.rows;
}

static unsigned next_hit(struct app *app, size_t by, bool down)
{
    struct reading *r = reading_ready(app);
    const struct page_hits *h = find_hits(app);
    size_t i = h->now, n = h->n;
    bool wrapped = false;

    if (!r->needle.len)
        return quotes_step(app, by, down);
    if (!r->page || !n)
        return app_say(app, "没有找到：%s", r->needle.p);
    if (!in_sight(r)) {
        i = first_from(h, top_offset(r));
        wrapped = down && i == n;
        i = down ? i % n : i;
        by -= down;
    }
    by %= n;
    wrapped = wrapped || (down ? i + by >= n : by > i);
    i = down ? (i + by) % n : (i + n - by) % n;
    show_hit(app, i);
    if (wrapped)
        app_say(app,
                down ? "已过文末，从头找起  %zu/%zu" : "已过文首，从末尾找起  %zu/%zu",
                i + 1, n);
    return 0;
}

COMMAND(find_next)
{
    return next_hit(app, call->count, true);
}

COMMAND(find_previous)
{
    return next_hit(app, call->count, false);
}

void find_status(struct app *app, struct buf *out)
{
    const struct page_hits *h = find_hits(app);

    if (!app->reading.needle.len)
        return;
    buf_z(out, "  ");
    if (h->now < h->n)
        buf_printf(out, "%zu/", h->now + 1);
    buf_printf(out, "%zu处 %s", h->n, app->reading.needle.p);
}

/* ---- The prompt */

COMMAND(find)
{
    struct reading *r = reading_ready(app);

    if (call->arg.len) {
        find_set(app, call->arg);
        find_near(app, r->anchor);
        return find_hits(app)->n ? 0 : app_say(app, "没有找到：%.*s", STR_ARG(call->arg));
    }
    app->prompt.place = r->anchor;
    buf_reset(&app->prompt.kept);
    buf_str(&app->prompt.kept, buf_view(&r->needle));
    prompt_open(app, PROMPT_FIND, STR(""));
    return 0;
}

static void back_to(struct app *app, struct anchor place)
{
    app->reading.anchor = place;
    app->reading.at.rows = 0; /* lay out again: the top follows from the anchor */
    reading_ready(app);
}

static void changed(struct app *app)
{
    back_to(app, app->prompt.place);
    find_set(app, edit_view(&app->prompt.edit));
    find_near(app, app->prompt.place);
}

static unsigned accept(struct app *app)
{
    bool again = !app->prompt.edit.text.len;

    remember_entered(app, PROMPT_FIND, edit_view(&app->prompt.edit));
    if (again)
        find_set(app, buf_view(&app->prompt.kept));
    prompt_close(app);
    if (again)
        return app->reading.needle.len ? next_hit(app, 1, true) : 0;
    if (!find_hits(app)->n)
        return app_say(app, "没有找到：%s", app->reading.needle.p);
    return 0;
}

static void leave(struct app *app)
{
    back_to(app, app->prompt.place);
    find_set(app, buf_view(&app->prompt.kept));
    prompt_close(app);
}

static void info(struct app *app, struct buf *out)
{
    const struct page_hits *h = find_hits(app);

    if (app->reading.needle.len)
        buf_printf(out, "%zu/%zu", h->now < h->n ? h->now + 1 : 0, h->n);
}

const struct prompt_ops find_prompt = {
    .label = "查找> ",
    .hint = "Enter 采用  Esc 回到原处  Up/Down Ctrl-R 以前的",
    .changed = changed,
    .accept = accept,
    .leave = leave,
    .info = info,
};
