/* Finding rows that moved.
 *
 * Rows are compared by hash.  The shift that most bytes of text agree on is tried with three
 * choices of margins: those set now, the tightest, the whole screen; each is costed in bytes
 * against rewriting.  Margins stay set between frames, so a held j pays for them once. */
#include "pen.h"

enum { MOVE = 8, MARGINS = 9, SCROLL = 8 }; /* bytes, about */

/* Rows are to move by BY rows (> 0: up) between rows TOP and BOTTOM. */
struct plan {
    int by;
    unsigned top, bottom;
    size_t cost; /* bytes of the whole frame */
};

/* What each row of the new picture costs: from what it shows now, from the row that would be
 * moved there, from a blank row. */
struct costs {
    size_t *stay, *moved, *fresh;
};

size_t paint_cost(const struct cell *from, const struct cell *to, unsigned cols)
{
    unsigned end = paint_end(to, cols), n;
    bool run = false;
    size_t cost = 0;

    for (unsigned col = 0; col < end; col += n) {
        bool blank = paint_blank(&to[col]);
        n = to[col].cols;
        if (from ? memcmp(&from[col], &to[col], n * sizeof *to) == 0 : blank) {
            run = false;
            continue;
        }
        if (!run)
            cost += MOVE;
        cost += to[col].len ? to[col].len : 1;
        run = true;
    }
    if (from && paint_end(from, cols) > end)
        cost += MOVE;
    return cost;
}

static const struct cell *row_of(const struct paint *p, const struct cell *cells,
                                 unsigned row)
{
    return cells + (size_t)row * p->cols;
}

static bool row_changes(const struct paint *p, unsigned row)
{
    return p->want_hash[row] != p->shown_hash[row];
}

/* The shift that the most bytes agree on; 0 when there is none. */
static int best_shift(const struct paint *p, const size_t *fresh, size_t *votes)
{
    int rows = (int)p->rows, best = 0;
    size_t most = 0;

    for (int to = 0; to < rows; to++) {
        if (!row_changes(p, (unsigned)to) || fresh[to] == 0)
            continue;
        for (int from = 0; from < rows; from++)
            if (p->shown_hash[from] == p->want_hash[to])
                votes[from - to + rows] += fresh[to];
    }
    for (int i = 1; i < 2 * rows; i++) {
        if (votes[i] > most) {
            most = votes[i];
            best = i - rows;
        }
    }
    return best;
}

/* The whole frame's bytes when rows TOP to BOTTOM scroll by BY. */
static size_t cost_of(const struct paint *p, const struct costs *c, int by, unsigned top,
                      unsigned bottom)
{
    bool set = p->margins ? top == p->top && bottom == p->bottom
                          : top == 0 && bottom == p->rows - 1;
    size_t cost = SCROLL + (set ? 0 : MARGINS);

    for (unsigned row = 0; row < p->rows; row++) {
        int from = (int)row + by;
        if (row < top || row > bottom)
            cost += c->stay[row];
        else if (from >= (int)top && from <= (int)bottom)
            cost += c->moved[row];
        else
            cost += c->fresh[row];
    }
    return cost;
}

static void consider(const struct paint *p, const struct costs *c, struct plan *best,
                     const struct plan *at)
{
    size_t cost = cost_of(p, c, at->by, at->top, at->bottom);

    /* Margins that everything scrolls out of keep no row. */
    if (at->bottom - at->top < (unsigned)(at->by > 0 ? at->by : -at->by))
        return;
    if (cost < best->cost)
        *best = (struct plan){at->by, at->top, at->bottom, cost};
}

/* The run of rows where moving gains most, with the rows it moves over (Kadane's algorithm). */
static bool tightest(const struct paint *p, const struct costs *c, int by,
                     struct plan *out)
{
    int first = 0, best_first = 0, best_last = -1, rows = (int)p->rows;
    long sum = 0, best = 0;

    for (int row = 0; row < rows; row++) {
        if (row + by < 0 || row + by >= rows)
            continue;
        if (sum <= 0) {
            sum = 0;
            first = row;
        }
        sum += (long)c->stay[row] - (long)c->moved[row];
        if (sum > best) {
            best = sum;
            best_first = first;
            best_last = row;
        }
    }
    if (best_last < 0)
        return false;
    out->by = by;
    out->top = (unsigned)(by > 0 ? best_first : best_first + by);
    out->bottom = (unsigned)(by > 0 ? best_last + by : best_last);
    return true;
}

/* The rows that are moved over count as well: leave out those at the ends that cost more. */
static void narrow(const struct paint *p, const struct costs *c, struct plan *t)
{
    unsigned least = (unsigned)(t->by > 0 ? t->by : -t->by);
    size_t cost = cost_of(p, c, t->by, t->top, t->bottom), other;

    while (t->bottom - t->top > least &&
           (other = cost_of(p, c, t->by, t->top, t->bottom - 1)) < cost) {
        t->bottom--;
        cost = other;
    }
    while (t->bottom - t->top > least &&
           (other = cost_of(p, c, t->by, t->top + 1, t->bottom)) < cost) {
        t->top++;
        cost = other;
    }
}

/* New margins are made as wide as costs nothing, so that the next frames find them fitting. */
static void widen(const struct paint *p, const struct costs *c, struct plan *t)
{
    size_t cost = cost_of(p, c, t->by, t->top, t->bottom);

    while (t->top > 0 && cost_of(p, c, t->by, t->top - 1, t->bottom) <= cost)
        t->top--;
    while (t->bottom + 1 < p->rows && cost_of(p, c, t->by, t->top, t->bottom + 1) <= cost)
        t->bottom++;
}

static void fill_costs(const struct paint *p, struct costs *c, int by)
{
    for (unsigned row = 0; row < p->rows; row++) {
        const struct cell *want = row_of(p, p->want, row);
        int from = (int)row + by;
        c->stay[row] =
            row_changes(p, row) ? paint_cost(row_of(p, p->shown, row), want, p->cols) : 0;
        c->moved[row] = c->fresh[row];
        if (from < 0 || from >= (int)p->rows)
            continue;
        c->moved[row] =
            p->want_hash[row] == p->shown_hash[from]
                ? 0
                : paint_cost(row_of(p, p->shown, (unsigned)from), want, p->cols);
    }
}

static bool can_scroll(const struct caps *c, int by)
{
    return by > 0 ? c->ind || c->indn : c->ri || c->rin;
}

/* by == 0 in the result: rewriting is cheaper. */
static struct plan make_plan(struct paint *p, struct arena *a)
{
    size_t n = p->rows, *votes = arena_array(a, size_t, 2 * n + 1);
    struct costs c = {arena_array(a, size_t, n), arena_array(a, size_t, n),
                      arena_array(a, size_t, n)};
    struct plan best = {0}, t = {0};

    for (unsigned row = 0; row < n; row++)
        c.fresh[row] = paint_cost(NULL, row_of(p, p->want, row), p->cols);
    t.by = best_shift(p, c.fresh, votes);
    if (t.by == 0 || !can_scroll(p->caps, t.by))
        return best;
    fill_costs(p, &c, t.by);
    for (unsigned row = 0; row < n; row++)
        best.cost += c.stay[row];
    t.bottom = p->rows - 1;
    if (p->caps->csr || !p->margins)
        consider(p, &c, &best, &t);
    if (p->margins) {
        t.top = p->top;
        t.bottom = p->bottom;
        consider(p, &c, &best, &t);
    }
    if (p->caps->csr && tightest(p, &c, t.by, &t)) {
        narrow(p, &c, &t);
        widen(p, &c, &t);
        consider(p, &c, &best, &t);
    }
    return best;
}

/* First column of ROW of the new picture that is no blank. */
static unsigned first_column(const struct paint *p, unsigned row)
{
    const struct cell *want = row_of(p, p->want, row);
    unsigned col = 0, end = paint_end(want, p->cols);

    while (col < end && paint_blank(&want[col]))
        col++;
    return col < p->cols ? col : 0;
}

static void scroll_terminal(struct paint *p, const struct plan *t, struct buf *out)
{
    unsigned n = (unsigned)(t->by > 0 ? t->by : -t->by);
    unsigned edge = t->by > 0 ? t->bottom : t->top;
    const char *one = t->by > 0 ? p->caps->ind : p->caps->ri;
    const char *many = t->by > 0 ? p->caps->indn : p->caps->rin;

    /* Rows come in with the ground colour in force. */
    if (!pen_blank_safe(p, p->style))
        pen_style(p, STYLE_NORMAL, out);
    pen_margins(p, t->top, t->bottom, out);
    if (many && (n > 1 || !one) && paint_param(out, many, (int)n, 0))
        return;
    pen_move(p, edge, first_column(p, edge), out);
    while (one && n--)
        buf_z(out, one);
}

static void scroll_memory(struct paint *p, const struct plan *t)
{
    static const struct cell blank = {.cols = 1};
    unsigned n = (unsigned)(t->by > 0 ? t->by : -t->by),
             kept = t->bottom - t->top + 1 - n;
    unsigned to = t->by > 0 ? t->top : t->top + n, from = t->by > 0 ? t->top + n : t->top;
    unsigned fresh = t->by > 0 ? t->top + kept : t->top;
    size_t width = p->cols * sizeof blank;

    memmove(p->shown + (size_t)to * p->cols, p->shown + (size_t)from * p->cols,
            kept * width);
    memmove(p->shown_hash + to, p->shown_hash + from, kept * sizeof *p->shown_hash);
    for (unsigned row = fresh; row < fresh + n; row++) {
        for (unsigned col = 0; col < p->cols; col++)
            p->shown[(size_t)row * p->cols + col] = blank;
        p->shown_hash[row] = 0;
    }
}

void paint_scroll(struct paint *p, struct buf *out, unsigned *first, unsigned *last)
{
    struct arena a = {0};
    struct plan t = make_plan(p, &a);

    arena_free(&a);
    if (t.by == 0)
        return;
    scroll_terminal(p, &t, out);
    scroll_memory(p, &t);
    *first = t.by > 0 ? t.bottom + 1 - (unsigned)t.by : t.top;
    *last = t.by > 0 ? t.bottom : t.top + (unsigned)-t.by - 1;
}
