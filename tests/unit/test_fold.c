#include "unit/check.h"

#include "text/fold.h"
#include "text/utf8.h"

#include <iconv.h>

/* Deterministic numbers (xorshift). */
static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static void texts(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""},
        {"丁光宏说，这很重要。", "丁光宏说,这很重要。"},
        {"說説説話", "说说说话"},
        {"頭髮發現", "头发发现"},
        {"皇后以後", "皇后以后"},
        {"公里裡裏", "公里里里"},
        {"麵粉面子", "面粉面子"},
        {"一隻只有祇", "一只只有祇"},
        {"鍾錶鐘錶钱锺书", "钟表钟表钱钟书"},
        {"瞭解瞭望", "了解了望"},
        {"乾淨乾隆幹部干杯", "干净干隆干部干杯"},
        {"隨著執著著名", "随着执着着名"},
        {"吿告衆眾爲為綫線峯羣啓啟眞卻曬", "告告众众为为线线峰群启启真却晒"},
        {"臺灣台灣颱風檯", "台湾台湾台风台"},
        {"恢復答覆複雜", "恢复答覆复杂"},
        {"象徵征求夥伴", "象征征求伙伴"},
        {"甚麽什麼", "甚么什么"},
        {"拚經濟祕書香菸蒐集氾濫", "拼经济秘书香烟搜集泛滥"},
        {"餘下馀下", "余下余下"},
        {"瀋陽", "沈阳"},
        {"關於資訊週刊", "关于资讯周刊"},
        {"牠們妳們祂們", "它们你们祂们"},
        {"\uF900\uF914\uFA5D\U0002F800", "岂乐艹丽"}, /* compatibility ideographs */
        {"\u2F1F\u2EA0\u2FA7", "土民长"},             /* radicals */
        {"〇○零", "〇○零"},
        {"ＡＢＣ１２３！？：；（）％～", "abc123!?:;()%~"},
        {"\u3000￥￡", " ¥£"},
        {"“引号”‘单’—…《书》、。·", "“引号”‘单’—…《书》、。·"},
        {"ｶﾅカナかな", "ｶﾅカナかな"},
        {"OpenAI ΑΩ ЖЯ É İ ſ ß Ⅳ", "openai αω жя é i ſ ß ⅳ"},
        {"\u212A\u212B\u2126ẞ", "kåωß"},
        {"𠁞😀", "𠀾😀"}, /* beyond the BMP: 繁 of extension B, and nothing to fold */
        {"驁", "骜"},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&out);
        CHECK_INT(rows[i].in, fold_utf8(str_of(rows[i].in), &out), strlen(rows[i].out));
        CHECK_MEM(rows[i].in, out.p, out.len, rows[i].out, strlen(rows[i].out));
    }
    buf_free(&out);
    CHECK_STR("version", fold_unicode_version(), "15.0.0");
}

static void all_total(void **state)
{
    size_t n_changed = 0;

    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        uint32_t to = fold_char(cp);
        char row[32];

        snprintf(row, sizeof row, "U+%04X", cp);
        n_changed += to != cp;
        CHECK_INT(row, fold_char(to), to);
        CHECK(row, to < 0x110000 && (to < 0xD800 || to > 0xDFFF || to == cp));
        CHECK(row, !to == !cp);
    }
    CHECK("a table at all", n_changed > 8000);
    CHECK_INT("beyond", fold_char(0x110000), 0x110000);
    CHECK_INT("far beyond", fold_char(0xFFFFFFFF), 0xFFFFFFFF);
}

/* ASCII is folded as C says it, and its full-width forms like it. */
static void ascii(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x80; cp++) {
        uint32_t want = cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;

        CHECK_INT("ascii", fold_char(cp), want);
        if (cp > ' ' && cp < 0x7F)
            CHECK_INT("full-width", fold_char(cp + 0xFEE0), want);
    }
}

/* GB 2312 is the simplified script: its 汉字 stay, but for what fold_exceptions.tsv gives a
 * reason for. */
static void gb2312_stays(void **state)
{
    static const char moved[] = "乾夥徵摺於菸著藉後麽馀彷拚谘锺钜";
    iconv_t cd = iconv_open("UTF-8", "GB2312");
    size_t n = 0, n_moved = 0;

    (void)state;
    CHECK("iconv", cd != (iconv_t)-1);
    for (int row = 0xB0; row <= 0xF7; row++) {
        for (int col = 0xA1; col <= 0xFE; col++) {
            char in[2] = {(char)row, (char)col}, out[8], *from = in, *to = out;
            size_t in_left = 2, out_left = sizeof out - 1, len;
            uint32_t cp;

            iconv(cd, NULL, NULL, NULL, NULL);
            if (iconv(cd, &from, &in_left, &to, &out_left) == (size_t)-1)
                continue;
            *to = '\0';
            n++;
            cp = utf8_decode(out, &len);
            n_moved += fold_char(cp) != cp;
            CHECK(out, fold_char(cp) == cp || strstr(moved, out));
        }
    }
    iconv_close(cd);
    CHECK_INT("汉字 of GB 2312", n, 6763);
    CHECK_INT("moved", n_moved, (sizeof moved - 1) / 3);
}

/* A text of all lengths of characters, many of which change their length when folded. */
static void random_text(uint32_t *x, struct buf *out)
{
    static const uint32_t first[] = {'A',    0xC0,    0x4E00, 0x4E00,  0x9000,  0xFF00,
                                     0x3400, 0x20000, 0x23A,  0x1F600, 0x2F800, 0xF900};

    buf_reset(out);
    for (uint32_t n = next_random(x) % 40; n; n--) {
        uint32_t from = first[next_random(x) % (sizeof first / sizeof *first)];
        char bytes[4];

        buf_add(out, bytes, utf8_encode(from + next_random(x) % 96, bytes));
    }
}

static void check_text(struct arena *a, struct str s)
{
    struct folded f;
    struct buf out = {0};
    size_t at = 0, off = 0, len;

    fold_text(a, s, NULL, 0, &f);
    fold_utf8(s, &out);
    CHECK_INT("characters", f.n, utf8_count(s));
    for (size_t i = 0; i < f.n; i++, off += len) {
        uint32_t cp = utf8_decode(s.p + off, &len);
        char bytes[4];
        size_t folded_len = utf8_encode(fold_char(cp), bytes);

        CHECK_INT("offset", fold_offset(&f, i), off);
        CHECK_INT("folded", fold_cp(&f, i), fold_char(cp));
        CHECK_MEM("bytes", out.p + at, folded_len, bytes, folded_len);
        for (size_t j = 0; j < folded_len; j++)
            CHECK_INT("back", fold_source(s, at + j), off);
        at += folded_len;
    }
    CHECK_INT("end", fold_offset(&f, f.n), s.len);
    CHECK_INT("folded bytes", out.len, at);
    CHECK_INT("back from the end", fold_source(s, at), s.len);
    CHECK_INT("back from beyond", fold_source(s, at + 9), s.len);
    buf_free(&out);
}

/* Characters beyond U+FFFF: those asked for first, each a number of its own while there are any. */
static void far_characters(void **state)
{
    enum { MANY = FAR_MOST + 100 };
    static const uint32_t known[] = {0x20BB7, 0x1F600};
    struct arena a = {0};
    struct buf text = {0};
    struct folded f;

    (void)state;
    buf_z(&text, "a\xF0\x9F\x98\x80\xE2\xBA\x87");
    fold_text(&a, buf_view(&text), known, 2, &f);
    CHECK_INT("known", f.cp[1], FAR_FIRST + 1);
    CHECK_INT("new", f.cp[2], FAR_FIRST + 2);
    CHECK_INT("three bytes that fold to four", fold_cp(&f, 2), fold_char(0x2E87));
    buf_reset(&text);
    for (uint32_t i = 0; i < MANY; i++) {
        char bytes[4];
        buf_add(&text, bytes, utf8_encode(0xF0000 + i, bytes));
    }
    fold_text(&a, buf_view(&text), known, 2, &f);
    for (uint32_t i = 0; i < FAR_MOST - 2; i++)
        CHECK_INT("each its own", f.cp[i], FAR_FIRST + 2 + i);
    for (uint32_t i = FAR_MOST - 2; i < MANY; i++)
        CHECK_INT("the rest as one", f.cp[i], FAR_FIRST + FAR_MOST - 1);
    buf_free(&text);
    arena_free(&a);
}

static void offsets(void **state)
{
    struct arena a = {0};
    struct buf text = {0};
    uint32_t x = 20240517;

    (void)state;
    check_text(&a, STR(""));
    for (int i = 0; i < 2000; i++) {
        random_text(&x, &text);
        check_text(&a, buf_view(&text));
        arena_reset(&a);
    }
    buf_free(&text);
    arena_free(&a);
}

/* More than one chunk of fold_utf8(), which adds to what is there. */
static void long_text(void **state)
{
    struct buf text = {0}, out = {0};

    (void)state;
    for (int i = 0; i < 3000; i++)
        buf_z(&text, i % 7 ? "說" : "Ａ");
    buf_z(&out, "前");
    CHECK_INT("added", fold_utf8(buf_view(&text), &out), 3000 * 3 - 2 * 429);
    CHECK_INT("bytes", out.len, 3 + 3000 * 3 - 2 * 429);
    for (size_t off = 3, i = 0; i < 3000; off += i % 7 ? 3u : 1u, i++)
        CHECK("whole",
              str_starts(str_from(buf_view(&out), off), i % 7 ? STR("说") : STR("a")));
    buf_free(&text);
    buf_free(&out);
}

/* Which of two spellings is shown does not depend on which came first. */
static void spellings(void **state)
{
    static const struct {
        const char *shown, *other;
    } rows[] = {{"医疗", "醫療"}, {"AI技术", "ai技术"}, {"AI", "ＡＩ"}, {"钱锋", "錢锋"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str a = str_of(rows[i].shown), b = str_of(rows[i].other);
        CHECK(rows[i].shown, fold_prefers(b, a) && !fold_prefers(a, b));
        CHECK(rows[i].shown, !fold_prefers(a, a));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(texts),          cmocka_unit_test(all_total),
    cmocka_unit_test(ascii),          cmocka_unit_test(gb2312_stays),
    cmocka_unit_test(far_characters), cmocka_unit_test(offsets),
    cmocka_unit_test(long_text),      cmocka_unit_test(spellings),
};
const struct check_suite suite_fold = {"fold", tests, sizeof tests / sizeof *tests};
