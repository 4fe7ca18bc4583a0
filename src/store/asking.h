/* Inside a search; for its files only. */
#ifndef YULU_STORE_ASKING_H
#define YULU_STORE_ASKING_H

#include "store/search.h"

#include "base/find.h"
#include "base/hash.h"
#include "text/match.h"

/* Where the search stands, and the quotation it asks about (NULL: none). */
struct spot {
    place_t place;
    const struct segment *seg;
    size_t part, row;
    const struct seg_quote *quote;
};

/* What is known of a text that is looked for: bits for the rows of each part. */
struct text_memo {
    struct buf folded;
    uint64_t used; /* when; the one not used for longest goes */
    uint64_t *known[SHELF_SEGMENTS], *found[SHELF_SEGMENTS];
    size_t n_known[SHELF_SEGMENTS];
};

/* One value of a term. */
struct word {
    const struct query_value *value;
    struct matcher *names; /* for names, tags and titles */
    bool delegate;         /* names a kind of delegate */
    struct finder text;
    struct text_memo *memo;
    const uint64_t *candidates[SHELF_SEGMENTS];
    bool asked[SHELF_SEGMENTS], exact[SHELF_SEGMENTS];
    struct text_memo *wider; /* complete, of a part of this text */
};

struct term;
struct term_ops {
    enum query_field field;
    unsigned facets; /* bits 1 << enum facet: whose values its words may match */
    unsigned cost;
    bool (*test)(struct search *s, struct term *t, const struct spot *at);
};

struct term {
    const struct term_ops *ops;
    const struct query_node *node;
    struct word *words; /* one for each value */
    const uint64_t
        *values[SHELF_SEGMENTS]; /* bits for the values that match; NULL = to do */
    bool delegates[3];           /* role: the kinds of delegates that the words name */
    struct matcher key;          /* of QUERY_FACET */
};

/* Articles found that are nearly the same: the row they share, and how many they are. */
struct fold_group {
    place_t first;
    uint32_t n;
};

struct search {
    struct arena a;
    const struct shelf *shelf;
    const struct search_world *world;
    struct search_memo *memo;
    struct search_memo *own_memo; /* when the caller has none */
    struct node *root;            /* NULL: everything */
    size_t at;                    /* list numbers below were looked at */
    size_t work;                  /* of this step */
    place_t *hits;
    size_t n_hits, cap_hits;
    size_t n_quotes;
    bool fold;
    struct fold_group *groups[SHELF_SEGMENTS]; /* by the row of the leader */
    place_t *folded;
    size_t n_folded, cap_folded;
    bool said;   /* it asks for words of quotations */
    bool sorted; /* hits are in another order than the list */
    uint32_t *counts[SHELF_SEGMENTS];
};

static inline bool has_bit(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}
static inline void set_bit(uint64_t *bits, size_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* What things cost, in bytes of text that could be looked through instead. */
enum { WORK_ARTICLE = 600, WORK_NAME = 1000, WORK_QUOTE = 400, WORK_INDEXED = 40 };

/* term.c: a term of the query, ready to be asked. */
void term_init(struct search *s, struct term *t, const struct query_node *node);
static inline bool term_test(struct search *s, struct term *t, const struct spot *at)
{
    return t->ops->test(s, t, at);
}
/* Could a quotation of the article hold T, which asks of quotations?  Cheaper than asking them. */
bool term_quote_possible(struct search *s, struct term *t, const struct spot *at);

/* text.c: words in the folded texts. */
void word_init_text(struct search *s, struct word *w);
/* Is the word in the title or body? */
bool word_in_text(struct search *s, struct word *w, const struct spot *at);
/* Does HAY match the word as it asks (contains, begins with, is)? */
bool word_fits(const struct word *w, struct str hay);

/* memo.c */
/* A search of a shelf of that generation begins; false: others are at work with another one. */
bool memo_begin(struct search_memo *m, uint64_t generation);
void memo_end(struct search_memo *m);
/* NULL when a search has more texts than there is room for. */
struct text_memo *memo_for(struct search_memo *m, const struct shelf *shelf,
                           struct str folded);
/* A complete one of a text that is part of FOLDED; NULL = none. */
struct text_memo *memo_wider(struct search_memo *m, const struct shelf *shelf,
                             struct str folded);

#endif
