#include "text/encoding.h"
#include "text/utf8.h"
#include "unit/check.h"

#include <iconv.h>

/* Our own prose, both scripts. */
static const char simplified[] =
    "标题: 夜里的图书馆\n总结: 县图书馆从今年春天开始把闭馆的时间推迟到晚上十点。馆长说，"
    "这不是为了好看的数字，而是因为白天上班的人也想读书。第一个星期来了不到二十个人，"
    "第三个月的时候，靠窗的座位要提前半小时才能占到。";
static const char traditional[] =
    "標題: 夜裡的圖書館\n總結: 縣圖書館從今年春天開始把閉館的時間延後到晚上十點。館長說，"
    "這不是為了好看的數字，而是因為白天上班的人也想讀書。第一個星期來了不到二十個人，"
    "第三個月的時候，靠窗的座位要提前半小時才能佔到。";

static struct str convert(struct arena *a, const char *to, struct str s)
{
    iconv_t cd = iconv_open(to, "UTF-8");
    size_t in_left = s.len, room = s.len * 4 + 8, out_left = room;
    char *out = arena_alloc(a, room), *out_p = out, *in = arena_strz(a, s);

    CHECK(to, cd != (iconv_t)-1);
    CHECK_INT(to, iconv(cd, &in, &in_left, &out_p, &out_left), 0);
    iconv_close(cd);
    return str_make(out, room - out_left);
}

static const struct {
    const char *name, *charset, *text;
    enum encoding want;
} whole[] = {
    {"gbk", "GBK", simplified, ENC_GB18030},
    {"gb18030", "GB18030", simplified, ENC_GB18030},
    {"gb2312", "GB2312", simplified, ENC_GB18030},
    {"big5", "BIG5", traditional, ENC_BIG5},
    {"utf-8", "UTF-8", simplified, ENC_UTF8},
    {"short gbk", "GBK", "标题: 我们的老师\n总结: 他们都来了", ENC_GB18030},
    {"short big5", "BIG5", "標題: 我們的老師\n總結: 他們都來了", ENC_BIG5},
};

static void recognises(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        struct str text = str_of(whole[i].text), raw;
        struct decoded d;
        raw = convert(&a, whole[i].charset, text);
        d = encoding_decode(&a, raw);
        CHECK_STR(whole[i].name, encoding_name(d.encoding), encoding_name(whole[i].want));
        CHECK_MEM(whole[i].name, d.text.p, d.text.len, text.p, text.len);
        CHECK_INT(whole[i].name, d.n_replaced, 0);
    }
    arena_free(&a);
}

#define BYTES(s) (s), sizeof(s) - 1
static const struct {
    const char *name;
    const char *raw;
    size_t len;
    enum encoding want;
    const char *text;
    size_t n_replaced, first_bad;
} rows[] = {
    {"empty", BYTES(""), ENC_UTF8, "", 0, 0},
    {"ascii", BYTES("a: b"), ENC_UTF8, "a: b", 0, 0},
    {"mark", BYTES("\xEF\xBB\xBF标"), ENC_UTF8_BOM, "标", 0, 0},
    {"mark and noise",
     BYTES("\xEF\xBB\xBF"
           "a\xFF"),
     ENC_UTF8_BOM, "a\xEF\xBF\xBD", 1, 4},
    {"utf-16le", BYTES("\xFF\xFE\x07\x68\x98\x98"), ENC_UTF16LE, "标题", 0, 0},
    {"utf-16be", BYTES("\xFE\xFF\x68\x07\x98\x98"), ENC_UTF16BE, "标题", 0, 0},
    {"pair", BYTES("\xFE\xFF\xD8\x3D\xDE\x00"), ENC_UTF16BE, "\xF0\x9F\x98\x80", 0, 0},
    {"lone high",
     BYTES("\xFE\xFF\xD8\x3D\x00"
           "a"),
     ENC_UTF16BE,
     "\xEF\xBF\xBD"
     "a",
     1, 2},
    {"lone low", BYTES("\xFE\xFF\xDE\x00"), ENC_UTF16BE, "\xEF\xBF\xBD", 1, 2},
    {"odd end", BYTES("\xFE\xFF\x68\x07\x98"), ENC_UTF16BE, "标\xEF\xBF\xBD", 1, 4},
    {"latin-1", BYTES("caf\xE9 cr\xE8me"), ENC_UNKNOWN,
     "caf\xEF\xBF\xBD cr\xEF\xBF\xBDme", 2, 3},
    {"cut utf-8", BYTES("标\xE6\xA0"), ENC_UNKNOWN, "标\xEF\xBF\xBD", 1, 3},
    {"too short to be sure", BYTES("\xC4\xE3\xBA\xC3"), ENC_UNKNOWN,
     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3, 0},
    {"overlong", BYTES("\xC0\xAF"), ENC_UNKNOWN, "\xEF\xBF\xBD\xEF\xBF\xBD", 2, 0},
};

static void decodes(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decoded d = encoding_decode(&a, str_make(rows[i].raw, rows[i].len));
        CHECK_INT(rows[i].name, d.encoding, rows[i].want);
        CHECK_MEM(rows[i].name, d.text.p, d.text.len, rows[i].text, strlen(rows[i].text));
        CHECK_INT(rows[i].name, d.n_replaced, rows[i].n_replaced);
        CHECK_INT(rows[i].name, d.first_bad, rows[i].first_bad);
    }
    arena_free(&a);
}

/* Up to 20 characters from each place on. */
static struct str piece(struct str s, size_t from)
{
    s = str_from(s, from);
    return str_slice(s, 0, utf8_offset(s, 20));
}

static void check_pieces(const char *text, const char *charset, enum encoding wrong)
{
    struct arena a = {0};
    struct str s = str_of(text);

    for (size_t from = 0, n; from < s.len; from += n) {
        struct str raw = convert(&a, charset, piece(s, from));
        CHECK(charset, encoding_decode(&a, raw).encoding != wrong);
        utf8_decode(s.p + from, &n);
    }
    arena_free(&a);
}

static void never_swaps(void **state)
{
    (void)state;
    check_pieces(simplified, "GBK", ENC_BIG5);
    check_pieces(traditional, "BIG5", ENC_GB18030);
}

/* Whatever the bytes, the text is valid UTF-8, and repairing in pieces is repairing at once. */
static void any_bytes(void **state)
{
    struct arena a = {0};
    uint64_t seed = 1;

    (void)state;
    for (size_t round = 0; round < 40; round++) {
        size_t len = round < 38 ? round * 37 : 70000 * (round - 37);
        char *p = arena_alloc(&a, len + 1);
        struct decoded d;
        struct buf b = {0};
        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            p[i] = (char)(round % 2 ? 0x80 | seed >> 56 : seed >> 56);
        }
        d = encoding_decode(&a, str_make(p, len));
        CHECK_INT("valid", utf8_valid_len(d.text), d.text.len);
        if (d.encoding == ENC_UNKNOWN) {
            CHECK_INT("count", d.n_replaced, utf8_repair(str_make(p, len), &b));
            CHECK_MEM("text", d.text.p, d.text.len, b.p, b.len);
        }
        buf_free(&b);
    }
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(recognises),
    cmocka_unit_test(decodes),
    cmocka_unit_test(never_swaps),
    cmocka_unit_test(any_bytes),
};
const struct check_suite suite_encoding = {"encoding", tests,
                                           sizeof tests / sizeof *tests};
