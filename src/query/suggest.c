/* What a mistyped name may have meant: few edits away, begun, or first letters of pinyin. */
#include "internal.h"

#include "text/pinyin.h"
#include "text/utf8.h"

enum { MAX_CPS = 24 };

struct name {
    uint32_t cp[MAX_CPS];
    size_t n; /* MAX_CPS + 1: too long */
};

static struct name decode(struct str s)
{
    struct name out = {.n = 0};
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t c = utf8_decode(s.p + i, &len);
        if (out.n == MAX_CPS)
            return (struct name){.n = MAX_CPS + 1};
        out.cp[out.n++] = c;
    }
    return out;
}

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;

    return m < c ? m : c;
}

/* Edits (insert, delete, replace, swap neighbours) from A to B. */
static size_t distance(const struct name *a, const struct name *b)
{
    size_t d[MAX_CPS + 1][MAX_CPS + 1];

    for (size_t i = 0; i <= a->n; i++)
        d[i][0] = i;
    for (size_t k = 0; k <= b->n; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= a->n; i++) {
        for (size_t k = 1; k <= b->n; k++) {
            bool same = a->cp[i - 1] == b->cp[k - 1];
            bool swap = i > 1 && k > 1 && a->cp[i - 1] == b->cp[k - 2] &&
                        a->cp[i - 2] == b->cp[k - 1];
            d[i][k] = min3(d[i - 1][k] + 1, d[i][k - 1] + 1, d[i - 1][k - 1] + !same);
            if (swap && d[i - 2][k - 2] + 1 < d[i][k])
                d[i][k] = d[i - 2][k - 2] + 1;
        }
    }
    return d[a->n][b->n];
}

/* Are the letters of A the first ones of the readings of B's characters? */
static bool is_initials(const struct name *a, const struct name *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const char *reading = pinyin_readings(b->cp[i]);
        if (a->n != b->n || a->n < 2 || (unsigned char)*reading != a->cp[i])
            return false;
    }
    return a->n > 0;
}

static bool starts(const struct name *s, const struct name *with)
{
    return s->n > with->n && memcmp(s->cp, with->cp, with->n * sizeof *s->cp) == 0;
}

struct search {
    struct arena a;
    struct name want;
    struct str best;
    size_t best_d; /* nothing at this distance or further is near */
};

static void offer(struct search *s, struct str name)
{
    struct name n = decode(lex_folded(&s->a, name));
    size_t d;

    if (n.n == 0 || n.n > MAX_CPS)
        return;
    d = 2 * distance(&s->want, &n);
    /* Two letters are one edit away from too much; two 汉字 share at least the first. */
    if (n.n < 3 && s->want.n < 3 && (n.cp[0] < 0x80 || n.cp[0] != s->want.cp[0]))
        d = SIZE_MAX;
    if (s->want.n >= 2 && starts(&n, &s->want))
        d = 2;
    if (is_initials(&s->want, &n))
        d = 1;
    if (d < s->best_d) {
        s->best = name;
        s->best_d = d;
    }
}

static bool begin(struct search *s, struct str name)
{
    s->want = decode(lex_folded(&s->a, name));
    s->best_d = 2 * (s->want.n < 3 ? 1 : s->want.n / 3) + 1;
    return s->want.n > 0 && s->want.n <= MAX_CPS;
}

struct str suggest_field(struct str name, const struct query_world *w)
{
    struct search s = {0};
    const char *alias;

    if (begin(&s, name)) {
        for (int f = 0; f < QUERY_FACET; f++)
            for (size_t i = 0; (alias = query_field_alias((enum query_field)f, i)); i++)
                offer(&s, str_of(alias));
        for (size_t i = 0; i < w->n_facets; i++)
            offer(&s, w->facets[i]);
    }
    arena_free(&s.a);
    return s.best;
}

struct str suggest_flag(struct str name)
{
    struct search s = {0};
    const char *alias;

    if (begin(&s, name)) {
        for (int f = 0; f < QUERY_N_FLAGS; f++)
            for (size_t i = 0; (alias = flag_name_at((enum query_flag)f, i)); i++)
                offer(&s, str_of(alias));
    }
    arena_free(&s.a);
    return s.best;
}
