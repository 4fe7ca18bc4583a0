/* Statements without marks: the words behind a verb of speaking whose subject is a person, to the
 * end of the sentence, and on while nothing shows that the writer speaks again. */
#include "indirect.h"

#include "interview.h"

enum { LEAST = 6 }; /* characters of a statement */

/* The first pair of speech in [S, E), or E. */
static uint32_t before_speech(const struct work *w, const bool *direct, uint32_t s,
                              uint32_t e)
{
    for (size_t k = pair_from(w, s); k < w->n_pairs && w->pairs[k].s < e; k++)
        if (direct[k])
            return w->pairs[k].s;
    return e;
}

static uint32_t with_mark(const struct work *w, uint32_t i, uint32_t e)
{
    while (i < e && (cls(w, i) & C_END))
        i++;
    return i;
}

/* Does the sentence [S, E) go on with what somebody else said before? */
static bool goes_on(const struct turns *t, const bool *direct, uint32_t s, uint32_t e)
{
    const struct work *w = t->w;
    size_t k = cue_from(w, s), m = mention_from(w, s);

    if (e <= s || before_speech(w, direct, s, e) < e)
        return false;
    if (k < w->n_cues && w->cues[k].s < e && t->subjects[k].who != NOBODY &&
        t->subjects[k].adjacent && t->subjects[k].rule != 'K')
        return false;
    if (m < w->n_mentions && w->mentions[m].s < e && w->mentions[m].kind == M_PERSON)
        return false;
    return word_at(w, s, e, LEX_MARKER | LEX_TIME | LEX_REPORTER) < 2 && /* 年轻人 */
           !(cls(w, s) & (C_LATIN | C_OTHER));
}

static struct range extent(const struct turns *t, const bool *direct, uint32_t i)
{
    const struct work *w = t->w;
    uint32_t hi = w->paras[para_at(w, i)].e;
    uint32_t e = with_mark(w, sentence_stop(w, i), hi),
             stop = before_speech(w, direct, i, e);

    if (stop < e)
        return (struct range){i, stop};
    while (e < hi) {
        uint32_t next = with_mark(w, sentence_stop(w, e), hi);
        if (!goes_on(t, direct, e, next))
            break;
        e = next;
    }
    return (struct range){i, e};
}

/* Where the statement behind verb K begins; 0 when the verb has none. */
static uint32_t begin(const struct work *w, const struct cue *c, uint32_t hi)
{
    uint32_t i = c->e;
    bool mark = false;

    while (i < hi && char_in(w, i, "了着过道"))
        i++;
    if (i < hi && (cls(w, i) & (C_COMMA | C_COLON))) {
        mark = true;
        i++;
    }
    if (i >= hi || (cls(w, i) & C_CLAUSE) || char_in(w, i, "的"))
        return 0;
    return mark || (clause_end(w, i) - i >= LEAST && c->e - c->s > 1) ? i : 0;
}

struct list {
    struct statement *at;
    size_t n, cap;
};

static void add(struct turns *t, struct list *l, struct statement x)
{
    l->at = arena_grow(t->w->a, l->at, l->n, &l->cap, sizeof *l->at);
    l->at[l->n++] = x;
}

/* Paragraph P as a whole is under somebody's name; the end of the words, 0 when it is not. */
static uint32_t take_signed(struct turns *t, const bool *direct, size_t p, struct list *l)
{
    struct work *w = t->w;
    struct signed_text x = under_label(w, p);

    if (w->paras[p].kind == BLOCK_HEADING || body_folds(w->paras[p].kind))
        return 0;
    if (x.by == w->n_mentions)
        x = above_signature(w, p);
    if (x.by == w->n_mentions || before_speech(w, direct, x.at.s, x.at.e) < x.at.e)
        return 0;
    add(t, l, (struct statement){x.at, w->n_cues, subject_label(t, x.by, 0)});
    return x.at.e;
}

/* The words behind verb K. */
static uint32_t take_verb(struct turns *t, const bool *direct, size_t k, struct list *l)
{
    struct work *w = t->w;
    const struct para *p = &w->paras[para_at(w, w->cues[k].s)];
    struct subject by = t->subjects[k];
    struct range at;
    uint32_t i;

    if (by.who == NOBODY || p->kind == BLOCK_HEADING ||
        w->people[by.who].kind != SPEAKER_PERSON)
        return 0;
    i = begin(w, &w->cues[k], p->e);
    if (!i)
        return 0;
    at = extent(t, direct, i);
    if (at.e - at.s < LEAST)
        return 0;
    add(t, l, (struct statement){at, k, by});
    return at.e;
}

size_t statements_find(struct turns *t, const bool *direct, struct statement **out)
{
    struct work *w = t->w;
    struct list l = {0};
    uint32_t end = 0;
    size_t k = 0;

    for (size_t p = 0; p < w->n_paras; p++) {
        uint32_t e = take_signed(t, direct, p, &l);
        end = e > end ? e : end;
        for (; k < w->n_cues && w->cues[k].s < w->paras[p].e; k++) {
            e = w->cues[k].s < end ? 0 : take_verb(t, direct, k, &l);
            end = e > end ? e : end;
        }
    }
    *out = l.at;
    return l.n;
}
