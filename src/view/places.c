/* Where a person is and was, and how the screen is divided. */
#include "state.h"

#include <stdint.h>

/* q leaves a view for the nearest earlier one that lies nearer to the list.  An article opened from
 * a page of quotations lies behind it; one opened from another article lies beside that. */
static unsigned level_below(const struct place *from, enum view_id view)
{
    bool page = from->view == VIEW_SAID || from->view == VIEW_CARD;

    if (view == VIEW_LIST)
        return from->level + 1;
    if (view == VIEW_ARTICLE)
        return page                         ? from->level + 1
               : from->view == VIEW_ARTICLE ? from->level
               : from->view == VIEW_LIST    ? from->level + 1
                                            : 1;
    if (view == VIEW_ERRORS || view == VIEW_SAVED || view == VIEW_THEME)
        return 2;
    return from->level + (from->view != view);
}

static bool is_lines(enum view_id view)
{
    return view == VIEW_RAW || view == VIEW_INFO || view == VIEW_ERRORS ||
           view == VIEW_SAVED;
}

static void save(struct app *app)
{
    struct place *p = app_place(app);

    remember_leave(app);
    if (p->view == VIEW_LIST)
        memcpy(p->sel, app->list.sel_id, ID_MAX);
    if (p->view == VIEW_ARTICLE)
        p->anchor = app->reading.anchor;
    else if (is_lines(p->view) && app->lines.cols)
        p->anchor = (struct anchor){SIZE_MAX, app->lines.top};
}

static void enter(struct app *app)
{
    const struct place *p = app_place(app);

    remember_enter(app);
    list_relate(app, p->related, p->sel);
    if (p->view == VIEW_LIST)
        return;
    people_refresh(app);
    if (p->id[0])
        list_select_id(app, p->id);
    if (p->view == VIEW_ARTICLE || (p->id[0] && strcmp(p->id, app->reading.id) != 0))
        reading_want(app, p->id, p->anchor);
    if (is_lines(p->view))
        app->lines.cols = 0;
    app->said_view.page = NULL;
}

void place_go(struct app *app, size_t now)
{
    save(app);
    app->history.now = now;
    enter(app);
}

void place_push(struct app *app, const struct place *p)
{
    struct history *h = &app->history;
    struct place copy = *p;

    copy.level = p->view == VIEW_LIST && !p->related[0] ? 0
                 : h->n ? level_below(&h->items[h->now], p->view)
                        : 1;
    /* What is opened from a list of related articles stays among them. */
    if (h->n && p->view != VIEW_LIST)
        memcpy(copy.related, h->items[h->now].related, ID_MAX);
    if (h->n) {
        save(app);
        h->n = h->now + 1;
    }
    if (h->n == HISTORY_MAX) {
        /* The first place is where q ends; the second is the oldest that may go. */
        memmove(&h->items[1], &h->items[2], (h->n - 2) * sizeof *h->items);
        h->n--;
    }
    h->items[h->n] = copy;
    h->now = h->n++;
    enter(app);
}

void place_open(struct app *app, enum view_id view, const char *id, bool zoom)
{
    struct place p = {.view = view, .zoom = zoom};

    if (view == VIEW_ARTICLE && strcmp(app->reading.id, id) == 0)
        p.anchor = app->reading.anchor;
    else if (view == VIEW_ARTICLE)
        p.anchor = (struct anchor){SIZE_MAX, 0};
    memcpy(p.id, id, strnlen(id, ID_MAX - 1));
    place_push(app, &p);
    if (view == VIEW_ARTICLE)
        remember_opened(app);
}

const char *place_article(struct app *app)
{
    if (app_place(app)->view == VIEW_LIST)
        return list_count(app) ? app->list.sel_id : "";
    if (app_place(app)->view == VIEW_SAID || app_place(app)->view == VIEW_CARD) {
        const struct saying *x = said_selected(app);
        return x ? people_said(app)->articles[x->article].id : "";
    }
    return app_place(app)->id;
}

/* The entry of the history that q goes to, or SIZE_MAX. */
static size_t lower(struct app *app)
{
    const struct history *h = &app->history;

    for (size_t i = h->now; i-- > 0;) {
        if (h->items[i].level < h->items[h->now].level)
            return i;
    }
    return SIZE_MAX;
}

COMMAND(close)
{
    size_t i = lower(app);

    if (facets_focused(app))
        return cmd_facets(app, call);
    if (i == SIZE_MAX)
        return EFFECT_QUIT;
    place_go(app, i);
    return 0;
}

COMMAND(back)
{
    size_t i = lower(app);

    (void)call;
    if (facets_focused(app))
        facets_leave(app);
    else if (i != SIZE_MAX)
        place_go(app, i);
    else if (app_place(app)->view == VIEW_LIST)
        app_say(app, "按 q 退出");
    else
        place_push(app, &(struct place){.view = VIEW_LIST});
    return 0;
}

COMMAND(cancel)
{
    if (facets_focused(app)) {
        facets_leave(app);
        return 0;
    }
    if (app_place(app)->view == VIEW_LIST && app->list.filter.len &&
        !app->list.related[0]) {
        list_set_filter(app, STR(""));
        return 0;
    }
    if (passage_on(app)) {
        passage_end(app);
        return 0;
    }
    if (app_place(app)->view == VIEW_ARTICLE && app->reading.needle.len) {
        find_set(app, STR(""));
        return 0;
    }
    return cmd_back(app, call);
}

COMMAND(history_back)
{
    size_t now = app->history.now;

    if (!now)
        return app_say(app, "没有更早的位置");
    place_go(app, call->count < now ? now - call->count : 0);
    return 0;
}

COMMAND(forward)
{
    size_t now = app->history.now, last = app->history.n - 1;

    if (now == last)
        return app_say(app, "没有后来的位置");
    place_go(app, call->count < last - now ? now + call->count : last);
    return 0;
}

COMMAND(quit)
{
    (void)app;
    (void)call;
    return EFFECT_QUIT;
}

/* ---- Panes */

static bool fits(const struct app *app, unsigned layout)
{
    switch (layout) {
    case 2:
        return app->cols >= TWO_LINE_COLS && app->rows >= 12;
    case 3:
        return app->cols >= 80 && app->rows >= 8;
    default:
        return true;
    }
}

unsigned layout_of(const struct app *app)
{
    unsigned layout = app->layout ? app->layout : app->rows >= 24 ? 2 : 1;

    if (layout == 3 && !fits(app, 3))
        layout = 2;
    return fits(app, layout) ? layout : 1;
}

static unsigned shared(unsigned usual, int more, unsigned least, unsigned most)
{
    int n = (int)usual + more;

    if (n > (int)most)
        n = (int)most;
    return n < (int)least ? least : (unsigned)n;
}

/* The list has N of the body's rows; a row with the title, and the text, lie below. */
static void stack(struct panes *p, unsigned n)
{
    p->list.rows = n;
    p->text.row += n + 1;
    p->text.rows -= n + 1;
    p->rule = (struct rect){p->text.row - 1, p->list.col, 1, p->list.cols};
}

/* The list has N of the body's columns; a column of bars, and the text below its title, follow. */
static void set_beside(struct panes *p, unsigned n)
{
    unsigned col = p->list.col + n + 2;

    p->list.cols = n;
    p->text = (struct rect){p->body.row + 1, col, p->body.rows - 1, p->body.cols - col};
    p->rule = (struct rect){p->body.row, col, 1, p->text.cols};
}

enum { ASIDE_FROM = 30 };

/* Where the list has many rows some of them are about its article. */
static void set_aside(const struct app *app, struct panes *p)
{
    unsigned rows = p->list.rows * 9 / 20;

    if (!app->aside.on || p->list.rows < ASIDE_FROM)
        return;
    p->list.rows -= rows;
    p->aside = (struct rect){p->list.row + p->list.rows, p->list.col, rows, p->list.cols};
}

enum { FACETS_COLS = 22, THREE_PANES = 110 };

/* The facet pane takes its columns, or the place of the text, or all there is; one more column is
 * for the bars between. */
static void set_facets(const struct app *app, const struct place *at, struct panes *p)
{
    bool beside = app->cols >= THREE_PANES;
    unsigned cols = app->cols >= TWO_LINE_COLS ? FACETS_COLS : app->cols;

    if (!app->facets.shown || app->list.related[0] ||
        (!beside && at->view == VIEW_ARTICLE) ||
        (app->cols < TWO_LINE_COLS && !app->facets.focus))
        return;
    p->facets = (struct rect){p->body.row, 0, p->body.rows, cols};
    if (cols == app->cols) {
        p->list.rows = p->text.rows = 0;
        p->layout = 1;
        return;
    }
    p->list.col = p->text.col = cols + 1;
    p->list.cols = p->text.cols = app->cols - cols - 1;
    p->layout = !beside ? 1 : app->layout ? p->layout : 3;
}

struct panes panes_of(const struct app *app)
{
    const struct place *at = &app->history.items[app->history.now];
    unsigned bars = app->rows >= HINT_ROWS ? 3 : 2;
    struct panes p = {.body = {1, 0, app->rows - bars, app->cols}};
    bool one = at->view == VIEW_ARTICLE ? at->zoom : at->view != VIEW_LIST;

    p.layout = one ? 1 : layout_of(app);
    p.list = p.text = p.body;
    if (!one)
        set_facets(app, at, &p);
    if (p.layout == 2) {
        stack(&p, shared(p.body.rows * 3 / 10, app->share, 2, p.body.rows - 4));
    } else if (p.layout == 3) {
        set_beside(&p, shared(p.list.cols * 2 / 5, app->share * 2, 24, p.list.cols - 42));
        set_aside(app, &p);
    } else if (at->view == VIEW_LIST) {
        p.text.rows = 0;
    } else {
        p.list.rows = 0;
    }
    return p;
}

static const char *layout_name(unsigned layout)
{
    static const char *const names[] = {"", "单窗格", "上下", "左右"};
    return names[layout];
}

static unsigned use_layout(struct app *app, unsigned layout)
{
    struct place *p = app_place(app);

    app->share = 0;
    if (p->view == VIEW_ARTICLE)
        p->zoom = layout == 1;
    if (p->view != VIEW_ARTICLE || layout != 1)
        app->layout = layout;
    return app_say(app, "布局 %u %s", layout, layout_name(layout));
}

COMMAND(layout)
{
    unsigned now = panes_of(app).layout;

    if (call->arg.len) {
        unsigned n = (unsigned)(call->arg.p[0] - '0');
        if (call->arg.len != 1 || n < 1 || n > 3)
            return app_say(app, "用法：:layout 1、2 或 3");
        if (!fits(app, n))
            return app_say(app, "窗口太小，放不下布局 %u", n);
        return use_layout(app, n);
    }
    for (unsigned i = 0; i < 2; i++) {
        now = now % 3 + 1;
        if (fits(app, now))
            return use_layout(app, now);
    }
    return app_say(app, "窗口太小，只能用一个窗格");
}

/* Facets, list, text, as far as they are on the screen. */
COMMAND(focus)
{
    struct place *p = app_place(app);
    struct panes panes = panes_of(app);

    if (facets_focused(app)) {
        app->facets.focus = false;
    } else if (p->view == VIEW_LIST && panes.text.rows && list_count(app)) {
        place_open(app, VIEW_ARTICLE, place_article(app), false);
    } else if (p->view == VIEW_LIST && app->facets.shown) {
        app->facets.focus = true;
    } else if (p->view == VIEW_ARTICLE && panes.layout != 1) {
        cmd_back(app, call);
        app->facets.focus = panes.facets.rows > 0;
    } else if (panes.layout == 1) {
        return app_say(app, "只有一个窗格，W 换布局");
    }
    return 0;
}

static unsigned resize(struct app *app, int by)
{
    if (panes_of(app).layout == 1)
        return app_say(app, "只有一个窗格，W 换布局");
    app->share = by ? app->share + by : 0;
    /* More than the screen has is not remembered. */
    if (app->share > (int)app->cols)
        app->share = (int)app->cols;
    if (app->share < -(int)app->cols)
        app->share = -(int)app->cols;
    return 0;
}

COMMAND(grow)
{
    return resize(app, (int)call->count);
}

COMMAND(shrink)
{
    return resize(app, -(int)call->count);
}

COMMAND(equal)
{
    (void)call;
    return resize(app, 0);
}
