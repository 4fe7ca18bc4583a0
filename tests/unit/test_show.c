#include "unit/check.h"

#include "text/charprop.h"
#include "text/show.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>
#include <unictype.h>
#include <unigbrk.h>

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

/* Nothing that moves the cursor, changes its direction or joins cells may be in OUT. */
static bool is_harmless(uint32_t cp)
{
    return cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0) && cp != 0xAD &&
           !(cp >= 0x200B && cp <= 0x200F) && !(cp >= 0x2028 && cp <= 0x202E) &&
           !(cp >= 0x2060 && cp <= 0x206F) && cp != 0xFEFF &&
           !(cp >= 0xFE00 && cp <= 0xFE0F) && !(cp >= 0xFFF0 && cp <= 0xFFFB) &&
           cp != 0x61C && !(cp >= 0xE000 && cp <= 0xF8FF) &&
           !(cp >= 0xE0000 && cp <= 0xE00FF) && cp < 0xF0000 &&
           !uc_is_general_category(cp, UC_CATEGORY_Cf) && cp != 0x34F && cp != 0x180F;
}

/* What holds for the shown form of anything. */
static void check_sane(const char *row, struct str cluster, int amb)
{
    struct show s;
    unsigned cols = 0, n = 0;
    size_t len;

    show_cluster(cluster, amb, &s);
    CHECK(row, s.len <= SHOW_MAX && s.cols <= 2 && (s.cols > 0) == (s.len > 0));
    CHECK_INT(row, utf8_valid_len(str_make(s.bytes, s.len)), s.len);
    for (size_t off = 0; off < s.len; off += len, n++) {
        uint32_t cp = utf8_decode(s.bytes + off, &len);

        CHECK(row, is_harmless(cp));
        CHECK(row, off || width_cp(cp, amb) > 0);
        cols += (unsigned)width_cp(cp, amb);
    }
    CHECK_INT(row, s.cols, cols);
    CHECK(row, n <= 5);
}

static void shown(void **state)
{
    static const struct {
        const char *name, *in, *out;
        unsigned narrow, wide;
    } rows[] = {
        {"han", "中", "中", 2, 2},
        {"letter", "A", "A", 1, 1},
        {"quote", "“", "“", 1, 2},
        {"escape", "\x1B", "\xEF\xBF\xBD", 1, 2},
        {"bell", "\a", "\xEF\xBF\xBD", 1, 2},
        {"delete", "\x7F", "\xEF\xBF\xBD", 1, 2},
        {"C1 CSI", "\xC2\x9B", "\xEF\xBF\xBD", 1, 2},
        {"tab", "\t", " ", 1, 1},
        {"newline", "\n", " ", 1, 1},
        {"CR LF", "\r\n", " ", 1, 1},
        {"CR", "\r", " ", 1, 1},
        {"next line", "\xC2\x85", " ", 1, 1},
        {"line separator", "\xE2\x80\xA8", " ", 1, 1},
        {"paragraph separator", "\xE2\x80\xA9", " ", 1, 1},
        {"right-to-left override", "\xE2\x80\xAE", "", 0, 0},
        {"isolate", "\xE2\x81\xA6", "", 0, 0},
        {"right-to-left mark", "\xE2\x80\x8F", "", 0, 0},
        {"arabic letter mark", "\xD8\x9C", "", 0, 0},
        {"annotation", "\xEF\xBF\xB9", "", 0, 0},
        {"tag", "\xF3\xA0\x81\x81", "", 0, 0},
        {"zero width space", "\xE2\x80\x8B", "", 0, 0},
        {"joiner alone", "\xE2\x80\x8D", "", 0, 0},
        {"word joiner", "\xE2\x81\xA0", "", 0, 0},
        {"byte order mark", "\xEF\xBB\xBF", "", 0, 0},
        {"soft hyphen", "\xC2\xAD", "", 0, 0},
        {"selector alone", "\xEF\xB8\x8F", "", 0, 0},
        {"heart with selector 16", "❤\xEF\xB8\x8F", "❤", 1, 1},
        {"selector 2 after a quote", "“\xEF\xB8\x81", "“", 1, 2},
        {"letter with joiner", "a\xE2\x80\x8D", "a", 1, 1},
        {"acute", "e\xCC\x81", "e\xCC\x81", 1, 1},
        {"acute on han", "中\xCC\x81", "中\xCC\x81", 2, 2},
        {"acute alone", "\xCC\x81", "\xE2\x97\x8C\xCC\x81", 1, 1},
        {"ideographic variation", "葛\xF3\xA0\x84\x80", "葛\xF3\xA0\x84\x80", 2, 2},
        {"the same after a letter", "a\xF3\xA0\x84\x80", "a", 1, 1},
        {"the same alone", "\xF3\xA0\x84\x80", "", 0, 0},
        {"five marks", "o\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85",
         "o\xCC\x81\xCC\x82\xCC\x83\xCC\x84", 1, 1},
        {"private", "\xEE\x80\x80", "〓", 2, 2},
        {"not assigned", "\xCD\xB8", "〓", 2, 2},
        {"extension H", "\xF0\xB1\x8D\x90", "\xF0\xB1\x8D\x90", 2, 2},
        {"no-break space", "\xC2\xA0", "\xC2\xA0", 1, 1},
        {"skin tone", "👍\xF0\x9F\x8F\xBD", "👍", 2, 2},
        {"family", "👨\xE2\x80\x8D👩\xE2\x80\x8D👧", "👨", 2, 2},
        {"flag", "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3", "\xF0\x9F\x87\xA8", 1, 1},
        {"keycap", "1\xEF\xB8\x8F\xE2\x83\xA3", "1\xE2\x83\xA3", 1, 1},
        {"hangul jamo", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",
         "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2, 2},
        {"vowel sign beside", "\xE0\xA4\x95\xE0\xA4\xBE", "\xE0\xA4\x95\xE0\xA4\xBE", 2,
         2},
        {"half-width voiced kana", "\xEF\xBD\xB6\xEF\xBE\x9E", "\xEF\xBD\xB6\xEF\xBE\x9E",
         2, 2},
        {"arabic number sign",
         "\xD8\x80"
         "1",
         "〓", 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str in = str_of(rows[i].in);
        struct show s;

        CHECK_INT(rows[i].name, show_next(in, 0), in.len);
        show_cluster(in, 1, &s);
        CHECK_MEM(rows[i].name, s.bytes, s.len, rows[i].out, strlen(rows[i].out));
        CHECK_INT(rows[i].name, s.cols, rows[i].narrow);
        show_cluster(in, 2, &s);
        CHECK_INT(rows[i].name, s.cols, rows[i].wide);
    }
}

static struct str put(char *bytes, const uint32_t *cps, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++)
        len += utf8_encode(cps[i], bytes + len);
    return str_make(bytes, len);
}

static bool is_scalar(uint32_t cp)
{
    return cp < 0xD800 || cp > 0xDFFF;
}

/* Every code point alone, after a letter, after a 汉字, and before a mark. */
static void every_code_point(void **state)
{
    char bytes[16], row[32];

    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        const uint32_t forms[][2] = {{cp, 0x301}, {'a', cp}, {0x4E2D, cp}, {cp, cp}};

        if (!is_scalar(cp))
            continue;
        snprintf(row, sizeof row, "U+%04X", cp);
        check_sane(row, put(bytes, &cp, 1), 1);
        for (size_t i = 0; i < 4; i++)
            check_sane(row, put(bytes, forms[i], 2), 2);
    }
}

/* The width of a character alone is that of what is shown for it; but for marks, which get a
 * base, and for what needs a base. */
static void width_agrees(void **state)
{
    char bytes[4];

    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        struct show s;

        if (!is_scalar(cp) || prop_show(char_prop(cp)) == CHAR_MARK)
            continue;
        show_cluster(put(bytes, &cp, 1), 2, &s);
        if (s.cols != width_cp(cp, 2))
            CHECK_INT("code point", cp, -1);
    }
}

/* One bit says what libunistring would. */
static void solo_agrees(void **state)
{
    static const uint32_t others[] = {'a', 0x4E2D, 0x3002, '\n', 0x1F44D, 0x200B};

    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        if (!is_scalar(cp) || !(char_prop(cp) & PROP_SOLO))
            continue;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (!uc_is_grapheme_break(cp, others[i]) ||
                !uc_is_grapheme_break(others[i], cp))
                CHECK_INT("code point", cp, -1);
    }
}

static void clusters_like(const char *row, struct str s)
{
    char breaks[512];
    size_t off = 0, start = 0;

    memset(breaks, 0, sizeof breaks);
    u8_grapheme_breaks((const uint8_t *)s.p, s.len, breaks);
    breaks[s.len] = 1;
    while (off < s.len) {
        size_t len = show_next(s, off);

        for (size_t i = off + 1; i < off + len; i++)
            CHECK_INT(row, breaks[i], 0);
        start = off;
        off += len;
        CHECK_INT(row, breaks[off], 1);
        CHECK_INT(row, show_prev(s, off), start);
    }
    CHECK_INT(row, off, s.len);
    CHECK_INT(row, show_next(s, s.len), 0);
}

static void clusters(void **state)
{
    static const char *const rows[] = {
        "汉字, plain.",
        "e\xCC\x81te\xCC\x81",
        "\r\n\r\r\n\n",
        "👨\xE2\x80\x8D👩\xE2\x80\x8D👧👍\xF0\x9F\x8F\xBD",
        "🇨🇳🇫🇷🇨🇳🇫",
        "a🇨🇳🇫🇷b",
        "한국어 \xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x86\xAB",
        "\xD8\x80"
        "12",
        "\xE0\xB8\x81\xE0\xB8\xB3x",
        "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7\xE0\xA4\xBF",
        "葛\xF3\xA0\x84\x80飾",
        "\xCC\x81\xCC\x81",
        "\xE2\x80\x8D👩",
        "👩\xCC\x81\xE2\x80\x8D👩",
        "a\xE2\x80\x8D👩",
        "\xC2\xAD\xCC\x81",
        "1\xEF\xB8\x8F\xE2\x83\xA3"
        "2",
        "\n\xCC\x81",
        "©\xE2\x80\x8D®",
        "👍🏽🏽",
        "中\xE2\x80\x8D文",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        clusters_like(rows[i], str_of(rows[i]));
}

/* One of each kind that the rules of clusters know. */
static const uint32_t kinds[] = {
    'a',     0x4E2D,  '\r',   '\n',   0x7F,   0x301,  0x200D, 0x1F468, 0x1F3FD,
    0x1F1E8, 0x1F1F3, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x903,   0x600,
    0xFE0F,  0xE0100, 0xA9,   0x200B, 0xE33,  0x378,  0xE000, 0x1B,    0xE0041,
    0x31350, 0x20E3,  0x200C, 0x202E, 0xFF9E, 0x201C,
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static void clusters_random(void **state)
{
    uint32_t x = 123456789, cps[24];
    char bytes[96], row[32];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t n = 1 + next_random(&x) % 24;

        for (size_t i = 0; i < n; i++)
            cps[i] = kinds[next_random(&x) % N_KINDS];
        snprintf(row, sizeof row, "round %d", round);
        clusters_like(row, put(bytes, cps, n));
    }
}

static void every_triple(void **state)
{
    char bytes[16], row[64];

    (void)state;
    for (size_t i = 0; i < N_KINDS * N_KINDS * N_KINDS; i++) {
        uint32_t cps[] = {kinds[i % N_KINDS], kinds[i / N_KINDS % N_KINDS],
                          kinds[i / N_KINDS / N_KINDS]};

        snprintf(row, sizeof row, "U+%04X U+%04X U+%04X", cps[0], cps[1], cps[2]);
        check_sane(row, put(bytes, cps, 3), 1);
        check_sane(row, put(bytes, cps, 3), 2);
    }
}

/* One base and marks by the thousand: one cluster, few bytes shown, no quadratic time. */
static void endless_cluster(void **state)
{
    struct buf t = {0};
    struct show s;

    (void)state;
    buf_c(&t, 'z');
    for (int i = 0; i < 500000; i++)
        buf_z(&t, "\xCC\x81");
    CHECK_INT("next", show_next(buf_view(&t), 0), t.len);
    CHECK_INT("prev", show_prev(buf_view(&t), t.len), 0);
    show_cluster(buf_view(&t), 1, &s);
    CHECK_INT("cols", s.cols, 1);
    CHECK_INT("len", s.len, 9);
    CHECK_INT("text", show_cols(buf_view(&t), 2), 1);
    buf_free(&t);
}

static void clip(void **state)
{
    static const struct {
        const char *in;
        unsigned cols;
        int amb;
        const char *cut, *padded;
    } rows[] = {
        {"", 4, 1, "", "    "},
        {"山谷来信", 10, 1, "山谷来信", "山谷来信  "},
        {"山谷来信一封", 12, 1, "山谷来信一封", "山谷来信一封"},
        {"山谷来信一封", 10, 1, "山谷来信..", "山谷来信.."},
        {"AI山谷来信", 9, 1, "AI山谷..", "AI山谷.. "},
        {"A山谷来信一", 10, 1, "A山谷来..", "A山谷来.. "},
        {"“信”", 4, 1, "“信”", "“信”"},
        {"“信”", 4, 2, "“..", "“.."},
        {"信", 2, 1, "信", "信"},
        {"信来", 2, 1, "..", ".."},
        {"信来", 3, 1, "..", ".. "},
        {"信", 1, 1, ".", "."},
        {"信", 0, 1, "", ""},
        {"e\xCC\x81te\xCC\x81", 3, 1, "e\xCC\x81te\xCC\x81", "e\xCC\x81te\xCC\x81"},
        {"e\xCC\x81te\xCC\x81s", 3, 1, "e\xCC\x81..", "e\xCC\x81.."},
        {"两\n行", 6, 1, "两 行", "两 行 "},
        {"\x1B[31m红", 10, 1, "\xEF\xBF\xBD[31m红", "\xEF\xBF\xBD[31m红   "},
        {"信\xE2\x80\xAE", 2, 1, "信", "信"},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&out);
        show_clip(&out, str_of(rows[i].in), rows[i].cols, rows[i].amb, false);
        CHECK_MEM(rows[i].in, out.p, out.len, rows[i].cut, strlen(rows[i].cut));
        buf_reset(&out);
        show_clip(&out, str_of(rows[i].in), rows[i].cols, rows[i].amb, true);
        CHECK_MEM(rows[i].in, out.p, out.len, rows[i].padded, strlen(rows[i].padded));
        CHECK_INT(rows[i].in, show_cols(buf_view(&out), rows[i].amb), rows[i].cols);
    }
    buf_free(&out);
}

static void fit(void **state)
{
    static const struct {
        const char *in;
        unsigned cols;
        size_t len;
        unsigned used;
    } rows[] = {
        {"", 5, 0, 0},
        {"山谷", 4, 6, 4},
        {"山谷", 3, 3, 2},
        {"山谷", 1, 0, 0},
        {"a山", 2, 1, 1},
        {"a\xCC\x81山", 1, 3, 1},
        {"a\xE2\x80\xAE山", 1, 4, 1},
        {"ab", 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned used = 99;

        CHECK_INT(rows[i].in, show_fit(str_of(rows[i].in), rows[i].cols, 1, &used),
                  rows[i].len);
        CHECK_INT(rows[i].in, used, rows[i].used);
        CHECK_INT(rows[i].in, show_fit(str_of(rows[i].in), rows[i].cols, 1, NULL),
                  rows[i].len);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(shown),        cmocka_unit_test(every_code_point),
    cmocka_unit_test(width_agrees), cmocka_unit_test(solo_agrees),
    cmocka_unit_test(clusters),     cmocka_unit_test(clusters_random),
    cmocka_unit_test(every_triple), cmocka_unit_test(endless_cluster),
    cmocka_unit_test(clip),         cmocka_unit_test(fit),
};
const struct check_suite suite_show = {"show", tests, sizeof tests / sizeof *tests};
