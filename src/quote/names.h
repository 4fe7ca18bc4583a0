/* Strings that may be names, and the choice among them; for the files of the engine only. */
#ifndef YULU_QUOTE_NAMES_H
#define YULU_QUOTE_NAMES_H

#include "work.h"

enum { SURNAMES = LEX_SURNAME | LEX_SURNAME_WEAK | LEX_SURNAME_LONG };
/* What a neighbourhood is worth; enough is a name. */
enum { ENOUGH = 5, PRECIOUS = 8, BY_OCCUPATION = 4, MOST_RIGHT = 4 };

/* How a string was met first: which of the ways at a place. */
enum way { BY_SURNAME, BY_TRANSLIT, BY_FAMILIAR, BY_ITSELF };

struct cand {
    uint32_t s;     /* its first place with a good neighbourhood */
    uint32_t first; /* where the text was looked at when it was met first */
    unsigned char len, way;
    signed char best;
    unsigned char n; /* places with a good neighbourhood, until MANY */
    bool strong, no_surname, won;
};

struct place {
    uint32_t s;
    uint32_t cand;
    int weight;
};

enum { MANY = 100 };

struct names {
    struct work *w;
    struct arena a, places_a, cands_a; /* of all this, of the lists */
    uint32_t at;                       /* the place that is looked at */
    uint32_t left_at;
    struct side {
        int weight;
        bool strong;
    } left;     /* of LEFT_AT */
    bool again; /* the second time: for winners alone, to see where they came first */
    struct table {
        struct arena a;
        uint32_t *slots; /* 1 + cand */
        size_t size;
    } table;
    struct cand *cands;
    size_t n_cands, cap_cands;
    struct place *places;
    size_t n_places, cap_places;
};

/* ---- names.c */

/* Names that begin with the surname at I. */
void try_surname(struct names *t, struct range para, uint32_t i);

/* ---- names_choose.c */

/* R may be a name, by what stands beside it. */
void add_place(struct names *t, struct range r, int weight, bool strong, enum way way);
/* R was met here, whatever stands beside it. */
void met(struct names *t, struct range r);
/* Of the places that overlap the best win; those of them that are names become people. */
void names_choose(struct names *t);

#endif
