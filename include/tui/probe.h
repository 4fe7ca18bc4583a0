/* How many columns does this terminal give to “ ” … —, and what colour is its background?  Both
 * are asked once, in one write at the start: write “ and report the cursor, OSC 11, and last the
 * primary device attributes, which every terminal answers: their reply says that no other will
 * come.  Some answer in a tenth of a millisecond, some after a slow line's half second, some never:
 * nobody waits, each answer may come at any time and counts once. */
#ifndef YULU_TUI_PROBE_H
#define YULU_TUI_PROBE_H

#include "tui/keyparse.h"
#include "tui/paint.h"

/* Zero-initialised: nothing was asked. */
struct probe {
    bool asked;    /* and the last answer is still to come */
    bool answered; /* about widths */
    bool ground;   /* the background's colour is in rgb */
    uint32_t rgb;  /* 0xRRGGBB */
};

enum {
    PROBE_WAIT = 3000
}; /* ms in which answers are expected; later ones count as well */

/* Append the questions: about the WIDTHS, and about the GROUND where a terminal is known to
 * answer.  They leave a blank line where they were asked; the screen must be cleared by the frame
 * that follows.  False, with nothing appended, for one that is not known to understand them. */
bool probe_ask(struct probe *p, const struct caps *caps, bool widths, bool ground,
               struct buf *out);
/* Take a reply; 1 or 2 when it says how wide ambiguous characters are, else 0.  What it says of the
 * background is in P. */
int probe_reply(struct probe *p, const struct input *in);

#endif
