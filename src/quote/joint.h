/* Two speakers of one verb; for the files of the engine only. */
#ifndef YULU_QUOTE_JOINT_H
#define YULU_QUOTE_JOINT_H

#include "work.h"

/* The person who speaks together with mention M and is named behind it, w->n_mentions when M speaks
 * alone. */
size_t joint_next(const struct work *w, size_t m);
/* The first of those, from LO on, who speak together with mention M. */
size_t joint_head(const struct work *w, size_t m, uint32_t lo);
/* 甲、乙等人 that ends at I: 乙's mention, w->n_mentions when nothing like that ends there. */
size_t joint_before(const struct work *w, uint32_t lo, uint32_t i);
/* Does [S, E), 两人 or 两位委员, mean two people named before? */
bool joint_means_two(const struct work *w, uint32_t s, uint32_t e);
/* The two named last before I, in this paragraph or the one before: the first, and *OTHER. */
uint32_t joint_both(const struct work *w, uint32_t i, uint32_t *other);

#endif
