#include "unit/check.h"

#include "base/buf.h"
#include "base/find.h"

static const enum find_path paths[] = {FIND_AUTO, FIND_AVX2, FIND_SSE2, FIND_PORTABLE};
enum { N_PATHS = sizeof paths / sizeof *paths };

/* Deterministic numbers (xorshift). */
static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static size_t slow_next(struct str needle, struct str hay, size_t from)
{
    for (size_t i = from; i + needle.len <= hay.len; i++) {
        if (memcmp(hay.p + i, needle.p, needle.len) == 0)
            return i;
    }
    return hay.len;
}

/* All matches, overlapping ones too, by every path against the slow search. */
static void compare(const char *row, struct str needle, struct str hay)
{
    for (size_t i = 0; i < N_PATHS; i++) {
        struct finder f;
        find_compile(&f, needle, paths[i]);
        for (size_t from = 0, want; from <= hay.len; from = want + 1) {
            want = slow_next(needle, hay, from);
            CHECK_INT(row, find_next(&f, hay.p, hay.len, from), want);
        }
    }
}

static void texts(void **state)
{
    static const struct {
        const char *needle, *hay;
        size_t count;
    } rows[] = {
        {"a", "", 0},
        {"a", "a", 1},
        {"ab", "a", 0},
        {"aa", "aaaaa", 2},
        {"云", "云山云水云", 3},
        {"云水", "云山云水云", 1},
        {"渡口", "渡口的客流降到不足从前的一半，渡口没有走", 2},
        {"\x80", "一丁一", 2},
        {"图书室", "水上图书，图书馆，书室", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str hay = str_of(rows[i].hay);
        compare(rows[i].needle, str_of(rows[i].needle), hay);
        for (size_t k = 0; k < N_PATHS; k++) {
            struct finder f;
            find_compile(&f, str_of(rows[i].needle), paths[k]);
            CHECK_INT(rows[i].needle, find_count(&f, hay.p, hay.len), rows[i].count);
        }
    }
}

/* Every length of needle at every alignment, up to the last byte of a buffer that is exactly as
 * long as the text (the sanitizers see a read beyond it). */
static void alignments(void **state)
{
    char needle[70];
    char row[40];

    (void)state;
    for (size_t i = 0; i < sizeof needle; i++)
        needle[i] = (char)('a' + i % 26);
    for (size_t len = 1; len <= sizeof needle; len++) {
        for (size_t before = 0; before < 140; before++) {
            char *hay = malloc(before + len);
            memset(hay, '.', before);
            memcpy(hay + before, needle, len);
            snprintf(row, sizeof row, "len %zu before %zu", len, before);
            compare(row, str_make(needle, len), str_make(hay, before + len));
            hay[before + len - 1] = '-';
            compare(row, str_make(needle, len), str_make(hay, before + len));
            free(hay);
        }
    }
}

/* Small alphabets: many near misses, overlaps and places where a search goes on. */
static void random_texts(void **state)
{
    static const char *const alphabets[] = {"ab", "abc", "\xE4\xB8\x80", "\xB8\xB9\xE4 ",
                                            "aaaaaaab"};
    uint32_t x = 20240607;
    char row[40];

    (void)state;
    for (size_t round = 0; round < 4000; round++) {
        struct str letters = str_of(alphabets[round % 5]);
        size_t len = next_random(&x) % 300, n = 1 + next_random(&x) % 12;
        char *hay = malloc(len ? len : 1), needle[12];
        for (size_t i = 0; i < len; i++)
            hay[i] = letters.p[next_random(&x) % letters.len];
        for (size_t i = 0; i < n; i++)
            needle[i] = letters.p[next_random(&x) % letters.len];
        snprintf(row, sizeof row, "round %zu", round);
        compare(row, str_make(needle, n), str_make(hay, len));
        free(hay);
    }
}

/* Texts that look like the needle everywhere: the answer, however it was found. */
static void hard_texts(void **state)
{
    enum { HAY = 40000 };
    static const size_t lens[] = {3, 16, 33, 500, FIND_MAX};
    char *hay = malloc(HAY), needle[FIND_MAX];

    (void)state;
    memset(hay, 'a', HAY);
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        size_t len = lens[i];
        for (size_t odd = 0; odd < 3; odd++) {
            size_t at = odd == 0 ? 0 : odd == 1 ? len / 2 : len - 1;
            memset(needle, 'a', len);
            needle[at] = 'g';
            for (size_t k = 0; k < N_PATHS; k++) {
                struct finder f;
                find_compile(&f, str_make(needle, len), paths[k]);
                /* Two bytes that are everywhere: each place looks like a match. */
                f.rare[0] = at ? 0 : 1;
                f.rare[1] = at == len - 1 ? 1 : len - 1;
                CHECK_INT("nowhere", find_next(&f, hay, HAY, 0), HAY);
                hay[HAY - len + at] = 'g';
                CHECK_INT("at the end", find_next(&f, hay, HAY, 0), HAY - len);
                hay[20000 + at] = 'g';
                CHECK_INT("inside", find_next(&f, hay, HAY, 0), 20000);
                hay[20000 + at] = hay[HAY - len + at] = 'a';
            }
        }
    }
    free(hay);
}

static void chosen_paths(void **state)
{
    struct finder f;

    (void)state;
    for (size_t i = 0; i < N_PATHS; i++) {
        find_compile(&f, STR("河堤"), paths[i]);
        CHECK("a path of its own", f.path != FIND_AUTO);
        CHECK("never a faster one than asked for", f.path >= paths[i]);
    }
    CHECK_INT("portable", f.path, FIND_PORTABLE);
    /* 的 is more usual than 螃 in each of its bytes. */
    find_compile(&f, STR("的螃"), FIND_AUTO);
    CHECK("a rare byte", f.rare[0] == 4 || f.rare[0] == 5);
    find_compile(&f, STR("的x"), FIND_AUTO);
    CHECK_INT("x", f.rare[0], 3);
    CHECK("another one", f.rare[1] == 1 || f.rare[1] == 2);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(texts),        cmocka_unit_test(alignments),
    cmocka_unit_test(random_texts), cmocka_unit_test(hard_texts),
    cmocka_unit_test(chosen_paths),
};
const struct check_suite suite_find = {"find", tests, sizeof tests / sizeof *tests};
