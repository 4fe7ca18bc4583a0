/* Strings, arenas, buffers, errors, hashing. */
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "unit/check.h"

#include <errno.h>

static void str_slices(void **state)
{
    static const struct {
        const char *name;
        size_t off, len;
        const char *want;
    } rows[] = {
        {"inside", 3, 3, "海"},         {"whole", 0, 9, "上海港"},
        {"past the end", 6, 100, "港"}, {"from the end", 9, 1, ""},
        {"beyond", 50, 50, ""},         {"no overflow", 3, (size_t)-1, "海港"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_slice(STR("上海港"), rows[i].off, rows[i].len);
        CHECK_MEM(rows[i].name, s.p, s.len, rows[i].want, strlen(rows[i].want));
    }
}

static void str_finds(void **state)
{
    static const struct {
        const char *name, *hay, *needle;
        size_t from, want;
    } rows[] = {
        {"first", "abcabc", "abc", 0, 0},
        {"second", "abcabc", "abc", 1, 3},
        {"none", "abcabc", "abd", 0, 6},
        {"longer than the text", "ab", "abc", 0, 2},
        {"empty needle", "ab", "", 1, 1},
        {"at the very end", "xxab", "ab", 0, 2},
        {"half a match at the end", "xxa", "ab", 0, 3},
        {"from beyond", "ab", "a", 7, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_INT(rows[i].name,
                  str_find(str_of(rows[i].hay), str_of(rows[i].needle), rows[i].from),
                  rows[i].want);
}

static void str_compares(void **state)
{
    (void)state;
    CHECK("equal", str_eq(STR("词"), STR("词")) && str_eq(STR(""), str_make(NULL, 0)));
    CHECK("prefix is less", str_cmp(STR("ab"), STR("abc")) < 0);
    CHECK("bytes", str_cmp(STR("b"), STR("abc")) > 0);
    CHECK("starts",
          str_starts(STR("语录"), STR("语")) && !str_starts(STR("语"), STR("语录")));
    CHECK("ends",
          str_ends(STR("a.yaml"), STR(".yaml")) && !str_ends(STR("l"), STR(".yaml")));
    CHECK("trim", str_eq(str_trim(STR(" \t词 典\r\n")), STR("词 典")));
    CHECK("trim to nothing", str_trim(STR(" \n ")).len == 0);
}

static void arena_keeps_what_it_gave(void **state)
{
    struct arena a = {0};
    unsigned char *p[400];
    (void)state;
    for (size_t i = 0; i < 400; i++) {
        p[i] = arena_alloc(&a, i * 37 % 5000);
        CHECK_INT("aligned", (uintptr_t)p[i] % _Alignof(max_align_t), 0);
        memset(p[i], (int)(i & 0xff), i * 37 % 5000);
    }
    for (size_t i = 0; i < 400; i++)
        for (size_t k = 0; k < i * 37 % 5000; k++)
            if (p[i][k] != (i & 0xff))
                CHECK("overlap", false);
    arena_reset(&a);
    CHECK_INT("nothing in use", a.used, 0);
    p[0] = arena_alloc(&a, 64);
    for (size_t k = 0; k < 64; k++)
        CHECK_INT("zeroed again", p[0][k], 0);
    arena_free(&a);
    CHECK("free", a.head == NULL);
}

static void arena_grows_arrays(void **state)
{
    struct arena a = {0};
    int *items = NULL;
    size_t cap = 0;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        items = arena_grow(&a, items, (size_t)i, &cap, sizeof *items);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        CHECK_INT("kept", items[i], i);
    arena_free(&a);
}

static void buffers(void **state)
{
    struct buf b = {0};
    char long_text[3000];
    (void)state;
    CHECK_INT("empty", buf_view(&b).len, 0);
    buf_z(&b, "第");
    buf_printf(&b, "%d%s", 12, "条");
    buf_c(&b, '\0');
    buf_fill(&b, '-', 3);
    CHECK_MEM("mixed", b.p, b.len, "第12条\0---", 12);
    buf_reset(&b);
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    buf_printf(&b, "%s%s", long_text, long_text);
    CHECK_INT("long", b.len, 2 * (sizeof long_text - 1));
    CHECK_INT("ends in NUL", b.p[b.len], 0);
    buf_free(&b);
}

static void errors(void **state)
{
    struct err e = {""};
    char path[600];
    (void)state;
    CHECK("returns false", !err_set(&e, "缺少%s", "正文") && !err_wrap(&e, "a.txt"));
    CHECK_STR("where before what", e.msg, "a.txt: 缺少正文");
    err_errno(&e, "b.txt", ENOENT);
    CHECK_STR("reason", e.msg, "b.txt: 没有这个文件或目录");
    CHECK("no place to put it", !err_set(NULL, "x") && !err_wrap(NULL, "y"));
    for (size_t i = 0; i + 3 < sizeof path; i += 3)
        memcpy(path + i, "长", 3);
    path[sizeof path - 3] = '\0';
    err_set(&e, "a%s", path);
    CHECK_INT("cut at a character", (strlen(e.msg) - 1) % 3, 0);
    CHECK("cut, not lost", strlen(e.msg) > sizeof e.msg - 5);
}

/* Values from the published test vectors of XXH64. */
static void hashes(void **state)
{
    static const struct {
        const char *text;
        uint64_t want;
    } rows[] = {
        {"", 0xEF46DB3751D8E999},
        {"a", 0xD24EC4F1A98C6E5B},
        {"abc", 0x44BC2CF5AD770999},
        {"Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(rows[i].text,
              hash64(rows[i].text, strlen(rows[i].text), 0) == rows[i].want);
}

static void maps(void **state)
{
    struct arena a = {0};
    struct map m = {0};
    bool added;
    (void)state;
    CHECK_INT("empty", map_find(&m, STR("x")), 0);
    for (unsigned i = 0; i < 5000; i++) {
        const char *key = arena_printf(&a, "键%u", i);
        CHECK_INT("in order", map_put(&a, &m, str_of(key), i, &added), i);
        CHECK("new", added);
    }
    CHECK_INT("again", map_put(&a, &m, STR("键7"), 99, &added), 7);
    CHECK("old value stays", !added && m.values[7] == 7);
    CHECK_INT("found", map_find(&m, STR("键4999")), 4999);
    CHECK_INT("not found", map_find(&m, STR("键5000")), m.n);
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(str_slices),
    cmocka_unit_test(str_finds),
    cmocka_unit_test(str_compares),
    cmocka_unit_test(arena_keeps_what_it_gave),
    cmocka_unit_test(arena_grows_arrays),
    cmocka_unit_test(buffers),
    cmocka_unit_test(errors),
    cmocka_unit_test(hashes),
    cmocka_unit_test(maps),
};
const struct check_suite suite_base = {"base", tests, sizeof tests / sizeof *tests};
