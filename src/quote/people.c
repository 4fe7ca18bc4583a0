/* The people of an article, their titles as printed, and the other forms of their names. */
#include "people.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE };

uint32_t person_add(struct work *w, struct range name, enum speaker_kind kind)
{
    for (size_t i = 0; i < w->n_people; i++)
        if (w->people[i].kind == kind && range_eq(w, w->people[i].name, name))
            return (uint32_t)i;
    w->people =
        arena_grow(w->a, w->people, w->n_people, &w->cap_people, sizeof *w->people);
    w->people[w->n_people] =
        (struct person){.name = name, .kind = kind, .first = UINT32_MAX};
    return (uint32_t)w->n_people++;
}

static bool add_range(struct work *w, struct range **list, size_t *n, size_t *cap,
                      struct range r)
{
    for (size_t i = 0; i < *n; i++)
        if (range_eq(w, (*list)[i], r))
            return false;
    *list = arena_grow(w->a, *list, *n, cap, sizeof **list);
    (*list)[(*n)++] = r;
    return true;
}

void person_alias(struct work *w, struct person *p, struct range r)
{
    if (!range_eq(w, p->name, r))
        add_range(w, &p->aliases, &p->n_aliases, &p->cap_aliases, r);
}

static void learn(struct work *w, struct person *p, struct range t)
{
    if (p->delegate == DELEGATE_NONE && text_has(w, t.s, t.e, "人大代表"))
        p->delegate = DELEGATE_NPC;
    else if (p->delegate == DELEGATE_NONE && text_has(w, t.s, t.e, "政协") &&
             (text_has(w, t.s, t.e, "委") || text_has(w, t.s, t.e, "副主席")))
        p->delegate = DELEGATE_CPPCC;
    if (text_has(w, t.s, t.e, "女") || text_has(w, t.s, t.e, "妻") ||
        text_has(w, t.s, t.e, "母") || text_has(w, t.s, t.e, "小姐"))
        p->gender = 2;
    else if (text_has(w, t.s, t.e, "先生") || text_has(w, t.s, t.e, "丈夫") ||
             text_has(w, t.s, t.e, "父亲"))
        p->gender = 1;
}

void person_title(struct work *w, struct person *p, struct range t)
{
    add_range(w, &p->titles, &p->n_titles, &p->cap_titles, t);
    learn(w, p, t);
}

/* ---- Titles before a name */

/* The run of the organisation and the title word that ends at I: to the left until a mark, a
 * pair, or LO. */
static uint32_t run_start(const struct work *w, uint32_t lo, uint32_t i)
{
    while (i > lo && !(cls(w, i - 1) & (C_CLAUSE | C_PAUSE | C_QUOTED)) &&
           !is_blank(w->t.cp[i - 1]) && !char_in(w, i - 1, "—》）)《（(】]〕"))
        i--;
    return i;
}

/* Words that lead up to a title and are no part of it: 来自上海的|教授, 据|教授. */
static uint32_t strip_lead(const struct work *w, uint32_t s, uint32_t e)
{
    uint32_t len = 1;

    for (uint32_t i = e; i > s; i--)
        if (e - i >= 2 && (char_in(w, i - 1, "的了着是") ||
                           (char_in(w, i - 1, "由") && i >= s + 2 &&
                            !char_in(w, i - 2, "自理缘来经事根")) ||
                           (i - 1 == s && char_in(w, s, "据让被") &&
                            word_at(w, s, e, TITLES | LEX_ORG) < 2))) {
            s = i;
            break;
        }
    /* 英国政府相信|法国总统; but 统计分析|司司长 */
    for (size_t k = cue_from(w, s); k < w->n_cues && w->cues[k].e + 2 < e; k++)
        if (!char_in(w, w->cues[k].e, "司局处所院部室科员师中会组"))
            s = w->cues[k].e;
    while (len && s < e) {
        len = word_at(w, s, e,
                      LEX_CONNECTIVE | LEX_TIME | LEX_PREPOSITION | LEX_RECEIVER |
                          LEX_MARKER | LEX_ADVERB);
        if (len &&
            (word_at(w, s, e, LEX_NOT_NAME | LEX_ORG | LEX_TITLE | LEX_MEDIUM) > len ||
             word_at(w, s, e, LEX_PREFIX) >= len || char_in(w, s, "第")))
            len = 0; /* 日|本首相, 总|书记, 退休|教师, 第三|中学 */
        else if (!len && char_in(w, s, "和与及由将把而但并向"))
            len = 1;
        else if (!len && (text_is(w, s, "引述") || text_is(w, s, "援引")))
            len = 2;
        if (s + len + 2 > e)
            break;
        s += len;
    }
    return s;
}

/* The pieces of the titles that end at I, the last first; the start of the first piece. */
uint32_t titles_before(const struct work *w, uint32_t lo, uint32_t i, struct range *out,
                       size_t max, size_t *n)
{
    uint32_t first = i;

    *n = 0;
    while (i > lo && is_blank(w->t.cp[i - 1]))
        i--;
    /* 谈到父亲，作家某某: a relative is a title only right before the name. */
    while (*n < max &&
           word_before(w, lo, i, *n ? LEX_TITLE | LEX_DELEGATE : TITLES) > 1) {
        uint32_t run = run_start(w, lo, i), s = strip_lead(w, run, i);
        out[(*n)++] = (struct range){s, i};
        first = s;
        if (s != run || run <= lo + 1 || !char_in(w, run - 1, "、,"))
            break;
        i = run - 1;
    }
    return first;
}

/* （复旦大学教授、院长）: the same in brackets behind a name. */
void titles_in_brackets(struct work *w, struct person *p, uint32_t s, uint32_t e)
{
    for (uint32_t i = s, from = s; i <= e; i++) {
        if (i < e && !char_in(w, i, "、,"))
            continue;
        if (i > from && word_before(w, from, i, TITLES) > 1)
            person_title(w, p, (struct range){from, i});
        from = i + 1;
    }
    if (e == s + 1)
        learn(w, p, (struct range){s, e});
}
