/* Shared by the paths of base/find.h.  Places are offsets into the text. */
#ifndef YULU_BASE_FIND_WORK_H
#define YULU_BASE_FIND_WORK_H

#include "base/find.h"

#include <stdint.h>

#define FIND_NONE SIZE_MAX

/* One search: places from `from` to `last`, both included, may begin a match. */
struct find_work {
    const struct finder *f;
    const unsigned char *hay;
    size_t from;
    size_t last;
    size_t wasted; /* what false candidates cost so far, in places scanned */
};

/* From AT on by an algorithm that never goes back: slower than the others where texts are as
 * usual, O(len) where they are not. */
size_t find_linear(const struct find_work *w, size_t at);
/* The places from AT on, one by one. */
size_t find_bytes(struct find_work *w, size_t at);
size_t find_portable(struct find_work *w);
/* On x86 only. */
size_t find_sse2(struct find_work *w);
size_t find_avx2(struct find_work *w);

static inline uint32_t find_u32(const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static inline uint64_t find_u64(const unsigned char *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

/* Is the needle at P?  Both rare bytes are known to be there. */
static inline bool find_is_at(const struct finder *f, const unsigned char *p)
{
    const unsigned char *n = f->needle;
    size_t len = f->len;

    if (len <= 2)
        return true;
    if (len == 3)
        return p[0] == n[0] && p[1] == n[1] && p[2] == n[2];
    if (len <= 8)
        return find_u32(p) == find_u32(n) &&
               find_u32(p + len - 4) == find_u32(n + len - 4);
    return find_u64(p) == find_u64(n) && find_u64(p + len - 8) == find_u64(n + len - 8) &&
           (len <= 16 || memcmp(p + 8, n + 8, len - 16) == 0);
}

/* Bit i of MASK: place BASE + i has both rare bytes.  The first that matches, or FIND_NONE. */
static inline size_t find_first(struct find_work *w, size_t base, uint64_t mask)
{
    for (; mask; mask &= mask - 1) {
        size_t at = base + (size_t)__builtin_ctzll(mask);
        if (find_is_at(w->f, w->hay + at))
            return at;
        w->wasted += 1 + w->f->len / 32;
    }
    return FIND_NONE;
}

/* Would the linear search be faster?  AT places are behind us. */
static inline bool find_is_hard(const struct find_work *w, size_t at)
{
    enum { FREE = 1024 };

    return w->wasted > FREE + (at - w->from) / 2;
}

#endif
