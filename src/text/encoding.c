/* GB18030 and Big5 cannot be told from each other, or from noise, by form alone: nearly any bytes
 * fit both.  What tells is which characters come out.  Both standards put the common 汉字 first
 * (GB 2312 level 1: rows B0-D7; Big5 level 1: A4-C6), and running text keeps to them, while the
 * other standard's text read this way lies scattered over the rare ones. */
#include "text/encoding.h"

#include "text/utf8.h"

#include <iconv.h>

enum {
    SURE_CHARS = 6,      /* 汉字 needed before a guess counts */
    SURE_PERCENT = 80,   /* of them common */
    SURE_DISTANCE = 10,  /* percent ahead of the other */
    FREQUENT_FROM = 200, /* 汉字 from which the most frequent ones must turn up too */
    REPAIR_PIECE = 1 << 16
};

static const char *const names[] = {
    [ENC_UTF8] = "UTF-8",       [ENC_UTF8_BOM] = "UTF-8",  [ENC_UTF16LE] = "UTF-16LE",
    [ENC_UTF16BE] = "UTF-16BE", [ENC_GB18030] = "GB18030", [ENC_BIG5] = "Big5",
    [ENC_UNKNOWN] = "UTF-8",
};

const char *encoding_name(enum encoding e)
{
    return names[e];
}

/* What a file looks like read in one encoding. */
struct looks {
    bool valid;
    size_t n_han; /* two-byte characters outside the rows of symbols */
    size_t n_common;
    size_t n_frequent; /* 的 一 是 … */
};

/* One step over a file: bytes of the character at P, 0 when it is none. */
typedef size_t step_fn(const unsigned char *p, size_t room, struct looks *k);

static bool in(unsigned c, unsigned lo, unsigned hi)
{
    return c >= lo && c <= hi;
}

static bool is_one_of(unsigned code, const unsigned short *set, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (set[i] == code)
            return true;
    return false;
}

static size_t step_gb(const unsigned char *p, size_t room, struct looks *k)
{
    /* 的 一 是 在 了 和 有 人 不 中 国 大 为 会 业 上 年 发 对 */
    static const unsigned short frequent[] = {
        0xB5C4, 0xD2BB, 0xCAC7, 0xD4DA, 0xC1CB, 0xBACD, 0xD3D0, 0xC8CB, 0xB2BB, 0xD6D0,
        0xB9FA, 0xB4F3, 0xCEAA, 0xBBE1, 0xD2B5, 0xC9CF, 0xC4EA, 0xB7A2, 0xB6D4};

    if (p[0] < 0x80)
        return 1;
    if (room < 2 || !in(p[0], 0x81, 0xFE))
        return 0;
    if (in(p[1], 0x30, 0x39))
        return room >= 4 && in(p[2], 0x81, 0xFE) && in(p[3], 0x30, 0x39) ? 4 : 0;
    if (!in(p[1], 0x40, 0xFE) || p[1] == 0x7F)
        return 0;
    if (in(p[0], 0xA1, 0xA9) && p[1] >= 0xA1)
        return 2;
    k->n_han++;
    k->n_common += in(p[0], 0xB0, 0xD7) && p[1] >= 0xA1;
    k->n_frequent +=
        is_one_of(p[0] * 256u + p[1], frequent, sizeof frequent / sizeof *frequent);
    return 2;
}

static size_t step_big5(const unsigned char *p, size_t room, struct looks *k)
{
    /* 的 一 是 在 了 和 有 人 不 中 國 大 為 會 業 上 年 發 對 */
    static const unsigned short frequent[] = {
        0xAABA, 0xA440, 0xAC4F, 0xA662, 0xA446, 0xA94D, 0xA6B3, 0xA448, 0xA4A3, 0xA4A4,
        0xB0EA, 0xA46A, 0xACB0, 0xB77C, 0xB77E, 0xA457, 0xA67E, 0xB56F, 0xB9EF};

    if (p[0] < 0x80)
        return 1;
    if (room < 2 || !in(p[0], 0xA1, 0xF9) ||
        (!in(p[1], 0x40, 0x7E) && !in(p[1], 0xA1, 0xFE)))
        return 0;
    if (p[0] <= 0xA3)
        return 2;
    k->n_han++;
    k->n_common += p[0] <= 0xC6;
    k->n_frequent +=
        is_one_of(p[0] * 256u + p[1], frequent, sizeof frequent / sizeof *frequent);
    return 2;
}

static struct looks look(struct str raw, step_fn *step)
{
    struct looks k = {.valid = true};
    const unsigned char *p = (const unsigned char *)raw.p;

    for (size_t i = 0, n; i < raw.len; i += n) {
        n = step(p + i, raw.len - i, &k);
        if (!n) {
            k.valid = false;
            break;
        }
    }
    return k;
}

static unsigned percent(const struct looks *k)
{
    return k->n_han ? (unsigned)(k->n_common * 100 / k->n_han) : 0;
}

static bool sure(const struct looks *k, const struct looks *other)
{
    unsigned against = other->valid ? percent(other) : 0;

    if (!k->valid || k->n_han < SURE_CHARS || percent(k) < SURE_PERCENT)
        return false;
    /* Korean and Japanese fit the frame of GB 2312, but 的 一 是 do not turn up in them. */
    if (k->n_han >= FREQUENT_FROM && k->n_frequent * 50 < k->n_han)
        return false;
    return percent(k) >= against + SURE_DISTANCE ||
           (percent(k) >= against && k->n_frequent > 2 * other->n_frequent);
}

static enum encoding guess(struct str raw)
{
    struct looks gb = look(raw, step_gb), big5 = look(raw, step_big5);

    if (sure(&gb, &big5))
        return ENC_GB18030;
    return sure(&big5, &gb) ? ENC_BIG5 : ENC_UNKNOWN;
}

/* False when iconv knows the encoding not or finds a character that it cannot convert. */
static bool convert(struct arena *a, struct str raw, const char *from, struct str *out)
{
    iconv_t cd = iconv_open("UTF-8", from);
    size_t in_left = raw.len, room = raw.len * 2 + 16, out_left = room;
    char *from_p = (char *)(uintptr_t)raw.p; /* iconv does not write to it */
    char *to = arena_alloc(a, room + 1), *to_p = to;
    bool ok;

    if (cd == (iconv_t)-1)
        return false;
    ok = iconv(cd, &from_p, &in_left, &to_p, &out_left) == 0 && in_left == 0;
    iconv_close(cd);
    if (ok)
        *out = str_make(to, room - out_left);
    return ok;
}

/* Bytes of RAW to repair at once: no character, whole or broken, is cut at its end. */
static size_t repair_piece(struct str raw)
{
    size_t len = raw.len < REPAIR_PIECE ? raw.len : REPAIR_PIECE;

    for (size_t back = 0; len < raw.len && back < 3; back++)
        if (((unsigned char)raw.p[len - back] & 0xC0) != 0x80)
            return len - back;
    return len;
}

/* In pieces, so that a big file of noise costs its text and no more. */
static void repair(struct arena *a, struct str raw, struct decoded *d)
{
    char *to = arena_calloc(a, raw.len, 3); /* U+FFFD has 3 bytes */
    size_t len = 0, piece;
    struct buf b = {0};

    d->first_bad = utf8_valid_len(raw);
    for (; raw.len; raw = str_from(raw, piece)) {
        piece = repair_piece(raw);
        buf_reset(&b);
        d->n_replaced += utf8_repair(str_slice(raw, 0, piece), &b);
        memcpy(to + len, b.p, b.len);
        len += b.len;
    }
    d->text = str_make(to, len);
    buf_free(&b);
}

static uint32_t unit16(const unsigned char *p, bool big)
{
    return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

static void replace(struct decoded *d, size_t at)
{
    if (d->n_replaced++ == 0)
        d->first_bad = at;
}

/* The character at OFF of RAW; *LEN its bytes there. */
static uint32_t char16(struct str raw, size_t off, bool big, struct decoded *d,
                       size_t *len)
{
    const unsigned char *p = (const unsigned char *)raw.p + off;
    size_t room = raw.len - off;
    uint32_t u = room >= 2 ? unit16(p, big) : 0xD800;

    *len = room >= 2 ? 2 : 1;
    if (u < 0xD800 || u > 0xDFFF)
        return u;
    if (u <= 0xDBFF && room >= 4) {
        uint32_t v = unit16(p + 2, big);
        if (v >= 0xDC00 && v <= 0xDFFF) {
            *len = 4;
            return 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
        }
    }
    replace(d, off);
    return UTF8_REPLACEMENT;
}

static void from_utf16(struct arena *a, struct str raw, bool big, struct decoded *d)
{
    char *to = arena_calloc(a, raw.len / 2 + 2, 3); /* two bytes become three at most */
    size_t len = 0;

    for (size_t i = 2, n; i < raw.len; i += n)
        len += utf8_encode(char16(raw, i, big, d, &n), to + len);
    d->encoding = big ? ENC_UTF16BE : ENC_UTF16LE;
    d->text = str_make(to, len);
}

struct decoded encoding_decode(struct arena *a, struct str raw)
{
    struct decoded d = {.text = raw, .encoding = ENC_UTF8};

    if (str_starts(raw, STR("\xFF\xFE")) || str_starts(raw, STR("\xFE\xFF"))) {
        from_utf16(a, raw, (unsigned char)raw.p[0] == 0xFE, &d);
        return d;
    }
    if (str_starts(raw, STR("\xEF\xBB\xBF"))) {
        d.encoding = ENC_UTF8_BOM;
        d.text = str_from(raw, 3);
    }
    if (utf8_valid_len(d.text) == d.text.len)
        return d;
    if (d.encoding == ENC_UTF8)
        d.encoding = guess(raw);
    if ((d.encoding == ENC_GB18030 && convert(a, raw, "GB18030", &d.text)) ||
        (d.encoding == ENC_BIG5 &&
         (convert(a, raw, "BIG5", &d.text) || convert(a, raw, "BIG5-HKSCS", &d.text))))
        return d;
    repair(a, d.text, &d);
    if (d.encoding == ENC_UTF8_BOM)
        d.first_bad += 3;
    else
        d.encoding = ENC_UNKNOWN;
    return d;
}
