/* Grapheme clusters.  Between two characters of which neither joins anything (Chinese, Latin,
 * stops: nearly all there is) one bit of the table answers; the rest is asked of libunistring.
 * Its uc_is_grapheme_break() sees two characters only, and its u8_grapheme_next() builds on that,
 * so what needs more of the past, flags and joined emoji (GB11, GB12), is remembered here. */
#include "text/charprop.h"
#include "text/show.h"
#include "text/utf8.h"

#include <unictype.h>
#include <unigbrk.h>

enum { ZWJ = 0x200D, FLAG_FIRST = 0x1F1E6, FLAG_LAST = 0x1F1FF };

/* What came before within one cluster. */
struct past {
    uint32_t cp;
    unsigned n_flags; /* regional indicators in a row, CP included */
    bool emoji;       /* a pictograph and marks, up to CP */
    bool joiner;      /* ... and CP is the joiner after them */
};

static void past_add(struct past *past, uint32_t cp)
{
    bool emoji = past->emoji;

    past->cp = cp;
    past->n_flags = cp >= FLAG_FIRST && cp <= FLAG_LAST ? past->n_flags + 1 : 0;
    past->joiner = emoji && cp == ZWJ;
    past->emoji = uc_is_property_extended_pictographic(cp) ||
                  (emoji && uc_graphemeclusterbreak_property(cp) == GBP_EXTEND);
}

static bool joins(const struct past *past, uint32_t cp)
{
    if (past->n_flags && cp >= FLAG_FIRST && cp <= FLAG_LAST)
        return past->n_flags % 2 == 1;
    if (past->cp == ZWJ && uc_is_property_extended_pictographic(cp))
        return past->joiner;
    return !uc_is_grapheme_break(past->cp, cp);
}

static size_t slow_next(struct str s, size_t off)
{
    struct past past = {0};
    size_t len, end = off;
    uint32_t cp = utf8_decode(s.p + off, &len);

    do {
        past_add(&past, cp);
        end += len;
        if (end >= s.len)
            return s.len - off;
        cp = utf8_decode(s.p + end, &len);
    } while (joins(&past, cp));
    return end - off;
}

size_t show_next(struct str s, size_t off)
{
    size_t len, next_len;

    if (off >= s.len)
        return 0;
    if (!(char_prop(utf8_decode(s.p + off, &len)) & PROP_SOLO))
        return slow_next(s, off);
    if (off + len >= s.len)
        return s.len - off;
    if (char_prop(utf8_decode(s.p + off + len, &next_len)) & PROP_SOLO)
        return len;
    return slow_next(s, off);
}

/* Back to a place that is an end whatever stands before, then forward. */
size_t show_prev(struct str s, size_t off)
{
    size_t at = utf8_prev(s, off), len;
    bool solo = char_prop(utf8_decode(s.p + at, &len)) & PROP_SOLO;

    while (at) {
        size_t before = utf8_prev(s, at);
        bool before_solo = char_prop(utf8_decode(s.p + before, &len)) & PROP_SOLO;

        if (solo && before_solo)
            break;
        at = before;
        solo = before_solo;
    }
    while (at < off && (len = show_next(s, at)) < off - at)
        at += len;
    return at;
}
