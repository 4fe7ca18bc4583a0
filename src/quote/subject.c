/* Who does what a verb of speaking says: the words to its left, the nearest first. */
#include "speaker.h"

#include "joint.h"
#include "people.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_ROLE | LEX_KIN };
enum { CLAUSE_MOST = 512 }; /* characters looked at to the left */
enum { NEAR_TURNS = 8 };    /* in which a pronoun finds its person against the last one */

static const struct subject nobody = {.who = NOBODY};

/* ---- Turns */

void turns_begin(struct turns *t, struct work *w)
{
    *t = (struct turns){.w = w};
    t->subjects = arena_calloc(w->a, w->n_cues + 1, sizeof *t->subjects);
}

/* 有人喊: who it was is not known, so nobody goes on speaking. */
static bool is_anybody(const struct work *w, const struct person *p)
{
    return p->name.e - p->name.s == 2 && text_is(w, p->name.s, "有人");
}

void turns_add(struct turns *t, uint32_t at, uint32_t who, bool spoke)
{
    if (who == NOBODY || is_anybody(t->w, &t->w->people[who]))
        return;
    t->list =
        arena_regrow(&t->w->lists[LIST_TURNS], t->list, t->n, &t->cap, sizeof *t->list);
    t->list[t->n++] = (struct turn){at, who, spoke};
}

/* Turns farther back are forgotten: nobody goes on speaking after so many others, and no text makes
 * a search long. */
static size_t oldest(const struct turns *t)
{
    enum { KEPT = 2000 };

    return t->n > KEPT ? t->n - KEPT : 0;
}

uint32_t turns_last(const struct turns *t, uint32_t from, uint32_t i, bool spoke)
{
    for (size_t k = t->n; k-- > oldest(t) && t->list[k].at >= from;)
        if (t->list[k].at < i && (t->list[k].spoke || !spoke))
            return t->list[k].who;
    return NOBODY;
}

uint32_t turns_last_person(const struct turns *t, uint32_t i, bool spoke)
{
    for (size_t k = t->n; k-- > oldest(t);) {
        const struct turn *x = &t->list[k];
        if (x->at < i && (x->spoke || !spoke) && t->w->people[x->who].kind != SPEAKER_ORG)
            return x->who;
    }
    return NOBODY;
}

uint32_t turns_last_named(const struct turns *t, uint32_t i)
{
    for (size_t k = t->n; k-- > oldest(t);) {
        const struct turn *x = &t->list[k];
        if (x->at < i && x->spoke && t->w->people[x->who].kind == SPEAKER_PERSON)
            return x->who;
    }
    return NOBODY;
}

/* What the last character of a name lets one expect: 丽 2, 强 1; 0 when it says nothing. */
static int hinted_gender(const struct work *w, const struct person *p)
{
    uint32_t last = p->name.e - 1;

    if (p->gender || p->name.e - p->name.s > 4)
        return p->gender;
    if (char_in(w, last,
                "丽娜芳婷娟娥妍妮姿婉嫣萍燕霞莉菊兰蓉雯薇蕾莹倩媛姗娣娇婵仪嫦妹姐妈珍"
                "玲淑娅娴妤姝娉婕"))
        return 2;
    return char_in(w, last, "强刚勇军伟雄鹏彪虎龙涛辉豪斌荣刚钢铁柱武磊") ? 1 : 0;
}

/* The last of KIND before I who may be meant; at first one whose name does not speak against it. */
static uint32_t last_of(const struct turns *t, uint32_t i, int gender,
                        enum speaker_kind kind)
{
    uint32_t found = NOBODY;
    unsigned n = 0;

    for (size_t k = t->n; k-- > oldest(t) && n < NEAR_TURNS;) {
        const struct person *p = &t->w->people[t->list[k].who];
        int hint;
        if (t->list[k].at >= i || p->kind != kind ||
            (p->gender && gender && p->gender != gender))
            continue;
        hint = gender ? hinted_gender(t->w, p) : 0;
        if (!hint || hint == gender)
            return found == NOBODY || hint ? t->list[k].who : found;
        if (found == NOBODY)
            found = t->list[k].who;
        n++;
    }
    return found;
}

uint32_t turns_person(const struct turns *t, uint32_t i, int gender)
{
    uint32_t who = last_of(t, i, gender, SPEAKER_PERSON);

    return who != NOBODY ? who : last_of(t, i, gender, SPEAKER_ROLE);
}

/* ---- Mentions */

static int gender_of(const struct work *w, uint32_t i)
{
    return char_in(w, i, "她") ? 2 : char_in(w, i, "他") ? 1 : 0;
}

/* 该负责人, 这位专家: the last one who spoke and is no name. */
uint32_t turns_last_role(const struct turns *t, uint32_t i)
{
    for (size_t k = t->n; k-- > oldest(t);)
        if (t->list[k].at < i && t->w->people[t->list[k].who].kind == SPEAKER_ROLE)
            return t->list[k].who;
    return turns_person(t, i, 0);
}

struct subject subject_named(struct turns *t, size_t m)
{
    struct work *w = t->w;
    const struct mention *x = &w->mentions[m];
    struct subject s = {.who = x->who, .at = {x->s, x->e}};

    /* 童校长 */
    if (x->kind == M_PERSON && !range_eq(w, w->people[x->who].name, s.at) &&
        word_before(w, x->s, x->e, LEX_HONORIFIC | LEX_TITLE))
        s.rule = 'H';
    if (x->kind == M_PRONOUN) {
        s.rule = 'E';
        s.who = x->e - x->s > 1 ? turns_last_role(t, x->s)
                                : turns_person(t, x->s, gender_of(w, x->s));
        if (s.who != NOBODY && !w->people[s.who].gender)
            w->people[s.who].gender = (signed char)gender_of(w, x->s);
    }
    return s;
}

/* Whoever is named by mention M, and who speaks together with that one. */
static struct subject subject_together(struct turns *t, size_t m)
{
    struct subject s = subject_named(t, m);
    size_t next = joint_next(t->w, m);

    if (next < t->w->n_mentions)
        s.also = 1 + t->w->mentions[next].who;
    return s;
}

struct subject subject_label(struct turns *t, size_t m, uint32_t lo)
{
    struct subject s = subject_together(t, joint_head(t->w, m, lo));

    s.adjacent = true;
    return s;
}

static size_t mention_ending(const struct work *w, uint32_t lo, uint32_t i)
{
    size_t m = mention_from(w, i);

    if (m > 0 && w->mentions[m - 1].s >= lo &&
        (w->mentions[m - 1].e == i || w->mentions[m - 1].tail == i))
        return m - 1;
    return w->n_mentions;
}

/* 对X, 给X: spoken to, not speaking. */
static bool is_receiver(const struct work *w, const struct mention *m, uint32_t lo)
{
    if (m->lead >= lo + 2 &&
        (text_is(w, m->lead - 2, "告诉") || text_is(w, m->lead - 2, "告知")))
        return true;
    return word_before(w, lo, m->lead, LEX_RECEIVER) > 0 &&
           !char_in(w, m->lead - 1, "据");
}

bool mention_is_receiver(const struct work *w, size_t m, uint32_t lo)
{
    return is_receiver(w, &w->mentions[m], lo);
}

/* The first mention in [S, E) that is no receiver; behind a name the words must lead on. */
static size_t first_mention(const struct work *w, uint32_t s, uint32_t e)
{
    for (size_t m = mention_from(w, s); m < w->n_mentions && w->mentions[m].s < e; m++)
        if (!is_receiver(w, &w->mentions[m], s) &&
            !(w->mentions[m].tail < e && char_in(w, w->mentions[m].tail, "的")))
            return m;
    return w->n_mentions;
}

/* ---- The search */

/* X对Y说, X在会上说: the subject is X although other words are nearer. */
static struct subject in_clause(struct turns *t, uint32_t s, uint32_t e)
{
    struct work *w = t->w;
    size_t m = first_mention(w, s, e);

    return m < w->n_mentions ? subject_together(t, m) : nobody;
}

struct subject subject_in_clause(struct turns *t, uint32_t s, uint32_t e)
{
    struct subject by = in_clause(t, s, e);
    uint32_t len;

    if (by.who != NOBODY)
        return by;
    len = word_at(t->w, s, e, LEX_TITLE);
    by.who = len > 1 ? title_holder(t->w, (struct range){s, s + len}, s) : NOBODY;
    by.at = (struct range){s, s + len};
    by.rule = 'H';
    return by.who == NOBODY ? nobody : by;
}

/* A phrase ends right before the verb. */
static struct subject beside(struct turns *t, uint32_t lo, uint32_t i)
{
    struct work *w = t->w;
    uint32_t cs = clause_start(w, i);
    size_t m = mention_ending(w, lo, i);
    struct subject s;

    if (m == w->n_mentions)
        m = joint_before(w, cs > lo ? cs : lo, i);
    if (m < w->n_mentions) {
        size_t first = joint_head(w, m, lo);
        if (first < m) {
            s = subject_together(t, first);
            s.adjacent = true;
            return s;
        }
        if (is_receiver(w, &w->mentions[m], lo)) {
            s = in_clause(t, cs, w->mentions[m].s);
            return s.who != NOBODY ? s : nobody;
        }
        s = subject_named(t, m);
        s.adjacent = true;
        return s;
    }
    m = first_mention(w, cs > lo ? cs : lo, i);
    if (m < w->n_mentions &&
        (word_at(w, w->mentions[m].tail, i,
                 LEX_PREPOSITION | LEX_RECEIVER | LEX_ADVERB | LEX_TIME) ||
         (w->mentions[m].tail < i && (cls(w, w->mentions[m].tail) & C_LATIN)))) {
        s = subject_together(t, m);
        s.adjacent = true;
        return s;
    }
    return role_before(t, cs > lo ? cs : lo, i);
}

/* A clause whose subject opens it: 付小姐表示不是…，只是觉得很意外. */
static struct subject opening(struct turns *t, uint32_t s, uint32_t e)
{
    struct work *w = t->w;
    size_t m = first_mention(w, s, e);

    if (m < w->n_mentions &&
        (w->mentions[m].lead <= s + 1 ||
         word_at(w, s, e,
                 LEX_CONNECTIVE | LEX_TIME | LEX_PREPOSITION | LEX_MARKER | LEX_ADVERB)))
        return subject_together(t, m);
    return nobody;
}

/* 援引知情人士的话|称: who is cited in the clause [S, E). */
static struct subject cited(struct turns *t, uint32_t s, uint32_t e)
{
    static const char16_t *const words[] = {u"援引", u"引述", u"引用", u"转述"};
    struct work *w = t->w;

    for (uint32_t i = s; i + 2 < e; i++) {
        struct subject by;
        uint32_t end = i + 2;
        if (!LIST_AT(w, i, words))
            continue;
        by = in_clause(t, i + 2, e);
        while (end < e && !char_in(w, end, "的"))
            end++;
        return by.who != NOBODY ? by : role_before(t, i + 2, end);
    }
    return nobody;
}

struct subject subject_of(struct turns *t, size_t cue, uint32_t lo)
{
    struct work *w = t->w;
    uint32_t e = w->cues[cue].s, i = skip_adverbs_back(w, lo, e), cs = clause_start(w, e);
    struct subject s;

    if (cs < lo)
        cs = lo;
    s = cited(t, e - cs > CLAUSE_MOST ? e - CLAUSE_MOST : cs, e);
    if (s.who == NOBODY)
        s = beside(t, lo, i);
    if (s.who == NOBODY && !s.silent && i != e)
        s = beside(t, lo, e);
    if (s.who != NOBODY)
        return s;
    cs = clause_start(w, i);
    if (cs < lo)
        cs = lo;
    if (i - cs > CLAUSE_MOST)
        cs = i - CLAUSE_MOST;
    /* 某教授在接受某社|记者|采访时说: the reporter is no subject. */
    if (s.silent) {
        struct subject other = in_clause(t, cs, s.at.s);
        return other.who != NOBODY ? other : s;
    }
    s = in_clause(t, cs, i);
    if (s.who == NOBODY)
        s = role_in_clause(t, cs, i);
    if (s.who != NOBODY)
        return s;
    /* The verb before it in the sentence has the same subject. */
    if (cue > 0 && w->cues[cue - 1].s >= lo && cue - 1 < t->next_cue &&
        t->subjects[cue - 1].who != NOBODY) {
        s = t->subjects[cue - 1];
        s.adjacent = false;
        return s;
    }
    while (cs > lo && s.who == NOBODY) {
        uint32_t e2 = cs;
        cs = clause_start(w, cs - 1);
        if (cs < lo || cs >= e2)
            cs = lo;
        s = opening(t, cs, e2);
        if (s.who == NOBODY && e2 > cs && (cls(w, e2 - 1) & C_COMMA) &&
            (text_is(w, cs, "一位") || text_is(w, cs, "一名") ||
             word_before(w, cs, e2 - 1,
                         LEX_ORG | LEX_MEDIUM | LEX_TITLE | LEX_ROLE | LEX_KIN) > 1))
            s = role_before(t, cs, e2 - 1);
        if (s.who == NOBODY && e2 > cs)
            s = role_in_clause(t, cs, e2 - 1);
        s.adjacent = false;
    }
    return s;
}

/* ---- Reading on */

/* Nothing but words that lead up to it stands before I in its clause. */
static bool opens_clause(const struct work *w, uint32_t i)
{
    uint32_t s = clause_start(w, i), len = 1;

    while (len && s < i)
        s += len = word_at(w, s, i,
                           LEX_CONNECTIVE | LEX_TIME | LEX_PREPOSITION | LEX_MARKER |
                               LEX_ADVERB);
    return s == i;
}

static void take_mention(struct turns *t, size_t m)
{
    const struct mention *x = &t->w->mentions[m];
    struct work *w = t->w;
    struct subject s;
    bool opens = (w->mark[x->lead] & MARK_PARA) || opens_clause(w, x->lead);

    if ((!opens && !char_in(w, x->lead - 1, "的叫")) ||
        is_receiver(w, x, w->paras[para_at(w, x->s)].s))
        return;
    if (x->tail < w->n && char_in(w, x->tail, "、"))
        return;
    s = subject_named(t, m);
    turns_add(t, x->s, s.who, false);
}

static void take_cue(struct turns *t, size_t k)
{
    struct work *w = t->w;
    uint32_t lo = sentence_begin(w, w->cues[k].s);

    t->subjects[k] = subject_of(t, k, lo);
    t->next_cue = k + 1;
    if (t->subjects[k].also)
        turns_add(t, w->cues[k].s, t->subjects[k].also - 1, true);
    turns_add(t, w->cues[k].s, t->subjects[k].who, true);
}

void turns_until(struct turns *t, uint32_t i)
{
    struct work *w = t->w;

    for (;;) {
        uint32_t c = t->next_cue < w->n_cues ? w->cues[t->next_cue].s : UINT32_MAX;
        uint32_t m =
            t->next_mention < w->n_mentions ? w->mentions[t->next_mention].s : UINT32_MAX;
        if (c >= i && m >= i)
            return;
        if (m < c)
            take_mention(t, t->next_mention++);
        else
            take_cue(t, t->next_cue);
    }
}
