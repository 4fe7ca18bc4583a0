#include "base/file.h"
#include "quote/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "unit/check.h"

static struct folded decode(struct arena *a, const struct lexicon *lx, const char *z)
{
    struct folded f;

    lexicon_fold(lx, a, str_of(z), &f);
    return f;
}

/* AT: length at the start of the text; BEFORE: of the word that ends at its end. */
static const struct {
    const char *text;
    uint32_t classes;
    unsigned at, before;
} rows[] = {
    {"丁光宏", LEX_SURNAME, 1, 0},
    {"欧阳锋", LEX_SURNAME_LONG, 2, 0},
    {"和平", LEX_SURNAME, 0, 0},
    {"和平", LEX_SURNAME_WEAK, 1, 1},
    {"和平", LEX_NOT_NAME, 2, 2},
    {"全国人大代表", LEX_DELEGATE, 6, 6},
    {"公司副总经理", LEX_TITLE, 0, 4},
    {"学校副书记", LEX_TITLE, 0, 3},
    {"坦言的", LEX_SAY, 2, 0},
    {"据说", LEX_SAY | LEX_NOT_CUE, 2, 2},
    {"据说", LEX_SAY, 0, 1},
    {"希望", LEX_OPINE, 2, 2},
    {"写道", LEX_WRITE, 2, 2},
    {"表示", LEX_SURNAME, 0, 0},
    {"表", LEX_SAY, 0, 0},
    {"", LEX_SAY, 0, 0},
    {"hello", ~0u, 0, 0},
    {"\xF0\xA0\xAE\xB7", ~0u, 0, 0},
};

static void lookup(void **state)
{
    struct arena a = {0};
    const struct lexicon *lx = lexicon_new(&a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct folded f = decode(&a, lx, rows[i].text);
        uint32_t found = 0;
        CHECK_INT(rows[i].text, lex_at(lx, f.cp, f.n, rows[i].classes, &found),
                  rows[i].at);
        CHECK(rows[i].text, !rows[i].at == !(found & rows[i].classes));
        CHECK_INT(rows[i].text, lex_before(lx, f.cp, f.n, rows[i].classes, NULL),
                  rows[i].before);
    }
    arena_free(&a);
}

static const struct {
    const char *line, *code; /* NULL = no complaint */
    unsigned col;
    const char *word;
    uint32_t classes;
    unsigned want;
} users[] = {
    {"甲乙丙\ttitle", NULL, 0, "甲乙丙", LEX_TITLE, 3},
    {"甲乙丙\tsay,opine\tnote", NULL, 0, "甲乙丙", LEX_OPINE, 3},
    {"-甲乙丙\tsay", NULL, 0, "甲乙丙", LEX_SAY, 0},
    {"# 甲乙丙\tkin", NULL, 0, "甲乙丙", LEX_KIN, 0},
    {"-坦言", NULL, 0, "坦言", LEX_SAY, 0},
    {"-丁\tsurname\r", NULL, 0, "丁", LEX_SURNAME, 0},
    {"\xF0\xA0\xAE\xB7\tsurname", NULL, 0, "\xF0\xA0\xAE\xB7", LEX_SURNAME, 1},
    {"甲\tsay,nonsense", "W219", 7, "甲", LEX_SAY, 0},
    {"甲\t", "W219", 3, "甲", LEX_SAY, 0},
    {"\tsay", "W220", 1, "", LEX_SAY, 0},
    {"甲", "W221", 1, "甲", LEX_SAY, 0},
    {"寫了又寫\tkin", NULL, 0, "写了又写", LEX_KIN, 4},
    {"甲\xFF\tsay", "W222", 2, "甲", LEX_SAY, 0},
    {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三\tsay", "W223", 1,
     "一二三", LEX_SAY, 0},
};

static void user_tables(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
        struct lexicon *lx = lexicon_new(&a);
        struct diags d = {.a = &a};
        struct folded f;

        if (users[i].line[0] == '-' && users[i].want == 0)
            lexicon_add(lx, "u.tsv", STR("甲乙丙\tsay\n"), &d);
        lexicon_add(lx, "u.tsv", str_of(users[i].line), &d);
        CHECK_STR(users[i].line, d.n ? d.items[0].code : NULL, users[i].code);
        CHECK_INT(users[i].line, d.n ? d.items[0].col : 0, users[i].col);
        f = decode(&a, lx, users[i].word);
        CHECK_INT(users[i].line, lex_at(lx, f.cp, f.n, users[i].classes, NULL),
                  users[i].want);
    }
    arena_free(&a);
}

/* The built-in words have a number from the build; a user's are counted again. */
static void hash(void **state)
{
    struct arena a = {0};
    struct lexicon *lx = lexicon_new(&a), *copy = lexicon_new(&a);
    struct diags d = {.a = &a};

    (void)state;
    lexicon_add(copy, "u.tsv", STR("# nothing\n"), &d);
    CHECK("the same words", lexicon_hash(copy) == lexicon_hash(lx));
    lexicon_add(copy, "u.tsv", STR("甲乙丙丁\tsay\n"), &d);
    CHECK("a word more", lexicon_hash(copy) != lexicon_hash(lx));
    arena_free(&a);
}

static const char *const tables[] = {
    "between", "cues",      "documents", "flow",          "given",    "kin",
    "media",   "naming",    "notcues",   "organisations", "pronouns", "reporters",
    "roles",   "stopwords", "surnames",  "titles",        "translit",
};

static bool same_folded(struct str word)
{
    size_t len;

    for (size_t i = 0; i < word.len; i += len) {
        uint32_t c = utf8_decode(word.p + i, &len);
        if (fold_char(c) != c)
            return false;
    }
    return true;
}

/* Every table: a comment first, then rows sorted by class and word, simplified and folded. */
static void format(void **state)
{
    struct arena a = {0};
    struct err e;

    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const char *path = arena_printf(&a, "content/lexicon/%s.tsv", tables[i]);
        struct str text, key, before = STR("");

        CHECK(path, file_read(&a, path, 0, &text, &e));
        CHECK(path, text.len && text.p[0] == '#' && text.p[text.len - 1] == '\n');
        for (size_t at = 0, end; at < text.len; at = end + 1) {
            struct str line, word;
            size_t tab;
            end = str_find(text, STR("\n"), at);
            line = str_slice(text, at, end - at);
            if (line.p[0] == '#')
                continue;
            tab = str_find(line, STR("\t"), 0);
            word = str_slice(line, 0, tab);
            CHECK(arena_strz(&a, line), tab > 0 && tab + 1 < line.len);
            line = str_from(line, tab + 1);
            line = str_slice(line, 0, str_find(line, STR("\t"), 0));
            key = str_of(arena_printf(&a, "%.*s\t%.*s", STR_ARG(line), STR_ARG(word)));
            CHECK(key.p, str_cmp(before, key) < 0);
            CHECK(key.p, same_folded(word));
            before = key;
        }
    }
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lookup),
    cmocka_unit_test(user_tables),
    cmocka_unit_test(hash),
    cmocka_unit_test(format),
};
const struct check_suite suite_lexicon = {"lexicon", tests, sizeof tests / sizeof *tests};
