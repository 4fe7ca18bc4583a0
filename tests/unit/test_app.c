/* What must hold whatever is pressed; how views look is in tests/golden/screen. */
#include "unit/check.h"

#include "view/app.h"
#include "view/command.h"

static const char *const data[] = {"tests/golden/screen/data"};

struct stage {
    struct source *ar;
    struct app *app;
    struct grid g;
    unsigned effects; /* of the last event */
};

static struct stage stage_open(unsigned cols, unsigned rows)
{
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    const struct app_opts o = {
        .rows = rows, .cols = cols, .amb = 1, .measure = 76, .indent = 4, .name = "样本"};
    struct stage s = {.ar = archive_open(data, 1, &ao)};

    s.app = app_new(s.ar, &o);
    app_draw(s.app, &s.g);
    return s;
}

static void stage_close(struct stage *s)
{
    app_free(s->app);
    source_close(s->ar);
    grid_free(&s->g);
}

static void step(struct stage *s, const struct event *ev)
{
    s->effects = app_step(s->app, ev);
    app_draw(s->app, &s->g);
}

static void play(struct stage *s, const char *script)
{
    struct str rest = str_of(script);
    struct event ev;

    while (event_parse(&rest, &ev))
        step(s, &ev);
    CHECK_INT(script, rest.len, 0);
}

/* Row Y of the screen; free it. */
static struct buf row_text(const struct stage *s, unsigned y)
{
    struct grid one = s->g;
    struct buf out = {0};

    one.rows = 1;
    one.cells = grid_cell(&s->g, y, 0);
    grid_text(&one, &out);
    return out;
}

static bool row_has(const struct stage *s, unsigned y, const char *text)
{
    struct buf row = row_text(s, y);
    bool found = strstr(row.p, text) != NULL;

    buf_free(&row);
    return found;
}

static void effects(void **state)
{
    static const struct {
        const char *script;
        unsigned want;
    } rows[] = {
        {"j", EFFECT_REDRAW},
        {"q", EFFECT_QUIT | EFFECT_REDRAW},
        {"Q", EFFECT_QUIT | EFFECT_REDRAW},
        {"<Enter>q", EFFECT_REDRAW},
        {"<Enter>Q", EFFECT_QUIT | EFFECT_REDRAW},
        {"<Enter>qq", EFFECT_QUIT | EFFECT_REDRAW},
        {"<Enter>iq", EFFECT_REDRAW},
        {":q<Enter>", EFFECT_QUIT | EFFECT_REDRAW},
        {":退出<Enter>", EFFECT_QUIT | EFFECT_REDRAW},
        {"<Esc>", EFFECT_REDRAW},
        {"h", EFFECT_REDRAW},
        {"<C-l>", EFFECT_REPAINT | EFFECT_REDRAW},
        {"<C-z>", EFFECT_SUSPEND | EFFECT_REDRAW},
        {"R", EFFECT_RELOAD | EFFECT_REDRAW},
        {"/q", EFFECT_REDRAW},
        {"?退出<Enter>", EFFECT_QUIT | EFFECT_REDRAW},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage s = stage_open(80, 24);
        play(&s, rows[i].script);
        CHECK_INT(rows[i].script, s.effects, rows[i].want);
        stage_close(&s);
    }
}

/* Keys that the random walks press: every key of the table, digits, text and nonsense. */
static uint32_t any_key(uint32_t n)
{
    static const uint32_t more[] = {'5',    '0',    13,  27,  127, K_UP,
                                    K_DOWN, 0x7B97, 'a', ' ', 9,   K_F12};
    size_t n_commands = 0;

    while (command_at(n_commands))
        n_commands++;
    if (n % 4 == 0)
        return more[n / 4 % (sizeof more / sizeof *more)];
    const struct command *c = command_at(n / 4 % n_commands);
    return c->keys[0] ? c->keys[n / 512 % 2 && c->keys[1]] : 'j';
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* The cursor is on the screen and, in a list without a prompt, on the selected row. */
static void check_cursor(const struct stage *s)
{
    const struct grid *g = &s->g;

    CHECK("cursor shown", g->cursor_visible);
    CHECK("cursor inside", g->cursor_row < g->rows && g->cursor_col < g->cols);
    if (g->rows < 5 || g->cols < 20)
        return;
    for (unsigned y = 1; y + 1 < g->rows; y++) {
        const struct cell *mark = grid_cell(g, y, 0);
        if (mark->style != STYLE_MARK || mark->bytes[0] != '>' ||
            !row_has(s, 0, "全部文章") || grid_cell(g, y, 1)->bytes[0] == '-')
            continue;
        if (g->cursor_row < g->rows - 2)
            CHECK_INT("cursor on the selected row", g->cursor_row, y);
    }
}

static void random_keys(void **state)
{
    struct stage s = stage_open(80, 24);
    uint32_t seed = 2024;

    (void)state;
    for (int i = 0; i < 6000; i++) {
        uint32_t r = next_random(&seed);
        struct event ev = {.kind = EVENT_KEY, .key = any_key(r)};
        if (i % 97 == 0)
            ev = (struct event){
                .kind = EVENT_RESIZE, .rows = 1 + r % 40, .cols = 1 + r / 64 % 130};
        else if (i % 61 == 0)
            ev = (struct event){.kind = EVENT_PASTE, .text = STR("粘贴\n:q\n")};
        step(&s, &ev);
        check_cursor(&s);
    }
    stage_close(&s);
}

/* Every view in every small size: nothing is written outside, nothing dies. */
static void sizes(void **state)
{
    static const char *const scripts[] = {"",
                                          "<Enter>",
                                          "<Enter>/河",
                                          "\\",
                                          "i",
                                          "?",
                                          ":check<Enter>",
                                          "W",
                                          "WW",
                                          "WWW<Tab>",
                                          "f",
                                          "fj<Space>",
                                          "fj<Space><Tab>"};

    (void)state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct stage s = stage_open(80, 24);
        play(&s, scripts[i]);
        for (unsigned rows = 1; rows < 28; rows += 2) {
            for (unsigned cols = 1; cols < 130; cols += 3) {
                step(&s,
                     &(struct event){.kind = EVENT_RESIZE, .rows = rows, .cols = cols});
                check_cursor(&s);
                CHECK(scripts[i], s.g.rows == rows && s.g.cols == cols);
            }
        }
        stage_close(&s);
    }
}

static void screen(const struct stage *s, struct buf *out)
{
    buf_reset(out);
    grid_text(&s->g, out);
    buf_printf(out, "%u,%u", s->g.cursor_row, s->g.cursor_col);
}

/* What a key does, its full-width form does, alone or after another. */
static void full_width(void **state)
{
    static const char *const scripts[] = {
        "j",          "2j",        "G",
        "<Enter>5j",  "<Enter>}",  "<Enter>{",
        "<Enter>50%", "W",         "i",
        "\\",         "<Enter>+",  "<Enter>-",
        "?",          ":",         "/",
        "<Enter>/",   "o",         "z",
        "<Enter>J",   "<Enter>JK", "<Enter>JH",
        "<Enter>HL",  "q",         "Q",
        "W>",         "W=",        "<Enter><Space>",
        "<Enter>d",   "<Enter>du", "<Enter>b",
    };

    (void)state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct stage narrow = stage_open(80, 24), wide = stage_open(80, 24);
        struct str rest = str_of(scripts[i]);
        struct buf a = {0}, b = {0};
        struct event ev;
        while (event_parse(&rest, &ev)) {
            step(&narrow, &ev);
            if (ev.key > ' ' && ev.key < 127)
                ev.key = ev.key - '!' + 0xFF01;
            else if (ev.key == ' ')
                ev.key = 0x3000;
            step(&wide, &ev);
            CHECK_INT(scripts[i], wide.effects, narrow.effects);
        }
        screen(&narrow, &a);
        screen(&wide, &b);
        CHECK_STR(scripts[i], b.p, a.p);
        buf_free(&a);
        buf_free(&b);
        stage_close(&narrow);
        stage_close(&wide);
    }
}

/* However often the window changes, the sentence on top stays on top. */
static void resizing(void **state)
{
    static const unsigned sizes[][2] = {{40, 20}, {120, 40}, {21, 6},
                                        {10, 3},  {200, 24}, {33, 30}};
    struct stage s = stage_open(80, 12);
    struct buf before = {0}, after = {0};

    (void)state;
    play(&s, "<Enter>9j");
    for (int k = 0; k < 20; k++) {
        screen(&s, &before);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            step(&s, &(struct event){
                         .kind = EVENT_RESIZE, .cols = sizes[i][0], .rows = sizes[i][1]});
        step(&s, &(struct event){.kind = EVENT_RESIZE, .cols = 80, .rows = 12});
        screen(&s, &after);
        CHECK_STR("back to 80x12", after.p, before.p);
        play(&s, "j");
    }
    buf_free(&before);
    buf_free(&after);
    stage_close(&s);
}

static void same_sentence(void **state)
{
    struct stage s = stage_open(80, 12);
    struct buf top;
    char word[16] = "";

    (void)state;
    play(&s, "<Enter>12j");
    top = row_text(&s, 1);
    const char *text = top.p + strspn(top.p, " ");
    CHECK("a row of text", strlen(text) > 9);
    memcpy(word, text, 9); /* three Han characters */
    step(&s, &(struct event){.kind = EVENT_RESIZE, .cols = 40, .rows = 20});
    CHECK(word, row_has(&s, 1, word) || row_has(&s, 2, word));
    buf_free(&top);
    stage_close(&s);
}

/* q and H come back to the row and the article that were left. */
static void history(void **state)
{
    static const struct {
        const char *name, *there, *back;
    } rows[] = {
        {"list", "jj", "<Enter>q"},
        {"article", "j<Enter>3j", "iq"},
        {"raw", "<Enter>4j", "\\q"},
        {"info toggles", "<Enter>4j", "ii"},
        {"article again", "<Enter>4j", "JH"},
        {"forward", "<Enter>4jJ", "HL"},
        {"two steps", "<Enter>4j", "JJ2H"},
        {"filter kept", "/江畔<Enter>j", "<Enter>Jh"},
        {"help", "<Enter>3j", "?<Esc>"},
        {"errors", "j", ":check<Enter>q"},
        {"split", "W<Tab>jj", "<Enter>W"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage s = stage_open(80, 16);
        play(&s, rows[i].there);
        struct buf top = row_text(&s, 1);
        unsigned row = s.g.cursor_row;
        play(&s, rows[i].back);
        struct buf now = row_text(&s, 1);
        CHECK_STR(rows[i].name, now.p, top.p);
        CHECK_INT(rows[i].name, s.g.cursor_row, row);
        buf_free(&now);
        buf_free(&top);
        stage_close(&s);
    }
}

/* Keys where commands are expected never reach another view's command. */
static void not_here(void **state)
{
    struct stage s = stage_open(80, 24);

    (void)state;
    play(&s, "i/");
    CHECK("slash in info", row_has(&s, 22, "没有这个键 /"));
    play(&s, "q:find<Space>x<Enter>");
    CHECK("find in the list", row_has(&s, 22, "这里不能用"));
    play(&s, "<Paste q>");
    CHECK("pasted text is no command", !(s.effects & EFFECT_QUIT));
    CHECK("but a filter", row_has(&s, 22, "筛选> q"));
    play(&s, "<Esc><Esc><Enter><Paste q>");
    CHECK("nor in an article", !(s.effects & EFFECT_QUIT));
    CHECK("and says so", row_has(&s, 22, "粘贴"));
    stage_close(&s);
}

static void end_of_article(void **state)
{
    struct stage s = stage_open(80, 24);

    (void)state;
    play(&s, "<Enter>G<Space>");
    CHECK("asks first", row_has(&s, 22, "已到文末"));
    CHECK("same article", row_has(&s, 0, "一条河的三张账单"));
    play(&s, "k<Space>");
    CHECK("another key takes it back", row_has(&s, 0, "一条河的三张账单"));
    play(&s, "G<Space><Space>");
    CHECK("twice goes on", row_has(&s, 0, "夜班公交"));
    stage_close(&s);
}

/* Cells of row Y that differ from row OLD_Y of BEFORE. */
static unsigned changed(const struct stage *s, unsigned y, const struct stage *before,
                        unsigned old_y)
{
    unsigned n = 0;

    for (unsigned x = 0; x < s->g.cols; x++)
        n += !grid_same_cell(grid_cell(&s->g, y, x), grid_cell(&before->g, old_y, x));
    return n;
}

/* A line scrolled costs a terminal the new row and the digits of the percentage. */
static void cheap_scroll(void **state)
{
    struct stage before = stage_open(80, 14), s = stage_open(80, 14);

    (void)state;
    play(&before, "<Enter>9j");
    play(&s, "<Enter>9j j");
    CHECK_INT("header", changed(&s, 0, &before, 0), 0);
    for (unsigned y = 1; y < 11; y++)
        CHECK_INT("text moved up", changed(&s, y, &before, y + 1), 0);
    CHECK("digits", changed(&s, 12, &before, 12) <= 3);
    CHECK_INT("hints", changed(&s, 13, &before, 13), 0);
    CHECK_INT("cursor stays", s.g.cursor_row, before.g.cursor_row);
    stage_close(&before);
    stage_close(&s);
}

/* A move in the list costs the two marks and the digits of the position. */
static void cheap_move(void **state)
{
    struct stage before = stage_open(80, 14), s = stage_open(80, 14);
    unsigned n = 0;

    (void)state;
    play(&s, "j");
    for (unsigned y = 0; y < 14; y++)
        n += changed(&s, y, &before, y);
    CHECK("marks and digits", n >= 2 && n <= 4);
    stage_close(&before);
    stage_close(&s);
}

static void archive_grows(void **state)
{
    const struct archive_opts ao = {.stdin_fd = -1, .threaded = true, .analyse = true};
    const struct app_opts o = {
        .rows = 24, .cols = 80, .amb = 1, .measure = 76, .name = "样本"};
    struct stage s = {.ar = archive_open(data, 1, &ao)};

    (void)state;
    s.app = app_new(s.ar, &o);
    app_draw(s.app, &s.g);
    source_wait(s.ar);
    step(&s, &(struct event){.kind = EVENT_ARCHIVE});
    CHECK("all there", row_has(&s, 0, "4篇"));
    CHECK_INT("on top", s.g.cursor_row, 1);
    play(&s, "jj");
    struct buf before = row_text(&s, 3);

    struct source *other =
        archive_open(data, 1, &(struct archive_opts){.stdin_fd = -1, .analyse = true});
    app_set_archive(s.app, other);
    source_close(s.ar);
    s.ar = other;
    step(&s, &(struct event){.kind = EVENT_ARCHIVE});
    struct buf after = row_text(&s, 3);
    CHECK_STR("selection kept by id", after.p, before.p);
    buf_free(&before);
    buf_free(&after);
    stage_close(&s);
}

static struct finding *(*true_search)(struct source *s, const struct source_ask *ask);
static size_t n_searches;

static struct finding *counted_search(struct source *s, const struct source_ask *ask)
{
    n_searches += ask->query != NULL;
    return true_search(s, ask);
}

/* What wakes the program without a change of the articles asks nothing again. */
static void asks_once(void **state)
{
    struct source_ops counted;
    struct stage s = stage_open(80, 24);

    (void)state;
    counted = *s.ar->ops;
    true_search = counted.search;
    counted.search = counted_search;
    s.ar->ops = &counted;
    n_searches = 0;
    app_free(s.app);
    s.app = app_new(s.ar, &(struct app_opts){.rows = 24,
                                             .cols = 80,
                                             .amb = 1,
                                             .measure = 76,
                                             .query = STR("的"),
                                             .name = "样本"});
    CHECK_INT("at the start", n_searches, 1);
    for (int i = 0; i < 3; i++)
        step(&s, &(struct event){.kind = EVENT_ARCHIVE});
    CHECK_INT("when woken", n_searches, 1);
    app_set_archive(s.app, s.ar);
    CHECK_INT("when told", n_searches, 2);
    step(&s, &(struct event){.kind = EVENT_ARCHIVE});
    CHECK_INT("when woken again", n_searches, 2);
    stage_close(&s);
}

static void names(void **state)
{
    static const struct {
        const char *const paths[2];
        size_t n;
        const char *want;
    } rows[] = {
        {{"content/articles/", NULL}, 1, "articles"},
        {{"a.yaml", NULL}, 1, "a.yaml"},
        {{"-", NULL}, 1, "标准输入"},
        {{"/", NULL}, 1, "/"},
        {{"x/a", "b"}, 2, "a 等2处"},
        {{"/srv/\xff", NULL}, 1, "\xef\xbf\xbd"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        app_name(&b, rows[i].paths, rows[i].n);
        CHECK_STR(rows[i].want, b.p, rows[i].want);
        buf_free(&b);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(effects),        cmocka_unit_test(random_keys),
    cmocka_unit_test(sizes),          cmocka_unit_test(full_width),
    cmocka_unit_test(resizing),       cmocka_unit_test(same_sentence),
    cmocka_unit_test(history),        cmocka_unit_test(not_here),
    cmocka_unit_test(end_of_article), cmocka_unit_test(archive_grows),
    cmocka_unit_test(asks_once),      cmocka_unit_test(names),
    cmocka_unit_test(cheap_scroll),   cmocka_unit_test(cheap_move),
};
const struct check_suite suite_app = {"app", tests, sizeof tests / sizeof *tests};
