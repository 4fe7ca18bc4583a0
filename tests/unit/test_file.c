/* Files and directory trees: every kind of entry that a library folder may hold. */
#include "base/buf.h"
#include "base/file.h"
#include "unit/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct tree {
    char root[64];
    struct arena a;
    struct buf seen; /* "file name\n" and "! path: why\n", root left out */
    int n_until_stop;
};

static const char *in(struct tree *t, const char *name)
{
    return arena_printf(&t->a, "%s/%s", t->root, name);
}

static void put(struct tree *t, const char *name, const char *content)
{
    struct err e;
    CHECK(name, file_replace(in(t, name), str_of(content), &e));
}

static struct tree *tree_new(void)
{
    struct tree *t = calloc(1, sizeof *t);
    snprintf(t->root, sizeof t->root, "/tmp/yulu-test.XXXXXX");
    CHECK("root", mkdtemp(t->root) != NULL);
    return t;
}

static void tree_free(struct tree *t)
{
    static const char *const names[] = {"b.txt",          "a.txt",    "sub/c.txt",
                                        "sub/deep/d.txt", "fifo.txt", "dangling.txt",
                                        "sub/loop",       "link.txt", ".hidden.txt",
                                        "notes.doc",      "big.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(in(t, names[i]));
    rmdir(in(t, "sub/deep"));
    rmdir(in(t, "sub"));
    CHECK("nothing left behind", rmdir(t->root) == 0);
    buf_free(&t->seen);
    arena_free(&t->a);
    free(t);
}

static bool want_txt(void *ctx, const char *name)
{
    (void)ctx;
    return str_ends(str_of(name), STR(".txt"));
}

static bool saw_file(void *ctx, int dirfd, const char *name, const char *path)
{
    struct tree *t = ctx;
    struct arena a = {0};
    struct str content;
    struct err e = {""};

    if (file_read_at(&a, dirfd, name, 100, &content, &e))
        buf_printf(&t->seen, "%s = %.*s\n", path + strlen(t->root) + 1, STR_ARG(content));
    else
        buf_printf(&t->seen, "%s ? %s\n", path + strlen(t->root) + 1, e.msg);
    arena_free(&a);
    return t->n_until_stop == 0 || --t->n_until_stop > 0;
}

static void saw_problem(void *ctx, const char *path, const char *why)
{
    struct tree *t = ctx;
    buf_printf(&t->seen, "! %s: %s\n", path + strlen(t->root) + 1, why);
}

static void walks_every_kind(void **state)
{
    struct tree *t = tree_new();
    struct walk w = {t, want_txt, saw_file, saw_problem, 64};
    struct err e;
    char big[200];
    (void)state;

    mkdir(in(t, "sub"), 0700);
    mkdir(in(t, "sub/deep"), 0700);
    put(t, "b.txt", "乙");
    put(t, "a.txt", "甲");
    put(t, "sub/c.txt", "丙");
    put(t, "sub/deep/d.txt", "丁");
    put(t, ".hidden.txt", "x");
    put(t, "notes.doc", "x");
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    put(t, "big.txt", big);
    CHECK("fifo", mkfifo(in(t, "fifo.txt"), 0600) == 0);
    CHECK("dangling", symlink("nowhere", in(t, "dangling.txt")) == 0);
    CHECK("link", symlink("a.txt", in(t, "link.txt")) == 0);
    CHECK("loop", symlink("..", in(t, "sub/loop")) == 0);

    CHECK("walk", file_walk(t->root, &w, &e));
    CHECK_STR("what was seen", t->seen.p,
              "! fifo.txt: 不是普通文件\n"
              "a.txt = 甲\n"
              "b.txt = 乙\n"
              "big.txt ? big.txt: 文件超过 100 字节的上限\n"
              "dangling.txt ? dangling.txt: 没有这个文件或目录\n"
              "link.txt = 甲\n"
              "sub/c.txt = 丙\n"
              "sub/deep/d.txt = 丁\n"
              "! sub/loop: 这个目录已经读过（链接成环）\n");
    tree_free(t);
}

static void stops_and_limits(void **state)
{
    struct tree *t = tree_new();
    struct walk w = {t, want_txt, saw_file, saw_problem, 1};
    struct err e = {"old"};
    (void)state;

    mkdir(in(t, "sub"), 0700);
    mkdir(in(t, "sub/deep"), 0700);
    put(t, "a.txt", "甲");
    put(t, "b.txt", "乙");
    put(t, "sub/deep/d.txt", "丁");
    CHECK("walk", file_walk(t->root, &w, &e));
    CHECK_STR("too deep", t->seen.p,
              "a.txt = 甲\nb.txt = 乙\n! sub/deep: 目录太深，没有再往下读\n");
    buf_reset(&t->seen);
    t->n_until_stop = 1;
    CHECK("stopped", !file_walk(t->root, &w, &e));
    CHECK_STR("no error", e.msg, "");
    CHECK_STR("one only", t->seen.p, "a.txt = 甲\n");
    CHECK("no root", !file_walk(in(t, "none"), &w, &e) && e.msg[0]);
    tree_free(t);
}

static void replaces_whole(void **state)
{
    struct tree *t = tree_new();
    struct str content;
    struct err e;
    (void)state;

    put(t, "a.txt", "一份很长的旧内容");
    put(t, "a.txt", "新");
    CHECK("read", file_read(&t->a, in(t, "a.txt"), 0, &content, &e));
    CHECK_MEM("new content only", content.p, content.len, "新", 3);
    CHECK("no folder", !file_replace(in(t, "none/a.txt"), STR("x"), &e) && e.msg[0]);
    CHECK("a folder", !file_read(&t->a, t->root, 0, &content, &e));
    tree_free(t);
}

static void reads_pipes_and_devices(void **state)
{
    struct arena a = {0};
    struct str content;
    struct err e = {""};
    int p[2];
    (void)state;

    CHECK("pipe", pipe(p) == 0);
    CHECK("write", file_write_fd(p[1], STR("来自管道"), &e));
    close(p[1]);
    CHECK("read", file_read_fd(&a, p[0], 100, &content, &e));
    CHECK_MEM("content", content.p, content.len, "来自管道", 12);
    close(p[0]);
    CHECK("device refused", !file_read(&a, "/dev/zero", 100, &content, &e));
    CHECK_STR("why", e.msg, "/dev/zero: 不是普通文件");
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(walks_every_kind),
    cmocka_unit_test(stops_and_limits),
    cmocka_unit_test(replaces_whole),
    cmocka_unit_test(reads_pipes_and_devices),
};
const struct check_suite suite_file = {"file", tests, sizeof tests / sizeof *tests};
