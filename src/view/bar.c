/* The first row and the last rows.  While a text scrolls they keep still but for the percentage,
 * so a terminal moves the rows between them by itself. */
#include "state.h"
#include "view/keymap.h"

/* Where people and undated articles, and how to leave a filter, have room. */
enum { TOTALS_COLS = 80, ESC_COLS = 100 };

/* Files with errors; messages come in the order of the files. */
static size_t n_bad_files(struct app *app)
{
    const struct diags *d = source_diags(app->ar);
    const char *last = "";

    if (d->n == app->n_diags)
        return app->n_bad;
    app->n_bad = 0;
    app->n_diags = d->n;
    for (size_t i = 0; i < d->n; i++) {
        if (d->items[i].severity != DIAG_ERROR || strcmp(last, d->items[i].path) == 0)
            continue;
        last = d->items[i].path;
        app->n_bad++;
    }
    return app->n_bad;
}

/* "  14条语录  6人  无日期1", of what is listed. */
static void add_totals(struct app *app, struct buf *out)
{
    const struct list_totals *t = totals_of(app);
    bool pending = app->list.finding && filter_pending(app);
    size_t n = pending ? finding_quotes(app->list.finding) : t->n_quotes;

    if (!n && !t->n_undated)
        return;
    if (n) {
        buf_z(out, pending ? "  约" : "  ");
        page_add_count(out, n);
        buf_z(out, "条语录");
    }
    if (app->cols < TOTALS_COLS || !t->known)
        return;
    if (n) {
        buf_z(out, "  ");
        page_add_count(out, t->n_people);
        buf_z(out, "人");
    }
    if (t->n_undated) {
        buf_z(out, "  无日期");
        page_add_count(out, t->n_undated);
    }
}

static void add_counts(struct app *app, struct buf *out)
{
    const struct place *p = app_place(app);
    size_t bad = n_bad_files(app);

    if (bad && app->cols >= TWO_LINE_COLS)
        buf_printf(out, "%zu 个文件有误 (:check)  ", bad);
    else if (bad)
        buf_printf(out, "%zu误 ", bad);
    if (source_is_reading(app->ar))
        buf_z(out, "读取中 ");
    if (p->view == VIEW_ARTICLE) {
        size_t i = list_find_found(app, p->id);
        if (i < list_n_found(app)) {
            page_add_count(out, i + 1);
            buf_c(out, '/');
        }
    } else if (app->list.filter.len || app->list.related[0]) {
        list_add_count(app, out);
        buf_c(out, '/');
    }
    page_add_count(out, app->list.filter.len && p->view == VIEW_ARTICLE
                            ? list_n_found(app)
                            : source_count(app->ar));
    buf_z(out, "篇");
    if (p->view != VIEW_LIST || app->list.related[0])
        return;
    if (app->cols >= TWO_LINE_COLS && !app->list.related[0])
        add_totals(app, out);
    if (list_folded(app))
        buf_printf(out, app->cols >= TWO_LINE_COLS ? "  折叠重复%zu" : " 重%zu",
                   list_folded(app));
    if (app->list.filter.len && app->cols >= ESC_COLS)
        buf_z(out, "  Esc 清除");
}

static void add_title(struct app *app, struct buf *out)
{
    const struct place *p = app_place(app);
    const struct item *en = app_entry(app, p->id);

    if (en)
        buf_str(out, entry_title(en));
    else
        buf_z(out, p->id);
}

/* Where we are: archive > article > view. */
static void add_path(struct app *app, struct buf *out)
{
    static const char *const below[VIEW_COUNT] = {
        [VIEW_RAW] = " > 原文件",    [VIEW_INFO] = " > 信息", [VIEW_ERRORS] = "检查",
        [VIEW_SAVED] = "已存的筛选", [VIEW_SAID] = "语录",    [VIEW_CARD] = "人物 > ",
        [VIEW_THEME] = "配色"};
    const struct place *p = app_place(app);
    bool wide = app->cols >= TWO_LINE_COLS;

    buf_z(out, wide ? "语录 yulu  " : "语录 > ");
    if (wide || p->view == VIEW_LIST) {
        buf_str(out, buf_view(&app->name));
        buf_z(out, wide ? " > " : "");
    }
    if (p->view == VIEW_LIST && app->list.related[0]) {
        const struct item *en = app_entry(app, app->list.related);
        buf_z(out, wide ? "相关 " : " > 相关 ");
        buf_str(out, en ? entry_title(en) : str_of(app->list.related));
    } else if (p->view == VIEW_LIST && app->list.filter.len) {
        buf_z(out, wide ? "筛选 " : " > ");
        buf_str(out, buf_view(&app->list.filter));
    } else if (p->view == VIEW_LIST && wide) {
        buf_z(out, "全部文章");
    }
    if (p->view == VIEW_ARTICLE || p->view == VIEW_RAW || p->view == VIEW_INFO)
        add_title(app, out);
    if (p->view == VIEW_SAID && p->id[0]) {
        add_title(app, out);
        buf_z(out, " > ");
    }
    if (below[p->view])
        buf_z(out, below[p->view]);
    if (p->view == VIEW_CARD)
        buf_z(out, p->name);
    if (app->prompt.id == PROMPT_HELP)
        buf_z(out, " > 帮助");
}

void bar_header(struct app *app, struct grid *g)
{
    struct buf left = {0}, right = {0};
    unsigned cols = g->cols - 2, used;

    add_path(app, &left);
    add_counts(app, &right);
    used = show_cols(buf_view(&right), g->amb);
    if (used + 6 > cols)
        used = 0;
    else
        grid_put(g, 0, g->cols - 1 - used, used, buf_view(&right), STYLE_BAR);
    grid_put_clip(g, 0, 1, cols - (used ? used + 2 : 0), buf_view(&left), STYLE_BAR);
    buf_free(&left);
    buf_free(&right);
}

void bar_status(struct app *app, struct grid *g)
{
    unsigned row = g->rows - (g->rows >= HINT_ROWS ? 2 : 1), cols = g->cols - 2;
    struct buf b = {0};

    if (app->prompt.id) {
        prompt_draw(app, g, row);
        return;
    }
    if (app->count) {
        buf_printf(&b, "%u", app->count);
        cols -= show_cols(buf_view(&b), g->amb) + 1;
        grid_put(g, row, 1 + cols + 1, g->cols, buf_view(&b), STYLE_PROMPT);
        buf_reset(&b);
    }
    if (app->notice.len)
        buf_str(&b, buf_view(&app->notice));
    else
        app_view(app)->status(app, &b);
    /* Plain, like the text above: then a changed digit costs no change of attributes. */
    grid_put_clip(g, row, 1, cols, buf_view(&b),
                  app->notice.len ? STYLE_BAR : STYLE_NORMAL);
    buf_free(&b);
}

/* The first of its keys; what follows is the verb.  What has lost its keys is left out. */
static void add_hint(const struct app *app, struct buf *out, const struct command *c,
                     bool outermost)
{
    uint32_t key;

    if (!keymap_keys(&app->conf.keys, c, app_view(app)->where, &key, 1))
        return;
    buf_z(out, out->len ? "  " : "");
    if (key == ' ')
        buf_z(out, "空格");
    else
        keymap_add_key(out, key);
    buf_c(out, ' ');
    buf_z(out, c->run != cmd_close ? c->verb : outermost ? "退出" : "返回");
}

void bar_hints(struct app *app, struct grid *g)
{
    const char *const *names = app_view(app)->hints;
    bool outermost = app_place(app)->view == VIEW_LIST || app->history.now == 0;
    unsigned cols = g->cols - 2, used = 0;
    struct buf b = {0};

    if (g->rows < HINT_ROWS)
        return;
    if (app->prompt.id) {
        if (!app->notice.len && prompt_draw_hints(app, g, g->rows - 1))
            return;
        struct str s =
            app->notice.len ? buf_view(&app->notice) : str_of(prompt_hint(app));
        grid_put_clip(g, g->rows - 1, 1, cols, s, STYLE_DIM);
        return;
    }
    for (size_t i = 0; names[i]; i++) {
        const struct command *c = command_named(str_of(names[i]), NULL);
        size_t before = b.len;
        if (!app_allows(app, c))
            continue;
        add_hint(app, &b, c, outermost);
        used = show_cols(buf_view(&b), g->amb);
        if (used > cols) {
            b.len = before;
            break;
        }
    }
    grid_put(g, g->rows - 1, 1, cols, buf_view(&b), STYLE_DIM);
    buf_free(&b);
}
