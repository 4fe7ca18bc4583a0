/* Nearly all of Chinese is three-byte characters and most of the rest is ASCII: both are decoded
 * here by hand, in runs, and every character takes one look at the table. */
#include "text/fold.h"

#include "text/utf8.h"

#include "fold.h"

#include <assert.h>

#define UNITS_END 0x10000u
_Static_assert(FOLD_END >= UNITS_END, "characters of three bytes need no test");

static uint32_t fold_far_char(uint32_t cp)
{
    size_t lo = 0, hi = FOLD_N_FAR - 1;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (fold_far[mid].from < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return fold_far[lo].to;
}

static inline uint32_t fold_known(uint32_t cp)
{
    int move = fold_cells[fold_pages[cp / 64]][cp % 64];
    bool beyond = cp >= UNITS_END;

    if (__builtin_expect(move == FOLD_FAR, 0))
        return fold_far_char(cp);
    cp += (uint32_t)move;
    return beyond ? cp : (uint16_t)cp;
}

uint32_t fold_char(uint32_t cp)
{
    return cp < FOLD_END ? fold_known(cp) : cp;
}

/* Is there a character of three bytes at P?  (Valid UTF-8, so its lead byte says all.) */
static inline bool is_three(const unsigned char *p)
{
    return (*p & 0xF0) == 0xE0;
}

/* The character of three bytes at P as a unit, false when it is one of the few that move far. */
static inline bool fold_three(const unsigned char *p, uint16_t *unit)
{
    unsigned high = (p[0] & 0x0Fu) << 6 | (p[1] & 0x3Fu), low = p[2] & 0x3Fu;
    int move = fold_cells[fold_pages[high]][low];

    *unit = (uint16_t)((high << 6 | low) + (unsigned)move);
    return __builtin_expect(move != FOLD_FAR, 1);
}

/* ---- Characters beyond U+FFFF */

enum { FAR_SLOTS = 2 * FAR_MOST };

struct far {
    struct arena *a;
    struct folded *out;
    const uint32_t *known; /* have the first numbers */
    size_t n_known;
    uint16_t *slots; /* 1 + number, found by a hash; NULL until the first one comes */
};

static uint16_t *far_slot(const struct far *f, uint32_t cp)
{
    size_t i = cp * 0x9E3779B1u >> 16 & (FAR_SLOTS - 1);

    while (f->slots[i] && f->out->far[f->slots[i] - 1] != cp)
        i = (i + 1) & (FAR_SLOTS - 1);
    return &f->slots[i];
}

static void far_begin(struct far *f)
{
    f->out->far = arena_bytes(f->a, FAR_MOST * sizeof *f->out->far);
    f->slots = arena_array(f->a, uint16_t, FAR_SLOTS);
    for (size_t i = 0; i < f->n_known; i++) {
        f->out->far[i] = f->known[i];
        *far_slot(f, f->known[i]) = (uint16_t)(i + 1);
    }
    f->out->n_far = f->n_known;
}

static uint16_t far_unit(struct far *f, uint32_t cp)
{
    uint16_t *slot;

    if (!f->slots)
        far_begin(f);
    slot = far_slot(f, cp);
    if (!*slot && f->out->n_far < FAR_MOST) {
        f->out->far[f->out->n_far++] = cp;
        *slot = (uint16_t)f->out->n_far;
    }
    return (uint16_t)(FAR_FIRST + (*slot ? *slot : FAR_MOST) - 1);
}

/* ---- Texts */

/* Units CPS[I] to CPS[END] of the characters at P, which are so many; where they end. */
static const unsigned char *fold_run(struct far *f, const unsigned char *p, uint16_t *cps,
                                     size_t n)
{
    const uint16_t *end = cps + n;

    while (cps < end) {
        size_t len;
        uint32_t cp;

        for (; cps < end && is_three(p) && fold_three(p, cps); p += 3)
            cps++;
        for (; cps < end && *p < 0x80; p++)
            *cps++ = (uint16_t)fold_known(*p);
        if (cps == end || (is_three(p) && fold_three(p, cps)))
            continue;
        cp = fold_char(utf8_decode((const char *)p, &len));
        *cps++ = cp < UNITS_END ? (uint16_t)cp : far_unit(f, cp);
        p += len;
    }
    return p;
}

void fold_text(struct arena *a, struct str s, const uint32_t *far, size_t n_far,
               struct folded *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    struct far f = {.a = a, .out = out, .known = far, .n_known = n_far};
    size_t n = utf8_count(s), i = 0;

    assert(s.len < UINT32_MAX && n_far <= FAR_MOST / 2);
    *out = (struct folded){.n = n, .text = s};
    out->cp = arena_bytes(a, (n + 1) * sizeof *out->cp);
    out->at = arena_bytes(a, (n / FOLD_STEP + 1) * sizeof *out->at);
    for (; n - i >= FOLD_STEP; i += FOLD_STEP) {
        out->at[i / FOLD_STEP] = (uint32_t)(p - (const unsigned char *)s.p);
        p = fold_run(&f, p, out->cp + i, FOLD_STEP);
    }
    out->at[i / FOLD_STEP] = (uint32_t)(p - (const unsigned char *)s.p);
    fold_run(&f, p, out->cp + i, n - i);
    out->cp[n] = 0;
}

uint32_t fold_offset(const struct folded *f, size_t i)
{
    size_t off = f->at[i / FOLD_STEP];

    for (size_t k = i % FOLD_STEP; k; k--)
        off += utf8_len((unsigned char)f->text.p[off]);
    return (uint32_t)off;
}

/* Write CP at P (4 bytes of room); returns the bytes. */
static inline size_t put(uint32_t cp, char *p)
{
    if (cp < 0x80) {
        p[0] = (char)cp;
        return 1;
    }
    if (cp >= 0x800 && cp < 0x10000) {
        p[0] = (char)(0xE0 | cp >> 12);
        p[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        p[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    return utf8_encode(cp, p);
}

/* Characters that folding would change, ASCII left out. */
static size_t n_unfolded(struct str s)
{
    size_t n = 0, len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        n += cp >= 0x80 && fold_char(cp) != cp;
    }
    return n;
}

bool fold_prefers(struct str a, struct str b)
{
    size_t na = n_unfolded(a), nb = n_unfolded(b);

    return na != nb ? nb < na : str_cmp(b, a) < 0;
}

size_t fold_utf8(struct str s, struct buf *out)
{
    enum { CHUNK = 4096, LONGEST = 4 };
    char chunk[CHUNK];
    size_t before = out->len, off = 0;

    while (off < s.len) {
        size_t n = 0, len;

        for (; off < s.len && n + LONGEST <= sizeof chunk; off += len)
            n += put(fold_char(utf8_decode(s.p + off, &len)), chunk + n);
        buf_add(out, chunk, n);
    }
    return out->len - before;
}

static size_t encoded_len(uint32_t cp)
{
    return cp < 0x80 ? 1u : cp < 0x800 ? 2u : cp < 0x10000 ? 3u : 4u;
}

size_t fold_source(struct str s, size_t folded_off)
{
    size_t off = 0, at = 0, len;

    while (off < s.len) {
        at += encoded_len(fold_char(utf8_decode(s.p + off, &len)));
        if (at > folded_off)
            break;
        off += len;
    }
    return off;
}

const char *fold_unicode_version(void)
{
    return FOLD_UNICODE;
}
