/* The list of articles.  A key costs what the screen shows, not what the archive holds: only a
 * change of the filter or of the archive looks at every article. */
#include "state.h"

#include <stdint.h>

size_t list_n_found(const struct app *app)
{
    return app->list.finding ? finding_ready(app->list.finding) : source_count(app->ar);
}

size_t list_count(const struct app *app)
{
    return group_on(app) ? app->list.groups.g.n_items : list_n_found(app);
}

void list_item(const struct app *app, size_t i, struct item *out)
{
    list_found(app, group_on(app) ? app->list.groups.g.items[i] : i, out);
}

void list_found(const struct app *app, size_t i, struct item *out)
{
    if (app->list.finding)
        finding_item(app->list.finding, i, out);
    else
        source_item(app->ar, i, out);
}

struct str entry_title(const struct item *en)
{
    size_t slash = en->path.len;

    while (slash > 0 && en->path.p[slash - 1] != '/')
        slash--;
    return en->title.len ? en->title : str_from(en->path, slash);
}

size_t list_folded(const struct app *app)
{
    return app->list.finding ? finding_folded(app->list.finding) : 0;
}

void list_add_count(const struct app *app, struct buf *out)
{
    bool exact = true;
    size_t n = app->list.finding
                   ? finding_count(app->list.finding, &exact) + list_folded(app)
                   : source_count(app->ar);

    buf_z(out, exact ? "" : "约");
    page_add_count(out, n);
}

/* ---- Selection */

unsigned list_item_rows(const struct rect *r)
{
    return r->cols < TWO_LINE_COLS ? 2 : 1;
}

/* Articles that the list shows at once. */
static size_t list_page(const struct app *app)
{
    struct panes p = panes_of(app);
    size_t n = p.list.rows / list_item_rows(&p.list);

    return n ? n : 1;
}

/* Rows that the articles [TOP, END) take, a heading above the first and above each group. */
static size_t rows_of(const struct app *app, size_t top, size_t end, unsigned high)
{
    size_t rows = (end - top) * high;

    return group_on(app) ? rows + 1 + group_at(app, end - 1) - group_at(app, top) : rows;
}

void list_keep_in_sight(struct app *app)
{
    struct list *l = &app->list;
    struct panes p = panes_of(app);
    unsigned high = list_item_rows(&p.list);
    size_t n = list_count(app), page = list_page(app);

    if (l->sel < l->top)
        l->top = l->sel;
    if (l->sel >= l->top + page)
        l->top = l->sel - page + 1;
    while (l->top < l->sel && rows_of(app, l->top, l->sel + 1, high) > p.list.rows)
        l->top++;
    if (l->top + page > n)
        l->top = n > page ? n - page : 0;
    /* Headings left no room for so many. */
    while (group_on(app) && l->top < l->sel &&
           rows_of(app, l->top, l->sel + 1, high) > p.list.rows)
        l->top++;
}

void list_select(struct app *app, size_t i)
{
    struct list *l = &app->list;
    size_t n = list_count(app);

    l->sel = i < n ? i : n ? n - 1 : 0;
    if (n) {
        struct item it;
        list_item(app, l->sel, &it);
        memcpy(l->sel_id, it.id, ID_MAX);
        buf_reset(&l->sel_path);
        buf_str(&l->sel_path, it.path);
        l->sel_doc = it.doc;
    }
    list_keep_in_sight(app);
}

size_t list_find_found(struct app *app, const char *id)
{
    size_t n = list_n_found(app), i = source_find(app->ar, str_of(id));
    struct item it;

    if (i == source_count(app->ar))
        return n;
    if (!app->list.finding)
        return i;
    source_item(app->ar, i, &it);
    i = finding_index(app->list.finding, &it);
    return i < n ? i : n;
}

/* Of the groups of an article the one that is selected is meant, else the first. */
size_t list_find(struct app *app, const char *id)
{
    const struct list_groups *g = &app->list.groups;
    size_t n = list_count(app), i = list_find_found(app, id);

    if (!group_on(app))
        return i;
    if (i >= list_n_found(app))
        return n;
    return app->list.sel < n && g->g.items[app->list.sel] == i ? app->list.sel
                                                               : g->first[i];
}

bool list_select_id(struct app *app, const char *id)
{
    size_t i = list_find(app, id);

    if (i >= list_count(app))
        return false;
    app->list.moved = true;
    list_select(app, i);
    return true;
}

/* ---- Filter */

/* Where the article is that stands in the file of the one selected: its text was edited. */
static size_t find_place(const struct app *app)
{
    const struct list *l = &app->list;
    size_t n = list_count(app), i = 0;

    for (; i < n; i++) {
        struct item it;
        list_item(app, i, &it);
        if (it.doc == l->sel_doc && str_eq(it.path, buf_view(&l->sel_path)))
            break;
    }
    return i;
}

/* The same article where it is listed still, else the first; CHANGED: its text may be another. */
static void select_again(struct app *app, bool changed)
{
    struct list *l = &app->list;
    size_t n = list_count(app), i = 0;

    if (l->moved && l->sel_id[0])
        i = list_find(app, l->sel_id);
    if (changed && l->moved && l->sel_id[0] && i == n && !source_is_reading(app->ar))
        i = find_place(app);
    l->top = i < n && i < l->top ? 0 : l->top;
    if (i < n || !source_is_reading(app->ar)) {
        list_select(app, i < n ? i : 0);
    } else {
        /* It may come yet: keep its id. */
        l->sel = 0;
        list_keep_in_sight(app);
    }
}

static void copy_id(char to[ID_MAX], const char *id)
{
    memset(to, 0, ID_MAX);
    memcpy(to, id, strnlen(id, ID_MAX - 1));
}

void list_relate(struct app *app, const char *id, const char *sel)
{
    struct list *l = &app->list;

    if (strcmp(l->related, id) == 0)
        return;
    copy_id(l->related, id);
    copy_id(l->sel_id, sel);
    l->moved = sel[0] != '\0';
    l->sel = l->top = 0;
    filter_ask(app);
    select_again(app, false);
}

COMMAND(related)
{
    struct place p = {.view = VIEW_LIST};
    const char *id = place_article(app);

    (void)call;
    if (!id[0])
        return app_say(app, "没有选中文章");
    copy_id(p.related, id);
    place_push(app, &p);
    return 0;
}

void list_set_filter(struct app *app, struct str filter)
{
    struct list *l = &app->list;

    memset(l->related, 0, sizeof l->related);
    memset(app_place(app)->related, 0, sizeof l->related);
    buf_reset(&l->filter);
    buf_str(&l->filter, filter);
    filter_ask(app);
    select_again(app, false);
}

static const struct {
    const char *name, *chinese;
} orders[SEARCH_ORDERS] = {
    [SEARCH_NEWEST] = {"-date", "从新到旧"},  [SEARCH_OLDEST] = {"date", "从旧到新"},
    [SEARCH_TITLE] = {"title", "按标题"},     [SEARCH_SPEAKER] = {"speaker", "按发言人"},
    [SEARCH_QUOTES] = {"quotes", "按语录数"}, [SEARCH_LENGTH] = {"len", "按字数"},
};

const char *list_order_name(unsigned i)
{
    return i < SEARCH_ORDERS ? orders[i].name : NULL;
}

unsigned list_sort(struct app *app, struct str name)
{
    struct list *l = &app->list;
    unsigned to = (l->order + 1) % SEARCH_ORDERS;

    if (l->related[0])
        return app_say(app, "相关文章按相关的多少排");
    if (name.len) {
        for (to = 0; to < SEARCH_ORDERS && !str_eq(name, str_of(orders[to].name)); to++)
            ;
        if (to == SEARCH_ORDERS)
            return app_say(app, "用法：:sort date、-date、title、speaker、quotes 或 len");
    }
    l->order = (enum search_order)to;
    filter_ask(app);
    select_again(app, false);
    return 0;
}

void list_regroup(struct app *app)
{
    if (!app->list.finding || !group_wanted(app))
        filter_ask(app);
    else
        group_make(app);
    select_again(app, false);
}

void list_found_more(struct app *app)
{
    struct list *l = &app->list;
    struct item it;

    if (l->sel < list_count(app)) {
        list_item(app, l->sel, &it);
        if (strcmp(it.id, l->sel_id) == 0)
            return;
    }
    select_again(app, false);
}

void list_refresh(struct app *app)
{
    app->generation = source_generation(app->ar);
    app->n_listed = source_count(app->ar);
    filter_forget_world(app);
    filter_ask(app);
    select_again(app, true);
}

unsigned list_unfold(struct app *app)
{
    struct list *l = &app->list;
    size_t n = list_folded(app);

    l->unfolded = !l->unfolded;
    filter_ask(app);
    select_again(app, false);
    return l->unfolded ? app_say(app, "已展开%zu篇重复的文章", n)
                       : app_say(app, "重复的文章合成一行");
}

COMMAND(clear)
{
    (void)call;
    if (!app->list.filter.len)
        return app_say(app, "没有筛选");
    list_set_filter(app, STR(""));
    return 0;
}

/* ---- As a view */

/* The facet pane, when it is there, has the cursor if it has the keys. */
static void draw(struct app *app, struct grid *g)
{
    struct panes p = panes_of(app);
    bool focus = !facets_focused(app);
    unsigned row, col;

    if (p.list.rows)
        list_draw_pane(app, g, &p.list, focus);
    row = g->cursor_row;
    col = g->cursor_col;
    if (p.text.rows)
        article_draw_pane(app, g, &p);
    if (focus)
        grid_cursor(g, row, col);
    if (p.aside.rows)
        aside_draw(app, g, &p.aside);
    if (p.facets.rows)
        facets_draw_pane(app, g, &p.facets);
}

/* ---- Motions */

static size_t list_at(struct app *app)
{
    if (helper_on(app))
        return app->helper.sel;
    return app->list.sel;
}

static size_t list_size(struct app *app)
{
    return helper_on(app) ? app->helper.n : list_count(app);
}

static size_t list_last(struct app *app)
{
    size_t n = list_size(app);
    return n ? n - 1 : 0;
}

static size_t page_size(struct app *app)
{
    return list_page(app);
}

static void go(struct app *app, size_t at)
{
    if (helper_on(app)) {
        app->helper.sel = at;
        app->helper.moved = true;
        return;
    }
    app->list.moved = true;
    list_select(app, at);
}

static void scroll(struct app *app, ptrdiff_t by)
{
    size_t top = app->list.top, sel = app->list.sel, step = (size_t)(by < 0 ? -by : by);

    app->list.top = by > 0 ? top + step : top > step ? top - step : 0;
    go(app, by > 0 ? sel + step : sel > step ? sel - step : 0);
}

static void status(struct app *app, struct buf *out)
{
    size_t n = list_count(app);

    page_add_count(out, n ? app->list.sel + 1 : 0);
    buf_c(out, '/');
    page_add_count(out, n);
    if (n && group_on(app)) {
        buf_z(out, "  ");
        group_add_place(app, app->list.sel, out);
    }
    if (app->list.order != SEARCH_NEWEST)
        buf_printf(out, "  %s", orders[app->list.order].chinese);
}

static const char *const hints[] = {"open",  "filter",    "help",   "command",
                                    "close", "page-down", "layout", "focus",
                                    "info",  "raw",       NULL};

const struct view_ops list_ops = {
    .where = WHERE_LIST,
    .draw = draw,
    .count = list_size,
    .at = list_at,
    .last = list_last,
    .page = page_size,
    .go = go,
    .scroll = scroll,
    .status = status,
    .hints = hints,
};
