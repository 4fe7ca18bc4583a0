/* Where a report came from and who sent it, before the text begins.
 *
 *     某某社北京3月31日电（记者某某）      本报记者 某某 某某      央视网消息（新闻联播）：
 *     （中央社某地20日綜合外電報導）       新竹某某記者某某／新竹報導
 *
 * Names in a dateline are reporters and never speak. */
#include "body_work.h"

enum { LEAD = 45, AGENCY = 10, BRACKET = 40, NAMES = 4, HEADLINE = 70 };

/* A given name of one character is followed by one of these where the text goes on. */
static const char after_name[] = "在从随面当自对为近今昨一这那有的是和与及被将向于到而但"
                                 "也都还不没上下日月年时后前内外间等"
                                 "可能会要让使着过个们“「《（(，、：:；。0123456789";

static bool is_digit(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || body_in(cp, "〇零一二三四五六七八九十");
}

/* The end of the bracket at OFF, or OFF when it is none or too long. */
static size_t bracket_end(struct str t, size_t off, size_t end)
{
    size_t len, at = off, n = 0;
    uint32_t cp = body_cp(t, off, &len);

    if (off >= end || !body_in(cp, "（(〔[【"))
        return off;
    for (at += len; at < end && n < BRACKET; at += len, n++) {
        cp = body_cp(t, at, &len);
        if (body_in(cp, "）)〕]】"))
            return at + len;
        if (body_in(cp, "。！？"))
            break;
    }
    return off;
}

static bool holds(const struct words *w, struct str t, size_t off, size_t end)
{
    for (size_t at = off; at < end; at = body_skip(t, at, 1)) {
        size_t n = words_at(w, t, at);

        if (n && at + n <= end)
            return true;
    }
    return false;
}

/* A bracket behind the dateline that names the reporter: （记者某某）. */
static size_t with_reporter(struct str t, size_t off, size_t end)
{
    size_t at = body_skip_blanks(t, off, end), close = bracket_end(t, at, end), len;

    if (close > at &&
        (holds(&words_reporter, t, at, close) || holds(&words_agency, t, at, close) ||
         holds(&words_notice, t, at, close) || body_in(body_cp(t, close, &len), "：:")))
        off = close;
    while (off < end && body_in(body_cp(t, off, &len), "：: "))
        off += len;
    return off;
}

/* Up to NAMES names of two or three characters behind 记者. */
static size_t names_end(struct str t, size_t off, size_t end)
{
    for (int k = 0; k < NAMES; k++) {
        size_t at = off, len, n = 0;

        while (at < end && body_in(body_cp(t, at, &len), " 　、：:/／"))
            at += len;
        if (!words_at(&words_surname, t, at))
            break;
        at = body_skip(t, at, 1);
        while (at < end && n < 2 && utf8_is_han(body_cp(t, at, &len)) &&
               (!n || !body_in_set(body_cp(t, at, &len), after_name))) {
            at += len;
            n++;
        }
        if (!n || at > end)
            break;
        off = at;
    }
    return off;
}

/* 电题：某某某某某社记者某某: the headline goes on until the reporters. */
static size_t with_headline(struct str t, size_t off, size_t end)
{
    size_t at = off, len;

    if (!body_in(body_cp_before(t, off), "：:") ||
        !words_before(&words_title_mark, t, off))
        return off;
    for (size_t n = 0; at < end && n < HEADLINE; n++, at += len) {
        size_t w = words_at(&words_reporter, t, at), stop;

        body_cp(t, at, &len);
        if (!w || !words_before(&words_agency, t, at))
            continue;
        stop = names_end(t, at + w, end);
        return stop > at + w ? stop : off;
    }
    return off;
}

/* 某某社北京3月31日电, also 本报北京三月五日电. */
static size_t wire_at(struct str t, size_t off, size_t end)
{
    size_t at = off, len;
    bool known = false;

    for (size_t n = 0; at < end && n < LEAD; n++, at += len) {
        uint32_t cp = body_cp(t, at, &len);
        size_t w = known ? words_from(&words_wire, t, at, cp) : 0;

        if (w && at + w <= end && (is_digit(body_cp_before(t, at)) || t.p[at] != '\xe6'))
            return with_headline(t, with_reporter(t, at + w, end), end) - off;
        known |= n < AGENCY && words_from(&words_agency, t, at, cp) > 0;
        if ((!known && n >= AGENCY) || body_in(cp, "，。！？；“「"))
            break;
    }
    return 0;
}

/* 央视网消息（新闻联播）：  本报讯（记者某某） */
static size_t notice_at(struct str t, size_t off, size_t end)
{
    size_t at = off, len;

    for (size_t n = 0; at < end && n < 14; n++, at += len) {
        uint32_t cp = body_cp(t, at, &len);
        size_t w = words_from(&words_notice, t, at, cp), stop;

        if (w && at > off && at + w <= end && words_before(&words_agency, t, at)) {
            stop = with_reporter(t, at + w, end);
            return stop > at + w || body_in(body_cp_before(t, at + w), "：:") ? stop - off
                                                                              : 0;
        }
        if (body_in(cp, "，。！？；：“「（("))
            break;
    }
    return 0;
}

static bool is_text_by(struct str t, size_t off)
{
    return str_starts(str_from(t, off), STR("文/")) ||
           str_starts(str_from(t, off), STR("文｜"));
}

/* 本报记者 某某   文/本报记者 某某   新竹某某記者某某／新竹報導 */
static size_t byline_at(struct str t, size_t off, size_t end)
{
    size_t at = off, len, stop;

    for (size_t n = 0; at < end && n < 10; n++, at += len) {
        uint32_t cp = body_cp(t, at, &len);
        size_t w = words_from(&words_reporter, t, at, cp);

        if (!w && !(at == off && is_text_by(t, at))) {
            if (body_in(cp, "，。！？；：“「（(0123456789"))
                return 0;
            continue;
        }
        /* 记者获悉 and 记者在 are sentences: an agency must stand before, or a blank behind. */
        if (!words_before(&words_agency, t, at) &&
            !body_in(body_cp(t, at + w, &len), " 　/／") &&
            !(at > off && body_in(body_cp_before(t, at), "/／")))
            return 0;
        stop = names_end(t, at + w, end);
        if (stop == at + w)
            return 0;
        at = stop;
        /* 总台记者某某：“…”: a reporter speaks. */
        if (at < end && body_in(body_cp(t, at, &len), "：:") &&
            body_in(body_cp(t, at + len, &len), "“「\""))
            return 0;
        if (body_in(body_cp(t, at, &len), "／/")) {
            size_t slash = at;

            for (n = 0; at < end && n < 10; n++, at = body_skip(t, at, 1))
                if (words_at(&words_report, t, at))
                    return at + words_at(&words_report, t, at) - off;
            at = slash;
        }
        return at - off;
    }
    return 0;
}

/* （中央社某地20日電）   (抗击某某) as the name of a column before everything else */
static size_t bracket_at(struct str t, size_t off, size_t end)
{
    size_t close = bracket_end(t, off, end), inside = body_skip(t, off, 1);

    if (close == off)
        return 0;
    if (holds(&words_wire, t, inside, close) || holds(&words_report, t, inside, close) ||
        holds(&words_reporter, t, inside, close))
        return close - off;
    return off == 0 && body_length(t, (struct span){off, close - off}, 16) <= 14
               ? close - off
               : 0;
}

size_t dateline_at(struct str t, size_t off, size_t end)
{
    size_t n;

    if (off >= end)
        return 0;
    if ((n = bracket_at(t, off, end)) || (n = wire_at(t, off, end)) ||
        (n = notice_at(t, off, end)))
        return n;
    return byline_at(t, off, end);
}
