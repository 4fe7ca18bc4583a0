/* The files of the state: written, read by others meanwhile, made smaller, refused. */
#include "unit/state_box.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void written(void **state)
{
    struct box *b = box_new();
    struct state *s = opened(b);
    struct state_article art = article("aaaa0000", "", "a.jsonl");
    struct str x;

    (void)state;
    art.doc = 1;
    state_set_star(s, &art, true);
    state_set_star(s, &art, true);
    state_set_read(s, &art, false);
    state_set_position(s, &art, 0, true);
    CHECK_STR("one line, and none for what is known", content(b, "state.yaml").p,
              "- {\"at\": \"1970-01-01T00:00:00.000001Z\", \"id\": \"aaaa0000\", "
              "\"path\": \"/home/甲/a.jsonl#2\", \"star\": true}\n");
    state_save_filter(s, STR("上海AI"), STR("标签:人工智能 \"上海\""));
    CHECK("saved", state_filter(s, STR("上海AI"), &x));
    CHECK_MEM("saved", x.p, x.len, "标签:人工智能 \"上海\"", 28);
    state_revoke_filter(s, STR("上海AI"));
    CHECK("revoked", !state_filter(s, STR("上海AI"), &x));
    for (unsigned i = 0; i < 450; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", i % 225);
        state_add_history(s, "find", str_of(text));
    }
    CHECK("as many as are kept", state_history(s, "find", STATE_HISTORY - 1, &x));
    CHECK_MEM("the oldest of them", x.p, x.len, "25", 2);
    CHECK("and no more", !state_history(s, "find", STATE_HISTORY, &x));
    state_close(s);
    box_free(b);
}

/* A clock that was set back does not make what was done later count less. */
static void clock_back(void **state)
{
    struct box *b = box_new();
    struct state_article art = article("aaaa0000", "", "");
    struct state_opts o = {.folder = b->folder, .now = tick, .ctx = b};
    struct state *s;

    (void)state;
    b->now = 1000000000;
    s = state_open(&o, NULL);
    state_set_star(s, &art, true);
    state_close(s);
    b->now = 0;
    s = state_open(&o, NULL);
    state_set_star(s, &art, false);
    CHECK("taken back", !state_is_starred(s, &art));
    state_close(s);
    s = state_open(&o, NULL);
    CHECK("still", !state_is_starred(s, &art));
    state_close(s);
    box_free(b);
}

/* Two programs; a line that one tore. */
static void refreshed(void **state)
{
    struct box *b = box_new();
    struct state *s = opened(b), *t = opened(b);
    struct state_article art = article("aaaa0000", "", "");
    FILE *f;

    (void)state;
    CHECK("nothing new", !state_refresh(s));
    state_set_star(t, &art, true);
    CHECK("not seen yet", !state_is_starred(s, &art));
    CHECK("something new", state_refresh(s));
    CHECK("seen", state_is_starred(s, &art));
    CHECK("nothing more", !state_refresh(s));
    f = fopen(file(b, "state.yaml"), "a");
    fputs("- {\"at\": \"2026", f);
    fclose(f);
    CHECK("no whole line", !state_refresh(s));
    state_set_read(t, &art, true);
    CHECK("behind the torn line", state_refresh(s));
    CHECK("read", state_is_read(s, &art));
    /* Another file in its place. */
    write_file(b, "state.yaml", STR(""));
    CHECK("another file", state_refresh(s));
    CHECK("all gone", !state_is_read(s, &art) && !state_is_starred(s, &art));
    unlink(file(b, "state.yaml"));
    CHECK("no file", state_refresh(s) || true);
    state_set_read(s, &art, true);
    CHECK("a new one", content(b, "state.yaml").len > 0);
    state_close(s);
    state_close(t);
    box_free(b);
}

static size_t count(struct str text, const char *what)
{
    size_t n = 0;

    for (size_t at = 0; (at = str_find(text, str_of(what), at)) < text.len; at++)
        n++;
    return n;
}

/* The file grows smaller; what counts, what is foreign and what is torn stays, byte for byte. */
static void compacted(void **state)
{
    static const char kept[] =
        "# 我的注释\nhello\n" AT("05") "\"id\": \"b\", \"star\": true}\n";
    static const char torn[] = "- {\"at\": \"2026-01-02T03:04:05Z\", \"id\": \"c";
    struct box *b = box_new();
    struct buf text = {0};
    struct state_article art = article("aaaa0000", "", "");
    struct state *s;
    struct str after;

    (void)state;
    buf_z(&text, kept);
    for (unsigned i = 0; i < 1200; i++)
        buf_printf(&text, AT("06.%06u") "\"id\": \"aaaa0000\", \"position\": %u}\n", i,
                   i + 1);
    buf_z(&text, torn);
    write_file(b, "state.yaml", buf_view(&text));
    s = opened(b);
    CHECK_INT("diags", b->diags.n, 2);
    state_set_read(s, &art, true);
    after = content(b, "state.yaml");
    CHECK("smaller", after.len < 1000);
    CHECK("kept as it was", str_starts(after, str_of(kept)));
    CHECK_INT("torn line",
              count(after, "\n- {\"at\": \"2026-01-02T03:04:05Z\", \"id\": \"c\n"), 1);
    CHECK_STR("nothing lost", told(b, s, &art), "r- 1200");
    state_close(s);
    s = opened(b);
    CHECK_STR("from the file", told(b, s, &art), "r- 1200");
    CHECK_INT("the same lines are not understood", b->diags.n, 2);
    state_close(s);
    buf_free(&text);
    box_free(b);
}

/* A link to a file that is kept elsewhere stays one. */
static void linked(void **state)
{
    struct box *b = box_new();
    struct buf text = {0};
    struct state *s;
    struct state_article art = article("x", "", "");
    struct stat st;

    (void)state;
    for (unsigned i = 0; i < 1200; i++)
        buf_printf(&text, AT("06.%06u") "\"id\": \"x\", \"position\": %u}\n", i, i + 1);
    write_file(b, "target.yaml", buf_view(&text));
    CHECK_INT("link", symlink("target.yaml", file(b, "state.yaml")), 0);
    s = opened(b);
    state_set_star(s, &art, true);
    state_close(s);
    CHECK_INT("lstat", lstat(file(b, "state.yaml"), &st), 0);
    CHECK("still a link", S_ISLNK(st.st_mode));
    CHECK_INT("what it means", count(content(b, "target.yaml"), "\n"), 2);
    buf_free(&text);
    box_free(b);
}

enum { PROGRAMS = 50, STARS = 200 };

/* Each stars articles of its own and moves about in one that all have: most lines die. */
static void live_beside(const char *folder, unsigned program)
{
    struct state *s = state_open(&(struct state_opts){.folder = folder}, NULL);
    char id[24];

    for (unsigned i = 0; i < STARS; i++) {
        struct state_article art;
        snprintf(id, sizeof id, "%u-%u", program, i);
        art = article(id, "", "");
        state_set_star(s, &art, true);
        art = article("shared", "", "");
        state_set_position(s, &art, 1 + program * STARS + i, false);
        state_set_position(s, &art, 1 + program * STARS + i, true);
        if (i % 50 == 0)
            state_refresh(s);
    }
    struct err e = {""};
    bool trouble = state_trouble(s, &e);
    state_close(s);
    _exit(trouble);
}

static void many_programs(void **state)
{
    struct box *b = box_new();
    struct state *s;
    size_t lost = 0, failed = 0;
    char id[24];

    (void)state;
    for (unsigned i = 0; i < PROGRAMS; i++)
        if (fork() == 0)
            live_beside(b->folder, i);
    for (unsigned i = 0; i < PROGRAMS; i++) {
        int status;
        wait(&status);
        failed += status != 0;
    }
    CHECK_INT("programs that could not save", failed, 0);
    s = opened(b);
    for (unsigned p = 0; p < PROGRAMS; p++) {
        for (unsigned i = 0; i < STARS; i++) {
            struct state_article art;
            snprintf(id, sizeof id, "%u-%u", p, i);
            art = article(id, "", "");
            lost += !state_is_starred(s, &art);
        }
    }
    CHECK_INT("lost", lost, 0);
    CHECK_INT("diags", b->diags.n, 0);
    /* Had nobody made the file smaller in the crowd, one who is alone does it now: of 30,000 lines
     * 20,000 do not count any more. */
    struct state_article last = article("last", "", "");
    state_set_star(s, &last, true);
    CHECK("it was made smaller", count(content(b, "state.yaml"), "\n") < 20100);
    state_close(s);
    box_free(b);
}

/* Nothing can be saved: said once, kept in memory. */
static void trouble(void **state)
{
    struct box *b = box_new();
    const struct {
        const char *name, *folder, *why, *want;
    } rows[] = {
        {"below a file", "/dev/null/yulu", NULL, "未能保存阅读状态：不是目录"},
        {"no folder", NULL, "没有 HOME", "未能保存阅读状态：没有 HOME"},
        {"on purpose", NULL, NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct state_article art = article("x", "", "");
        struct err e = {""};
        struct state *s;
        s = state_open(&(struct state_opts){.folder = rows[i].folder, .why = rows[i].why},
                       NULL);
        CHECK(rows[i].name, !state_trouble(s, &e));
        state_set_star(s, &art, true);
        CHECK_INT(rows[i].name, state_trouble(s, &e), rows[i].want != NULL);
        if (rows[i].want)
            CHECK_STR(rows[i].name, e.msg, rows[i].want);
        CHECK(rows[i].name, state_is_starred(s, &art));
        state_set_star(s, &art, false);
        CHECK("said once", !state_trouble(s, &e));
        CHECK(rows[i].name, !state_is_starred(s, &art));
        state_close(s);
    }
    box_free(b);
}

/* The disk takes half a line.  What was there is there still, and the line comes when there is room
 * again. */
static void full_disk(struct box *b, size_t room)
{
    struct state *s = opened(b);
    struct state_article art = article("y", "", "");
    struct rlimit limit, small;
    struct err e = {""};

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    small = limit;
    small.rlim_cur = content(b, "state.yaml").len + room;
    setrlimit(RLIMIT_FSIZE, &small);
    state_set_star(s, &art, true);
    CHECK("trouble", state_trouble(s, &e));
    CHECK_STR("why", e.msg,
              room ? "未能保存阅读状态：磁盘已满" : "未能保存阅读状态：文件太大");
    CHECK("known", state_is_starred(s, &art));
    setrlimit(RLIMIT_FSIZE, &limit);
    state_close(s);
    signal(SIGXFSZ, SIG_DFL);
}

static void short_write(void **state)
{
    (void)state;
    for (size_t room = 0; room < 60; room += 20) {
        struct box *b = box_new();
        struct state *s = opened(b);
        struct state_article x = article("x", "", ""), y = article("y", "", "");
        state_set_star(s, &x, true);
        state_close(s);
        full_disk(b, room);
        s = opened(b);
        CHECK("before", state_is_starred(s, &x));
        CHECK("after", state_is_starred(s, &y));
        CHECK_INT("the torn line is told", b->diags.n, room > 0);
        state_close(s);
        box_free(b);
    }
}

/* What is not a file of lines is left alone. */
static void no_file(void **state)
{
    struct box *b = box_new();
    struct state_article art = article("x", "", "");
    struct err e = {""};
    struct state *s;

    (void)state;
    CHECK_INT("fifo", mkfifo(file(b, "state.yaml"), 0600), 0);
    s = opened(b);
    CHECK("trouble", state_trouble(s, &e));
    CHECK_STR("why", e.msg, "未能保存阅读状态：不是普通文件");
    state_set_star(s, &art, true);
    CHECK("in memory", state_is_starred(s, &art));
    CHECK("said once", !state_trouble(s, &e));
    state_close(s);
    box_free(b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(written),   cmocka_unit_test(clock_back),
    cmocka_unit_test(refreshed), cmocka_unit_test(compacted),
    cmocka_unit_test(linked),    cmocka_unit_test(many_programs),
    cmocka_unit_test(trouble),   cmocka_unit_test(short_write),
    cmocka_unit_test(no_file),
};
const struct check_suite suite_state_files = {"state_files", tests,
                                              sizeof tests / sizeof *tests};
