/* The painter's hand: moves and styles, chosen by the bytes they cost.  Seen by paint*.c only. */
#ifndef YULU_TUI_PEN_H
#define YULU_TUI_PEN_H

#include "tui/paint.h"

/* Go to ROW, COL by the shortest way. */
void pen_move(struct paint *p, unsigned row, unsigned col, struct buf *out);
/* What pen_move() would cost, in bytes. */
size_t pen_distance(const struct paint *p, unsigned row, unsigned col);
/* Make STYLE (one of p->looks) the one in force. */
void pen_style(struct paint *p, unsigned style, struct buf *out);
/* Does a blank in STYLE look like a blank in the normal style? */
bool pen_blank_safe(const struct paint *p, unsigned style);
/* Attributes and colour of STYLE as this terminal can show them. */
struct shown_look pen_look(const struct paint *p, enum style style);
/* One cluster, or a blank, where the cursor is. */
void pen_cell(struct paint *p, const struct cell *c, struct buf *out);
/* Make rows TOP to BOTTOM the ones that scroll. */
void pen_margins(struct paint *p, unsigned top, unsigned bottom, struct buf *out);

/* paint_cost.c: bytes that turn row FROM (NULL = blank) into row TO, about. */
size_t paint_cost(const struct cell *from, const struct cell *to, unsigned cols);
bool paint_blank(const struct cell *c);
/* Columns of ROW up to the end of what is no blank. */
unsigned paint_end(const struct cell *row, unsigned cols);

/* paint_scroll.c: move what is shown when that saves bytes.  First and last row whose content
 * scrolled in are returned, *FIRST > *LAST when nothing scrolled. */
void paint_scroll(struct paint *p, struct buf *out, unsigned *first, unsigned *last);

#endif
