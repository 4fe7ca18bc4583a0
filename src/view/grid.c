/* Cells are filled by one function, put_cluster(): what it writes has passed show_cluster(), so
 * no byte of an article reaches a terminal unseen.  A wide cluster is a cell of 2 columns and a
 * cell of 0 columns; whoever overwrites one half blanks the other. */
#include "view/grid.h"

#include "base/arena.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { GRID_SIDE_MAX = 1000 };

static const struct cell blank = {.cols = 1};

static unsigned side(unsigned n)
{
    return n < 1 ? 1 : n > GRID_SIDE_MAX ? GRID_SIDE_MAX : n;
}

void grid_resize(struct grid *g, unsigned rows, unsigned cols, int amb)
{
    size_t n;

    g->rows = side(rows);
    g->cols = side(cols);
    g->amb = amb;
    n = (size_t)g->rows * g->cols;
    if (n > g->cap) {
        g->cells = mem_grow(g->cells, n * sizeof *g->cells);
        g->cap = n;
    }
    grid_clear(g);
}

void grid_clear(struct grid *g)
{
    size_t n = (size_t)g->rows * g->cols;

    for (size_t i = 0; i < n; i++)
        g->cells[i] = blank;
    g->cursor_row = g->cursor_col = 0;
    g->cursor_visible = false;
}

void grid_free(struct grid *g)
{
    free(g->cells);
    *g = (struct grid){0};
}

/* The other half of a wide cluster that loses the half at ROW, COL becomes a blank. */
static void split_wide(struct grid *g, unsigned row, unsigned col)
{
    struct cell *c = grid_cell(g, row, col);

    if (c->cols == 0 && col > 0) {
        c[-1].len = 0;
        c[-1].cols = 1;
    } else if (c->cols == 2 && col + 1 < g->cols) {
        c[1].cols = 1;
    }
}

static void put_cluster(struct grid *g, unsigned row, unsigned col, const struct show *s,
                        enum style style)
{
    struct cell *c = grid_cell(g, row, col);
    size_t len = s->len;

    while (len > CELL_MAX)
        len = utf8_prev(str_make(s->bytes, len), len);
    split_wide(g, row, col);
    if (s->cols == 2)
        split_wide(g, row, col + 1);
    if (len == 1 && s->bytes[0] == ' ')
        len = 0;
    *c = blank;
    memcpy(c->bytes, s->bytes, len);
    c->len = (unsigned char)len;
    c->cols = s->cols;
    c->style = (unsigned short)style;
    if (s->cols == 2) {
        c[1] = blank;
        c[1].cols = 0;
        c[1].style = (unsigned short)style;
    }
}

/* Columns between COL and the nearer of COL + COLS and the edge. */
static unsigned room(const struct grid *g, unsigned row, unsigned col, unsigned cols)
{
    if (row >= g->rows || col >= g->cols)
        return 0;
    return cols < g->cols - col ? cols : g->cols - col;
}

/* Text of articles is valid; names of files are bytes that somebody chose. */
static struct str valid(struct str s, struct buf *fixed)
{
    if (utf8_valid_len(s) == s.len)
        return s;
    utf8_repair(s, fixed);
    return buf_view(fixed);
}

unsigned grid_put(struct grid *g, unsigned row, unsigned col, unsigned cols, struct str s,
                  enum style style)
{
    struct buf fixed = {0};
    unsigned used = 0;

    s = valid(s, &fixed);
    cols = room(g, row, col, cols);
    for (size_t off = 0, len; off < s.len && used < cols; off += len) {
        struct show shown;
        len = show_next(s, off);
        show_cluster(str_make(s.p + off, len), g->amb, &shown);
        if (shown.len == 0)
            continue;
        if (shown.cols > cols - used)
            break;
        put_cluster(g, row, col + used, &shown, style);
        used += shown.cols;
    }
    buf_free(&fixed);
    return used;
}

void grid_put_clip(struct grid *g, unsigned row, unsigned col, unsigned cols,
                   struct str s, enum style style)
{
    struct buf fixed = {0};
    unsigned used, end;

    s = valid(s, &fixed);
    cols = room(g, row, col, cols);
    end = show_fit(s, cols, g->amb, NULL) == s.len ? cols : cols < 2 ? 0 : cols - 2;
    used = grid_put(g, row, col, end, s, style);
    if (end < cols) {
        grid_fill(g, row, col + used, cols - used < 2 ? cols - used : 2, '.', style);
        used += cols - used < 2 ? cols - used : 2;
    }
    grid_fill(g, row, col + used, cols - used, ' ', style);
    buf_free(&fixed);
}

void grid_style(struct grid *g, unsigned row, unsigned col, unsigned cols,
                enum style style)
{
    cols = room(g, row, col, cols);
    for (unsigned i = 0; i < cols; i++)
        grid_cell(g, row, col + i)->style = (unsigned short)style;
}

void grid_fill(struct grid *g, unsigned row, unsigned col, unsigned n, char c,
               enum style style)
{
    struct show shown = {.bytes = {c}, .len = 1, .cols = 1};

    n = room(g, row, col, n);
    for (unsigned i = 0; i < n; i++)
        put_cluster(g, row, col + i, &shown, style);
}

void grid_cursor(struct grid *g, unsigned row, unsigned col)
{
    g->cursor_row = row < g->rows ? row : g->rows - 1;
    g->cursor_col = col < g->cols ? col : g->cols - 1;
    g->cursor_visible = true;
}

void grid_text(const struct grid *g, struct buf *out)
{
    for (unsigned row = 0; row < g->rows; row++) {
        size_t end = out->len; /* after the last cell that is no blank */
        for (unsigned col = 0; col < g->cols; col++) {
            const struct cell *c = grid_cell(g, row, col);
            if (c->cols == 0)
                continue;
            if (c->len == 0) {
                buf_c(out, ' ');
                continue;
            }
            buf_add(out, c->bytes, c->len);
            end = out->len;
        }
        out->len = end;
        buf_c(out, '\n');
    }
}

bool grid_same_cell(const struct cell *a, const struct cell *b)
{
    return a->len == b->len && a->cols == b->cols && a->style == b->style &&
           memcmp(a->bytes, b->bytes, a->len) == 0;
}
