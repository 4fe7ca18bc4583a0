/* The likeness of texts; for near*.c and shelf.c. */
#ifndef YULU_STORE_NEAR_H
#define YULU_STORE_NEAR_H

#include "store/shelf.h"

/* Likenesses that differ in few enough bits are equal in one of the bands; each text is held
 * against the nearest few of its band, so that a thousand copies cost a thousand looks. */
enum { NEAR_BANDS = 4, NEAR_BAND_BITS = 16, NEAR_TRIES = 32 };

/* Are the texts of two rows nearly the same? */
bool near_rows(const struct seg_row *a, const struct seg_row *b);
/* Find what S's parts have of each other: S->links. */
void near_across(struct shelf *s);

#endif
