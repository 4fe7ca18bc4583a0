/* How many columns does this terminal give to “ ” … —?  It is asked once, at the start: write “ and
 * report the cursor.  Some answer in a tenth of a millisecond, some after a slow line's half
 * second, some never: nobody waits, the answer may come at any time and counts once. */
#ifndef YULU_TUI_PROBE_H
#define YULU_TUI_PROBE_H

#include "tui/keyparse.h"
#include "tui/paint.h"

/* Zero-initialised: nothing was asked. */
struct probe {
    bool asked; /* and not all answered */
    bool answered;
};

/* Append the question.  It leaves a blank line where it was asked; the screen must be cleared by
 * the frame that follows.  False for terminals that are not known to understand it. */
bool probe_ask(struct probe *p, const struct caps *caps, struct buf *out);
/* Take a reply; 1 or 2 when it says how wide ambiguous characters are, else 0. */
int probe_reply(struct probe *p, const struct input *in);

#endif
