/* The shape of the lexicon: tables of numbers, so that the built-in one is constant data that costs
 * nothing at the start.  Made by lexicon_build.c, at build time (data/mklexicon.c) and again when a
 * user has words of his own.
 *
 * Almost every character of every text is asked for, so a refusal is two loads: the number of the
 * character among those that occur in words, then the classes of the words it begins or ends.
 * Words of two and more hang in chains, longest first, found by a hash of two characters; a filter
 * of some bits for each chain refuses most pairs of characters that no chain has. */
#ifndef YULU_QUOTE_TABLES_H
#define YULU_QUOTE_TABLES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

/* What a character is to a sentence; C_QUOTED or not, and one of the others. */
enum {
    C_END = 1 << 0,   /* 。！？… */
    C_COMMA = 1 << 1, /* ， */
    C_SEMI = 1 << 2,  /* ； */
    C_COLON = 1 << 3, /* ： */
    C_PAUSE = 1 << 4, /* 、 */
    C_HAN = 1 << 5,
    C_LATIN = 1 << 6, /* letters and digits */
    C_OTHER = 1 << 7, /* marks, brackets, blanks */
    C_QUOTED = 1 << 8 /* in an outer pair, marks included */
};
/* How they are kept, in a byte: the number of the bit, then these. */
enum { IS_END, IS_COMMA, IS_SEMI, IS_COLON, IS_PAUSE, IS_HAN, IS_LATIN, IS_OTHER };
enum {
    MARK_CLASS = 7,
    MARK_QUOTED = 1 << 3,
    MARK_PARA = 1 << 4, /* a paragraph begins here */
    /* May one begin here?  All other characters are passed over. */
    MARK_CUE = 1 << 5, /* a verb of speaking, or a word that hides one */
    MARK_NAME = 1 << 6,
    MARK_MENTION = 1 << 7,  /* a pronoun, a surname and a title */
    MARK_CAPITAL = MARK_CUE /* of Latin letters: A–Z before folding */
};
#define MARK_BEGINS (MARK_CUE | MARK_NAME | MARK_MENTION)
/* What the lexicon says of a unit, beside its class, for those marks. */
enum {
    U_LEFT = 1 << 3,  /* ends what stands before a name */
    U_TITLE = 1 << 4, /* begins what may follow a surname alone */
    /* MARK_BEGINS: those that it begins alone; shifted left by U_CHAIN: those that it begins when
     * the lexicon has words that begin with it and the next character */
    U_CHAIN = 3,
    U_SURNAME = 1 << 11,
    U_FAMILIAR = 1 << 12, /* 小 老 阿 */
    U_TRANSLIT = 1 << 13,
    U_GIVEN = 1 << 14,
    U_BORDER = 1 << 15 /* neither 汉字 nor Latin letter */
};
/* Characters that stand before names: connectives, the last ones of occupations. */
#define JOINERS "和与及跟据而但由让"
#define OCCUPATIONS "人者员师家工手户匠商农民主生长官兵"
enum {
    UNITS = 0x10000,
    WORD_MAX_CPS = 32,
    FILTER_BITS = 8 /* a slot */,
    STARTS = 0x8000
};
enum lex_side { AT, BEFORE };

/* What is known of a character; one line of cache holds four. */
struct letter {
    uint32_t begins, ends; /* classes of the words with it there; never too few */
    uint32_t alone;        /* classes of the character as a word */
    uint32_t row;          /* 1 + that word; 0 = none */
};

struct row {
    uint32_t first; /* of its characters in units */
    uint32_t len;   /* of them */
    uint32_t classes;
    uint32_t next[2]; /* 1 + the next row of the same chain, not longer; 0 = end */
};

struct slot {
    uint32_t key;     /* two units */
    uint32_t head;    /* 1 + row; 0 = free */
    uint32_t classes; /* of the words in the chain; never too few */
};

struct lex_tables {
    const uint16_t *about;        /* of each unit: IS_…, U_… */
    const uint16_t *number;       /* of each unit among the letters; 0 = in no word */
    const struct letter *letters; /* [0] stands for all others */
    const struct row *rows;
    const uint16_t *units; /* text/fold.h */
    const uint32_t *far;   /* code points of the units from FAR_FIRST on */
    const struct slot *slots[2];
    const uint32_t *filter[2]; /* FILTER_BITS a slot */
    const unsigned char
        *starts;    /* STARTS: MARK_BEGINS of the words that begin with two units */
    size_t n_slots; /* of each; a power of two */
    size_t n_letters, n_rows, n_units, n_far;
    uint64_t hash; /* tables_hash(), when it was worked out before; else 0 */
};

struct builder;
struct lexicon {
    struct arena *a;
    struct lex_tables t;
    struct builder *b; /* NULL: the tables are the built-in ones */
};

extern const struct lex_tables lexicon_built_in;

static inline const struct letter *letter(const struct lex_tables *t, uint16_t unit)
{
    return &t->letters[t->number[unit]];
}

static inline uint32_t key_of(uint16_t outer, uint16_t inner)
{
    return (uint32_t)outer << 16 | inner;
}

static inline uint32_t hash_of(uint32_t key)
{
    key *= 0x9E3779B1u;
    return key ^ key >> 15;
}

/* Where the chain of KEY hangs, or would. */
static inline size_t slot_of(const struct lex_tables *t, enum lex_side side, uint32_t key)
{
    size_t mask = t->n_slots - 1, i = hash_of(key) & mask;

    while (t->slots[side][i].head && t->slots[side][i].key != key)
        i = (i + 1) & mask;
    return i;
}

static inline size_t filter_bit(const struct lex_tables *t, uint32_t key)
{
    return hash_of(key) & (t->n_slots * FILTER_BITS - 1);
}

/* May there be a chain of these two?  Never false when there is. */
static inline bool may_chain(const struct lex_tables *t, enum lex_side side,
                             uint16_t outer, uint16_t inner)
{
    size_t bit = filter_bit(t, key_of(outer, inner));

    return t->filter[side][bit / 32] >> bit % 32 & 1;
}

/* The first row whose first (last) two letters these are, where any of the rows behind it has one
 * of CLASSES; 0 when none. */
static inline uint32_t chain(const struct lex_tables *t, enum lex_side side,
                             uint16_t outer, uint16_t inner, uint32_t classes)
{
    const struct slot *s;

    if (!may_chain(t, side, outer, inner))
        return 0;
    s = &t->slots[side][slot_of(t, side, key_of(outer, inner))];
    return s->classes & classes ? s->head : 0;
}

/* Where starts tells of words that begin with these two.  Sixteen bits, so that a vector of them
 * takes one multiplication. */
static inline uint16_t start_of(uint16_t first, uint16_t second)
{
    return (uint16_t)((uint16_t)(first * 0x9E37u) + (uint16_t)(second * 0x79B9u)) %
           STARTS;
}

/* The longest of the words of CLASSES in the chain (or of one letter) at the start of the N units
 * at CP, at their end. */
unsigned table_find(const struct lex_tables *t, const uint16_t *cp, size_t n,
                    uint32_t classes, enum lex_side side, uint32_t *found);

/* lex_at() and lex_before() for N > 0, which nearly always means no, without a call. */
static inline unsigned table_at(const struct lex_tables *t, const uint16_t *cp, size_t n,
                                uint32_t classes, uint32_t *found)
{
    const struct letter *l = letter(t, cp[0]);

    if (!(l->begins & classes))
        return 0;
    if (n > 1 && may_chain(t, AT, cp[0], cp[1]))
        return table_find(t, cp, n, classes, AT, found);
    if (found && (l->alone & classes))
        *found = l->alone;
    return (l->alone & classes) != 0;
}

static inline unsigned table_before(const struct lex_tables *t, const uint16_t *cp,
                                    size_t n, uint32_t classes, uint32_t *found)
{
    const struct letter *l = letter(t, cp[n - 1]);

    if (!(l->ends & classes))
        return 0;
    if (n > 1 && may_chain(t, BEFORE, cp[n - 1], cp[n - 2]))
        return table_find(t, cp, n, classes, BEFORE, found);
    if (found && (l->alone & classes))
        *found = l->alone;
    return (l->alone & classes) != 0;
}

/* ---- lexicon_build.c */

/* IS_… and U_… of the code point CP, whose letter is L; COMPOUND: it begins a surname of two. */
uint16_t about_char(uint32_t cp, const struct letter *l, bool compound);

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
/* What tells these words from others (lexicon_hash). */
uint64_t tables_hash(const struct lex_tables *t);

#endif
