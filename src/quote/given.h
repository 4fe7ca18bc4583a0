/* What an article says of its own quotations; for the files of the engine only. */
#ifndef YULU_QUOTE_GIVEN_H
#define YULU_QUOTE_GIVEN_H

#include "quote/quote.h"

/* Change Q as ART and its blocks say; new things in A. */
void given_apply(struct arena *a, const struct article *art, const struct body *body,
                 struct quotes *q);

#endif
