/* What the benchmark programs share: text of the project's own, and the time. */
#ifndef YULU_BENCH_SAMPLES_H
#define YULU_BENCH_SAMPLES_H

#include "base/buf.h"

/* Milliseconds of this process's work. */
double sample_ms(void);
/* All sample articles as they are, one after the other; false with a line on stderr when there are
 * none. */
bool sample_articles(struct buf *out);
/* BYTES of sentences of the sample articles in random order, folded, a line each LINE_BYTES or
 * so. */
bool sample_folded(struct buf *out, size_t bytes, size_t line_bytes);
/* Print a line that says whether OURS is at most LIMIT times THEIRS. */
bool sample_goal(const char *what, double ours, double theirs, double limit);

#endif
