/* Reads every byte a program sends to a terminal and allows only what a reader of text needs. */
#ifndef YULU_PTY_STRICT_H
#define YULU_PTY_STRICT_H

#include "base/buf.h"

/* What is wrong with the first byte, sequence or character that should not be there, with its
 * place; false when nothing is.  COLOUR false: no colour either. */
bool strict_find(struct str bytes, bool colour, struct buf *why);

#endif
