/* Private: what makes two printed names, or two lists of titles, the same. */
#ifndef YULU_SAID_NAMES_H
#define YULU_SAID_NAMES_H

#include "base/arena.h"
#include "said/said.h"

/* PREFIX and NAME folded, without blanks and middle dots, in A. */
struct str name_key(struct arena *a, struct str prefix, struct str name);
/* The group of P that these titles belong to; a new one when they have nothing in common with
 * any. */
struct title_group *group_for(struct arena *a, struct person *p, const struct str *titles,
                              size_t n, enum delegate_kind delegate);

#endif
