/* Who speaks in a pair: the first rule that yields somebody wins.  The letters are those of
 * yulu-quotes(7). */
#include "speaker.h"
#include "interview.h"
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
                       .rule = s.rule ? s.rule : rule,
                       .silent = s.silent};

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

/* 汪某接到了领导的电话：“…”: whoever sent it. */
static struct subject sender(struct turns *t, uint32_t s, uint32_t e)
{
    static const char16_t *const got[] = {u"接到了", u"收到了", u"接到", u"收到"};
    static const char16_t *const news[] = {u"电话", u"来电", u"短信", u"微信",
                                           u"消息", u"来信", u"邮件", u"留言",
                                           u"私信", u"回信", u"信息"};
    struct work *w = t->w;
    struct subject none = {.who = NOBODY};
    uint32_t i = e;

    if (e < s + 4 || !LIST_AT(w, e - 2, news))
        return none;
    i = e - 2;
    i -= i > s && char_in(w, i - 1, "的");
    for (uint32_t at = s; at + 2 < i; at++) {
        uint32_t from = at + LIST_AT(w, at, got);
        size_t m = mention_from(w, from);
        if (from == at)
            continue;
        if (m < w->n_mentions && w->mentions[m].s < i)
            return subject_named(t, m);
        return role_before(t, from, i);
    }
    return none;
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
    s = sender(t, clause_start(w, c->left - 1), c->left - 1);
    if (s.who == NOBODY)
        s = label(t, c);
    /* 钟某有一说法：“…” */
    if (s.rule == 'K') {
        struct subject by =
            subject_in_clause(t, clause_start(w, c->left - 1), c->left - 1);
        s = by.who != NOBODY ? by : s;
    }
    if (s.who == NOBODY && !s.silent)
        s = subject_in_clause(t, clause_start(w, c->left - 1), c->left - 1);
    if (s.who == NOBODY && !s.silent)
        s = role_in_clause(t, clause_start(w, c->left - 1), c->left - 1);
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

    if (c->right == c->para.e || (cls(w, c->right) & (C_END | C_SEMI | C_PAUSE)))
        return no_answer;
    for (unsigned n = 0; n < REACH && e < c->para.e; n++) {
        uint32_t s = e;
        size_t k = cue_from(w, s);
        e = clause_end(w, s);
        if (k < w->n_cues && w->cues[k].s <= e && !(cls(w, s) & C_QUOTED)) {
            struct subject who;
            turns_until(t, w->cues[k].s);
            who = subject_of(t, k, c->after);
            if (who.silent || who.who != NOBODY)
                return answer_by(w, who, k, 'C', POSITION_AFTER);
            return no_answer;
        }
        if (e >= c->para.e || !(cls(w, e) & C_COMMA))
            break;
        e++;
    }
    return no_answer;
}

/* Where the name is whose titles, or which itself, begins at I; w->n when there is none. */
static uint32_t opening_mention(const struct work *w, uint32_t i)
{
    size_t m = mention_from(w, i);

    return m < w->n_mentions && w->mentions[m].lead == i ? w->mentions[m].s : w->n;
}

/* In a body without line breaks the end of the paragraph may be a wrong guess: “…。”|某某提出，…
 * The name and its verb must open what follows, at most behind one clause: 灯光下，女儿问. */
static struct answer by_verb_behind_break(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    size_t p = c->p->para + 1, k;
    uint32_t s, e, hi;
    struct subject who;

    if (c->right != c->para.e || !c->end_last || p >= w->n_paras || !w->paras[p].soft)
        return no_answer;
    s = w->paras[p].s;
    hi = w->paras[p].e;
    e = clause_end(w, s);
    k = cue_from(w, s);
    if (k < w->n_cues && w->cues[k].s > e && e < hi && (cls(w, e) & C_COMMA) &&
        mention_from(w, s) == mention_from(w, e)) {
        s = e + 1;
        e = clause_end(w, s);
    }
    if (s >= hi || (cls(w, s) & C_QUOTED) || k >= w->n_cues || w->cues[k].e > e)
        return no_answer;
    turns_until(t, w->cues[k].s);
    who = subject_of(t, k, s);
    if (who.who == NOBODY || (!who.adjacent && opening_mention(w, s) != who.at.s))
        return no_answer;
    return answer_by(w, who, k, 'C', POSITION_AFTER);
}

/* “…”这是王继祖生前常说的话, “…”——王继祖: what leads from a quotation to its speaker; I, or the end
 * of it. */
static uint32_t skip_pointer(const struct work *w, uint32_t i)
{
    static const char16_t *const words[] = {u"这是", u"这就是", u"这正是",
                                            u"正是", u"——",     u"—"};

    return i + LIST_AT(w, i, words);
}

/* “…”小贩推着车: somebody without a name acts. */
static struct answer by_role_behind(struct turns *t, uint32_t s, uint32_t e)
{
    struct work *w = t->w;
    uint32_t len = word_at(w, s, e, LEX_ROLE | LEX_TITLE | LEX_KIN), i = s + len;
    struct answer a;

    if (len < 2 || i + 1 >= e || !(cls(w, i) & C_HAN) || !char_in(w, i + 1, "着了"))
        return no_answer;
    a = answer_by(w, role_before(t, s, i), w->n_cues, 'I', POSITION_AFTER);
    a.confidence = CONFIDENCE_LOW;
    return a;
}

/* “…”张文远脸上露出笑容: a name opens what follows, without a verb of speaking. */
static struct answer by_name_behind(struct turns *t, const struct context *c)
{
    struct work *w = t->w;
    uint32_t s = skip_pointer(w, c->right), e = c->para.e;
    size_t m;
    struct answer a;
    const struct mention *x;

    /* The name in a paragraph of its own: ——王继祖 */
    if (c->right == c->para.e && c->p->para + 1 < w->n_paras) {
        const struct para *next = &w->paras[c->p->para + 1];
        s = skip_pointer(w, next->s);
        e = s > next->s && char_in(w, next->s, "—") ? next->e : s;
    }
    m = mention_from(w, s);
    x = m < w->n_mentions ? &w->mentions[m] : NULL;
    if (s < e && (!x || x->lead > s)) {
        a = by_role_behind(t, s, e);
        if (a.who != NOBODY)
            return a;
    }
    if (!x || x->s >= e)
        return no_answer;
    /* “…”拿着仪器的高良忠，…: what stands before the name says more of the person. */
    if (x->lead > s &&
        (x->kind != M_PERSON || x->lead - s > 30 || !char_in(w, x->lead - 1, "的") ||
         clause_start(w, x->lead) > s || mention_is_receiver(w, m, s)))
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

    while (s < c->para.e && (cls(w, s) & C_END))
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
    for (m = mention_from(w, s); m < w->n_mentions && w->mentions[m].s < e; m++) {
        struct answer a;
        if (w->mentions[m].kind != M_PERSON || mention_is_receiver(w, m, s))
            continue;
        a = answer_by(w, subject_named(t, m), w->n_cues, 'F', POSITION_AFTER);
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
    for (; p < w->n_paras && m < w->n_mentions && w->mentions[m].s < w->paras[p].e; m++)
        if (w->mentions[m].kind == M_PERSON)
            return w->mentions[m].who;
    return NOBODY;
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
    /* What an organisation said elsewhere it does not go on saying, nor does somebody unknown. */
    if (who == NOBODY)
        who = turns_last_named(t, c->p->s);
    if (who == NOBODY)
        who = turns_last_person(t, c->p->s, true);
    if (who == NOBODY)
        who = turns_last_person(t, c->p->s, false);
    if (who == NOBODY)
        who = turns_last(t, 0, c->p->s, true);
    if (who == NOBODY)
        who = named_next(t->w, c);
    return carried(who != NOBODY ? who : interviewee(t->w, c->p));
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
    struct answer a = no_answer;

    if (asked_by_medium(w, k) && c->cue_left == w->n_cues)
        return a;
    a = by_colon(t, c);
    if (c->colon && (a.who != NOBODY || a.silent || label(t, c).silent))
        return a;
    a = by_verb_before(t, c);
    if (a.who == NOBODY)
        a = by_verb_behind(t, c);
    if (a.silent)
        return a;
    if (a.who == NOBODY)
        a = by_verb_behind_break(t, c);
    if (a.who == NOBODY)
        a = like_the_one_before(t, k, c, before);
    if (a.who == NOBODY)
        a = in_sentence(t, c);
    if (a.who == NOBODY && (c->end_last || skip_pointer(w, c->right) > c->right))
        a = by_name_behind(t, c);
    if (a.who == NOBODY)
        a = by_track(t, c);
    if (a.rule == 'B' && between_pairs(w, k, c, before, &a)) {
        a.rule = 'D';
        a.position = POSITION_SPLIT;
    }
    return a;
}
