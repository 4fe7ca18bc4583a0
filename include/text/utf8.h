/* UTF-8 as RFC 3629 defines it: no surrogates, nothing above U+10FFFF, no overlong forms.
 *
 * Text inside the program is valid UTF-8; only utf8_valid_len() and utf8_repair() look at bytes
 * that may be anything. */
#ifndef YULU_TEXT_UTF8_H
#define YULU_TEXT_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Bytes of the character that starts with LEAD in valid UTF-8. */
static inline size_t utf8_len(unsigned char lead)
{
    return lead < 0x80 ? 1u : lead < 0xE0 ? 2u : lead < 0xF0 ? 3u : 4u;
}

/* The code point at P (valid UTF-8); *LEN = its bytes. */
static inline uint32_t utf8_decode(const char *p, size_t *len)
{
    const unsigned char *u = (const unsigned char *)p;

    if (u[0] < 0x80) {
        *len = 1;
        return u[0];
    }
    if (u[0] < 0xE0) {
        *len = 2;
        return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
    }
    if (u[0] < 0xF0) {
        *len = 3;
        return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 |
               (u[2] & 0x3Fu);
    }
    *len = 4;
    return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
           (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3Fu);
}

/* Write CP to OUT (4 bytes of room); returns the bytes written.  CP is a valid scalar value. */
size_t utf8_encode(uint32_t cp, char *out);

/* Length of the longest valid prefix of S: s.len when all of S is valid. */
size_t utf8_valid_len(struct str s);
/* Append S to OUT with each maximal invalid subpart (Unicode 15, 3.9, best practice) replaced by
 * U+FFFD; returns the number of replacements. */
size_t utf8_repair(struct str s, struct buf *out);

/* Code points in S (valid UTF-8).  O(len), several bytes a cycle. */
size_t utf8_count(struct str s);
/* Byte offset of code point CPS of S, or s.len when S is shorter. */
size_t utf8_offset(struct str s, size_t cps);
/* Offset of the start of the character before byte OFF (OFF > 0, on a boundary). */
static inline size_t utf8_prev(struct str s, size_t off)
{
    do
        off--;
    while (off && ((unsigned char)s.p[off] & 0xC0) == 0x80);
    return off;
}

/* Han characters (Script=Han ideographs: URO, extensions, compatibility, 〇) in S: the figure
 * shown as 字.  Latin words: runs of ASCII letters, digits and ' - inside.  O(len). */
size_t utf8_count_han(struct str s);
size_t utf8_count_words(struct str s);
static inline bool utf8_is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) ||
           (cp >= 0x20000 && cp <= 0x3FFFD) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           cp == 0x3007;
}

#endif
