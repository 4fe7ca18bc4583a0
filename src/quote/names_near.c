/* Signs of a name farther away than the next word. */
#include "names.h"

enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };
enum { BETWEEN = LEX_ADVERB | LEX_PREPOSITION | LEX_RECEIVER | LEX_TIME };
enum {
    WORDS = LEX_NOT_NAME | LEX_NOT_CUE | LEX_CONNECTIVE | LEX_MARKER | CUES | BETWEEN
}; /* that are no given names */

/* 2日在接受采访时|说, 沉默了很久，只|说: a verb of speaking in what follows of the sentence, not far. */
bool verb_ahead(const struct work *w, uint32_t i, uint32_t e, unsigned borders)
{
    size_t c = cue_from(w, i);

    if (c >= w->n_cues || w->cues[c].s >= e || w->cues[c].s - i > 30)
        return false;
    for (uint32_t k = i; k < w->cues[c].s; k++)
        if (cls(w, k) & (borders | C_QUOTED))
            return false;
    return true;
}

uint32_t skip_date(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = i;

    while (k < e && w->t.cp[k] >= '0' && w->t.cp[k] <= '9' && k - i < 4)
        k++;
    if (k == i || k >= e || !char_in(w, k, "月日号年"))
        return i;
    return char_in(w, k, "月年") ? skip_date(w, k + 1, e) : k + 1;
}

bool comma_and_age(const struct work *w, uint32_t i, uint32_t e)
{
    uint32_t k = i + 1;

    if (!(cls(w, i) & C_COMMA))
        return false;
    while (k < e && k - i < 6 &&
           char_in(w, k, "0123456789一二三四五六七八九十几多今年现年"))
        k++;
    return k > i + 1 && k < e && char_in(w, k, "岁");
}

bool acts_as_person(const struct work *w, uint32_t i)
{
    static const char16_t *const words[] = {
        u"一边",   u"不得不", u"不想",   u"不愿",   u"不敢",   u"不知",   u"不肯",
        u"举着",   u"举起",   u"习惯",   u"今年",   u"从小",   u"从来",   u"伸手",
        u"低下",   u"低头",   u"住在",   u"停下",   u"决定",   u"出生",   u"发来",
        u"叹",     u"吃了",   u"听说",   u"咧嘴",   u"哭了",   u"喜欢",   u"回到",
        u"坐在",   u"家住",   u"就读",   u"带着",   u"当时",   u"得知",   u"心里",
        u"想起",   u"愣",     u"戴着",   u"手里",   u"打开",   u"打算",   u"把",
        u"报了警", u"抬头",   u"抬起",   u"抱着",   u"拉着",   u"拍了",   u"拿出",
        u"拿着",   u"拿起",   u"指着",   u"挥挥手", u"捐了",   u"掏出",   u"接到",
        u"摆摆手", u"摇了摇", u"摇头",   u"摇摇头", u"擦",     u"收到",   u"放下",
        u"望着",   u"来到",   u"松了口", u"毕业",   u"沉默",   u"没想",   u"没有",
        u"没能",   u"点了点", u"点头",   u"点点头", u"的丈夫", u"的儿子", u"的同事",
        u"的同学", u"的嗓",   u"的声音", u"的女儿", u"的妈妈", u"的妻子", u"的手",
        u"的母亲", u"的父亲", u"的爸爸", u"的眼",   u"的老家", u"的脸",   u"皱",
        u"盯着",   u"看到",   u"看着",   u"眼里",   u"睡",     u"穿着",   u"站在",
        u"站起",   u"笑了",   u"第一次", u"红了眼", u"给自己", u"给记者", u"翻出",
        u"脱下",   u"脸上",   u"自己",   u"被",     u"记得",   u"走上",   u"走出",
        u"走到",   u"走进",   u"赶到",   u"跪",     u"躺在",   u"转身",   u"醒",
        u"闭上"}; /* sorted by their first characters */
    size_t lo = 0, n = sizeof words / sizeof *words;
    uint16_t c = i < w->n ? w->t.cp[i] : 0;

    for (size_t hi = n; lo < hi;) {
        size_t mid = (lo + hi) / 2;
        if (words[mid][0] < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n && words[lo][0] == c; lo++)
        if (text_starts(w, i, words[lo]))
            return true;
    return false;
}

bool in_manner_of_speaking(const struct work *w, uint32_t i)
{
    size_t k = cue_from(w, i);

    return k < w->n_cues && w->cues[k].s > i && w->cues[k].s - i <= 6 &&
           char_in(w, w->cues[k].s - 1, "地着") && clause_end(w, i) > w->cues[k].s;
}

/* 左斌|直言, 姜汐|笑着说: the last character begins a word that goes on behind the name. */
bool ends_in_a_word(const struct work *w, struct range r, uint32_t e)
{
    /* 乐磊|均指出, 廉向东|都说: each of several. */
    if (char_in(w, r.e - 1, "均都皆俱") && word_at(w, r.e, e, CUES))
        return true;
    if (r.e - r.s >= 3 && word_at(w, r.e - 1, e, LEX_NOT_CUE) >= 2)
        return true; /* 魏平|解说 */
    /* 谢|立即说 */
    if (r.e - r.s == 2 && word_at(w, r.e - 1, e, BETWEEN) == 2 &&
        word_at(w, r.e + 1, e, CUES) && word_at(w, r.e, e, CUES | BETWEEN) < 2)
        return true;
    return r.e - r.s >= 3 && word_at(w, r.e - 1, e, CUES | BETWEEN) >= 2 &&
           word_at(w, r.e, e, CUES) < 2;
}

/* 和, 向, 对 are surnames and join what stands beside them. */
bool is_function_word(const struct work *w, uint32_t i)
{
    return is_word(w, i, BETWEEN | LEX_CONNECTIVE | LEX_PRONOUN | LEX_NOT_GIVEN) ||
           char_in(w, i, "和与同及由连");
}

/* A title before R and a border behind it, or a label before a colon: who it is, although the
 * surname is a common word. */
int weak_bonus(const struct work *w, struct range para, struct range r, struct side left,
               struct side right)
{
    bool given = given_weight(w, r.s + 1, r.e) == (int)(r.e - r.s) - 1;

    if (r.e < para.e && (cls(w, r.e) & C_COLON) && r.e - r.s >= 2 &&
        (r.s == para.s || is_blank(w->t.cp[r.s - 1]) || char_in(w, r.s - 1, "】]")) &&
        !word_at(w, r.s, r.e, LEX_NOT_NAME | LEX_ROLE | LEX_TITLE | LEX_REPORTER))
        return cls(w, r.e + 1) & C_QUOTED ? 5 : 3;
    if (r.s > 0 && char_in(w, r.s - 1, "—") && given && right.strong)
        return 3; /* ——井春妮委员 */
    /* ，查海生|代表拿出: before a title or a verb of speaking. */
    if (left.weight == 3 && right.strong && right.weight >= 3 && given &&
        r.e - r.s == 3 && word_at(w, r.s + 1, r.e, WORDS | LEX_TITLE | LEX_ROLE) < 2 &&
        word_at(w, r.s, r.e, WORDS | LEX_NOT_NAME | LEX_TITLE | LEX_ROLE) < 2)
        return right.weight == 4 || word_at(w, r.e, para.e, LEX_HONORIFIC) ? 3 : 0;
    /* ，于淼|说 */
    if (starts_clause(w, para.s, r.s) && right.strong && right.weight == 4 && given &&
        r.e - r.s == 2 && word_at(w, r.s, para.e, WORDS | LEX_NOT_NAME) < 2)
        return 4;
    if (left.weight < 4 || right.weight < 1)
        return 0;
    if (right.weight >= 3 && !is_function_word(w, r.s))
        return 3;
    if (!given || word_at(w, r.s + 1, r.e, WORDS) >= 2)
        return 0; /* 志愿者都|可以 */
    if (is_word(w, r.s, LEX_PREPOSITION | LEX_RECEIVER) ||
        char_in(w, r.s, "和与同及由连"))
        return right.strong && (right.weight >= 4 || r.e - r.s == 3) ? 3 : 0;
    return (right.weight >= 2 && !is_function_word(w, r.s)) || r.e - r.s == 3 ? 3 : 0;
}

/* 渔民招海生|咧嘴笑了: behind a title and a name that looks like one anything may follow. */
bool is_introduced(const struct work *w, struct range r, struct side left)
{
    uint32_t len = r.e - r.s, foreign = 0;

    for (uint32_t i = r.s; i < r.e + 1 && i < w->n; i++)
        foreign += is_word(w, i, LEX_TRANSLIT);
    if (foreign > len || (len == 3 && is_word(w, r.s, LEX_SURNAME) &&
                          is_word(w, r.s + 1, LEX_SURNAME) && is_word(w, r.e, LEX_GIVEN)))
        return false; /* 洛桑次|仁, 叶刘慧|仪 */
    if (word_at(w, r.s + 1, w->n, CUES | (BETWEEN & ~(uint32_t)LEX_TIME)) >= 2 ||
        (r.s > 0 && char_in(w, r.s - 1, "方媒界众们")))
        return false; /* 警方尚|无法 */
    if (len == 3 && char_in(w, r.s + 1, "姐哥叔婶伯嫂姨爷奶妈"))
        return false; /* 胡姐|端菜 */
    if (len == 3 && word_at(w, r.e - 1, w->n, WORDS | LEX_TITLE | LEX_HONORIFIC) >= 2)
        return false; /* 李某|代表国务院 */
    return left.strong && left.weight >= 5 && r.e < w->n && (cls(w, r.e) & C_HAN) &&
           given_weight(w, r.e - 1, r.e) > 0 &&
           (len == 2 ? !is_word(w, r.e, LEX_GIVEN) || word_at(w, r.e, w->n, WORDS) >= 2
                     : given_weight(w, r.s + 1, r.e) >= 0);
}
