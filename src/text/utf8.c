/* Validation and counting are the two things done to every byte of an archive, so they go by
 * blocks where the text is plain, which is nearly all of Chinese. */
#include "text/utf8.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Bytes of the character at P, or 0; *BAD = bytes of the longest part that could have begun one
 * (at least 1). */
static size_t one_char(const unsigned char *p, size_t room, size_t *bad)
{
    unsigned char lo = 0x80, hi = 0xBF;
    size_t need;

    *bad = 1;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    need = utf8_len(p[0]);
    /* Overlong forms, surrogates and what is above U+10FFFF show in the second byte. */
    if (p[0] == 0xE0)
        lo = 0xA0;
    else if (p[0] == 0xED)
        hi = 0x9F;
    else if (p[0] == 0xF0)
        lo = 0x90;
    else if (p[0] == 0xF4)
        hi = 0x8F;
    for (size_t i = 1; i < need; i++) {
        if (i >= room || (i == 1 ? p[i] < lo || p[i] > hi : !is_tail(p[i])))
            return 0;
        *bad = i + 1;
    }
    return need;
}

/* GNU C vectors, which gcc and clang turn into whatever the machine has. */
enum { BLOCK = 16 };
typedef uint8_t block_bytes __attribute__((vector_size(BLOCK)));

static block_bytes load_block(const unsigned char *p)
{
    block_bytes b;
    memcpy(&b, p, sizeof b);
    return b;
}

static bool all_zero(block_bytes b)
{
    uint64_t words[BLOCK / sizeof(uint64_t)];
    memcpy(words, &b, sizeof words);
    return (words[0] | words[1]) == 0;
}

/* Is the block at P, with two plain bytes before it, of characters of one to three bytes that need
 * no look at their second byte, each tail where a lead asks for one?  E0, ED and F0.. are left to
 * one_char(), and so is what is wrong. */
static bool block_is_plain(const unsigned char *p)
{
    block_bytes c = load_block(p), b = load_block(p - 1), a = load_block(p - 2);
    block_bytes tail = (block_bytes)((c & 0xC0) == 0x80);
    block_bytes wanted = (block_bytes)((b >= 0xC0) | (a >= 0xE0));
    block_bytes hard =
        (block_bytes)((c >= 0xF0) | (c == 0xE0) | (c == 0xED) | ((c & 0xFE) == 0xC0));

    return all_zero((tail ^ wanted) | hard);
}

/* Start of the character that the byte before OFF belongs to, at most three back. */
static size_t back_to_lead(const unsigned char *p, size_t off)
{
    size_t back = off;

    while (back && off - back < 3 && is_tail(p[back - 1]))
        back--;
    return back && p[back - 1] >= 0x80 ? back - 1 : off;
}

/* From OFF, where a character begins, over whole plain blocks; returns where one begins again. */
static size_t skip_plain(const unsigned char *p, size_t off, size_t len)
{
    size_t i = off;

    if (off < 2)
        return off;
    while (len - i >= BLOCK && block_is_plain(p + i))
        i += BLOCK;
    return i == off ? off : back_to_lead(p, i);
}

size_t utf8_valid_len(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0, bad;

    while (off < s.len) {
        size_t step;

        off = skip_plain(p, off, s.len);
        /* Then some by hand, so that a block which is not plain costs one try. */
        for (size_t end = off + BLOCK; off < end && off < s.len; off += step) {
            step = one_char(p + off, s.len - off, &bad);
            if (!step)
                return off;
        }
    }
    return off;
}

size_t utf8_repair(struct str s, struct buf *out)
{
    size_t off = 0, n_bad = 0, bad;

    while (off < s.len) {
        size_t good = utf8_valid_len(str_from(s, off));

        buf_add(out, s.p + off, good);
        off += good;
        if (off == s.len)
            break;
        one_char((const unsigned char *)s.p + off, s.len - off, &bad);
        buf_z(out, "\xEF\xBF\xBD");
        off += bad;
        n_bad++;
    }
    return n_bad;
}

size_t utf8_encode(uint32_t cp, char *out)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* The loops over BLOCK bytes have no branches and a fixed length, so that compilers turn them
 * into vector instructions; each byte of the sums stays below 256. */
enum { LANES = 16, BLOCK_LANES = 255 };

static size_t sum_lanes(const uint8_t lanes[LANES])
{
    size_t sum = 0;

    for (size_t i = 0; i < LANES; i++)
        sum += lanes[i];
    return sum;
}

/* Characters that begin in N x LANES bytes, N <= 255. */
static size_t count_block(const unsigned char *p, size_t n)
{
    uint8_t lanes[LANES] = {0};

    for (size_t k = 0; k < n; k++, p += LANES)
        for (size_t i = 0; i < LANES; i++)
            lanes[i] = (uint8_t)(lanes[i] + ((p[i] & 0xC0) != 0x80));
    return sum_lanes(lanes);
}

size_t utf8_count(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0, sum = 0;

    while (s.len - off >= LANES) {
        size_t n =
            (s.len - off) / LANES < BLOCK_LANES ? (s.len - off) / LANES : BLOCK_LANES;

        sum += count_block(p + off, n);
        off += n * LANES;
    }
    for (; off < s.len; off++)
        sum += !is_tail(p[off]);
    return sum;
}

size_t utf8_offset(struct str s, size_t cps)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0;

    while (s.len - off > LANES) {
        size_t here = count_block(p + off, 1);

        if (here > cps)
            break;
        cps -= here;
        off += LANES;
    }
    while (off < s.len && is_tail(p[off]))
        off++;
    for (; cps && off < s.len; cps--)
        off += utf8_len(p[off]);
    return off < s.len ? off : s.len;
}

size_t utf8_prev(struct str s, size_t off)
{
    do
        off--;
    while (off && is_tail((unsigned char)s.p[off]));
    return off;
}

/* Does a 汉字 as in utf8_is_han() begin with these bytes?  0 or 1, without branches:
 * E3 90.., E4 but the hexagrams E4 B7, E5..E9, EF A4..AB, F0 A0..BF but its last two, E3 80 87. */
static inline uint8_t han_here(uint8_t a, uint8_t b, uint8_t c, uint8_t d)
{
    uint8_t mid = (uint8_t)((uint8_t)(a - 0xE5) < 5) | ((a == 0xE4) & (b != 0xB7));
    uint8_t low = (a == 0xE3) & ((b >= 0x90) | ((b == 0x80) & (c == 0x87)));
    uint8_t compat = (a == 0xEF) & ((uint8_t)(b - 0xA4) < 8);
    uint8_t high = (a == 0xF0) & (b >= 0xA0) & !((b == 0xBF) & (c == 0xBF) & (d >= 0xBE));

    return mid | low | compat | high;
}

/* 汉字 that begin in N x LANES bytes, N <= 255; three more bytes are readable. */
static size_t han_block(const unsigned char *p, size_t n)
{
    uint8_t lanes[LANES] = {0};

    for (size_t k = 0; k < n; k++, p += LANES)
        for (size_t i = 0; i < LANES; i++)
            lanes[i] = (uint8_t)(lanes[i] + han_here(p[i], p[i + 1], p[i + 2], p[i + 3]));
    return sum_lanes(lanes);
}

size_t utf8_count_han(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0, sum = 0;

    while (s.len - off >= LANES + 3) {
        size_t n = (s.len - off - 3) / LANES;

        n = n < BLOCK_LANES ? n : BLOCK_LANES;
        sum += han_block(p + off, n);
        off += n * LANES;
    }
    for (; off + 2 < s.len; off++)
        sum += han_here(p[off], p[off + 1], p[off + 2], off + 3 < s.len ? p[off + 3] : 0);
    return sum;
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes at the start of S that are no ASCII, by eights. */
static size_t skip_high(struct str s)
{
    size_t i = 0;

    for (uint64_t word; s.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.p + i, sizeof word);
        if ((word & HIGH_BITS) != HIGH_BITS)
            break;
    }
    return i;
}

size_t utf8_count_words(struct str s)
{
    size_t n = 0;
    bool inside = false;

    for (size_t i = 0; i < s.len; i++) {
        bool word = is_word_char(s.p[i]);

        if (!word && inside && (s.p[i] == '\'' || s.p[i] == '-'))
            word = i + 1 < s.len && is_word_char(s.p[i + 1]);
        n += word && !inside;
        inside = word;
        if (!inside)
            i += skip_high(str_make(s.p + i + 1, s.len - i - 1));
    }
    return n;
}
