/* What the analysis of an article may cost: memory as a count of bytes, for texts that are like
 * articles and for such as are like none.  A text that took more than linear time would not end. */
#include "base/buf.h"
#include "quote/quote.h"
#include "text/utf8.h"
#include "unit/check.h"

enum { MIB = 1 << 20 };

static const char article[] =
    "江岸图书馆的夜班\n"
    "本报讯（记者陶苇）入冬以后，江岸图书馆把闭馆时间推迟到晚上十点。馆长秦若松说：“灯亮"
    "着，"
    "路过的人就愿意进来坐一坐。”\n"
    "开放第一周，阅览室每晚接待两百多人。秦若松介绍，其中一半是附近工厂的工人，他们下班以"
    "后来"
    "查资料，也有人只是来避风。“我们没有想到会有这么多人。”他说。\n"
    "住在对岸的退休教师白玉澄每天过江来看报。“家里太安静了，这里有翻书的声音。”白玉澄表示"
    "，"
    "希望图书馆能再添几张沙发。\n"
    "市文化局负责人认为，夜间开放要算账，也要看人。据了解，图书馆下个月将公布新的排班办法"
    "，"
    "所谓“夜读计划”会写进明年的预算。\n";

/* PIECE again and again, at least SIZE bytes; line breaks kept or not. */
static struct str repeat(struct buf *out, const char *piece, size_t size, bool lines)
{
    buf_reset(out);
    while (out->len < size)
        for (const char *p = piece; *p; p++)
            if (lines || *p != '\n')
                buf_c(out, *p);
    return buf_view(out);
}

struct cost {
    double
        peak; /* bytes for each of the text: parts and all, over what is given back in the end */
    size_t n_quotes;
};

static struct cost cost_of(struct str text)
{
    struct arena own = {0};
    struct arena_tally tally = {0};
    struct arena a = {.tally = &tally};
    const struct article art = {.body = text};
    struct body body = body_of_text(&a, text);
    size_t parts = tally.now, result;
    struct quotes q = quotes_find(&a, lexicon_new(&own), &art, &body);
    struct cost c = {.n_quotes = q.n};

    result = tally.now - parts;
    c.peak = (double)(tally.most - result) / (double)text.len;
    arena_free(&a);
    CHECK_INT("all is given back", tally.now, 0);
    arena_free(&own);
    return c;
}

/* Beside the quotations themselves. */
static void articles_in_four_times_the_text(void **state)
{
    struct buf text = {0};

    (void)state;
    for (int lines = 0; lines < 2; lines++) {
        struct cost c = cost_of(repeat(&text, article, MIB, lines));

        CHECK("quotations", c.n_quotes > 1000);
        CHECK(lines ? "by lines" : "in one line", c.peak <= 4);
    }
    buf_free(&text);
}

/* Texts of one thing in one paragraph, and of line breaks. */
static void one_thing_in_four_times_the_text(void **state)
{
    static const char *const pieces[] = {
        "\n", "　", "中", "a", "。", "“", "丁", "李明华、王建国、", "李明王建"};
    struct buf text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct cost c = cost_of(repeat(&text, pieces[i], MIB, true));

        CHECK(pieces[i], c.peak <= 4);
    }
    buf_free(&text);
}

/* What has a record for every few characters takes more, but no more for each of a longer text. */
static void records_grow_with_the_text(void **state)
{
    static const char *const pieces[] = {"“”",     "\"\"", "“说好。”", "他，",
                                         "说",     "好\n", "李明说，", "他说：“是。”",
                                         "好的。", "“好"};
    struct buf text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct cost small = cost_of(repeat(&text, pieces[i], MIB / 16, true));
        struct cost large = cost_of(repeat(&text, pieces[i], MIB / 2, true));

        CHECK(pieces[i], large.peak <= small.peak * 1.3);
    }
    buf_free(&text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(articles_in_four_times_the_text),
    cmocka_unit_test(one_thing_in_four_times_the_text),
    cmocka_unit_test(records_grow_with_the_text),
};
const struct check_suite suite_cost = {"cost", tests, sizeof tests / sizeof *tests};
