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
/* What stands before a name that begins at I, behind one that ends there; the paragraph is
 * [S, E). */
struct side name_left(struct names *t, uint32_t s, uint32_t i);
struct side right_of(const struct work *w, uint32_t i, uint32_t e);
bool starts_clause(const struct work *w, uint32_t s, uint32_t i);
/* The given name [I, E): what its characters say, -100 when one of them cannot be. */
int given_weight(const struct work *w, uint32_t i, uint32_t e);

/* ---- names_choose.c */

/* R may be a name, by what stands beside it. */
void add_place(struct names *t, struct range r, int weight, bool strong, enum way way);
/* R was met here, whatever stands beside it. */
void met(struct names *t, struct range r);
/* Of the places that overlap the best win; those of them that are names become people. */
void names_choose(struct names *t);

/* ---- names_near.c */

/* 和, 向, 对 are surnames and join what stands beside them. */
bool is_function_word(const struct work *w, uint32_t i);
/* 左斌|直言, 姜汐|笑着说: the last character of R begins a word that goes on behind the name. */
bool ends_in_a_word(const struct work *w, struct range r, uint32_t e);
/* Is a verb of speaking in [I, E), not far, with none of BORDERS (C_…) between? */
bool verb_ahead(const struct work *w, uint32_t i, uint32_t e, unsigned borders);
/* 3日, 4月2日: the end of the date at I, I when there is none. */
uint32_t skip_date(const struct work *w, uint32_t i, uint32_t e);
/* ，三十八岁; ，72岁 */
bool comma_and_age(const struct work *w, uint32_t i, uint32_t e);
/* 把手机扣在桌上, 的母亲: what only people do and have, at I. */
bool acts_as_person(const struct work *w, uint32_t i);
/* 激动地|说, 笑着|问: a word for how somebody says it at I, and the verb. */
bool in_manner_of_speaking(const struct work *w, uint32_t i);
/* What a surname R that is a common word gains: a title before it and a border behind it, or a
 * colon behind a label. */
int weak_bonus(const struct work *w, struct range para, struct range r, struct side left,
               struct side right);
/* 渔民招海生|咧嘴笑了: behind a title and a name that looks like one anything may follow. */
bool is_introduced(const struct work *w, struct range r, struct side left);

/* ---- names_foreign.c */

bool is_dot(uint32_t c);
/* A hyphen at I that stands for the dot. */
bool is_hyphen_dot(const struct work *w, uint32_t i);
/* The name around the dot at DOT; where to go on. */
uint32_t try_dotted(struct names *t, struct range para, uint32_t dot);
/* A name without a dot that begins at I. */
void try_translit(struct names *t, struct range para, uint32_t i);

#endif
