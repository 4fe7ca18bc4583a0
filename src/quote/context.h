/* The surroundings of a quotation; for the files of the engine only. */
#ifndef YULU_QUOTE_CONTEXT_H
#define YULU_QUOTE_CONTEXT_H

#include "work.h"

struct context {
    const struct pair *p;
    struct range para;
    uint32_t left;  /* end of what stands before, blanks skipped; = para.s at its start */
    uint32_t right; /* start of what follows; = para.e at its end */
    uint32_t sentence; /* start of the sentence it stands in */
    uint32_t len;      /* characters inside, blanks not counted */
    bool end_inside;   /* 。！？… inside */
    bool end_last;     /* … and as the last one */
    bool comma_inside, comma_last, person_inside; /* 我 你 咱 */
    bool colon;                                   /* ： before it */
    bool set_off;                                 /* marks or borders on both sides */
    size_t cue_left; /* the verb right before it, or before the ， ： before it; n_cues */
    size_t cue_clause;   /* the last verb in its clause before it; n_cues */
    size_t cue_sentence; /* the last verb in its sentence before it; n_cues */
    size_t cue_right; /* the first verb behind it in the rest of the sentence; n_cues */
    uint32_t after;   /* where the words behind it begin (behind a comma) */
};

void context_of(const struct work *w, size_t pair, struct context *c);
/* The kind, from the surroundings alone. */
enum quote_kind context_kind(const struct work *w, const struct context *c);

/* ---- saying.c */

/* A proverb, a verse, a classical book? */
bool is_saying(const struct work *w, const struct context *c);

#endif
