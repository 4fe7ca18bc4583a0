/* Who speaks in a pair: the first rule that yields somebody wins.  The letters are those of
 * yulu-quotes(7). */
#include "speaker.h"
#include "joint.h"

enum { REACH = 3 }; /* clauses behind a pair in which its verb may come */

static const struct answer no_answer = {.who = NOBODY, .second = NOBODY};

static struct answer answer_by(const struct work *w, struct subject s, size_t cue,
                               char rule, enum quote_position where)
{
    struct answer a = {.who = s.who,
                       .second = s.who != NOBODY && s.also ? s.also - 1 : NOBODY,
                       .mention = s.at,
                       .position = where,
                       .rule = s.rule ? s.rule : rule};

    if (cue < w->n_cues)
        a.cue = (struct range){w->cues[cue].s, w->cues[cue].e};
    a.confidence = s.rule == 'E' || s.rule == 'H' || !s.adjacent ? CONFIDENCE_MIDDLE
                                                                 : CONFIDENCE_HIGH;
    return a;
}

/* ---- A and B: named before */

/* 求职者张某：“…” */
static struct subject label(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    uint32_t i = c->left - 1;
    size_t m = mention_from(w, i);

    while (i > c->sentence && is_blank(w->t.cp[i - 1]))
        i--;
    if (m > 0 && w->mentions[m - 1].s >= c->sentence &&
        (w->mentions[m - 1].e == i || w->mentions[m - 1].tail == i)) {
        if (mention_is_receiver(w, m - 1, c->sentence) &&
            joint_head(w, m - 1, c->sentence) == m - 1)
            return subject_in_clause(t, clause_start(w, i), w->mentions[m - 1].lead);
        return subject_label(t, m - 1, c->sentence);
    }
    return role_before(t, c->sentence, i);
}

static struct answer by_colon(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    struct subject s;

    if (!c->colon)
        return no_answer;
    if (c->cue_left < w->n_cues)
        return answer_by(w, subject_of(t, c->cue_left, c->sentence), c->cue_left, 'A',
                         POSITION_BEFORE);
    s = label(t, c);
    if (s.who == NOBODY && !s.silent)
        s = subject_in_clause(t, clause_start(w, c->left - 1), c->left - 1);
    if (s.who == NOBODY && !s.silent && c->cue_sentence < w->n_cues)
        return answer_by(w, subject_of(t, c->cue_sentence, c->sentence), c->cue_sentence,
                         'A', POSITION_BEFORE);
    if (s.who == NOBODY && !s.silent) {
        size_t m = mention_from(w, c->sentence);
        if (m < w->n_mentions && w->mentions[m].s < c->p->s)
            s = subject_named(t, m);
    }
    return answer_by(w, s, w->n_cues, 'A', POSITION_BEFORE);
}

static struct answer by_verb_before(struct turns *t, const struct context *c)
{
    struct work *w = t->w;

    if (c->colon || c->cue_left == w->n_cues)
        return no_answer;
    return answer_by(w, subject_of(t, c->cue_left, c->sentence), c->cue_left, 'B',
                     POSITION_BEFORE);
}

/* ---- C: named behind */

static struct answer by_verb_behind(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    uint32_t e = c->after;

    if (c->right == c->para.e || (w->cls[c->right] & (C_END | C_SEMI | C_PAUSE)))
        return no_answer;
    for (unsigned n = 0; n < REACH && e < c->para.e; n++) {
        uint32_t s = e;
        size_t k = cue_from(w, s);
        e = clause_end(w, s);
        if (k < w->n_cues && w->cues[k].s <= e && !(w->cls[s] & C_QUOTED)) {
            struct subject who;
            turns_until(t, w->cues[k].s);
            who = subject_of(t, k, c->after);
            if (who.silent || who.who != NOBODY)
                return answer_by(w, who, k, 'C', POSITION_AFTER);
            return no_answer;
        }
        if (e >= c->para.e || !(w->cls[e] & C_COMMA))
            break;
        e++;
    }
    return no_answer;
}

/* In a body without line breaks the end of the paragraph may be a wrong guess: “…。”|某某提出，…
 * The name and its verb must open what follows. */
static struct answer by_verb_behind_break(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    size_t p = c->p->para + 1, k;
    uint32_t s, e;
    struct subject who;

    if (c->right != c->para.e || !c->end_last || p >= w->n_paras || !w->paras[p].soft)
        return no_answer;
    s = w->paras[p].s;
    e = clause_end(w, s);
    k = cue_from(w, s);
    if ((w->cls[s] & C_QUOTED) || k >= w->n_cues || w->cues[k].e > e)
        return no_answer;
    turns_until(t, w->cues[k].s);
    who = subject_of(t, k, s);
    if (who.who == NOBODY || !who.adjacent)
        return no_answer;
    return answer_by(w, who, k, 'C', POSITION_AFTER);
}

/* “…”张文远脸上露出笑容: a name opens what follows, without a verb of speaking. */
static struct answer by_name_behind(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    size_t m = mention_from(w, c->right);
    struct answer a;
    const struct mention *x = m < w->n_mentions ? &w->mentions[m] : NULL;

    if (!x || c->right == c->para.e || x->s >= c->para.e)
        return no_answer;
    /* “…”拿着仪器的高良忠，…: what stands before the name says more of the person. */
    if (x->lead > c->right &&
        (x->kind != M_PERSON || x->lead - c->right > 30 ||
         !char_in(w, x->lead - 1, "的") || clause_start(w, x->lead) > c->right ||
         mention_is_receiver(w, m, c->right)))
        return no_answer;
    a = answer_by(w, subject_named(t, m), w->n_cues, 'C', POSITION_AFTER);
    a.confidence = CONFIDENCE_MIDDLE;
    return a;
}

/* ---- D and G: pairs that follow each other */

static struct answer like_the_one_before(struct turns *t, size_t k,
                                         const struct context *c,
                                         const struct answer *before)
{
    const struct work *w = t->w;
    struct answer a = no_answer;

    if (k == 0 || before->who == NOBODY)
        return a;
    if (w->pairs[k - 1].e != c->left && !c->p->continues)
        return a;
    a.who = before->who;
    a.second = before->second;
    a.mention = before->mention;
    a.cue = before->cue;
    a.rule = 'G';
    a.position = POSITION_CARRIED;
    a.confidence = CONFIDENCE_MIDDLE;
    return a;
}

/* ---- Verbs and names farther away in the sentence */

static struct answer in_sentence(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    struct answer a;
    size_t m;

    if (c->cue_sentence < w->n_cues) {
        struct subject s = subject_of(t, c->cue_sentence, c->sentence);
        s.adjacent = false;
        a = answer_by(w, s, c->cue_sentence, 'B', POSITION_BEFORE);
        if (a.who != NOBODY)
            return a;
    }
    m = mention_from(w, c->sentence);
    if (m >= w->n_mentions || w->mentions[m].s >= c->p->s)
        return no_answer;
    a = answer_by(w, subject_named(t, m), w->n_cues, 'F', POSITION_BEFORE);
    a.confidence = CONFIDENCE_LOW;
    return a;
}

/* ---- F: carried */

static struct answer carried(uint32_t who)
{
    return (struct answer){.who = who,
                           .second = NOBODY,
                           .rule = 'F',
                           .position = who == NOBODY ? POSITION_NONE : POSITION_CARRIED,
                           .confidence = CONFIDENCE_LOW};
}

/* “…”下一句才说出名字: the sentence behind a pair that opens its paragraph. */
static struct answer by_next_sentence(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    uint32_t s = c->right, e;
    size_t m, k;

    while (s < c->para.e && (w->cls[s] & C_END))
        s++;
    if (s >= c->para.e)
        return no_answer;
    e = sentence_stop(w, s);
    k = cue_from(w, s);
    if (k < w->n_cues && w->cues[k].s < e) {
        struct answer a = answer_by(w, subject_of(t, k, s), k, 'F', POSITION_AFTER);
        a.confidence = CONFIDENCE_LOW;
        if (a.who != NOBODY)
            return a;
    }
    m = mention_from(w, s);
    if (m < w->n_mentions && w->mentions[m].s < e && w->mentions[m].kind == M_PERSON) {
        struct answer a =
            answer_by(w, subject_named(t, m), w->n_cues, 'F', POSITION_AFTER);
        a.confidence = CONFIDENCE_LOW;
        return a;
    }
    return no_answer;
}

/* A quotation before anybody is named: the first person of the next paragraph. */
static uint32_t named_next(const struct work *w, const struct context *c)
{
    size_t m = mention_from(w, c->p->e), p = c->p->para + 1;

    while (p < w->n_paras && body_folds(w->paras[p].kind))
        p++;
    while (m < w->n_mentions && w->mentions[m].kind != M_PERSON)
        m++;
    return m < w->n_mentions && p < w->n_paras && w->mentions[m].s < w->paras[p].e
               ? w->mentions[m].who
               : NOBODY;
}

static struct answer by_track(struct turns *t, const struct context *c)
{
    uint32_t who = turns_last(t, c->para.s, c->p->s, true);
    struct answer a;

    if (who == NOBODY) {
        a = by_next_sentence(t, c);
        if (a.who != NOBODY)
            return a;
        who = turns_last(t, c->para.s, c->p->s, false);
    }
    /* What an organisation said elsewhere it does not go on saying. */
    if (who == NOBODY)
        who = turns_last_person(t, c->p->s, true);
    if (who == NOBODY)
        who = turns_last_person(t, c->p->s, false);
    if (who == NOBODY)
        who = turns_last(t, 0, c->p->s, true);
    return carried(who != NOBODY ? who : named_next(t->w, c));
}

static bool between_pairs(const struct work *w, size_t k, const struct context *c,
                          const struct answer *before, const struct answer *a)
{
    return k > 0 && before->who == a->who && w->pairs[k - 1].para == c->p->para &&
           clause_start(w, a->mention.s) <= w->pairs[k - 1].e + 1;
}

struct answer speaker_of(struct turns *t, size_t k, const struct context *c,
                         const struct answer *before)
{
    struct work *w = t->w;
    struct answer a = by_colon(t, c);

    if (c->colon && (a.who != NOBODY || label(t, c).silent))
        return a;
    a = by_verb_before(t, c);
    if (a.who == NOBODY)
        a = by_verb_behind(t, c);
    if (a.who == NOBODY)
        a = by_verb_behind_break(t, c);
    if (a.who == NOBODY)
        a = like_the_one_before(t, k, c, before);
    if (a.who == NOBODY)
        a = in_sentence(t, c);
    if (a.who == NOBODY && c->end_last)
        a = by_name_behind(t, c);
    if (a.who == NOBODY)
        a = by_track(t, c);
    if (a.rule == 'B' && between_pairs(w, k, c, before, &a)) {
        a.rule = 'D';
        a.position = POSITION_SPLIT;
    }
    return a;
}
