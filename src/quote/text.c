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

/* What is known of character I.  The table knows no far characters but those of words. */
static unsigned about(const struct work *w, uint32_t i)
{
    uint16_t unit = w->t.cp[i];

    if (unit < FAR_FIRST || unit >= FAR_FIRST + FAR_MOST || w->lx->t.number[unit])
        return w->lx->t.about[unit];
    return about_char(fold_cp(&w->t, i), &w->lx->t.letters[0], false);
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

/* The marks of a character from what is known of it (X) and its neighbours, and whether a word of
 * two and more may begin here.  Without branches: what a text says next cannot be guessed. */
static inline unsigned char mark_of(unsigned before, unsigned x, unsigned after,
                                    bool chain)
{
    unsigned both = x & after, border = before / U_BORDER & 1;
    unsigned left = border | (before / U_LEFT & 1);
    unsigned named = x / U_SURNAME | x / U_FAMILIAR | both / U_TRANSLIT;
    unsigned name = left & (named | (border & both / U_GIVEN));
    unsigned titled = x / U_SURNAME & after / U_TITLE & 1;
    unsigned chained = x >> U_CHAIN & MARK_BEGINS & (0u - chain);

    return (unsigned char)((x & (MARK_CLASS | MARK_BEGINS)) | chained |
                           (name & 1) * MARK_NAME | titled * MARK_MENTION);
}

/* A block of at most FOLD_STEP characters; FAR when there are far ones in the text. */
static inline void classify_block(struct work *w, uint32_t s, uint32_t e, bool far)
{
    const struct lex_tables *t = &w->lx->t;
    const uint16_t *cp = w->t.cp;
    unsigned before = s ? about(w, s - 1) : IS_OTHER | U_BORDER, x = about(w, s), after;
    bool latin = false;

    for (uint32_t i = s; i < e; i++, before = x, x = after) {
        unsigned char m;
        after = far && i + 1 < w->n ? about(w, i + 1) : t->about[cp[i + 1]];
        m = mark_of(before, x, after, may_chain(t, AT, cp[i], cp[i + 1]));
        if ((m == IS_COMMA || m == IS_COLON) && in_number(w, i))
            m = IS_OTHER;
        latin |= (m & MARK_CLASS) == IS_LATIN;
        w->mark[i] = m;
    }
    if (latin)
        mark_capitals(w, s, e);
}

static void classify(struct work *w)
{
    uint32_t s = 0;

    w->mark = arena_bytes(w->a, w->n + 1);
    w->mark[w->n] = IS_OTHER;
    for (; w->n - s > FOLD_STEP; s += FOLD_STEP)
        if (w->t.n_far)
            classify_block(w, s, s + FOLD_STEP, true);
        else
            classify_block(w, s, s + FOLD_STEP, false);
    if (s < w->n)
        classify_block(w, s, w->n, true);
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
        if (q->e == q->s)
            continue;
        w->mark[q->s] |= MARK_PARA;
        w->n_paras++;
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

uint32_t text_starts(const struct work *w, uint32_t i, const char16_t *z)
{
    uint32_t n = 0;

    while (z[n] && i + n < w->n && w->t.cp[i + n] == z[n])
        n++;
    return z[n] ? 0 : n;
}

uint32_t words_at(const struct work *w, uint32_t i, const char16_t *const *list, size_t n)
{
    uint32_t len = 0;

    for (size_t k = 0; k < n && !len; k++)
        len = text_starts(w, i, list[k]);
    return len;
}
