/* Where do given bytes occur in hundreds of megabytes?
 *
 * A needle is compiled once: the two of its bytes that are rarest in folded Chinese text are looked
 * for side by side, 64 places at a time, and what has both is compared in full.  There is a path
 * for AVX2, one for SSE2 and a portable one; the processor is asked once per finder.
 * Time O(len) whatever the texts are: where too many places only look like a match, the rest is
 * searched byte by byte without going back.  Nothing outside of the text is read. */
#ifndef YULU_BASE_FIND_H
#define YULU_BASE_FIND_H

#include "base/str.h"

enum { FIND_MAX = 1024 }; /* bytes of a needle */

enum find_path { FIND_AUTO, FIND_AVX2, FIND_SSE2, FIND_PORTABLE };

/* Made by find_compile(); the bytes of the needle must outlive it.  May be copied and shared
 * between threads. */
struct finder {
    const unsigned char *needle;
    size_t len; /* 1 to FIND_MAX */
    size_t
        rare[2]; /* where in the needle the two bytes are; the same place when len is 1 */
    enum find_path path; /* what is used, never FIND_AUTO */
};

/* NEEDLE is 1 to FIND_MAX bytes of any kind.  A path that this processor or build does not have
 * is replaced by the next slower one.  O(needle.len). */
void find_compile(struct finder *f, struct str needle, enum find_path path);
/* Offset of the first match in HAY (LEN bytes) that begins at or after FROM (<= LEN); LEN when
 * there is none. */
size_t find_next(const struct finder *f, const char *hay, size_t len, size_t from);
/* Matches in HAY that do not overlap, counted from the left. */
size_t find_count(const struct finder *f, const char *hay, size_t len);

#endif
