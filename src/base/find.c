#include "find_work.h"

#include <assert.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(YULU_NO_SIMD)
#define HAVE_X86 1
#else
#define HAVE_X86 0
#endif

/* How often each byte comes in 10,000 of folded Chinese text, 255 for more: the mean of the sample
 * articles and of a larger archive.  80 to BF follow in a character, E4 to E9 begin it. */
static const unsigned char often[256] = {
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   41,  0,   0,   0,   0,   0,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    80,  1,   6,   0,  0,   5,   2,   0,   2,   2,   0,   1,   182, 10,  11,  11,
    25,  16,  32,  14, 13,  9,   8,   8,   7,   7,   35,  3,   0,   3,   0,   4,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   1,   1,   1,   0,   0,
    0,   23,  3,   9,  6,   9,   3,   9,   10,  12,  3,   1,   4,   4,   7,   9,
    17,  0,   10,  10, 19,  3,   0,   6,   2,   1,   0,   0,   2,   0,   0,   0,
    255, 119, 119, 76, 136, 92,  91,  96,  143, 94,  112, 67,  100, 136, 78,  105,
    85,  66,  27,  43, 100, 73,  62,  89,  79,  91,  156, 105, 200, 102, 32,  90,
    58,  94,  55,  44, 89,  92,  72,  88,  119, 38,  52,  34,  43,  93,  131, 124,
    124, 69,  47,  40, 84,  46,  50,  73,  243, 101, 255, 149, 63,  114, 83,  108,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   52,  89, 255, 255, 255, 255, 255, 230, 0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
};

static void choose(struct finder *f)
{
    size_t best = 0, second = f->len > 1;

    for (size_t i = 1; i < f->len; i++) {
        if (often[f->needle[i]] < often[f->needle[best]]) {
            second = best;
            best = i;
        } else if (i != second && often[f->needle[i]] < often[f->needle[second]]) {
            second = i;
        }
    }
    f->rare[0] = best;
    f->rare[1] = second;
}

static enum find_path path_of(enum find_path wanted)
{
#if HAVE_X86
    if (wanted <= FIND_AVX2 && __builtin_cpu_supports("avx2"))
        return FIND_AVX2;
    if (wanted <= FIND_SSE2)
        return FIND_SSE2;
#endif
    (void)wanted;
    return FIND_PORTABLE;
}

void find_compile(struct finder *f, struct str needle, enum find_path path)
{
    assert(needle.len >= 1 && needle.len <= FIND_MAX);
    f->needle = (const unsigned char *)needle.p;
    f->len = needle.len;
    f->path = path_of(path);
    choose(f);
}

static size_t run(struct find_work *w)
{
#if HAVE_X86
    if (w->f->path == FIND_AVX2)
        return find_avx2(w);
    if (w->f->path == FIND_SSE2)
        return find_sse2(w);
#endif
    return find_portable(w);
}

size_t find_next(const struct finder *f, const char *hay, size_t len, size_t from)
{
    struct find_work w = {.f = f, .hay = (const unsigned char *)hay, .from = from};
    size_t at;

    if (from > len || len - from < f->len)
        return len;
    w.last = len - f->len;
    at = run(&w);
    return at == FIND_NONE ? len : at;
}

size_t find_count(const struct finder *f, const char *hay, size_t len)
{
    size_t n = 0, at = find_next(f, hay, len, 0);

    for (; at < len; n++)
        at = find_next(f, hay, len, at + f->len);
    return n;
}

/* ---- The portable path */

size_t find_bytes(struct find_work *w, size_t at)
{
    const struct finder *f = w->f;
    const unsigned char *one = w->hay + f->rare[0], *two = w->hay + f->rare[1];
    unsigned char c = f->needle[f->rare[0]], d = f->needle[f->rare[1]];

    for (; at <= w->last; at++) {
        if (one[at] == c && two[at] == d) {
            if (find_is_at(f, w->hay + at))
                return at;
            w->wasted += 1 + f->len / 32;
            if (find_is_hard(w, at))
                return find_linear(w, at + 1);
        }
    }
    return FIND_NONE;
}

/* Sixteen bytes that the compiler turns into whatever the processor has: NEON, SSE2, words. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline bytes16 load16(const unsigned char *p)
{
    bytes16 v;

    memcpy(&v, p, sizeof v);
    return v;
}

/* All ones where both rare bytes are, for the 16 places from P. */
static inline bytes16 both16(const struct finder *f, const unsigned char *p)
{
    bytes16 c = (bytes16){0} + f->needle[f->rare[0]];
    bytes16 d = (bytes16){0} + f->needle[f->rare[1]];

    return (bytes16)(load16(p + f->rare[0]) == c) &
           (bytes16)(load16(p + f->rare[1]) == d);
}

static inline bool any16(bytes16 v)
{
    uint64_t half[2];

    memcpy(half, &v, sizeof half);
    return (half[0] | half[1]) != 0;
}

size_t find_portable(struct find_work *w)
{
    enum { STEP = 64 };
    size_t at = w->from;

    for (; at + STEP - 1 <= w->last; at += STEP) {
        const unsigned char *p = w->hay + at;
        bytes16 v[4] = {both16(w->f, p), both16(w->f, p + 16), both16(w->f, p + 32),
                        both16(w->f, p + 48)};
        struct find_work part = *w;
        size_t found;

        if (!any16((v[0] | v[1]) | (v[2] | v[3])))
            continue;
        part.last = at + STEP - 1;
        found = find_bytes(&part, at);
        w->wasted = part.wasted;
        if (found != FIND_NONE)
            return found;
        if (find_is_hard(w, at))
            return find_linear(w, at + STEP);
    }
    return find_bytes(w, at);
}

/* ---- The linear search: Knuth, Morris and Pratt.  Its table is made only when it is needed. */

/* border[i]: how many bytes at the start of the needle are also the last of its first i + 1,
 * those i + 1 themselves left out. */
static void borders(const struct finder *f, uint16_t *border)
{
    size_t k = 0;

    border[0] = 0;
    for (size_t i = 1; i < f->len; i++) {
        while (k && f->needle[i] != f->needle[k])
            k = border[k - 1];
        k += f->needle[i] == f->needle[k];
        border[i] = (uint16_t)k;
    }
}

size_t find_linear(const struct find_work *w, size_t at)
{
    uint16_t border[FIND_MAX];
    const struct finder *f = w->f;
    size_t end = w->last + f->len, k = 0;

    borders(f, border);
    for (; at < end; at++) {
        while (k && w->hay[at] != f->needle[k])
            k = border[k - 1];
        k += w->hay[at] == f->needle[k];
        if (k == f->len)
            return at + 1 - k;
    }
    return FIND_NONE;
}
