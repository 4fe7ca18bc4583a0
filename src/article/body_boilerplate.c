/* What sites put around an article: (本文来自…APP), 责任编辑：…, 举报/反馈, 原标题.
 *
 * Pieces are cut from the ends only, one at a time, so that the same words inside the text stay
 * text.  A piece at the end has one of three shapes: a fixed phrase, a bracket whose first or
 * last words give it away, or a label with a short rest that runs to the end of the body. */
#include "body_work.h"

/* Bytes that are searched from the end of the body; longer disclaimers are rare. */
enum { TAIL = 1500, BRACKET_MOST = 130 * 3, SURE = 12 };

struct label {
    const struct words *words;
    unsigned most; /* characters from the label to the end of the piece */
};

#define W(lit) STR_INIT(lit)

/* Inside （）() 【】 [] 〔〕 at the end of the body. */
static const struct str bracket_first[] = {
    W("本文来自"),     W("本文來自"),   W("本文来源"), W("本文系"),   W("原标题"),
    W("原標題"),       W("原题"),       W("原題"),     W("编辑"),     W("編輯"),
    W("责任编辑"),     W("責任編輯"),   W("责编"),     W("責編"),     W("本版"),
    W("记者"),         W("記者"),       W("本报记者"), W("本報記者"), W("总台记者"),
    W("总台央视记者"), W("新华社记者"), W("来源"),     W("來源"),     W("作者"),
    W("文/"),          W("完"),         W("查看原文"), W("校对"),     W("编译"),
    W("統籌"),         W("统筹"),       W("声明"),     W("更多"),     W("参与采写"),
    W("实习生"),       W("譯者"),       W("译者"),     W("編譯"),     W("審校"),
};
static const struct str bracket_last[] = {
    W("参与采写"),       W("參與採寫"), W("对本文亦有贡献"), W("综合报道"), W("綜合報導"),
    W("綜合報道"),       W("采访报道"), W("報導"),           W("APP"),      W("客户端"),
    W("对此文亦有贡献"), W("均为化名"), W("为化名"),
};

/* What the rest of the body begins with, and the characters it then has at most. */
static const struct label labels[] = {
    {&words_label_30, 30},   {&words_label_40, 40},   {&words_label_60, 60},
    {&words_label_80, 80},   {&words_label_100, 100}, {&words_label_120, 120},
    {&words_label_200, 200}, {&words_label_300, 300},
};

/* At the start of the body. */
static const struct str heads[] = {
    W("您的浏览器暂时无法播放此视频"),
    W("您的浏览器不支持此视频格式"),
    W("点击播放"),
    W("{{}}"),
    W("视频加载中..."),
    W("视频加载中"),
    W("点击上方蓝字关注我们"),
    W("正文:"),
    W("正文："),
};
static const struct str head_brackets[] = {W("原标题"), W("原標題"), W("原题"),
                                           W("原題")};

static bool ends_at(struct str t, size_t off, size_t end, struct str w)
{
    /* The last byte of a character tells most of them apart. */
    return end - off >= w.len && t.p[end - 1] == w.p[w.len - 1] &&
           !memcmp(t.p + end - w.len, w.p, w.len);
}

static bool begins_at(struct str t, size_t off, size_t end, struct str w)
{
    return end - off >= w.len && t.p[off + w.len - 1] == w.p[w.len - 1] &&
           !memcmp(t.p + off, w.p, w.len);
}

static size_t phrase_before(struct str t, size_t off, size_t end)
{
    return words_before(&words_phrase, str_slice(t, off, end - off), end - off);
}

/* Offset of the mark that opens the bracket which ends at END, or END. */
static size_t bracket_open(struct str t, size_t off, size_t end)
{
    static const char *const kinds[] = {"（）", "()", "【】", "[]", "〔〕"};
    uint32_t last = body_cp_before(t, end), open = 0, cp;
    size_t at = end, depth = 0,
           floor = end - off > BRACKET_MOST ? end - BRACKET_MOST : off;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len;

        if (body_in_set(last, kinds[i]) && utf8_decode(kinds[i], &len) != last)
            open = utf8_decode(kinds[i], &len);
    }
    while (open && at > floor) {
        do
            at--;
        while (at > floor && ((unsigned char)t.p[at] & 0xC0) == 0x80);
        cp = body_cp(t, at, &(size_t){0});
        depth += cp == last;
        if (cp == open && --depth == 0)
            return at;
    }
    return end;
}

static size_t bracket_before(struct str t, size_t off, size_t end)
{
    size_t open = bracket_open(t, off, end), inside, last = end, back;

    if (open == end)
        return 0;
    inside = body_skip_blanks(t, body_skip(t, open, 1), end);
    for (size_t i = 0; i < sizeof bracket_first / sizeof *bracket_first; i++)
        if (begins_at(t, inside, end, bracket_first[i]))
            return end - open;
    back = body_cp_before(t, end) < 0x80 ? 1 : 3;
    last = end - back;
    for (size_t i = 0; i < sizeof bracket_last / sizeof *bracket_last; i++)
        if (ends_at(t, inside, last, bracket_last[i]))
            return end - open;
    /* [查看原文](address) */
    if (body_cp_before(t, open) == ']') {
        size_t link = bracket_open(t, off, open);

        if (link < open && begins_at(t, link + 1, open, STR("查看原文")))
            return end - link;
    }
    return 0;
}

/* May a piece begin behind the character BEFORE?  Only where a sentence, a line or another piece
 * ended. */
static bool is_start(uint32_t before)
{
    return body_is_end(before) || body_is_closer(before) ||
           body_in(before, " \t\n\r　-*;；");
}

static size_t label_before(struct str t, size_t off, size_t end)
{
    size_t floor = end - off > TAIL ? end - TAIL : off, len;
    struct str s = str_slice(t, 0, end);

    while (floor < end && ((unsigned char)t.p[floor] & 0xC0) == 0x80)
        floor++;
    for (size_t at = floor; (at = words_skip(words_label_filter, t, at, end)) < end;
         at += len) {
        len = utf8_len((unsigned char)t.p[at]);
        if (at != off && !is_start(body_cp_before(t, at)) && !phrase_before(t, off, at))
            continue;
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            if (words_at(labels[i].words, s, at) &&
                body_length(t, (struct span){at, end - at}, labels[i].most + 1) <=
                    labels[i].most)
                return end - at;
    }
    return 0;
}

/* A label that opens nothing but more text is no boilerplate: 来源：某地。 is fine, a label
 * followed by several sentences only where the label says so (声明). */
static size_t piece_before(struct str t, size_t off, size_t end)
{
    size_t n = phrase_before(t, off, end);

    /* A long phrase needs no mark before it. */
    if (n && (n > SURE || body_in(body_cp(t, end - n, &(size_t){0}), "(（-*") ||
              end - n == off || is_start(body_cp_before(t, end - n))))
        return n;
    n = bracket_before(t, off, end);
    return n ? n : label_before(t, off, end);
}

struct span boilerplate_last(struct str t, struct span s)
{
    struct span trimmed = body_trim(t, s);
    size_t end = trimmed.off + trimmed.len;
    size_t n = trimmed.len ? piece_before(t, trimmed.off, end) : 0;

    return (struct span){end - n, n};
}

/* A bracket at OFF that begins with one of the words for an old headline. */
static size_t head_bracket(struct str t, size_t off, size_t end)
{
    uint32_t close = t.p[off] == '(' ? ')' : 0xFF09, cp = 0;
    size_t len, at = body_skip(t, off, 1);
    bool known = false;

    if (!body_in(body_cp(t, off, &len), "（("))
        return 0;
    for (size_t i = 0; i < sizeof head_brackets / sizeof *head_brackets; i++)
        known |= begins_at(t, at, end, head_brackets[i]);
    for (; known && at < end && at - off < BRACKET_MOST; at += len) {
        cp = body_cp(t, at, &len);
        if (cp == close)
            return at + len - off;
    }
    return 0;
}

struct span boilerplate_first(struct str t, struct span s)
{
    struct span trimmed = body_trim(t, s);
    size_t off = trimmed.off, end = off + trimmed.len;

    for (size_t i = 0; trimmed.len && i < sizeof heads / sizeof *heads; i++)
        if (begins_at(t, off, end, heads[i]))
            return (struct span){off, heads[i].len};
    return (struct span){off, trimmed.len ? head_bracket(t, off, end) : 0};
}
