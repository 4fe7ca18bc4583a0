#include "unit/check.h"

#include "base/file.h"
#include "text/show.h"
#include "text/wrap.h"

#include <stdlib.h>

/* ---- The table of cases; the head of tests/unit/data/linebreak.tsv says what is in it */

#define ROW_END "⏎"

enum { N_COLUMNS = 5 };
struct wrap_case {
    struct str id, rule, width, input, want;
};

struct tally {
    struct arena a;
    size_t cases, runs, failed;
};

static struct str next_column(struct str *line)
{
    size_t end = str_find(*line, STR("\t"), 0);
    struct str column = str_slice(*line, 0, end);

    *line = str_from(*line, end < line->len ? end + 1 : end);
    return column;
}

static struct str unescape(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool newline = str_starts(str_from(s, i), STR("\\n"));

        out[n++] = newline ? '\n' : s.p[i];
        i += newline;
    }
    return str_make(out, n);
}

static struct wrap_case parse_case(struct arena *a, struct str line)
{
    struct wrap_case c;

    c.id = next_column(&line);
    c.rule = next_column(&line);
    c.width = next_column(&line);
    c.input = unescape(a, next_column(&line));
    c.want = line;
    return c;
}

/* The rows without the blanks that lead or end a paragraph, which the table does not show. */
static struct str join(struct arena *a, struct str text, const struct wrap_opts *o)
{
    struct wrap_row *rows;
    size_t n = wrap_text(a, text, o, &rows), len = 0;
    char *out = arena_alloc(a, text.len + n * (sizeof ROW_END - 1) + 1);

    for (size_t i = 0; i < n; i++) {
        struct str row = str_trim(str_slice(text, rows[i].off, rows[i].len));

        if (i)
            memcpy(out + len, ROW_END, sizeof ROW_END - 1);
        len += i ? sizeof ROW_END - 1 : 0;
        if (row.len)
            memcpy(out + len, row.p, row.len);
        len += row.len;
    }
    return str_make(out, len);
}

static void run_case(struct tally *t, const struct wrap_case *c, struct wrap_opts o)
{
    static const char *const levels[] = {"gb", "basic", "strict", "none"};
    struct str got;

    o.width = (unsigned)strtoul(c->width.p, NULL, 10);
    got = join(&t->a, c->input, &o);
    t->runs++;
    if (str_eq(got, c->want))
        return;
    print_error("%.*s (%.*s) level %s, ambiguous %d:\n  got  %.*s\n  want %.*s\n",
                STR_ARG(c->id), STR_ARG(c->rule), levels[o.level], o.amb, STR_ARG(got),
                STR_ARG(c->want));
    t->failed++;
}

/* At both widths of ambiguous characters, or the one that the id says. */
static void run_widths(struct tally *t, const struct wrap_case *c, struct wrap_opts o)
{
    char which = c->id.p[c->id.len - 1];

    for (o.amb = 1; o.amb <= 2; o.amb++)
        if (which == 'x' || which == (o.amb == 1 ? 'n' : 'w'))
            run_case(t, c, o);
}

static bool run_levels(struct tally *t, const struct wrap_case *c)
{
    static const struct {
        struct str name;
        unsigned levels; /* bits */
        struct wrap_opts o;
    } rules[] = {
        {STR_INIT("all:"),
         1 << KINSOKU_GB | 1 << KINSOKU_BASIC | 1 << KINSOKU_STRICT,
         {0}},
        {STR_INIT("gb:"), 1 << KINSOKU_GB, {0}},
        {STR_INIT("basic:"), 1 << KINSOKU_BASIC, {0}},
        {STR_INIT("strict:"), 1 << KINSOKU_STRICT, {0}},
        {STR_INIT("none:"), 1 << KINSOKU_NONE, {0}},
        {STR_INIT("hang:"), 1 << KINSOKU_GB, {.hang = true}},
        {STR_INIT("orphan:"), 1 << KINSOKU_GB, {.orphan = true}},
        {STR_INIT("indent2:"), 1 << KINSOKU_GB, {.indent = 4}},
    };

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct wrap_opts o = rules[i].o;

        if (!str_starts(c->rule, rules[i].name))
            continue;
        for (unsigned level = KINSOKU_GB; level <= KINSOKU_NONE; level++) {
            o.level = (enum kinsoku)level;
            if (rules[i].levels >> level & 1)
                run_widths(t, c, o);
        }
        return true;
    }
    return false;
}

static void run_line(struct tally *t, struct str line)
{
    size_t before = t->runs;
    struct wrap_case c;

    if (!line.len || line.p[0] == '#' || str_starts(line, STR("id\t")))
        return;
    c = parse_case(&t->a, line);
    t->cases++;
    if (c.id.len && c.want.len && run_levels(t, &c) && t->runs > before)
        return;
    print_error("no case: %.*s\n", STR_ARG(line));
    t->failed++;
}

/* Every case that fails is told before the test does. */
static void run_file(const char *path, size_t at_least)
{
    struct tally t = {0};
    struct arena file = {0};
    struct str text, line;
    struct err e;

    CHECK(path, file_read(&file, path, 0, &text, &e));
    for (size_t off = 0; off < text.len; off += line.len + 1) {
        line = str_slice(text, off, str_find(text, STR("\n"), off) - off);
        run_line(&t, line);
        arena_reset(&t.a);
    }
    arena_free(&t.a);
    arena_free(&file);
    CHECK_INT("cases that failed", t.failed, 0);
    CHECK("number of cases", t.cases >= at_least);
}

static void own_cases(void **state)
{
    (void)state;
    run_file("tests/unit/data/linebreak.tsv", 143);
}

static void cases_from_outside(void **state)
{
    const char *folder = getenv("YULU_DATA");
    char path[4096];

    (void)state;
    if (!folder)
        CHECK_SKIP("linebreak-cases.tsv: YULU_DATA is not set");
    snprintf(path, sizeof path, "%s/linebreak-cases.tsv", folder);
    run_file(path, 64);
}

/* ---- Rows and what is said of them */

/* ^ first of a paragraph, $ last, | between rows, the columns after each. */
static void describe(struct str text, const struct wrap_opts *o, struct buf *out)
{
    struct arena a = {0};
    struct wrap_row *rows;
    size_t n = wrap_text(&a, text, o, &rows);

    buf_reset(out);
    buf_z(out, "");
    for (size_t i = 0; i < n; i++) {
        struct str row = str_slice(text, rows[i].off, rows[i].len);

        CHECK_INT("columns", rows[i].cols, show_cols(row, o->amb));
        buf_z(out, i ? "|" : "");
        buf_z(out, rows[i].first ? "^" : "");
        buf_str(out, row);
        buf_z(out, rows[i].last ? "$" : "");
        buf_printf(out, "%u", rows[i].cols);
    }
    buf_z(out, "");
    arena_free(&a);
}

struct row_case {
    const char *name, *in, *want;
    struct wrap_opts o;
};

static void check_rows(const struct row_case *cases, size_t n)
{
    struct buf got = {0};

    for (size_t i = 0; i < n; i++) {
        struct wrap_opts o = cases[i].o;

        o.amb = o.amb ? o.amb : 1;
        describe(str_of(cases[i].in), &o, &got);
        CHECK_MEM(cases[i].name, got.p, got.len, cases[i].want, strlen(cases[i].want));
    }
    buf_free(&got);
}
#define CHECK_ROWS(cases) check_rows((cases), sizeof(cases) / sizeof *(cases))

static void newlines(void **state)
{
    static const struct row_case cases[] = {
        {"empty", "", "", {.width = 8}},
        {"one row", "春天", "^春天$4", {.width = 8}},
        {"newline alone", "\n", "^$0", {.width = 8}},
        {"two newlines", "\n\n", "^$0|^$0", {.width = 8}},
        {"newline at the end", "春\n", "^春$2", {.width = 8}},
        {"two at the end", "春\n\n", "^春$2|^$0", {.width = 8}},
        {"at the start", "\n春", "^$0|^春$2", {.width = 8}},
        {"paragraphs", "春天\n秋天", "^春天$4|^秋天$4", {.width = 8}},
        {"empty paragraph between", "春\n\n秋", "^春$2|^$0|^秋$2", {.width = 8}},
        {"rows of a paragraph",
         "春夏秋冬又一年",
         "^春夏4|秋冬4|又一4|年$2",
         {.width = 4}},
        {"full row and newline", "春夏\n秋", "^春夏$4|^秋$2", {.width = 4}},
        {"CR LF", "春\r\n秋\r\n", "^春$2|^秋$2", {.width = 8}},
        {"CR alone is a blank", "春\r秋", "^春\r秋$5", {.width = 8}},
        {"next line", "春\xC2\x85秋", "^春$2|^秋$2", {.width = 8}},
        {"line separator", "春\xE2\x80\xA8秋", "^春$2|^秋$2", {.width = 8}},
        {"paragraph separator", "春\xE2\x80\xA9秋", "^春$2|^秋$2", {.width = 8}},
        {"newline among blanks", "春 \n 秋", "^春 $3|^ 秋$3", {.width = 8}},
        {"blanks that do not fit", "春夏  \n秋", "^春夏$4|^秋$2", {.width = 4}},
        {"only what is not shown",
         "\xE2\x80\x8B\n春",
         "^\xE2\x80\x8B$0|^春$2",
         {.width = 4}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void narrow(void **state)
{
    static const struct row_case cases[] = {
        {"width 0 is 1", "ab", "^a1|b$1", {.width = 0}},
        {"width 1", "春a夏", "^春2|a1|夏$2", {.width = 1}},
        {"stops at width 1", "春，夏。", "^春2|，2|夏2|。$2", {.width = 1}},
        {"marks at width 1",
         "x\xCC\x81z",
         "^x\xCC\x81"
         "1|z$1",
         {.width = 1}},
        {"blanks at width 1", "a b", "^a1|b$1", {.width = 1}},
        {"wide quotes at width 1", "“a”", "^“2|a1|”$2", {.width = 1, .amb = 2}},
        {"a cluster is not cut",
         "ab👨\xE2\x80\x8D👩c",
         "^a1|b1|👨\xE2\x80\x8D👩2|c$1",
         {.width = 1}},
        {"wide after narrow", "a春", "^a1|春$2", {.width = 2}},
        {"odd width", "春夏", "^春2|夏$2", {.width = 3}},
        {"a word is cut", "春abcdef夏", "^春2|abcd4|ef夏$4", {.width = 4}},
        {"a number is cut", "12345", "^122|342|5$1", {.width = 2}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void indents(void **state)
{
    static const struct row_case cases[] = {
        {"four", "春眠不觉晓", "^春眠4|不觉晓$6", {.width = 8, .indent = 4}},
        {"one column left", "春眠", "^春2|眠$2", {.width = 3, .indent = 2}},
        {"as wide as the row", "春眠不觉", "^春2|眠不4|觉$2", {.width = 4, .indent = 4}},
        {"wider than the row", "春眠不觉", "^春2|眠不4|觉$2", {.width = 4, .indent = 99}},
        {"width 1", "ab", "^a1|b$1", {.width = 1, .indent = 4}},
        {"huge", "春眠", "^春2|眠$2", {.width = 2, .indent = (unsigned)-1}},
        {"each paragraph",
         "春眠\n秋思",
         "^春2|眠$2|^秋2|思$2",
         {.width = 4, .indent = 2}},
        {"empty paragraph", "\n春眠", "^$0|^春2|眠$2", {.width = 4, .indent = 2}},
        {"a word goes down", "春spring", "^春2|spring$6", {.width = 6, .indent = 2}},
        {"hang", "春，夏", "^春，4|夏$2", {.width = 4, .indent = 2, .hang = true}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void levels(void **state)
{
    static const struct row_case cases[] = {
        {"gb: stop", "春夏，秋", "^春2|夏，4|秋$2", {.width = 4}},
        {"none: stop", "春夏，秋", "^春夏4|，秋$4", {.width = 4, .level = KINSOKU_NONE}},
        {"none: opener",
         "春（夏）",
         "^春（4|夏）$4",
         {.width = 4, .level = KINSOKU_NONE}},
        {"none: word", "abcde", "^abcd4|e$1", {.width = 4, .level = KINSOKU_NONE}},
        {"none: no-break space",
         "a\xC2\xA0"
         "b",
         "^a\xC2\xA0"
         "2|b$1",
         {.width = 2, .level = KINSOKU_NONE}},
        {"gb: /", "春夏/秋", "^春2|夏/秋$5", {.width = 5}},
        {"basic: /", "春/夏", "^春/3|夏$2", {.width = 3, .level = KINSOKU_BASIC}},
        {"strict: /", "春夏/秋", "^春2|夏/秋$5", {.width = 5, .level = KINSOKU_STRICT}},
        {"gb: dash", "春——秋", "^春2|——4|秋$2", {.width = 4, .amb = 2}},
        {"strict: dash",
         "春天——秋",
         "^春2|天——4|秋$2",
         {.width = 5, .level = KINSOKU_STRICT}},
        {"none: dash",
         "春——秋",
         "^春—4|—秋$4",
         {.width = 4, .amb = 2, .level = KINSOKU_NONE}},
        {"basic: dash",
         "春……秋",
         "^春2|……4|秋$2",
         {.width = 4, .amb = 2, .level = KINSOKU_BASIC}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void hanging(void **state)
{
    static const struct row_case cases[] = {
        {"，", "春夏，秋", "^春夏，6|秋$2", {.width = 4, .hang = true}},
        {"one column over", "春夏，秋", "^春夏，6|秋$2", {.width = 5, .hang = true}},
        {"fits", "春夏，秋", "^春夏，6|秋$2", {.width = 6, .hang = true}},
        {"last of a paragraph",
         "春夏。\n秋",
         "^春夏。$6|^秋$2",
         {.width = 4, .hang = true}},
        {"after a word", "spring，秋", "^spring，8|秋$2", {.width = 6, .hang = true}},
        {"after a unit", "增5%，秋", "^增5%，6|秋$2", {.width = 4, .hang = true}},
        {"only one", "春夏，，秋", "^春2|夏，4|，秋$4", {.width = 4, .hang = true}},
        {"not before a closer", "春夏。”", "^春2|夏。”$5", {.width = 5, .hang = true}},
        {"not before a closer after blanks",
         "春夏， ”",
         "^春2|夏， ”$6",
         {.width = 6, .hang = true}},
        {"not half-width", "春夏,秋", "^春2|夏,3|秋$2", {.width = 4, .hang = true}},
        {"not ！", "春夏！秋", "^春2|夏！4|秋$2", {.width = 4, .hang = true}},
        {"not after blanks", "春夏 ，秋", "^春2|夏 ，5|秋$2", {.width = 5, .hang = true}},
        {"not before a word joiner",
         "冬春夏，\xE2\x81\xA0秋",
         "^冬春4|夏，\xE2\x81\xA0秋$6",
         {.width = 6, .hang = true}},
        {"blanks after it", "春夏，  秋", "^春夏，6|秋$2", {.width = 4, .hang = true}},
        {"off", "春夏，秋", "^春2|夏，4|秋$2", {.width = 4}},
        {"none",
         "春夏，秋",
         "^春夏，6|秋$2",
         {.width = 4, .hang = true, .level = KINSOKU_NONE}},
        {"alone on a row", "，", "^，$2", {.width = 1, .hang = true}},
        {"after a cut", "abcdef，", "^abcd4|ef，$4", {.width = 4, .hang = true}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void orphans(void **state)
{
    static const struct row_case cases[] = {
        {"one", "春夏秋冬年", "^春夏秋6|冬年$4", {.width = 8, .orphan = true}},
        {"one and a stop",
         "春夏秋冬年。",
         "^春夏秋6|冬年。$6",
         {.width = 8, .orphan = true}},
        {"and closers",
         "“春夏秋年。”",
         "^“春夏5|秋年。”$7",
         {.width = 7, .orphan = true}},
        {"two stay", "春夏秋冬一年", "^春夏秋冬8|一年$4", {.width = 8, .orphan = true}},
        {"a letter stays", "春夏秋冬x", "^春夏秋冬8|x$1", {.width = 8, .orphan = true}},
        {"only row", "春", "^春$2", {.width = 8, .orphan = true}},
        {"each paragraph",
         "春夏年\n秋冬日",
         "^春2|夏年$4|^秋2|冬日$4",
         {.width = 4, .orphan = true}},
        {"what comes down must fit",
         "春夏年。",
         "^春夏4|年。$4",
         {.width = 4, .orphan = true}},
        {"the row above is one", "春年", "^春2|年$2", {.width = 2, .orphan = true}},
        {"the row above was cut",
         "abcdef年",
         "^abcd4|ef年$4",
         {.width = 4, .orphan = true}},
        {"blanks above", "春 夏 年", "^春2|夏 年$5", {.width = 5, .orphan = true}},
        {"after what hangs",
         "春夏，年",
         "^春2|夏，年$6",
         {.width = 6, .orphan = true, .hang = true}},
        {"off", "春夏年", "^春夏4|年$2", {.width = 4}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

static void not_shown(void **state)
{
    static const struct row_case cases[] = {
        {"no columns at a full row",
         "春夏\xE2\x80\x8B秋",
         "^春夏\xE2\x80\x8B"
         "4|秋$2",
         {.width = 4}},
        {"zero width space in a word",
         "ab\xE2\x80\x8B"
         "cd",
         "^ab\xE2\x80\x8B"
         "2|cd$2",
         {.width = 3}},
        {"word joiner", "春夏\xE2\x81\xA0秋", "^春2|夏\xE2\x81\xA0秋$4", {.width = 5}},
        {"override dropped",
         "春\xE2\x80\xAE夏",
         "^春\xE2\x80\xAE"
         "2|夏$2",
         {.width = 2}},
        {"among blanks", "春 \xE2\x80\xAE 夏", "^春2|夏$2", {.width = 4}},
        {"escape",
         "\x1B[2m",
         "^\x1B"
         "2|[2m$3",
         {.width = 3, .amb = 2}},
        {"tab", "春\t夏", "^春2|夏$2", {.width = 4}},
    };

    (void)state;
    CHECK_ROWS(cases);
}

/* ---- Which characters the rules of clreq and GB/T 15834 are about */

/* Two rows are enough: 春X夏 at a width where X or 夏 begins the second. */
static void check_edge(const char *mark, const char *before, const char *after,
                       bool starts)
{
    struct wrap_opts o = {.width = 4, .amb = 2};
    struct arena a = {0};
    struct wrap_row *rows;
    struct buf text = {0};
    size_t at;

    buf_z(&text, before);
    at = text.len;
    buf_z(&text, mark);
    buf_z(&text, after);
    o.width =
        show_cols(str_slice(buf_view(&text), 0, starts ? at : at + strlen(mark)), 2);
    for (unsigned level = KINSOKU_GB; level <= KINSOKU_STRICT; level++) {
        o.level = (enum kinsoku)level;
        CHECK(mark, wrap_text(&a, buf_view(&text), &o, &rows) >= 2);
        CHECK(mark, starts ? rows[1].off != at : rows[1].off != at + strlen(mark));
    }
    o.level = KINSOKU_NONE;
    wrap_text(&a, buf_view(&text), &o, &rows);
    CHECK_INT(mark, rows[1].off, starts ? at : at + strlen(mark));
    buf_free(&text);
    arena_free(&a);
}

static void never_first(void **state)
{
    static const char *const marks[] = {
        "，", "。", "、", "：", "；", "！", "？", "．", "”",  "’",        "）", "》",
        "〉", "」", "』", "】", "〕", "〗", "］", "｝", "〞", "·",        "•",  "‧",
        "・", "～", "－", "–",  "—",  "…",  "／", "/",  ",",  ".",        ":",  ";",
        "!",  "?",  ")",  "]",  "}",  "%",  "％", "‰",  "℃",  "°",        "′",  "″",
        "‼",  "⁇",  "⁈",  "⁉",  "~",  "-",  "｡",  "､",  "｣",  "\xC2\xA0", "»",  "›",
    };

    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        check_edge(marks[i], "春夏秋", "冬天", true);
}

static void never_last(void **state)
{
    static const char *const marks[] = {
        "“",  "‘",  "（", "《", "〈", "「", "『",       "【", "〔",
        "〖", "［", "｛", "〝", "(",  "[",  "{",        "￥", "$",
        "£",  "€",  "№",  "＄", "￡", "｢",  "\xC2\xA0", "«",  "‹",
    };

    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        check_edge(marks[i], "春夏秋", "冬天", false);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(own_cases),  cmocka_unit_test(cases_from_outside),
    cmocka_unit_test(newlines),   cmocka_unit_test(narrow),
    cmocka_unit_test(indents),    cmocka_unit_test(levels),
    cmocka_unit_test(hanging),    cmocka_unit_test(orphans),
    cmocka_unit_test(not_shown),  cmocka_unit_test(never_first),
    cmocka_unit_test(never_last),
};
const struct check_suite suite_wrap = {"wrap", tests, sizeof tests / sizeof *tests};
