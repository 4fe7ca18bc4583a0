/* A filter that finds nothing: what leaving out each of its conditions would find, counted while
 * nobody types. */
#include "state.h"

#include "query/edit.h"

enum { WORK = 4 << 20, LABEL_COLS = 40 };

void helper_forget(struct app *app)
{
    struct helper *h = &app->helper;

    finding_close(h->finding);
    finding_close(h->kept);
    h->finding = h->kept = NULL;
    arena_reset(&h->a);
    h->known = h->chosen = h->moved = false;
    h->n = h->n_counted = h->sel = 0;
}

bool helper_on(struct app *app)
{
    struct helper *h = &app->helper;
    const struct query *q = &app->list.query;

    if (!app->list.filter.len || app->list.related[0] || !app->list.finding ||
        filter_pending(app) || list_count(app) || source_is_reading(app->ar))
        return false;
    if (!h->known) {
        size_t n = query_n_terms(q);
        h->n = n < HELPER_TERMS ? n : HELPER_TERMS;
        for (size_t i = 0; i < h->n; i++)
            h->terms[i] = query_term_text(q, i);
        h->known = true;
    }
    return h->n > 0;
}

bool helper_pending(struct app *app)
{
    return helper_on(app) && app->helper.n_counted < app->helper.n;
}

static void ask_without(struct app *app, size_t i)
{
    struct helper *h = &app->helper;
    struct source_ask ask = {0};
    struct buf text = {0};

    buf_z(&text, "");
    query_without(&text, &app->list.query, i);
    query_parse(&h->a, buf_view(&text), QUERY_TYPING, filter_world(app), &h->query);
    ask.query = h->query.root;
    h->finding = source_search(app->ar, &ask);
    buf_free(&text);
}

/* Until somebody moves, on the first condition without which something is found. */
static void settle(struct helper *h)
{
    size_t i = 0;

    while (i < h->n_counted && !h->counts[i])
        i++;
    if (!h->moved && i < h->n_counted)
        h->sel = i;
}

bool helper_step(struct app *app)
{
    struct helper *h = &app->helper;

    if (!h->finding)
        ask_without(app, h->n_counted);
    if (!finding_step(h->finding, WORK))
        return false;
    h->counts[h->n_counted++] = finding_count(h->finding, NULL);
    settle(h);
    if (h->n_counted < h->n) {
        finding_close(h->finding);
    } else {
        h->kept = h->finding;
        facets_forget(app);
    }
    h->finding = NULL;
    return true;
}

struct finding *helper_counts(struct app *app)
{
    return helper_on(app) && app->helper.kept ? app->helper.kept : app->list.finding;
}

bool helper_take(struct app *app)
{
    const struct helper *h = &app->helper;
    struct buf text = {0};

    if (!helper_on(app) || h->sel >= h->n_counted || !h->counts[h->sel])
        return false;
    buf_z(&text, "");
    query_without(&text, &app->list.query, h->sel);
    list_set_filter(app, buf_view(&text));
    buf_free(&text);
    return true;
}

/* ---- Painting */

static void put_line(struct grid *g, const struct rect *r, unsigned *y, const char *text)
{
    if (*y < r->rows)
        grid_put_clip(g, r->row + *y, r->col + 1, r->cols - 2, str_of(text),
                      STYLE_NORMAL);
    *y += 1;
}

static void put_term(struct app *app, struct grid *g, const struct rect *r, unsigned y,
                     size_t i)
{
    const struct helper *h = &app->helper;
    struct buf n = {0};
    unsigned room = r->cols > 14 ? r->cols - 14 : 1;

    room = room < LABEL_COLS ? room : LABEL_COLS;
    grid_put_clip(g, r->row + y, r->col + 3, room, h->terms[i], STYLE_NORMAL);
    if (i < h->n_counted) {
        page_add_count(&n, h->counts[i]);
        buf_z(&n, "篇");
    } else {
        buf_z(&n, "..");
    }
    grid_put(g, r->row + y, r->col + 3 + room + 1, 10, buf_view(&n),
             i < h->n_counted && !h->counts[i] ? STYLE_DIM : STYLE_NORMAL);
    buf_free(&n);
}

static void put_terms(struct app *app, struct grid *g, const struct rect *r, unsigned *y,
                      bool focus)
{
    const struct helper *h = &app->helper;

    for (size_t i = 0; i < h->n && *y < r->rows; i++, *y += 1) {
        put_term(app, g, r, *y, i);
        if (i != h->sel)
            continue;
        grid_fill(g, r->row + *y, r->col + 1, 1, focus ? '>' : '-', STYLE_MARK);
        if (focus)
            grid_cursor(g, r->row + *y, r->col + 1);
    }
}

void helper_draw(struct app *app, struct grid *g, const struct rect *r, bool focus)
{
    unsigned y = r->rows > 3;
    bool busy = filter_pending(app) || source_is_reading(app->ar);

    if (focus)
        grid_cursor(g, r->row, r->col);
    put_line(g, r, &y, busy ? "正在找" : "没有符合条件的文章");
    if (!helper_on(app)) {
        put_line(g, r, &y, "Esc 清除筛选");
        return;
    }
    y += r->rows > 12;
    put_line(g, r, &y, "去掉一个条件会得到：");
    put_terms(app, g, r, &y, focus);
    y += r->rows > 12;
    put_line(g, r, &y, "Enter 采用所选  Esc 清除筛选");
    if (y + 3 >= r->rows)
        return;
    y++;
    put_line(g, r, &y, "拼音也可：dgh  dinggh  ding光h");
    put_line(g, r, &y, "字段：发言人 身份 机构 标签 行业 标题 正文 日期 来源 语录");
}
