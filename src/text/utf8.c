/* Validation and counting are the two things done to every byte of an archive, so they go by
 * blocks where the text is plain, which is nearly all of Chinese. */
#include "text/utf8.h"

#include "text/block.h"

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

/* What keeps the block at P, with two plain bytes before it, from being plain: of characters of one
 * to three bytes that need no look at their second byte, each tail where a lead asks for one.
 * E0, ED and F0.. are left to one_char(), and so is what is wrong. */
static inline block faults(const unsigned char *p)
{
    block c = block_load(p), b = block_load(p - 1), a = block_load(p - 2);
    block tail = (block)((c & 0xC0) == 0x80);
    block wanted = (block)((b >= 0xC0) | (a >= 0xE0));
    block hard = (block)((c >= 0xF0) | (c == 0xE0) | (c == 0xED) | ((c & 0xFE) == 0xC0));

    return (tail ^ wanted) | hard;
}

/* Start of the character that the byte before OFF belongs to, at most three back. */
static size_t back_to_lead(const unsigned char *p, size_t off)
{
    size_t back = off;

    while (back && off - back < 3 && is_tail(p[back - 1]))
        back--;
    return back && p[back - 1] >= 0x80 ? back - 1 : off;
}

enum { THREES = 3 * BLOCK }; /* bytes of BLOCK characters of three bytes each */

/* The bytes C of characters of three bytes: which bits say what they are (MASK), and what they are
 * then (BITS).  E0 and ED are left to others. */
static inline block three_faults(block c, block mask, block bits)
{
    return ((c & mask) ^ bits) | (block)((c == 0xE0) | (c == 0xED));
}

/* Are the next THREES bytes characters of three bytes each?  Most of Chinese is. */
static bool all_threes(const unsigned char *p)
{
    enum { ML = 0xF0, MT = 0xC0, BL = 0xE0, BT = 0x80 }; /* of a lead, of a tail */
    static const block mask[] = {
        {ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML},
        {MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT},
        {MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT, ML, MT, MT}};
    static const block bits[] = {
        {BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL},
        {BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT},
        {BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT, BL, BT, BT}};

    return block_is_zero(three_faults(block_load(p), mask[0], bits[0]) |
                         three_faults(block_load(p + BLOCK), mask[1], bits[1]) |
                         three_faults(block_load(p + 2 * BLOCK), mask[2], bits[2]));
}

/* From OFF, where a character begins, over what is plain; returns where one begins again. */
static size_t skip_plain(const unsigned char *p, size_t off, size_t len)
{
    size_t i = off, from;

    while (len - i >= THREES && all_threes(p + i))
        i += THREES;
    if (i < 2)
        return i;
    from = i;
    for (int tries = 0; tries < 4 && len - i >= BLOCK; tries++, i += BLOCK)
        if (!block_is_zero(faults(p + i)))
            break;
    return i == from ? i : back_to_lead(p, i);
}

size_t utf8_valid_len(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0, bad;

    while (off < s.len) {
        size_t step, from = off;

        off = skip_plain(p, off, s.len);
        if (off > from)
            continue;
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

enum { SUM_MAX = 255 }; /* blocks after which a sum of bytes may overflow */

/* Characters that begin in N blocks, N <= SUM_MAX. */
static size_t count_blocks(const char *p, size_t n)
{
    block sum = {0};

    for (; n; n--, p += BLOCK)
        sum -= (block)((block_load(p) & 0xC0) != 0x80); /* true is -1 */
    return block_sum(sum);
}

size_t utf8_count(struct str s)
{
    size_t off = 0, sum = 0;

    while (s.len - off >= BLOCK) {
        size_t n = (s.len - off) / BLOCK;

        n = n < SUM_MAX ? n : SUM_MAX;
        sum += count_blocks(s.p + off, n);
        off += n * BLOCK;
    }
    for (; off < s.len; off++)
        sum += !is_tail((unsigned char)s.p[off]);
    return sum;
}

size_t utf8_offset(struct str s, size_t cps)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0;

    while (s.len - off > BLOCK) {
        size_t here = count_blocks(s.p + off, 1);

        if (here > cps)
            break;
        cps -= here;
        off += BLOCK;
    }
    while (off < s.len && is_tail(p[off]))
        off++;
    for (; cps && off < s.len; cps--)
        off += utf8_len(p[off]);
    return off < s.len ? off : s.len;
}

/* Does a 汉字 as in utf8_is_han() begin with these bytes?  E3 90.., E4 but the hexagrams E4 B7,
 * E5..E9, EF A4..AB, F0 A0..BF but its last two, E3 80 87. */
static bool han_here(const unsigned char *p, size_t room)
{
    uint8_t a = p[0], b = room > 1 ? p[1] : 0, c = room > 2 ? p[2] : 0;
    uint8_t d = room > 3 ? p[3] : 0;

    if (a == 0xE3)
        return b >= 0x90 || (b == 0x80 && c == 0x87);
    if (a == 0xEF)
        return b >= 0xA4 && b <= 0xAB;
    if (a == 0xF0)
        return b >= 0xA0 && !(b == 0xBF && c == 0xBF && d >= 0xBE);
    return a >= 0xE4 && a <= 0xE9 && !(a == 0xE4 && b == 0xB7);
}

static size_t han_by_hand(const unsigned char *p, size_t n, size_t room)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += han_here(p + i, room - i);
    return sum;
}

/* Bytes where the lead does not tell: it is none of E4..E9, or a hexagram.  Some are no 汉字. */
static inline block unusual(block a, block b, block c)
{
    block e3 = (block)((a == 0xE3) & (b >= 0x90));
    block zero = (block)((b == 0x80) & (c == 0x87));
    block e4 = (block)((a == 0xE4) & (b == 0xB7));
    block ef = (block)((a == 0xEF) & ((b & 0xF0) == 0xA0));

    return e3 | zero | e4 | ef | (block)(a == 0xF0);
}

enum {
    HAN_BLOCKS = 32
}; /* at once, at most SUM_MAX; an unusual byte costs them all again */

/* 汉字 that begin in N blocks; two more bytes are readable.  False when it takes more to know. */
static bool count_usual(const unsigned char *p, size_t n, size_t *sum)
{
    block leads = {0}, odd = {0};

    for (; n; n--, p += BLOCK) {
        block a = block_load(p), b = block_load(p + 1), c = block_load(p + 2);

        leads -= (block)(a - 0xE4 < 6); /* true is -1 */
        odd |= unusual(a, b, c);
    }
    *sum = block_sum(leads);
    return block_is_zero(odd);
}

size_t utf8_count_han(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t off = 0, sum = 0, here;

    if (!s.len) /* its bytes may be nowhere */
        return 0;
    while (s.len - off >= BLOCK + 2) {
        size_t n = (s.len - off - 2) / BLOCK;

        n = n < HAN_BLOCKS ? n : HAN_BLOCKS;
        if (!count_usual(p + off, n, &here))
            here = han_by_hand(p + off, n * BLOCK, s.len - off);
        sum += here;
        off += n * BLOCK;
    }
    return sum + han_by_hand(p + off, s.len - off, s.len - off);
}

static bool is_word_char(char c)
{
    unsigned char u = (unsigned char)c;

    return (unsigned char)((u | 0x20) - 'a') < 26 || (unsigned char)(u - '0') < 10;
}

/* Does a word begin at I?  Not behind a letter, nor behind a letter and ' or -. */
static bool word_starts(struct str s, size_t i)
{
    if (!is_word_char(s.p[i]))
        return false;
    if (i == 0)
        return true;
    if (s.p[i - 1] == '\'' || s.p[i - 1] == '-')
        return i == 1 || !is_word_char(s.p[i - 2]);
    return !is_word_char(s.p[i - 1]);
}

static inline block word_chars(block c)
{
    return (block)(((c | 0x20) - 'a' < 26) | (c - '0' < 10));
}

/* Words that begin in N blocks, N <= SUM_MAX, with two bytes before them. */
static size_t count_starts(const char *p, size_t n)
{
    block sum = {0};

    for (; n; n--, p += BLOCK) {
        block c = block_load(p), b = block_load(p - 1), a = block_load(p - 2);
        block joins = (block)((b == '\'') | (b == '-'));

        if (block_is_zero(~c & 0x80))
            continue;
        sum -= word_chars(c) & ~(word_chars(b) | (joins & word_chars(a)));
    }
    return block_sum(sum);
}

size_t utf8_count_words(struct str s)
{
    size_t n = 0, i = 0;

    for (; i < 2 && i < s.len; i++)
        n += word_starts(s, i);
    while (s.len - i >= BLOCK) {
        size_t blocks = (s.len - i) / BLOCK;

        blocks = blocks < SUM_MAX ? blocks : SUM_MAX;
        n += count_starts(s.p + i, blocks);
        i += blocks * BLOCK;
    }
    for (; i < s.len; i++)
        n += word_starts(s, i);
    return n;
}
