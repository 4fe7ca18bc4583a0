/* From bytes of a terminal to events.
 *
 * A strict little machine: a sequence it does not know is swallowed whole and never becomes keys,
 * however it is split.  It reads no clock: whoever reads the terminal says when nothing more came.
 * Why not get_wch(): it loses a character that is split between two reads, waits inside while it
 * looks at an Esc, and does not tell the end of input from nothing to read. */
#ifndef YULU_TUI_KEYPARSE_H
#define YULU_TUI_KEYPARSE_H

#include "base/buf.h"
#include "view/event.h"

enum { KEYPARSE_SEQ_MAX = 64, KEYPARSE_PASTE_MAX = 1 << 20 };

enum input_kind {
    INPUT_EVENT,
    INPUT_PLACE,  /* cursor report: row, col (from 1) */
    INPUT_GROUND, /* the background's colour: rgb */
    INPUT_ATTRS /* primary device attributes: the terminal has answered all that was asked before */
};

struct input {
    enum input_kind kind;
    struct event ev; /* INPUT_EVENT; pasted text is valid until the next call */
    unsigned row, col;
    uint32_t rgb; /* 0xRRGGBB */
};

/* What a terminal sends for a key, from its terminfo entry. */
struct key_seq {
    struct str bytes; /* begins with ESC, 2 bytes at least */
    uint32_t key;
};

/* Zero-initialised is ready; the first three fields are the caller's. */
struct keyparse {
    const struct key_seq *seqs; /* found before the common ones */
    size_t n_seqs;
    bool
        asked; /* replies are expected, however slowly they come: what looks like the beginning of
                 * one is waited for, and ESC [ 1 ; 2 R is a place, not Shift-F3 */
    unsigned state;
    bool alt;                            /* ESC ESC came first */
    unsigned char seq[KEYPARSE_SEQ_MAX]; /* from ESC on; longer ones are swallowed */
    size_t len;
    bool pasting;
    struct buf paste;
};

/* Take bytes off *IN until something is complete: true, and *OUT says what.  False: IN is used up
 * and more is needed. */
bool keyparse_next(struct keyparse *k, struct str *in, struct input *out);
/* Milliseconds to wait for more bytes before keyparse_idle(); -1 = nothing is begun. */
int keyparse_wait(const struct keyparse *k);
/* Nothing more came: a lone ESC is Esc, a sequence begun is dropped, a paste ends.  True: *OUT. */
bool keyparse_idle(struct keyparse *k, struct input *out);
void keyparse_free(struct keyparse *k);

#endif
