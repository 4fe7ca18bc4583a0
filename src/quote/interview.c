/* Runs of questions and answers, labels and signatures. */
#include "interview.h"

enum { SHORTEST = 8, SIGNATURE_MAX = 80, FAR = 2000 /* mentions back */ };

/* Is the pair all that its paragraph holds? */
static bool is_bare(const struct work *w, const struct pair *p)
{
    const struct para *q = &w->paras[p->para];

    for (uint32_t i = q->s; i < q->e; i++) {
        if (i == p->s)
            i = p->e;
        if (i < q->e && !is_blank(w->t.cp[i]) && !(cls(w, i) & C_END))
            return false;
    }
    return true;
}

static bool asks(const struct work *w, const struct pair *p)
{
    return p->ie > p->is && char_in(w, p->ie - 1, "?");
}

static bool has_you(const struct work *w, const struct pair *p)
{
    return text_has(w, p->is, p->ie, "你") || text_has(w, p->is, p->ie, "您");
}

static bool has_me(const struct work *w, const struct pair *p)
{
    return text_has(w, p->is, p->ie, "我") || text_has(w, p->is, p->ie, "咱");
}

/* 你为什么…？ and 可能是我…吧？: the second answers although it asks too. */
static bool answers(const struct work *w, const struct pair *q, const struct pair *p)
{
    return !asks(w, p) || (has_you(w, q) && has_me(w, p) && !has_you(w, p));
}

/* Does pair B stand in the paragraph behind that of A? */
static bool is_next(const struct work *w, const struct pair *a, const struct pair *b)
{
    uint32_t k = a->para + 1;

    while (k < w->n_paras && body_folds(w->paras[k].kind))
        k++;
    return b->para == k;
}

/* “…”翻译家谌某答道: an answer, as the verb behind it says. */
static bool is_answered(const struct work *w, const struct pair *p)
{
    size_t k = cue_from(w, p->e);

    return p->s == w->paras[p->para].s && k < w->n_cues &&
           w->cues[k].s < clause_end(w, p->e) && char_in(w, p->ie - 1, "。!…") &&
           (char_in(w, w->cues[k].s, "答") || char_in(w, w->cues[k].s + 1, "答应"));
}

bool asked_by_medium(const struct work *w, size_t k)
{
    const struct pair *p = &w->pairs[k];

    return k + 1 < w->n_pairs && asks(w, p) && is_next(w, p, p + 1) && is_bare(w, p) &&
           (is_bare(w, p + 1) || is_answered(w, p + 1)) && answers(w, p, p + 1);
}

uint32_t interviewee(const struct work *w, const struct pair *p)
{
    size_t m = mention_from(w, p->s), least = m > FAR ? m - FAR : 0;

    if (!is_bare(w, p))
        return NOBODY;
    while (m > least && w->mentions[m - 1].kind != M_PERSON)
        m--;
    return m > least ? w->mentions[m - 1].who : NOBODY;
}

/* ---- Under a name */

/* 【同期】, (同期声): over brackets and blanks at I. */
static uint32_t skip_brackets(const struct work *w, uint32_t i, uint32_t e)
{
    for (uint32_t k; i < e; i = k) {
        k = i + 1;
        if (is_blank(w->t.cp[i]))
            continue;
        if (!char_in(w, i, "(【["))
            return i;
        while (k < e && k - i < 12 && !char_in(w, k, ")】]"))
            k++;
        if (k >= e || !char_in(w, k, ")】]"))
            return i;
        k++;
    }
    return i;
}

struct signed_text under_label(const struct work *w, size_t p)
{
    struct range r = {w->paras[p].s, w->paras[p].e};
    struct signed_text none = {{0, 0}, w->n_mentions};
    uint32_t s = skip_brackets(w, r.s, r.e), e;
    size_t m = mention_from(w, s);
    const struct mention *x = m < w->n_mentions ? &w->mentions[m] : NULL;

    if (!x || x->kind != M_PERSON || x->lead != s || x->tail >= r.e ||
        !(cls(w, x->tail) & C_COLON) || word_at(w, s, x->s, LEX_REPORTER))
        return none;
    for (e = x->tail + 1; e < r.e && is_blank(w->t.cp[e]); e++)
        ;
    if (r.e - e < SHORTEST || (cls(w, e) & C_QUOTED))
        return none;
    return (struct signed_text){{e, r.e}, m};
}

static uint32_t back_over_blanks(const struct work *w, uint32_t s, uint32_t i)
{
    while (i > s && is_blank(w->t.cp[i - 1]))
        i--;
    return i;
}

/* The mention behind a dash that ends the paragraph R; *DASH = where the dash begins. */
static size_t signature(const struct work *w, struct range r, uint32_t *dash)
{
    uint32_t e = back_over_blanks(w, r.s, r.e);
    size_t m = mention_from(w, e);
    const struct mention *x;

    if (m == 0)
        return w->n_mentions;
    x = &w->mentions[--m];
    *dash = x->lead;
    while (*dash > r.s && char_in(w, *dash - 1, "—―─"))
        --*dash;
    return x->s >= r.s && x->kind == M_PERSON && *dash < x->lead && x->tail == e &&
                   e - *dash <= SIGNATURE_MAX
               ? m
               : w->n_mentions;
}

struct signed_text above_signature(const struct work *w, size_t p)
{
    struct range r = {w->paras[p].s, w->paras[p].e}, next;
    uint32_t dash = 0;
    size_t m = signature(w, r, &dash);

    if (m < w->n_mentions && dash >= r.s + SHORTEST)
        return (struct signed_text){{r.s, back_over_blanks(w, r.s, dash)}, m};
    if (m < w->n_mentions || p + 1 >= w->n_paras || r.e - r.s < SHORTEST)
        return (struct signed_text){{0, 0}, w->n_mentions};
    next = (struct range){w->paras[p + 1].s, w->paras[p + 1].e};
    m = signature(w, next, &dash);
    return (struct signed_text){r, dash == next.s ? m : w->n_mentions};
}
