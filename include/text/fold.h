/* Folding: what makes two spellings of the same words equal, for search and for the rules that
 * read quotations.  Traditional 汉字 become simplified, full-width forms ASCII, upper case lower
 * case (Latin, Greek, Cyrillic), compatibility ideographs and radicals the 汉字 they stand for.
 * Half-width kana, 〇, punctuation that is not full-width ASCII and all else stay.
 *
 * One code point becomes one code point, whatever its neighbours are, so offsets are exact and a
 * part of a text folds as in the whole.  Folding twice changes nothing.  A fold is for finding
 * and never shown: 著 becomes 着 and 乾 干, in 著名 and 乾隆 as well; words to be found are folded too.
 * The table is Unihan's with a reviewed list of choices: src/text/data/fold_exceptions.tsv. */
#ifndef YULU_TEXT_FOLD_H
#define YULU_TEXT_FOLD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* What CP folds to; CP itself for most, and for what is no code point.  O(1). */
uint32_t fold_char(uint32_t cp);

struct folded {
    uint32_t *cp; /* n code points */
    uint32_t *
        off; /* n + 1: byte offset of each in the source; off[n] is the source's length */
    size_t n;
};

/* S (valid UTF-8, under 4 GiB) folded, in A: 8 bytes a code point.  O(len). */
void fold_text(struct arena *a, struct str s, struct folded *out);

/* Append S (valid UTF-8), folded, to OUT; returns the bytes added.  A character may grow or shrink,
 * at most to twice its bytes. */
size_t fold_utf8(struct str s, struct buf *out);
/* Where in S is the character whose folded form holds byte FOLDED_OFF of fold_utf8(S)?  Its byte
 * offset; s.len from the end on.  So a match [a, b) of folded bytes is [f(a), f(b)) of S.
 * O(offset). */
size_t fold_source(struct str s, size_t folded_off);
/* The Unicode version of the table, "15.0.0": part of the name of what is cached. */
const char *fold_unicode_version(void);

#endif
