#include "text/sentence.h"

#include "text/utf8.h"

#include <stdint.h>

static bool in(const uint32_t *set, uint32_t c)
{
    while (*set && *set != c)
        set++;
    return *set != 0;
}

static bool is_end(uint32_t c)
{
    static const uint32_t ends[] = {0x3002, 0xFF01, 0xFF1F, '!', '?', 0x2026, 0xFF0E, 0};
    return in(ends, c);
}

static bool is_closing(uint32_t c)
{
    static const uint32_t closing[] = {0x201D, 0x2019, 0x300D, 0x300F, ')',    0xFF09,
                                       0x300B, 0x3009, 0x3011, '"',    0x3015, 0};
    return in(closing, c);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x3000;
}

/* The code point at *OFF, which moves behind it; 0 at the end. */
static uint32_t take(struct str s, size_t *off)
{
    size_t len;
    uint32_t c;

    if (*off >= s.len)
        return 0;
    c = utf8_decode(s.p + *off, &len);
    *off += len;
    return c;
}

/* Behind the marks at OFF that still belong to a sentence that has ended. */
static size_t behind_marks(struct str s, size_t off)
{
    for (size_t next = off;; off = next) {
        uint32_t c = take(s, &next);
        if (!c || (!is_end(c) && !is_closing(c)))
            return off;
    }
}

size_t sentence_end(struct str s, size_t off)
{
    for (size_t next = off;; off = next) {
        uint32_t c = take(s, &next);
        if (!c || c == '\n')
            return off;
        if (is_end(c))
            return behind_marks(s, next);
    }
}

static size_t skip_space(struct str s, size_t off)
{
    for (size_t next = off;; off = next) {
        uint32_t c = take(s, &next);
        if (!c || !is_space(c))
            return off;
    }
}

size_t sentence_start(struct str s, size_t off)
{
    size_t line = off < s.len ? off : s.len, start, end;

    while (line > 0 && s.p[line - 1] != '\n')
        line--;
    start = skip_space(s, line);
    while (start < off && (end = sentence_end(s, start)) <= off) {
        size_t next = skip_space(s, end);
        if (next > off || next == start || end == s.len)
            break;
        start = next;
    }
    return start < off ? start : off;
}

/* The start of the sentence before OFF, which begins one; OFF when there is none. */
static size_t previous(struct str s, size_t off)
{
    size_t at = off;

    while (at > 0) {
        at--;
        while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
            at--;
        if (!is_space(utf8_decode(s.p + at, &(size_t){0})))
            return sentence_start(s, at);
    }
    return off;
}

struct span sentence_around(struct str s, struct span span, unsigned n)
{
    size_t from = sentence_start(s, span.off), to = span.off + span.len;

    /* A quotation that ends with its own full stop ends the sentence too. */
    if (to < s.len && to > 0 && behind_marks(s, sentence_end(s, span.off)) != to)
        to = sentence_end(s, to);
    for (unsigned i = 0; i < n; i++) {
        from = previous(s, from);
        to = sentence_end(s, skip_space(s, to));
    }
    return (struct span){from, to - from};
}
