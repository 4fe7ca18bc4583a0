/* From the parts of a body to rows.
 *
 *     0    gutter              gutter + width
 *     |    |                   |    one column stays free: terminals wrap oddly there
 *          ## heading
 *              paragraph, first row indented
 *          > quotation of a block list
 *          ~ folded part, when unfolded
 */
#include "view/page.h"

#include "page_build.h"

#include <stdint.h>

enum { MIN_TEXT = 8 };      /* columns of text before the gutter gives way */
enum { CENTRE_FROM = 100 }; /* columns of the pane */
enum { NARROW = 30 };       /* columns below which the indent is one 字 */
enum { BALANCE_MAX = 6 };   /* rows; longer texts are no headline */
enum { HANG_COLS = 2 };

static const struct {
    enum block_kind kind;
    const char *name;
} folded[] = {
    {BLOCK_CREDIT, "署名"},
    {BLOCK_CAPTION, "图注"},
    {BLOCK_DATELINE, "电头"},
    {BLOCK_BOILERPLATE, "尾注"},
};
enum { N_FOLDED = sizeof folded / sizeof *folded };

struct page_row *page_add_row(struct page_build *b, enum page_row_kind kind)
{
    struct page *p = b->p;
    struct page_row *row;

    p->rows = arena_grow(b->a, p->rows, p->n_rows, &b->cap_rows, sizeof *p->rows);
    row = &p->rows[p->n_rows++];
    *row = (struct page_row){.kind = kind, .off = SIZE_MAX, .x = p->x, .part = SIZE_MAX};
    return row;
}

void page_add_gap(struct page_build *b)
{
    const struct page *p = b->p;

    if (p->n_rows > 0 && p->rows[p->n_rows - 1].kind != ROW_BLANK)
        page_add_row(b, ROW_BLANK);
}

/* The narrowest width that needs no more rows makes them about equally long. */
static size_t wrap_balanced(struct arena *a, struct str text, struct wrap_opts *o,
                            struct wrap_row **rows)
{
    size_t n;
    unsigned low = o->width / 2, high = o->width;

    o->orphan = true;
    o->hang = false;
    n = wrap_text(a, text, o, rows);
    if (n < 2 || n > BALANCE_MAX)
        return n;
    while (low + 1 < high) {
        o->width = low + (high - low) / 2;
        if (wrap_text(a, text, o, rows) > n)
            low = o->width;
        else
            high = o->width;
    }
    o->width = high;
    return wrap_text(a, text, o, rows);
}

void page_add_text(struct page_build *b, struct str text, const struct page_put *how)
{
    const struct page_opts *po = &b->p->opts;
    unsigned shift = how->shift + 2 <= b->p->width ? how->shift : 0;
    struct wrap_opts o = {.width = b->p->width - shift,
                          .amb = po->amb,
                          .level = po->kinsoku,
                          .indent = how->indent,
                          .hang = po->hang,
                          .orphan = po->orphan};
    struct wrap_row *rows;
    size_t n = how->balance ? wrap_balanced(b->a, text, &o, &rows)
                            : wrap_text(b->a, text, &o, &rows);

    for (size_t i = 0; i < n; i++) {
        struct page_row *row = page_add_row(b, rows[i].len ? how->kind : ROW_BLANK);
        if (rows[i].len == 0)
            continue;
        row->text = str_slice(text, rows[i].off, rows[i].len);
        row->off = how->off == SIZE_MAX ? SIZE_MAX : how->off + rows[i].off;
        row->x += shift + (rows[i].first ? how->indent : 0);
        row->part = how->part;
    }
}

static void add_span(struct page_build *b, struct span s, struct page_put *how)
{
    how->off = s.off;
    page_add_text(b, str_slice(b->p->body->text, s.off, s.len), how);
}

static void add_heading(struct page_build *b, size_t i)
{
    struct page *p = b->p;
    struct page_put how = {.kind = ROW_HEADING, .part = i, .shift = 3, .balance = true};

    page_add_gap(b);
    p->sections = arena_grow(b->a, p->sections, p->n_sections, &b->cap_sections,
                             sizeof *p->sections);
    p->sections[p->n_sections++] = p->n_rows;
    add_span(b, p->body->parts[i].span, &how);
    if (p->opts.web)
        page_add_gap(b);
}

static void add_paragraph(struct page_build *b, size_t i)
{
    const struct page *p = b->p;
    struct page_put how = {.kind = ROW_TEXT, .part = i};

    if (!p->opts.web)
        how.indent = p->opts.indent;
    add_span(b, p->body->parts[i].span, &how);
    if (p->opts.web)
        page_add_gap(b);
}

/* Who speaks, above a quotation that the file gives as a block. */
static void add_label(struct page_build *b, size_t i)
{
    const struct part *part = &b->p->body->parts[i];
    struct page_put how = {.kind = ROW_META, .off = SIZE_MAX, .part = i, .shift = 2};
    struct str speaker = part_speaker(part), titles = part_titles(part);
    const char *blank = speaker.len && titles.len ? "  " : "";
    char *label;

    if (speaker.len == 0 && titles.len == 0)
        return;
    label = arena_printf(b->a, "%.*s%s%.*s", STR_ARG(speaker), blank, STR_ARG(titles));
    page_add_text(b, str_of(label), &how);
}

static void add_quote(struct page_build *b, size_t i)
{
    struct page_put how = {.kind = ROW_TEXT, .part = i, .shift = 2};

    page_add_gap(b);
    add_label(b, i);
    add_span(b, b->p->body->parts[i].span, &how);
    page_add_gap(b);
}

static void add_folded(struct page_build *b, struct span s, size_t i)
{
    struct page_put how = {.kind = ROW_FOLDED, .part = i, .shift = 2};

    if (b->p->opts.unfold && s.len)
        add_span(b, s, &how);
}

static void add_part(struct page_build *b, size_t i)
{
    const struct part *part = &b->p->body->parts[i];

    if (body_folds(part->kind))
        add_folded(b, part->span, i);
    else if (part->kind == BLOCK_HEADING)
        add_heading(b, i);
    else if (part->kind == BLOCK_QUOTE)
        add_quote(b, i);
    else
        add_paragraph(b, i);
    add_folded(b, part->repeat, i);
}

/* "署名 2，图注 1"; false when nothing is folded away. */
static bool count_folded(const struct body *body, struct buf *out)
{
    size_t counts[N_FOLDED] = {0};

    for (size_t i = 0; i < body->n_parts; i++) {
        for (size_t k = 0; k < N_FOLDED; k++)
            counts[k] += body->parts[i].kind == folded[k].kind;
    }
    for (size_t k = 0; k < N_FOLDED; k++) {
        if (counts[k])
            buf_printf(out, "%s%s %zu", out->len ? "，" : "", folded[k].name, counts[k]);
    }
    return out->len > 0;
}

static void add_note(struct page_build *b)
{
    const char *hint = b->p->opts.fold_hint ? b->p->opts.fold_hint : "按 z 展开";
    struct page_put how = {.kind = ROW_NOTE, .off = SIZE_MAX, .part = SIZE_MAX};
    struct buf list = {0};

    if (!b->p->opts.unfold && *hint && count_folded(b->p->body, &list)) {
        page_add_gap(b);
        page_add_text(b, str_of(arena_printf(b->a, "已折叠：%s（%s）", list.p, hint)),
                      &how);
    }
    buf_free(&list);
}

static unsigned min_u(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Where the text stands: x, width, gutter and indent for the pane's columns. */
static void place(struct page *p)
{
    struct page_opts *o = &p->opts;
    unsigned edge = 1 + (o->hang ? HANG_COLS : 0), room;

    if (o->gutter + edge + MIN_TEXT > o->cols)
        o->gutter = o->cols > edge + MIN_TEXT ? o->cols - edge - MIN_TEXT : 0;
    room = o->cols > o->gutter + edge ? o->cols - o->gutter - edge : 1;
    p->width = min_u(room, o->measure ? o->measure : room);
    p->width = p->width > 1 ? p->width & ~1u : 1;
    if (o->cols < NARROW)
        o->indent = min_u(o->indent, 2);
    if (o->indent + 2 > p->width)
        o->indent = 0;
    p->x = o->gutter;
    if (o->centre && o->cols >= CENTRE_FROM && o->cols > p->width + o->gutter)
        p->x += (o->cols - p->width - o->gutter) / 2;
}

struct page *page_new(struct arena *a, const struct article *art, const struct body *body,
                      const struct page_opts *o)
{
    struct page *p = arena_new(a, struct page);
    struct page_build b = {.a = a, .p = p};

    p->art = art;
    p->body = body;
    p->opts = *o;
    place(p);
    if (o->head)
        page_add_head(&b);
    for (size_t i = 0; i < body->n_parts; i++)
        add_part(&b, i);
    if (p->n_rows && p->rows[p->n_rows - 1].kind == ROW_BLANK)
        p->n_rows--;
    add_note(&b);
    return p;
}

/* Does the first row of the body at or after ROW end after OFF?  True also when there is none:
 * false for the rows before the place, true from it on. */
static bool reaches(const struct page *p, size_t row, size_t off)
{
    while (row < p->n_rows && p->rows[row].off == SIZE_MAX)
        row++;
    return row == p->n_rows || p->rows[row].off + p->rows[row].text.len > off;
}

size_t page_row_at(const struct page *p, size_t off)
{
    size_t low = 0, high = p->n_rows;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (reaches(p, mid, off))
            high = mid;
        else
            low = mid + 1;
    }
    while (low < p->n_rows && p->rows[low].off == SIZE_MAX)
        low++;
    if (low == p->n_rows && low > 0)
        low--;
    return low;
}

size_t page_offset_at(const struct page *p, size_t row)
{
    for (; row < p->n_rows; row++) {
        if (p->rows[row].off != SIZE_MAX)
            return p->rows[row].off;
    }
    return p->body->text.len;
}

size_t page_section_at(const struct page *p, size_t row)
{
    size_t low = 0, high = p->n_sections;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (p->sections[mid] <= row)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
