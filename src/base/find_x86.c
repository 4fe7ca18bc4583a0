/* The paths for x86: AVX2 is compiled in whatever the build is for and used where it is found. */
#include "find_work.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(YULU_NO_SIMD)

#include <immintrin.h>

/* ---- SSE2, which every x86-64 has */

struct pair16 {
    __m128i one, two;
};

static inline __m128i load16(const unsigned char *p)
{
    return _mm_loadu_si128((const void *)p);
}

static inline __m128i both16(const struct find_work *w, const struct pair16 *rare,
                             size_t at)
{
    const unsigned char *p = w->hay + at;

    return _mm_and_si128(_mm_cmpeq_epi8(load16(p + w->f->rare[0]), rare->one),
                         _mm_cmpeq_epi8(load16(p + w->f->rare[1]), rare->two));
}

static inline uint64_t bits16(__m128i v)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(v);
}

/* What is left from AT on when no full step fits: a last step that ends at the last place, where
 * the places before AT do not count. */
static size_t end16(struct find_work *w, const struct pair16 *rare, size_t at)
{
    size_t found = FIND_NONE;

    if (w->last < 15)
        return find_bytes(w, at);
    for (; found == FIND_NONE && at + 15 <= w->last; at += 16)
        found = find_first(w, at, bits16(both16(w, rare, at)));
    if (found == FIND_NONE && at <= w->last) {
        size_t base = w->last - 15;
        found = find_first(w, base,
                           bits16(both16(w, rare, base)) >> (at - base) << (at - base));
    }
    return found;
}

size_t find_sse2(struct find_work *w)
{
    const struct finder *f = w->f;
    struct pair16 rare = {_mm_set1_epi8((char)f->needle[f->rare[0]]),
                          _mm_set1_epi8((char)f->needle[f->rare[1]])};
    size_t at = w->from;

    for (; at + 63 <= w->last; at += 64) {
        __m128i a = both16(w, &rare, at), b = both16(w, &rare, at + 16);
        __m128i c = both16(w, &rare, at + 32), d = both16(w, &rare, at + 48);
        size_t found;

        if (!bits16(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d))))
            continue;
        found = find_first(
            w, at, bits16(a) | bits16(b) << 16 | bits16(c) << 32 | bits16(d) << 48);
        if (found != FIND_NONE)
            return found;
        if (find_is_hard(w, at))
            return find_linear(w, at + 64);
    }
    return end16(w, &rare, at);
}

/* ---- AVX2 */

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i load32(const unsigned char *p)
{
    return _mm256_loadu_si256((const void *)p);
}

AVX2 static inline uint64_t bits32(__m256i v)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(v);
}

struct pair32 {
    __m256i one, two;
};

AVX2 static inline __m256i both32(const struct find_work *w, const struct pair32 *rare,
                                  size_t at)
{
    const unsigned char *p = w->hay + at;

    return _mm256_and_si256(_mm256_cmpeq_epi8(load32(p + w->f->rare[0]), rare->one),
                            _mm256_cmpeq_epi8(load32(p + w->f->rare[1]), rare->two));
}

/* The processor fetches ahead by itself, but not across a page; this is a seventh faster. */
static inline void fetch_ahead(const struct find_work *w, size_t at)
{
    enum { AHEAD = 4096 };

    if (w->last - at > AHEAD)
        __builtin_prefetch(w->hay + at + AHEAD);
}

AVX2 size_t find_avx2(struct find_work *w)
{
    const struct finder *f = w->f;
    struct pair32 rare = {_mm256_set1_epi8((char)f->needle[f->rare[0]]),
                          _mm256_set1_epi8((char)f->needle[f->rare[1]])};
    struct find_work rest = *w;
    size_t at = w->from;

    for (; at + 63 <= w->last; at += 64) {
        __m256i a = both32(w, &rare, at), b = both32(w, &rare, at + 32);
        __m256i any = _mm256_or_si256(a, b);
        size_t found;

        fetch_ahead(w, at);
        if (_mm256_testz_si256(any, any))
            continue;
        found = find_first(w, at, bits32(a) | bits32(b) << 32);
        if (found != FIND_NONE)
            return found;
        if (find_is_hard(w, at))
            return find_linear(w, at + 64);
    }
    rest.from = at;
    return at <= w->last ? find_sse2(&rest) : FIND_NONE;
}

#else
/* An empty file is no C. */
extern const int find_no_x86;
#endif
