/* Sentences of a text whose quotations are known. */
#ifndef YULU_ARTICLE_BODY_SENTENCE_H
#define YULU_ARTICLE_BODY_SENTENCE_H

#include "body_work.h"

struct sentence_walk {
    struct str text;
    struct pairs pairs; /* of TEXT */
    size_t next;        /* first pair that was not passed yet */
};

/* Offset behind the sentence that begins at OFF, at most END.  OFF must not go back between
 * calls: a walk over a text is linear. */
size_t body_sentence_end(struct sentence_walk *w, size_t off, size_t end);

/* ——某某代表（某地某职）: belongs to the paragraph before it and ends it. */
bool sentence_is_signature(struct str t, struct span s);

#endif
