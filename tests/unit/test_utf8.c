#include "unit/check.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <unistr.h>

/* Deterministic numbers (xorshift). */
static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static void repair(void **state)
{
    static const struct {
        const char *name, *in;
        size_t valid;
        const char *out;
        size_t n;
    } rows[] = {
        {"empty", "", 0, "", 0},
        {"ascii", "abcdefghijk", 11, "abcdefghijk", 0},
        {"four lengths", "aé中𠀀", 10, "aé中𠀀", 0},
        {"last scalar", "\xF4\x8F\xBF\xBF", 4, "\xF4\x8F\xBF\xBF", 0},
        {"above it", "\xF4\x90\x80\x80", 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4},
        {"overlong 2", "\xC0\xAF", 0, "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
        {"overlong 3",
         "\xE0\x80\xAF"
         "abcd",
         0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
         "abcd",
         3},
        {"overlong 4", "\xF0\x80\x80\xAF", 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4},
        {"surrogate", "\xED\xA0\x80中文", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD中文",
         3},
        {"before surrogates", "\xED\x9F\xBF中文", 9, "\xED\x9F\xBF中文", 0},
        {"first of three bytes", "\xE0\xA0\x80中文", 9, "\xE0\xA0\x80中文", 0},
        {"lone tail", "中\x80文", 3, "中\xEF\xBF\xBD文", 1},
        {"cut 2 of 3", "中\xE6\x96", 3, "中\xEF\xBF\xBD", 1},
        {"cut 3 of 4", "\xF0\xA0\x80", 0, "\xEF\xBF\xBD", 1},
        {"cut by ascii", "\xE6\x96x", 0, "\xEF\xBF\xBDx", 1},
        {"cut by lead", "\xE6\xE6\x96\x87", 0, "\xEF\xBF\xBD文", 1},
        {"never bytes", "\xFE\xFF", 0, "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
        {"ascii, then bad", "abcdefgh\xFFijklmnop", 8, "abcdefgh\xEF\xBF\xBDijklmnop", 1},
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&out);
        CHECK_INT(rows[i].name, utf8_valid_len(str_of(rows[i].in)), rows[i].valid);
        CHECK_INT(rows[i].name, utf8_repair(str_of(rows[i].in), &out), rows[i].n);
        CHECK_MEM(rows[i].name, out.p, out.len, rows[i].out, strlen(rows[i].out));
    }
    buf_free(&out);
}

/* Text of Chinese, Latin and some of everything, now and then broken. */
static void random_text(uint32_t *x, struct buf *out, size_t chars, bool broken)
{
    static const uint32_t bases[] = {0x20,    0x4E00, 0x4E00, 0x3000,  0xFF00,
                                     0xA0,    0x3400, 0x4DB0, 0xF8F0,  0x1FFF0,
                                     0x3FFF0, 0xD7F0, 0xE000, 0x10FFF0};
    char bytes[4];

    for (size_t i = 0; i < chars; i++) {
        uint32_t r = next_random(x), cp = bases[r % 14] + (r >> 8) % 600;

        if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
            cp = 'x';
        buf_add(out, bytes, utf8_encode(cp, bytes));
        if (broken && r % 61 == 0)
            buf_c(out, (char)(r >> 16));
    }
}

/* libunistring knows where text stops being valid. */
static void valid_len_agrees(void **state)
{
    uint32_t x = 2463534242;
    struct buf t = {0};

    (void)state;
    for (int i = 0; i < 3000; i++) {
        const uint8_t *bad;
        char row[32];

        snprintf(row, sizeof row, "round %d", i);
        buf_reset(&t);
        random_text(&x, &t, next_random(&x) % 90, i % 2);
        bad = u8_check((const uint8_t *)t.p, t.len);
        CHECK_INT(row, utf8_valid_len(buf_view(&t)),
                  bad ? (size_t)(bad - (const uint8_t *)t.p) : t.len);
    }
    buf_free(&t);
}

/* One byte of a long run of 汉字 replaced: blocks have no blind spots. */
static void valid_len_anywhere(void **state)
{
    static const unsigned char bytes[] = {'x',  0x80, 0xBF, 0xC0, 0xC2, 0xE0,
                                          0xE9, 0xED, 0xEF, 0xF0, 0xF5, 0xFF};

    (void)state;
    for (size_t at = 0; at < 300; at++)
        for (size_t k = 0; k < sizeof bytes; k++) {
            struct buf t = {0};
            const uint8_t *bad;

            for (size_t i = 0; i < 100; i++)
                buf_z(&t, "字");
            t.p[at] = (char)bytes[k];
            bad = u8_check((const uint8_t *)t.p, t.len);
            CHECK_INT("replaced", utf8_valid_len(buf_view(&t)),
                      bad ? (size_t)(bad - (const uint8_t *)t.p) : t.len);
            buf_free(&t);
        }
}

static void encode_all(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        size_t n, len;

        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        n = utf8_encode(cp, bytes);
        if (utf8_decode(bytes, &len) != cp || len != n ||
            utf8_len((unsigned char)bytes[0]) != n ||
            utf8_valid_len(str_make(bytes, n)) != n)
            CHECK_INT("code point", cp, -1);
    }
}

static void counts_agree(const char *row, struct str s)
{
    size_t cps = 0, han = 0, len;

    for (size_t off = 0; off < s.len; off += len) {
        uint32_t cp = utf8_decode(s.p + off, &len);

        CHECK_INT(row, utf8_offset(s, cps), off);
        if (off)
            CHECK_INT(row, utf8_offset(s, cps - 1), utf8_prev(s, off));
        cps++;
        han += utf8_is_han(cp);
    }
    CHECK_INT(row, utf8_count(s), cps);
    CHECK_INT(row, utf8_count_han(s), han);
    CHECK_INT(row, utf8_offset(s, cps), s.len);
    CHECK_INT(row, utf8_offset(s, cps + 7), s.len);
}

static void counts_random(void **state)
{
    uint32_t x = 88172645;
    struct buf t = {0};

    (void)state;
    for (int i = 0; i < 400; i++) {
        char row[32];

        snprintf(row, sizeof row, "round %d", i);
        buf_reset(&t);
        random_text(&x, &t, next_random(&x) % 400, false);
        counts_agree(row, buf_view(&t));
    }
    buf_free(&t);
}

/* More than the sums of one block hold. */
static void counts_long(void **state)
{
    struct buf t = {0};

    (void)state;
    for (int i = 0; i < 30000; i++)
        buf_z(&t, "字");
    CHECK_INT("long", utf8_count(buf_view(&t)), 30000);
    CHECK_INT("long", utf8_count_han(buf_view(&t)), 30000);
    CHECK_INT("nothing", utf8_count_han((struct str){0}), 0);
    CHECK_INT("nothing", utf8_count_words((struct str){0}), 0);
    CHECK_INT("long", utf8_offset(buf_view(&t), 29999), 3 * 29999);
    buf_free(&t);
}

/* Every code point by itself, where the byte tests have their edges. */
static void han_all(void **state)
{
    struct buf t = {0};
    char bytes[4];

    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        buf_reset(&t);
        buf_add(&t, bytes, utf8_encode(cp, bytes));
        if (utf8_count_han(buf_view(&t)) != utf8_is_han(cp))
            CHECK_INT("short", cp, -1);
        buf_z(&t, "......................");
        if (utf8_count_han(buf_view(&t)) != utf8_is_han(cp))
            CHECK_INT("long", cp, -1);
    }
    buf_free(&t);
}

static void words(void **state)
{
    static const struct {
        const char *in;
        size_t n;
    } rows[] = {
        {"", 0},
        {"汉字", 0},
        {"word", 1},
        {"two words", 2},
        {"e-mail", 1},
        {"don't", 1},
        {"'quoted'", 1},
        {"a--b", 2},
        {"-a-", 1},
        {"用AI写C11程序", 2},
        {"x86-64和ARM", 2},
        {"1,000", 2},
        {"汉字汉字汉字abc", 1},
        {"abc汉字汉字汉字汉字de", 2},
        {"naïve", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_INT(rows[i].in, utf8_count_words(str_of(rows[i].in)), rows[i].n);
}

/* Words in a long text, at every offset of it. */
static void words_anywhere(void **state)
{
    (void)state;
    for (size_t at = 0; at < 100; at++) {
        struct buf t = {0};

        buf_z(&t, "1，");
        for (size_t i = 0; i < 100; i++)
            buf_z(&t, i == at ? "AI-2的don't，-x-" : "字");
        CHECK_INT("words", utf8_count_words(buf_view(&t)), 4);
        buf_free(&t);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(repair),
    cmocka_unit_test(valid_len_agrees),
    cmocka_unit_test(valid_len_anywhere),
    cmocka_unit_test(words_anywhere),
    cmocka_unit_test(encode_all),
    cmocka_unit_test(counts_random),
    cmocka_unit_test(counts_long),
    cmocka_unit_test(han_all),
    cmocka_unit_test(words),
};
const struct check_suite suite_utf8 = {"utf8", tests, sizeof tests / sizeof *tests};
