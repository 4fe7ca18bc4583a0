/* The quotations page and the speaker card as views. */
#include "said.h"

#include "text/utf8.h"

#include <stdio.h>

/* ---- Rows, made when what they show has changed */

static size_t n_done(struct app *app)
{
    size_t done, total;

    people_progress(app, &done, &total);
    return app_place(app)->id[0] ? 0 : done;
}

static bool is_current(struct app *app, unsigned cols)
{
    const struct said_view *v = &app->said_view;

    return v->page && v->page->cols == cols && v->page->amb == app->amb &&
           v->page->kinsoku == app->kinsoku &&
           v->n_sayings == people_said(app)->n_sayings && v->n_done == n_done(app);
}

static const struct person *card_person(struct app *app)
{
    const struct said *s = people_said(app);
    const struct place *at = app_place(app);
    size_t i = said_person(s, at->kind, at->id, str_of(at->name));

    return i < s->n_people ? &s->people[i] : NULL;
}

static void make(struct app *app, unsigned cols)
{
    struct said_view *v = &app->said_view;
    const struct place *at = app_place(app);

    if (at->id[0])
        people_need(app, at->id);
    arena_reset(&v->a);
    v->page = arena_new(&v->a, struct said_page);
    *v->page = (struct said_page){.a = &v->a,
                                  .row_a = &v->row_a,
                                  .app = app,
                                  .said = people_said(app),
                                  .cols = cols,
                                  .amb = app->amb,
                                  .kinsoku = app->kinsoku};
    v->n_sayings = v->page->said->n_sayings;
    v->n_done = n_done(app);
    v->n_shown = v->n_groups = 0;
    if (at->view == VIEW_CARD) {
        v->page->who = card_person(app);
        if (v->page->who)
            card_make(v->page);
        return;
    }
    struct said_counts counts;
    groups_make(v->page, app, &counts);
    v->n_shown = counts.n_sayings;
    v->n_groups = counts.n_groups;
}

/* The selection stays on its quotation while others come. */
static void find_selection(struct app *app)
{
    const struct said_page *p = app->said_view.page;
    struct place *at = app_place(app);

    if (at->item < p->n_items && p->items[at->item].saying == at->saying && at->moved)
        return;
    if (!at->moved)
        at->item = 0;
    for (size_t i = 0; at->moved && at->saying != SAYING_MORE && i < p->n_items; i++) {
        if (p->items[i].saying == at->saying) {
            at->item = i;
            return;
        }
    }
    if (at->item >= p->n_items)
        at->item = p->n_items ? p->n_items - 1 : 0;
    if (p->n_items)
        at->saying = p->items[at->item].saying;
}

/* ---- Rows: those of the items near the selection */

/* What stands at the top of the screen. */
struct said_top {
    uint32_t owner;
    size_t below; /* rows of the owner above the top */
    bool known;
};

static size_t first_row_of(const struct said_page *p, uint32_t owner)
{
    size_t row = 0;

    while (row < p->n_rows && p->rows[row].owner < owner)
        row++;
    return row;
}

static struct said_top top_of(const struct said_view *v)
{
    const struct said_page *p = v->page;
    uint32_t owner;

    if (v->top >= p->n_rows)
        return (struct said_top){0};
    owner = p->rows[v->top].owner;
    return (struct said_top){owner, v->top - first_row_of(p, owner), true};
}

/* An item has at least one row: so many of them on each side fill the screen. */
static void make_rows(struct said_view *v, size_t item, unsigned rows)
{
    struct said_page *p = v->page;
    struct said_top top = top_of(v);

    arena_reset(&v->row_a);
    p->rows = NULL;
    p->n_rows = p->cap_rows = 0;
    p->from = item > 2 * (size_t)rows ? item - 2 * (size_t)rows : 0;
    p->to = item + 2 * (size_t)rows + 1;
    if (p->to > p->n_items)
        p->to = p->n_items;
    for (size_t i = p->from; i < p->to || (i == 0 && p->who); i++) {
        p->writing = (uint32_t)i;
        p->write(p, i);
    }
    if (top.known) {
        v->top = first_row_of(p, top.owner) + top.below;
    } else {
        size_t row = first_row_of(p, (uint32_t)item);
        v->top = row > v->sel_y ? row - v->sel_y : 0;
    }
}

/* Is a screen of rows made on both sides of ITEM? */
static bool has_rows(const struct said_page *p, size_t item, unsigned rows)
{
    return p->n_rows && (p->from == 0 || item >= p->from + rows) &&
           (p->to == p->n_items || item + rows < p->to);
}

static bool is_of(const struct said_row *row, size_t item)
{
    return row->item == item;
}

static void keep_in_sight(struct app *app, unsigned rows)
{
    struct said_view *v = &app->said_view;
    const struct said_page *p = v->page;
    size_t item = app_place(app)->item;
    size_t first = p->n_items ? first_row_of(p, (uint32_t)item) : 0, end = first;
    size_t last = p->n_rows > rows ? p->n_rows - rows : 0;

    /* The heading above an item belongs to it. */
    while (p->n_items && end < p->n_rows && p->rows[end].owner == item)
        end++;
    if (end > v->top + rows)
        v->top = end - rows;
    if (first < v->top)
        v->top = first;
    if (v->top > last)
        v->top = last;
    v->sel_y = first > v->top ? first - v->top : 0;
}

static struct said_page *ready(struct app *app)
{
    struct said_view *v = &app->said_view;
    struct rect body = panes_of(app).body;

    if (!is_current(app, body.cols))
        make(app, body.cols);
    find_selection(app);
    if (v->page->write && !has_rows(v->page, app_place(app)->item, body.rows))
        make_rows(v, app_place(app)->item, body.rows);
    keep_in_sight(app, body.rows);
    return v->page;
}

void said_forget(struct app *app)
{
    app->said_view.page = NULL;
}

static const struct said_item *selected(struct app *app)
{
    const struct said_page *p = ready(app);
    return p->n_items ? &p->items[app_place(app)->item] : NULL;
}

const struct saying *said_selected(struct app *app)
{
    const struct said_item *it = selected(app);

    return it && it->saying != SAYING_MORE ? &people_said(app)->sayings[it->saying]
                                           : NULL;
}

/* ---- Drawing */

static void draw_empty(struct app *app, struct grid *g, const struct rect *r)
{
    const char *why = people_complete(app) ? "没有语录" : "正在读";

    if (app_place(app)->view == VIEW_CARD)
        why = people_complete(app) ? "没有找到这个人" : "正在找";
    grid_put(g, r->row + (r->rows > 1), r->col + 2, r->cols - 2, str_of(why),
             STYLE_NORMAL);
    grid_cursor(g, r->row, r->col);
}

static void draw_row(struct grid *g, const struct said_row *row, const struct rect *r,
                     unsigned y)
{
    unsigned right = row->right.len ? show_cols(row->right, g->amb) : 0;

    grid_put_clip(g, y, r->col, row->x ? row->x - 1 : 0, row->label, STYLE_DIM);
    grid_put_clip(g, y, r->col + row->x, r->cols - row->x - right - (right ? 2 : 1),
                  row->text, row->style);
    if (right)
        grid_put(g, y, r->col + r->cols - right - 1, right, row->right, row->style);
}

static void draw(struct app *app, struct grid *g)
{
    const struct said_page *p = ready(app);
    struct rect r = panes_of(app).body;
    size_t top = app->said_view.top, item = p->n_items ? app_place(app)->item : NO_ITEM;

    if (!p->n_rows) {
        draw_empty(app, g, &r);
        return;
    }
    grid_cursor(g, r.row, r.col);
    for (unsigned y = 0; y < r.rows && top + y < p->n_rows; y++) {
        const struct said_row *row = &p->rows[top + y];
        draw_row(g, row, &r, r.row + y);
        if (item == NO_ITEM || !is_of(row, item))
            continue;
        grid_fill(g, r.row + y, r.col, 1, '>', STYLE_MARK);
        if (top + y == 0 || !is_of(row - 1, item))
            grid_cursor(g, r.row + y, r.col);
    }
}

/* ---- Motions: from quotation to quotation */

static size_t count(struct app *app)
{
    return ready(app)->n_items;
}

static size_t at(struct app *app)
{
    ready(app);
    return app_place(app)->item;
}

static size_t last(struct app *app)
{
    size_t n = ready(app)->n_items;
    return n ? n - 1 : 0;
}

static void go(struct app *app, size_t to)
{
    const struct said_page *p = ready(app);
    struct place *here = app_place(app);

    if (to >= p->n_items)
        return;
    here->item = to;
    here->moved = true;
    here->saying = p->items[to].saying;
}

/* As many as a screen holds, one of them left in sight. */
static size_t page(struct app *app)
{
    const struct said_page *p = ready(app);
    unsigned rows = panes_of(app).body.rows;
    size_t i = app_place(app)->item, row = first_row_of(p, (uint32_t)i), n;

    row = row + rows < p->n_rows ? row + rows : p->n_rows;
    n = row ? p->rows[row - 1].owner - i + 1 : 1;
    return n > 2 ? n - 1 : 1;
}

static void scroll(struct app *app, ptrdiff_t by)
{
    go(app, (size_t)((ptrdiff_t)at(app) + by));
}

static void add_progress(struct app *app, struct buf *out)
{
    size_t done, total;

    if (app_place(app)->id[0] || people_complete(app))
        return;
    people_progress(app, &done, &total);
    buf_z(out, "  已读");
    page_add_count(out, done);
    buf_c(out, '/');
    page_add_count(out, total);
    buf_z(out, "篇");
}

static void said_status(struct app *app, struct buf *out)
{
    static const char *const groups[] = {"按人", "按时间", "按关键词"};
    const struct place *p = app_place(app);
    const struct said_item *it = selected(app);

    buf_printf(out, "%u/", it ? it->number : 0);
    page_add_count(out, app->said_view.n_shown);
    buf_z(out, "条  ");
    page_add_count(out, app->said_view.n_groups);
    buf_printf(out, "组  %s，%s", groups[p->group],
               p->group == GROUP_MONTH ? p->by_name ? "按条数" : "从新到旧"
               : p->by_name            ? "按拼音"
                                       : "按条数");
    buf_z(out, p->id[0] ? "  本篇，Tab 看全部" : "");
    add_progress(app, out);
}

static void card_status(struct app *app, struct buf *out)
{
    size_t n = ready(app)->n_items;

    buf_printf(out, "%zu/%zu条", n ? app_place(app)->item + 1 : 0, n);
    add_progress(app, out);
}

static const char *const hints[] = {"open",  "group",   "sort", "speaker", "scope",
                                    "close", "command", "help", NULL};
static const char *const card_hints[] = {"open",    "indirect", "close",
                                         "command", "help",     NULL};

#define SAID_OPS(where_bit, status_fn, hint_list)                                        \
    {                                                                                    \
        .where = where_bit, .draw = draw, .count = count, .at = at, .last = last,        \
        .page = page, .go = go, .scroll = scroll, .status = status_fn,                   \
        .hints = hint_list,                                                              \
    }

const struct view_ops said_ops = SAID_OPS(WHERE_SAID, said_status, hints);
const struct view_ops card_ops = SAID_OPS(WHERE_CARD, card_status, card_hints);

/* ---- Commands */

/* The rest of a group, or more articles. */
static unsigned show_more(struct app *app, uint32_t group)
{
    if (group == GROUP_READ)
        people_more(app);
    else
        app_place(app)->open = groups_number(app->said_view.page, group) + 1;
    said_forget(app);
    return 0;
}

unsigned said_open(struct app *app)
{
    const struct said_item *it = selected(app);
    const struct saying *x = said_selected(app);
    const char *id;

    if (!it)
        return app_say(app, "没有语录可以打开");
    if (!x)
        return show_more(app, it->group);
    id = people_said(app)->articles[x->article].id;
    if (!app_entry(app, id))
        return app_say(app, "文章 %s 已经不在了", id);
    app->want_off = x->span.off;
    app->has_want_off = true;
    place_open(app, VIEW_ARTICLE, id, true);
    return 0;
}

COMMAND(quotations)
{
    struct place *p = app_place(app);
    const char *id = p->view == VIEW_ARTICLE ? p->id : "";

    (void)call;
    if (p->view == VIEW_SAID)
        return cmd_close(app, &(struct call){.count = 1});
    said_forget(app);
    place_open(app, VIEW_SAID, id, false);
    return 0;
}

/* The person whose words are on the screen: selected, visited, or else the first one. */
static const struct person *person_here(struct app *app)
{
    const struct place *p = app_place(app);
    const struct said *s = people_said(app);
    const struct said_article *art;
    const struct saying *x = NULL;
    const struct quotation *q;
    const struct speaker *who;
    size_t i;

    if (p->view == VIEW_SAID || p->view == VIEW_CARD) {
        x = said_selected(app);
    } else {
        people_need(app, place_article(app));
        i = said_article(s, str_of(place_article(app)));
        q = quotes_here(app, &who);
        q = q ? q : quotes_first(app);
        art = i < s->n_articles ? &s->articles[i] : NULL;
        for (i = 0; q && art && !x && i < art->n; i++)
            if (s->sayings[art->first + i].span.off == q->span.off)
                x = &s->sayings[art->first + i];
    }
    return x && x->person != NO_SPEAKER ? &s->people[x->person] : NULL;
}

static unsigned open_card(struct app *app, const struct person *who)
{
    struct place p = {.view = VIEW_CARD, .kind = who->kind};

    if (who->kind == SPEAKER_ROLE)
        memcpy(p.id, people_said(app)->articles[who->articles[0]].id, ID_MAX - 1);
    snprintf(p.name, sizeof p.name, "%.*s", STR_ARG(who->name));
    p.name[utf8_valid_len(str_of(p.name))] = '\0';
    said_forget(app);
    place_push(app, &p);
    return 0;
}

COMMAND(speaker)
{
    const struct person *who;

    if (call->arg.len) {
        struct place p = {.view = VIEW_CARD};
        snprintf(p.name, sizeof p.name, "%.*s", STR_ARG(call->arg));
        p.name[utf8_valid_len(str_of(p.name))] = '\0';
        said_forget(app);
        place_push(app, &p);
        return 0;
    }
    if (app_place(app)->view == VIEW_CARD)
        return cmd_close(app, &(struct call){.count = 1});
    who = person_here(app);
    if (!who)
        return app_say(app, "这里没有已知的说话人；:speaker 姓名");
    return open_card(app, who);
}

COMMAND(sort)
{
    struct place *p = app_place(app);

    if (facets_focused(app))
        return facets_sort(app);
    if (p->view == VIEW_LIST)
        return list_sort(app, call->arg);
    p->by_name = !p->by_name;
    said_forget(app);
    return 0;
}

unsigned said_group(struct app *app, struct str word)
{
    static const char *const names[] = {"speaker", "month", "tag"};
    struct place *p = app_place(app);
    unsigned to = (p->group + 1) % GROUP_COUNT;

    if (word.len) {
        for (to = 0; to < GROUP_COUNT && !str_eq(word, str_of(names[to])); to++)
            ;
        if (to == GROUP_COUNT)
            return app_say(app, "用法：:group speaker、month 或 tag");
    }
    p->group = to;
    p->open = 0;
    said_forget(app);
    return 0;
}

COMMAND(group)
{
    return app_place(app)->view == VIEW_SAID ? said_group(app, call->arg)
                                             : list_group(app, call->arg);
}

/* This article's or all. */
COMMAND(scope)
{
    struct place *p = app_place(app);
    const char *id = place_article(app);

    (void)call;
    if (p->id[0])
        memset(p->id, 0, sizeof p->id);
    else if (id[0])
        memcpy(p->id, id, strnlen(id, ID_MAX - 1));
    else
        return app_say(app, "没有选中文章");
    p->open = 0;
    said_forget(app);
    return 0;
}
