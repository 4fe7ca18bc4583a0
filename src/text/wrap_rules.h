/* Where a row may end: the rules of wrap.h as a state that moves through one paragraph. */
#ifndef YULU_TEXT_WRAP_RULES_H
#define YULU_TEXT_WRAP_RULES_H

#include "text/charprop.h"
#include "text/wrap.h"

/* Classes that depend on what is around a character, beside those of enum char_class that do
 * not.  Blanks, newlines and the like are never asked for, so their numbers are free. */
enum wrap_class {
    WRAP_PAIR = CLASS_ZW + 1, /* first half of —— or …… */
    WRAP_LDOT,                /* · after a Latin letter */
    WRAP_BSOL,                /* / at the level basic */
    WRAP_URL,                 /* inside an address, where it may be broken before */
    WRAP_URLX,                /* inside an address, elsewhere */
    WRAP_START,               /* nothing yet in this paragraph */
    N_WRAP_CLASSES
};

enum {
    PAIR_NEVER,
    PAIR_AFTER_BLANK, /* only where blanks stand between */
    PAIR_ALWAYS
};
extern const unsigned char wrap_pairs[N_WRAP_CLASSES][N_WRAP_CLASSES];

/* Classes for which wrap_resolve() must be asked. */
#define WRAP_SPECIAL                                                                     \
    (1u << CLASS_DASH | 1u << CLASS_ELL | 1u << CLASS_DQ | 1u << CLASS_RQ |              \
     1u << CLASS_COLON | 1u << CLASS_SOL | 1u << CLASS_DOT)

struct wrap_rules {
    struct str text;
    enum kinsoku level;
    unsigned char before; /* enum wrap_class of the last cluster that is no blank */
    bool blanks;          /* blanks stand after it */
    bool latin;           /* it is a Latin letter, and no blank follows */
    bool quote_open;      /* an odd number of " so far */
    unsigned n_run;       /* of — or … up to here */
    size_t url_end;       /* where the address ends that we are in, or less */
};

void wrap_rules_start(struct wrap_rules *r);
/* The class of the cluster of LEN bytes at OFF of which the table says RAW. */
unsigned wrap_resolve(struct wrap_rules *r, size_t off, size_t len, enum char_class raw);

static inline bool wrap_allowed(const struct wrap_rules *r, unsigned cls)
{
    if (r->level == KINSOKU_NONE)
        return r->before != WRAP_START;
    return wrap_pairs[r->before][cls] + r->blanks > PAIR_AFTER_BLANK;
}

static inline void wrap_passed(struct wrap_rules *r, unsigned cls, unsigned prop)
{
    r->before = (unsigned char)cls;
    r->blanks = false;
    r->latin = prop & PROP_LATIN;
}

#endif
