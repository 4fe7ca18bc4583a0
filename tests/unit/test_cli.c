/* The command line: parsing, suggestions, records in every format. */
#include "unit/check.h"

#include "../../src/cli/internal.h"

enum { MAX_WORDS = 8 };

/* main() gives words that are not const; parsing leaves them alone. */
static bool parse(struct cli_opts *o, int n, const char *const *words, struct err *e)
{
    return cli_parse(o, n, words, e);
}

static int count(const char *const *words)
{
    int n = 0;

    while (n < MAX_WORDS && words[n])
        n++;
    return n;
}

static const struct {
    const char *name;
    const char *words[MAX_WORDS];
    const char *command, *first; /* first operand */
    size_t n_args;
    unsigned width;
    bool plain;
} lines[] = {
    {"nothing", {"yulu"}, NULL, NULL, 0, 0, false},
    {"a path", {"yulu", "a.yaml"}, NULL, "a.yaml", 1, 0, false},
    {"a command", {"yulu", "show", "a"}, "show", "a", 1, 0, false},
    {"options before",
     {"yulu", "--plain", "--width=40", "show", "a"},
     "show",
     "a",
     1,
     40,
     true},
    {"options after",
     {"yulu", "show", "a", "--width", "40", "--plain"},
     "show",
     "a",
     1,
     40,
     true},
    {"the last one counts",
     {"yulu", "wrap", "--width=1", "--width=2"},
     "wrap",
     NULL,
     0,
     2,
     false},
    {"after --", {"yulu", "list", "--", "--plain"}, "list", "--plain", 1, 0, false},
    {"no command after --", {"yulu", "--", "list"}, NULL, "list", 1, 0, false},
    {"no command after a path", {"yulu", "x", "list"}, NULL, "x", 2, 0, false},
    {"a dash alone", {"yulu", "show", "-"}, "show", "-", 1, 0, false},
    {"a query term", {"yulu", "list", "-行业:医疗"}, "list", "-行业:医疗", 1, 0, false},
    {"a term of facets",
     {"yulu", "facets", "tag", "-医疗"},
     "facets",
     "tag",
     2,
     0,
     false},
    {"a field and no -d",
     {"yulu", "quotes", "-date:2024"},
     "quotes",
     "-date:2024",
     1,
     0,
     false},
    {"-d with a value", {"yulu", "quotes", "-dx", "甲"}, "quotes", "甲", 1, 0, false},
};

static void parses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct cli_opts o = {0};
        struct err e = {""};
        CHECK(lines[i].name, parse(&o, count(lines[i].words), lines[i].words, &e));
        CHECK_STR(lines[i].name, o.command, lines[i].command);
        CHECK_INT(lines[i].name, o.n_args, lines[i].n_args);
        CHECK_STR(lines[i].name, o.args[0], lines[i].first);
        CHECK_INT(lines[i].name, o.width, lines[i].width);
        CHECK_INT(lines[i].name, o.plain, lines[i].plain);
        cli_free(&o);
    }
}

static void keeps_directories(void **state)
{
    const char *words[] = {"yulu",  "-d", "a",       "list", "-db",
                           "--dir", "c",  "--dir=-", NULL};
    static const char *const want[] = {"a", "b", "c", "-"};
    struct cli_opts o = {0};
    struct err e = {""};

    (void)state;
    CHECK("words", parse(&o, 8, words, &e));
    CHECK_INT("count", o.n_dirs, 4);
    for (size_t i = 0; i < 4; i++)
        CHECK_STR("directory", o.dirs[i], want[i]);
    cli_free(&o);
}

static const struct {
    const char *name, *word, *value;
    size_t offset; /* of the result in struct cli_opts */
    size_t want;
} sizes[] = {
    {"plain", "--max-file", "12", offsetof(struct cli_opts, limits.file), 12},
    {"K", "--max-file", "2K", offsetof(struct cli_opts, limits.file), 2048},
    {"small letter", "--max-file", "1m", offsetof(struct cli_opts, limits.file), 1 << 20},
    {"G", "--max-alias", "3G", offsetof(struct cli_opts, limits.alias), (size_t)3 << 30},
    {"nothing to skip", "--offset", "0", offsetof(struct cli_opts, offset), 0},
};

static void reads_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char word[32], value[32];
        const char *words[] = {"yulu", "list", word, value};
        struct cli_opts o = {0};
        struct err e = {""};
        size_t got;
        snprintf(word, sizeof word, "%s", sizes[i].word);
        snprintf(value, sizeof value, "%s", sizes[i].value);
        CHECK(sizes[i].name, parse(&o, 4, words, &e));
        memcpy(&got, (const char *)&o + sizes[i].offset, sizeof got);
        CHECK_INT(sizes[i].name, got, sizes[i].want);
        cli_free(&o);
    }
}

static const struct {
    const char *name;
    const char *words[MAX_WORDS];
    const char *message;
} mistakes[] = {
    {"near", {"yulu", "--widht", "4"}, "没有选项 --widht；是否 --width？"},
    {"beginning", {"yulu", "--kin=gb"}, "没有选项 --kin；是否 --kinsoku？"},
    {"far", {"yulu", "--xyzzy"}, "没有选项 --xyzzy"},
    {"letter", {"yulu", "-z"}, "没有选项 -z"},
    {"letter beside one that is", {"yulu", "show", "-hz"}, "没有选项 -hz"},
    {"no value", {"yulu", "--width"}, "选项 --width 缺少 N"},
    {"value for a flag", {"yulu", "--plain=1"}, "选项 --plain: “1”不是 on 或 off"},
    {"no number", {"yulu", "--width=4x"}, "选项 --width: “4x”不是 0 到 10000 的整数"},
    {"negative", {"yulu", "--width=-4"}, "选项 --width: “-4”不是 0 到 10000 的整数"},
    {"empty", {"yulu", "--width="}, "选项 --width: “”不是 0 到 10000 的整数"},
    {"too large",
     {"yulu", "--width=10001"},
     "选项 --width: “10001”不是 0 到 10000 的整数"},
    {"zero", {"yulu", "--width=0"}, "选项 --width: 宽度至少是 1"},
    {"blank as unit",
     {"yulu", "--max-file=4 "},
     "选项 --max-file: “4 ”不是整数（可带 K、M、G）"},
    {"overflow",
     {"yulu", "--max-file=99999999999G"},
     "选项 --max-file: “99999999999G”不是整数（可带 K、M、G）"},
    {"limit of nothing", {"yulu", "--max-depth=0"}, "选项 --max-depth: “0”不是正整数"},
    {"no such word",
     {"yulu", "--color=yes"},
     "选项 --color: 没有“yes”；可用 auto、always、never"},
    {"empty path", {"yulu", "-d", ""}, "选项 --dir: 路径是空的"},
    {"of another command", {"yulu", "wrap", "--count"}, "wrap 没有选项 --count"},
    {"of a command, without it", {"yulu", "--count"}, "选项 --count 要跟子命令一起用"},
    {"long words are no query", {"yulu", "list", "--行业"}, "没有选项 --行业"},
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct cli_opts o = {0};
        struct err e = {""};
        CHECK(mistakes[i].name,
              !parse(&o, count(mistakes[i].words), mistakes[i].words, &e));
        CHECK_STR(mistakes[i].name, e.msg, mistakes[i].message);
        cli_free(&o);
    }
}

static const char *fruit_at(size_t i)
{
    static const char *const names[] = {"apple", "pear", "peach",
                                        "a-very-long-name-of-a-fruit-here"};

    return i < 4 ? names[i] : NULL;
}

static const struct {
    const char *word, *want;
} near[] = {
    {"aple", "apple"},  {"appel", "apple"},
    {"paer", "pear"},   {"pea", "pear"},
    {"peahc", "peach"}, {"grape", NULL},
    {"p", NULL},        {"", NULL},
    {"xxxxx", NULL},    {"an-even-longer-word-than-any-of-those", NULL},
};

static void suggests(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        CHECK_STR(near[i].word, nearest_word(near[i].word, fruit_at), near[i].want);
}

static const struct {
    const char *in, *want;
} strings[] = {
    {"", "\"\""},
    {"中文 \"x\\y\"", "\"中文 \\\"x\\\\y\\\"\""},
    {"a\nb\tc\rd", "\"a\\nb\\tc\\rd\""},
    {"\x1b[0m\x7f", "\"\\u001b[0m\\u007f\""},
    {"\xC2\x85\xC2\x9B\xC2\xA0", "\"\\u0085\\u009b\xC2\xA0\""},
    {"\xE2\x80\xA8\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x8E\xD8\x9C",
     "\"\\u2028\\u202e\\u2066\\u200e\\u061c\""},
    {"😀", "\"😀\""},
};

static void escapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        struct buf b = {0};
        json_add_str(&b, str_of(strings[i].in));
        CHECK_MEM(strings[i].want, b.p, b.len, strings[i].want, strlen(strings[i].want));
        buf_free(&b);
    }
}

static const struct {
    const char *name, *format;
    bool bom, csv_safe;
    unsigned tty_cols;
    const char *want;
} records[] = {
    {"text", "text", false, false, 0, "=甲,\"乙\" \xEF\xBF\xBD - 7\n"},
    {"aligned", "text", false, false, 26, "=甲,\"..   -             7\n"},
    {"tsv", "tsv", false, false, 0, "=甲,\"乙\" \xEF\xBF\xBD\t\t7\n"},
    {"csv", "csv", false, false, 0, "a,b,c\r\n\"=甲,\"\"乙\"\"\n\xEF\xBF\xBD\",,7\r\n"},
    {"csv, safe", "csv", true, true, 0,
     "\xEF\xBB\xBF"
     "a,b,c\r\n\"'=甲,\"\"乙\"\"\n\xEF\xBF\xBD\",,7\r\n"},
    {"json", "json", false, false, 0,
     "{\"schema\": 1, \"things\": [\n  {\"a\": \"=甲,\\\"乙\\\"\\n\\u001b\", \"b\": "
     "null, \"c\": 7}\n]}\n"},
    {"jsonl", "jsonl", false, false, 0,
     "{\"schema\": 1, \"a\": \"=甲,\\\"乙\\\"\\n\\u001b\", \"b\": null, \"c\": 7}\n"},
};

static void writes(void **state)
{
    static const struct column a = {"a", 8, false}, b = {"b", 0, false},
                               c = {"c", 4, true};
    static const struct column *const columns[] = {&a, &b, &c};
    const struct value values[] = {{VALUE_TEXT, STR_INIT("=甲,\"乙\"\n\x1b")},
                                   {VALUE_NONE, {NULL, 0}},
                                   {VALUE_NUMBER, STR_INIT("7")}};

    (void)state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct out out = {0};
        struct sheet s = {.out = &out,
                          .columns = columns,
                          .n_columns = 3,
                          .name = "things",
                          .bom = records[i].bom,
                          .csv_safe = records[i].csv_safe,
                          .tty_cols = records[i].tty_cols,
                          .amb = 1};
        const struct writer *w = cli_writer(records[i].format);
        w->begin(&s);
        cli_row(w, &s, values);
        w->end(&s);
        CHECK_STR(records[i].name, out.b.p, records[i].want);
        buf_free(&out.b);
    }
    CHECK("no such format", !cli_writer("xml"));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(parses),      cmocka_unit_test(keeps_directories),
    cmocka_unit_test(reads_sizes), cmocka_unit_test(refuses),
    cmocka_unit_test(suggests),    cmocka_unit_test(escapes),
    cmocka_unit_test(writes),
};
const struct check_suite suite_cli = {"cli", tests, sizeof tests / sizeof *tests};
