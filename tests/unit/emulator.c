#include "unit/emulator.h"

#include "text/utf8.h"
#include "text/width.h"

#include <stdio.h>
#include <stdlib.h>

enum { ESC = 27, PARAMS = 8 };

static const struct emulated blank = {.cols = 1, .fg = EMULATOR_FG_NONE};
static const struct emulated rubbish = {.bytes = "?", .cols = 1, .fg = EMULATOR_FG_NONE};

static void complain(struct emulator *e, const char *what, unsigned n)
{
    if (!e->error[0])
        snprintf(e->error, sizeof e->error, "%s %u at %u,%u", what, n, e->row, e->col);
}

static struct emulated *cell_at(struct emulator *e, unsigned row, unsigned col)
{
    return &e->cells[(size_t)row * e->cols + col];
}

void emulator_init(struct emulator *e, unsigned rows, unsigned cols)
{
    *e = (struct emulator){.rows = rows, .cols = cols, .am = true, .xenl = true};
    e->cells = malloc((size_t)rows * cols * sizeof *e->cells);
    e->bottom = rows - 1;
    e->fg = EMULATOR_FG_NONE;
    for (size_t i = 0; i < (size_t)rows * cols; i++)
        e->cells[i] = rubbish;
}

void emulator_free(struct emulator *e)
{
    free(e->cells);
    e->cells = NULL;
}

static void scroll(struct emulator *e, bool up)
{
    unsigned from = up ? e->top + 1 : e->top, to = up ? e->top : e->top + 1;
    size_t n = (size_t)(e->bottom - e->top) * e->cols;

    memmove(cell_at(e, to, 0), cell_at(e, from, 0), n * sizeof *e->cells);
    for (unsigned col = 0; col < e->cols; col++)
        *cell_at(e, up ? e->bottom : e->top, col) = blank;
}

static void line_feed(struct emulator *e)
{
    if (e->row == e->bottom)
        scroll(e, true);
    else if (e->row + 1 < e->rows)
        e->row++;
}

static void reverse_feed(struct emulator *e)
{
    if (e->row == e->top)
        scroll(e, false);
    else if (e->row > 0)
        e->row--;
}

/* Whoever covers one half of a wide character leaves rubbish in the other. */
static void put(struct emulator *e, unsigned col, struct emulated c)
{
    struct emulated *at = cell_at(e, e->row, col);

    if (at->cols == 2 && col + 1 < e->cols)
        at[1] = rubbish;
    if (at->cols == 0 && col > 0)
        at[-1] = rubbish;
    *at = c;
}

static void erase(struct emulator *e, unsigned from, unsigned to)
{
    struct emulated c = blank;

    if (e->attrs & (ATTR_REVERSE | ATTR_UNDERLINE))
        complain(e, "erasing in attributes", e->attrs);
    for (unsigned col = from; col < to && col < e->cols; col++)
        put(e, col, c);
}

static void add_mark(struct emulator *e, struct str s)
{
    unsigned col = e->pending ? e->col : e->col - 1;
    struct emulated *at;
    size_t len;

    if (e->col == 0 && !e->pending) {
        complain(e, "mark without a base", 0);
        return;
    }
    at = cell_at(e, e->row, col);
    if (at->cols == 0 && col > 0)
        at--;
    len = strlen(at->bytes);
    if (len + s.len < EMULATOR_TEXT) {
        memcpy(at->bytes + len, s.p, s.len);
        at->bytes[len + s.len] = '\0';
    }
}

static void wrap(struct emulator *e)
{
    e->pending = false;
    if (e->am) {
        e->col = 0;
        line_feed(e);
    }
}

static void print(struct emulator *e, struct str s, unsigned cols)
{
    struct emulated c = {.cols = cols, .attrs = e->attrs, .fg = e->fg};

    if (e->pending)
        wrap(e);
    if (e->col + cols > e->cols) {
        complain(e, "no room for columns", cols);
        return;
    }
    memcpy(c.bytes, s.p, s.len);
    if (s.len == 1 && s.p[0] == ' ')
        c.bytes[0] = '\0';
    put(e, e->col, c);
    if (cols == 2)
        put(e, e->col + 1, (struct emulated){.attrs = e->attrs, .fg = e->fg, .cols = 1});
    if (cols == 2)
        cell_at(e, e->row, e->col + 1)->cols = 0;
    e->col += cols;
    if (e->col < e->cols)
        return;
    e->col = e->cols - 1;
    e->pending = true;
    if (e->am && !e->xenl)
        wrap(e);
}

struct params {
    unsigned v[PARAMS], n;
};

static void sgr(struct emulator *e, const struct params *p)
{
    for (unsigned i = 0; i < p->n; i++) {
        unsigned v = p->v[i];
        if (v == 38 && i + 2 < p->n && p->v[i + 1] == 5) {
            e->fg = (int)p->v[i + 2];
            i += 2;
            continue;
        }
        if (v == 0) {
            e->attrs = 0;
            e->fg = EMULATOR_FG_NONE;
        } else if (v == 1) {
            e->attrs |= ATTR_BOLD;
        } else if (v == 4) {
            e->attrs |= ATTR_UNDERLINE;
        } else if (v == 7) {
            e->attrs |= ATTR_REVERSE;
        } else if (v >= 30 && v <= 37) {
            e->fg = (int)v - 30;
        } else {
            complain(e, "SGR", v);
        }
    }
}

/* Terminals stop at the edge; a painter that gets there has miscounted. */
static void move_to(struct emulator *e, unsigned row, unsigned col)
{
    if (row >= e->rows || col >= e->cols)
        complain(e, "outside", row >= e->rows ? row : col);
    e->row = row < e->rows ? row : e->rows - 1;
    e->col = col < e->cols ? col : e->cols - 1;
    e->pending = false;
}

static void set_margins(struct emulator *e, const struct params *p)
{
    unsigned top = p->v[0] ? p->v[0] : 1, bottom = p->n > 1 ? p->v[1] : e->rows;

    if (p->n > 1 && (top >= bottom || bottom > e->rows))
        complain(e, "margins to", bottom);
    e->top = top - 1;
    e->bottom = bottom - 1;
    move_to(e, 0, 0);
}

static void csi(struct emulator *e, char final, const struct params *p)
{
    unsigned n = p->v[0] ? p->v[0] : 1;

    if (e->pending && strchr("CDXK", final))
        complain(e, "relative to a pending wrap", (unsigned) final);
    switch (final) {
    case 'H':
        move_to(e, n - 1, p->n > 1 && p->v[1] ? p->v[1] - 1 : 0);
        break;
    case 'C':
        move_to(e, e->row, e->col + n);
        break;
    case 'D':
        move_to(e, e->row, e->col - n);
        break;
    case 'K':
        erase(e, e->col, e->cols);
        break;
    case 'X':
        erase(e, e->col, e->col + n);
        break;
    case 'J':
        for (unsigned row = e->row; row < e->rows; row++)
            for (unsigned col = 0; col < e->cols; col++)
                *cell_at(e, row, col) = blank;
        break;
    case 'S':
    case 'T':
        while (n--)
            scroll(e, final == 'S');
        break;
    case 'm':
        sgr(e, p);
        break;
    case 'r':
        set_margins(e, p);
        break;
    default:
        complain(e, "CSI", (unsigned) final);
    }
}

/* After "ESC ["; returns the bytes taken. */
static size_t take_csi(struct emulator *e, struct str s)
{
    struct params p = {.n = 1};
    size_t i = 0;

    if (str_starts(s, STR("?25"))) {
        e->hidden = s.len > 3 && s.p[3] == 'l';
        return 4;
    }
    for (; i < s.len && (s.p[i] == ';' || (s.p[i] >= '0' && s.p[i] <= '9')); i++) {
        if (s.p[i] == ';' && p.n < PARAMS)
            p.n++;
        else
            p.v[p.n - 1] = p.v[p.n - 1] * 10 + (unsigned)(s.p[i] - '0');
    }
    if (i == s.len) {
        complain(e, "unfinished CSI", 0);
        return i;
    }
    csi(e, s.p[i], &p);
    return i + 1;
}

static void keep(struct emulator *e)
{
    e->kept.row = e->row;
    e->kept.col = e->col;
    e->kept.attrs = e->attrs;
    e->kept.fg = e->fg;
    e->kept.any = true;
    if (e->pending)
        complain(e, "kept at a pending wrap", e->col);
}

static void take_up(struct emulator *e)
{
    if (!e->kept.any)
        complain(e, "nothing kept", 0);
    move_to(e, e->kept.row, e->kept.col);
    e->attrs = e->kept.attrs;
    e->fg = e->kept.fg;
}

/* After ESC. */
static size_t take_escape(struct emulator *e, struct str s)
{
    if (e->vt52) {
        if (str_starts(s, STR("Y")) && s.len > 2) {
            move_to(e, (unsigned)s.p[1] - 32, (unsigned)s.p[2] - 32);
            return 3;
        }
        if (str_starts(s, STR("K"))) {
            erase(e, e->col, e->cols);
            return 1;
        }
        complain(e, "vt52 ESC", s.len ? (unsigned)s.p[0] : 0);
        return 1;
    }
    if (str_starts(s, STR("[")))
        return 1 + take_csi(e, str_from(s, 1));
    if (str_starts(s, STR("M")))
        reverse_feed(e);
    else if (str_starts(s, STR("7")))
        keep(e);
    else if (str_starts(s, STR("8")))
        take_up(e);
    else if (str_starts(s, STR("(B")))
        return 2;
    else
        complain(e, "ESC", s.len ? (unsigned)s.p[0] : 0);
    return 1;
}

static void control(struct emulator *e, char c)
{
    if (c == '\r') {
        e->col = 0;
        e->pending = false;
    } else if (e->pending) {
        complain(e, "control at a pending wrap", (unsigned)c);
    } else if (c == '\n') {
        line_feed(e);
    } else if (c == '\b' && e->col > 0) {
        e->col--;
    } else {
        complain(e, "control", (unsigned)c);
    }
}

void emulator_write(struct emulator *e, struct str s)
{
    while (s.len) {
        size_t len = 1;
        if (s.p[0] == ESC) {
            len = 1 + take_escape(e, str_from(s, 1));
        } else if ((unsigned char)s.p[0] < 0x20 || s.p[0] == 0x7f) {
            control(e, s.p[0]);
        } else {
            uint32_t cp = utf8_decode(s.p, &len);
            unsigned cols = (unsigned)width_cp(cp, 1);
            if (cols)
                print(e, str_slice(s, 0, len), cols);
            else
                add_mark(e, str_slice(s, 0, len));
        }
        s = str_from(s, len);
    }
}

void emulator_row(const struct emulator *e, unsigned row, struct buf *out)
{
    size_t end = out->len;

    for (unsigned col = 0; col < e->cols; col++) {
        const struct emulated *c = &e->cells[(size_t)row * e->cols + col];
        if (c->cols == 0)
            continue;
        buf_z(out, c->bytes[0] ? c->bytes : " ");
        if (c->bytes[0])
            end = out->len;
    }
    out->len = end;
}
