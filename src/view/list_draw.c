/* Painting the list: one row an article where there is room, else two. */
#include "query/edit.h"

#include "sought.h"

enum {
    DATE_COLS = 11,
    COUNT_COLS = 4, /* "  11", or with conditions on quotations "4/11" */
    TAKEN_COLS = 6,
    MINUTES_COLS = 5,
    SPEAKER_COLS = 14,
    WIDE_SPEAKER_COLS = 20,
    SOURCE_COLS = 22,
    SPEAKERS_FROM = 76, /* columns of a list that shows speakers, and sources */
    SOURCES_FROM = 110
};

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

/* Does the filter ask something of single quotations? */
static bool asks_quotations(const struct query_node *n)
{
    if (!n)
        return false;
    if (n->op == QUERY_TERM)
        return query_of_quotation(n->field);
    for (size_t i = 0; i < n->n_kids; i++)
        if (n->op != QUERY_NOT && asks_quotations(n->kids[i]))
            return true;
    return false;
}

/* "11", "4/11" when four of them are what the filter asks for, NONE for none. */
static void add_quotes(struct app *app, struct buf *out, const struct item *en,
                       const char *none)
{
    if (!en->analysed)
        return;
    if (en->n_quotes && app->list.finding && asks_quotations(app->list.query.root)) {
        page_add_count(out, finding_n_taken(app->list.finding, en));
        buf_c(out, '/');
    }
    if (en->n_quotes)
        page_add_count(out, en->n_quotes);
    else
        buf_z(out, none);
}

/* "丁光宏 等6人", "钱锋 汪小帆", "金力": in at most COLS columns, the first name cut before the
 * rest; of related articles what they share. */
static void add_speakers(struct buf *out, const struct item *en, unsigned cols, int amb)
{
    struct buf rest = {0}, both = {0};
    unsigned used;

    if (en->shared_people || en->shared_tags) {
        if (en->shared_people)
            buf_printf(out, "%u人", en->shared_people);
        if (en->shared_tags)
            buf_printf(out, "%s%u标签", out->len ? " " : "", en->shared_tags);
        return;
    }
    if (!en->analysed)
        return;
    if (!en->n_speakers) {
        buf_z(out, "--");
        return;
    }
    buf_str(&both, en->speakers[0]);
    buf_c(&both, ' ');
    buf_str(&both, en->speakers[1]);
    if (en->n_speakers == 2 && show_cols(buf_view(&both), amb) <= cols)
        buf_printf(&rest, " %.*s", STR_ARG(en->speakers[1]));
    else if (en->n_speakers > 1)
        buf_printf(&rest, " 等%u人", en->n_speakers);
    used = show_cols(buf_view(&rest), amb);
    show_clip(out, en->speakers[0], cols > used ? cols - used : 0, amb, false);
    buf_str(out, buf_view(&rest));
    buf_free(&rest);
    buf_free(&both);
}

/* The sign of multiplication is wide in some terminals. */
static void add_copies(struct buf *out, const struct item *en, int amb)
{
    if (en->n_copies)
        buf_printf(out, " %s%u", amb == 1 ? "×" : "x", en->n_copies + 1);
}

/* At the right edge of COLS columns that end at column END. */
static void put_right(struct grid *g, unsigned row, unsigned end, unsigned cols,
                      struct str s)
{
    unsigned used = show_cols(s, g->amb);

    if (used <= cols)
        grid_put(g, row, end - used, used, s, STYLE_DIM);
}

/* The title, and behind it how many there are of it. */
static void put_title(struct app *app, struct grid *g, const struct rect *at,
                      const struct item *en)
{
    unsigned row = at->row, x = at->col, cols = at->cols;
    struct buf copies = {0};
    struct str title = entry_title(en);
    unsigned used, want = show_cols(title, g->amb);

    add_copies(&copies, en, g->amb);
    used = show_cols(buf_view(&copies), g->amb);
    if (used + 2 < cols) {
        cols -= used;
        grid_put(g, row, x + (want < cols ? want : cols), used, buf_view(&copies),
                 STYLE_DIM);
    }
    grid_put_clip(g, row, x, want < cols ? want : cols, title, STYLE_NORMAL);
    sought_in_title(app, g, &(struct rect){row, x, 1, cols}, title);
    buf_free(&copies);
}

/* Speakers whose whole names stand in SHOWN, which begins at AT. */
static void mark_speakers(struct app *app, struct grid *g, const struct rect *at,
                          struct str shown, const struct item *en)
{
    const struct query_pick people = {.field = QUERY_SPEAKER};

    for (unsigned i = 0; i < ITEM_SPEAKERS && i < en->n_speakers; i++) {
        size_t off = str_find(shown, en->speakers[i], 0);
        unsigned x = show_cols(str_slice(shown, 0, off), g->amb);
        if (off < shown.len && x < at->cols)
            sought_in_value(app, g, &(struct rect){at->row, at->col + x, 1, at->cols - x},
                            en->speakers[i], &people);
    }
}

/* Minutes, speakers, source, from the right; returns the column where they begin. */
static unsigned draw_right(struct app *app, struct grid *g, const struct rect *r,
                           const struct item *en)
{
    unsigned end = r->col + r->cols - 1, row = r->row;
    unsigned who = r->cols >= SOURCES_FROM ? WIDE_SPEAKER_COLS : SPEAKER_COLS;
    struct buf b = {0};

    buf_printf(&b, "%zu分", page_minutes(en->n_han, en->n_words));
    put_right(g, row, end, MINUTES_COLS, buf_view(&b));
    end -= MINUTES_COLS + 1;
    if (r->cols >= SOURCES_FROM) {
        end -= SOURCE_COLS;
        grid_put_clip(g, row, end, SOURCE_COLS - 1, origin(en), STYLE_DIM);
    }
    if (r->cols >= SPEAKERS_FROM) {
        end -= who;
        buf_reset(&b);
        add_speakers(&b, en, who - 1, g->amb);
        grid_put(g, row, end, who - 1, buf_view(&b), STYLE_DIM);
        mark_speakers(app, g, &(struct rect){row, end, 1, who - 1}, buf_view(&b), en);
    }
    buf_free(&b);
    return end;
}

/* One row: date, quotations, title, speakers, source, minutes; the last column of the screen stays
 * free. */
static void draw_wide(struct app *app, struct grid *g, unsigned row, const struct rect *r,
                      const struct item *en)
{
    bool taken = asks_quotations(app->list.query.root);
    unsigned count = taken ? TAKEN_COLS : COUNT_COLS;
    unsigned x = r->col + 3,
             end = draw_right(app, g, &(struct rect){row, r->col, 1, r->cols}, en);
    struct buf b = {0};

    add_date(&b, en);
    grid_put(g, row, x, DATE_COLS, buf_view(&b), STYLE_DIM);
    buf_reset(&b);
    add_quotes(app, &b, en, "-");
    put_right(g, row, x + DATE_COLS + count - 1, count, buf_view(&b));
    x += DATE_COLS + count;
    put_title(app, g, &(struct rect){row, x, 1, end - 1 - x}, en);
    buf_free(&b);
}

/* Two rows: the title has the first to itself. */
static void draw_narrow(struct app *app, struct grid *g, unsigned row,
                        const struct rect *r, const struct item *en)
{
    struct buf b = {0}, who = {0};
    unsigned x = app->remembers ? 3 : 2;

    put_title(app, g, &(struct rect){row, r->col + x, 1, r->cols - x - 1}, en);
    add_date(&b, en);
    buf_c(&b, ' ');
    if (en->analysed) {
        add_quotes(app, &b, en, "-");
        buf_z(&b, "条 ");
        add_speakers(&who, en, r->cols / 2, g->amb);
        buf_str(&b, buf_view(&who));
        buf_c(&b, ' ');
    }
    buf_printf(&b, "%zu分", page_minutes(en->n_han, en->n_words));
    if (row + 1 < r->row + r->rows) {
        const struct rect at = {row + 1, r->col + 3, 1, r->cols - 4};
        grid_put_clip(g, at.row, at.col, at.cols, buf_view(&b), STYLE_DIM);
        mark_speakers(app, g, &at, buf_view(&b), en);
    }
    buf_free(&b);
    buf_free(&who);
}

/* Nothing to list: say why, and what can be done. */
static void draw_empty(struct app *app, struct grid *g, const struct rect *r)
{
    static const char *const none[] = {
        " 里没有文章", "可读的文件：.yaml .yml .txt .json .jsonl",
        "打开别处：yulu 目录或文件", ":check 看哪些文件有误，q 退出", NULL};
    static const char *const busy[] = {"正在读取", NULL};
    const char *const *text =
        source_is_reading(app->ar) || filter_pending(app) ? busy : none;
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

static void draw_none_related(struct grid *g, const struct rect *r)
{
    grid_put_clip(g, r->row + (r->rows > 1), r->col + 2, r->cols - 3,
                  STR("没有相关的文章：没有共同的发言人和标签"), STYLE_NORMAL);
    grid_cursor(g, r->row, r->col);
}

void list_draw_pane(struct app *app, struct grid *g, const struct rect *r, bool focus)
{
    size_t n = list_count(app), group = SIZE_MAX;
    unsigned high = list_item_rows(r), row = r->row;

    list_keep_in_sight(app);
    if (!n && app->list.related[0])
        draw_none_related(g, r);
    else if (!n && app->list.filter.len)
        helper_draw(app, g, r, focus);
    else if (!n)
        draw_empty(app, g, r);
    for (size_t i = app->list.top; i < n && row < r->row + r->rows; i++, row += high) {
        struct item it;
        if (group_on(app) && group_at(app, i) != group) {
            group = group_at(app, i);
            group_draw_head(app, g, &(struct rect){row++, r->col + 1, 1, r->cols - 2},
                            group);
            if (row == r->row + r->rows)
                break;
        }
        list_item(app, i, &it);
        if (high == 2)
            draw_narrow(app, g, row, r, &it);
        else
            draw_wide(app, g, row, r, &it);
        if (app->remembers)
            grid_fill(g, row, r->col + 1, 1, remember_sign(app, &it), STYLE_NORMAL);
        if (i != app->list.sel)
            continue;
        grid_fill(g, row, r->col, 1, focus ? '>' : '-', STYLE_MARK);
        if (focus)
            grid_cursor(g, row, r->col);
    }
}
