/* Files and descriptors, limits on both sides, and what hostile files may cost. */
#include "base/file.h"
#include "unit/check.h"
#include "unit/load_dump.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char dir[32];
    struct arena a, diag_arena;
    struct diags diags;
    struct limits limits;
    struct buf titles; /* "a b c " */
    bool reset_each;
    size_t most; /* bytes of the arena at any delivery */
};

static void begin(struct fixture *f)
{
    *f = (struct fixture){.dir = "/tmp/yulu-load-XXXXXX"};
    CHECK("temporary folder", mkdtemp(f->dir) != NULL);
    buf_z(&f->titles, "");
}

static void end(struct fixture *f)
{
    rmdir(f->dir);
    arena_free(&f->a);
    arena_free(&f->diag_arena);
    buf_free(&f->titles);
}

static bool take(void *ctx, struct article *art)
{
    struct fixture *f = ctx;

    buf_str(&f->titles, art->title);
    buf_c(&f->titles, ' ');
    if (f->a.used > f->most)
        f->most = f->a.used;
    if (f->reset_each)
        arena_reset(&f->a);
    return true;
}

static struct reader reader_of(struct fixture *f)
{
    arena_reset(&f->a);
    arena_reset(&f->diag_arena);
    f->diags = (struct diags){.a = &f->diag_arena};
    buf_reset(&f->titles);
    buf_z(&f->titles, "");
    return (struct reader){
        .a = &f->a, .diags = &f->diags, .limits = f->limits, .sink = {f, take}};
}

/* What reading gives for CONTENT in a file NAME: titles, then codes with their lines. */
static const char *read_as(struct fixture *f, const char *name, struct str content,
                           bool by_fd)
{
    struct reader r = reader_of(f);
    char *path = arena_printf(&f->diag_arena, "%s/%s", f->dir, name);
    struct err e;
    int fd, dirfd = open(f->dir, O_RDONLY | O_DIRECTORY);

    CHECK(path, file_replace(path, content, &e));
    fd = open(path, O_RDONLY);
    CHECK(path, fd >= 0 && dirfd >= 0);
    if (by_fd)
        article_read_fd(&r, fd, name);
    else
        article_read_at(&r, dirfd, name, name);
    close(fd);
    close(dirfd);
    unlink(path);
    for (size_t i = 0; i < f->diags.n; i++)
        buf_printf(&f->titles, "%s@%u ", f->diags.items[i].code, f->diags.items[i].line);
    return f->titles.p;
}

static void add_article(struct buf *b, size_t n, size_t body_len)
{
    buf_printf(b, "标题: t%zu\n总结: ", n);
    buf_fill(b, 'x', body_len);
    buf_c(b, '\n');
}

/* Larger than the limit in all, each document below it: read in pieces, with one article at a time
 * in memory. */
static void reads_long_streams(void **state)
{
    struct fixture f;
    struct buf yaml = {0}, json = {0}, want = {0};

    (void)state;
    begin(&f);
    f.limits.file = 4000;
    f.reset_each = true;
    for (size_t i = 0; i < 900; i++) {
        buf_z(&yaml, i ? "---\n" : "");
        add_article(&yaml, i, 1000);
        buf_printf(&json, "{\"title\":\"t%zu\",\"body\":\"x\"}\n", i);
        buf_printf(&want, "t%zu ", i);
    }
    for (int by_fd = 0; by_fd < 2; by_fd++) {
        CHECK_STR("yaml", read_as(&f, "a.yaml", buf_view(&yaml), by_fd), want.p);
        CHECK("memory", f.most < 100000);
        CHECK_STR("jsonl", read_as(&f, "a.jsonl", buf_view(&json), by_fd), want.p);
    }
    CHECK_STR("stdin", read_as(&f, "-", buf_view(&json), true), want.p);
    buf_free(&yaml);
    buf_free(&json);
    buf_free(&want);
    end(&f);
}

/* A document that is too big is one error; what stands around it is read. */
static void skips_big_documents(void **state)
{
    struct fixture f;
    struct buf b = {0};

    (void)state;
    begin(&f);
    f.limits.file = 4000;
    add_article(&b, 1, 100);
    buf_z(&b, "---\n");
    add_article(&b, 2, 3000000);
    buf_z(&b, "---\n");
    add_article(&b, 3, 100);
    CHECK_STR("yaml", read_as(&f, "a.yaml", buf_view(&b), false), "t1 t3 E110@3 ");
    buf_reset(&b);
    buf_z(&b, "{\"title\":\"a\",\"body\":\"b\"}\n\"");
    buf_fill(&b, 'x', 3000000);
    buf_z(&b, "\"\n{\"title\":\"c\",\"body\":\"d\"}\nbad\n");
    CHECK_STR("jsonl", read_as(&f, "a.jsonl", buf_view(&b), false), "a c E110@2 E109@4 ");
    buf_reset(&b);
    add_article(&b, 1, 5000);
    CHECK_STR("one", read_as(&f, "a.yaml", buf_view(&b), false), "E110@1 ");
    CHECK_STR("json", read_as(&f, "a.json", buf_view(&b), false), "E110@1 ");
    buf_free(&b);
    end(&f);
}

static void refuses_what_is_no_file(void **state)
{
    struct fixture f;
    struct reader r;
    char *fifo;

    (void)state;
    begin(&f);
    fifo = arena_printf(&f.a, "%s/a.yaml", f.dir);
    CHECK_INT("mkfifo", mkfifo(fifo, 0600), 0);
    for (int i = 0; i < 3; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s%s", f.dir,
                 i == 0   ? "/a.yaml"
                 : i == 1 ? ""
                          : "/none");
        r = reader_of(&f);
        CHECK_INT(path, article_read_at(&r, AT_FDCWD, path, path), 0);
        CHECK_INT(path, f.diags.n, 1);
        CHECK_STR(path, f.diags.items[0].code, "E107");
        CHECK(path, !strstr(f.diags.items[0].text, f.dir));
    }
    snprintf(f.titles.p, f.titles.cap, "%s/a.yaml", f.dir);
    unlink(f.titles.p);
    end(&f);
}

/* ---- Limits: the last that fits and the first that does not */

static void add_keys(struct buf *b, size_t n)
{
    buf_z(b, "标题: a\n总结: b\n");
    for (size_t i = 2; i < n; i++)
        buf_printf(b, "k%zu: v\n", i);
}

static void add_nested(struct buf *b, size_t depth)
{
    buf_z(b, "标题: a\n总结: b\nk: ");
    buf_fill(b, '[', depth - 1);
    buf_fill(b, ']', depth - 1);
    buf_c(b, '\n');
}

static void add_long_key(struct buf *b, size_t len)
{
    buf_z(b, "标题: a\n总结: b\n? ");
    buf_fill(b, 'k', len);
    buf_z(b, "\n: v\n");
}

static void add_directives(struct buf *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%%TAG !t%zu! tag:x,2024:\n", i);
    buf_z(b, "---\n标题: a\n总结: b\n");
}

static void add_aliases(struct buf *b, size_t bytes)
{
    buf_z(b, "标题: a\n总结: b\nx: &x \"");
    buf_fill(b, 'x', 1024);
    buf_z(b, "\"\ny: [*x");
    for (size_t i = 1024; i < bytes; i += 1024)
        buf_z(b, ", *x");
    buf_z(b, "]\n");
}

static void add_sized(struct buf *b, size_t bytes)
{
    buf_z(b, "标题: a\n总结: ");
    buf_fill(b, 'x', bytes - b->len - 1);
    buf_c(b, '\n');
}

static const struct {
    const char *name;
    void (*add)(struct buf *b, size_t n);
    size_t most, step;
    const char *code;
} bounds[] = {
    {"keys", add_keys, 256, 1, "E112"},
    {"depth", add_nested, 64, 1, "E111"},
    {"key", add_long_key, 1024, 1, "E113"},
    {"directives", add_directives, 16, 1, "E115"},
    {"aliases", add_aliases, 1 << 20, 1024, "E114"},
    {"file", add_sized, 16 << 20, 1, "E110"},
};

static void keeps_limits(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct buf b = {0};
        bounds[i].add(&b, bounds[i].most);
        CHECK_INT(bounds[i].name,
                  strncmp(read_as(&f, "a.yaml", buf_view(&b), false), "a ", 2), 0);
        CHECK_INT(bounds[i].name, f.diags.n_errors, 0);
        buf_reset(&b);
        bounds[i].add(&b, bounds[i].most + bounds[i].step);
        read_as(&f, "a.yaml", buf_view(&b), false);
        CHECK_INT(bounds[i].name, f.diags.n, 1);
        CHECK_STR(bounds[i].name, f.diags.items[0].code, bounds[i].code);
        CHECK(bounds[i].name, f.titles.p[0] == 'E');
        buf_free(&b);
    }
    end(&f);
}

static void limits_are_configurable(void **state)
{
    struct fixture f;
    struct buf b = {0};

    (void)state;
    begin(&f);
    f.limits = (struct limits){.keys = 3};
    add_keys(&b, 4);
    CHECK_STR("fewer", read_as(&f, "a.yaml", buf_view(&b), false), "E112@4 ");
    f.limits.keys = 300;
    buf_reset(&b);
    add_keys(&b, 300);
    CHECK_STR("more", read_as(&f, "a.yaml", buf_view(&b), false), "a ");
    buf_free(&b);
    end(&f);
}

/* ---- Bombs: counted in events of libyaml and bytes of the arena, not in seconds */

static const struct {
    const char *name, *head, *unit;
    size_t n;
    const char *code; /* of the only or last message */
} bombs[] = {
    {"brackets", "", "[", 1000000, "E111"},
    {"brackets as a title", "标题: ", "[", 1000000, "E111"},
    {"braces", "", "{a: ", 100000, "E111"},
    {"dashes", "", "- ", 500000, "E111"},
    {"question marks", "", "? ", 500000, "E111"},
    {"directives", "", "%TAG !a! tag:x\n", 20000, "E103"},
    {"keys", "", "k: v\n", 1000000, "E112"},
    {"keys in braces", "{", "k: v, ", 1000000, "E112"},
    {"items", "标题: a\n总结: b\nk: [", "a,", 2000000, "E116"},
    {"documents", "", "--- a\n", 1000000, "E118"},
    {"items that are no articles", "", "- a\n", 1000000, "E118"},
    {"empty items", "", "- {}\n", 1000000, "E118"},
    {"anchors", "标题: a\n总结: b\nk: [", "&a x,", 500000, "E114"},
};

static void bombs_cost_little(void **state)
{
    struct dump d = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct buf b = {0};
        buf_z(&b, bombs[i].head);
        for (size_t k = 0; k < bombs[i].n; k++)
            buf_z(&b, bombs[i].unit);
        dump_load(&d, "a.yaml", buf_view(&b), false);
        CHECK_INT(bombs[i].name, d.load.n_articles, 0);
        CHECK(bombs[i].name, d.diags.n > 0);
        CHECK_STR(bombs[i].name, d.diags.items[d.diags.n - 1].code, bombs[i].code);
        CHECK(bombs[i].name, d.load.n_events <= 2 * LOAD_MAX_NODES);
        CHECK(bombs[i].name, d.a.used - b.len < (size_t)20 << 20);
        buf_free(&b);
    }
    dump_free(&d);
}

/* Nine aliases of nine aliases … nobody follows them. */
static void laughs_stay_small(void **state)
{
    struct dump d = {0};
    struct buf b = {0};

    (void)state;
    buf_z(&b, "标题: a\n总结: b\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        buf_printf(&b, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++)
            buf_printf(&b, "*a%d, ", i - 1);
        buf_z(&b, "]\n");
    }
    dump_load(&d, "a.yaml", buf_view(&b), false);
    CHECK_INT("article", d.load.n_articles, 1);
    CHECK("events", d.load.n_events < 400);
    CHECK("memory", d.a.used < 200000);
    buf_free(&b);
    dump_free(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_long_streams),      cmocka_unit_test(skips_big_documents),
    cmocka_unit_test(refuses_what_is_no_file), cmocka_unit_test(keeps_limits),
    cmocka_unit_test(limits_are_configurable), cmocka_unit_test(bombs_cost_little),
    cmocka_unit_test(laughs_stay_small),
};
const struct check_suite suite_stream = {"stream", tests, sizeof tests / sizeof *tests};
