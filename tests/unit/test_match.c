#include "unit/check.h"

#include "text/fold.h"
#include "text/match.h"
#include "text/pinyin.h"
#include "text/utf8.h"

enum { MAX_HITS = 8, PY = MATCH_PINYIN };

/* NAME with its hits in [ ] and the rank behind, or "-". */
static const char *shown(const char *word, unsigned flags, const char *name)
{
    static char out[400];
    struct matcher m;
    struct span hits[MAX_HITS];
    size_t n = 99, at = 0, from = 0;
    enum match_rank rank;
    struct str s = str_of(name);

    match_compile(&m, str_of(word), flags);
    if (!match_in(&m, s, hits, MAX_HITS, &n, &rank)) {
        CHECK_INT(word, n, 0);
        return "-";
    }
    CHECK(word, match_in(&m, s, NULL, 0, NULL, NULL));
    for (size_t i = 0; i < n; i++) {
        at += (size_t)snprintf(out + at, sizeof out - at, "%.*s[%.*s]",
                               STR_ARG(str_slice(s, from, hits[i].off - from)),
                               STR_ARG(str_slice(s, hits[i].off, hits[i].len)));
        from = hits[i].off + hits[i].len;
    }
    snprintf(out + at, sizeof out - at, "%.*s%d", STR_ARG(str_from(s, from)), (int)rank);
    return out;
}

struct row {
    const char *word;
    unsigned flags;
    const char *name, *want;
};

static void check_rows(const struct row *rows, size_t n)
{
    char row[200];

    for (size_t i = 0; i < n; i++) {
        snprintf(row, sizeof row, "%s in %s", rows[i].word, rows[i].name);
        CHECK_STR(row, shown(rows[i].word, rows[i].flags, rows[i].name), rows[i].want);
    }
}

static void names(void **state)
{
    static const struct row rows[] = {
        {"dgh", PY, "丁光宏", "[丁光宏]2"},
        {"dinggh", PY, "丁光宏", "[丁光宏]2"},
        {"dingguanghong", PY, "丁光宏", "[丁光宏]2"},
        {"dingguangh", PY, "丁光宏", "[丁光宏]2"},
        {"ding光h", PY, "丁光宏", "[丁光宏]2"},
        {"d光宏", PY, "丁光宏", "[丁光宏]2"},
        {"gh", PY, "丁光宏", "丁[光宏]3"},
        {"光", PY, "丁光宏", "丁[光]宏1"},
        {"丁光", PY, "丁光宏", "[丁光]宏0"},
        {"DGH", PY, "丁光宏", "-"},
        {"Dgh", PY, "丁光宏", "-"},
        {"dgh", 0, "丁光宏", "-"},
        {"dgg", PY, "丁光宏", "-"},
        {"dingguan", PY, "丁光宏", "-"},
        {"dinggu", PY, "丁光宏", "-"},
        {"dinggu", PY | MATCH_PARTIAL, "丁光宏", "[丁光]宏2"},
        {"dingguanghon", PY | MATCH_PARTIAL, "丁光宏", "[丁光宏]2"},
        {"dingguaho", PY | MATCH_PARTIAL, "丁光宏", "-"},
        {"dghx", PY, "丁光宏", "-"},
        {"ｄｇｈ", PY, "丁光宏", "[丁光宏]2"},
        {"ＤＧＨ", PY, "丁光宏", "-"},
        {"z", PY, "张英", "[张]英2"},
        {"zh", PY, "张英", "[张]英2"},
        {"zy", PY, "张英", "[张英]2"},
        {"zhy", PY, "张英", "[张英]2"},
        {"zhangy", PY, "张英", "[张英]2"},
        {"zhay", PY, "张英", "-"},
        {"zh", PY, "张华", "[张华]2"},
        {"an", PY, "平安", "平[安]3"},
        {"pa", PY, "平安", "[平安]2"},
        {"sl", PY, "森林", "[森林]2"},
        {"shl", PY, "森林", "-"},
    };

    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void readings(void **state)
{
    static const struct row rows[] = {
        {"chongqi", PY, "重启", "[重启]2"},
        {"zhongqi", PY, "重启", "[重启]2"},
        {"cq", PY, "重启", "[重启]2"},
        {"zq", PY, "重启", "[重启]2"},
        {"yinyue", PY, "音乐", "[音乐]2"},
        {"yinle", PY, "音乐", "[音乐]2"},
        {"yue", PY, "音乐", "音[乐]3"},
        {"chang", PY, "长", "[长]2"},
        {"zhang", PY, "长", "[长]2"},
        {"changjiang", PY, "長江", "[長江]2"},
        {"zhuming", PY, "著名", "[著名]2"},
        {"qianlong", PY, "乾隆", "[乾隆]2"},
        /* Surnames, where they stand. */
        {"shan", PY, "单霁翔", "[单]霁翔2"},
        {"sjx", PY, "单霁翔", "[单霁翔]2"},
        {"sjx", PY, "單霽翔", "[單霽翔]2"},
        {"zeng", PY, "曾毅", "[曾]毅2"},
        {"qiu", PY, "仇英", "[仇]英2"},
        {"qiuy", PY, "仇英", "[仇英]2"},
        {"yuchi", PY, "尉迟恭", "[尉迟]恭2"},
        {"ycg", PY, "尉迟恭", "[尉迟恭]2"},
        {"weichi", PY, "尉迟恭", "[尉迟]恭2"},
        {"chig", PY, "尉迟恭", "尉[迟恭]3"},
        {"ycg", PY, "小尉迟恭", "小[尉迟恭]3"},
        {"ge", PY, "盖叫天", "[盖]叫天2"},
        {"he", PY, "黑明", "[黑]明2"},
        {"he", PY, "小黑", "-"},
        {"mqh", PY, "萬俟和", "[萬俟和]2"},
        {"mqh", PY, "老萬俟和", "-"},
        /* ü */
        {"lv", PY, "吕梁", "[吕]梁2"},
        {"lu", PY, "吕梁", "[吕]梁2"},
        {"lü", PY, "吕梁", "[吕]梁2"},
        {"lvliang", PY, "吕梁", "[吕梁]2"},
        {"lv", PY, "路", "-"},
        {"lue", PY, "略", "[略]2"},
        {"lve", PY, "略", "[略]2"},
        {"nvjv", PY, "女居", "[女居]2"},
        {"nüjü", PY, "女居", "[女居]2"},
        {"ershi", PY, "二十", "[二十]2"},
        {"ers", PY, "二十", "[二十]2"},
        {"es", PY, "二十", "[二十]2"},
        {"engx", PY, "嗯行", "-"},
        {"zhv", PY, "朱", "-"},
        {"ü", PY, "Müller", "M[ü]ller1"},
        {"v", PY, "MÜ", "-"},
    };

    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void literally(void **state)
{
    static const struct row rows[] = {
        {"錢鋒", PY, "钱锋", "[钱锋]0"},
        {"钱锋", PY, "錢鋒", "[錢鋒]0"},
        {"qf", PY, "錢鋒", "[錢鋒]2"},
        {"DGH", PY, "问dgh", "问[dgh]1"},
        {"ai", PY, "ＡＩ时代", "[ＡＩ]时代0"},
        {"ＡＩ", PY, "ai时代", "[ai]时代0"},
        {"AI", PY, "爱AI", "爱[AI]1"},
        {"ai", PY, "爱AI", "[爱][AI]1"},
        {"ais", PY, "AI时代", "[AI时]代2"},
        {"AIs", PY, "AI时代", "[AI时]代2"},
        {"gpt-4", PY, "用GPT-4写", "用[GPT-4]写1"},
        {"2024", PY, "从2024年到２０２４年底", "从[2024]年到[２０２４]年底1"},
        {"a1", PY, "A1A11", "[A1][A1]10"},
        {"aa", PY, "啊aa", "[啊a]a1"},
        {"丁丁", 0, "丁丁丁丁丁", "[丁丁][丁丁]丁0"},
        {"d", PY, "丁丁D", "[丁][丁][D]1"},
        {"", PY, "丁光宏", "丁光宏0"},
        {"", PY, "", "0"},
        {"丁", PY, "", "-"},
        {"丁光宏丁光宏", PY, "丁光宏", "-"},
        {" ", PY, "a b", "a[ ]b1"},
        {"\U00020BB7", PY, "𠮷野家", "[𠮷]野家0"},
        {"ling", PY, "〇", "[〇]2"},
        {"岂", PY, "\uF900", "[\uF900]0"},
        {"qi", PY, "\uF900", "[\uF900]2"},
        {"k", PY, "\u212A", "[\u212A]0"},
    };

    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void places(void **state)
{
    static const struct row rows[] = {
        {"dg", PY | MATCH_START, "丁光宏", "[丁光]宏2"},
        {"gh", PY | MATCH_START, "丁光宏", "-"},
        {"丁", PY | MATCH_START, "丁丁", "[丁]丁0"},
        {"丁", PY | MATCH_START, "老丁", "-"},
        {"张英", PY | MATCH_WHOLE, "张英", "[张英]0"},
        {"张英", PY | MATCH_WHOLE, "张英才", "-"},
        {"张英", PY | MATCH_WHOLE, "老张英", "-"},
        {"zhangying", PY | MATCH_WHOLE, "张英", "[张英]2"},
        {"zh", PY | MATCH_WHOLE, "张", "[张]2"},
        {"zh", PY | MATCH_WHOLE, "张华", "[张华]2"},
        {"yc", PY | MATCH_WHOLE, "尉迟", "[尉迟]2"},
        {"yc", PY | MATCH_START, "尉迟恭", "[尉迟]恭2"},
    };

    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void limits(void **state)
{
    struct buf word = {0}, name = {0};
    struct matcher m;
    struct span hit;
    size_t n;

    (void)state;
    for (size_t i = 0; i < MATCH_MAX; i++)
        buf_z(&word, "渡");
    buf_str(&name, buf_view(&word));
    CHECK("as long as may be", match_compile(&m, buf_view(&word), PY));
    CHECK("matches", match_in(&m, buf_view(&name), &hit, 1, &n, NULL));
    CHECK_INT("one hit", n, 1);
    CHECK_INT("all of it", hit.len, name.len);
    buf_z(&word, "x");
    CHECK("too long", !match_compile(&m, buf_view(&word), PY));
    CHECK("nothing", !match_in(&m, buf_view(&word), &hit, 1, &n, NULL));
    CHECK_INT("no hit", n, 0);
    match_compile(&m, STR("d"), PY);
    CHECK("more hits than room", match_in(&m, STR("丁丁丁"), &hit, 1, &n, NULL));
    CHECK_INT("room", n, 1);
    buf_free(&word);
    buf_free(&name);
}

/* ---- Against a slow search that is written from the rules: all ways, one after the other */

struct slow {
    struct folded name, word;
    uint32_t name_cp[40], word_cp[40]; /* as written */
    const char
        *said[2]; /* how the first characters are read as a surname, from the start */
    bool pinyin, partial,
        reached[41]; /* reached[i]: a match may end before character i */
};

static void slow_go(struct slow *s, size_t i, size_t j);

static bool plays(const struct slow *s, size_t j, char letter, char before)
{
    uint32_t c = s->word_cp[j];

    c = c >= 0xFF41 && c <= 0xFF5A ? c - 0xFEE0 : c;
    if (letter == 'v')
        return c == 'v' || c == 'u' || c == 0xFC;
    if (letter == 'u' &&
        (before == 'j' || before == 'q' || before == 'x' || before == 'y'))
        return c == 'v' || c == 'u' || c == 0xFC;
    return c == (uint32_t)letter;
}

static void slow_reading(struct slow *s, size_t i, size_t j, const char *r)
{
    size_t whole = strcspn(r, "1234 ");

    for (size_t k = 1; k <= whole && j + k <= s->word.n; k++) {
        if (!plays(s, j + k - 1, r[k - 1], k > 1 ? r[k - 2] : '\0'))
            break;
        if (k == 1 || k == whole || (s->partial && j + k == s->word.n) ||
            (k == 2 &&
             (!strncmp(r, "zh", 2) || !strncmp(r, "ch", 2) || !strncmp(r, "sh", 2))))
            slow_go(s, i + 1, j + k);
    }
}

static void slow_go(struct slow *s, size_t i, size_t j)
{
    const char *r;

    if (j == s->word.n) {
        s->reached[i] = true;
        return;
    }
    if (i == s->name.n)
        return;
    if (fold_cp(&s->name, i) == fold_cp(&s->word, j))
        slow_go(s, i + 1, j + 1);
    if (!s->pinyin)
        return;
    r = pinyin_readings(s->name_cp[i]);
    if (!*r && utf8_is_han(s->name_cp[i]))
        r = pinyin_readings(fold_cp(&s->name, i));
    for (; r && *r; r = strchr(r, ' ') ? strchr(r, ' ') + 1 : NULL)
        slow_reading(s, i, j, r);
    if (i < 2 && s->said[i])
        slow_reading(s, i, j, s->said[i]);
}

/* The end of the longest match from character I, 0 for none. */
static size_t slow_from(struct slow *s, size_t i, const char *surname)
{
    memset(s->reached, 0, sizeof s->reached);
    s->said[0] = s->said[1] = NULL;
    if (surname && s->pinyin && i == 0) {
        s->said[0] = surname;
        s->said[1] = strchr(surname, ' ') ? strchr(surname, ' ') + 1 : NULL;
    }
    slow_go(s, i, 0);
    for (size_t e = s->name.n; e > i; e--) {
        if (s->reached[e])
            return e;
    }
    return 0;
}

static size_t slow_hits(struct slow *s, const char *surname, struct span *hits)
{
    size_t n = 0;

    for (size_t i = 0; i < s->name.n;) {
        size_t e = slow_from(s, i, surname);
        if (e && n < MAX_HITS)
            hits[n++] =
                (struct span){fold_offset(&s->name, i),
                              fold_offset(&s->name, e) - fold_offset(&s->name, i)};
        i = e ? e : i + 1;
    }
    return n;
}

static void decode(struct str s, uint32_t *cps)
{
    size_t len;

    for (size_t off = 0; off < s.len; off += len)
        *cps++ = utf8_decode(s.p + off, &len);
}

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

/* N random pieces of LIST ("a b c"), joined. */
static void pieces(struct buf *out, const char *list, size_t n, uint32_t *x)
{
    struct str all = str_of(list);

    while (n--) {
        size_t at = next_random(x) % all.len, end;
        while (at && all.p[at - 1] != ' ')
            at--;
        end = str_find(all, STR(" "), at);
        buf_str(out, str_slice(all, at, end - at));
    }
}

static void compare(struct arena *a, struct str name, struct str word, unsigned flags)
{
    struct slow s = {.pinyin = flags & PY, .partial = flags & MATCH_PARTIAL};
    struct matcher m;
    struct span want[MAX_HITS], got[MAX_HITS];
    unsigned surname;
    size_t n, n_got;
    enum match_rank rank = MATCH_LITERAL_START, want_rank = MATCH_PINYIN_INSIDE;
    bool matches;
    char row[300];

    fold_text(a, name, NULL, 0, &s.name);
    fold_text(a, word, NULL, 0, &s.word);
    decode(name, s.name_cp);
    decode(word, s.word_cp);
    n = slow_hits(&s, pinyin_surname(name, &surname), want);
    snprintf(row, sizeof row, "%.*s in %.*s", STR_ARG(word), STR_ARG(name));
    match_compile(&m, word, flags);
    matches = match_in(&m, name, got, MAX_HITS, &n_got, &rank);
    CHECK_INT(row, matches, n > 0);
    CHECK_INT(row, n_got, n);
    for (size_t i = 0; i < n; i++) {
        CHECK_INT(row, got[i].off, want[i].off);
        CHECK_INT(row, got[i].len, want[i].len);
    }
    if (!n)
        return;
    if (want[0].off == 0)
        want_rank = MATCH_PINYIN_START;
    s.pinyin = false;
    if (slow_hits(&s, NULL, want))
        want_rank = want[0].off ? MATCH_LITERAL_INSIDE : MATCH_LITERAL_START;
    CHECK_INT(row, rank, want_rank);
}

static void random_words(void **state)
{
    static const char name_pieces[] =
        "张 安 長 重 乐 尉迟 单 曾 吕 女 居 略 西 先 a an "
        "zh h 中 朱 Ａ Z · 9 啊 嗯 恩 按 和 z 上 商 〇 二 \u212A \uF900 𠮷 ， 黑 萬俟 ü";
    static const char word_pieces[] =
        "z h zh zhang a n an c chang 长 u v lv lu ü yu e g "
        "s sh shan zeng x i xi xian Z ａ 9 l j ju er ng k q ling he m mo ， wan";
    static const unsigned all[] = {PY, PY | MATCH_PARTIAL, PY, 0};
    struct arena a = {0};
    struct buf name = {0}, word = {0};
    uint32_t x = 8803;

    (void)state;
    for (size_t i = 0; i < 30000; i++) {
        arena_reset(&a);
        buf_reset(&name);
        buf_reset(&word);
        pieces(&name, name_pieces, 1 + next_random(&x) % 6, &x);
        pieces(&word, word_pieces, 1 + next_random(&x) % 4, &x);
        compare(&a, buf_view(&name), buf_view(&word), all[i % 4]);
    }
    arena_free(&a);
    buf_free(&name);
    buf_free(&word);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(names),  cmocka_unit_test(readings), cmocka_unit_test(literally),
    cmocka_unit_test(places), cmocka_unit_test(limits),   cmocka_unit_test(random_words),
};
const struct check_suite suite_match = {"match", tests, sizeof tests / sizeof *tests};
