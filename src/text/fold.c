/* Nearly all of Chinese is three-byte characters and most of the rest is ASCII: both are decoded
 * here by hand, in runs, and every character takes one look at the table. */
#include "text/fold.h"

#include "text/utf8.h"

#include "fold.h"

#include <assert.h>

_Static_assert(FOLD_END >= 0x10000, "characters of three bytes need no test");

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

    if (__builtin_expect(move == FOLD_FAR, 0))
        return fold_far_char(cp);
    return cp + (uint32_t)move;
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

static inline uint32_t decode_three(const unsigned char *p)
{
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
}

/* ---- Characters beyond U+FFFF */

enum { FAR_SLOTS = 2 * FAR_MOST };

struct far {
    struct arena *a;
    struct folded *out;
    uint16_t *slots; /* 1 + number, found by a hash; NULL until the first one comes */
};

static void far_begin(struct far *f, const uint32_t *known, size_t n)
{
    f->out->far = arena_bytes(f->a, FAR_MOST * sizeof *f->out->far);
    f->slots = arena_array(f->a, uint16_t, FAR_SLOTS);
    for (size_t i = 0; i < n; i++)
        f->out->far[i] = known[i];
}

static uint16_t *far_slot(const struct far *f, uint32_t cp)
{
    size_t i = cp * 0x9E3779B1u >> 16 & (FAR_SLOTS - 1);

    while (f->slots[i] && f->out->far[f->slots[i] - 1] != cp)
        i = (i + 1) & (FAR_SLOTS - 1);
    return &f->slots[i];
}

static uint16_t far_unit(struct far *f, uint32_t cp, const uint32_t *known,
                         size_t n_known)
{
    uint16_t *slot;

    if (!f->slots) {
        far_begin(f, known, n_known);
        for (size_t i = 0; i < n_known; i++)
            *far_slot(f, known[i]) = (uint16_t)(i + 1);
        f->out->n_far = n_known;
    }
    slot = far_slot(f, cp);
    if (!*slot && f->out->n_far < FAR_MOST) {
        f->out->far[f->out->n_far++] = cp;
        *slot = (uint16_t)f->out->n_far;
    }
    return (uint16_t)(FAR_FIRST + (*slot ? *slot : FAR_MOST) - 1);
}

/* ---- Texts */

/* Character I, which begins at OFF. */
static inline void index_at(struct folded *f, size_t i, size_t off)
{
    if (i % FOLD_STEP == 0)
        f->at[i / FOLD_STEP] = (uint32_t)off;
}

void fold_text(struct arena *a, struct str s, const uint32_t *far, size_t n_far,
               struct folded *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t n = utf8_count(s), i = 0, off = 0;
    struct far f = {.a = a, .out = out};
    uint16_t *cps;

    assert(s.len < UINT32_MAX && n_far <= FAR_MOST / 2);
    *out = (struct folded){.n = n, .text = s};
    cps = out->cp = arena_bytes(a, (n + 1) * sizeof *cps);
    out->at = arena_bytes(a, (n / FOLD_STEP + 1) * sizeof *out->at);
    while (off < s.len) {
        size_t len;
        uint32_t cp;

        for (; off < s.len && is_three(p + off); off += 3) {
            index_at(out, i, off);
            cp = fold_known(decode_three(p + off));
            cps[i++] = cp < 0x10000 ? (uint16_t)cp : far_unit(&f, cp, far, n_far);
        }
        for (; off < s.len && p[off] < 0x80; off++) {
            index_at(out, i, off);
            cps[i++] = (uint16_t)fold_known(p[off]);
        }
        if (off >= s.len || is_three(p + off))
            continue;
        index_at(out, i, off);
        cp = fold_char(utf8_decode(s.p + off, &len));
        cps[i++] = cp < 0x10000 ? (uint16_t)cp : far_unit(&f, cp, far, n_far);
        off += len;
    }
    assert(i == n);
    cps[n] = 0;
    index_at(out, n, off);
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
