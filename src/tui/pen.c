/* Every way to a place or to a style is written into a scratch buffer and the shortest one wins:
 * on a slow line each byte is time. */
#include "pen.h"

#include "text/utf8.h"

#include <stdio.h>

enum { WAY_MAX = 32, STEPS_MAX = 4 };

/* One way to get somewhere. */
struct way {
    char bytes[WAY_MAX];
    size_t len;
};

static bool add(struct way *w, const char *bytes, size_t len)
{
    if (len > WAY_MAX - w->len)
        return false;
    memcpy(w->bytes + w->len, bytes, len);
    w->len += len;
    return true;
}

static bool add_times(struct way *w, char c, unsigned n)
{
    if (n > WAY_MAX - w->len)
        return false;
    memset(w->bytes + w->len, c, n);
    w->len += n;
    return true;
}

/* CAP with its parameters, or "ESC [ n F" as ECMA-48 lets a parameter of 1 be left out. */
static bool add_count(const struct paint *p, struct way *w, const char *cap, unsigned n,
                      char final)
{
    char text[16];
    struct buf b = {0};
    bool ok;

    if (!cap)
        return false;
    if (p->caps->ansi) {
        int len = n == 1 ? snprintf(text, sizeof text, "\033[%c", final)
                         : snprintf(text, sizeof text, "\033[%u%c", n, final);
        return add(w, text, (size_t)len);
    }
    ok = paint_param(&b, cap, (int)n, 0) && add(w, b.p, b.len);
    buf_free(&b);
    return ok;
}

static void way_absolute(const struct paint *p, unsigned row, unsigned col, struct way *w)
{
    char text[32];
    struct buf b = {0};
    int len;

    w->len = 0;
    if (!p->caps->ansi) {
        if (paint_param(&b, p->caps->cup, (int)row, (int)col))
            add(w, b.p, b.len);
        buf_free(&b);
        return;
    }
    if (col)
        len = snprintf(text, sizeof text, "\033[%u;%uH", row + 1, col + 1);
    else
        len = row ? snprintf(text, sizeof text, "\033[%uH", row + 1)
                  : snprintf(text, sizeof text, "\033[H");
    add(w, text, (size_t)len);
}

/* May n line feeds go from the cursor's row down to ROW without scrolling anything? */
static bool may_feed(const struct paint *p, unsigned row)
{
    return p->caps->feed && row - p->row <= STEPS_MAX &&
           !(p->margins && p->bottom >= p->row && p->bottom < row);
}

/* From column FROM of the right row to COL. */
static bool way_along(const struct paint *p, unsigned from, unsigned col, struct way *w)
{
    if (col == from)
        return true;
    if (col > from)
        return add_count(p, w, p->caps->cuf, col - from, 'C');
    if (p->caps->back && from - col <= STEPS_MAX)
        return add_times(w, '\b', from - col);
    return add_count(p, w, p->caps->cub, from - col, 'D');
}

/* By steps from where the cursor is; HOME: by way of column 0. */
static bool way_relative(const struct paint *p, unsigned row, unsigned col, bool home,
                         struct way *w)
{
    w->len = 0;
    if (!p->placed || row < p->row || (row > p->row && !may_feed(p, row)))
        return false;
    /* Behind the last column terminals differ in everything but what CR does. */
    if (!home && p->col >= p->cols)
        return false;
    return (!home || add_times(w, '\r', 1)) && add_times(w, '\n', row - p->row) &&
           way_along(p, home ? 0 : p->col, col, w);
}

static void shortest(const struct paint *p, unsigned row, unsigned col, struct way *best)
{
    struct way w;

    best->len = 0;
    if (p->placed && p->row == row && p->col == col && col < p->cols)
        return;
    way_absolute(p, row, col, best);
    if (way_relative(p, row, col, false, &w) && w.len < best->len)
        *best = w;
    if (way_relative(p, row, col, true, &w) && w.len < best->len)
        *best = w;
}

size_t pen_distance(const struct paint *p, unsigned row, unsigned col)
{
    struct way w;

    shortest(p, row, col, &w);
    return w.len;
}

void pen_move(struct paint *p, unsigned row, unsigned col, struct buf *out)
{
    struct way w;

    shortest(p, row, col, &w);
    if (p->kept && p->kept_row == row && p->kept_col == col &&
        w.len > strlen(p->caps->rc)) {
        buf_z(out, p->caps->rc);
        p->style = STYLE_NORMAL;
    } else {
        buf_add(out, w.bytes, w.len);
    }
    p->placed = true;
    p->row = row;
    p->col = col;
}

bool pen_blank_safe(const struct paint *p, unsigned style)
{
    return !(p->as[style].attrs & (ATTR_REVERSE | ATTR_UNDERLINE));
}

struct shown_look pen_look(const struct paint *p, enum style style)
{
    const struct caps *c = p->caps;
    enum depth most = c->ansi ? DEPTH_DIRECT : DEPTH_16;
    enum depth depth = !p->colour ? DEPTH_NONE : c->depth < most ? c->depth : most;
    struct shown_look l = theme_look(&p->theme, style, depth);

    if (!c->bold)
        l.attrs &= ~(unsigned)ATTR_BOLD;
    if (!c->smul)
        l.attrs &= ~(unsigned)ATTR_UNDERLINE;
    if (!c->rev)
        l.attrs &= ~(unsigned)ATTR_REVERSE;
    if (l.fg >= 0 && ((l.attrs & c->ncv) || (!c->ansi && !c->setaf[l.fg])))
        l.fg = -1;
    return l;
}

/* "ESC [ 0 ; 1 ; 36 m": RESET and what ADD names, in one sequence. */
static void sgr_ansi(bool reset, const struct shown_look *add, struct buf *out)
{
    static const struct {
        unsigned attr;
        const char *code;
    } codes[] = {
        {ATTR_BOLD, "1"},
        {ATTR_UNDERLINE, "4"},
        {ATTR_REVERSE, "7"},
    };
    const char *sep = "\033[";

    if (reset && !add->attrs && add->fg < 0) {
        buf_z(out, "\033[m");
        return;
    }
    if (reset) {
        buf_printf(out, "%s0", sep);
        sep = ";";
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (!(add->attrs & codes[i].attr))
            continue;
        buf_printf(out, "%s%s", sep, codes[i].code);
        sep = ";";
    }
    if (add->fg >= 0) {
        buf_z(out, sep);
        theme_add_sgr(out, add->fg);
    }
    buf_c(out, 'm');
}

static void sgr_caps(const struct caps *c, bool reset, const struct shown_look *add,
                     struct buf *out)
{
    if (reset && c->sgr0)
        buf_z(out, c->sgr0);
    if ((add->attrs & ATTR_BOLD) && c->bold)
        buf_z(out, c->bold);
    if ((add->attrs & ATTR_UNDERLINE) && c->smul)
        buf_z(out, c->smul);
    if ((add->attrs & ATTR_REVERSE) && c->rev)
        buf_z(out, c->rev);
    if (add->fg >= 0)
        buf_z(out, c->setaf[add->fg]);
}

void pen_style(struct paint *p, unsigned style, struct buf *out)
{
    struct shown_look now = p->as[p->style], then = p->as[style], more = then;
    bool reset = (now.attrs & ~then.attrs) || (now.fg >= 0 && then.fg < 0);

    if (style == p->style)
        return;
    p->style = style;
    if (!reset) {
        more.attrs = then.attrs & ~now.attrs;
        more.fg = then.fg == now.fg ? -1 : then.fg;
    }
    if (!reset && !more.attrs && more.fg < 0)
        return;
    if (p->caps->ansi)
        sgr_ansi(reset, &more, out);
    else
        sgr_caps(p->caps, reset, &more, out);
}

/* Terminals agree on the width of one code point of the BMP; of emoji, rare Han and characters
 * with marks they have opinions.  After those the cursor's column is not relied on. */
static bool agreed(const struct cell *c)
{
    return c->len == 0 || (c->len < 4 && utf8_len((unsigned char)c->bytes[0]) == c->len);
}

void pen_cell(struct paint *p, const struct cell *c, struct buf *out)
{
    if (c->len == 0)
        buf_c(out, ' ');
    else
        buf_add(out, c->bytes, c->len);
    p->col += c->cols;
    if (!agreed(c))
        p->placed = false;
}

void pen_margins(struct paint *p, unsigned top, unsigned bottom, struct buf *out)
{
    bool whole = top == 0 && bottom == p->rows - 1;

    if (p->margins ? p->top == top && p->bottom == bottom : whole)
        return;
    if (p->caps->ansi && whole)
        buf_z(out, "\033[r");
    else
        paint_param(out, p->caps->csr, (int)top, (int)bottom);
    p->margins = !whole;
    p->top = top;
    p->bottom = bottom;
    /* Terminals move the cursor home, terminfo promises nothing. */
    p->placed = false;
}
