/* Made-up facts for the tests of the store. */
#ifndef YULU_UNIT_SHELF_MAKER_H
#define YULU_UNIT_SHELF_MAKER_H

#include "store/shelf.h"

/* Facts of article I, always the same ones: a date (or none), a title, two speakers, a quotation,
 * keywords, an own key, a text; every 10th has the body of the one before. */
void make_facts(struct arena *a, unsigned i, struct facts *out);
/* A segment of articles [FROM, TO). */
struct shared_segment *make_segment(unsigned from, unsigned to);
/* A shelf of articles [0, N) in parts of PER each. */
struct shelf *make_shelf(unsigned n, unsigned per);

#endif
