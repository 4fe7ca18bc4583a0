/* Every place where a person of the article is named or meant: full names, parts of them, surname
 * and title, pronouns. */
#include "work.h"

#include "people.h"

#include <stdlib.h>

enum { SURNAMES = LEX_SURNAME | LEX_SURNAME_WEAK | LEX_SURNAME_LONG, MAX_PIECES = 16 };
enum {
    NO_SURNAME = LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_TIME | LEX_CONNECTIVE |
                 LEX_SAY | LEX_OPINE | LEX_NOT_GIVEN | LEX_TITLE | LEX_ROLE
};

struct form {
    struct range r;
    uint32_t who;
};

struct scan {
    struct work *w;
    struct form *forms; /* by first character, the longest first */
    size_t n, cap;
    uint64_t first[1024]; /* bit of each first character */
    uint64_t
        any[1024]; /* bit of each character that begins a form, a name or a given name */
    uint64_t heads[64]; /* … of the first characters of people, modulo 4,096 */
    uint64_t given[64]; /* … of the second ones of names of three */
    uint32_t lo;        /* end of the last mention or pair */
    struct {
        bool known, npc, cppcc;
    } speaks_of; /* 人大, 政协 */
};

static void add_form(struct scan *s, struct range r, uint32_t who)
{
    s->forms = arena_grow(s->w->a, s->forms, s->n, &s->cap, sizeof *s->forms);
    s->forms[s->n++] = (struct form){r, who};
}

static void set_bit(uint64_t *set, uint16_t unit)
{
    set[unit % 4096 / 64] |= (uint64_t)1 << unit % 64;
}

static bool has_bit(const uint64_t *set, uint16_t unit)
{
    return set[unit % 4096 / 64] >> unit % 64 & 1;
}

static void set_any(struct scan *s, uint16_t unit)
{
    s->any[unit / 64] |= (uint64_t)1 << unit % 64;
}

/* Most surnames and given names in a text are of nobody: WHO has these. */
static void add_heads(struct scan *s, uint32_t who)
{
    struct range r = s->w->people[who].name;

    set_bit(s->heads, s->w->t.cp[r.s]);
    set_any(s, s->w->t.cp[r.s]);
    if (r.e - r.s != 3)
        return;
    set_bit(s->given, s->w->t.cp[r.s + 1]);
    set_any(s, s->w->t.cp[r.s + 1]);
}

/* 伊恩·戈尔丁 is 戈尔丁 later, 雪克来提·扎克尔 is 雪克来提. */
static void add_forms(struct scan *s, uint32_t who)
{
    struct range r = s->w->people[who].name;
    uint32_t from = r.s, len;
    bool dot = false;

    /* 让-皮埃尔·杜蒙: a hyphen parts nothing where there is a dot. */
    for (uint32_t i = r.s; i < r.e; i++)
        dot = dot || ((cls(s->w, i) & C_OTHER) && s->w->t.cp[i] != '-');
    add_heads(s, who);
    add_form(s, r, who);
    /* 小泉纯一郎 is 小泉 later. */
    len = word_at(s->w, r.s, r.e, LEX_SURNAME_LONG);
    if (len > 1 && len < r.e - r.s)
        add_form(s, (struct range){r.s, r.s + len}, who);
    for (uint32_t i = r.s; i <= r.e; i++) {
        bool split =
            i < r.e && (cls(s->w, i) & C_OTHER) && (!dot || s->w->t.cp[i] != '-');
        if (i < r.e && !split)
            continue;
        if (i - from >= 2 && i - from < r.e - r.s)
            add_form(s, (struct range){from, i}, who);
        from = i + 1;
    }
}

static int form_order(const void *a, const void *b, const uint16_t *cp)
{
    const struct form *x = a, *y = b;

    if (cp[x->r.s] != cp[y->r.s])
        return cp[x->r.s] < cp[y->r.s] ? -1 : 1;
    if (x->r.e - x->r.s != y->r.e - y->r.s)
        return x->r.e - x->r.s > y->r.e - y->r.s ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

/* Few forms: insertion keeps it simple; many would come from hostile input, so a heap sort. */
static void sift(struct form *f, size_t i, size_t n, const uint16_t *cp)
{
    for (size_t k = 2 * i + 1; k < n; i = k, k = 2 * i + 1) {
        struct form x;
        if (k + 1 < n && form_order(&f[k + 1], &f[k], cp) > 0)
            k++;
        if (form_order(&f[k], &f[i], cp) <= 0)
            return;
        x = f[k], f[k] = f[i], f[i] = x;
    }
}

static void sort_forms(struct scan *s)
{
    const uint16_t *cp = s->w->t.cp;

    for (size_t i = s->n / 2; i-- > 0;)
        sift(s->forms, i, s->n, cp);
    for (size_t n = s->n; n > 1; n--) {
        struct form x = s->forms[0];
        s->forms[0] = s->forms[n - 1];
        s->forms[n - 1] = x;
        sift(s->forms, 0, n - 1, cp);
    }
    for (size_t i = 0; i < s->n; i++) {
        uint16_t c = cp[s->forms[i].r.s];
        s->first[c / 64] |= (uint64_t)1 << c % 64;
        set_any(s, c);
    }
}

/* Is character I the first one of a form? */
static bool begins_form(const struct scan *s, uint32_t i)
{
    uint16_t c = s->w->t.cp[i];

    return s->first[c / 64] >> c % 64 & 1;
}

/* Where the next mention may begin, from I on. */
static uint32_t next_place(const struct scan *s, uint32_t i, uint32_t stop)
{
    const unsigned char *mark = s->w->mark;
    const uint16_t *cp = s->w->t.cp;

    while (i < stop && !(mark[i] & MARK_MENTION) &&
           !(s->any[cp[i] / 64] >> cp[i] % 64 & 1))
        i++;
    return i;
}

static const struct form *form_at(const struct scan *s, uint32_t i, uint32_t e)
{
    const uint16_t *cp = s->w->t.cp;
    size_t lo = 0, hi = s->n;

    if (!begins_form(s, i))
        return NULL;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp[s->forms[mid].r.s] < cp[i])
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < s->n && cp[s->forms[lo].r.s] == cp[i]; lo++) {
        struct range r = s->forms[lo].r;
        if (r.e - r.s <= e - i && !memcmp(cp + r.s, cp + i, (r.e - r.s) * sizeof *cp))
            return &s->forms[lo];
    }
    return NULL;
}

/* ---- One mention */

static struct mention *add(struct scan *s, struct mention m)
{
    struct work *w = s->w;

    w->mentions = arena_regrow(&w->lists[LIST_MENTIONS], w->mentions, w->n_mentions,
                               &w->cap_mentions, sizeof *w->mentions);
    w->mentions[w->n_mentions] = m;
    s->lo = m.tail > m.e ? m.tail : m.e;
    return &w->mentions[w->n_mentions++];
}

static bool speaks_of_npc(struct scan *s)
{
    const struct work *w = s->w;

    if (!s->speaks_of.known) {
        s->speaks_of.npc = text_has(w, 0, w->n, "人大");
        s->speaks_of.cppcc = text_has(w, 0, w->n, "政协");
        s->speaks_of.known = true;
    }
    return s->speaks_of.npc;
}

static bool speaks_of_cppcc(struct scan *s)
{
    speaks_of_npc(s);
    return s->speaks_of.cppcc;
}

static void suffix_title(struct scan *s, struct person *p, struct range t)
{
    const struct work *w = s->w;

    if (p->delegate == DELEGATE_NONE && t.e - t.s == 2 && text_is(w, t.s, "代表") &&
        speaks_of_npc(s))
        p->delegate = DELEGATE_NPC;
    else if (p->delegate == DELEGATE_NONE && t.e - t.s == 2 && text_is(w, t.s, "委员") &&
             speaks_of_cppcc(s))
        p->delegate = DELEGATE_CPPCC;
    if (t.e - t.s >= 2 && word_at(w, t.s, t.e, LEX_TITLE) == t.e - t.s &&
        !text_is(w, t.s, "代表") && !text_is(w, t.s, "委员"))
        person_title(s->w, p, t);
    if (text_is(w, t.s, "女士") || text_is(w, t.s, "小姐") || text_is(w, t.s, "太太"))
        p->gender = 2;
    else if (text_is(w, t.s, "先生"))
        p->gender = 1;
}

/* 田轩|代表认为, 张文宏（复旦大学教授）: what stands behind the name. */
static uint32_t tail_of(struct scan *s, struct person *p, uint32_t i, uint32_t e)
{
    struct work *w = s->w;
    uint32_t len = word_at(w, i, e, LEX_HONORIFIC | LEX_TITLE);
    uint32_t k;

    if (len && i + len < e && text_is(w, i, "代表") &&
        !(cls(w, i + len) & (C_CLAUSE | C_QUOTED)) &&
        !word_at(w, i + len, e,
                 LEX_SAY | LEX_OPINE | LEX_ADVERB | LEX_PREPOSITION | LEX_TIME) &&
        !char_in(w, i + len, "的"))
        len = 0; /* X代表Y: a verb */
    if (len)
        suffix_title(s, p, (struct range){i, i + len});
    i += len;
    if (i >= e || w->t.cp[i] != '(')
        return i;
    for (k = i + 1; k < e && k - i < 60 && w->t.cp[k] != ')'; k++)
        ;
    if (k >= e || w->t.cp[k] != ')')
        return i;
    titles_in_brackets(w, p, i + 1, k);
    return k + 1;
}

static uint32_t add_person(struct scan *s, uint32_t lo, struct range r, uint32_t who,
                           uint32_t e)
{
    struct work *w = s->w;
    struct person *p = &w->people[who];
    struct range pieces[MAX_PIECES];
    size_t n;
    struct mention m = {.s = r.s, .e = r.e, .kind = M_PERSON, .who = who};

    m.lead = titles_before(w, lo > s->lo ? lo : s->lo, r.s, pieces, MAX_PIECES, &n);
    while (n > 0)
        person_title(w, p, pieces[--n]);
    m.tail = tail_of(s, p, r.e, e);
    if (p->first == UINT32_MAX)
        p->first = r.s;
    p->n_mentions++;
    person_alias(w, p, r);
    add(s, m);
    return m.tail;
}

/* ---- Surname and title */

static bool has_title(const struct work *w, const struct person *p, struct range t)
{
    for (size_t i = 0; i < p->n_titles; i++)
        if (p->titles[i].e - p->titles[i].s >= t.e - t.s &&
            range_eq(w, (struct range){p->titles[i].e - (t.e - t.s), p->titles[i].e}, t))
            return true;
    return false;
}

/* The person of that surname named before: one with that title, else the one named last. */
static uint32_t by_surname(const struct scan *s, struct range surname, struct range title)
{
    const struct work *w = s->w;
    uint32_t best = NOBODY;
    int best_points = 0;

    for (uint32_t i = 0; i < w->n_people; i++) {
        const struct person *p = &w->people[i];
        struct range head = {p->name.s, p->name.s + (surname.e - surname.s)};
        int points = 1 + 2 * has_title(w, p, title) + (p->first != UINT32_MAX);
        if (p->kind == SPEAKER_PERSON && p->name.e > head.e &&
            range_eq(w, head, surname) && points > best_points) {
            best = i;
            best_points = points;
        }
    }
    return best;
}

/* The one person of that surname named before; NOBODY when there are two. */
static uint32_t the_one(const struct scan *s, struct range surname)
{
    const struct work *w = s->w;
    uint32_t found = NOBODY;

    for (uint32_t i = 0; i < w->n_people; i++) {
        const struct person *p = &w->people[i];
        struct range head = {p->name.s, p->name.s + (surname.e - surname.s)};
        if (p->kind != SPEAKER_PERSON || p->first == UINT32_MAX || p->name.e <= head.e ||
            p->name.e > head.e + 2 || !range_eq(w, head, surname))
            continue;
        if (found != NOBODY)
            return NOBODY;
        found = i;
    }
    return found;
}

static bool may_begin(const struct work *w, uint32_t lo, uint32_t i)
{
    return i == lo || (cls(w, i - 1) & (C_CLAUSE | C_PAUSE | C_OTHER | C_QUOTED)) ||
           char_in(w, i - 1, "的和与对向据给跟在让由但而位") ||
           word_before(w, lo, i,
                       LEX_CONNECTIVE | LEX_TIME | LEX_TITLE | LEX_DELEGATE | LEX_SAY) >
               1;
}

static bool says_next(const struct work *w, uint32_t i, uint32_t e)
{
    return word_at(w, skip_adverbs(w, i, e), e, LEX_SAY | LEX_OPINE | LEX_WRITE) > 0;
}

/* 古老|师, 师弟, 重工: a word of its own; but 班主任|古老师. */
static bool hides_surname(const struct work *w, uint32_t lo, struct range r, uint32_t e)
{
    uint32_t word =
        word_at(w, r.s, e, LEX_NOT_NAME | LEX_TITLE | LEX_ROLE | LEX_KIN | LEX_ORG);

    return word >= r.e - r.s ||
           (word > 1 && word_before(w, lo, r.s, LEX_TITLE | LEX_DELEGATE) < 2);
}

/* 张校长, 林小姐; 0 when there is none at I. */
static uint32_t try_surname(struct scan *s, uint32_t lo, uint32_t i, uint32_t e)
{
    struct work *w = s->w;
    uint32_t len = word_at(w, i, e, SURNAMES), title, who;
    struct range r;

    title = len ? word_at(w, i + len, e, LEX_HONORIFIC | LEX_TITLE) : 0;
    if (len && !title &&
        (char_in(w, i + len, "官") ||
         (char_in(w, i + len, "老") && says_next(w, i + len + 1, e))))
        title = 1; /* 陈官: the judge; 忻老 */
    if (!title || !may_begin(w, lo, i) ||
        (i > lo && char_in(w, i, "和与及同向对") && (cls(w, i - 1) & C_HAN)) ||
        word_before(w, lo, i + len, LEX_TITLE | LEX_PREFIX) > len ||
        w->t.cp[i] == w->t.cp[i + len] || /* 分析司|司长 */
        hides_surname(w, lo, (struct range){i, i + len + title}, e))
        return 0;
    r = (struct range){i, i + len + title};
    who = by_surname(s, (struct range){i, i + len}, (struct range){i + len, r.e});
    if (who == NOBODY) {
        if ((lex_at(w->lx, w->t.cp + i + len, title, LEX_HONORIFIC, NULL) != title &&
             !char_in(w, i + len, "老")) ||
            (len == 1 && is_word(w, i, NO_SURNAME)))
            return 0;
        who = person_add(w, r, SPEAKER_PERSON);
        add_heads(s, who);
    }
    suffix_title(s, &w->people[who], (struct range){i + len, r.e});
    return add_person(s, lo, r, who, e) - i;
}

/* 邹则称, 黎续指: in Hong Kong a surname alone is enough when somebody was named before. */
static uint32_t try_bare_surname(struct scan *s, uint32_t lo, uint32_t i, uint32_t e)
{
    struct work *w = s->w;
    uint32_t len, who;

    if (!has_bit(s->heads, w->t.cp[i]))
        return 0;
    len = word_at(w, i, e, SURNAMES);
    if (!len || is_word(w, i, NO_SURNAME) || !may_begin(w, lo, i) ||
        !says_next(w, i + len, e) ||
        word_at(w, i, e, LEX_NOT_NAME | LEX_NOT_CUE | NO_SURNAME) > len)
        return 0;
    who = the_one(s, (struct range){i, i + len});
    return who == NOBODY ? 0 : add_person(s, lo, (struct range){i, i + len}, who, e) - i;
}

/* 宇昊说: the person called 邓宇昊 before. */
static uint32_t try_given(struct scan *s, uint32_t lo, uint32_t i, uint32_t e)
{
    struct work *w = s->w;
    uint32_t found = NOBODY;

    if (i + 2 >= e || !has_bit(s->given, w->t.cp[i]) || !may_begin(w, lo, i) ||
        !says_next(w, i + 2, e))
        return 0;
    for (uint32_t k = 0; k < w->n_people; k++) {
        struct range name = w->people[k].name;
        if (w->people[k].kind != SPEAKER_PERSON || w->people[k].first == UINT32_MAX ||
            name.e - name.s != 3 || !is_word(w, name.s, SURNAMES) ||
            !range_eq(w, (struct range){name.s + 1, name.e}, (struct range){i, i + 2}))
            continue;
        if (found != NOBODY)
            return 0;
        found = k;
    }
    return found == NOBODY ? 0
                           : add_person(s, lo, (struct range){i, i + 2}, found, e) - i;
}

static void try_pronoun(struct scan *s, uint32_t i, uint32_t len)
{
    struct work *w = s->w;

    if (i + len < w->n && char_in(w, i + len, "们"))
        return;
    if (char_in(w, i, "其") &&
        !word_at(w, i + len, w->n, LEX_SAY | LEX_OPINE | LEX_ADVERB))
        return;
    add(s, (struct mention){.s = i,
                            .e = i + len,
                            .lead = i,
                            .tail = i + len,
                            .kind = M_PRONOUN,
                            .who = NOBODY});
}

static uint32_t look(struct scan *s, uint32_t lo, uint32_t i, uint32_t e)
{
    struct work *w = s->w;
    const struct form *f = form_at(s, i, e);
    uint32_t len;

    if (f)
        return add_person(s, lo, (struct range){i, i + (f->r.e - f->r.s)}, f->who, e);
    if (!(cls(w, i) & C_HAN))
        return i + 1;
    len = word_at(w, i, e, LEX_PRONOUN);
    if (len) {
        try_pronoun(s, i, len);
        return i + len;
    }
    len = is_word(w, i, LEX_GIVEN) ? try_given(s, lo, i, e) : 0;
    if (len)
        return i + len;
    if (may_begin_word(w, i, SURNAMES)) {
        len = try_surname(s, lo, i, e);
        if (!len)
            len = try_bare_surname(s, lo, i, e);
        if (len)
            return i + len;
    }
    return i + 1;
}

static void scan_para(struct scan *s, const struct para *p, struct gaps *g)
{
    struct work *w = s->w;

    g->e = p->e;
    s->lo = p->s;
    for (uint32_t i = p->s, from = i, stop; gap_next(w, g, &i, &stop); from = i) {
        if (i > from)
            s->lo = i; /* the end of a pair */
        while ((i = next_place(s, i, stop)) < stop)
            i = look(s, p->s, i, p->e);
    }
}

void work_mentions(struct work *w)
{
    struct scan *s = arena_alloc(w->a, sizeof *s);
    struct gaps g = {0};

    s->w = w;
    for (uint32_t i = 0; i < w->n_people; i++)
        add_forms(s, i);
    sort_forms(s);
    for (size_t i = 0; i < w->n_paras; i++)
        if (!body_folds(w->paras[i].kind))
            scan_para(s, &w->paras[i], &g);
    w->mention_places = places_of(w, w->mentions, w->n_mentions, sizeof *w->mentions);
}
