/* Painting the facet pane: "[x] value   12", months with bars. */
#include "facets.h"
#include "sought.h"

enum { BOX_COLS = 4, MONTH_COLS = 8 };

/* At the right edge, which is END; returns the column where it begins. */
static unsigned put_count(struct grid *g, unsigned row, unsigned end, size_t n,
                          bool exact)
{
    struct buf b = {0};
    unsigned used;

    buf_z(&b, exact ? "" : "约");
    page_add_count(&b, n);
    used = show_cols(buf_view(&b), g->amb);
    grid_put(g, row, end - used, used, buf_view(&b), n ? STYLE_NORMAL : STYLE_DIM);
    buf_free(&b);
    return end - used;
}

static const char *box_of(enum query_state s)
{
    static const char *const boxes[] = {"[ ]", "[x]", "[-]"};
    return boxes[s];
}

/* What was looked for in this facet, else what the filter asks of it. */
static void mark_value(struct app *app, struct grid *g, const struct rect *at,
                       const struct facet_at *it)
{
    const struct facet_block *b = it->block;
    struct str name = b->values[it->value].name;
    const struct query_pick pick = {.field = b->field, .key = b->key};

    if (b->sought)
        sought_mark(g, at, name, b->sought);
    else if (b->values[it->value].counted)
        sought_in_value(app, g, at, name, &pick);
}

static void draw_value(struct app *app, struct grid *g, const struct rect *r,
                       const struct facet_at *it)
{
    const struct facet_value *v = &it->block->values[it->value];
    unsigned end = r->col + r->cols, x = r->col + 1, row = r->row;
    struct rect at = {row, x + BOX_COLS, 1, 0};

    grid_put(g, row, x, BOX_COLS, str_of(box_of(v->state)),
             v->state == QUERY_NONE ? STYLE_DIM : STYLE_MARK);
    if (v->counted)
        end = put_count(g, row, end, v->n, !filter_pending(app));
    at.cols = end - at.col - 1;
    grid_put_clip(g, row, at.col, at.cols, v->name,
                  v->counted && !v->n ? STYLE_DIM : STYLE_NORMAL);
    mark_value(app, g, &at, it);
}

/* " 2024-03 #####   71": a bar is as long as its share of the longest. */
static void draw_month(struct grid *g, unsigned row, const struct rect *r,
                       const struct facet_at *it, bool exact)
{
    static const char signs[] = " x-";
    const struct facet_block *b = it->block;
    const struct facet_value *v = &b->values[it->value];
    unsigned end = put_count(g, row, r->col + r->cols, v->n, exact);
    unsigned x = r->col + 2 + MONTH_COLS, room = end > x + 1 ? end - x - 1 : 0;

    room = room > 8 ? room - 3 : room;
    grid_fill(g, row, r->col + 1, 1, signs[v->state], STYLE_MARK);
    grid_put(g, row, r->col + 2, MONTH_COLS, v->name, STYLE_NORMAL);
    if (b->most && v->n)
        grid_fill(g, row, x, (unsigned)((v->n * room + b->most - 1) / b->most), '#',
                  STYLE_DIM);
}

static void draw_head(struct app *app, struct grid *g, unsigned row, const struct rect *r,
                      const struct facet_block *b)
{
    const struct facets *f = &app->facets;
    bool sought = f->find.len && str_eq(buf_view(&f->find_in), b->name.name);
    struct buf text = {0};

    buf_str(&text, b->name.name);
    if (sought) {
        buf_z(&text, " /");
        buf_str(&text, buf_view(&f->find));
    } else if (b->name.n_values > b->shown) {
        buf_z(&text, " (");
        page_add_count(&text, b->name.n_values);
        buf_c(&text, ')');
    }
    grid_put_clip(g, row, r->col + 1, r->cols - 1, buf_view(&text), STYLE_HEADING);
    buf_free(&text);
}

static void draw_more(struct grid *g, unsigned row, const struct rect *r,
                      const struct facet_block *b)
{
    struct buf text = {0};
    size_t hidden = b->name.n_values > b->shown ? b->name.n_values - b->shown : 0;

    buf_z(&text, b->months && !b->open ? ".. 更早" : "..");
    if (!b->open)
        page_add_count(&text, hidden);
    buf_z(&text, b->open ? " (+ 收起)" : b->months ? "个月 (+)" : " (+ 更多)");
    grid_put_clip(g, row, r->col + 1 + BOX_COLS, r->cols - 1 - BOX_COLS, buf_view(&text),
                  STYLE_DIM);
    buf_free(&text);
}

static void draw_row(struct app *app, struct grid *g, unsigned row, const struct rect *r,
                     const struct facet_at *it)
{
    bool exact = !filter_pending(app);

    if (it->line == LINE_HEAD)
        draw_head(app, g, row, r, it->block);
    else if (it->line == LINE_MORE)
        draw_more(g, row, r, it->block);
    else if (it->block->months)
        draw_month(g, row, r, it, exact);
    else
        draw_value(app, g, &(struct rect){row, r->col, 1, r->cols}, it);
}

static void keep_in_sight(struct app *app, size_t sel, unsigned rows)
{
    struct facets *f = &app->facets;

    if (sel < f->top)
        f->top = sel;
    if (sel >= f->top + rows)
        f->top = sel - rows + 1;
    /* The heading above the first value belongs to it. */
    if (sel == f->top && sel > 0 && rows > 1 && facets_at(app, sel - 1).line == LINE_HEAD)
        f->top = sel - 1;
}

void facets_draw_pane(struct app *app, struct grid *g, const struct rect *r)
{
    struct facets *f = &app->facets;
    bool focus = facets_focused(app);
    size_t sel = facets_ops.at(app);

    keep_in_sight(app, sel, r->rows);
    if (focus)
        grid_cursor(g, r->row, r->col);
    for (unsigned y = 0; y < r->rows; y++) {
        struct facet_at it = facets_at(app, f->top + y);
        if (r->col + r->cols < g->cols)
            grid_fill(g, r->row + y, r->col + r->cols, 1, '|', STYLE_RULE);
        if (!it.line)
            continue;
        draw_row(app, g, r->row + y, r, &it);
        if (f->top + y != sel || !focus)
            continue;
        grid_fill(g, r->row + y, r->col, 1, '>', STYLE_MARK);
        grid_cursor(g, r->row + y, r->col);
    }
}
