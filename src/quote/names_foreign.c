/* Names of other tongues: parts with a dot between them, characters that write sounds. */
#include "names.h"

enum { TITLES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE };
enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };
enum { BETWEEN = LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_TIME };

bool is_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027 || c == 0xFF65;
}

/* 戴夫-罗斯: sports pages write a hyphen for the dot. */
bool is_hyphen_dot(const struct work *w, uint32_t i)
{
    return w->t.cp[i] == '-' && i > 0 && is_word(w, i - 1, LEX_TRANSLIT) &&
           is_word(w, i + 1, LEX_TRANSLIT | LEX_SURNAME) &&
           !((cls(w, i - 1) | cls(w, i + 1)) & C_QUOTED);
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
        if (i < dot && is_word(w, i, LEX_TRANSLIT) &&
            word_before(w, s, i,
                        LEX_ADVERB | LEX_TIME | LEX_CONNECTIVE | LEX_PREPOSITION) > 1)
            return i;
        if (i < dot && dot - i >= 2 &&
            (char_in(w, i - 1, "的和与据对向是给人") ||
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
                       word_at(w, i + 1, e, CUES | BETWEEN) != 1; /* 略|赛后 */
        if (i > s && word && !goes_on)
            break;
        if (i > s && !is_word(w, i, LEX_TRANSLIT))
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

uint32_t try_dotted(struct names *t, struct range para, uint32_t dot)
{
    const struct work *w = t->w;
    struct range r = {dotted_start(w, para.s, dot), dotted_end(w, dot + 1, para.e)};

    while (r.e < para.e && (is_dot(w->t.cp[r.e]) || is_hyphen_dot(w, r.e)) &&
           r.e + 1 < para.e && (cls(w, r.e + 1) & C_HAN))
        r.e = dotted_end(w, r.e + 1, para.e);
    if (r.s < dot && r.e > dot + 1 && r.e - r.s <= NAME_MAX_CPS && sounds_foreign(w, r))
        add_place(t, r, PRECIOUS + 4, true, BY_ITSELF);
    return r.e > dot ? r.e : dot + 1;
}

static void weigh_translit(struct names *t, struct range para, struct range r,
                           struct side left)
{
    const struct work *w = t->w;
    struct side right = right_of(w, r.e, para.e);
    uint32_t len = r.e - r.s;

    if (is_word(w, r.s, LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_CONNECTIVE) &&
        !(left.strong && len >= 4))
        return; /* 则再次|说 */
    /* 举重运动员哈力木拉提|声音哽咽 */
    if (left.strong && left.weight >= 5 && len >= 4 && !right.strong)
        right = (struct side){1, true};
    if (len >= 2 && right.strong &&
        word_at(w, r.s, r.e,
                LEX_NOT_NAME | LEX_TIME | LEX_ORG | TITLES | LEX_PRONOUN | LEX_ADVERB) !=
            len)
        add_place(t, r, left.weight + right.weight - 1 + (len > 3 ? 2 : len > 2), true,
                  BY_TRANSLIT);
}

/* 凡德福: no surname, two and more characters that write foreign names, set off on both sides.
 * One that is an adverb too (布莱克|强调, 约翰|力挺) may end the name or not. */
void try_translit(struct names *t, struct range para, uint32_t i)
{
    const struct work *w = t->w;
    struct side left;
    uint32_t e = i;

    if (i + 1 >= para.e || !is_word(w, i + 1, LEX_TRANSLIT))
        return;
    left = name_left(t, para.s, i);
    if (left.weight < 3)
        return;
    for (; e < para.e && e - i < 8 && is_word(w, e, LEX_TRANSLIT); e++) {
        uint32_t word = e > i + 1 ? word_at(w, e, para.e, CUES | BETWEEN) : 0;
        if (word > 1 || (word && (is_word(w, e, LEX_NOT_GIVEN | CUES))))
            break;
        if (word)
            weigh_translit(t, para, (struct range){i, e}, left);
    }
    weigh_translit(t, para, (struct range){i, e}, left);
    /* 主演娜仁|花|补充道: one more character between a title and a verb. */
    if (left.strong && e - i >= 2 && e + 1 < para.e && (cls(w, e) & C_HAN) &&
        word_at(w, e + 1, para.e, CUES) > 1 && word_at(w, e, para.e, CUES | BETWEEN) < 1)
        weigh_translit(t, para, (struct range){i, e + 1}, left);
}
