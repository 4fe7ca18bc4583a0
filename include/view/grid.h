/* The screen as data: rows of cells, a cursor.  No terminal, no curses. */
#ifndef YULU_VIEW_GRID_H
#define YULU_VIEW_GRID_H

#include "base/buf.h"
#include "text/show.h"
#include "view/theme.h"

enum { CELL_MAX = 28 }; /* bytes; SHOW_MAX is cut to it at a character */

struct cell {
    char bytes[CELL_MAX];
    unsigned char len;    /* bytes; 0 = a blank, or the right half of a wide cluster */
    unsigned char cols;   /* 1 or 2; 0 = the right half of the cell before */
    unsigned short style; /* enum style */
};

struct grid {
    unsigned rows, cols;
    struct cell *cells; /* rows * cols, row after row; on the heap */
    size_t cap;         /* cells allocated */
    unsigned cursor_row, cursor_col;
    bool cursor_visible;
    int amb; /* columns of ambiguous characters */
    const struct theme
        *theme; /* how the styles look; NULL = those for an unknown background */
};

/* Make G that large and blank.  Sizes up to 1000 x 1000; 0 counts as 1. */
void grid_resize(struct grid *g, unsigned rows, unsigned cols, int amb);
void grid_clear(struct grid *g);
void grid_free(struct grid *g);

static inline struct cell *grid_cell(const struct grid *g, unsigned row, unsigned col)
{
    return &g->cells[(size_t)row * g->cols + col];
}

/* Write the shown form of S at ROW, COL in STYLE over at most COLS columns; never past the edge,
 * never half a wide cluster (its place stays blank).  What it covers by half is blanked.  Returns
 * the columns used. */
unsigned grid_put(struct grid *g, unsigned row, unsigned col, unsigned cols, struct str s,
                  enum style style);
/* Like grid_put, cut with ".." (show_clip), the rest of COLS filled with blanks in STYLE. */
void grid_put_clip(struct grid *g, unsigned row, unsigned col, unsigned cols,
                   struct str s, enum style style);
/* Give COLS cells from ROW, COL the style; the text stays. */
void grid_style(struct grid *g, unsigned row, unsigned col, unsigned cols,
                enum style style);
/* N copies of the ASCII character C. */
void grid_fill(struct grid *g, unsigned row, unsigned col, unsigned n, char c,
               enum style style);
void grid_cursor(struct grid *g, unsigned row, unsigned col);

/* The rows as text, trailing blanks trimmed, "\n" after each: what golden files hold. */
void grid_text(const struct grid *g, struct buf *out);
bool grid_same_cell(const struct cell *a, const struct cell *b);

#endif
