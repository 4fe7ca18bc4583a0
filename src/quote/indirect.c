/* Statements without marks: the words behind a verb of speaking whose subject is a person, to the
 * end of the sentence, and on while nothing shows that the writer speaks again. */
#include "indirect.h"

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
    return !word_at(w, s, e, LEX_MARKER | LEX_TIME | LEX_REPORTER) &&
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

size_t statements_find(struct turns *t, const bool *direct, struct statement **out)
{
    struct work *w = t->w;
    struct statement *list = NULL;
    size_t n = 0, cap = 0;
    uint32_t end = 0;

    for (size_t k = 0; k < w->n_cues; k++) {
        const struct para *p = &w->paras[para_at(w, w->cues[k].s)];
        struct subject by = t->subjects[k];
        uint32_t i;
        struct range at;
        if (w->cues[k].s < end || by.who == NOBODY || p->kind == BLOCK_HEADING ||
            w->people[by.who].kind != SPEAKER_PERSON)
            continue;
        i = begin(w, &w->cues[k], p->e);
        if (!i)
            continue;
        at = extent(t, direct, i);
        if (at.e - at.s < LEAST)
            continue;
        list = arena_grow(w->a, list, n, &cap, sizeof *list);
        list[n++] = (struct statement){at, k, by};
        end = at.e;
    }
    *out = list;
    return n;
}
