/* Who is named: every place where a name could stand is weighed by what stands before and behind
 * it, the weights of equal strings are added up, and of strings that overlap the heaviest wins. */
#include "names.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE };
enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };
enum { BETWEEN = LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_TIME };

/* ---- Neighbourhoods */

static bool starts_clause(const struct work *w, uint32_t s, uint32_t i)
{
    return i == s || (cls(w, i - 1) & (C_CLAUSE | C_PAUSE | C_OTHER | C_QUOTED));
}

/* 养蜂人|景和平, 木匠|白一鸣: what people are, by its last character. */
static bool is_occupation(const struct work *w, uint32_t s, uint32_t i)
{
    return i >= s + 2 && char_in(w, i - 1, OCCUPATIONS) &&
           (cls(w, i - 2) & (C_HAN | C_QUOTED)) == C_HAN &&
           !word_before(w, s, i, LEX_ADVERB | LEX_PRONOUN | LEX_NOT_NAME | LEX_TIME);
}

/* What stands before a name that begins at I; the paragraph begins at S. */
static struct side left_of(const struct work *w, uint32_t s, uint32_t i)
{
    if (starts_clause(w, s, i))
        return (struct side){3, false};
    if (word_before(w, s, i, TITLES) > 1)
        return (struct side){5, true};
    if (char_in(w, i - 1, "的"))
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

static struct side left(struct names *t, uint32_t s, uint32_t i)
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

static struct side right_of(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = skip_bracket(w, i, e), found = 0;

    if (k >= e)
        return (struct side){1, false};
    if (may_begin_word(w, k, CUES | BETWEEN | LEX_HONORIFIC | LEX_TITLE))
        word_found(w, k, e, CUES | BETWEEN | LEX_HONORIFIC | LEX_TITLE | LEX_NOT_CUE,
                   &found);
    if (found & CUES & ~(found & LEX_NOT_CUE ? ~0u : 0u))
        return (struct side){4, true};
    if (found & (LEX_HONORIFIC | LEX_TITLE))
        return (struct side){3, true};
    if (found & BETWEEN) {
        uint32_t phrase = word_at(w, k, e, LEX_PREPOSITION);
        uint32_t after = skip_adverbs(w, phrase >= 3 ? k + phrase : k, e);
        return (struct side){3, after > k && word_at(w, after, e, CUES) > 0};
    }
    if (comma_and_verb(w, k, e))
        return (struct side){3, true};
    if (cls(w, k) & C_COLON)
        return (struct side){3, true};
    if (cls(w, k) & (C_CLAUSE | C_PAUSE | C_OTHER | C_QUOTED))
        return (struct side){2, false};
    if (char_in(w, k, "的等和与及是为是有则又也都"))
        return (struct side){1, false};
    return (struct side){-2, false};
}

/* ---- Forms */

/* The given name [I, E): what its characters say, -100 when one of them cannot be. */
static int given_weight(const struct work *w, uint32_t i, uint32_t e)
{
    int sum = 0;

    if (e - i == 2 && char_in(w, i, "和") && char_in(w, i + 1, "平顺美生") &&
        !(cls(w, i) & C_QUOTED))
        return 1; /* 和 joins, but 和平 is a name too */
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
    if (len == 2 && char_in(w, r.s + 1, "有"))
        return -100; /* 作者路|有自己的看法 */
    if (surname == 1 && char_in(w, r.s + 1, "官"))
        return -100; /* 陈官: how Hong Kong courts call a judge */
    if (len >= 3 && word_at(w, r.s, r.e, LEX_NOT_NAME | LEX_TIME | LEX_CONNECTIVE) >= 2)
        given -= 4; /* 周四在…: a word and something */
    if (class & LEX_SURNAME_LONG)
        return given + 3;
    return given + (len == 3) - (class & LEX_SURNAME ? 0 : 5);
}

/* 左斌|直言, 姜汐|笑着说: the last character begins a word that goes on behind the name. */
static bool ends_in_a_word(const struct work *w, struct range r, uint32_t e)
{
    return r.e - r.s >= 3 && word_at(w, r.e - 1, e, CUES | BETWEEN) >= 2 &&
           word_at(w, r.e, e, CUES) < 2;
}

/* 和, 向, 对 are surnames and join what stands beside them. */
static bool is_function_word(const struct work *w, uint32_t i)
{
    return is_word(w, i, BETWEEN | LEX_CONNECTIVE | LEX_PRONOUN | LEX_NOT_GIVEN) ||
           char_in(w, i, "和与同及由连");
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
    if (ends_in_a_word(w, r, para.e))
        form -= 5;
    /* 主教练|来芳: its first character ends a title. */
    if (word_before(w, para.s, r.s + 1, LEX_TITLE) > 2)
        form -= 5;
    if (l.weight + MOST_RIGHT + form + (weak && l.weight >= 4 ? 3 : 0) < ENOUGH)
        return;
    right = right_of(w, r.e, para.e);
    if (l.weight == BY_OCCUPATION && right.weight < 3)
        form -= 4; /* 商家|符合申请 */
    /* A title before it and a verb behind it: hardly anything but a name. */
    if (weak && l.weight >= 4 && right.weight >= 3 &&
        (!is_function_word(w, r.s) ||
         (right.strong && right.weight >= 4 &&
          given_weight(w, r.s + 1, r.e) == (int)(r.e - r.s) - 1 &&
          !word_at(w, r.s + 1, r.e, LEX_NOT_NAME))))
        form += 3;
    /* 柏楠|向令狐卫民: a preposition before whoever it is about. */
    if (r.e - r.s >= 3 && right.weight < 0 &&
        is_word(w, r.e - 1, LEX_RECEIVER | LEX_PREPOSITION))
        form -= 4;
    form += l.weight + right.weight;
    if (form >= ENOUGH)
        add_place(t, r, form, l.strong || right.strong, BY_SURNAME);
}

/* May a name of GIVEN characters behind a surname of CLASS be enough here, at its best? */
static bool may_be_enough(const struct names *t, uint32_t given, uint32_t class)
{
    int form = (int)given + (class & LEX_SURNAME_LONG ? 3 : 1) -
               (class & (LEX_SURNAME | LEX_SURNAME_LONG) ? 0 : 5);

    return t->again ||
           t->left.weight + MOST_RIGHT + form + (t->left.weight >= 4 ? 3 : 0) >= ENOUGH;
}

void try_surname(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    uint32_t class = 0, surname = word_found(w, i, para.e, SURNAMES, &class);
    uint32_t second;

    if (!surname)
        return;
    if (!t->again)
        left(t, para.s, i);
    for (uint32_t given = 1; given <= 2 && i + surname + given <= para.e; given++) {
        struct range r = {i, i + surname + given};
        if (may_be_enough(t, given, class))
            weigh(t, para, r, form_weight(w, r, surname, class),
                  !(class & (LEX_SURNAME | LEX_SURNAME_LONG)));
    }
    /* 小池百合子, 小泉纯一郎 */
    if (surname > 1 && i + surname + 3 <= para.e && char_in(w, i + surname + 2, "子郎")) {
        struct range r = {i, i + surname + 3};
        weigh(t, para, r, form_weight(w, r, surname, class) + 4, false);
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

/* ---- Foreign names */

static bool is_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027 || c == 0xFF65;
}

/* 让-皮埃尔: a hyphen before I between characters of foreign names. */
static bool joins(const struct work *w, uint32_t s, uint32_t i)
{
    return i >= s + 2 && w->t.cp[i - 1] == '-' && !(cls(w, i - 1) & C_QUOTED) &&
           is_word(w, i - 2, LEX_TRANSLIT | LEX_GIVEN);
}

/* The part before the first dot, which may be glued to a title: 主席|斯蒂夫·西蒙. */
static uint32_t dotted_start(const struct work *w, uint32_t s, uint32_t dot)
{
    uint32_t i = dot;

    while (i > s && dot - i < 8 &&
           ((cls(w, i - 1) & (C_HAN | C_QUOTED)) == C_HAN || joins(w, s, i))) {
        if (i < dot && word_before(w, s, i, TITLES | LEX_REPORTER) > 1)
            return i;
        if (i < dot && i >= s + 2 && text_is(w, i - 2, "代表"))
            return i;
        if (i < dot && dot - i >= 2 &&
            (char_in(w, i - 1, "的和与据对向是给") ||
             (i >= s + 2 && text_is(w, i - 2, "告诉"))))
            return i;
        i--;
    }
    if (starts_clause(w, s, i))
        return i;
    for (i = dot; i > s && is_word(w, i - 1, LEX_TRANSLIT); i--)
        ;
    return i;
}

/* The end of the part behind a dot: characters of foreign names, or up to a mark or a verb. */
static uint32_t dotted_end(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t s = i;

    for (; i < e && i - s < 8 && (cls(w, i) & (C_HAN | C_QUOTED)) == C_HAN; i++) {
        uint32_t word =
            word_at(w, i, e, CUES | BETWEEN | LEX_HONORIFIC | TITLES | LEX_NOT_CUE);
        /* 海|因|里希: one character that writes names among others. */
        bool goes_on = word == 1 && i + 1 < e && is_word(w, i, LEX_TRANSLIT) &&
                       is_word(w, i + 1, LEX_TRANSLIT) &&
                       !word_at(w, i + 1, e, CUES | BETWEEN);
        if (i > s && word && !goes_on)
            break;
        if (i > s && !is_word(w, i, LEX_TRANSLIT) && !is_word(w, i, LEX_GIVEN))
            break;
    }
    return i;
}

/* 清明·云祭 has a dot too: at least half of the characters write foreign names. */
static bool sounds_foreign(const struct work *w, struct range r)
{
    uint32_t n = 0;

    for (uint32_t i = r.s; i < r.e; i++)
        n += is_word(w, i, LEX_TRANSLIT);
    return 2 * n >= r.e - r.s - 1;
}

static uint32_t try_dotted(struct names *t, struct range para, uint32_t dot)
{
    const struct work *w = t->w;
    struct range r = {dotted_start(w, para.s, dot), dotted_end(w, dot + 1, para.e)};

    while (r.e < para.e && is_dot(w->t.cp[r.e]) && r.e + 1 < para.e &&
           (cls(w, r.e + 1) & C_HAN))
        r.e = dotted_end(w, r.e + 1, para.e);
    if (r.s < dot && r.e > dot + 1 && r.e - r.s <= NAME_MAX_CPS && sounds_foreign(w, r))
        add_place(t, r, PRECIOUS + 4, true, BY_ITSELF);
    return r.e > dot ? r.e : dot + 1;
}

static void weigh_translit(struct names *t, struct range para, struct range r,
                           struct side l)
{
    const struct work *w = t->w;
    struct side right = right_of(w, r.e, para.e);
    uint32_t len = r.e - r.s;

    if (len >= 2 && right.strong &&
        word_at(w, r.s, r.e, LEX_NOT_NAME | LEX_TIME | LEX_ORG) != len)
        add_place(t, r, l.weight + right.weight - 1 + (len > 3 ? 2 : len > 2), true,
                  BY_TRANSLIT);
}

/* 凡德福: no surname, two and more characters that write foreign names, set off on both sides.
 * One that is an adverb too (布莱克|强调, 约翰|力挺) may end the name or not. */
static void try_translit(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    struct side l;
    uint32_t e = i;

    if (i + 1 >= para.e || !is_word(w, i + 1, LEX_TRANSLIT))
        return;
    l = left(t, para.s, i);
    if (l.weight < 3)
        return;
    for (; e < para.e && e - i < 8 && is_word(w, e, LEX_TRANSLIT); e++) {
        uint32_t word = e > i + 1 ? word_at(w, e, para.e, CUES | BETWEEN) : 0;
        if (word > 1 || (word && (is_word(w, e, LEX_NOT_GIVEN | CUES))))
            break;
        if (word)
            weigh_translit(t, para, (struct range){i, e}, l);
    }
    weigh_translit(t, para, (struct range){i, e}, l);
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
    struct side l = left(t, para.s, i), right;
    uint32_t e = i + 1;

    while (e < para.e && ((cls(w, e) & C_LATIN) || char_in(w, e, ".'-·’") ||
                          (w->t.cp[e] == ' ' && e + 1 < para.e && is_capital(w, e + 1))))
        e++;
    while (e > i + 1 && (cls(w, e - 1) & C_OTHER))
        e--;
    right = right_of(w, e, para.e);
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

    if (e > para.e || !(char_in(w, i + 1, "某") || char_in(w, i, "小老阿")))
        return;
    l = left(t, para.s, i);
    if (l.weight < 2)
        return;
    if (word_at(w, i, i + 1, SURNAMES) && char_in(w, i + 1, "某")) {
        while (e < para.e && e - i < 4 && char_in(w, e, "某甲乙丙丁"))
            e++;
        add_place(t, (struct range){i, e}, PRECIOUS, true, BY_FAMILIAR);
        return;
    }
    right = right_of(w, e, para.e);
    if (char_in(w, i, "小老阿") && (cls(w, i + 1) & C_HAN) && right.strong &&
        right.weight >= 4 &&
        (word_at(w, i + 1, i + 2, SURNAMES) || char_in(w, i, "阿")) &&
        word_at(w, i, para.e, LEX_NOT_NAME | LEX_ROLE | TITLES) < 2)
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
    if (is_dot(c) && i > para.s && i + 1 < para.e && (cls(w, i - 1) & C_HAN) &&
        (cls(w, i + 1) & C_HAN))
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
    if (t.n_places)
        names_choose(&t);
    arena_free(&t.table.a);
    arena_free(&t.places_a);
    arena_free(&t.cands_a);
    arena_free(&t.a);
}
