/* The fast path and libyaml must agree on every text that the fast path takes. */
#include "unit/check.h"
#include "unit/load_dump.h"

static const struct {
    const char *line;
    const char *value; /* NULL: not of this kind */
    bool plain;
} lines[] = {
    {"标题: 夜里的灯", "夜里的灯", true},
    {"k:   v  ", "v", true},
    {"链接: https://a.example/s?id=1&x=2#y", "https://a.example/s?id=1&x=2#y", true},
    {"k: \"a: b # c\"", "a: b # c", false},
    {"k: 'a\\'", "a\\", false},
    {"k: “引号”", "“引号”", true},
    {"k: a\"b", "a\"b", true},
    {"k: ~", "~", true},
    {"k: a b\xC2\xA0", "a b\xC2\xA0", true},
    {"a:b: c", NULL, false},
    {"k:", NULL, false},
    {"k: ", NULL, false},
    {"k", NULL, false},
    {" k: v", NULL, false},
    {"k : v", NULL, false},
    {"k:\tv", NULL, false},
    {"k: a\tb", NULL, false},
    {"k: a #b", NULL, false},
    {"k: a: b", NULL, false},
    {"k: a:", NULL, false},
    {"k：v: w", NULL, false},
    {"k: \"a\" b", NULL, false},
    {"k: \"a\\n\"", NULL, false},
    {"k: \"\"", NULL, false},
    {"k: 'a''b'", NULL, false},
    {"k: [a]", NULL, false},
    {"k: {a", NULL, false},
    {"k: *a", NULL, false},
    {"k: &a", NULL, false},
    {"k: !a", NULL, false},
    {"k: |", NULL, false},
    {"k: >", NULL, false},
    {"k: %a", NULL, false},
    {"k: @a", NULL, false},
    {"k: `a", NULL, false},
    {"k: #a", NULL, false},
    {"k: - a", NULL, false},
    {"k: ,a", NULL, false},
    {"- k: v", NULL, false},
    {"? k: v", NULL, false},
    {"\"k\": v", NULL, false},
    {"# k: v", NULL, false},
    {"k: a\x01", NULL, false},
    {"k: a\x7F", NULL, false},
    {"k: a\xC2\x85"
     "b",
     NULL, false},
    {"k: a\xC2\x9B", NULL, false},
    {"k: a\xE2\x80\xA8"
     "b",
     NULL, false},
    {"k: a\xEF\xBF\xBE", NULL, false},
    {"k: a\xEF\xBB\xBF", NULL, false},
};

static void takes_plain_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct str key, value;
        bool plain;
        CHECK_INT(lines[i].line, flat_line(str_of(lines[i].line), &key, &value, &plain),
                  lines[i].value != NULL);
        if (!lines[i].value)
            continue;
        CHECK_MEM(lines[i].line, value.p, value.len, lines[i].value,
                  strlen(lines[i].value));
        CHECK_INT(lines[i].line, plain, lines[i].plain);
    }
}

/* TROUBLE behind AT characters C and before 200 - AT more. */
static bool takes_with(const char *trouble, const char *c, size_t at)
{
    struct buf b = {0};
    struct str key, value;
    bool plain, taken;

    buf_z(&b, "k: v");
    for (size_t i = 0; i < 200; i++) {
        buf_z(&b, i == at ? trouble : "");
        buf_z(&b, c);
    }
    taken = flat_line(buf_view(&b), &key, &value, &plain);
    buf_free(&b);
    return taken;
}

/* The same trouble at every offset of a long value: blocks have no blind spots. */
static void finds_trouble_anywhere(void **state)
{
    static const char *const trouble[] = {": ",           " #",           "\t",
                                          "\x01",         "\x7F",         "\xC2\x85",
                                          "\xC2\x9B",     "\xE2\x80\xA8", "\xE2\x80\xA9",
                                          "\xEF\xBF\xBF", "\xEF\xBB\xBF", "\x1F"};
    /* Bytes that look alike and are harmless. */
    static const char *const calm[] = {"",         "a:b",          "a#",          "~",
                                       "\xC2\xB7", "，",           "”",           "：",
                                       "耨",       "\xEF\xBB\xBE", "\xEF\xBF\xA9"};

    (void)state;
    for (size_t at = 0; at < 200; at++) {
        for (size_t t = 0; t < sizeof trouble / sizeof *trouble; t++)
            CHECK(trouble[t],
                  !takes_with(trouble[t], "x", at) && !takes_with(trouble[t], "字", at));
        for (size_t t = 0; t < sizeof calm / sizeof *calm; t++)
            CHECK(calm[t], takes_with(calm[t], "x", at) && takes_with(calm[t], "字", at));
    }
}

static size_t next(uint64_t *seed, size_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*seed >> 33) % n;
}

static void add_random(struct buf *b, uint64_t *seed)
{
    static const char *const parts[] = {"标题",
                                        "总结",
                                        "行业",
                                        "链接",
                                        "k",
                                        ": ",
                                        ": ",
                                        ": ",
                                        "\n",
                                        "\n",
                                        "\r\n",
                                        "字",
                                        "，",
                                        "“",
                                        "”",
                                        "：",
                                        "a",
                                        " ",
                                        "  ",
                                        "#",
                                        " #",
                                        ":",
                                        "\"",
                                        "'",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        ",",
                                        "&a",
                                        "*a",
                                        "!",
                                        "|",
                                        ">",
                                        "%",
                                        "@",
                                        "`",
                                        "-",
                                        "- ",
                                        "?",
                                        "\\",
                                        "~",
                                        "null",
                                        "\t",
                                        "---",
                                        "...",
                                        "1",
                                        "\xC2\x85",
                                        "\xE2\x80\xA8",
                                        "\xEF\xBB\xBF",
                                        "\xC2\x9B",
                                        "\x01",
                                        "\r",
                                        "、",
                                        "https://a.example/2024/03/05/x",
                                        "2024-03-05",
                                        "<<",
                                        "=",
                                        "\xEF\xBF\xBF",
                                        "\xF0\x9F\x98\x80"};

    buf_z(b, parts[next(seed, sizeof parts / sizeof *parts)]);
}

/* Mostly good lines, with a few parts of trouble. */
static void make_document(struct buf *b, uint64_t *seed)
{
    static const char *const keys[] = {"标题", "总结", "行业",   "链接",
                                       "日期", "k",    "标题：", "a:b"};
    size_t n_lines = 1 + next(seed, 5);

    buf_reset(b);
    for (size_t i = 0; i < n_lines; i++) {
        buf_z(b, keys[next(seed, sizeof keys / sizeof *keys)]);
        buf_z(b, ": 字");
        for (size_t k = next(seed, 6); k > 0; k--)
            if (next(seed, 3) == 0)
                add_random(b, seed);
            else
                buf_z(b, "正文");
        buf_c(b, '\n');
    }
    while (next(seed, 8) == 0)
        add_random(b, seed);
}

static void agrees_with_libyaml(void **state)
{
    struct dump fast = {.all = true}, slow = {.all = true};
    struct buf b = {0};
    uint64_t seed = 7;
    size_t n_flat = 0, n_rounds = 20000;

    (void)state;
    for (size_t i = 0; i < n_rounds; i++) {
        const char *got, *want;
        make_document(&b, &seed);
        got = dump_load(&fast, "a.yaml", buf_view(&b), false);
        want = dump_load(&slow, "a.yaml", buf_view(&b), true);
        CHECK_STR(b.p, got, want);
        CHECK_INT("forced", slow.load.n_flat, 0);
        n_flat += fast.load.n_flat;
    }
    CHECK("took the fast path often", n_flat > n_rounds / 4);
    CHECK("but not always", n_flat < n_rounds * 3 / 4);
    buf_free(&b);
    dump_free(&fast);
    dump_free(&slow);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(takes_plain_lines),
    cmocka_unit_test(finds_trouble_anywhere),
    cmocka_unit_test(agrees_with_libyaml),
};
const struct check_suite suite_flat = {"flat", tests, sizeof tests / sizeof *tests};
