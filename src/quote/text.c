/* The text of an article as the engine reads it: folded code points, a class for each, and the
 * paragraphs. */
#include "work.h"

#include "text/utf8.h"

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* 7:30 and 1,000 are numbers, no clauses. */
static bool in_number(const struct work *w, uint32_t i)
{
    return i > 0 && i + 1 < w->n && is_digit(w->t.cp[i - 1]) && is_digit(w->t.cp[i + 1]);
}

/* The table of marks ends at U+FFFF. */
static unsigned char mark_far(const struct work *w, uint32_t i)
{
    return mark_of(fold_cp(&w->t, i), letter(&w->lx->t, w->t.cp[i]));
}

/* Folding has made small letters of the capitals. */
static void mark_capitals(struct work *w, uint32_t s, uint32_t e)
{
    const char *p = w->t.text.p;
    size_t off = fold_offset(&w->t, s);

    for (; s < e; off += utf8_len((unsigned char)p[off]), s++)
        if (p[off] >= 'A' && p[off] <= 'Z')
            w->mark[s] |= MARK_CAPITAL | MARK_NAME;
}

static void classify(struct work *w)
{
    const unsigned char *table = w->lx->t.mark;
    const uint16_t *cp = w->t.cp;

    w->mark = arena_bytes(w->a, w->n + 1);
    w->mark[w->n] = IS_OTHER;
    for (uint32_t i = 0, end; i < w->n; i = end) {
        bool latin = false;
        end = w->n - i > FOLD_STEP ? i + FOLD_STEP : w->n;
        for (uint32_t k = i; k < end; k++) {
            unsigned char m = table[cp[k]];
            if ((m == IS_COMMA || m == IS_COLON) && in_number(w, k))
                m = IS_OTHER;
            if (cp[k] >= FAR_FIRST && cp[k] < FAR_FIRST + FAR_MOST)
                m = mark_far(w, k);
            latin |= (m & MARK_CLASS) == IS_LATIN;
            w->mark[k] = m;
        }
        if (latin)
            mark_capitals(w, i, end);
    }
}

/* The number of the code point at byte OFF; *AT, *I: one before it, moved there. */
static uint32_t index_of(const struct work *w, size_t off, size_t *at, uint32_t *i)
{
    *i += (uint32_t)utf8_count(str_slice(w->t.text, *at, off - *at));
    *at = off;
    return *i;
}

static void find_paras(struct work *w)
{
    const struct body *b = w->body;
    size_t at = 0;
    uint32_t i = 0;

    w->paras = arena_calloc(w->a, b->n_parts + 1, sizeof *w->paras);
    for (size_t k = 0; k < b->n_parts; k++) {
        const struct part *p = &b->parts[k];
        struct para *q = &w->paras[w->n_paras];
        q->s = index_of(w, p->span.off, &at, &i);
        q->e = index_of(w, p->span.off + p->span.len, &at, &i);
        q->kind = p->kind;
        q->soft = p->derived && p->soft;
        w->n_paras += q->e > q->s;
    }
}

void work_text(struct work *w)
{
    lexicon_fold(w->lx, w->a, w->body->text, &w->t);
    w->n = (uint32_t)w->t.n;
    classify(w);
    find_paras(w);
}

size_t para_at(const struct work *w, uint32_t i)
{
    size_t lo = 0, hi = w->n_paras;

    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;
        if (w->paras[mid].s <= i)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool text_has_units(const struct work *w, uint32_t s, uint32_t e, const char16_t *z,
                    uint32_t n)
{
    for (; s + n <= e; s++)
        if (w->t.cp[s] == z[0] && text_is_units(w, s, z, n))
            return true;
    return false;
}

bool range_eq(const struct work *w, struct range a, struct range b)
{
    return a.e - a.s == b.e - b.s &&
           memcmp(w->t.cp + a.s, w->t.cp + b.s, (a.e - a.s) * sizeof *w->t.cp) == 0;
}

struct span span_of(const struct work *w, struct range r)
{
    size_t off = fold_offset(&w->t, r.s);

    return (struct span){off, fold_offset(&w->t, r.e) - off};
}
