/* Words and characters by which a body is taken apart: the lists of data/words.tsv. */
#include "body_work.h"

#include "words.h"

/* The first word whose key is CP, or a greater one. */
static size_t first_of(const uint32_t *keys, size_t n, uint32_t cp)
{
    size_t lo = 0, hi = n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (keys[mid] < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static struct str word_of(const struct words_end *e, size_t i)
{
    return str_make(e->text + e->from[i], (size_t)e->from[i + 1] - e->from[i]);
}

size_t words_find_at(const struct words *w, struct str t, size_t off, uint32_t cp)
{
    for (size_t i = first_of(w->at.keys, w->n, cp); i < w->n && w->at.keys[i] == cp;
         i++) {
        struct str k = word_of(&w->at, i);

        if (k.len <= t.len - off && !memcmp(t.p + off, k.p, k.len))
            return k.len;
    }
    return 0;
}

size_t words_find_before(const struct words *w, struct str t, size_t end, uint32_t cp)
{
    for (size_t i = first_of(w->before.keys, w->n, cp);
         i < w->n && w->before.keys[i] == cp; i++) {
        struct str k = word_of(&w->before, i);

        if (k.len <= end && !memcmp(t.p + end - k.len, k.p, k.len))
            return k.len;
    }
    return 0;
}

bool body_in_set(uint32_t cp, const char *set)
{
    size_t len;

    for (; cp && *set; set += len)
        if (utf8_decode(set, &len) == cp)
            return true;
    return false;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == 0x3000 ||
           cp == 0xA0;
}

size_t body_skip_blanks(struct str t, size_t off, size_t end)
{
    size_t len;

    while (off < end && is_blank(body_cp(t, off, &len)))
        off += len;
    return off;
}

struct span body_trim(struct str t, struct span s)
{
    size_t off = body_skip_blanks(t, s.off, s.off + s.len), end = s.off + s.len;

    while (end > off) {
        uint32_t cp = body_cp_before(t, end);

        if (!is_blank(cp))
            break;
        end -= cp < 0x80 ? 1 : cp < 0x800 ? 2 : 3;
    }
    return (struct span){off, end - off};
}

size_t body_length(struct str t, struct span s, size_t max)
{
    size_t n;

    if (s.len / 4 >= max)
        return max;
    n = utf8_count(str_slice(t, s.off, s.len));
    return n < max ? n : max;
}
