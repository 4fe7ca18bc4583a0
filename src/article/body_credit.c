/* Picture credits: 白某 设计, 某某视觉 资料图, 某某摄, 图片来源：某某, （受访者供图）.
 *
 * In a one-line body a credit stands right behind a sentence and before the next one, without
 * any mark between: it is found by a closed list of endings with few characters before them. */
#include "body_work.h"

enum { MOST = 14, BRACKET = 40 };

#define W(lit) STR_INIT(lit)

enum {
    BLANK = 1, /* a blank must stand before the ending: 公司 设计, not 公司设计 */
    VERB = 2   /* also an everyday word: look harder at what follows */
};

struct ending {
    struct str text;
    unsigned flags;
    const char *not_before; /* characters that make another word of it */
    const char *not_after;  /* characters before it, likewise: 拍摄 */
};

/* The first and the last characters of the endings. */
#define HEADS "资資视視网網图圖供摄攝截制製配绘繪漫设設提Fa"
#define TAILS "片图圖面供影画稿计計制摄攝绘"

/* Longer endings first. */
static const struct ending endings[] = {
    {W("资料图片"), 0, "", ""},
    {W("資料圖片"), 0, "", ""},
    {W("资料照片"), 0, "", ""},
    {W("資料照片"), 0, "", ""},
    {W("视频截图"), 0, "显中上里可曝流传被发后来", ""},
    {W("資料畫面"), 0, "", ""},
    {W("资料画面"), 0, "", ""},
    {W("网页截图"), 0, "显中上里可曝流传被发后来", ""},
    {W("Facebook圖片"), 0, "", ""},
    {W("图片提供"), 0, "", ""},
    {W("圖片提供"), 0, "", ""},
    {W("资料图"), 0, "书表", ""},
    {W("資料圖"), 0, "書表", ""},
    {W("供图"), 0, "片书像", "提"},
    {W("供圖"), 0, "片書像", "提"},
    {W("摄影"), BLANK | VERB, "师家展作机技大棚", ""},
    {W("攝影"), BLANK | VERB, "師家展作機", ""},
    {W("截图"), BLANK, "显中上里可曝流传被发后来", ""},
    {W("截圖"), BLANK, "顯中上裡可曝流傳被發後來", ""},
    {W("制图"), 0, "", "绘"},
    {W("製圖"), 0, "", "繪"},
    {W("配图"), BLANK, "", ""},
    {W("绘图"), BLANK, "", ""},
    {W("漫画"), BLANK, "家", ""},
    {W("图片"), BLANK, "", ""},
    {W("圖片"), BLANK, "", ""},
    {W("供稿"), BLANK, "", ""},
    {W("设计"), BLANK | VERB, "师院者图方感稿感", ""},
    {W("設計"), BLANK | VERB, "師院者圖方感稿", ""},
    {W("提供"), BLANK | VERB, "了的给者一支服更有", ""},
    {W("绘制"), BLANK, "", ""},
    {W("摄"), 0, "像影氏入取制录", "拍航所统"},
    {W("攝"), 0, "像影氏入取製錄", "拍航所統"},
    {W("绘"), BLANK, "制画图就出", "描"},
    {W("图"), BLANK, "书像表案片", ""},
    {W("圖"), BLANK, "書像表案片", ""},
};

/* 摄入量 摄入过多 */
static const char after_intake[] =
    "量会過过的了不更后後较高低盐糖热能足多少蛋维脂钠营水咖酒";

static bool is_word(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= '0' && cp <= '9') || body_in(cp, "._-&@'");
}

/* One more unit: a Han character or a word of Latin letters.  OFF when something else comes. */
static size_t unit_end(struct str t, size_t off, size_t end)
{
    size_t len;
    uint32_t cp = body_cp(t, off, &len);

    if (off >= end || cp == '\n' || words_at(&words_credit_stop, t, off))
        return off;
    if (!is_word(cp))
        return off + len;
    while (off < end && is_word(body_cp(t, off, &len)))
        off += len;
    return off;
}

/* What follows must be able to begin a sentence. */
static bool sentence_may_start(struct str t, size_t off, size_t end, unsigned flags)
{
    size_t len;
    uint32_t cp = body_cp(t, off, &len);

    if (off >= end || cp == ' ' || cp == '\n' || cp == 0x3000)
        return true;
    if (body_in(cp, "，、。；：！？）)”」』…的了着过和与及或给为地得们等"))
        return false;
    return !(flags & VERB) || !body_in(cp, "一这那些这个更良优免相可必多");
}

static const struct ending *ending_at(struct str t, size_t off, size_t end, bool blank,
                                      bool named)
{
    size_t len;

    if (!body_in(body_cp(t, off, &len), HEADS))
        return NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const struct ending *e = &endings[i];

        if (end - off < e->text.len || memcmp(t.p + off, e->text.p, e->text.len))
            continue;
        if ((e->flags & BLANK && !blank) ||
            body_in_set(body_cp_before(t, off), e->not_after))
            continue;
        /* 某某 摄入… is a credit and 入…, 摄入 without the blank a verb, most often. */
        if (!(blank && !(e->flags & BLANK)) &&
            body_in_set(body_cp(t, off + e->text.len, &len), e->not_before) &&
            !(named &&
              !body_in_set(body_cp(t, off + e->text.len + len, &len), after_intake)))
            continue;
        if ((blank && !(e->flags & (BLANK | VERB))) ||
            sentence_may_start(t, off + e->text.len, end, e->flags))
            return e;
    }
    return NULL;
}

static size_t by_ending(struct str t, size_t off, size_t end)
{
    size_t by = words_at(&words_picture_from, t, off), at = off + by, last = at;
    bool blank = by > 0, named = words_at(&words_surname, t, off) > 0;

    if (at >= end)
        return 0;
    for (int n = 0; n <= MOST; n++) {
        const struct ending *e =
            n ? ending_at(t, at, end, blank, named && n >= 2 && n <= 3) : NULL;
        /* Open AI 提供: a foreign word is a subject rather than a photographer. */
        bool foreign = e && e->flags & VERB && body_cp_before(t, last) < 0x80;

        if (e && !foreign && (n > 1 || blank))
            return at + e->text.len - off;
        last = unit_end(t, at, end);
        if (last == at)
            return 0;
        at = body_skip_blanks(t, last, end);
        blank = by || at > last;
        if (memchr(t.p + last, '\n', at - last))
            return 0;
    }
    return 0;
}

static size_t by_prefix(struct str t, size_t off, size_t end)
{
    size_t n = words_at(&words_credit_mark, t, off), at = off + n, who;
    size_t whole;

    if (!n || at > end)
        return 0;
    at = body_skip_blanks(t, at, end);
    whole = by_ending(t, at, end);
    if (whole)
        return at + whole - off;
    who = words_at(&words_picture, t, at);
    if (who)
        return at + who - off;
    for (int i = 0; i < MOST; i++) {
        size_t next = unit_end(t, at, end);

        if (next == at || next >= end || t.p[next] == ' ')
            return next > off + n && (next >= end || t.p[next] == ' ') ? next - off : 0;
        at = next;
    }
    return 0;
}

/* （图源：某某） （某某摄） （资料图） */
static size_t by_bracket(struct str t, size_t off, size_t end)
{
    size_t len, at, inside, n = 0;
    uint32_t cp = body_cp(t, off, &len), close = cp == '('      ? ')'
                                                 : cp == 0xFF08 ? 0xFF09
                                                                : 0;

    inside = at = off + len;
    for (; close && at < end && n < BRACKET; at += len, n++)
        if ((cp = body_cp(t, at, &len)) == close)
            break;
    if (!close || cp != close || at >= end)
        return 0;
    if (words_at(&words_credit_mark, t, inside))
        return at + len - off;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str e = endings[i].text;

        if (at - inside >= e.len && !memcmp(t.p + at - e.len, e.p, e.len) &&
            (!(endings[i].flags & VERB) || words_at(&words_picture_of, t, inside)))
            return at + len - off;
    }
    return 0;
}

size_t credit_at(struct str t, size_t off, size_t end)
{
    size_t n;

    if (off >= end)
        return 0;
    if ((n = by_bracket(t, off, end)) || (n = by_prefix(t, off, end)))
        return n;
    return by_ending(t, off, end);
}

/* A credit has a mark at its start, or a bracket or one of the endings at its end. */
bool credit_is_all(struct str t, size_t off, size_t end)
{
    return (body_in(body_cp_before(t, end), TAILS ")）") ||
            words_at(&words_credit_mark, t, off)) &&
           credit_at(t, off, end) == end - off;
}
