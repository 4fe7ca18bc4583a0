/* Two who speak with one verb: 甲、乙皆说; 院长甲和护士长乙表示; 两人均说. */
#include "joint.h"

enum { LEX_OF_ROLES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE };

/* ---- 甲和乙 */

/* What joins two names at I: its length; *SPOKEN_TO: it may as well be 和乙说, said to 乙. */
static uint32_t joiner(const struct work *w, uint32_t i, bool *spoken_to)
{
    *spoken_to = char_in(w, i, "与同跟");
    if (i < w->n && ((cls(w, i) & C_PAUSE) || *spoken_to || char_in(w, i, "和及")))
        return 1;
    return text_is(w, i, "以及") ? 2 : 0;
}

/* 均, 都, 一致: each of them, in the words that lead from I to a verb. */
static bool each_of_them(const struct work *w, uint32_t i)
{
    static const char16_t *const words[] = {
        u"均",   u"都",   u"皆",   u"俱",   u"一致",     u"共同", u"分别",
        u"先后", u"相继", u"双双", u"齐声", u"异口同声", u"一同", u"一起",
        u"两人", u"二人", u"也都", u"也均", u"同时",     u"联名", u"不约而同"};
    uint32_t e = clause_end(w, i);

    for (; i < e && !word_at(w, i, e, LEX_SAY | LEX_OPINE | LEX_WRITE); i++)
        if (LIST_AT(w, i, words))
            return true;
    return i < e && LIST_AT(w, i, words); /* 异口同声 */
}

/* Does the verb behind I name what is done to nobody: 表示, 认为, but not 说, 谈? */
static bool says_to_nobody(const struct work *w, uint32_t i)
{
    uint32_t k = skip_adverbs(w, i, w->n);

    return word_at(w, k, w->n, LEX_SAY | LEX_OPINE | LEX_WRITE) >= 2;
}

/* 和|养蜂人|柳飞: words that say who the second is, and that no table has. */
static bool leads_on(const struct work *w, uint32_t s, uint32_t e)
{
    if (e < s || e - s > 16)
        return false;
    for (; s < e; s++)
        if ((cls(w, s) & (C_HAN | C_QUOTED)) != C_HAN ||
            word_at(w, s, e, LEX_SAY | LEX_OPINE | LEX_WRITE) > 1)
            return false;
    return true;
}

size_t joint_next(const struct work *w, size_t m)
{
    const struct mention *a = &w->mentions[m], *b = a + 1;
    bool spoken_to;
    uint32_t len;

    if (m + 1 >= w->n_mentions || a->kind != M_PERSON || b->kind != M_PERSON ||
        a->who == b->who)
        return w->n_mentions;
    len = joiner(w, a->tail, &spoken_to);
    if (!len || (b->lead != a->tail + len &&
                 (!leads_on(w, a->tail + len, b->lead) || !each_of_them(w, b->tail))))
        return w->n_mentions;
    if (spoken_to && !each_of_them(w, b->tail) && b->lead == b->s && b->tail == b->e &&
        !says_to_nobody(w, b->tail))
        return w->n_mentions;
    return m + 1;
}

size_t joint_head(const struct work *w, size_t m, uint32_t lo)
{
    while (m > 0 && w->mentions[m - 1].s >= lo && joint_next(w, m - 1) == m)
        m--;
    return m;
}

/* 甲、乙等代表|表示: the last of those whom 等 follows, with words for what they are up to I. */
size_t joint_before(const struct work *w, uint32_t lo, uint32_t i)
{
    size_t m = mention_from(w, i);
    const struct mention *x;

    if (m == 0)
        return w->n_mentions;
    x = &w->mentions[--m];
    if (x->s < lo || x->kind != M_PERSON || x->tail >= i || !char_in(w, x->tail, "等") ||
        i - x->tail > 14)
        return w->n_mentions;
    return i == x->tail + 1 || char_in(w, i - 1, "人") ||
                   word_before(w, x->tail + 1, i, LEX_OF_ROLES) > 1
               ? m
               : w->n_mentions;
}

/* ---- 两人 */

enum { FAR = 40 }; /* mentions back in which two people must be found */

uint32_t joint_both(const struct work *w, uint32_t i, uint32_t *other)
{
    size_t m = mention_from(w, i), para = para_at(w, i > 0 ? i - 1 : 0);
    uint32_t lo = w->paras[para > 0 ? para - 1 : 0].s;

    *other = NOBODY;
    for (size_t n = 0; m > 0 && n < FAR && w->mentions[m - 1].s >= lo; n++) {
        const struct mention *x = &w->mentions[--m];
        if (x->kind != M_PERSON || x->who == *other)
            continue;
        if (*other != NOBODY)
            return x->who;
        *other = x->who;
    }
    return NOBODY;
}

/* Does the phrase [S, E) mean two who were named? */
bool joint_means_two(const struct work *w, uint32_t s, uint32_t e)
{
    static const char16_t *const words[] = {
        u"两人",   u"二人",   u"俩人",   u"他俩",   u"她俩",   u"夫妻俩",
        u"夫妇俩", u"兄弟俩", u"姐妹俩", u"母女俩", u"父子俩", u"二位",
        u"母子俩", u"父女俩", u"两口子", u"老两口", u"小两口"};
    static const char16_t *const heads[] = {u"两位", u"两名"};
    size_t k = mention_from(w, s);

    if (LIST_AT(w, s, words))
        return true;
    if (LIST_AT(w, s, heads))
        return e > s + 2 && word_before(w, s + 2, e, LEX_OF_ROLES) == e - s - 2;
    /* 他们: only when the two were named side by side. */
    return e == s + 2 && (text_is(w, s, "他们") || text_is(w, s, "她们")) && k > 1 &&
           joint_next(w, k - 2) == k - 1;
}
