/* Verbs of speaking outside quotations, and the borders of clauses and sentences. */
#include "work.h"

#define CUES (LEX_SAY | LEX_OPINE | LEX_WRITE)

/* ---- Borders.  A pair is one thing: marks inside it end nothing outside. */

/* One of MARKS outside of a pair? */
static bool is_border(const struct work *w, uint32_t i, unsigned marks)
{
    return (cls(w, i) & (marks | C_QUOTED)) != 0;
}

/* Where a pair ends that is no part of the clause or the sentence that goes on at I, its end. */
static bool pair_parts(const struct work *w, const struct pair *p, uint32_t i,
                       unsigned marks)
{
    if (p->s + 1 >= i)
        return false;
    if ((marks & C_COMMA) &&
        ((w->mark[p->s] & MARK_PARA) || (cls(w, p->s - 1) & C_CLAUSE)))
        return true;
    return cls(w, i - 2) & C_END; /* it ends a sentence inside */
}

/* To the left of I, where a walk before this one ended at KNOWN.to. */
static uint32_t walk_back(const struct work *w, uint32_t i, unsigned marks,
                          struct walk known)
{
    for (;;) {
        uint32_t p = i - 1;
        if (is_border(w, p, marks)) {
            size_t k = pair_holding(w, p);
            if (k == w->n_pairs || pair_parts(w, &w->pairs[k], i, marks))
                return i;
            p = w->pairs[k].s;
        }
        i = p;
        if (w->mark[i] & MARK_PARA)
            return i;
        if (i == known.from && i > known.to)
            return known.to;
    }
}

/* Is there a step of a walk at I?  Not inside of pairs. */
static bool is_step(const struct work *w, uint32_t i)
{
    size_t k = pair_holding(w, i);

    return k == w->n_pairs || w->pairs[k].s == i;
}

static uint32_t start_behind(const struct work *w, uint32_t i, unsigned marks)
{
    struct walk *known = &w->walks->start[marks == C_END];

    if (i <= w->paras[0].s)
        return i;
    if (known->to < i && i <= known->from && is_step(w, i))
        return known->to;
    *known = (struct walk){i, walk_back(w, i, marks, *known)};
    return known->to;
}

static uint32_t end_before(const struct work *w, uint32_t i, unsigned marks)
{
    struct walk *known = &w->walks->end[marks == C_END];
    uint32_t e = i < w->n ? w->paras[para_at(w, i)].e : w->n, from = i;

    if (known->from <= i && i < known->to && is_step(w, i))
        return known->to;
    while (i < e) {
        size_t k;
        while (i < e && !is_border(w, i, marks))
            i++;
        k = i < e ? pair_holding(w, i) : w->n_pairs;
        if (k == w->n_pairs ||
            (w->pairs[k].e > i + 1 ? marks & C_COMMA : cls(w, i) & marks))
            break;
        i = w->pairs[k].e;
    }
    *known = (struct walk){from, i < e ? i : e};
    return known->to;
}

uint32_t clause_start(const struct work *w, uint32_t i)
{
    return start_behind(w, i, C_CLAUSE);
}

uint32_t clause_end(const struct work *w, uint32_t i)
{
    return end_before(w, i, C_CLAUSE);
}

uint32_t sentence_begin(const struct work *w, uint32_t i)
{
    return start_behind(w, i, C_END);
}

uint32_t sentence_stop(const struct work *w, uint32_t i)
{
    return end_before(w, i, C_END);
}

/* ---- What stands between a name and its verb */

/* （左）, (Veronika): the start of the bracket that ends at I. */
static uint32_t bracket_back(const struct work *w, uint32_t s, uint32_t i)
{
    uint32_t k = i;

    if (i <= s || w->t.cp[i - 1] != ')')
        return i;
    for (k = i - 1; k > s && i - k < 60; k--)
        if (w->t.cp[k - 1] == '(')
            return k - 1;
    return i;
}

/* What may be skipped before I: an adverb that is no end of a name of somebody (协|会), a phrase
 * like 接受采访时. */
static uint32_t adverb_before(const struct work *w, uint32_t s, uint32_t i)
{
    uint32_t len = word_before(w, s, i, LEX_ADVERB | LEX_TIME);
    uint32_t phrase = word_before(w, s, i, LEX_PREPOSITION);

    if (word_before(w, s, i, LEX_ORG | LEX_ROLE | LEX_TITLE) > len && len == 1)
        return 0;
    return phrase >= 3 && phrase > len ? phrase : len;
}

uint32_t skip_adverbs_back(const struct work *w, uint32_t s, uint32_t i)
{
    bool skipped = false;

    for (uint32_t len = 1; i > s && len; skipped = true) {
        len = adverb_before(w, s, i);
        if (!len && skipped && char_in(w, i - 1, "在于"))
            len = 1;
        if (!len && is_blank(w->t.cp[i - 1]))
            len = 1;
        if (!len)
            len = i - bracket_back(w, s, i);
        i -= len;
    }
    return i;
}

uint32_t skip_adverbs(const struct work *w, uint32_t i, uint32_t e)
{
    for (uint32_t len = 1; i < e && len; i += len) {
        len = word_at(w, i, e, LEX_ADVERB | LEX_TIME);
        if (len == 1 && word_at(w, i, e, CUES) > 1)
            len = 0; /* 强|调 */
    }
    return i;
}

/* ---- Verbs */

/* A verb of one character is one only beside a mark: …说，“ ：“ ”X说。 */
static bool stands_alone(const struct work *w, uint32_t i, uint32_t e)
{
    return i + 1 >= e || (cls(w, i + 1) & (C_CLAUSE | C_OTHER)) != 0;
}

static void add_cue(struct work *w, uint32_t s, uint32_t e, uint32_t class)
{
    w->cues = arena_regrow(&w->lists[LIST_CUES], w->cues, w->n_cues, &w->cap_cues,
                           sizeof *w->cues);
    w->cues[w->n_cues++] = (struct cue){s, e, class};
}

/* The verb at I, or a word to be passed over; the length of either. */
static uint32_t look(struct work *w, uint32_t s, uint32_t i, uint32_t e)
{
    uint32_t found = 0, len;

    len = word_found(w, i, e, CUES | LEX_NOT_CUE, &found);
    if (!len)
        return 1;
    /* 负责人|称: the word that hides a verb begins in somebody. */
    if ((found & LEX_NOT_CUE) && len == 2 &&
        word_before(w, s, i + 1, LEX_TITLE | LEX_ROLE) > 2)
        return 1;
    /* 中|指出: the verb begins inside the word. */
    if ((found & LEX_NOT_CUE) && len == 2 && word_at(w, i + 1, e, CUES) >= 2 &&
        word_at(w, i + 1, e, LEX_NOT_CUE) < 2)
        return 1;
    if (found & LEX_NOT_CUE)
        return len;
    /* 将提出: has not been said yet. */
    if (len > 1 && i > s && char_in(w, i - 1, "将拟") &&
        !(i + len < e && (cls(w, i + len) & C_COLON)))
        return len;
    if (len > 1 || stands_alone(w, i, e) || w->t.cp[i] == 0x8BF4 /* 说 */ ||
        w->t.cp[i] == 0x79F0 /* 称 */)
        add_cue(w, i, i + len, found & CUES);
    return len;
}

static bool may_be_cue(unsigned mark)
{
    return (mark & (MARK_CLASS | MARK_CUE)) == (IS_HAN | MARK_CUE);
}

static void scan(struct work *w, const struct para *p, struct gaps *g)
{
    g->e = p->e;
    for (uint32_t i = p->s, stop; gap_next(w, g, &i, &stop);)
        while (i < stop)
            i += may_be_cue(w->mark[i]) ? look(w, p->s, i, p->e) : 1;
}

void work_cues(struct work *w)
{
    struct gaps g = {0};

    for (size_t i = 0; i < w->n_paras; i++)
        if (!body_folds(w->paras[i].kind))
            scan(w, &w->paras[i], &g);
    w->cue_places = places_of(w, w->cues, w->n_cues, sizeof *w->cues);
}
