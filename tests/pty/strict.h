/* Reads every byte a program sent to a terminal and allows only what the entry of that terminal in
 * terminfo can produce, with a short list of what terminfo has no word for. */
#ifndef YULU_PTY_STRICT_H
#define YULU_PTY_STRICT_H

#include "base/arena.h"
#include "base/buf.h"

enum { STRICT_TOKENS = 96, STRICT_STYLES = 1024 };

/* What one terminal may be sent. */
struct strict {
    bool colour;         /* the caller's, like the next three */
    bool clipboard;      /* OSC 52 */
    bool links;          /* OSC 8 */
    unsigned rows, cols; /* the largest the screen was; 0 = 24 and 80 */
    bool known;          /* terminfo has the entry, else xterm-256color stands in */
    bool modern; /* switches that terminfo's older entries leave out are allowed */
    struct arena a;
    struct str tokens[STRICT_TOKENS]; /* whole sequences and control characters */
    size_t n_tokens;
    struct str styles[STRICT_STYLES]; /* parameters of SGR: "1", "38;5;7" */
    size_t n_styles;
    char finals[32]; /* of sequences with numbers */
};

/* Learn what TERM can be sent; strict_free() afterwards.  The caller's fields are left. */
void strict_open(struct strict *s, const char *term);
void strict_free(struct strict *s);
/* What is wrong with the first byte, sequence or character that should not be there, with its
 * place; false when nothing is. */
bool strict_find(const struct strict *s, struct str bytes, struct buf *why);

#endif
