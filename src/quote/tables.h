/* The shape of the lexicon: tables of numbers, so that the built-in one is constant data that costs
 * nothing at the start.  Made by lexicon_build.c, at build time (data/mklexicon.c) and again when a
 * user has words of his own.
 *
 * Almost every character of every text is asked for, so a refusal is two loads: the number of the
 * character among those that occur in words, then the classes of the words it begins or ends.
 * Words of two and more hang in chains, longest first, found by a hash of two characters. */
#ifndef YULU_QUOTE_TABLES_H
#define YULU_QUOTE_TABLES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

enum { PAGES = 0x1100, PAGE_CPS = 256, WORD_MAX_CPS = 32 };
enum lex_side { AT, BEFORE };

/* What is known of a character; one line of cache holds three. */
struct letter {
    uint32_t begins, ends; /* classes of the words with it there; never too few */
    uint32_t alone;        /* classes of the character as a word */
    uint32_t row;          /* 1 + that word; 0 = none */
};

struct row {
    uint32_t first; /* of its code points in cps */
    uint32_t len;   /* code points */
    uint32_t classes;
    uint32_t next[2]; /* 1 + the next row of the same chain, not longer; 0 = end */
};

struct slot {
    uint32_t key;  /* two numbers of letters; 0 = free */
    uint32_t head; /* 1 + row */
};

struct lex_tables {
    const uint16_t *page; /* of each 256 code points: number of its cells */
    const uint16_t (
        *cells)[PAGE_CPS];        /* numbers of letters; 0 = in no word; [0] is empty */
    const struct letter *letters; /* [0] stands for all others */
    const struct row *rows;
    const uint32_t *cps;
    const struct slot *slots[2];
    size_t n_slots; /* of each; a power of two */
    size_t n_cells, n_letters, n_rows, n_cps;
};

struct builder;
struct lexicon {
    struct arena *a;
    struct lex_tables t;
    struct builder *b; /* NULL: the tables are the built-in ones */
};

extern const struct lex_tables lexicon_built_in;

static inline unsigned letter_number(const struct lex_tables *t, uint32_t c)
{
    return c < PAGES * PAGE_CPS ? t->cells[t->page[c / PAGE_CPS]][c % PAGE_CPS] : 0;
}

static inline const struct letter *letter(const struct lex_tables *t, uint32_t c)
{
    return &t->letters[letter_number(t, c)];
}

/* Where the chain of KEY hangs, or would. */
static inline size_t slot_of(const struct lex_tables *t, enum lex_side side, uint32_t key)
{
    size_t mask = t->n_slots - 1, i = (key * 0x9E3779B1u >> 8) & mask;

    while (t->slots[side][i].key && t->slots[side][i].key != key)
        i = (i + 1) & mask;
    return i;
}

/* The first row whose first (last) two letters these are; 0 when none. */
static inline uint32_t chain(const struct lex_tables *t, enum lex_side side,
                             uint32_t outer, uint32_t inner)
{
    uint32_t a = letter_number(t, outer), b = letter_number(t, inner);

    return a && b ? t->slots[side][slot_of(t, side, a << 16 | b)].head : 0;
}

/* ---- lexicon_build.c */

/* A builder with what T holds (NULL: nothing), in A. */
struct builder *builder_new(struct arena *a, const struct lex_tables *t);
/* What is wrong with a line: its number, the column in code points from 1, a code of
 * article/diag.c. */
typedef void build_complain(void *ctx, unsigned line, unsigned col, const char *code,
                            struct str what);
/* Add the lines of TEXT (lexicon_add). */
void builder_read(struct builder *b, struct str text, build_complain *complain,
                  void *ctx);
/* The tables as they are now; valid until the next builder_read(). */
struct lex_tables builder_tables(const struct builder *b);

#endif
