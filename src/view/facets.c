/* The facet pane: values of the articles found, with counts; what is chosen there is written into
 * the filter, and what the filter says is marked there.
 *
 * Rows are made when they are first shown after the finding has changed, facet by facet; the
 * selection stays on its value. */
#include "facets.h"

void facets_forget(struct app *app)
{
    struct facets *f = &app->facets;

    arena_reset(&f->a);
    f->known = f->placed = false;
    f->blocks = NULL;
    f->n = 0;
}

void facets_free(struct app *app)
{
    struct facets *f = &app->facets;
    struct buf *bufs[] = {&f->at_facet, &f->at_value, &f->open, &f->find, &f->find_in};

    arena_free(&f->a);
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_free(bufs[i]);
}

bool facets_focused(const struct app *app)
{
    return app->facets.shown && app->facets.focus && !app->list.related[0] &&
           app->history.items[app->history.now].view == VIEW_LIST;
}

/* ---- Rows */

static void know(struct app *app)
{
    struct facets *f = &app->facets;

    if (f->known)
        return;
    f->n = app->list.finding ? facets_blocks(app, &f->a, &f->blocks) : 0;
    f->known = true;
}

/* Is there a row that opens or closes the rest? */
static bool has_more(const struct facet_block *b)
{
    return !b->sought && (b->open || b->name.n_values > b->n || b->shown < b->n);
}

static size_t rows_of(struct app *app, struct facet_block *b)
{
    if (!b->made)
        facets_make(app, b);
    return 1 + b->shown + has_more(b);
}

struct facet_at facets_at(struct app *app, size_t row)
{
    struct facets *f = &app->facets;

    know(app);
    for (size_t i = 0; i < f->n; i++) {
        struct facet_block *b = &f->blocks[i];
        size_t n = rows_of(app, b);
        if (row >= n) {
            row -= n;
            continue;
        }
        if (row == 0)
            return (struct facet_at){LINE_HEAD, b, 0};
        return row <= b->shown ? (struct facet_at){LINE_VALUE, b, row - 1}
                               : (struct facet_at){LINE_MORE, b, 0};
    }
    return (struct facet_at){0};
}

static size_t count(struct app *app)
{
    struct facets *f = &app->facets;
    size_t n = 0;

    know(app);
    for (size_t i = 0; i < f->n; i++)
        n += rows_of(app, &f->blocks[i]);
    return n;
}

/* ---- The selection */

static void set_buf(struct buf *b, struct str s)
{
    buf_reset(b);
    buf_str(b, s);
}

/* The selection is the row SEL: remember what it is. */
static void settle(struct app *app)
{
    struct facets *f = &app->facets;
    struct facet_at at = facets_at(app, f->sel);

    f->placed = true;
    f->at_line = at.line;
    set_buf(&f->at_facet, at.block ? at.block->name.name : STR(""));
    set_buf(&f->at_value, at.line == LINE_VALUE && at.block
                              ? at.block->values[at.value].name
                              : STR(""));
}

static size_t row_in(const struct app *app, const struct facet_block *b)
{
    const struct facets *f = &app->facets;

    for (size_t i = 0; f->at_line == LINE_VALUE && i < b->shown; i++)
        if (str_eq(b->values[i].name, buf_view(&f->at_value)))
            return i + 1;
    if (f->at_line == LINE_HEAD)
        return 0;
    return f->at_line == LINE_MORE && has_more(b) ? b->shown + 1 : SIZE_MAX;
}

/* Where the value is now that was selected; where it was in its facet when it is gone. */
static void place(struct app *app)
{
    struct facets *f = &app->facets;
    size_t before = 0;

    know(app);
    if (f->placed)
        return;
    /* Until somebody moves it stays on top, whatever comes. */
    if (!f->moved)
        f->sel = f->top = 0;
    for (size_t i = 0; i < f->n && f->moved; i++) {
        struct facet_block *b = &f->blocks[i];
        size_t n = rows_of(app, b), row;
        if (str_eq(b->name.name, buf_view(&f->at_facet))) {
            row = row_in(app, b);
            if (row == SIZE_MAX)
                row = f->sel > before ? f->sel - before : 0;
            f->sel = before + (row < n ? row : n - 1);
            break;
        }
        before += n;
    }
    settle(app);
}

static size_t at(struct app *app)
{
    place(app);
    return app->facets.sel;
}

static size_t last(struct app *app)
{
    size_t n = count(app);

    return n ? n - 1 : 0;
}

static void go(struct app *app, size_t to)
{
    place(app);
    app->facets.moved = true;
    app->facets.sel = to;
    settle(app);
}

static size_t page(struct app *app)
{
    unsigned rows = panes_of(app).facets.rows;

    return rows > 1 ? rows - 1 : 1;
}

static void scroll(struct app *app, ptrdiff_t by)
{
    struct facets *f = &app->facets;
    size_t top = f->top, step = (size_t)(by < 0 ? -by : by);

    f->top = by > 0 ? top + step : top > step ? top - step : 0;
    go(app, (size_t)((ptrdiff_t)at(app) + by));
}

/* ---- Changing the filter */

static unsigned choose(struct app *app, enum query_state to)
{
    struct facet_at it = facets_at(app, at(app));
    struct query_pick pick;
    struct buf text = {0};

    if (it.line == LINE_MORE)
        return cmd_facet_more(app, &(struct call){.count = 1});
    if (it.line != LINE_VALUE)
        return app_say(app, "先选一个值；/ 在这个分面里找");
    pick = facets_pick(app, it.block, &it.block->values[it.value]);
    query_toggle(&text, &app->list.query, filter_world(app), &pick, to);
    list_set_filter(app, buf_view(&text));
    buf_free(&text);
    return 0;
}

COMMAND(facet_include)
{
    (void)call;
    return choose(app, QUERY_INCLUDED);
}

COMMAND(facet_exclude)
{
    (void)call;
    return choose(app, QUERY_EXCLUDED);
}

unsigned facets_open(struct app *app)
{
    struct facet_at it = facets_at(app, at(app));

    if (it.line == LINE_HEAD)
        return cmd_facet_more(app, &(struct call){.count = 1});
    return choose(app, QUERY_INCLUDED);
}

/* ---- Looks */

static void set_open(struct app *app, struct str name, bool open)
{
    struct facets *f = &app->facets;
    struct buf kept = {0};
    struct str old = buf_view(&f->open);

    for (size_t off = 0, len; off < old.len; off += len + 1) {
        len = str_find(old, STR("\n"), off) - off;
        if (str_eq(str_slice(old, off, len), name))
            continue;
        buf_str(&kept, str_slice(old, off, len));
        buf_c(&kept, '\n');
    }
    if (open) {
        buf_str(&kept, name);
        buf_c(&kept, '\n');
    }
    set_buf(&f->open, buf_view(&kept));
    buf_free(&kept);
}

COMMAND(facet_more)
{
    struct facet_at it = facets_at(app, at(app));

    (void)call;
    if (!it.block)
        return 0;
    if (!has_more(it.block))
        return app_say(app, "%.*s只有这些值", STR_ARG(it.block->name.name));
    set_open(app, it.block->name.name, !it.block->open);
    facets_forget(app);
    return 0;
}

unsigned facets_sort(struct app *app)
{
    struct facets *f = &app->facets;

    at(app);
    f->order = f->order == FACET_BY_COUNT ? FACET_BY_NAME : FACET_BY_COUNT;
    facets_forget(app);
    return app_say(app, f->order == FACET_BY_COUNT ? "按篇数排" : "按拼音排");
}

/* ---- Showing */

/* The counts are those of a finding; the archive as it is has none. */
static void show(struct app *app, bool shown)
{
    struct facets *f = &app->facets;

    f->shown = f->focus = shown;
    if (shown && !app->list.finding)
        list_refresh(app);
}

COMMAND(facets)
{
    (void)call;
    if (facets_focused(app)) {
        show(app, false);
        return 0;
    }
    if (app->list.related[0])
        return app_say(app, "相关文章没有分面，q 返回列表");
    if (app_place(app)->view == VIEW_ARTICLE)
        cmd_back(app, &(struct call){.count = 1});
    if (app_place(app)->view == VIEW_LIST)
        show(app, true);
    return 0;
}

/* Esc: what was looked for in a facet goes first. */
void facets_leave(struct app *app)
{
    struct facets *f = &app->facets;

    if (f->find.len) {
        buf_reset(&f->find);
        facets_forget(app);
    } else {
        f->focus = false;
    }
}

/* ---- Looking for a value */

COMMAND(facet_find)
{
    struct facet_at it = facets_at(app, at(app));

    (void)call;
    if (!it.block || it.block->months)
        return app_say(app, "这里没有可找的值");
    set_buf(&app->facets.find_in, it.block->name.name);
    prompt_open(app, PROMPT_FACET, STR(""));
    facet_prompt.changed(app);
    return 0;
}

/* On the best value found. */
static void changed(struct app *app)
{
    struct facets *f = &app->facets;

    at(app);
    set_buf(&f->find, edit_view(&app->prompt.edit));
    set_buf(&f->at_facet, buf_view(&f->find_in));
    facets_forget(app);
    f->at_line = LINE_HEAD;
    f->moved = true;
    f->sel = 0;
    for (size_t i = 0; facets_at(app, i).line; i++) {
        struct facet_at it = facets_at(app, i);
        if (!str_eq(it.block->name.name, buf_view(&f->find_in)))
            continue;
        f->sel = i + (it.block->shown > 0);
        break;
    }
    settle(app);
}

static unsigned accept(struct app *app)
{
    prompt_close(app);
    return 0;
}

static void leave(struct app *app)
{
    prompt_close(app);
    if (app->facets.find.len)
        facets_leave(app);
}

static bool key(struct app *app, uint32_t k)
{
    size_t now;

    if (k != K_UP && k != K_DOWN)
        return false;
    now = at(app);
    if (k == K_DOWN && now < last(app))
        go(app, now + 1);
    else if (k == K_UP && now)
        go(app, now - 1);
    return true;
}

static void info(struct app *app, struct buf *out)
{
    struct facet_at it = facets_at(app, at(app));

    buf_str(out, buf_view(&app->facets.find_in));
    if (it.block)
        buf_printf(out, " %zu个值", it.block->n);
}

const struct prompt_ops facet_prompt = {
    .label = "找值> ",
    .hint = "Enter 采用  Esc 清除、离开  Up/Down 选择  拼音也可：dgh",
    .changed = changed,
    .accept = accept,
    .leave = leave,
    .key = key,
    .info = info,
};

/* ---- As a view */

static void draw(struct app *app, struct grid *g)
{
    list_ops.draw(app, g);
}

static void status(struct app *app, struct buf *out)
{
    struct facet_at it = facets_at(app, at(app));

    if (!it.block)
        return;
    buf_str(out, it.block->name.name);
    buf_printf(out, " %zu个值", it.block->name.n_values);
    if (!it.block->months)
        buf_z(out, app->facets.order == FACET_BY_COUNT ? "  按篇数" : "  按拼音");
    if (helper_on(app))
        buf_z(out, "  篇数不算最后一个条件");
    if (it.line == LINE_VALUE) {
        buf_z(out, "  ");
        buf_str(out, it.block->values[it.value].name);
    }
}

static const char *const hints[] = {"facet-include", "facet-exclude", "facet-more",
                                    "facet-find",    "sort",          "focus",
                                    "facets",        "help",          NULL};

const struct view_ops facets_ops = {
    .where = WHERE_FACETS,
    .draw = draw,
    .count = count,
    .at = at,
    .last = last,
    .page = page,
    .go = go,
    .scroll = scroll,
    .status = status,
    .hints = hints,
};
