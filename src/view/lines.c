/* Views that are rows of plain text: the raw file, the fields of an article, the messages. */
#include "state.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdio.h>

struct maker {
    struct app *app;
    struct lines *l;
    unsigned cols;
};

/* Append TEXT wrapped, its first row after LABEL; X = columns left of the text. */
static void add(struct maker *m, struct str label, struct str text, unsigned x,
                enum kinsoku kinsoku)
{
    unsigned room = m->cols > x + 2 ? m->cols - x - 1 : 1;
    struct wrap_opts o = {.width = room, .amb = m->app->amb, .level = kinsoku};
    struct wrap_row *rows;
    struct lines *l = m->l;
    struct buf fixed = {0};
    size_t n;

    if (utf8_valid_len(text) <
        text.len) { /* names of files are bytes that somebody chose */
        utf8_repair(text, &fixed);
        text = arena_str(&l->a, buf_view(&fixed));
        buf_free(&fixed);
    }
    n = wrap_text(&l->a, text, &o, &rows);

    for (size_t i = 0; i < n || i == 0; i++) {
        l->items = arena_grow(&l->a, l->items, l->n, &l->cap, sizeof *l->items);
        l->items[l->n++] = (struct line){
            .label = i ? STR("") : label,
            .text = n ? str_slice(text, rows[i].off, rows[i].len) : STR(""),
            .x = x,
        };
    }
}

static void add_note(struct maker *m, const char *text)
{
    add(m, STR(""), str_of(text), 2, m->app->kinsoku);
}

/* ---- The raw file */

/* The mark of a line that a message is about: "!" error, "?" warning, "-" note. */
static char mark_of(const struct app *app, struct str path, unsigned line, char old)
{
    const struct diags *d = source_diags(app->ar);
    char mark = old;

    for (size_t i = 0; i < d->n; i++) {
        if (d->items[i].line != line || !str_eq(str_of(d->items[i].path), path))
            continue;
        if (d->items[i].severity == DIAG_ERROR)
            return '!';
        mark = d->items[i].severity == DIAG_WARNING ? '?' : mark == ' ' ? '-' : mark;
    }
    return mark;
}

static unsigned digits(size_t n)
{
    return n < 10 ? 1 : 1 + digits(n / 10);
}

static size_t count_lines(struct str s)
{
    size_t n = 1;

    for (size_t off = 0; (off = str_find(s, STR("\n"), off)) < s.len; off++)
        n++;
    return n;
}

static void make_raw(struct maker *m, const struct item *en)
{
    struct reading *r = reading_ready(m->app);
    struct str raw;
    struct err e = {""};
    unsigned line = 1, x;

    if (!source_raw(m->app->ar, en, &m->l->a, &raw, &e)) {
        add_note(m, arena_strz(&m->l->a, str_of(e.msg)));
        return;
    }
    x = digits(count_lines(raw));
    for (size_t off = 0; off < raw.len; line++) {
        size_t end = str_find(raw, STR("\n"), off);
        char mark = mark_of(m->app, en->path, line, ' ');
        char *label = arena_printf(&m->l->a, "%c%*u", mark, (int)x, line);
        if (r->art && line == r->art->line)
            m->l->start = m->l->n;
        add(m, str_of(label), str_slice(raw, off, end - off), x + 2, KINSOKU_NONE);
        off = end + 1;
    }
}

/* ---- The fields */

enum { LABEL_COLS = 10, SAVED_COLS = 14 };

static void add_field(struct maker *m, const char *name, struct str value)
{
    if (value.len)
        add(m, str_of(name), value, LABEL_COLS + 2, m->app->kinsoku);
}

static void add_values(struct maker *m, const struct field *f)
{
    struct buf b = {0};

    if (f->id == FIELD_BODY)
        article_length(m->app, &b);
    else
        buf_join(&b, f->values, f->n_values, "、");
    add(m, f->key, arena_str(&m->l->a, buf_view(&b)), LABEL_COLS + 2, m->app->kinsoku);
    buf_free(&b);
}

static void add_origin(struct maker *m, const struct item *en, const struct article *art)
{
    struct arena *a = &m->l->a;
    struct buf b = {0};

    add_field(m, "编号", str_of(en->id));
    add_field(m, "文件", en->path);
    if (en->doc)
        add_field(m, "位置",
                  str_of(arena_printf(a, "第%u篇，从第%u行起", en->doc + 1, art->line)));
    if (art->date.inferred || art->date.precision == DATE_NONE) {
        date_add(&b, art->date);
        buf_z(&b, art->date.inferred ? " 从链接或正文推断" : "没有给出");
        add_field(m, "日期", arena_str(a, buf_view(&b)));
    }
    buf_free(&b);
    if (art->by_lines)
        add_field(m, "读法", STR("按行读取：按 YAML 读会丢字"));
}

static void add_diags(struct maker *m, struct str path)
{
    const struct diags *d = source_diags(m->app->ar);
    struct buf b = {0};

    for (size_t i = 0; i < d->n; i++) {
        if (path.len && !str_eq(str_of(d->items[i].path), path))
            continue;
        buf_reset(&b);
        diag_format(&b, &d->items[i]);
        add(m, STR(""), arena_str(&m->l->a, buf_view(&b)), 2, m->app->kinsoku);
    }
    buf_free(&b);
}

static void make_info(struct maker *m, const struct item *en)
{
    const struct reading *r = reading_ready(m->app);
    bool own = false;

    if (!r->art) {
        add_note(m, r->err.msg);
        return;
    }
    add_origin(m, en, r->art);
    add_note(m, "");
    for (size_t i = 0; i < r->art->n_fields; i++) {
        own = own || r->art->fields[i].id == FIELD_FACET;
        if (r->art->fields[i].id != FIELD_FACET)
            add_values(m, &r->art->fields[i]);
    }
    if (own)
        add(m, STR("-- 其他键"), STR(""), LABEL_COLS + 2, m->app->kinsoku);
    for (size_t i = 0; i < r->art->n_fields; i++) {
        if (r->art->fields[i].id == FIELD_FACET)
            add_values(m, &r->art->fields[i]);
    }
    add_note(m, "");
    add_diags(m, en->path);
}

/* ---- The messages */

static void make_errors(struct maker *m)
{
    const struct diags *d = source_diags(m->app->ar);

    if (d->n)
        add_note(m, arena_printf(&m->l->a, "%zu 个错误，%zu 个警告，%zu 条说明",
                                 d->n_errors, d->n_warnings, d->n_notes));
    else
        add_note(m, "没有发现错误");
    add_note(m, "");
    add_diags(m, STR(""));
    if (d->n_lost)
        add_note(m, arena_printf(&m->l->a, "另有 %zu 条没有列出", d->n_lost));
}

/* ---- Filters that have a name */

static void make_saved(struct maker *m)
{
    struct state_filter f;
    size_t n = 0;

    for (; state_filter_at(m->app->state, n, &f); n++) {
        char *name = arena_printf(&m->l->a, "@%.*s", STR_ARG(f.name));
        add(m, str_of(name), arena_str(&m->l->a, f.query), SAVED_COLS + 2,
            m->app->kinsoku);
    }
    if (!n)
        add_note(m, "还没有存过筛选：先用 / 筛选，再用 :save 名称");
}

/* ---- As a view */

static void make(struct app *app, unsigned cols)
{
    struct maker m = {app, &app->lines, cols};
    const struct place *p = app_place(app);
    const struct item *en = app_entry(app, p->id);

    arena_reset(&m.l->a);
    m.l->items = NULL;
    m.l->n = m.l->cap = m.l->start = 0;
    m.l->cols = cols;
    if (p->view == VIEW_ERRORS)
        make_errors(&m);
    else if (p->view == VIEW_SAVED)
        make_saved(&m);
    else if (!en)
        add_note(&m, "这篇文章已经不在了");
    else if (p->view == VIEW_RAW)
        make_raw(&m, en);
    else
        make_info(&m, en);
}

static struct lines *ready(struct app *app)
{
    struct lines *l = &app->lines;
    struct rect body = panes_of(app).body;
    const struct place *p = app_place(app);
    bool fresh = l->cols == 0;

    if (fresh || l->cols != body.cols || l->amb != app->amb) {
        make(app, body.cols);
        l->amb = app->amb;
    }
    if (fresh)
        l->top = p->anchor.off == SIZE_MAX ? p->anchor.row : l->start;
    l->last = l->n > body.rows ? l->n - body.rows : 0;
    if (l->top > l->last)
        l->top = l->last;
    return l;
}

static void draw(struct app *app, struct grid *g)
{
    const struct lines *l = ready(app);
    struct rect r = panes_of(app).body;

    for (unsigned y = 0; y < r.rows && l->top + y < l->n; y++) {
        const struct line *line = &l->items[l->top + y];
        grid_put_clip(g, r.row + y, r.col, line->x ? line->x - 1 : 0, line->label,
                      STYLE_DIM);
        grid_put(g, r.row + y, r.col + line->x, r.cols - line->x, line->text,
                 STYLE_NORMAL);
    }
    grid_cursor(g, r.row, r.col);
}

static size_t count(struct app *app)
{
    return ready(app)->n;
}

static size_t at(struct app *app)
{
    return ready(app)->top;
}

static size_t last(struct app *app)
{
    return ready(app)->last;
}

static size_t page(struct app *app)
{
    unsigned rows = panes_of(app).body.rows;
    return rows > 1 ? rows - 1 : 1;
}

static void go(struct app *app, size_t top)
{
    app->lines.top = top;
}

static void scroll(struct app *app, ptrdiff_t by)
{
    app->lines.top = (size_t)((ptrdiff_t)app->lines.top + by);
}

static void add_position(struct app *app, struct buf *out, const char *name)
{
    const struct lines *l = ready(app);
    size_t end = l->top + panes_of(app).body.rows;

    buf_printf(out, "%s %zu%%", name, end >= l->n ? 100 : end * 100 / l->n);
}

static void raw_status(struct app *app, struct buf *out)
{
    add_position(app, out, "原文件");
}

static void info_status(struct app *app, struct buf *out)
{
    add_position(app, out, "信息");
}

static void errors_status(struct app *app, struct buf *out)
{
    add_position(app, out, "检查");
}

static void saved_status(struct app *app, struct buf *out)
{
    add_position(app, out, "已存的筛选");
    buf_z(out, "  :saved 名称 采用  :unsave 名称 删除");
}

static const char *const hints[] = {"page-down", "close", "help", "command",
                                    "bottom",    "top",   NULL};

#define LINES_OPS(where_bit, status_fn)                                                  \
    {                                                                                    \
        .where = where_bit, .draw = draw, .count = count, .at = at, .last = last,        \
        .page = page, .go = go, .scroll = scroll, .status = status_fn, .hints = hints,   \
    }

const struct view_ops raw_ops = LINES_OPS(WHERE_RAW, raw_status);
const struct view_ops info_ops = LINES_OPS(WHERE_INFO, info_status);
const struct view_ops errors_ops = LINES_OPS(WHERE_ERRORS, errors_status);
/* Like the messages: rows that are about the archive. */
const struct view_ops saved_ops = LINES_OPS(WHERE_ERRORS, saved_status);

/* The key that opened a view closes it. */
static unsigned look_into(struct app *app, enum view_id view)
{
    const char *id = place_article(app);

    if (app_place(app)->view == view)
        return cmd_close(app, &(struct call){.count = 1});
    if (!id[0])
        return app_say(app, "没有选中文章");
    place_open(app, view, id, false);
    return 0;
}

COMMAND(raw)
{
    (void)call;
    return look_into(app, VIEW_RAW);
}

COMMAND(info)
{
    (void)call;
    return look_into(app, VIEW_INFO);
}

COMMAND(check)
{
    (void)call;
    if (app_place(app)->view == VIEW_ERRORS)
        return 0;
    place_open(app, VIEW_ERRORS, "", false);
    return 0;
}
