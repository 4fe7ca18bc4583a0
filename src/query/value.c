/* Numbers, and when two values are equal. */
#include "internal.h"

/* Digits of at most fifteen places, 万 and 千 behind them; the whole of S. */
static bool read_number(struct str s, int64_t *out)
{
    static const struct {
        const char *name;
        int64_t factor;
    } units[] = {{"", 1}, {"千", 1000}, {"万", 10000}};
    int64_t n = 0;
    size_t i = 0;

    while (i < s.len && i < 15 && s.p[i] >= '0' && s.p[i] <= '9')
        n = n * 10 + (s.p[i++] - '0');
    for (size_t k = 0; i > 0 && k < sizeof units / sizeof *units; k++)
        if (str_eq(str_from(s, i), str_of(units[k].name))) {
            *out = n * units[k].factor;
            return true;
        }
    return false;
}

static bool read_range(struct str s, size_t dots, int64_t *min, int64_t *max)
{
    struct str left = str_slice(s, 0, dots), right = str_from(s, dots + 2);

    if (!left.len && !right.len)
        return false;
    return (!left.len || read_number(left, min)) &&
           (!right.len || read_number(right, max));
}

/* >=n and the like; what is added to n gives the limit. */
static const struct {
    const char *mark;
    bool min, max; /* which limits it sets */
    int64_t add;
} marks[] = {
    {">=", true, false, 0}, {"≥", true, false, 0}, {"<=", false, true, 0},
    {"≤", false, true, 0},  {">", true, false, 1}, {"<", false, true, -1},
    {"=", true, true, 0},   {"", true, true, 0},
};

static bool read_compared(struct str s, int64_t *min, int64_t *max)
{
    size_t i = 0;
    int64_t n;

    while (!str_starts(s, str_of(marks[i].mark)))
        i++;
    if (!read_number(str_from(s, strlen(marks[i].mark)), &n))
        return false;
    if (marks[i].min)
        *min = n + marks[i].add;
    if (marks[i].max)
        *max = n + marks[i].add;
    return true;
}

bool number_parse(struct arena *a, struct str word, struct query_value *v)
{
    struct str s = lex_folded(a, word);
    size_t dots = str_find(s, STR(".."), 0);

    v->match = QUERY_NUMBER;
    v->text = word;
    v->folded = s;
    v->min = 0;
    v->max = QUERY_NO_MAX;
    return (dots < s.len ? read_range(s, dots, &v->min, &v->max)
                         : read_compared(s, &v->min, &v->max)) &&
           v->min <= v->max;
}

bool value_equal(const struct query_value *a, const struct query_value *b)
{
    if (a->match != b->match)
        return false;
    switch (a->match) {
    case QUERY_PRESENT:
        return true;
    case QUERY_NUMBER:
        return a->min == b->min && a->max == b->max;
    case QUERY_DATES:
        return a->from == b->from && a->to == b->to;
    case QUERY_FLAG:
        return a->flag == b->flag;
    case QUERY_CONTAINS:
    case QUERY_PREFIX:
    case QUERY_EXACT:
        break;
    }
    return a->pinyin == b->pinyin && str_eq(a->folded, b->folded);
}
