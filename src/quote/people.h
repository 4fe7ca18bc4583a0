/* The people of an article; for the files of the engine only. */
#ifndef YULU_QUOTE_PEOPLE_H
#define YULU_QUOTE_PEOPLE_H

#include "work.h"

void person_alias(struct work *w, struct person *p, struct range r);
void person_title(struct work *w, struct person *p, struct range t);
uint32_t titles_before(const struct work *w, uint32_t lo, uint32_t i, struct range *out,
                       size_t max, size_t *n);
void titles_in_brackets(struct work *w, struct person *p, uint32_t s, uint32_t e);

#endif
