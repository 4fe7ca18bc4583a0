/* Is a character one of a few that a literal names?
 *
 * Asked of every character of every text, and the answer is no nearly always.  The optimiser turns
 * CHARSET_FILTER() of a literal into one number: a bit for the last six bits of each character.  A
 * character without a bit there is refused at once. */
#ifndef YULU_TEXT_CHARSET_H
#define YULU_TEXT_CHARSET_H

#include <stdbool.h>
#include <stdint.h>
#include <uchar.h>

#define CHARSET_LEN_(s) (sizeof(s) / sizeof *(s)-1)
#define CHARSET_1_(s, i)                                                                 \
    ((i) < CHARSET_LEN_(s) ? (uint64_t)1 << ((s)[(i) < CHARSET_LEN_(s) ? (i) : 0] & 63)  \
                           : 0)
#define CHARSET_4_(s, i)                                                                 \
    (CHARSET_1_(s, i) | CHARSET_1_(s, (i) + 1) | CHARSET_1_(s, (i) + 2) |                \
     CHARSET_1_(s, (i) + 3))
#define CHARSET_16_(s, i)                                                                \
    (CHARSET_4_(s, i) | CHARSET_4_(s, (i) + 4) | CHARSET_4_(s, (i) + 8) |                \
     CHARSET_4_(s, (i) + 12))
enum { CHARSET_MOST = 48 };
/* S is a literal U"..." of at most CHARSET_MOST characters; longer ones let everything through. */
#define CHARSET_FILTER(s)                                                                \
    (CHARSET_LEN_(s) > CHARSET_MOST                                                      \
         ? ~(uint64_t)0                                                                  \
         : (CHARSET_16_(s, 0) | CHARSET_16_(s, 16) | CHARSET_16_(s, 32)))

/* Is CP, no NUL, in SET, whose filter is FILTER? */
static inline bool charset_has(uint32_t cp, const char32_t *set, uint64_t filter)
{
    if (!(filter >> (cp & 63) & 1) || !cp)
        return false;
    while (*set && *set != cp)
        set++;
    return *set != 0;
}

/* Is CP one of the characters of LITERAL, "，。；"? */
#define char_is_in(cp, literal) charset_has(cp, U"" literal, CHARSET_FILTER(U"" literal))

#endif
