/* A question put to a shelf: which articles, in which order, with how many of each value.
 *
 * Works in slices and can be dropped at any time.  The articles are looked at in the order of the
 * list, so that the first screen is there first; until all were looked at, counts are of a part
 * (about N, in a picture: 约).  What the words mean: query/query.h. */
#ifndef YULU_STORE_SEARCH_H
#define YULU_STORE_SEARCH_H

#include "query/query.h"
#include "store/shelf.h"

enum search_order {
    SEARCH_NEWEST, /* the order of the list */
    SEARCH_OLDEST,
    SEARCH_TITLE,   /* by pinyin */
    SEARCH_SPEAKER, /* by the pinyin of who speaks most; articles without speakers last */
    SEARCH_QUOTES,  /* most quotations first */
    SEARCH_LENGTH,  /* longest first */
    SEARCH_ORDERS
};

/* What the shelf does not know. */
struct search_world {
    void *ctx;
    /* Has the article that flag (read, starred, marked)?  NULL: none has any. */
    bool (*flag)(void *ctx, enum query_flag flag, const struct item *item);
    /* Rows of part PART whose text may hold FOLDED, as bits; *EXACT: each of them does (title or
     * body).  Valid until the next call.  NULL result, or NULL: not known. */
    const uint64_t *(*candidates)(void *ctx, size_t part, struct str folded, bool *exact);
};

struct search_memo; /* what was found for words before */
struct search_memo *search_memo_new(void);
void search_memo_free(struct search_memo *m);

struct search;
/* SHELF, QUERY (its tree; NULL: everything), WORLD and MEMO (may be NULL) must outlive the
 * search. */
struct search *search_new(const struct shelf *shelf, const struct query_node *query,
                          const struct search_world *world, struct search_memo *memo);
void search_free(struct search *s);
/* Before the first step: an article that is nearly the same as one found before it is folded into
 * that one's row; numbers of rows are then smaller than those of articles.  Counts of values and
 * months are still of all articles found. */
void search_fold(struct search *s);

/* Work on for about WORK units (a byte looked at is one); true when all is done. */
bool search_step(struct search *s, size_t work);
bool search_done(const struct search *s);
/* Articles found so far. */
size_t search_n(const struct search *s);
/* About how many there will be; search_n() once done. */
size_t search_estimate(const struct search *s);
/* The I-th found. */
place_t search_at(const struct search *s, size_t i);
/* Where article P, or the one it is folded into, is among those found, or search_n().  O(log n) in
 * the order of the list, else O(n). */
size_t search_index(const struct search *s, place_t p);
/* How many found articles are folded away in all, and into the row of P. */
size_t search_n_folded(const struct search *s);
size_t search_n_copies(const struct search *s, place_t p);
/* The I-th of those folded away. */
place_t search_folded_at(const struct search *s, size_t i);
/* Quotations in the articles found so far that hold what is asked of quotations. */
size_t search_n_quotes(const struct search *s);
/* Found articles in another order; only when done.  The order is total.  O(n log n). */
void search_sort(struct search *s, enum search_order order);
/* Articles found so far that have value V of part PART. */
size_t search_value_count(const struct search *s, size_t part, uint32_t v);

const struct shelf *search_shelf(const struct search *s);
/* Does quotation Q of article P hold the conditions on quotations?  All do when there are none. */
bool search_takes_quote(const struct search *s, place_t p, const struct seg_quote *q);

#endif
