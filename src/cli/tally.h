/* The values of a field among the articles found: facets, and the groups of a list. */
#ifndef YULU_CLI_TALLY_H
#define YULU_CLI_TALLY_H

#include "internal.h"

#include "store/facets.h"

/* A field whose values can be counted. */
struct tally_field {
    enum facet facet;
    bool month;      /* by month instead */
    struct str *own; /* FACET_OWN: the keys that count as this field */
    size_t n_own;
};
/* What WORD names: a field of queries in any of its names, a key of the files, or month.  Returns
 * the exit status, after saying what could be meant instead. */
int tally_find(struct asked *q, const char *word, struct tally_field *out);

struct tally_row {
    struct str name;  /* empty: articles that have no value */
    struct str order; /* the name in the order of pinyin */
    int rank;         /* months: the newest first */
    size_t last;      /* number of the last article counted */
    size_t n;         /* articles */
    size_t quotes; /* quotations of theirs; of a person's or an organisation's: its own */
    size_t quote;  /* number of the last quotation counted, from 1 */
    size_t *articles; /* numbers in the finding, when wanted */
    size_t cap_articles;
};
struct tally {
    struct arena *a;
    struct map keys;
    struct tally_row *rows;
    size_t n, cap;
    bool keep_articles;
};
/* Count over all of Q's finding, into T, whose arena is set.  Quotations that do not hold what the
 * query asks of quotations are not counted.  O(articles found). */
void tally_take(struct tally *t, struct asked *q, const struct tally_field *f);

enum tally_order { TALLY_BY_COUNT, TALLY_BY_NAME };
/* Names in the order of pinyin, months newest first; articles without a value last. */
void tally_sort(struct tally *t, enum tally_order order);

#endif
