/* The values of the facets of a shelf, with how many articles of a search have each. */
#ifndef YULU_STORE_FACETS_H
#define YULU_STORE_FACETS_H

#include "store/search.h"
#include "text/match.h"

/* One facet as a pane lists it. */
struct facet_name {
    enum facet facet;
    struct str key;  /* FACET_OWN: as printed */
    struct str name; /* for people: 发言人, 标签, the key */
    size_t n_values;
};

/* The facets that have values, in the order of enum facet, own keys by pinyin; in A.  Strings are
 * views of the shelf.  O(values). */
size_t facets_of(const struct shelf *shelf, struct arena *a, struct facet_name **out);

struct facet_row {
    struct str name;
    size_t n;     /* articles found that have it */
    size_t n_all; /* articles of the shelf that have it, gone ones counted too */
    bool sounds;  /* matches by pinyin only */
};

enum facet_order { FACET_BY_COUNT, FACET_BY_NAME };

/* The values of F that MATCH (NULL: all) may stand for, with their counts in SEARCH: those that
 * have the very letters before those that only sound so; most first, ties and FACET_BY_NAME in the
 * order of pinyin; in A.  Values that no found article has are left out unless ALL.
 * O(values log values). */
struct facet_ask {
    const struct facet_name *facet;
    const struct matcher *match;
    enum facet_order order;
    bool all;
};
size_t facets_rows(const struct search *search, const struct facet_ask *ask,
                   struct arena *a, struct facet_row **out);

/* Articles found by month, oldest first; month 0 = a date of a year alone, year 0 = undated, last.
 * In A.  O(found). */
struct facet_month {
    unsigned year, month;
    size_t n;
};
size_t facets_months(const struct search *search, struct arena *a,
                     struct facet_month **out);
/* Is V a value of F that panes list? */
bool facet_has(const struct facet_name *f, const struct segment *seg,
               const struct seg_value *v);

/* The articles found, put under the values of F (NULL: under their months), each under all it has,
 * in the order of the search; near copies folded away are left out.  Groups: those of most articles
 * first, ties in the order of pinyin; months newest first; articles without a value last, under an
 * empty name.  In A.  O(values found + values of the shelf). */
struct facet_group {
    struct str name;
    size_t first, n; /* in facet_groups.items */
};
struct facet_groups {
    struct facet_group *rows;
    size_t n;
    uint32_t *items; /* numbers of articles found: search_at() */
    size_t n_items;
};
void facets_group(const struct search *search, const struct facet_name *f,
                  struct arena *a, struct facet_groups *out);
/* The name of FACET for people: "发言人". */
const char *facet_chinese(enum facet f);

#endif
