/* A frame: take the new picture in comparable form, move rows the terminal already shows, then
 * rewrite what still differs, row by row and run by run. */
#include "tui/paint.h"

#include "base/hash.h"
#include "pen.h"

enum { GAP_MAX = 16, ERASE_MIN = 12 };

/* Styles that look alike on this terminal count as one, or changing between them would cost. */
static void take_theme(struct paint *p, const struct theme *t)
{
    p->theme = *t;
    p->known = false;
    for (unsigned s = 0; s < STYLE_COUNT; s++) {
        unsigned i = 0;
        p->as[s] = pen_look(p, (enum style)s);
        while (i < s && (p->as[i].attrs != p->as[s].attrs || p->as[i].fg != p->as[s].fg))
            i++;
        p->looks[s] = i;
    }
}

void paint_init(struct paint *p, const struct caps *caps, bool colour)
{
    *p = (struct paint){.caps = caps, .colour = colour && caps->depth != DEPTH_NONE};
    take_theme(p, theme_for(false, 0));
}

void paint_free(struct paint *p)
{
    arena_free(&p->a);
    p->rows = p->cols = 0;
}

void paint_forget(struct paint *p)
{
    p->known = false;
}

bool paint_blank(const struct cell *c)
{
    return c->len == 0 && c->cols == 1 && c->style == STYLE_NORMAL;
}

unsigned paint_end(const struct cell *row, unsigned cols)
{
    while (cols && paint_blank(&row[cols - 1]))
        cols--;
    return cols;
}

/* The unit at COL of SRC, with every byte that does not matter zeroed; returns its columns. */
static unsigned take_unit(const struct paint *p, const struct cell *src, unsigned col,
                          unsigned cols, struct cell *dst)
{
    const struct cell *c = &src[col];
    unsigned look = p->looks[c->style < STYLE_COUNT ? c->style : STYLE_NORMAL];

    memset(dst, 0, sizeof *dst);
    dst->cols = 1;
    dst->style = (unsigned short)look;
    if (c->cols == 2 && c->len && col + 1 < cols) {
        memset(&dst[1], 0, sizeof *dst);
        dst->cols = 2;
        dst[1].style = (unsigned short)look;
    }
    if (c->cols == dst->cols && c->len <= CELL_MAX &&
        !(c->len == 1 && c->bytes[0] == ' ')) {
        dst->len = c->len;
        memcpy(dst->bytes, c->bytes, c->len);
    }
    if (dst->len == 0 && pen_blank_safe(p, look))
        dst->style = STYLE_NORMAL;
    return dst->cols;
}

static void take(struct paint *p, const struct grid *g)
{
    /* A character in the last column would wrap at once: such a terminal loses that column. */
    unsigned cols = p->cols - (p->caps->am && !p->caps->xenl);
    static const struct cell blank = {.cols = 1};

    for (unsigned row = 0; row < p->rows; row++) {
        struct cell *dst = p->want + (size_t)row * p->cols;
        const struct cell *src = grid_cell(g, row, 0);
        for (unsigned col = 0; col < cols;)
            col += take_unit(p, src, col, cols, dst + col);
        if (cols < p->cols)
            dst[cols] = blank;
        p->want_hash[row] = hash64(dst, p->cols * sizeof *dst, 0);
    }
}

static void resize(struct paint *p, unsigned rows, unsigned cols)
{
    size_t n = (size_t)rows * cols;

    arena_reset(&p->a);
    p->rows = rows;
    p->cols = cols;
    p->shown = arena_array(&p->a, struct cell, n);
    p->want = arena_array(&p->a, struct cell, n);
    p->shown_hash = arena_array(&p->a, uint64_t, rows);
    p->want_hash = arena_array(&p->a, uint64_t, rows);
    p->known = false;
}

/* Bring the terminal to a known state: whole screen scrolls, nothing shown, cursor home. */
static void start_over(struct paint *p, struct buf *out)
{
    static const struct cell blank = {.cols = 1};
    const struct caps *c = p->caps;

    if (c->sgr0)
        buf_z(out, c->sgr0);
    if (c->csr && c->ansi)
        buf_z(out, "\033[r");
    else if (c->csr && p->rows > 1)
        paint_param(out, c->csr, 0, (int)p->rows - 1);
    p->margins = p->placed = p->kept = false;
    p->style = STYLE_NORMAL;
    for (unsigned row = 0; !c->ed && row < p->rows; row++) {
        pen_move(p, row, 0, out);
        if (c->el)
            buf_z(out, c->el);
    }
    pen_move(p, 0, 0, out);
    if (c->ed)
        buf_z(out, c->ed);
    for (size_t i = 0; i < (size_t)p->rows * p->cols; i++)
        p->shown[i] = blank;
    for (unsigned row = 0; row < p->rows; row++)
        p->shown_hash[row] = hash64(p->shown, p->cols * sizeof blank, 0);
    p->known = true;
}

static bool same(const struct cell *a, const struct cell *b, unsigned n)
{
    return memcmp(a, b, n * sizeof *a) == 0;
}

/* Write the cell at the cursor; a plain blank looks the same in any style without a ground. */
static void write_cell(struct paint *p, const struct cell *c, struct buf *out)
{
    if (!(paint_blank(c) && pen_blank_safe(p, p->style)))
        pen_style(p, c->style, out);
    pen_cell(p, c, out);
}

/* Get to COL of ROW, by writing again what stands between when that is shorter. */
static void reach(struct paint *p, unsigned row, unsigned col, struct buf *out)
{
    const struct cell *want = p->want + (size_t)row * p->cols;
    size_t way = pen_distance(p, row, col), bytes = 0;
    unsigned from = p->col;
    bool over = p->placed && p->row == row && from < col && col - from <= GAP_MAX;

    for (unsigned i = from; over && i < col; i++) {
        bytes += want[i].cols ? (want[i].len ? want[i].len : 1) : 0;
        over = bytes < way && want[i].len < 4 &&
               (want[i].style == p->style ||
                (paint_blank(&want[i]) && pen_blank_safe(p, p->style)));
    }
    /* Only from the start of a cluster. */
    if (!over || want[from].cols == 0) {
        pen_move(p, row, col, out);
        return;
    }
    for (unsigned i = from; i < col; i += want[i].cols)
        write_cell(p, &want[i], out);
    if (!p->placed)
        pen_move(p, row, col, out);
}

/* Blanks at COL that are worth an ECH; 0 when they are better written. */
static unsigned erasable(const struct paint *p, const struct cell *want, unsigned col,
                         unsigned end)
{
    unsigned n = 0;

    while (p->caps->ech && col + n < end && paint_blank(&want[col + n]))
        n++;
    return n >= ERASE_MIN ? n : 0;
}

static void erase_tail(struct paint *p, unsigned row, unsigned col, unsigned end,
                       struct buf *out)
{
    static const struct cell blank = {.cols = 1};

    pen_move(p, row, col, out);
    if (!pen_blank_safe(p, p->style))
        pen_style(p, STYLE_NORMAL, out);
    if (p->caps->el && end - col > strlen(p->caps->el)) {
        buf_z(out, p->caps->el);
        return;
    }
    for (; col < end; col++)
        pen_cell(p, &blank, out);
}

static void paint_row(struct paint *p, unsigned row, struct buf *out)
{
    const struct cell *want = p->want + (size_t)row * p->cols;
    struct cell *shown = p->shown + (size_t)row * p->cols;
    unsigned end = paint_end(want, p->cols), old_end = paint_end(shown, p->cols), n;

    for (unsigned col = 0; col < end; col += n) {
        n = want[col].cols;
        if (same(&want[col], &shown[col], n))
            continue;
        reach(p, row, col, out);
        if ((n = erasable(p, want, col, end)) > 0) {
            if (!pen_blank_safe(p, p->style))
                pen_style(p, STYLE_NORMAL, out);
            paint_param(out, p->caps->ech, (int)n, 0);
            continue;
        }
        n = want[col].cols;
        write_cell(p, &want[col], out);
    }
    if (old_end > end)
        erase_tail(p, row, end, old_end, out);
    memcpy(shown, want, p->cols * sizeof *want);
    p->shown_hash[row] = p->want_hash[row];
}

static void paint_rows(struct paint *p, unsigned first, unsigned last, struct buf *out)
{
    for (unsigned row = first; row <= last && row < p->rows; row++) {
        if (p->want_hash[row] != p->shown_hash[row])
            paint_row(p, row, out);
    }
}

/* Two frames in a row end here: the next ones come back in two bytes. */
static void keep_place(struct paint *p, struct buf *out)
{
    bool again = p->row == p->end_row && p->col == p->end_col;

    if (p->caps->sc && p->caps->rc && again && p->style == STYLE_NORMAL &&
        !(p->kept && p->kept_row == p->row && p->kept_col == p->col)) {
        buf_z(out, p->caps->sc);
        p->kept = true;
        p->kept_row = p->row;
        p->kept_col = p->col;
    }
    p->end_row = p->row;
    p->end_col = p->col;
}

static void show_cursor(struct paint *p, const struct grid *g, struct buf *out,
                        bool changed)
{
    const char *cap = g->cursor_visible ? p->caps->cnorm : p->caps->civis;

    if (g->cursor_visible)
        pen_move(p, g->cursor_row, g->cursor_col, out);
    if (g->cursor_visible && changed)
        keep_place(p, out);
    if (p->hidden == g->cursor_visible && cap)
        buf_z(out, cap);
    p->hidden = !g->cursor_visible;
}

void paint_frame(struct paint *p, const struct grid *g, struct buf *out)
{
    unsigned first = 1, last = 0;
    size_t before = out->len;
    const struct theme *theme = g->theme ? g->theme : theme_for(false, 0);

    if (!theme_same_looks(&p->theme, theme))
        take_theme(p, theme);
    if (p->rows != g->rows || p->cols != g->cols)
        resize(p, g->rows, g->cols);
    take(p, g);
    if (p->known)
        paint_scroll(p, out, &first, &last);
    else
        start_over(p, out);
    /* The cursor stands where the rows came in. */
    if (first <= last)
        paint_rows(p, first, last, out);
    paint_rows(p, 0, p->rows - 1, out);
    show_cursor(p, g, out, p->known && out->len > before);
}
