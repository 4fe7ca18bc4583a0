/* The list of articles.  A key costs what the screen shows, not what the archive holds: only a
 * change of the filter or of the archive looks at every entry. */
#include "state.h"

#include <stdint.h>

size_t list_count(const struct app *app)
{
    return app->list.filter.len ? app->list.n_idx : archive_count(app->ar);
}

static size_t archive_index(const struct app *app, size_t i)
{
    return app->list.filter.len ? app->list.idx[i] : i;
}

const struct entry *list_entry(const struct app *app, size_t i)
{
    return archive_at(app->ar, archive_index(app, i));
}

struct str entry_title(const struct entry *en)
{
    const char *slash = strrchr(en->path, '/');

    return en->title.len ? en->title : str_of(slash ? slash + 1 : en->path);
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
    if (n)
        memcpy(l->sel_id, list_entry(app, l->sel)->id, ID_MAX);
    keep_in_sight(app);
}

/* Where archive index I is in the filtered list, which is in the archive's order. */
static size_t filtered_find(const struct list *l, size_t i)
{
    size_t low = 0, high = l->n_idx;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->idx[mid] < i)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->n_idx && l->idx[low] == i ? low : l->n_idx;
}

size_t list_find(struct app *app, const char *id)
{
    struct list *l = &app->list;
    size_t n = list_count(app), i;

    if (l->sel < n && strcmp(list_entry(app, l->sel)->id, id) == 0)
        return l->sel;
    if (strcmp(l->found_id, id) == 0)
        return l->found;
    i = archive_find(app->ar, str_of(id));
    if (i < archive_count(app->ar) && l->filter.len)
        i = filtered_find(l, i);
    memset(l->found_id, 0, sizeof l->found_id);
    memcpy(l->found_id, id, strnlen(id, ID_MAX - 1));
    l->found = i < n ? i : n;
    return l->found;
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

/* Fill idx.  NARROW: what did not match before cannot match now. */
static void refilter(struct app *app, bool narrow)
{
    struct list *l = &app->list;
    size_t n = narrow ? l->n_idx : archive_count(app->ar), n_new = 0;
    struct buf folded = {0}, scratch = {0};

    if (!narrow) {
        arena_reset(&l->a);
        l->idx = arena_array(&l->a, uint32_t, n);
    }
    filter_fold(&folded, buf_view(&l->filter));
    for (size_t k = 0; k < n; k++) {
        size_t i = narrow ? l->idx[k] : k;
        if (filter_match(archive_at(app->ar, i), buf_view(&folded), &scratch))
            l->idx[n_new++] = (uint32_t)i;
    }
    l->n_idx = n_new;
    buf_free(&folded);
    buf_free(&scratch);
}

/* The same article where it is listed still, else the first. */
static void select_again(struct app *app)
{
    struct list *l = &app->list;
    size_t n = list_count(app), i = 0;

    l->found_id[0] = '\0';
    if (l->moved && l->sel_id[0])
        i = list_find(app, l->sel_id);
    l->top = i < n && i < l->top ? 0 : l->top;
    if (i < n || !archive_busy(app->ar)) {
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
    bool narrow = l->filter.len && str_starts(filter, buf_view(&l->filter));

    buf_reset(&l->filter);
    buf_str(&l->filter, filter);
    if (filter.len)
        refilter(app, narrow);
    select_again(app);
}

void list_refresh(struct app *app)
{
    app->n_listed = archive_count(app->ar);
    if (app->list.filter.len)
        refilter(app, false);
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
    page_add_count(out, list_count(app));
    buf_c(out, '/');
    page_add_count(out, archive_count(app->ar));
    buf_z(out, "篇");
}

const struct prompt_ops filter_prompt = {
    .label = "筛选> ",
    .hint = "Enter 采用  Esc 清除、离开  Up/Down 选择",
    .changed = filter_changed,
    .accept = filter_accept,
    .leave = prompt_close,
    .key = filter_key,
    .info = filter_info,
};

/* ---- Painting */

enum { DATE_COLS = 11, MINUTES_COLS = 5, SOURCE_COLS = 14, WIDE_SOURCE_COLS = 22 };

static void add_date(struct buf *out, const struct entry *en)
{
    if (en->date.precision == DATE_NONE)
        buf_z(out, "无日期");
    else
        date_add(out, en->date);
}

static struct str origin(const struct entry *en)
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
                      const struct entry *en)
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
                        const struct entry *en)
{
    struct buf b = {0};

    grid_put_clip(g, row, r->col + 2, r->cols - 3, entry_title(en), STYLE_NORMAL);
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
    bool filtered = app->list.filter.len > 0, reading = archive_busy(app->ar);
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
        if (high == 2)
            draw_narrow(g, row, r, list_entry(app, i));
        else
            draw_wide(g, row, r, list_entry(app, i));
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
