/* Pages: the rows of small articles made by hand, places, finding, drawing. */
#include "unit/check.h"

#include "view/page.h"

/* Article and parts of one test, all in one body. */
struct sample {
    struct arena a;
    struct article art;
    struct body body;
};

static const char text[] = "江上的桥修好了。"
                           "桥上的灯桥上的灯"
                           "夜里九点，八百盏灯一齐亮起来，照得江面像白天一样。"
                           "栗可 摄"
                           "我在这里住了四十年，头一回看清对岸。"
                           "举报/反馈";

static struct part part(enum block_kind kind, const char *from, const char *what)
{
    const char *at = strstr(from, what);

    return (struct part){.kind = kind, .span = {(size_t)(at - text), strlen(what)}};
}

static void make(struct sample *s)
{
    struct part *p;
    struct given_block *given;

    memset(s, 0, sizeof *s);
    s->art.title = STR("江桥通车");
    s->art.path = "dir/bridge.yaml";
    s->art.body = str_of(text);
    s->body.text = s->art.body;
    s->body.parts = p = arena_array(&s->a, struct part, 6);
    p[0] = part(BLOCK_PARAGRAPH, text, "江上的桥修好了。");
    p[1] = part(BLOCK_HEADING, text, "桥上的灯");
    p[1].repeat = (struct span){p[1].span.off + p[1].span.len, p[1].span.len};
    p[2] =
        part(BLOCK_PARAGRAPH, text, "夜里九点，八百盏灯一齐亮起来，照得江面像白天一样。");
    p[3] = part(BLOCK_CREDIT, text, "栗可 摄");
    p[4] = part(BLOCK_QUOTE, text, "我在这里住了四十年，头一回看清对岸。");
    given = arena_new(&s->a, struct given_block);
    given->speaker = STR("仝守田");
    given->titles = STR("砚河县居民");
    p[4].given = given;
    p[5] = part(BLOCK_BOILERPLATE, text, "举报/反馈");
    s->body.n_parts = 6;
    s->body.n_folded = 2;
}

static struct str printed(struct arena *a, const struct page *p)
{
    struct buf b = {0};
    struct str out;

    for (size_t i = 0; i < p->n_rows; i++) {
        page_print(p, i, &b);
        buf_c(&b, '\n');
    }
    out = arena_str(a, buf_view(&b));
    buf_free(&b);
    return out;
}

static const struct {
    const char *name;
    struct page_opts opts;
    const char *want;
} layouts[] = {
    {"reader of 41 columns",
     {.cols = 41, .measure = 76, .indent = 4, .gutter = 4, .amb = 1},
     "        江上的桥修好了。\n"
     "\n"
     "    ## 桥上的灯\n"
     "        夜里九点，八百盏灯一齐亮起来，照\n"
     "    得江面像白天一样。\n"
     "\n"
     "    > 仝守田  砚河县居民\n"
     "    > 我在这里住了四十年，头一回看清对\n"
     "    > 岸。\n"
     "\n"
     "    已折叠：署名 1，尾注 1（按 z 展开）\n"},
    {"unfolded, plain",
     {.cols = 40, .measure = 76, .indent = 4, .amb = 1, .unfold = true},
     "    江上的桥修好了。\n"
     "\n"
     "## 桥上的灯\n"
     "~ 桥上的灯\n"
     "    夜里九点，八百盏灯一齐亮起来，照得\n"
     "江面像白天一样。\n"
     "~ 栗可 摄\n"
     "\n"
     "> 仝守田  砚河县居民\n"
     "> 我在这里住了四十年，头一回看清对岸。\n"
     "\n"
     "~ 举报/反馈\n"},
    {"narrow: small indent, the gutter gives way, no note",
     {.cols = 12, .measure = 76, .indent = 4, .gutter = 4, .amb = 1, .fold_hint = ""},
     "     江上的\n"
     "   桥修好\n"
     "   了。\n"
     "\n"
     "   ## 桥上\n"
     "      的灯\n"
     "     夜里九\n"
     "   点，八百\n"
     "   盏灯一齐\n"
     "   亮起来，\n"
     "   照得江面\n"
     "   像白天一\n"
     "   样。\n"
     "\n"
     "   > 仝守田\n"
     "   > 砚河县\n"
     "   > 居民\n"
     "   > 我在这\n"
     "   > 里住了\n"
     "   > 四十\n"
     "   > 年，头\n"
     "   > 一回看\n"
     "   > 清对\n"
     "   > 岸。\n"},
    {"web: blank rows instead of the indent",
     {.cols = 30, .measure = 21, .indent = 4, .amb = 1, .web = true, .fold_hint = ""},
     "江上的桥修好了。\n"
     "\n"
     "## 桥上的灯\n"
     "\n"
     "夜里九点，八百盏灯一\n"
     "齐亮起来，照得江面像\n"
     "白天一样。\n"
     "\n"
     "> 仝守田  砚河县居民\n"
     "> 我在这里住了四十\n"
     "> 年，头一回看清对\n"
     "> 岸。\n"},
    {"centred",
     {.cols = 100, .measure = 60, .gutter = 4, .centre = true, .amb = 1, .fold_hint = ""},
     "                      江上的桥修好了。\n"
     "\n"
     "                      ## 桥上的灯\n"
     "                      夜里九点，八百盏灯一齐亮起来，照得江面像白天一样。\n"
     "\n"
     "                      > 仝守田  砚河县居民\n"
     "                      > 我在这里住了四十年，头一回看清对岸。\n"},
};

static void lays_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct sample s;
        struct str got;
        make(&s);
        got = printed(&s.a, page_new(&s.a, &s.art, &s.body, &layouts[i].opts));
        CHECK_STR(layouts[i].name, got.p, layouts[i].want);
        arena_free(&s.a);
    }
}

static struct str tags[] = {STR_INIT("路桥"), STR_INIT("夜景")};
static struct str trades[] = {STR_INIT("交通")};
static struct str notes[] = {STR_INIT("人物是虚构的")};
static struct str urls[] = {
    STR_INIT("https://www.jiangpan.example/bridge/20240305-011?from=share")};

static void shows_head(void **state)
{
    struct field fields[] = {
        {.key = STR_INIT("说明"), .id = FIELD_NOTE, .values = notes, .n_values = 1},
        {.key = STR_INIT("行业"), .id = FIELD_FACET, .values = trades, .n_values = 1},
        {.key = STR_INIT("tags"), .id = FIELD_KEYWORDS, .values = tags, .n_values = 2},
        {.key = STR_INIT("空"), .id = FIELD_FACET},
        {.key = STR_INIT("url"), .id = FIELD_URL, .values = urls, .n_values = 1},
    };
    struct page_opts o = {
        .cols = 33, .measure = 76, .amb = 1, .head = true, .fold_hint = ""};
    struct sample s;

    (void)state;
    make(&s);
    s.body.n_parts = 1;
    s.art.title = STR("江桥通车之夜：八百盏灯齐亮，两岸如昼");
    s.art.source = STR("江畔新闻");
    s.art.date = (struct date){2024, 3, 5, DATE_DAY, false};
    s.art.fields = fields;
    s.art.n_fields = 5;
    CHECK_STR("head", printed(&s.a, page_new(&s.a, &s.art, &s.body, &o)).p,
              "江桥通车之夜：八百\n"
              "盏灯齐亮，两岸如昼\n"
              "2024-03-05  江畔新闻  60字\n"
              "约1分\n"
              "链接 https://www.jiangpan.\n"
              "example/bridge/20240305-011?\n"
              "from=share\n"
              "关键词 路桥  夜景\n"
              "行业 交通\n"
              "说明 人物是虚构的\n"
              "\n"
              "江上的桥修好了。\n");
    s.art.title = STR("");
    CHECK_MEM("no title: the file's name",
              page_new(&s.a, &s.art, &s.body, &o)->rows[0].text.p, 11, "bridge.yaml", 11);
    arena_free(&s.a);
}

static const struct {
    const char *name;
    size_t n_han, n_words, minutes;
} lengths[] = {
    {"nothing", 0, 0, 1},       {"short", 399, 0, 1}, {"exact", 800, 0, 2},
    {"begun", 801, 0, 3},       {"words", 0, 400, 2}, {"mixed", 200, 100, 1},
    {"mixed, more", 400, 1, 2},
};

static void counts(void **state)
{
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        CHECK_INT(lengths[i].name, page_minutes(lengths[i].n_han, lengths[i].n_words),
                  lengths[i].minutes);
    page_add_count(&b, 0);
    buf_c(&b, ' ');
    page_add_count(&b, 999);
    buf_c(&b, ' ');
    page_add_count(&b, 1000);
    buf_c(&b, ' ');
    page_add_count(&b, 12034056);
    CHECK_STR("commas", b.p, "0 999 1,000 12,034,056");
    buf_free(&b);
}

static void keeps_places(void **state)
{
    struct page_opts o = {.cols = 30, .measure = 76, .indent = 4, .amb = 1, .head = true};
    struct sample s;
    const struct page *p;

    (void)state;
    make(&s);
    p = page_new(&s.a, &s.art, &s.body, &o);
    for (size_t i = 0; i < p->n_rows; i++) {
        if (p->rows[i].off == SIZE_MAX)
            continue;
        CHECK_INT("first byte", page_row_at(p, p->rows[i].off), i);
        CHECK_INT("last byte", page_row_at(p, p->rows[i].off + p->rows[i].text.len - 1),
                  i);
        CHECK_INT("back", page_offset_at(p, i), p->rows[i].off);
    }
    CHECK_INT("head", page_offset_at(p, 0), 0);
    CHECK_INT("folded: what follows", page_row_at(p, s.body.parts[3].span.off),
              page_row_at(p, s.body.parts[4].span.off));
    CHECK_INT("note", page_offset_at(p, p->n_rows - 1), s.body.text.len);
    CHECK_INT("end: last row", page_row_at(p, s.body.text.len), p->n_rows - 1);
    CHECK_INT("sections", p->n_sections, 1);
    CHECK_INT("before it", page_section_at(p, p->sections[0] - 1), 0);
    CHECK_INT("in it", page_section_at(p, p->sections[0]), 1);
    CHECK_INT("heading", p->rows[p->sections[0]].kind, ROW_HEADING);
    arena_free(&s.a);
}

static const struct {
    const char *name, *body, *needle;
    size_t hits[4]; /* offsets and lengths in bytes */
} finds[] = {
    {"plain", "算力和算力", "算力", {0, 6, 9, 6}},
    {"case", "Sora sORA", "SORA", {0, 4, 5, 4}},
    {"full width", "ＡＩ与ai", "AI", {0, 6, 9, 2}},
    {"full-width needle", "AI", "ａｉ", {0, 2}},
    {"not overlapping", "aaaa", "aa", {0, 2, 2, 2}},
    {"border of the needle", "ababac", "abac", {2, 4}},
    {"zero-width space inside", "算\xE2\x80\x8B力", "算力", {0, 9}},
    {"ideographic space", "甲\xE3\x80\x80乙", "甲 乙", {0, 9}},
    {"nothing but what is not shown", "算力", "\xE2\x80\x8B", {0}},
    {"empty", "算力", "", {0}},
    {"absent", "算力", "算法", {0}},
    {"longer than the text", "算", "算力", {0}},
};

static void finds_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        struct part one = {.kind = BLOCK_PARAGRAPH, .span = {0, strlen(finds[i].body)}};
        struct body body = {.text = str_of(finds[i].body), .parts = &one, .n_parts = 1};
        struct article art = {.body = body.text};
        struct page_opts o = {.cols = 20, .amb = 1};
        struct arena a = {0};
        struct span *hits;
        size_t n =
            page_find(&a, page_new(&a, &art, &body, &o), str_of(finds[i].needle), &hits);
        size_t want = (finds[i].hits[1] ? 1u : 0u) + (finds[i].hits[3] ? 1u : 0u);
        CHECK_INT(finds[i].name, n, want);
        for (size_t k = 0; k < n; k++) {
            CHECK_INT(finds[i].name, hits[k].off, finds[i].hits[2 * k]);
            CHECK_INT(finds[i].name, hits[k].len, finds[i].hits[2 * k + 1]);
        }
        arena_free(&a);
    }
}

static void finds_what_is_shown(void **state)
{
    struct page_opts o = {.cols = 40, .amb = 1};
    struct sample s;
    struct span *hits;

    (void)state;
    make(&s);
    CHECK_INT(
        "second copy hidden",
        page_find(&s.a, page_new(&s.a, &s.art, &s.body, &o), STR("桥上的灯"), &hits), 1);
    CHECK_INT("credit hidden",
              page_find(&s.a, page_new(&s.a, &s.art, &s.body, &o), STR("栗可"), &hits),
              0);
    CHECK_INT("not across parts",
              page_find(&s.a, page_new(&s.a, &s.art, &s.body, &o), STR("。我在"), &hits),
              0);
    o.unfold = true;
    CHECK_INT(
        "second copy shown",
        page_find(&s.a, page_new(&s.a, &s.art, &s.body, &o), STR("桥上的灯"), &hits), 2);
    CHECK_INT("credit shown",
              page_find(&s.a, page_new(&s.a, &s.art, &s.body, &o), STR("栗可"), &hits),
              1);
    arena_free(&s.a);
}

/* One letter a cell: the style of each column of a row, '.' = normal. */
static const char *styles(const struct grid *g, unsigned row, char *out)
{
    static const char letters[] = {
        [STYLE_NORMAL] = '.', [STYLE_HEADING] = 'h', [STYLE_DIM] = 'd',
        [STYLE_QUOTE] = 'q',  [STYLE_MARK] = 'm',    [STYLE_HIT] = '+',
        [STYLE_HIT_NOW] = '*'};

    for (unsigned x = 0; x < g->cols; x++) {
        unsigned style = grid_cell(g, row, x)->style;
        out[x] = style < sizeof letters && letters[style] ? letters[style] : '?';
    }
    out[g->cols] = '\0';
    return out;
}

static void draws(void **state)
{
    struct page_opts o = {
        .cols = 16, .measure = 76, .indent = 4, .amb = 1, .fold_hint = ""};
    struct grid g = {0};
    struct sample s;
    const struct page *p;
    struct page_hits hits = {.now = 1};
    struct span *spans;
    struct buf rows = {0};
    char line[64];

    (void)state;
    make(&s);
    p = page_new(&s.a, &s.art, &s.body, &o);
    hits.n = page_find(&s.a, p, STR("九点，"), &spans);
    CHECK_INT("one", hits.n, 1);
    hits.spans = (struct span[]){{p->rows[0].off, 6}, spans[0]};
    hits.n = 2;
    grid_resize(&g, 8, 20, 1);
    for (unsigned y = 0; y < 8; y++)
        page_draw(p, y, &g, y, 2, 16, &hits);
    grid_text(&g, &rows);
    CHECK_STR("rows", rows.p,
              "    江上的桥修好\n"
              "  了。\n"
              "\n"
              "  ## 桥上的灯\n"
              "    夜里九点，八\n"
              "  百盏灯一齐亮起\n"
              "  来，照得江面像\n"
              "  白天一样。\n");
    CHECK_STR("hit", styles(&g, 0, line), "....++++............");
    CHECK_STR("current hit", styles(&g, 4, line), "........******......");
    CHECK_STR("heading", styles(&g, 3, line), "..hhhhhhhhhhh.......");
    buf_free(&rows);
    grid_free(&g);
    arena_free(&s.a);
}

/* A hit that a soft break cuts is marked on both rows. */
static void marks_over_breaks(void **state)
{
    struct page_opts o = {.cols = 11, .amb = 1};
    struct part one = {.kind = BLOCK_PARAGRAPH, .span = {0, 24}};
    struct body body = {.text = STR("一二三四五六七八"), .parts = &one, .n_parts = 1};
    struct article art = {.body = body.text};
    struct arena a = {0};
    struct grid g = {0};
    struct span *spans;
    const struct page *p = page_new(&a, &art, &body, &o);
    struct page_hits hits = {.now = 0};
    char line[64];

    (void)state;
    hits.n = page_find(&a, p, STR("四五六七"), &spans);
    hits.spans = spans;
    grid_resize(&g, 2, 11, 1);
    page_draw(p, 0, &g, 0, 0, 11, &hits);
    page_draw(p, 1, &g, 1, 0, 11, &hits);
    CHECK_STR("above", styles(&g, 0, line), "......****.");
    CHECK_STR("below", styles(&g, 1, line), "****.......");
    grid_free(&g);
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lays_out),  cmocka_unit_test(shows_head),
    cmocka_unit_test(counts),    cmocka_unit_test(keeps_places),
    cmocka_unit_test(finds_all), cmocka_unit_test(finds_what_is_shown),
    cmocka_unit_test(draws),     cmocka_unit_test(marks_over_breaks),
};
const struct check_suite suite_page = {"page", tests, sizeof tests / sizeof *tests};
