/* Below the list, where there is room: who speaks in the article, and what is related to it. */
#ifndef YULU_VIEW_ASIDE_H
#define YULU_VIEW_ASIDE_H

#include "archive/source.h"

enum { ASIDE_RELATED = 4 };

/* Somebody who speaks. */
struct aside_speaker {
    struct str name;
    enum delegate_kind delegate;
    unsigned n; /* quotations */
};

struct aside {
    struct arena a;
    char id[ID_SIZE]; /* of the article; "" = nothing is known */
    uint64_t generation;
    struct facts facts;
    struct aside_speaker *speakers; /* in the order in which they first speak */
    size_t n_speakers;
    bool related_known;
    struct item related[ASIDE_RELATED];
    size_t n_related;
    bool on; /* :set aside */
};

#endif
