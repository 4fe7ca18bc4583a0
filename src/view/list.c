/* The list of articles.  A key costs what the screen shows, not what the archive holds: only a
 * change of the filter or of the archive looks at every article. */
#include "state.h"

#include <stdint.h>

size_t list_count(const struct app *app)
{
    return app->list.finding ? finding_ready(app->list.finding) : source_count(app->ar);
}

void list_item(const struct app *app, size_t i, struct item *out)
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

void list_add_count(const struct app *app, struct buf *out)
{
    bool exact = true;
    size_t n = app->list.finding ? finding_count(app->list.finding, &exact)
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

static void keep_in_sight(struct app *app)
{
    struct list *l = &app->list;
    size_t n = list_count(app), page = list_page(app);

    if (l->sel < l->top)
        l->top = l->sel;
    else if (l->sel >= l->top + page)
        l->top = l->sel - page + 1;
    if (l->top + page > n)
        l->top = n > page ? n - page : 0;
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
    keep_in_sight(app);
}

size_t list_find(struct app *app, const char *id)
{
    size_t n = list_count(app), i = source_find(app->ar, str_of(id));
    struct item it;

    if (i == source_count(app->ar))
        return n;
    if (!app->list.finding)
        return i;
    source_item(app->ar, i, &it);
    i = finding_index(app->list.finding, &it);
    return i < n ? i : n;
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

/* The same article where it is listed still, else the first. */
static void select_again(struct app *app)
{
    struct list *l = &app->list;
    size_t n = list_count(app), i = 0;

    if (l->moved && l->sel_id[0])
        i = list_find(app, l->sel_id);
    if (l->moved && l->sel_id[0] && i == n && !source_is_reading(app->ar))
        i = find_place(app);
    l->top = i < n && i < l->top ? 0 : l->top;
    if (i < n || !source_is_reading(app->ar)) {
        list_select(app, i < n ? i : 0);
    } else {
        /* It may come yet: keep its id. */
        l->sel = 0;
        keep_in_sight(app);
    }
}

void list_set_filter(struct app *app, struct str filter)
{
    struct list *l = &app->list;

    buf_reset(&l->filter);
    buf_str(&l->filter, filter);
    filter_ask(app);
    select_again(app);
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
    select_again(app);
}

void list_refresh(struct app *app)
{
    app->n_listed = source_count(app->ar);
    filter_ask(app);
    select_again(app);
}

COMMAND(filter)
{
    if (call->arg.len)
        list_set_filter(app, call->arg);
    else
        prompt_open(app, PROMPT_FILTER, buf_view(&app->list.filter));
    return 0;
}

static void filter_changed(struct app *app)
{
    list_set_filter(app, edit_view(&app->prompt.edit));
}

static unsigned filter_accept(struct app *app)
{
    remember_entered(app, PROMPT_FILTER, edit_view(&app->prompt.edit));
    prompt_close(app);
    return 0;
}

static bool filter_key(struct app *app, uint32_t key)
{
    size_t sel = app->list.sel;

    if (key != K_UP && key != K_DOWN)
        return false;
    app->list.moved = true;
    list_select(app, key == K_DOWN ? sel + 1 : sel ? sel - 1 : 0);
    return true;
}

static void filter_info(struct app *app, struct buf *out)
{
    list_add_count(app, out);
    buf_c(out, '/');
    page_add_count(out, source_count(app->ar));
    buf_z(out, "篇");
}

const struct prompt_ops filter_prompt = {
    .label = "筛选> ",
    .hint = "Enter 采用  Esc 清除、离开  Up/Down 选择  Ctrl-R 以前的",
    .changed = filter_changed,
    .accept = filter_accept,
    .leave = prompt_close,
    .key = filter_key,
    .info = filter_info,
};

/* ---- Painting */

enum { DATE_COLS = 11, MINUTES_COLS = 5, SOURCE_COLS = 14, WIDE_SOURCE_COLS = 22 };

static void add_date(struct buf *out, const struct item *en)
{
    if (en->date.precision == DATE_NONE)
        buf_z(out, "无日期");
    else
        date_add(out, en->date);
}

static struct str origin(const struct item *en)
{
    return en->source.len ? en->source : article_host(en->url);
}

/* At the right edge of COLS columns that end at column END. */
static void put_right(struct grid *g, unsigned row, unsigned end, unsigned cols,
                      struct str s)
{
    unsigned used = show_cols(s, g->amb);

    if (used <= cols)
        grid_put(g, row, end - used, used, s, STYLE_DIM);
}

/* One row: date, title, source, minutes; the last column of the screen stays free. */
static void draw_wide(struct grid *g, unsigned row, const struct rect *r,
                      const struct item *en)
{
    unsigned left = r->col + 3 + DATE_COLS + 1, end = r->col + r->cols - 1;
    unsigned source = r->cols >= 110 ? WIDE_SOURCE_COLS : SOURCE_COLS;
    struct buf b = {0};

    add_date(&b, en);
    grid_put(g, row, r->col + 3, DATE_COLS, buf_view(&b), STYLE_DIM);
    grid_put_clip(g, row, left, end - MINUTES_COLS - source - 2 - left, entry_title(en),
                  STYLE_NORMAL);
    grid_put_clip(g, row, end - MINUTES_COLS - source - 1, source, origin(en), STYLE_DIM);
    buf_reset(&b);
    buf_printf(&b, "%zu分", page_minutes(en->n_han, en->n_words));
    put_right(g, row, end, MINUTES_COLS, buf_view(&b));
    buf_free(&b);
}

/* Two rows: the title has the first to itself. */
static void draw_narrow(struct grid *g, unsigned row, const struct rect *r,
                        const struct item *en, unsigned x)
{
    struct buf b = {0};

    grid_put_clip(g, row, r->col + x, r->cols - x - 1, entry_title(en), STYLE_NORMAL);
    add_date(&b, en);
    buf_c(&b, ' ');
    page_add_count(&b, en->n_han);
    buf_printf(&b, "字 约%zu分 ", page_minutes(en->n_han, en->n_words));
    buf_str(&b, origin(en));
    if (row + 1 < r->row + r->rows)
        grid_put_clip(g, row + 1, r->col + 3, r->cols - 4, buf_view(&b), STYLE_DIM);
    buf_free(&b);
}

/* Nothing to list: say why, and what can be done. */
static void draw_empty(struct app *app, struct grid *g, const struct rect *r)
{
    static const char *const none[] = {
        " 里没有文章", "可读的文件：.yaml .yml .txt .json .jsonl",
        "打开别处：yulu 目录或文件", ":check 看哪些文件有误，q 退出", NULL};
    static const char *const no_match[] = {"没有符合条件的文章", "Esc 清除筛选", NULL};
    static const char *const busy[] = {"正在读取", NULL};
    bool filtered = app->list.filter.len > 0, reading = source_is_reading(app->ar);
    const char *const *text = filtered ? no_match : reading ? busy : none;
    struct buf line = {0};

    if (text == none)
        buf_str(&line, buf_view(&app->name));
    for (unsigned i = 0; text[i] && i + 1 < r->rows; i++) {
        buf_z(&line, text[i]);
        grid_put_clip(g, r->row + 1 + i, r->col + 2, r->cols - 3, buf_view(&line),
                      STYLE_NORMAL);
        buf_reset(&line);
    }
    buf_free(&line);
    grid_cursor(g, r->row, r->col);
}

void list_draw_pane(struct app *app, struct grid *g, const struct rect *r, bool focus)
{
    size_t n = list_count(app);
    unsigned high = list_item_rows(r), row = r->row;

    keep_in_sight(app);
    if (!n)
        draw_empty(app, g, r);
    for (size_t i = app->list.top; i < n && row < r->row + r->rows; i++, row += high) {
        struct item it;
        list_item(app, i, &it);
        if (high == 2)
            draw_narrow(g, row, r, &it, app->remembers ? 3 : 2);
        else
            draw_wide(g, row, r, &it);
        if (app->remembers)
            grid_fill(g, row, r->col + 1, 1, remember_sign(app, &it), STYLE_NORMAL);
        if (i != app->list.sel)
            continue;
        grid_fill(g, row, r->col, 1, focus ? '>' : '-', STYLE_MARK);
        if (focus)
            grid_cursor(g, row, r->col);
    }
}

static void draw(struct app *app, struct grid *g)
{
    struct panes p = panes_of(app);

    list_draw_pane(app, g, &p.list, true);
    if (p.text.rows) {
        unsigned row = g->cursor_row, col = g->cursor_col;
        article_draw_pane(app, g, &p);
        grid_cursor(g, row, col);
    }
}

/* ---- Motions */

static size_t list_at(struct app *app)
{
    return app->list.sel;
}

static size_t list_size(struct app *app)
{
    return list_count(app);
}

static size_t list_last(struct app *app)
{
    size_t n = list_count(app);
    return n ? n - 1 : 0;
}

static size_t page_size(struct app *app)
{
    return list_page(app);
}

static void go(struct app *app, size_t at)
{
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
