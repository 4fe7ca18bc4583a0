#include "unit/check.h"

#include "text/fold.h"
#include "text/grams.h"
#include "text/utf8.h"

#include <sqlite3.h>

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static void add_all(struct grams *g, const char *text, struct buf *out)
{
    struct buf folded = {0};

    fold_utf8(str_of(text), &folded);
    buf_reset(out);
    grams_begin(g);
    grams_add(g, buf_view(&folded), out);
    buf_free(&folded);
}

static void texts(void **state)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"", ""},
        {"，。 -", ""},
        {"渡", "渡"},
        {"老码头", "老 老码 码 码头 头"},
        {"老老老", "老 老老"},
        {"渡口，渡船", "渡 渡口 口 渡船 船"},
        {"用OpenAI的GPT-4o", "用 openai 的 gpt 4o"},
        {"2019年6月", "2019 年 6 月"},
        {"Ａｂ １２", "ab 12"},
        {"gpt gpt GPT gp", "gpt gp"},
        {"圖書館", "图 图书 书 书馆 馆"},
        {"二〇一九", "二 二〇 〇 〇一 一 一九 九"},
        {"𠮷野", "𠮷 𠮷野 野"},
        {"naïve café Привет", "naïve café привет"},
        {"カラオケ人々", "カラオケ 人 々"},
        {"a_b.c", "a b c"},
        {"张·三", "张 三"},
        {"😀渡", "渡"},
    };
    struct grams g = {0};
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        add_all(&g, rows[i].in, &out);
        CHECK_MEM(rows[i].in, out.p, out.len, rows[i].want, strlen(rows[i].want));
    }
    /* Title and body of one text; the next text begins anew. */
    buf_reset(&out);
    grams_begin(&g);
    grams_add(&g, STR("渡口"), &out);
    grams_add(&g, STR("口渡 ab"), &out);
    CHECK_MEM("two parts", out.p, out.len, "渡 渡口 口 口渡 ab",
              strlen("渡 渡口 口 口渡 ab"));
    CHECK_INT("two parts", g.n, 5);
    grams_free(&g);
    buf_free(&out);
}

static void queries(void **state)
{
    static const struct {
        const char *in, *want; /* words in ( ) */
    } rows[] = {
        {"", ""},
        {"，-", ""},
        {"渡", "渡 "},
        {"渡口", "渡口 "},
        {"老码头", "老码 码头 "},
        {"第5届", "第 (5) 届 "},
        {"gpt-4 模型", "(gpt) (4) 模型 "},
        {"abcdefghijklmnopqrstuvwxyz0123456789", "(abcdefghijklmnopqrstuvwxyz0123) "},
        {"éééééééééééééééé", "(ééééééééééééééé) "},
        {"アアアアアアアアアアア", "(アアアアアアアアアア) "},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0};
        struct gram *list;
        size_t n = grams_of_query(&a, str_of(rows[i].in), &list);
        for (size_t k = 0; k < n; k++)
            buf_printf(&out, list[k].kind == GRAM_HAN ? "%.*s " : "(%.*s) ",
                       STR_ARG(list[k].text));
        CHECK_MEM(rows[i].in, out.p, out.len, rows[i].want, strlen(rows[i].want));
        buf_free(&out);
    }
    arena_free(&a);
}

/* ---- Against lists that are searched from end to end */

/* Is TEXT (or with PART: a word that holds it) among GRAMS, which have blanks between? */
static bool is_among(struct str grams, struct str text, bool part)
{
    for (size_t at = 0; at < grams.len;) {
        size_t end = str_find(grams, STR(" "), at);
        struct str one = str_slice(grams, at, end - at);
        if (str_eq(one, text) || (part && str_find(one, text, 0) < one.len))
            return true;
        at = end + 1;
    }
    return false;
}

static void slow_add(struct buf *out, struct str text)
{
    if (is_among(buf_view(out), text, false))
        return;
    buf_z(out, out->len ? " " : "");
    buf_str(out, text);
}

/* Words here are short. */
static void slow_grams(struct str s, struct buf *out)
{
    enum gram_kind before = GRAM_NONE;
    size_t from = 0, len;

    for (size_t off = 0; off <= s.len; off += len) {
        enum gram_kind kind = GRAM_NONE;
        len = 1;
        if (off < s.len)
            kind = gram_kind(utf8_decode(s.p + off, &len));
        if (before == GRAM_WORD_PART && kind != GRAM_WORD_PART)
            slow_add(out, str_slice(s, from, off - from));
        if (before == GRAM_HAN && kind == GRAM_HAN)
            slow_add(out, str_slice(s, from, off + len - from));
        if (kind == GRAM_HAN)
            slow_add(out, str_slice(s, off, len));
        if (kind == GRAM_HAN || before != kind)
            from = off;
        before = kind;
    }
}

static void random_text(struct buf *out, size_t n, bool long_words, uint32_t *x)
{
    static const char *const pieces[] = {"渡", "口", "码", "〇", "\U00020BB7", "a", "b",
                                         "7",  "é",  "ア", "，", " ",          "-", "头"};
    enum { N = sizeof pieces / sizeof *pieces };

    buf_reset(out);
    while (n--)
        buf_z(out, long_words && next_random(x) % 40 ? pieces[5 + next_random(x) % 5]
                                                     : pieces[next_random(x) % N]);
}

static void random_texts(void **state)
{
    struct grams g = {0};
    struct buf text = {0}, got = {0}, want = {0};
    uint32_t x = 77;

    (void)state;
    for (size_t i = 0; i < 3000; i++) {
        random_text(&text, next_random(&x) % 60, false, &x);
        buf_reset(&got);
        buf_reset(&want);
        grams_begin(&g);
        grams_add(&g, buf_view(&text), &got);
        slow_grams(buf_view(&text), &want);
        CHECK_MEM("random", got.p, got.len, want.p, want.len);
    }
    grams_free(&g);
    buf_free(&text);
    buf_free(&got);
    buf_free(&want);
}

/* Every part of a text has its grams in the text's: no answer is lost.  Long words too. */
static void parts_are_found(void **state)
{
    struct grams g = {0};
    struct arena a = {0};
    struct buf text = {0}, all = {0};
    uint32_t x = 4711;

    (void)state;
    for (size_t i = 0; i < 4000; i++) {
        size_t cps = 1 + next_random(&x) % 200, from, to, n;
        struct gram *list;
        arena_reset(&a);
        random_text(&text, cps, i % 2, &x);
        buf_reset(&all);
        grams_begin(&g);
        grams_add(&g, buf_view(&text), &all);
        from = utf8_offset(buf_view(&text), next_random(&x) % cps);
        to = utf8_offset(buf_view(&text), next_random(&x) % (cps + 1));
        if (to < from)
            continue;
        n = grams_of_query(&a, str_slice(buf_view(&text), from, to - from), &list);
        for (size_t k = 0; k < n; k++) {
            bool part = list[k].kind == GRAM_WORD_PART;
            CHECK(text.p, !part || list[k].text.len <= GRAM_PART);
            CHECK(text.p, is_among(buf_view(&all), list[k].text, part));
        }
        for (size_t at = 0, end; at < all.len; at = end + 1) {
            end = str_find(buf_view(&all), STR(" "), at);
            CHECK(text.p, end - at <= GRAM_WORD);
        }
    }
    grams_free(&g);
    arena_free(&a);
    buf_free(&text);
    buf_free(&all);
}

/* More grams than the first table holds, and stamps that come round. */
static void many(void **state)
{
    struct grams g = {0};
    struct buf text = {0}, out = {0};
    char cp[4];

    (void)state;
    for (uint32_t c = 0x4E00; c <= 0x9FFF; c++)
        buf_add(&text, cp, utf8_encode(c, cp));
    g.now = UINT32_MAX - 1;
    for (size_t i = 0; i < 3; i++) {
        buf_reset(&out);
        grams_begin(&g);
        grams_add(&g, buf_view(&text), &out);
        grams_add(&g, buf_view(&text), &out);
        CHECK_INT("each once", g.n, 2 * 0x5200 - 1);
        CHECK_INT("bytes", out.len, 3 * 0x5200 + 6 * (0x5200 - 1) + 2 * 0x5200 - 2);
        CHECK("a stamp", g.now != 0);
    }
    grams_free(&g);
    buf_free(&text);
    buf_free(&out);
}

/* ---- With SQLite's tokenizer: each gram one token, and the same bytes */

static void run_sql(sqlite3 *db, const char *sql)
{
    CHECK_INT(sql, sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void insert(sqlite3 *db, struct str grams)
{
    sqlite3_stmt *s = NULL;

    CHECK_INT("prepare",
              sqlite3_prepare_v2(db, "INSERT INTO f(g) VALUES(?)", -1, &s, NULL),
              SQLITE_OK);
    sqlite3_bind_text(s, 1, grams.p, (int)grams.len, SQLITE_STATIC);
    CHECK_INT("insert", sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
}

/* The terms of the index in their order, a blank between. */
static void read_terms(sqlite3 *db, struct buf *out)
{
    sqlite3_stmt *s = NULL;

    CHECK_INT(
        "prepare",
        sqlite3_prepare_v2(db, "SELECT term FROM v ORDER BY doc, offset", -1, &s, NULL),
        SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        buf_z(out, out->len ? " " : "");
        buf_z(out, (const char *)sqlite3_column_text(s, 0));
    }
    sqlite3_finalize(s);
}

static void tokenizer(void **state)
{
    sqlite3 *db = NULL;
    struct buf text = {0}, grams = {0}, terms = {0};
    struct grams g = {0};
    size_t n = 0;

    (void)state;
    CHECK_INT("open", sqlite3_open(":memory:", &db), SQLITE_OK);
    run_sql(db, "CREATE VIRTUAL TABLE f USING fts5(g, content='', "
                "tokenize='unicode61 remove_diacritics 0')");
    run_sql(db, "CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')");
    /* Each character that may occur alone, as the first and as the last of a gram. */
    for (uint32_t cp = 1; cp < 0x110000; cp++) {
        char c[5] = "";
        if (gram_kind(cp) == GRAM_NONE || fold_char(cp) != cp)
            continue;
        utf8_encode(cp, c);
        buf_printf(&text, gram_kind(cp) == GRAM_HAN ? "%s，%s人，人%s " : "%s %sz z%s ",
                   c, c, c);
        n++;
    }
    grams_begin(&g);
    grams_add(&g, buf_view(&text), &grams);
    CHECK("most of Unicode's 汉字 and letters", n > 150000);
    insert(db, buf_view(&grams));
    read_terms(db, &terms);
    CHECK_INT("as many bytes", terms.len, grams.len);
    CHECK("the same bytes", memcmp(terms.p, grams.p, grams.len) == 0);
    sqlite3_close(db);
    grams_free(&g);
    buf_free(&text);
    buf_free(&grams);
    buf_free(&terms);
}

static void han_is_han(void **state)
{
    (void)state;
    for (uint32_t cp = 1; cp < 0x110000; cp++)
        CHECK_INT("汉字", gram_kind(cp) == GRAM_HAN, utf8_is_han(cp));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(texts),        cmocka_unit_test(queries),
    cmocka_unit_test(random_texts), cmocka_unit_test(parts_are_found),
    cmocka_unit_test(many),         cmocka_unit_test(tokenizer),
    cmocka_unit_test(han_is_han),
};
const struct check_suite suite_grams = {"grams", tests, sizeof tests / sizeof *tests};
