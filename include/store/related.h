/* Articles that have something in common with one: people who speak, keywords, own keys' values. */
#ifndef YULU_STORE_RELATED_H
#define YULU_STORE_RELATED_H

#include "store/shelf.h"

enum { RELATED_MAX = 20 };

struct related {
    place_t place;
    unsigned people, tags; /* in common; tags: keywords and values of own keys */
    unsigned score;
};

/* The at most N (up to RELATED_MAX) articles that share most with the one at PLACE, in OUT; returns
 * how many.  A person counts 300; a keyword or a value 100, and up to 200 more the fewer articles
 * have it; the same month 50 more.  Ties are in the order of the list, near copies are left out.
 * O(values of the shelf), no more memory than a byte for each. */
size_t related_of(const struct shelf *shelf, place_t place, size_t n,
                  struct related *out);

#endif
