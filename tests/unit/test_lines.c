/* No text is lost without a message: what YAML refuses or cuts is read by lines. */
#include "unit/check.h"
#include "unit/load_dump.h"

static const struct {
    const char *name, *raw, *want;
} rows[] = {
    {"comment in the body", "标题: a\n总结: 第一 #话题# 好\n",
     "= a\nbody 第一 #话题# 好\nby lines\n! 2:8 W201\n"},
    {"colon in the body", "标题: a\n总结: 他说: 走\n",
     "= a\nbody 他说: 走\nby lines\n! 2:7 W202\n"},
    {"colon at the end", "标题: a\n总结: 他说:\n",
     "= a\nbody 他说:\nby lines\n! 2:7 W202\n"},
    {"both", "标题: a\n总结: 他说: #走\n",
     "= a\nbody 他说: #走\nby lines\n! 2:9 W201\n! 2:7 W202\n"},
    {"quote", "标题: \"好\"说\n总结: b\n", "= \"好\"说\nbody b\nby lines\n! 1:5 W203\n"},
    {"open quote", "标题: \"好\n总结: b\n", "= \"好\nbody b\nby lines\n! 1:5 W203\n"},
    {"apostrophe", "标题: '好'说\n总结: b\n", "= '好'说\nbody b\nby lines\n! 1:5 W203\n"},
    {"bracket", "标题: [快讯] 好\n总结: b\n",
     "= [快讯] 好\nbody b\nby lines\n! 1:5 W203\n"},
    {"brackets alone", "标题: [快讯]\n总结: b\n",
     "= [快讯]\nbody b\nby lines\n! 1:5 W203\n"},
    {"brace", "标题: {快讯} 好\n总结: b\n",
     "= {快讯} 好\nbody b\nby lines\n! 1:5 W203\n"},
    {"star", "标题: *重磅* 好\n总结: b\n", "= *重磅* 好\nbody b\nby lines\n! 1:5 W203\n"},
    {"ampersand", "标题: &好 吗\n总结: b\n", "= &好 吗\nbody b\nby lines\n! 1:5 W203\n"},
    {"anchor", "标题: &x 好\n总结: b\n", "= &x 好\nbody b\nby lines\n! 1:5 W207\n"},
    {"exclamation", "标题: !好\n总结: b\n", "= !好\nbody b\nby lines\n! 1:5 W203\n"},
    {"percent", "标题: %五\n总结: b\n", "= %五\nbody b\nby lines\n! 1:5 W203\n"},
    {"at", "标题: @某\n总结: b\n", "= @某\nbody b\nby lines\n! 1:5 W203\n"},
    {"backtick", "标题: `某\n总结: b\n", "= `某\nbody b\nby lines\n! 1:5 W203\n"},
    {"bar", "标题: |某\n总结: b\n", "= |某\nbody b\nby lines\n! 1:5 W203\n"},
    {"greater", "标题: >某\n总结: b\n", "= >某\nbody b\nby lines\n! 1:5 W203\n"},
    {"wide colon", "标题：a\n总结：b\n",
     "= a\nbody b\nby lines\n! 1:3 W204\n! 2:3 W204\n"},
    {"one wide colon", "标题: a\n链接：https://a.example\n总结: b\n",
     "= a\nurl https://a.example\nbody b\nby lines\n! 2:3 W204\n"},
    {"wide colon and a colon", "标题：a: b\n总结: c\n",
     "= a: b\nbody c\nby lines\n! 1:3 W204\n! 1:5 W202\n"},
    {"no blank", "标题:a\n总结:b\n", "= a\nbody b\nby lines\n! 1:3 W204\n! 2:3 W204\n"},
    {"tab before the key", "\t标题: a\n\t总结: b\n",
     "= a\nbody b\nby lines\n! 1:1 W205\n! 2:1 W205\n"},
    {"control",
     "标题: a\n总结: b\x01"
     "c\n",
     "= a\nbody b\\x01c\nby lines\n! 2:6 W206\n"},
    {"C1", "标题: a\n总结: b\xC2\x9B\n", "= a\nbody b\xC2\x9B\nby lines\n! 2:6 W206\n"},
    {"lines below", "标题: a\n总结: 一\n二\n\n  三\n行业: c\n",
     "= a\nbody 一\\n二\\n\\n三\nby lines\n行业: c\n! 3:1 W209\n"},
    {"indented key", "标题: a\n 链接: https://a.example\n总结: b\n",
     "= a\nurl https://a.example\nbody b\nby lines\n! 2:2 W200\n"},
    {"text before the first key", "转载\n标题：a\n总结：b\n",
     "= a\nbody b\nby lines\n说明 (note): 转载\n! 1:1 W217\n! 2:3 W204\n! 3:3 W204\n"},
    {"the rest stays YAML",
     "标题: a: b\n正文: |\n  一\n\n  二\n行业:\n  - x\n  - 'y: z'\n",
     "= a: b\nbody 一\\n\\n二\\n\nby lines\n行业: x | y: z\n! 1:6 W202\n"},
    {"a list that YAML refuses", "标题: a\n正文: b\n行业:\n  - x\n  - [y\n",
     "= a\nbody b\nby lines\n行业: x | [y\n! 3:1 W200\n"},
    {"control in a block list", "标题: a\n正文:\n  - 引语: 好\x01\n    发言人: 甲\n",
     "= a\nbody 好\xEF\xBF\xBD\nby lines\n> quote 甲: 好\xEF\xBF\xBD\n! 3:0 N304\n"},
    {"conversation", "标题: a\n正文：导语。\n记者：为什么？\n甲：因为。\n",
     "= a\nbody 导语。\\n记者：为什么？\\n甲：因为。\nby lines\n! 2:3 W204\n! 3:1 "
     "W209\n"},
    {"comments between", "# x\n标题: a # b\n# y\n总结: c: d\n# z\n",
     "= a # b\nbody c: d\nby lines\n! 2:7 W201\n! 4:6 W202\n"},
    {"quoted keys", "\"标题\": a: b\n'总结': c\n",
     "= a: b\nbody c\nby lines\n! 1:8 W202\n"},
    {"repeated keys", "标题: a: b\n标题: c\n总结: d\n",
     "= a: b\nbody d\nby lines\n标题 (note): c\n! 1:6 W202\n! 2:1 W208\n"},
    {"in a document", "---\n标题: a\n总结: b\n---\n标题: c: d\n总结: e\n",
     "= a\nbody b\n= c: d\nbody e\nby lines\n! 5:6 W202\n"},
    {"no key that is known", "甲: [a\n乙: b\n", "! 2:2 E106\n"},
    {"proper quotes", "标题: \"a: b\"  # c\n总结: 'd'\n", "= a: b\nbody d\n"},
};

static void reads_lines(void **state)
{
    struct dump d = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(rows[i].name, dump_load(&d, "a.yaml", str_of(rows[i].raw), false),
                  rows[i].want);
    dump_free(&d);
}

/* ---- Every word of a flat file comes back, whatever stands between words */

struct words {
    size_t n;
    struct buf all; /* the text of all fields */
    size_t n_articles;
};

static bool collect(void *ctx, struct article *art)
{
    struct words *w = ctx;

    w->n_articles++;
    for (size_t i = 0; i < art->n_fields; i++) {
        buf_str(&w->all, art->fields[i].raw);
        for (size_t k = 0; k < art->fields[i].n_values; k++)
            buf_str(&w->all, art->fields[i].values[k]);
    }
    return true;
}

static size_t next(uint64_t *seed, size_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*seed >> 33) % n;
}

static void add_value(struct buf *b, struct words *w, uint64_t *seed)
{
    static const char *const between[] = {
        " ",  " #", ": ",  "#",   ":",   "，",   "“",        "\"",  "'",
        "[",  "]",  "{",   "}",   "*",   "&",    "!",        "|",   ">",
        "%",  "@",  "`",   "\\",  "\t",  "\x01", "\xC2\x9B", " - ", "? ",
        ", ", "：", "&a ", "*a ", "!t ", "~",    "--- "};

    for (size_t k = 1 + next(seed, 4); k > 0; k--) {
        if (next(seed, 2))
            buf_z(b, between[next(seed, sizeof between / sizeof *between)]);
        buf_printf(b, "词%zu尾", w->n++);
    }
    if (next(seed, 4) == 0)
        buf_z(b, between[next(seed, sizeof between / sizeof *between)]);
}

static void check_words(const struct words *w, const char *raw)
{
    for (size_t i = 0; i < w->n; i++) {
        char word[32];
        snprintf(word, sizeof word, "词%zu尾", i);
        if (!strstr(w->all.p, word))
            print_error("lost %s of:\n%s\n", word, raw);
        CHECK("word", strstr(w->all.p, word) != NULL);
    }
}

static void loses_no_word(void **state)
{
    static const char *const keys[] = {"标题", "总结", "行业", "关键词", "来源"};
    static const char *const colons[] = {": ", ": ", ": ", "：", ":  "};
    uint64_t seed = 11;

    (void)state;
    for (size_t round = 0; round < 5000; round++) {
        struct arena a = {0};
        struct diags diags = {.a = &a};
        struct words w = {0};
        struct reader r = {.a = &a, .diags = &diags, .sink = {&w, collect}};
        struct buf b = {0};
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            buf_z(&b, keys[i]);
            buf_z(&b, colons[next(&seed, 5)]);
            add_value(&b, &w, &seed);
            buf_c(&b, '\n');
        }
        buf_z(&w.all, "");
        CHECK_INT(b.p, article_read_bytes(&r, "a.yaml", buf_view(&b)), 1);
        check_words(&w, b.p);
        buf_free(&b);
        buf_free(&w.all);
        arena_free(&a);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_lines),
    cmocka_unit_test(loses_no_word),
};
const struct check_suite suite_lines = {"lines", tests, sizeof tests / sizeof *tests};
