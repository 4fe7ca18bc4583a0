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

enum {
    FAR_FIRST = 0xD800, /* units from here on stand for characters beyond U+FFFF */
    FAR_MOST = 0x800,   /* so many different ones */
    FOLD_STEP = 16      /* characters from one known offset to the next */
};

struct folded {
    uint16_t *cp; /* n units: a code point each, or FAR_FIRST + its number in far */
    size_t n;
    uint32_t *far; /* the first ones are those asked for */
    size_t n_far;
    struct str text;
    uint32_t *at; /* byte offset of every FOLD_STEPth in text */
};

/* S (valid UTF-8, under 4 GiB) folded, in A: 2 1/4 bytes a code point.  Characters beyond U+FFFF
 * get the numbers that the N_FAR at FAR have (at most FAR_MOST / 2), others new ones; when a
 * text has more different ones than there are numbers, the rest share the last.  O(len). */
void fold_text(struct arena *a, struct str s, const uint32_t *far, size_t n_far,
               struct folded *out);
/* Byte offset of character I in the source; of character n its length.  O(FOLD_STEP). */
uint32_t fold_offset(const struct folded *f, size_t i);
/* Character I as a code point. */
static inline uint32_t fold_cp(const struct folded *f, size_t i)
{
    size_t far = (size_t)f->cp[i] - FAR_FIRST;

    return far < f->n_far ? f->far[far] : f->cp[i];
}

/* Append S (valid UTF-8), folded, to OUT; returns the bytes added.  A character may grow or shrink,
 * at most to twice its bytes. */
size_t fold_utf8(struct str s, struct buf *out);
/* Where in S is the character whose folded form holds byte FOLDED_OFF of fold_utf8(S)?  Its byte
 * offset; s.len from the end on.  So a match [a, b) of folded bytes is [f(a), f(b)) of S.
 * O(offset). */
size_t fold_source(struct str s, size_t folded_off);
/* Of two spellings of one thing, is B the one to show rather than A?  The one with fewer characters
 * that are not in their folded form, capitals not counted; else the first in the order of bytes: so
 * it does not depend on which was met first.  O(len). */
bool fold_prefers(struct str a, struct str b);
/* The Unicode version of the table, "15.0.0": part of the name of what is cached. */
const char *fold_unicode_version(void);

#endif
