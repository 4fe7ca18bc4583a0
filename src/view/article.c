/* The reader: one article, laid out once for its place on the screen and kept until the place, the
 * article or a setting changes.  A key then costs the rows on the screen. */
#include "state.h"
#include "text/utf8.h"

#include <stdint.h>

static const struct anchor beginning = {SIZE_MAX, 0};

/* ---- From the archive to a page */

void reading_relayout(struct app *app)
{
    app->reading.page = NULL;
}

void reading_reload(struct app *app)
{
    app->reading.loaded = false;
}

void reading_want(struct app *app, const char *id, struct anchor anchor)
{
    struct reading *r = &app->reading;

    if (strcmp(r->id, id) != 0) {
        memset(r->id, 0, sizeof r->id);
        memcpy(r->id, id, strnlen(id, ID_MAX - 1));
        r->loaded = false;
    }
    r->anchor = anchor;
    r->hit_off = SIZE_MAX;
    r->mark_now = SIZE_MAX;
    r->page = NULL;
}

static void forget(struct reading *r)
{
    arena_reset(&r->a);
    arena_reset(&r->page_a);
    arena_reset(&r->hits_a);
    r->art = NULL;
    r->page = NULL;
    r->choosing = false;
    r->hits = (struct page_hits){.now = SIZE_MAX};
    r->hits_fresh = false;
    quotes_forget(r);
}

static void load(struct app *app)
{
    struct reading *r = &app->reading;
    const struct item *en = app_entry(app, r->id);

    /* After a reload the archive fills again: the old text stays until its article is there. */
    if (!en && source_is_reading(app->ar) && r->art)
        return;
    r->loaded = true;
    forget(r);
    r->err.msg[0] = '\0';
    if (!en) {
        err_set(&r->err, "文章 %s 已经不在了", r->id);
        return;
    }
    if (!source_get(app->ar, en, &r->a, &r->art, &r->err)) {
        r->art = NULL;
        return;
    }
    r->body = body_parts(&r->a, r->art);
    r->n_han = utf8_count_han(r->art->body);
    r->n_words = utf8_count_words(r->art->body);
}

static struct page_opts options(const struct app *app, const struct rect *at)
{
    bool split = panes_of(app).rule.rows > 0;

    return (struct page_opts){
        .cols = at->cols,
        .measure = app->measure,
        .indent = app->indent,
        .gutter = at->cols >= 60   ? 4
                  : at->cols >= 30 ? 2
                                   : 1,
        .centre = true,
        .amb = app->amb,
        .kinsoku = app->kinsoku,
        .hang = app->hang,
        .orphan = app->orphan,
        .unfold = app->reading.unfold,
        .web = app->web,
        .head = !split,
    };
}

static size_t last_top(const struct reading *r)
{
    return r->page && r->page->n_rows > r->at.rows ? r->page->n_rows - r->at.rows : 0;
}

static void place_top(struct reading *r)
{
    size_t last = last_top(r), row = r->anchor.row;

    if (r->anchor.off != SIZE_MAX) {
        size_t text = page_row_at(r->page, r->anchor.off);
        row = row < text ? text - row : 0;
    }
    r->top = row;
    if (r->top > last)
        r->top = last;
}

static bool same_place(const struct rect *a, const struct rect *b)
{
    return a->row == b->row && a->col == b->col && a->rows == b->rows &&
           a->cols == b->cols;
}

static void lay_out(struct app *app, const struct rect *at)
{
    struct reading *r = &app->reading;
    struct page_opts o = options(app, at);

    if (!r->page || at->cols != r->page->opts.cols || o.head != r->page->opts.head ||
        o.amb != r->page->opts.amb) {
        arena_reset(&r->page_a);
        r->page = page_new(&r->page_a, r->art, &r->body, &o);
        r->hits_fresh = false;
    }
    r->at = *at;
    place_top(r);
}

struct reading *reading_ready(struct app *app)
{
    struct reading *r = &app->reading;
    struct panes p = panes_of(app);

    bool stays = app->held && app->drawing && r->loaded;

    if (!stays && app_place(app)->view == VIEW_LIST &&
        strcmp(r->id, place_article(app)) != 0)
        reading_want(app, place_article(app), beginning);
    if (!r->loaded)
        load(app);
    if (!r->art)
        r->page = NULL;
    else if (!r->page || !same_place(&r->at, &p.text))
        lay_out(app, &p.text);
    return r;
}

/* Is ROW above all text of the body? */
static bool in_head(const struct page *p, size_t row)
{
    return p->opts.head && row < page_row_at(p, 0);
}

static struct anchor text_below(const struct page *p, size_t top)
{
    size_t off = page_offset_at(p, top), row = page_row_at(p, off);

    return (struct anchor){off, row > top ? row - top : 0};
}

void reading_set_top(struct app *app, size_t top)
{
    struct reading *r = &app->reading;
    size_t last = last_top(r);

    if (!r->page)
        return;
    r->top = top < last ? top : last;
    if (r->top == 0 || in_head(r->page, r->top))
        r->anchor = (struct anchor){SIZE_MAX, r->top};
    else
        r->anchor = text_below(r->page, r->top);
}

bool reading_at_end(struct app *app)
{
    const struct reading *r = reading_ready(app);

    return r->page && r->top >= last_top(r);
}

/* ---- Painting */

static void draw_error(struct app *app, struct grid *g, const struct rect *at)
{
    const struct reading *r = &app->reading;

    if (at->rows > 1 && r->id[0])
        grid_put(g, at->row + 1, at->col + 2, at->cols - 3, str_of(r->err.msg),
                 STYLE_ERROR);
    if (at->rows > 3 && r->id[0])
        grid_put(g, at->row + 3, at->col + 2, at->cols - 3,
                 STR("\\ 看原文件，:check 看所有错误"), STYLE_NORMAL);
    grid_cursor(g, at->row, at->col);
}

/* The cursor stands on the current hit or quotation, else where the last row begins: a line that
 * is scrolled in is written there. */
static void put_cursor(struct grid *g, const struct reading *r,
                       const struct page_hits *hits, const struct page_mark *mark)
{
    size_t shown = r->page->n_rows - r->top;
    unsigned below = shown < r->at.rows ? (unsigned)shown - (shown > 0) : r->at.rows - 1;

    grid_cursor(g, r->at.row + below,
                r->page->x < r->at.cols ? r->at.col + r->page->x : r->at.col);
    if (hits->now >= hits->n && !mark)
        return;
    struct span hit = hits->now < hits->n ? hits->spans[hits->now] : mark->span;
    size_t row = page_row_at(r->page, hit.off);
    if (row < r->top || row - r->top >= r->at.rows)
        return;
    const struct page_row *line = &r->page->rows[row];
    size_t before = hit.off > line->off ? hit.off - line->off : 0;
    grid_cursor(g, r->at.row + (unsigned)(row - r->top),
                r->at.col + line->x +
                    show_cols(str_slice(line->text, 0, before), g->amb));
}

static void draw_text(struct app *app, struct grid *g, const struct rect *at)
{
    struct reading *r = reading_ready(app);
    const struct page_mark *marks;
    const struct page_hits *hits;
    struct span chosen;
    const struct page_hits passage = {&chosen, 1, SIZE_MAX};
    size_t n;

    if (!r->page) {
        draw_error(app, g, at);
        return;
    }
    hits = find_hits(app);
    marks = quotes_marks(app, &n);
    if (passage_on(app)) {
        chosen = passage_span(app);
        hits = &passage;
    }
    for (unsigned y = 0; y < at->rows && r->top + y < r->page->n_rows; y++) {
        page_draw(r->page, r->top + y, g, at->row + y, at->col, at->cols, hits);
        page_draw_marks(r->page, r->top + y, g, at->row + y, at->col, marks, n);
    }
    put_cursor(g, r, hits, quotes_now(app));
}

void article_length(struct app *app, struct buf *out)
{
    const struct reading *r = reading_ready(app);

    if (!r->art)
        return;
    page_add_count(out, r->n_han ? r->n_han : r->n_words);
    buf_printf(out, "%s 约%zu分", r->n_han ? "字" : "词",
               page_minutes(r->n_han, r->n_words));
}

/* "-- 标题 ------ 2,575字 约7分 --"; ">-" where the text below has the focus. */
static void draw_rule(struct app *app, struct grid *g, const struct rect *at, bool focus)
{
    struct reading *r = reading_ready(app);
    struct buf right = {0};
    unsigned cols = at->cols - 1, used;
    const struct item *en = app_entry(app, r->id);

    grid_fill(g, at->row, at->col, cols, '-', STYLE_RULE);
    if (focus)
        grid_fill(g, at->row, at->col, 1, '>', STYLE_MARK);
    buf_c(&right, ' ');
    article_length(app, &right);
    buf_c(&right, ' ');
    used = r->art ? show_cols(buf_view(&right), g->amb) + 2 : 2;
    if (used + 12 < cols && r->art)
        grid_put(g, at->row, at->col + cols - used, used - 2, buf_view(&right),
                 STYLE_RULE);
    else
        used = 2;
    if (en) {
        struct str title = entry_title(en);
        unsigned want = show_cols(title, g->amb), room = cols - used - 5;
        grid_fill(g, at->row, at->col + 2, (want < room ? want : room) + 2, ' ',
                  STYLE_RULE);
        grid_put_clip(g, at->row, at->col + 3, want < room ? want : room, title,
                      STYLE_TITLE);
    }
    buf_free(&right);
}

void article_draw_pane(struct app *app, struct grid *g, const struct panes *p)
{
    bool focus = app_place(app)->view == VIEW_ARTICLE;

    if (p->layout == 3) {
        for (unsigned y = 0; y < p->body.rows; y++)
            grid_fill(g, p->body.row + y, p->rule.col - 1, 1, '|', STYLE_RULE);
    }
    if (p->rule.rows)
        draw_rule(app, g, &p->rule, focus);
    draw_text(app, g, &p->text);
}

static void draw(struct app *app, struct grid *g)
{
    struct panes p = panes_of(app);

    if (p.list.rows && p.layout != 1)
        list_draw_pane(app, g, &p.list, false);
    article_draw_pane(app, g, &p);
    if (p.aside.rows)
        aside_draw(app, g, &p.aside);
    if (p.facets.rows)
        facets_draw_pane(app, g, &p.facets);
}

/* ---- Motions */

static size_t count(struct app *app)
{
    const struct reading *r = reading_ready(app);
    return r->page ? r->page->n_rows : 0;
}

static size_t at(struct app *app)
{
    return reading_ready(app)->top;
}

static size_t last(struct app *app)
{
    return last_top(reading_ready(app));
}

/* One row stays in sight, to read on from. */
static size_t page(struct app *app)
{
    unsigned rows = panes_of(app).text.rows;
    return rows > 1 ? rows - 1 : 1;
}

static void scroll(struct app *app, ptrdiff_t by)
{
    reading_set_top(app, (size_t)((ptrdiff_t)app->reading.top + by));
}

/* Sections are counted with the text before the first heading. */
static void add_section(const struct reading *r, struct buf *out)
{
    const struct page *p = r->page;
    bool lead = p->n_sections && page_offset_at(p, 0) < page_offset_at(p, p->sections[0]);
    bool end = r->top + r->at.rows >= p->n_rows;
    size_t row = end && r->top ? p->n_rows - 1 : r->top;
    size_t now = page_section_at(p, row) + lead;

    if (p->n_sections)
        buf_printf(out, "  小节 %zu/%zu", now ? now : 1, p->n_sections + lead);
}

static void status(struct app *app, struct buf *out)
{
    const struct reading *r = reading_ready(app);

    if (!r->page) {
        buf_z(out, "无法显示");
        return;
    }
    if (passage_on(app)) {
        passage_status(app, out);
        return;
    }
    if (quotes_status(app, out))
        return;
    size_t end = r->top + r->at.rows;
    buf_printf(out, "正文 %zu%%",
               end >= r->page->n_rows ? 100 : end * 100 / r->page->n_rows);
    add_section(r, out);
    buf_z(out, "  ");
    article_length(app, out);
    find_status(app, out);
}

/* ---- Commands */

static unsigned go_section(struct app *app, const struct call *call, bool down)
{
    struct reading *r = reading_ready(app);
    const struct page *p = r->page;
    size_t i = 0;

    if (!p || !p->n_sections)
        return app_say(app, "这篇文章没有小标题");
    while (i < p->n_sections && p->sections[i] < r->top + down)
        i++;
    /* Now sections[i] is the first below the top, or the first not above it. */
    if (down ? i == p->n_sections : !i && !r->top)
        return app_say(app, down ? "后面没有小标题了" : "前面没有小标题了");
    if (down)
        i = call->count - 1 < p->n_sections - 1 - i ? i + call->count - 1
                                                    : p->n_sections - 1;
    reading_set_top(app, down               ? p->sections[i]
                         : call->count <= i ? p->sections[i - call->count]
                                            : 0);
    return 0;
}

COMMAND(next_section)
{
    return go_section(app, call, true);
}

COMMAND(previous_section)
{
    return go_section(app, call, false);
}

static unsigned go_article(struct app *app, size_t by, bool down)
{
    size_t n = list_count(app), i = list_find(app, app_place(app)->id), to;

    if (i >= n)
        return app_say(app, "这篇文章不在列表里");
    to = down ? (by < n - 1 - i ? i + by : n - 1) : by < i ? i - by : 0;
    if (to == i)
        return app_say(app, down ? "已是最后一篇" : "已是第一篇");
    list_select(app, to);
    place_open(app, VIEW_ARTICLE, app->list.sel_id, app_place(app)->zoom);
    return 0;
}

COMMAND(next_article)
{
    return go_article(app, call->count, true);
}

COMMAND(previous_article)
{
    return go_article(app, call->count, false);
}

COMMAND(fold)
{
    (void)call;
    if (app_place(app)->view == VIEW_LIST && (app->list.unfolded || list_folded(app)))
        return list_unfold(app);
    app->reading.unfold = !app->reading.unfold;
    reading_relayout(app);
    return app_say(app, app->reading.unfold ? "已展开署名、图注和尾注"
                                            : "已折叠署名、图注和尾注");
}

static const char *const hints[] = {
    "page-down", "find",    "next-quotation", "next-section", "next-article", "close",
    "help",      "command", "fold",           "layout",       "raw",          "info",
    NULL};

const struct view_ops article_ops = {
    .where = WHERE_ARTICLE,
    .draw = draw,
    .count = count,
    .at = at,
    .last = last,
    .page = page,
    .go = reading_set_top,
    .scroll = scroll,
    .status = status,
    .hints = hints,
};
