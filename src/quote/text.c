/* The text of an article as the engine reads it: folded code points, a class for each, and the
 * paragraphs. */
#include "work.h"

#include "text/utf8.h"

/* Folding has made small letters of the capitals. */
static void mark_capitals(struct work *w, uint32_t s, uint32_t e)
{
    const char *p = w->t.text.p;
    size_t off = fold_offset(&w->t, s);

    for (; s < e; off += utf8_len((unsigned char)p[off]), s++)
        if (p[off] >= 'A' && p[off] <= 'Z')
            w->mark[s] |= MARK_CAPITAL | MARK_NAME;
}

/* Characters are looked at in stretches of so many, and in simple loops, without branches: what a
 * text says next cannot be guessed, and a compiler makes vectors of them. */
enum { STRETCH = 64 };

struct stretch {
    uint16_t cp[STRETCH + 2]; /* one more at either end */
    uint16_t about[STRETCH + 2];
    unsigned char starts[STRETCH];
    unsigned char mark[STRETCH];
};

/* The N characters at S, at most STRETCH, and their neighbours; zeros where there are none. */
static void take(const struct work *w, uint32_t s, uint32_t n, struct stretch *x)
{
    const uint16_t *cp = w->t.cp + s;

    x->cp[0] = s ? cp[-1] : 0;
    memcpy(x->cp + 1, cp, n * sizeof *cp);
    memset(x->cp + 1 + n, 0, (STRETCH + 1 - n) * sizeof *cp);
    if (s + n < w->n)
        x->cp[n + 1] = cp[n];
}

/* What the tables say of them, and of the words of two and more that may begin there. */
static void look_up(const struct lex_tables *t, struct stretch *x)
{
    uint16_t start[STRETCH];

    for (uint32_t k = 0; k < STRETCH; k++)
        start[k] = start_of(x->cp[k + 1], x->cp[k + 2]);
    for (uint32_t k = 0; k < STRETCH; k++) {
        x->starts[k] = t->starts[start[k]];
        x->about[k] = t->about[x->cp[k]];
    }
    x->about[STRETCH] = t->about[x->cp[STRETCH]];
    x->about[STRETCH + 1] = t->about[x->cp[STRETCH + 1]];
}

/* The table knows no far characters but those of words. */
static void look_up_far(const struct work *w, uint32_t s, struct stretch *x)
{
    const struct lex_tables *t = &w->lx->t;

    for (uint32_t k = 0; k < STRETCH + 2; k++) {
        uint16_t unit = x->cp[k];
        if (unit >= FAR_FIRST && unit - FAR_FIRST < (int)w->t.n_far && !t->number[unit])
            x->about[k] = about_char(fold_cp(&w->t, s + k - 1), &t->letters[0], false);
    }
}

/* 7:30 and 1,000 are numbers, no clauses: is a mark of class M, no letter, between digits? */
static inline uint16_t in_number(uint16_t m, uint16_t before, uint16_t after)
{
    return ((m & ~(IS_COMMA ^ IS_COLON)) == IS_COMMA) & ((uint16_t)(before - '0') < 10) &
           ((uint16_t)(after - '0') < 10);
}

/* The marks of each character from what is known of it and its neighbours. */
static void mark_stretch(struct stretch *x)
{
    for (uint32_t k = 0; k < STRETCH; k++) {
        uint16_t before = x->about[k], here = x->about[k + 1], after = x->about[k + 2];
        uint16_t both = here & after, border = before / U_BORDER & 1;
        uint16_t left = border | (before / U_LEFT & 1);
        uint16_t named = here / U_SURNAME | here / U_FAMILIAR | both / U_TRANSLIT;
        uint16_t name = left & (named | (border & both / U_GIVEN)) & 1;
        uint16_t titled = here / U_SURNAME & after / U_TITLE & 1;
        uint16_t m = (here & (MARK_CLASS | MARK_BEGINS)) |
                     (here >> U_CHAIN & MARK_BEGINS & x->starts[k]) | name * MARK_NAME |
                     titled * MARK_MENTION;
        x->mark[k] = (unsigned char)(m | in_number(m, x->cp[k], x->cp[k + 2]) * IS_OTHER);
    }
}

static bool has_small_letters(const struct stretch *x)
{
    unsigned found = 0;

    for (uint32_t k = 1; k <= STRETCH; k++)
        found |= (uint16_t)(x->cp[k] - 'a') < 26;
    return found;
}

static void classify(struct work *w)
{
    struct stretch x;

    w->mark = arena_bytes(w->a, w->n + 1);
    w->mark[w->n] = IS_OTHER;
    for (uint32_t s = 0, n; s < w->n; s += n) {
        n = w->n - s < STRETCH ? w->n - s : STRETCH;
        take(w, s, n, &x);
        look_up(&w->lx->t, &x);
        if (w->t.n_far)
            look_up_far(w, s, &x);
        if (!s)
            x.about[0] = IS_OTHER | U_BORDER;
        mark_stretch(&x);
        memcpy(w->mark + s, x.mark, n);
        if (has_small_letters(&x))
            mark_capitals(w, s, s + n);
    }
}

/* The number of the code point at byte OFF, that of one before it or as far being I. */
static uint32_t index_of(const struct work *w, size_t off, uint32_t i)
{
    size_t k = i / FOLD_STEP + 1, last = w->n / FOLD_STEP, at;

    while (k <= last && w->t.at[k] <= off)
        k++;
    at = w->t.at[k - 1];
    for (i = (uint32_t)(k - 1) * FOLD_STEP; at < off; i++)
        at += utf8_len((unsigned char)w->t.text.p[at]);
    return i;
}

static void find_paras(struct work *w)
{
    const struct body *b = w->body;
    uint32_t i = 0;

    w->paras = arena_calloc(w->a, b->n_parts + 1, sizeof *w->paras);
    for (size_t k = 0; k < b->n_parts; k++) {
        const struct part *p = &b->parts[k];
        struct para *q = &w->paras[w->n_paras];
        q->s = index_of(w, p->span.off, i);
        q->e = i = index_of(w, p->span.off + p->span.len, q->s);
        q->kind = p->kind;
        q->soft = p->derived && p->soft;
        if (q->e == q->s)
            continue;
        w->mark[q->s] |= MARK_PARA;
        w->n_paras++;
    }
    w->para_places = places_of(w, w->paras, w->n_paras, sizeof *w->paras);
}

void work_text(struct work *w)
{
    lexicon_fold(w->lx, w->a, w->body->text, &w->t);
    w->n = (uint32_t)w->t.n;
    classify(w);
    find_paras(w);
}

struct places places_of(const struct work *w, const void *first, size_t n, size_t size)
{
    uint32_t steps = w->n / PLACES_STEP + 2;
    struct places p = {arena_array(w->a, uint32_t, steps)};
    const char *at = first;
    uint32_t step = 0;

    for (uint32_t k = 0; k < n; k++) {
        uint32_t s;
        memcpy(&s, at + k * size, sizeof s);
        for (; step < steps && step * PLACES_STEP <= s; step++)
            p.from[step] = k;
    }
    for (; step < steps; step++)
        p.from[step] = (uint32_t)n;
    return p;
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
    uint16_t first = i < w->n ? w->t.cp[i] : 0;

    for (size_t k = 0; k < n; k++) {
        uint32_t len = list[k][0] == first ? text_starts(w, i, list[k]) : 0;
        if (len)
            return len;
    }
    return 0;
}
