/* The clipboard of the terminal, also through tmux and GNU screen. */
#ifndef YULU_TUI_CLIP_H
#define YULU_TUI_CLIP_H

#include "base/buf.h"

#include <stdbool.h>

enum clip_way { CLIP_PLAIN, CLIP_TMUX, CLIP_SCREEN };

/* Append what puts TEXT on the clipboard. */
void clip_add(struct buf *out, struct str text, enum clip_way way);
/* What stands between, by $TERM, $TMUX and $STY; each may be NULL. */
enum clip_way clip_way(const char *term, const char *tmux, const char *sty);
/* Is the terminal known not to take it?  By $TERM, $VTE_VERSION and $TERM_PROGRAM. */
bool clip_is_refused(const char *term, const char *vte, const char *program);

#endif
