/* usage: prop_wrap FILE...
 * The body of every article of every file (a file without one is a body), and texts made at
 * random, in rows of every width, at every level and with every option: wrap_model.h says what
 * has to hold of the rows. */
#include "article/article.h"
#include "base/file.h"
#include "property/wrap_model.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH_MAX = 200, AGAIN_EVERY = 17, TOLD = 20 };

struct props {
    struct arena model, rows;
    size_t passed, failed;
    size_t n_texts;
    const char *name;
};

static const char *const level_names[] = {"gb", "basic", "strict", "none"};

static void tell(struct props *t, struct str text, const struct wrap_opts *o,
                 const char *wrong, size_t row)
{
    if (t->failed++ >= TOLD)
        return;
    printf("%s: width %u ambiguous %d level %s indent %u%s%s: %s at row %zu\n", t->name,
           o->width, o->amb, level_names[o->level], o->indent, o->hang ? " hang" : "",
           o->orphan ? " orphan" : "", wrong, row);
    for (size_t i = 0; text.len < 200 && i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];

        printf(c < 0x20 || c >= 0x7F ? "\\x%02X" : "%c", c);
    }
    printf(text.len < 200 ? "\n" : "");
}

/* The text of a row is one row, and a second run gives the same. */
static const char *again(struct props *t, struct str text, const struct wrap_opts *o,
                         const struct wrap_row *rows, size_t n)
{
    struct wrap_opts plain = *o;
    struct wrap_row *other;

    plain.indent = 0;
    if (wrap_text(&t->rows, text, o, &other) != n)
        return "other rows at the second time";
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&rows[i].off, &other[i].off, sizeof rows->off) != 0 ||
            rows[i].len != other[i].len)
            return "another row at the second time";
    }
    for (size_t i = 0; i < n; i++) {
        struct str row = str_slice(text, rows[i].off, rows[i].len);

        if (show_cols(row, o->amb) != rows[i].cols)
            return "columns are not those of show_cols()";
        if (wrap_text(&t->rows, row, &plain, &other) != (row.len > 0))
            return "a row is not one row";
    }
    return NULL;
}

/* Returns the number of rows. */
static size_t check_once(struct props *t, const struct wrap_model *m,
                         const struct wrap_opts *o, bool twice)
{
    struct wrap_row *rows;
    size_t n = wrap_text(&t->rows, m->text, o, &rows), row = 0;
    const char *wrong = model_check(m, o, rows, n, &row);

    if (!wrong && twice)
        wrong = again(t, m->text, o, rows, n);
    if (wrong)
        tell(t, m->text, o, wrong, row);
    else
        t->passed++;
    arena_reset(&t->rows);
    return n;
}

/* Each width gets one of the eight sets of options, another for each level and text. */
static void check_widths(struct props *t, const struct wrap_model *m, int amb)
{
    size_t fewest[8];

    memset(fewest, 0xFF, sizeof fewest);
    for (unsigned width = 1; width <= WIDTH_MAX; width++) {
        unsigned k = (width + 3u * (unsigned)amb + 5u * m->level + t->n_texts) % 8;
        struct wrap_opts o = {width, amb, m->level, k & 1 ? 4 : 0, k & 2, k & 4};
        size_t n = check_once(t, m, &o, width % AGAIN_EVERY == 0);

        if (m->level == KINSOKU_NONE && n > fewest[k])
            tell(t, m->text, &o, "more rows than at a smaller width", n);
        fewest[k] = n;
    }
}

static void check_text(struct props *t, const char *name, struct str text)
{
    t->name = name;
    t->n_texts++;
    for (int amb = 1; amb <= 2; amb++) {
        for (unsigned level = KINSOKU_GB; level <= KINSOKU_NONE; level++) {
            check_widths(t, model_new(&t->model, text, amb, (enum kinsoku)level), amb);
            arena_reset(&t->model);
        }
    }
}

/* ---- Texts made at random */

/* Something of every class, and what sticks to its neighbours. */
static const char *const pieces[] = {
    "春",
    "夏",
    "秋",
    "冬",
    "人",
    "一",
    "，",
    "。",
    "、",
    "：",
    "；",
    "！",
    "？",
    "”",
    "’",
    "）",
    "》",
    "」",
    "“",
    "‘",
    "（",
    "《",
    "「",
    "〔",
    "【",
    "】",
    "—",
    "——",
    "———",
    "…",
    "……",
    "⋯",
    "·",
    "•",
    "～",
    "〜",
    "－",
    "–",
    "-",
    "/",
    "／",
    "'",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    ";",
    "!",
    "?",
    "%",
    "％",
    "℃",
    "‰",
    "￥",
    "$",
    "€",
    "№",
    "a",
    "B",
    "word",
    "naïve",
    "Linux",
    "1",
    "2024",
    "3.14",
    "９",
    "①",
    "α",
    "Я",
    "±",
    "+",
    "=",
    "~",
    "_",
    "&",
    "#",
    "@",
    "\\",
    "|",
    "<",
    ">",
    "^",
    "`",
    "*",
    " ",
    " ",
    "  ",
    "　",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xC2\xA0",
    "\xE2\x81\xA0",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xC2\xAD",
    "\xE2\x80\x8D",
    "\xE2\x80\x8C",
    "\xE2\x80\xAE",
    "\xE2\x81\xA6",
    "\xEF\xB8\x8F",
    "\xCC\x81",
    "\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85",
    "\xF3\xA0\x84\x80",
    "\xE3\x82\x99",
    "👍",
    "👍🏽",
    "👨\xE2\x80\x8D👩\xE2\x80\x8D👧",
    "🇨🇳",
    "🇨",
    "❤\xEF\xB8\x8F",
    "1\xEF\xB8\x8F\xE2\x83\xA3",
    "ｶ",
    "ｶﾞ",
    "｡",
    "｢",
    "한",
    "\xE1\x84\x92\xE1\x85\xA1",
    "\xE0\xA4\x95\xE0\xA4\xBE",
    "\x1B",
    "\x01",
    "\x7F",
    "\xC2\x9B",
    "\xEE\x80\x80",
    "\xCD\xB8",
    "\xF0\xB1\x8D\x90",
    "\xD8\x80",
    "https://a.cn/b?c=d&e",
    "http://x",
    "://",
    "«",
    "»",
    "〝",
    "〞",
    "⁉",
    "²",
    "₂",
    "𠀀",
};
enum { N_PIECES = sizeof pieces / sizeof *pieces, N_HAN = 18 };

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

/* OFTEN of 8 pieces are 汉字 and common stops. */
static void make_text(struct buf *out, uint32_t *x, size_t n, unsigned often)
{
    buf_reset(out);
    while (n--) {
        size_t of = next_random(x) % 8 < often ? N_HAN : N_PIECES;

        buf_z(out, pieces[next_random(x) % of]);
    }
}

static void check_long(struct props *t, struct buf *text, uint32_t *x)
{
    for (unsigned i = 0; i < 6; i++) {
        make_text(text, x, 300, i);
        check_text(t, "random", buf_view(text));
    }
}

/* Short texts in narrow rows reach the odd places sooner. */
static void check_short(struct props *t, struct buf *text, uint32_t *x)
{
    for (unsigned i = 0; i < 200000; i++) {
        struct wrap_opts o = {.width = 1 + next_random(x) % 20,
                              .amb = 1 + (int)(next_random(x) % 2),
                              .level = (enum kinsoku)(next_random(x) % 4)};

        o.indent = next_random(x) % 3 ? 0 : next_random(x) % (o.width + 2);
        o.hang = next_random(x) % 2;
        o.orphan = next_random(x) % 2;
        make_text(text, x, 1 + next_random(x) % 16, i % 8);
        check_once(t, model_new(&t->model, buf_view(text), o.amb, o.level), &o, true);
        arena_reset(&t->model);
    }
}

static void check_random(struct props *t)
{
    struct buf text = {0};
    uint32_t x = 20240311;

    t->name = "random";
    check_short(t, &text, &x);
    check_long(t, &text, &x);
    buf_free(&text);
}

/* ---- Files */

static bool check_article(void *ctx, struct article *art)
{
    check_text(ctx, art->path, art->body);
    return true;
}

static void check_file(struct props *t, struct reader *r, const char *path)
{
    struct str text;
    struct err e;

    if (article_read_at(r, AT_FDCWD, path, path) > 0)
        return;
    if (file_read(r->a, path, r->limits.file, &text, &e)) {
        check_text(t, path, text);
        return;
    }
    printf("%s\n", e.msg);
    t->failed++;
}

int main(int argc, char **argv)
{
    struct props t = {0};
    struct arena text = {0}, messages = {0};
    struct diags diags = {.a = &messages};
    struct reader r = {.a = &text, .limits = article_limits(), .diags = &diags};

    r.sink = (struct article_sink){&t, check_article};
    check_random(&t);
    for (int i = 1; i < argc; i++) {
        check_file(&t, &r, argv[i]);
        arena_reset(&text);
    }
    printf("wrap: %zu passed, %zu failed\n", t.passed, t.failed);
    arena_free(&t.model);
    arena_free(&t.rows);
    arena_free(&text);
    arena_free(&messages);
    return t.failed || !t.passed;
}
