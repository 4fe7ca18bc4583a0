/* A terminal of a few pages for testing the painter: what it does not know is an error, and a wide
 * character that loses a half leaves rubbish, as some terminals do. */
#ifndef YULU_UNIT_EMULATOR_H
#define YULU_UNIT_EMULATOR_H

#include "view/grid.h"

enum { EMULATOR_TEXT = 32, EMULATOR_FG_NONE = -1 };

struct emulated {
    char bytes[EMULATOR_TEXT]; /* with the marks; "" = blank or the right half */
    unsigned cols;             /* 0 = right half */
    unsigned attrs;
    int fg;
};

struct emulator {
    unsigned rows, cols;
    bool am, xenl;
    bool vt52; /* ESC Y instead of CSI */
    struct emulated *cells;
    unsigned row, col, top, bottom;
    struct {
        unsigned row, col, attrs;
        int fg;
        bool any;
    } kept;       /* by ESC 7 */
    bool pending; /* a character in the last column waits to wrap */
    bool hidden;
    unsigned attrs;
    int fg;
    char error[80]; /* "" = none */
};

void emulator_init(struct emulator *e, unsigned rows, unsigned cols);
void emulator_free(struct emulator *e);
/* Take what a program writes. */
void emulator_write(struct emulator *e, struct str bytes);
/* Row ROW as text, trailing blanks left out. */
void emulator_row(const struct emulator *e, unsigned row, struct buf *out);

#endif
