/* Grams: the pieces of a folded text by which an index finds the few texts that may hold a query.
 *
 * Of a run of 汉字 (exactly utf8_is_han(), so 〇 and all planes) each 字 and each pair of neighbours;
 * of a run of letters and digits of other scripts the whole word.  All other characters part
 * runs and are in no gram.  A word of more than GRAM_WORD bytes is cut into pieces that overlap,
 * so that each part of up to GRAM_PART bytes is whole in one of them.
 *
 * Each gram is one token of SQLite's tokenizer "unicode61 remove_diacritics 0" and is not changed
 * by it; letters that this tokenizer parts at, folds or came to know late are no letters here.
 * So what the index answers holds all texts with the query, and more: look for the query itself
 * in those.  A query without grams is to be looked for in every text. */
#ifndef YULU_TEXT_GRAMS_H
#define YULU_TEXT_GRAMS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

enum {
    GRAM_WORD = 64, /* bytes of a word at most */
    GRAM_PART = 30  /* bytes of a part of a word at most */
};

enum gram_kind {
    GRAM_NONE,
    GRAM_HAN,      /* a 字 or two: a gram of the text as it is */
    GRAM_WORD_PART /* one or more letters and digits: a part of some word of the text */
};

/* Is CP (folded) a 汉字, a letter or digit, or neither?  O(log ranges). */
enum gram_kind gram_kind(uint32_t cp);

/* The grams of one text after the other.  Zero-initialised is ready; keeps its memory. */
struct grams {
    struct arena mem;
    struct gram_slot *slots;
    size_t n_slots; /* a power of two */
    size_t n;       /* distinct grams since grams_begin() */
    uint32_t now;   /* slots with this stamp are in use */
};

/* Begin a text: no gram was met.  O(1). */
void grams_begin(struct grams *g);
/* Add the grams of FOLDED (valid UTF-8) that were not met since grams_begin() to OUT, a blank
 * between any two, in the order of their places: a pair stands before its second 字.  Title and
 * body of one text may be added one by one; OUT then holds the grams of this text and nothing
 * else, under 4 GiB.  O(len). */
void grams_add(struct grams *g, struct str folded, struct buf *out);
void grams_free(struct grams *g);

/* What a text must have to hold a query. */
struct gram {
    struct str text; /* a slice of the query */
    enum gram_kind kind;
};

/* The grams that every text with FOLDED (a folded query) has: of one 字 alone that 字, of a run of n
 * its n - 1 pairs, of a run of letters its first GRAM_PART bytes as a part of a word.  *OUT in A,
 * in the order of the query, some perhaps twice; returns how many.  O(len). */
size_t grams_of_query(struct arena *a, struct str folded, struct gram **out);

#endif
