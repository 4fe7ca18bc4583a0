/* Who is named: every place where a name could stand is weighed by what stands before and behind
 * it, the weights of equal strings are added up, and of strings that overlap the heaviest wins. */
#include "names.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE };
enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };
enum { BETWEEN = LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_TIME };

/* ---- Neighbourhoods */

bool starts_clause(const struct work *w, uint32_t s, uint32_t i)
{
    return i == s || (cls(w, i - 1) & (C_CLAUSE | C_PAUSE | C_OTHER | C_QUOTED));
}

/* 养蜂人|景和平, 木匠|白一鸣: what people are, by its last character. */
static bool is_occupation(const struct work *w, uint32_t s, uint32_t i)
{
    return i >= s + 2 && char_in(w, i - 1, OCCUPATIONS) &&
           (cls(w, i - 2) & (C_HAN | C_QUOTED)) == C_HAN &&
           word_before(w, s, i + 1, TITLES) < 2 && /* 联合主|席 */
           !word_before(w, s, i, LEX_ADVERB | LEX_PRONOUN | LEX_NOT_NAME | LEX_TIME);
}

/* What stands before a name that begins at I; the paragraph begins at S. */
static struct side left_of(const struct work *w, uint32_t s, uint32_t i)
{
    if (starts_clause(w, s, i))
        return (struct side){3, false};
    if (word_before(w, s, i, TITLES) > 1)
        return (struct side){5, true};
    if (i >= s + 2 && (text_is(w, i - 2, "名叫") || text_is(w, i - 2, "名为") ||
                       text_is(w, i - 2, "人叫")))
        return (struct side){5, true};
    if (char_in(w, i - 1, "的"))
        return (struct side){3, false};
    if (word_before(w, s, i, LEX_ORG | LEX_MEDIUM) > 1)
        return (struct side){3, false};
    if (is_occupation(w, s, i))
        return (struct side){BY_OCCUPATION, false};
    if (char_in(w, i - 1, JOINERS))
        return (struct side){2, false};
    if (word_before(w, s, i, LEX_CONNECTIVE | LEX_TIME | LEX_MARKER) > 1)
        return (struct side){2, false};
    if (word_before(w, s, i, LEX_RECEIVER | LEX_PREPOSITION | LEX_REPORTER))
        return (struct side){1, false};
    return (struct side){-3, false};
}

struct side name_left(struct names *t, uint32_t s, uint32_t i)
{
    if (t->left_at != i)
        t->left = left_of(t->w, s, i);
    t->left_at = i;
    return t->left;
}

static uint32_t skip_bracket(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t b = i;

    while (b < e && w->t.cp[b] == ' ')
        b++;
    if (b >= e || w->t.cp[b] != '(')
        return i;
    for (uint32_t k = b + 1; k < e && k - b < 40; k++)
        if (w->t.cp[k] == ')')
            return k + 1 < e && w->t.cp[k + 1] == ' ' ? k + 2 : k + 1;
    return i;
}

/* ，周四在记者会上说: a day and, in the same clause, a verb of speaking. */
static bool comma_and_verb(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = i + 1;

    if (!(cls(w, i) & C_COMMA) || !word_at(w, k, e, LEX_TIME | LEX_NOT_NAME))
        return false;
    for (; k < e && k - i < 16 && !(cls(w, k) & (C_CLAUSE | C_QUOTED)); k++)
        if (word_at(w, k, e, LEX_SAY))
            return true;
    return false;
}

/* Does the title at K belong to a name behind it? */
static bool titles_another(const struct work *w, uint32_t k, uint32_t e)
{
    uint32_t next = k + word_at(w, k, e, LEX_HONORIFIC | LEX_TITLE);

    return next + 1 < e && !word_at(w, next, e, CUES | BETWEEN) &&
           (word_at(w, next, e, SURNAMES) ||
            (is_word(w, next, LEX_TRANSLIT) && is_word(w, next + 1, LEX_TRANSLIT)));
}

struct side right_of(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = skip_bracket(w, i, e), found = 0;

    if (k > i + 2 && text_has(w, i, k, "化名"))
        return (struct side){4, true};
    if (k >= e)
        return (struct side){1, false};
    if (may_begin_word(w, k, CUES | BETWEEN | LEX_HONORIFIC | LEX_TITLE))
        word_found(w, k, e, CUES | BETWEEN | LEX_HONORIFIC | LEX_TITLE | LEX_NOT_CUE,
                   &found);
    if (found & CUES & ~(found & LEX_NOT_CUE ? ~0u : 0u))
        return (struct side){4, true};
    /* 卫生|部长简志忠: the title of whoever comes next. */
    if (found & (LEX_HONORIFIC | LEX_TITLE))
        return titles_another(w, k, e) ? (struct side){0, false} : (struct side){3, true};
    if (char_in(w, k, "均都皆俱") && word_at(w, k + 1, e, CUES))
        return (struct side){4, true};
    if (found & BETWEEN) {
        uint32_t phrase = word_at(w, k, e, LEX_PREPOSITION);
        uint32_t after = skip_adverbs(w, phrase >= 3 ? k + phrase : k, e);
        return (struct side){3, (after > k && word_at(w, after, e, CUES) > 0) ||
                                    verb_ahead(w, k, e, C_CLAUSE) ||
                                    acts_as_person(w, k)};
    }
    if (comma_and_age(w, k, e))
        return (struct side){4, true};
    if (comma_and_verb(w, k, e))
        return (struct side){3, true};
    if ((cls(w, k) & C_LATIN) && skip_date(w, k, e) > k)
        return (struct side){3, verb_ahead(w, k, e, C_CLAUSE)};
    if (cls(w, k) & C_COLON)
        return (struct side){3, true};
    /* 甲、乙等代表|认为: the verb of a list is behind its end. */
    if ((cls(w, k) & C_PAUSE) || char_in(w, k, "等"))
        return (struct side){2, verb_ahead(w, k, e, C_CLAUSE)};
    if (cls(w, k) & (C_CLAUSE | C_OTHER | C_QUOTED))
        return (struct side){2, false};
    if (acts_as_person(w, k))
        return (struct side){3, true};
    if (in_manner_of_speaking(w, k))
        return (struct side){3, true};
    if (char_in(w, k, "的和与及是为是有则又也都"))
        return (struct side){1, false};
    return (struct side){-2, false};
}

/* ---- Forms */

/* The given name [I, E): what its characters say, -100 when one of them cannot be. */
int given_weight(const struct work *w, uint32_t i, uint32_t e)
{
    int sum = 0;

    if (e - i == 2 && char_in(w, i, "和") && char_in(w, i + 1, "平顺美生") &&
        !(cls(w, i) & C_QUOTED))
        return 1; /* 和 joins, but 和平 is a name too */
    /* 尹在明: a name of Korea. */
    if (e - i == 2 && char_in(w, i, "在") && char_in(w, i + 1, "明寅镕勋石元熙信浩永") &&
        !(cls(w, i) & C_QUOTED))
        return 1;
    /* 陈又嘉, 申屠大同 */
    if (e - i == 2 && !(cls(w, i) & C_QUOTED) &&
        ((char_in(w, i, "又以亦") && is_word(w, i + 1, LEX_GIVEN)) ||
         (char_in(w, i, "大正") && char_in(w, i + 1, "同"))))
        return 1;
    /* 王有为, 黄嘉为: at the end of a clause or before a verb of speaking. */
    if (e - i == 2 && char_in(w, i + 1, "为") && is_word(w, i, LEX_GIVEN) &&
        !(cls(w, i) & C_QUOTED) &&
        (e >= w->n || (cls(w, e) & C_CLAUSE) || word_at(w, e, w->n, CUES)))
        return 1;
    for (; i < e; i++) {
        if (!(cls(w, i) & C_HAN) || (cls(w, i) & C_QUOTED) ||
            is_word(w, i, LEX_NOT_GIVEN))
            return -100;
        sum += is_word(w, i, LEX_GIVEN) ? 1 : -1;
    }
    return sum;
}

static int form_weight(const struct work *w, struct range r, uint32_t surname,
                       uint32_t class)
{
    uint32_t len = r.e - r.s;
    /* 安倍晋三, 福田敬二 */
    bool numbered = (class & LEX_SURNAME_LONG) && len == surname + 2 &&
                    char_in(w, r.e - 1, "一二三四五也之");
    int given = given_weight(w, r.s + surname, r.e - numbered) + numbered;

    if (given < -50 || word_at(w, r.s, r.e, LEX_NOT_NAME) == len ||
        word_at(w, r.s + surname, r.e, TITLES | LEX_MEDIUM | LEX_ORG) >= 2)
        return -100; /* 和|学生, 向|财新 */
    if (len == surname + 1 && word_at(w, r.e - 1, w->n, LEX_HONORIFIC) >= 2)
        return -100; /* 陈小|姐 */
    if (len == 2 && char_in(w, r.s + 1, "有"))
        return -100; /* 作者路|有自己的看法 */
    if (surname == 1 && char_in(w, r.s + 1, "官"))
        return -100; /* 陈官: how Hong Kong courts call a judge */
    if (len >= 3 && word_at(w, r.s, r.e, LEX_NOT_NAME | LEX_TIME | LEX_CONNECTIVE) >= 2)
        given -= 4; /* 周四在…: a word and something */
    if (len == 3 && surname == 1 && word_at(w, r.s + 1, w->n, BETWEEN | CUES) >= 3)
        given -= 4; /* 杨|开玩笑说 */
    if ((class & LEX_SURNAME_LONG) && len == surname + 2 &&
        word_at(w, r.s + surname, w->n, BETWEEN | CUES) >= 2)
        given -= 4; /* 大野|特别提到 */
    if (class & LEX_SURNAME_LONG)
        return given + 3;
    return given + (len == 3) - (class & LEX_SURNAME ? 0 : 5);
}

/* What the words say that R would cut. */
static int form_signs(const struct work *w, struct range para, struct range r)
{
    int form = ends_in_a_word(w, r, para.e) ? -5 : 0;

    /* 工|程师: the end of a title. */
    if (word_before(w, para.s, r.e, TITLES) > r.e - r.s)
        form -= 8;
    /* 海川重|工: the middle of a body's name. */
    if (r.e < para.e && char_in(w, r.e, "工") &&
        word_before(w, para.s, r.e + 1, LEX_ORG) > 1)
        form -= 8;
    /* 主教练|来芳, 官方|发布: its first character ends a title. */
    if (word_before(w, para.s, r.s + 1, LEX_TITLE) > 2 ||
        word_before(w, para.s, r.s + 1, LEX_ROLE) > 1)
        form -= 6;
    return form;
}

static void weigh(struct names *t, struct range para, struct range r, int form, bool weak)
{
    const struct work *w = t->w;
    struct side l = t->left, right;

    if (form <= -50)
        return;
    if (t->again) {
        met(t, r);
        return;
    }
    form += form_signs(w, para, r);
    if (l.weight + MOST_RIGHT + form + (weak ? 3 : 0) < ENOUGH)
        return;
    right = right_of(w, r.e, para.e);
    if (right.weight < 1 && is_introduced(w, r, l))
        right.weight = 1;
    if (l.weight == BY_OCCUPATION && right.weight < 3 &&
        !(right.strong && given_weight(w, r.s + 1, r.e) > 1))
        form -= 4; /* 商家|符合申请 */
    if (weak)
        form += weak_bonus(w, para, r, l, right);
    /* 柏楠|向令狐卫民: a preposition before whoever it is about. */
    if (r.e - r.s >= 3 && right.weight < 0 &&
        is_word(w, r.e - 1, LEX_RECEIVER | LEX_PREPOSITION))
        form -= 4;
    form += l.weight + right.weight;
    /* 人民力量|陈志全|表示: nothing is known of what stands before. */
    if (form == ENOUGH - 1 && l.weight == -3 && right.weight == 4 && r.e - r.s == 3)
        form += 3;
    if (form >= ENOUGH)
        add_place(t, r, form, l.strong || right.strong, BY_SURNAME);
}

/* May a name of GIVEN characters behind a surname of CLASS be enough here, at its best? */
static bool may_be_enough(const struct names *t, uint32_t given, uint32_t class)
{
    bool weak = !(class & (LEX_SURNAME | LEX_SURNAME_LONG));
    int form = (int)given + (class & LEX_SURNAME_LONG ? 3 : 1) - (weak ? 5 : 0);

    return t->again || t->left.weight + MOST_RIGHT + form + (weak ? 3 : 0) >= ENOUGH;
}

/* Names that begin with the surname at I. */
void try_surname(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    uint32_t class = 0, surname = word_found(w, i, para.e, SURNAMES, &class);
    uint32_t second;

    if (!surname)
        return;
    if (!t->again)
        name_left(t, para.s, i);
    for (uint32_t given = 1; given <= 2 && i + surname + given <= para.e; given++) {
        struct range r = {i, i + surname + given};
        if (may_be_enough(t, given, class))
            weigh(t, para, r, form_weight(w, r, surname, class),
                  !(class & (LEX_SURNAME | LEX_SURNAME_LONG)));
    }
    /* 小泉|表示: of Japanese the surname alone. */
    if (surname > 1 && !t->again && starts_clause(w, para.s, i) &&
        word_at(w, skip_adverbs(w, i + surname, para.e), para.e, CUES) >= 1 &&
        word_at(w, i, para.e, LEX_NOT_NAME | LEX_TIME | LEX_ROLE) < surname)
        add_place(t, (struct range){i, i + surname}, PRECIOUS - 1, true, BY_ITSELF);
    /* 小池百合子, 小泉纯一郎 */
    if (surname > 1 && i + surname + 3 <= para.e && char_in(w, i + surname + 2, "子郎")) {
        struct range r = {i, i + surname + 3};
        weigh(t, para, r, form_weight(w, (struct range){i, r.e - 2}, surname, class) + 6,
              false);
    }
    if (surname > 1 || !(class & LEX_SURNAME))
        return;
    /* 葉劉淑儀: the husband's surname first. */
    second = word_at(w, i + 1, para.e, LEX_SURNAME);
    if (second == 1 && i + 4 <= para.e && may_be_enough(t, 2, LEX_SURNAME)) {
        struct range r = {i, i + 4};
        weigh(t, para, r, form_weight(w, r, 2, LEX_SURNAME) - 2, false);
    }
}

/* 咏梅说: a name that a story gives its person, again and again before a verb of speaking. */
static void try_first_name(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    struct range r = {i, i + 2};
    size_t n = t->n_places;
    uint32_t after;

    if (r.e >= para.e || !starts_clause(w, para.s, i) || given_weight(w, r.s, r.e) < 2)
        return;
    after = skip_adverbs(w, r.e, para.e);
    if (!word_at(w, after, para.e, LEX_SAY | LEX_WRITE) ||
        word_at(w, r.s, para.e,
                ~(uint32_t)(LEX_GIVEN | LEX_SURNAME | LEX_SURNAME_WEAK | LEX_TRANSLIT)) >=
            2)
        return;
    add_place(t, r, ENOUGH, false, BY_ITSELF);
    if (t->n_places > n)
        t->cands[t->places[n].cand].no_surname = true;
}

static bool is_capital(const struct work *w, uint32_t i)
{
    return (w->mark[i] & (MARK_CLASS | MARK_CAPITAL)) == (IS_LATIN | MARK_CAPITAL);
}

/* Candy, Lindsay Walters: a title before it or a verb of a person behind it. */
static uint32_t try_latin(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    struct side l = name_left(t, para.s, i), right;
    uint32_t e = i + 1;

    while (e < para.e && ((cls(w, e) & C_LATIN) || char_in(w, e, ".'-·’") ||
                          (w->t.cp[e] == ' ' && e + 1 < para.e && is_capital(w, e + 1))))
        e++;
    while (e > i + 1 && (cls(w, e - 1) & C_OTHER))
        e--;
    right = right_of(w, e, para.e);
    /* 来自加拿大的游客Emily Carter用…: a small letter behind the capital. */
    if (l.strong && right.weight < 1 && e - i >= 4 && !is_capital(w, i + 1))
        right.weight = 2;
    if (is_capital(w, i) && e - i >= 2 && e - i <= NAME_MAX_CPS &&
        (l.strong || (l.weight >= 3 && right.strong)) && l.weight + right.weight >= 6)
        add_place(t, (struct range){i, e}, l.weight + right.weight - (l.strong ? 0 : 1),
                  true, BY_ITSELF);
    return e;
}

/* 王某, 李某某, 小姜, 老陈, 阿牛 */
static void try_familiar(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    struct side l, right;
    uint32_t e = i + 2;

    if (e > para.e || !(char_in(w, i + 1, "某太生") || char_in(w, i, "小老阿")))
        return;
    l = name_left(t, para.s, i);
    if (l.weight < 2)
        return;
    if (word_at(w, i, i + 1, SURNAMES) && char_in(w, i + 1, "某")) {
        while (e < para.e && e - i < 4 && char_in(w, e, "某甲乙丙丁"))
            e++;
        add_place(t, (struct range){i, e}, PRECIOUS, true, BY_FAMILIAR);
        return;
    }
    right = right_of(w, e, para.e);
    /* 梁太, 陈生: wife and husband in Hong Kong. */
    if (char_in(w, i + 1, "太生") && word_at(w, i, i + 1, LEX_SURNAME) && right.strong &&
        right.weight >= 3 && word_at(w, i, para.e, LEX_NOT_NAME | LEX_ROLE | TITLES) < 2)
        add_place(t, (struct range){i, e}, PRECIOUS - 1, true, BY_FAMILIAR);
    if (!char_in(w, i, "小老阿") || (cls(w, i + 1) & (C_HAN | C_QUOTED)) != C_HAN ||
        word_at(w, i, para.e, LEX_NOT_NAME | LEX_ROLE | TITLES | LEX_NOT_CUE) >= 2)
        return;
    if ((right.strong && right.weight >= (l.strong ? 3 : 4) &&
         (word_at(w, i + 1, i + 2, SURNAMES) || l.strong || char_in(w, i, "阿"))) ||
        (word_at(w, i + 1, i + 2, LEX_SURNAME) && !char_in(w, i, "阿") &&
         (l.strong || (l.weight >= 3 && right.strong))) ||
        (word_at(w, i + 1, i + 2, LEX_SURNAME) && l.weight >= 3 && !char_in(w, i, "阿") &&
         verb_ahead(w, e, para.e, C_END | C_COLON)))
        add_place(t, (struct range){i, e}, PRECIOUS - 1, true, BY_FAMILIAR);
}

/* ---- All places */

static uint32_t look(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    uint32_t c = w->t.cp[i];

    t->at = i;
    if (cls(w, i) & C_HAN) {
        if (may_begin_word(w, i, SURNAMES))
            try_surname(t, para, i);
        if (is_word(w, i, LEX_TRANSLIT))
            try_translit(t, para, i);
        try_familiar(t, para, i);
        try_first_name(t, para, i);
        return i + 1;
    }
    if (is_capital(w, i) && c >= 'a' && (cls(w, i) & C_LATIN))
        return try_latin(t, para, i);
    if ((is_dot(c) || is_hyphen_dot(w, i)) && i > para.s && i + 1 < para.e &&
        (cls(w, i - 1) & C_HAN) && (cls(w, i + 1) & C_HAN))
        return try_dotted(t, para, i);
    return i + 1;
}

/* What stands before a paragraph or behind a pair the marks do not know. */
static void scan(struct names *t, const struct para *p, struct gaps *g)
{
    struct work *w = t->w;
    struct range para = {p->s, p->e};

    g->e = p->e;
    t->left_at = UINT32_MAX;
    for (uint32_t i = p->s, stop; gap_next(w, g, &i, &stop);)
        for (i = look(t, para, i); i < stop;)
            i = w->mark[i] & MARK_NAME ? look(t, para, i) : i + 1;
}

void work_names(struct work *w)
{
    struct arena own = {.tally = w->a->tally};
    struct names t = {.w = w, .a = own, .places_a = own, .cands_a = own, .table.a = own};
    struct gaps g = {0};

    for (size_t i = 0; i < w->n_paras; i++)
        if (!body_folds(w->paras[i].kind))
            scan(&t, &w->paras[i], &g);
    names_choose(&t);
    arena_free(&t.table.a);
    arena_free(&t.places_a);
    arena_free(&t.cands_a);
    arena_free(&t.a);
}
