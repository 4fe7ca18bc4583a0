/* Questions and answers, and what is said under a name without marks; for the files of the engine
 * only. */
#ifndef YULU_QUOTE_INTERVIEW_H
#define YULU_QUOTE_INTERVIEW_H

#include "speaker.h"

/* Is pair K a question without any words around it, which the next pair answers? */
bool asked_by_medium(const struct work *w, size_t k);
/* Who answers in pair P, a paragraph of its own: the person named last before it, NOBODY. */
uint32_t interviewee(const struct work *w, const struct pair *p);

/* What paragraph P holds under a name: the words [S, E), and the mention of who says them. */
struct signed_text {
    struct range at;
    size_t by; /* n_mentions: there is none */
};
/* 人大代表 甲：…, without marks. */
struct signed_text under_label(const struct work *w, size_t p);
/* …——甲委员（某局局长）, at the end of the paragraph or as the next one. */
struct signed_text above_signature(const struct work *w, size_t p);

#endif
