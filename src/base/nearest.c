/* What a mistyped word may have meant. */
#include "base/nearest.h"

#include "base/str.h"

#include <stdint.h>

enum { WORD_MAX_LEN = 24 };

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;

    return m < c ? m : c;
}

/* Edits (insert, delete, replace, swap neighbours) from A to B. */
static size_t distance(struct str a, struct str b)
{
    size_t d[WORD_MAX_LEN + 1][WORD_MAX_LEN + 1];

    for (size_t i = 0; i <= a.len; i++)
        d[i][0] = i;
    for (size_t k = 0; k <= b.len; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        for (size_t k = 1; k <= b.len; k++) {
            bool same = a.p[i - 1] == b.p[k - 1];
            bool swap =
                i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1];
            d[i][k] = min3(d[i - 1][k] + 1, d[i][k - 1] + 1, d[i - 1][k - 1] + !same);
            if (swap && d[i - 2][k - 2] + 1 < d[i][k])
                d[i][k] = d[i - 2][k - 2] + 1;
        }
    }
    return d[a.len][b.len];
}

const char *nearest_word(const char *word, const char *(*word_at)(size_t i))
{
    struct str w = str_of(word);
    const char *best = NULL, *name;
    size_t best_d = w.len / 3 + 1;

    if (w.len < 2 || w.len > WORD_MAX_LEN)
        return NULL;
    for (size_t i = 0; (name = word_at(i)) != NULL; i++) {
        struct str n = str_of(name);
        size_t d = n.len <= WORD_MAX_LEN ? distance(w, n) : SIZE_MAX;
        if (d > 0 && w.len >= 3 && str_starts(n, w))
            d = 1;
        if (d < best_d || (d == best_d && !best)) {
            best = name;
            best_d = d;
        }
    }
    return best;
}
