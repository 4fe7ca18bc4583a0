/* Rows of a page as cells and as plain text. */
#include "view/page.h"

#include <stdint.h>

static bool continues(const struct page *p, size_t row)
{
    return row > 0 && p->rows[row - 1].kind == p->rows[row].kind &&
           p->rows[row - 1].part == p->rows[row].part;
}

static enum block_kind part_kind(const struct page *p, const struct page_row *row)
{
    return row->part == SIZE_MAX ? BLOCK_PARAGRAPH : p->body->parts[row->part].kind;
}

/* What stands left of the row's text; it told there was room for it by moving the text. */
static struct str mark_of(const struct page *p, size_t row)
{
    const struct page_row *r = &p->rows[row];
    struct str mark = STR("");

    if (r->kind == ROW_HEADING && !continues(p, row))
        mark = STR("## ");
    else if (r->kind == ROW_FOLDED)
        mark = STR("~ ");
    else if ((r->kind == ROW_TEXT || r->kind == ROW_META) &&
             part_kind(p, r) == BLOCK_QUOTE)
        mark = STR("> ");
    return r->x >= p->x + mark.len ? mark : STR("");
}

static enum style style_of(const struct page *p, const struct page_row *row)
{
    static const enum style styles[] = {
        [ROW_BLANK] = STYLE_NORMAL, [ROW_TITLE] = STYLE_TITLE,
        [ROW_META] = STYLE_DIM,     [ROW_HEADING] = STYLE_HEADING,
        [ROW_TEXT] = STYLE_NORMAL,  [ROW_FOLDED] = STYLE_DIM,
        [ROW_NOTE] = STYLE_DIM,
    };

    if (row->kind == ROW_TEXT && part_kind(p, row) == BLOCK_QUOTE)
        return STYLE_QUOTE;
    return styles[row->kind];
}

/* First hit that ends after OFF. */
static size_t first_hit(const struct page_hits *hits, size_t off)
{
    size_t low = 0, high = hits->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (hits->spans[mid].off + hits->spans[mid].len > off)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* Where a row stands on the grid. */
struct at {
    struct grid *g;
    unsigned y, x, end; /* end: first column that is not ours */
};

/* A cluster is marked when any byte of it belongs to a hit: rows and hits begin anywhere. */
static void mark_hits(const struct page_row *row, const struct page_hits *hits,
                      struct at at)
{
    size_t k = first_hit(hits, row->off);

    for (size_t i = 0; i < row->text.len && k < hits->n && at.x < at.end;) {
        size_t len = show_next(row->text, i), off = row->off + i;
        unsigned cols = show_cols(str_slice(row->text, i, len), at.g->amb);
        const struct span *hit = &hits->spans[k];
        if (hit->off >= row->off + row->text.len)
            return;
        if (hit->off < off + len && hit->off + hit->len > off)
            grid_style(at.g, at.y, at.x, cols,
                       k == hits->now ? STYLE_HIT_NOW : STYLE_HIT);
        at.x += cols;
        i += len;
        while (k < hits->n && hits->spans[k].off + hits->spans[k].len <= off + len)
            k++;
    }
}

void page_draw(const struct page *p, size_t row, struct grid *g, unsigned y, unsigned x,
               unsigned cols, const struct page_hits *hits)
{
    const struct page_row *r;
    struct str mark;
    enum style style;
    unsigned m;

    if (row >= p->n_rows || p->rows[row].x >= cols)
        return;
    r = &p->rows[row];
    mark = mark_of(p, row);
    style = style_of(p, r);
    m = (unsigned)mark.len;
    grid_put(g, y, x + r->x - m, m, mark, style == STYLE_QUOTE ? STYLE_MARK : style);
    grid_put(g, y, x + r->x, cols - r->x, r->text, style);
    if (hits && hits->n && r->off != SIZE_MAX)
        mark_hits(r, hits, (struct at){g, y, x + r->x, x + cols});
}

void page_print(const struct page *p, size_t row, struct buf *out)
{
    const struct page_row *r;
    struct str mark;

    if (row >= p->n_rows || p->rows[row].kind == ROW_BLANK)
        return;
    r = &p->rows[row];
    mark = mark_of(p, row);
    buf_fill(out, ' ', r->x - mark.len);
    buf_str(out, mark);
    show_add(out, r->text, p->opts.amb);
}
