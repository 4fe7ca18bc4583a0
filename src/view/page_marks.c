/* Quotations on a page: their words, a number and a sign left of them, a name at the right. */
#include "view/page.h"

#include <stdint.h>
#include <stdio.h>

enum { NAMES_FROM = 100, NAME_GAP = 3, NAME_MIN = 6 }; /* columns */
enum { OVERLAP = 2 }; /* a statement may hold a quotation: marks that end out of order */

static size_t min_z(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* First mark that may reach OFF. */
static size_t first_at(const struct page_mark *marks, size_t n, size_t off)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (marks[mid].span.off + marks[mid].span.len > off)
            high = mid;
        else
            low = mid + 1;
    }
    return low > OVERLAP ? low - OVERLAP : 0;
}

/* The cells of S in a row, but for search hits. */
static void paint(const struct page_row *row, const struct page_mark *m, struct grid *g,
                  unsigned y, unsigned x)
{
    size_t from = m->span.off > row->off ? m->span.off - row->off : 0;
    size_t to = min_z(m->span.off + m->span.len - row->off, row->text.len);
    unsigned end = x + show_cols(str_slice(row->text, 0, to), g->amb);

    for (x += show_cols(str_slice(row->text, 0, from), g->amb); x < end && x < g->cols;
         x++) {
        unsigned now = grid_cell(g, y, x)->style;
        if (now != STYLE_HIT && now != STYLE_HIT_NOW)
            grid_style(g, y, x, 1, m->style);
    }
}

/* "12> ", " >", ">": what the gutter has room for.  In the colour of the words when these begin the
 * row: elsewhere that would be two more changes of colour a row. */
static void put_sign(const struct page *p, const struct page_mark *m,
                     const struct page_row *r, struct grid *g, unsigned y, unsigned x)
{
    bool begins = m->span.off >= r->off, leads = m->span.off <= r->off;
    unsigned room = p->opts.gutter, field = room > 3 ? room - 1 : room, len;
    char text[16];

    len = (unsigned)snprintf(text, sizeof text, "%u%c", m->number, m->sign);
    if (!begins || !m->number || len > room)
        len = (unsigned)snprintf(text, sizeof text, "%c", m->sign);
    if (!room)
        return;
    field = len > field ? len : field;
    grid_put(g, y, x + p->x - room + field - len, len, str_make(text, len),
             leads ? m->style : STYLE_NORMAL);
}

static void put_name(const struct page *p, const struct page_mark *m, struct grid *g,
                     unsigned y, unsigned x)
{
    unsigned at = p->x + p->width + NAME_GAP;

    if (p->opts.cols >= NAMES_FROM && p->opts.cols > at + NAME_MIN)
        grid_put_clip(g, y, x + at, p->opts.cols - at - 1, m->name, m->style);
}

void page_draw_marks(const struct page *p, size_t row, struct grid *g, unsigned y,
                     unsigned x, const struct page_mark *marks, size_t n)
{
    const struct page_row *r;
    bool signed_row = false;

    if (row >= p->n_rows || p->rows[row].off == SIZE_MAX)
        return;
    r = &p->rows[row];
    for (size_t k = first_at(marks, n, r->off);
         k < n && marks[k].span.off < r->off + r->text.len; k++) {
        const struct page_mark *m = &marks[k];
        bool begins = m->span.off >= r->off;
        if (m->span.off + m->span.len <= r->off)
            continue;
        paint(r, m, g, y, x + r->x);
        if (!signed_row)
            put_sign(p, m, r, g, y, x);
        if (begins && !signed_row)
            put_name(p, m, g, y, x);
        signed_row = true;
    }
}
