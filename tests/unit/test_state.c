/* What a reader did: from lines to what counts, and back; many programs at once. */
#include "state/state.h"

#include "base/buf.h"
#include "base/file.h"
#include "unit/check.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct box {
    struct arena a;
    char folder[64];
    struct diags diags;
    int64_t now;
};

static struct box *box_new(void)
{
    struct box *b = calloc(1, sizeof *b);

    b->diags.a = &b->a;
    snprintf(b->folder, sizeof b->folder, "/tmp/yulu-state.XXXXXX");
    CHECK("folder", mkdtemp(b->folder) != NULL);
    return b;
}

static const char *file(struct box *b, const char *name)
{
    return arena_printf(&b->a, "%s/%s", b->folder, name);
}

static void box_free(struct box *b)
{
    static const char *const names[] = {"state.yaml", "filters.yaml", "history.yaml",
                                        "target.yaml"};

    chmod(b->folder, 0700);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(file(b, names[i]));
    CHECK_INT("nothing else is left", rmdir(b->folder), 0);
    arena_free(&b->a);
    free(b);
}

static struct state *opened(struct box *b)
{
    b->diags = (struct diags){.a = &b->a};
    return state_open(&(struct state_opts){.folder = b->folder, .base = "/home/甲"},
                      &b->diags);
}

static void write_file(struct box *b, const char *name, struct str text)
{
    CHECK(name, file_replace(file(b, name), text, NULL));
}

static struct str content(struct box *b, const char *name)
{
    struct str s = {0};

    file_read(&b->a, file(b, name), 0, &s, NULL);
    return s;
}

static struct state_article article(const char *id, const char *url, const char *path)
{
    return (struct state_article){str_of(id), str_of(url), str_of(path), 0};
}

/* "read star position-end", "-" for what is not known. */
static const char *told(struct box *b, const struct state *s,
                        const struct state_article *art)
{
    size_t cps = 0;
    bool end = false, left = state_position(s, art, &cps, &end);

    return arena_printf(&b->a, "%s%s %s", state_is_read(s, art) ? "r" : "-",
                        state_is_starred(s, art) ? "*" : "-",
                        left ? arena_printf(&b->a, "%zu%s", cps, end ? "$" : "") : "-");
}

#define AT(second) "- {\"at\": \"2026-01-02T03:04:" second "Z\", "
#define A                                                                                \
    "\"id\": \"aaaa0000\", \"url\": \"https://x.example/1\", \"path\": "                 \
    "\"/home/甲/a.yaml\", "

/* What lines say of three articles: the same one, one with its address, one at its path. */
static void lines(void **state)
{
    static const struct {
        const char *name, *lines, *same, *by_url, *by_path;
        size_t bad;
    } rows[] = {
        {"nothing", "", "-- -", "-- -", "-- -", 0},
        {"read", AT("05") A "\"read\": true}\n", "r- -", "r- -", "r- -", 0},
        {"star taken back",
         AT("05") A "\"star\": true}\n" AT("06") A "\"star\": false}\n", "-- -", "-- -",
         "-- -", 0},
        {"the last stamp counts, not the last line",
         AT("06") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-* -", "-* -",
         "-* -", 0},
        {"of equal stamps the later line",
         AT("05") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-- -", "-- -",
         "-- -", 0},
        {"parts of a second",
         AT("05.000002") A "\"star\": true}\n" AT("05.000001") A "\"star\": false}\n",
         "-* -", "-* -", "-* -", 0},
        {"a whole second is less than its parts",
         AT("05.5") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-* -", "-* -",
         "-* -", 0},
        {"several facts of one line",
         AT("05") A "\"read\": true, \"position\": 12, \"end\": true}\n", "r- 12$",
         "r- 12$", "r- 12$", 0},
        {"each fact by itself",
         AT("05") A
         "\"read\": true}\n" AT("06") "\"id\": \"aaaa0000\", \"star\": true}\n",
         "r* -", "r- -", "r- -", 0},
        {"the id goes before the address",
         AT("05") "\"id\": \"aaaa0000\", \"star\": true}\n" AT(
             "06") "\"url\": \"https://x.example/1\", \"star\": false}\n",
         "-* -", "-- -", "-- -", 0},
        {"a path whose line has another address holds another article now",
         AT("05") "\"id\": \"0\", \"url\": \"https://y.example/\", \"path\": "
                  "\"/home/甲/a.yaml\", \"read\": true}\n",
         "-- -", "-- -", "r- -", 0},
        {"a path without an address",
         AT("05") "\"path\": \"/home/甲/a.yaml\", \"read\": true}\n", "r- -", "-- -",
         "r- -", 0},
        {"torn at the end",
         AT("05") A "\"read\": true}\n" AT("06") "\"id\": \"aaaa0000\", \"sta", "r- -",
         "r- -", "r- -", 1},
        {"torn inside", AT("05") "\"id\": \"aaaa\n" AT("06") A "\"star\": true}\n",
         "-* -", "-* -", "-* -", 1},
        {"foreign lines",
         "# mine\n\nhello\n" AT(
             "05") "\"note\": \"n\"}\n- {\"id\": \"aaaa0000\", \"read\": "
                   "true}\n" AT("05") A "\"read\": \"yes\"}\n",
         "-- -", "-- -", "-- -", 4},
        {"no such day", "- {\"at\": \"2026-13-02T03:04:05Z\", " A "\"read\": true}\n",
         "-- -", "-- -", "-- -", 1},
        {"not UTF-8",
         AT("05") "\"id\": \"\xff\", \"read\": true}\n" AT("05") A "\"read\": true}\n",
         "r- -", "r- -", "r- -", 1},
        {"a key of a later version", AT("05") A "\"read\": true, \"mood\": 3}\n", "r- -",
         "r- -", "r- -", 0},
    };
    const struct state_article same =
                                   article("aaaa0000", "https://x.example/1", "./a.yaml"),
                               by_url = article("b", "https://x.example/1", "b.yaml"),
                               by_path = article("c", "", "a.yaml");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct box *b = box_new();
        struct state *s;
        write_file(b, "state.yaml", str_of(rows[i].lines));
        s = opened(b);
        CHECK_STR(rows[i].name, told(b, s, &same), rows[i].same);
        CHECK_STR(rows[i].name, told(b, s, &by_url), rows[i].by_url);
        CHECK_STR(rows[i].name, told(b, s, &by_path), rows[i].by_path);
        CHECK_INT(rows[i].name, b->diags.n, rows[i].bad);
        state_close(s);
        box_free(b);
    }
}

/* ---- Everything that is known, as text */

static void dump(const struct state *s, struct buf *out)
{
    struct state_article art;
    struct state_filter f;
    struct str text;
    size_t cps;
    unsigned layout;
    int share;
    char id[12];

    for (unsigned i = 0; i < 12; i++) {
        bool end = false, left;
        snprintf(id, sizeof id, "%u", i);
        art = article(id, "", "");
        left = state_position(s, &art, &cps, &end);
        buf_printf(out, "%d%d", state_is_read(s, &art), state_is_starred(s, &art));
        if (left)
            buf_printf(out, "@%zu%d", cps, end);
        buf_c(out, ' ');
    }
    for (char c = 'a'; c <= 'z'; c++)
        if (state_mark(s, c, &art, &cps))
            buf_printf(out, "%c=%.*s@%zu ", c, STR_ARG(art.id), cps);
    if (state_layout(s, &layout, &share))
        buf_printf(out, "%u,%d ", layout, share);
    buf_str(out, state_archive(s));
    for (size_t i = 0; state_filter_at(s, i, &f); i++)
        buf_printf(out, " @%.*s=%.*s", STR_ARG(f.name), STR_ARG(f.query));
    for (size_t i = 0; state_history(s, "filter", i, &text); i++)
        buf_printf(out, " /%.*s", STR_ARG(text));
    for (size_t i = 0; state_history(s, "find", i, &text); i++)
        buf_printf(out, " ?%.*s", STR_ARG(text));
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % sides;
}

static void live(struct state *s, uint32_t *seed, unsigned n)
{
    char id[12], text[16];

    for (unsigned i = 0; i < n; i++) {
        struct state_article art;
        snprintf(id, sizeof id, "%u", dice(seed, 12));
        snprintf(text, sizeof text, "词%u", dice(seed, 9));
        art = article(id, "", "");
        switch (dice(seed, 9)) {
        case 0:
            state_set_read(s, &art, dice(seed, 2));
            break;
        case 1:
            state_set_star(s, &art, dice(seed, 2));
            break;
        case 2:
            state_set_position(s, &art, dice(seed, 3000), dice(seed, 2));
            break;
        case 3:
            state_set_mark(s, (char)('a' + dice(seed, 5)), &art, dice(seed, 99));
            break;
        case 4:
            state_revoke_mark(s, (char)('a' + dice(seed, 5)));
            break;
        case 5:
            state_save_filter(s, str_of(text), STR("甲 乙"));
            break;
        case 6:
            state_revoke_filter(s, str_of(text));
            break;
        case 7:
            state_add_history(s, dice(seed, 2) ? "filter" : "find", str_of(text));
            break;
        default:
            state_set_layout(s, 1 + dice(seed, 3), (int)dice(seed, 9) - 4);
            state_set_archive(s, str_of(text));
        }
    }
}

static size_t split(struct str text, struct str *out, size_t max)
{
    size_t n = 0;

    for (size_t at = 0, end; at < text.len && n < max; at = end + 1) {
        end = str_find(text, STR("\n"), at);
        out[n++] = str_slice(text, at, end - at);
    }
    return n;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum { LINES = 600 };

/* UNIQUE: equal neighbours once. */
static void write_lines(struct box *b, const char *name, const struct str *list, size_t n,
                        bool unique)
{
    struct buf out = {0};

    for (size_t i = 0; i < n; i++) {
        if (unique && i && str_eq(list[i], list[i - 1]))
            continue;
        buf_str(&out, list[i]);
        buf_c(&out, '\n');
    }
    write_file(b, name, buf_view(&out));
    buf_free(&out);
}

static void shuffle(struct str *list, size_t n, uint32_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = dice(seed, (uint32_t)i);
        struct str x = list[i - 1];
        list[i - 1] = list[k];
        list[k] = x;
    }
}

static const char *const files[] = {"state.yaml", "filters.yaml", "history.yaml"};

/* Read from the files as from memory, in any order of the lines. */
static void any_order(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        struct box *b = box_new();
        struct state *s = opened(b);
        struct buf want = {0};
        uint32_t dicing = seed;
        live(s, &dicing, 200);
        dump(s, &want);
        state_close(s);
        for (unsigned round = 0; round < 4; round++) {
            struct buf got = {0};
            for (size_t f = 0; round && f < 3; f++) {
                static struct str list[LINES];
                size_t n = split(content(b, files[f]), list, LINES);
                shuffle(list, n, &dicing);
                write_lines(b, files[f], list, n, false);
            }
            s = opened(b);
            dump(s, &got);
            CHECK_STR("order", got.p, want.p);
            CHECK_INT("diags", b->diags.n, 0);
            state_close(s);
            buf_free(&got);
        }
        buf_free(&want);
        box_free(b);
    }
}

static int64_t tick(void *ctx)
{
    struct box *b = ctx;
    return b->now += 1000;
}

/* Two machines, each with its own life, on one clock: `cat` and `sort -u` of their files say what
 * one machine would that had done both. */
static void merged(void **state)
{
    struct box *both = box_new(), *one = box_new(), *two = box_new();
    uint32_t seed = 7;
    struct buf want = {0};

    (void)state;
    for (unsigned turn = 0; turn < 40; turn++) {
        struct box *b = turn % 2 ? one : two;
        struct state *s = state_open(
            &(struct state_opts){.folder = b->folder, .now = tick, .ctx = both}, NULL);
        live(s, &seed, 10);
        state_close(s);
    }
    for (unsigned way = 0; way < 3; way++) {
        struct buf got = {0};
        struct state *s;
        for (size_t f = 0; f < 3; f++) {
            static struct str list[2 * LINES];
            struct box *first = way == 1 ? two : one, *second = way == 1 ? one : two;
            size_t n = split(content(first, files[f]), list, LINES);
            n += split(content(second, files[f]), list + n, LINES);
            if (way == 2) {
                n += split(content(one, files[f]), list + n, 2 * LINES - n);
                qsort(list, n, sizeof *list, by_bytes);
            }
            write_lines(both, files[f], list, n, way == 2);
        }
        s = opened(both);
        dump(s, way ? &got : &want);
        CHECK_INT("diags", both->diags.n, 0);
        if (way)
            CHECK_STR(way == 1 ? "the other way round" : "sort -u", got.p, want.p);
        state_close(s);
        buf_free(&got);
    }
    CHECK("something was done", want.len > 100);
    buf_free(&want);
    box_free(one);
    box_free(two);
    box_free(both);
}

/* ---- Files */

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
    /* All 20,000 lines would be there had the file never been made smaller. */
    CHECK("it was made smaller", count(content(b, "state.yaml"), "\n") < 20000);
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
    CHECK_INT("said", b->diags.n_errors, 1);
    state_set_star(s, &art, true);
    CHECK("trouble", state_trouble(s, &e));
    CHECK_STR("why", e.msg, "未能保存阅读状态：不是普通文件");
    state_close(s);
    box_free(b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lines),         cmocka_unit_test(any_order),
    cmocka_unit_test(merged),        cmocka_unit_test(written),
    cmocka_unit_test(clock_back),    cmocka_unit_test(refreshed),
    cmocka_unit_test(compacted),     cmocka_unit_test(linked),
    cmocka_unit_test(many_programs), cmocka_unit_test(trouble),
    cmocka_unit_test(no_file),
};
const struct check_suite suite_state = {"state", tests, sizeof tests / sizeof *tests};
