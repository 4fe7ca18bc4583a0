/* From pictures to bytes: what a terminal that shows one grid must be sent to show the next.
 *
 * Why not curses: it writes once for every row, sets the scroll margins anew on every scroll, and
 * sends about a quarter more for a line of text (see HACKING.md).  This painter knows the
 * terminal only as terminfo strings, so it needs no terminal to be tested. */
#ifndef YULU_TUI_PAINT_H
#define YULU_TUI_PAINT_H

#include "base/arena.h"
#include "base/buf.h"
#include "view/grid.h"

#include <stdint.h>

enum { CAPS_COLORS = 16 };

/* What a terminal can do: terminfo strings (terminfo(5)) without padding, NULL = it cannot.
 * Only cup is needed. */
struct caps {
    const char *cup;
    const char *el, *ed, *ech;
    const char *csr, *ind, *ri, *indn, *rin;
    const char *cuf, *cub;
    const char *sgr0, *bold, *rev, *smul;
    const char
        *setaf[CAPS_COLORS]; /* already filled in; NULL beyond the colours there are */
    enum depth depth;        /* colours; more than 16 only where ansi */
    const char *civis, *cnorm;
    const char *sc, *rc; /* keep and take up the cursor's place and style */
    bool am,
        xenl; /* a character in the last column wraps; only when another one follows */
    bool back, feed; /* BS, and LF without CR, move the cursor as everybody expects */
    bool ansi;       /* ECMA-48: CUP with parameters left out, SGR with several */
    unsigned ncv;    /* ATTR_... that colour cannot be combined with */
};

/* The painter remembers what the terminal shows.  Zero-initialised, then paint_init(). */
struct paint {
    const struct caps *caps;
    bool colour;
    struct theme theme; /* what the looks are made from */
    struct arena a;     /* rows below; made anew when the size changes */
    unsigned rows, cols;
    struct cell *shown, *want; /* rows * cols, in a form that memcmp can compare */
    uint64_t *shown_hash, *want_hash;
    struct shown_look as[STYLE_COUNT];
    unsigned looks[STYLE_COUNT]; /* the first style that looks the same */
    bool known;                  /* what the terminal shows is in shown */
    bool margins; /* scroll margins are top and bottom; else the whole screen */
    unsigned top, bottom;
    bool hidden;       /* the cursor */
    bool placed;       /* the cursor is at row, col */
    unsigned row, col; /* col == cols: behind the last column, wrap pending */
    unsigned style;    /* in force */
    bool kept; /* sc was sent with the cursor at kept_row, kept_col, style normal */
    unsigned kept_row, kept_col;
    unsigned end_row, end_col; /* of the cursor after the last frame */
};

/* CAPS must outlive P.  COLOUR false: attributes only. */
void paint_init(struct paint *p, const struct caps *caps, bool colour);
void paint_free(struct paint *p);
/* Append to OUT what turns the terminal into G; nothing when nothing changed.  O(cells). */
void paint_frame(struct paint *p, const struct grid *g, struct buf *out);
/* The terminal shows something unknown: the next frame clears it first. */
void paint_forget(struct paint *p);

/* Append the terminfo string CAP with up to two parameters filled in: %i %p1 %p2 %d %c %'x' %{n}
 * %+ %- %%.  False, with OUT as it was, for anything else. */
bool paint_param(struct buf *out, const char *cap, int p1, int p2);

#endif
