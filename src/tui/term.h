/* One terminal: its terminfo entry by way of ncursesw, its modes, the bytes to and from it. */
#ifndef YULU_TUI_TERM_H
#define YULU_TUI_TERM_H

#include "base/err.h"
#include "tui/keyparse.h"
#include "tui/paint.h"

#include <termios.h>

struct terminal {
    struct caps caps;
    int fd_in, fd_out;         /* descriptions of our own, non-blocking; or 0 and 1 */
    struct termios saved;      /* as the program found it */
    struct termios modes;      /* as the program wants it */
    const char *enter, *leave; /* alternate screen, keypad, bracketed paste; and back */
    struct key_seq *seqs;
    size_t n_seqs;
    unsigned rows, cols; /* terminfo's; a guess when the terminal does not tell */
    bool asks_ground;    /* it is known to understand OSC 11, or to leave it alone */
    bool entered;
};

/* Find the terminal and learn what it can do; its modes are saved, nothing is written.  What a
 * person should know is appended to NOTICE.  Strings are in A.  False: it cannot be used. */
bool term_open(struct arena *a, struct terminal *t, struct buf *notice, struct err *e);
void term_close(struct terminal *t);
/* Our modes; what must be written for them is appended to OUT. */
void term_enter(struct terminal *t, struct buf *out);
/* The terminal as it was found.  Waits at most a fifth of a second for one that takes nothing. */
void term_leave(struct terminal *t);
void term_size(const struct terminal *t, unsigned *rows, unsigned *cols);
/* Does ncursesw count “ as AMB columns? */
bool term_agrees(int amb);

#endif
