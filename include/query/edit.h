/* Changing the text of a query from outside its prompt: clicks on facets, the helper of an empty
 * result, completion.  What a person typed stays as it was typed. */
#ifndef YULU_QUERY_EDIT_H
#define YULU_QUERY_EDIT_H

#include "query/query.h"

/* A value of a facet, as a row of the facet pane shows it. */
struct query_pick {
    enum query_field field;
    struct str key;   /* QUERY_FACET only */
    struct str value; /* any text; of dates, numbers and flags as it would be typed */
    bool exact;       /* write =value */
    bool chinese;     /* a new term has the Chinese name of the field */
};

enum query_state { QUERY_NONE, QUERY_INCLUDED, QUERY_EXCLUDED };

/* Is the value asked for, or excluded, by a term of the top level?  (With = or without.) */
enum query_state query_state(const struct query *q, const struct query_world *w,
                             const struct query_pick *pick);
/* Append to OUT the text of Q in which the state of PICK is TO, or QUERY_NONE if it was TO already:
 * a value joins the other values of its field (tag:甲,乙), an excluded one those of a term with '-'.
 * A text that is not tidy is first replaced by its canonical form. */
void query_toggle(struct buf *out, const struct query *q, const struct query_world *w,
                  const struct query_pick *pick, enum query_state to);

/* Terms of the top level, in the order of the text. */
size_t query_n_terms(const struct query *q);
/* The text of term I. */
struct str query_term_text(const struct query *q, size_t i);
/* Append the text of Q without its term I. */
void query_without(struct buf *out, const struct query *q, size_t i);

enum query_want {
    QUERY_WANT_NOTHING,
    QUERY_WANT_FIELD, /* the name of a field, or a word */
    QUERY_WANT_VALUE, /* a value of the field */
    QUERY_WANT_SAVED  /* the name of a saved filter */
};

struct query_completion {
    enum query_want want;
    enum query_field field;
    struct str key;
    struct str
        stem; /* what is there of it before the cursor, without marks; of the text */
    struct span
        span; /* what to replace: marks too, and what the cursor stands inside of */
};

/* What is being written at byte CURSOR (on a border of characters) of TEXT.  O(len). */
struct query_completion query_complete(struct str text, size_t cursor,
                                       const struct query_world *w);

#endif
