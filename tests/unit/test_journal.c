#include "base/journal.h"

#include "base/file.h"
#include "unit/check.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct place {
    struct arena a;
    char folder[64];
    const char *path;
};

static struct place *place_new(void)
{
    struct place *p = calloc(1, sizeof *p);

    snprintf(p->folder, sizeof p->folder, "/tmp/yulu-journal.XXXXXX");
    CHECK("folder", mkdtemp(p->folder) != NULL);
    p->path = arena_printf(&p->a, "%s/a/b/j.yaml", p->folder);
    return p;
}

static void place_free(struct place *p)
{
    unlink(p->path);
    rmdir(arena_printf(&p->a, "%s/a/b", p->folder));
    rmdir(arena_printf(&p->a, "%s/a", p->folder));
    CHECK_INT("nothing else is left", rmdir(p->folder), 0);
    arena_free(&p->a);
    free(p);
}

static void append(struct place *p, const char *line)
{
    struct err e = {""};

    CHECK(e.msg, journal_append(p->path, str_of(line), &e));
}

/* What is new, with "!" before it when the file is another one and "?N" when N bytes are torn. */
static const char *fresh(struct place *p, struct journal *j)
{
    struct str text;
    bool anew;

    CHECK("read", journal_read(j, &p->a, &text, &anew, NULL));
    return arena_printf(&p->a, "%s%.*s%s", anew ? "!" : "", STR_ARG(text),
                        j->torn ? arena_printf(&p->a, "?%zu", j->torn) : "");
}

static void added_and_read(void **state)
{
    struct place *p = place_new();
    struct journal j = {.path = p->path};
    struct stat st;

    (void)state;
    CHECK_STR("no file", fresh(p, &j), "");
    append(p, "one\n");
    CHECK_INT("mode", stat(p->path, &st) == 0 && (st.st_mode & 0777) == 0600, true);
    CHECK_STR("a file", fresh(p, &j), "!one\n");
    CHECK_STR("nothing new", fresh(p, &j), "");
    append(p, "two\n");
    append(p, "three\n");
    CHECK_STR("new lines", fresh(p, &j), "two\nthree\n");
    CHECK_INT("lines", j.line, 3);
    append(p, "to");
    CHECK_STR("torn", fresh(p, &j), "?2");
    CHECK_STR("still", fresh(p, &j), "?2");
    append(p, "four\n");
    CHECK_STR("ended", fresh(p, &j), "to\nfour\n");
    CHECK("replaced", file_replace(p->path, STR("five\n"), NULL));
    CHECK_STR("another file", fresh(p, &j), "!five\n");
    CHECK_INT("shorter", truncate(p->path, 0), 0);
    CHECK_STR("shorter", fresh(p, &j), "!");
    unlink(p->path);
    CHECK_STR("gone", fresh(p, &j), "!");
    CHECK_STR("still gone", fresh(p, &j), "");
    place_free(p);
}

static bool turn_round(void *ctx, struct str text, struct buf *out)
{
    int *calls = ctx;

    ++*calls;
    for (size_t i = text.len; i-- > 0;)
        buf_c(out, text.p[i]);
    return text.len != 2;
}

static void rewritten(void **state)
{
    struct place *p = place_new();
    struct journal j = {.path = p->path};
    int calls = 0, fd;
    const struct rewrite r = {&calls, turn_round};

    (void)state;
    CHECK("no file is nothing to do", journal_rewrite(p->path, &r, NULL));
    CHECK_INT("calls", calls, 0);
    append(p, "a\n");
    CHECK("refused", journal_rewrite(p->path, &r, NULL));
    CHECK_INT("calls", calls, 1);
    CHECK_STR("as it was", fresh(p, &j), "!a\n");
    append(p, "\nb");
    CHECK("done", journal_rewrite(p->path, &r, NULL));
    CHECK_STR("turned", fresh(p, &j), "!b\n\n?1");
    fd = open(p->path, O_RDONLY);
    flock(fd, LOCK_SH);
    CHECK("somebody writes", journal_rewrite(p->path, &r, NULL));
    CHECK_INT("calls", calls, 2);
    close(fd);
    place_free(p);
}

/* A line added while the file is replaced goes to the new file. */
static void added_meanwhile(void **state)
{
    struct place *p = place_new();
    struct journal j = {.path = p->path};
    const struct timespec moment = {0, 50000000};
    int fd, status;
    pid_t child;

    (void)state;
    append(p, "old\n");
    fd = open(p->path, O_RDONLY);
    CHECK_INT("lock", flock(fd, LOCK_EX), 0);
    child = fork();
    if (child == 0) {
        close(fd);
        _exit(!journal_append(p->path, STR("added\n"), NULL));
    }
    nanosleep(&moment, NULL);
    CHECK("replaced", file_replace(p->path, STR("new\n"), NULL));
    close(fd);
    waitpid(child, &status, 0);
    CHECK_INT("the other program", status, 0);
    CHECK_STR("both", fresh(p, &j), "!new\nadded\n");
    place_free(p);
}

static void refused(void **state)
{
    struct place *p = place_new();
    struct err e = {""};

    (void)state;
    CHECK("a folder", !journal_append(p->folder, STR("x\n"), &e));
    CHECK_STR("a folder", e.msg, "是一个目录");
    CHECK("below a device", !journal_append("/dev/null/x", STR("x\n"), &e));
    CHECK_STR("below a device", e.msg, "不是目录");
    CHECK("a device", !journal_append("/dev/full", STR("x\n"), &e));
    CHECK_STR("a device", e.msg, "不是普通文件");
    place_free(p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(added_and_read),
    cmocka_unit_test(rewritten),
    cmocka_unit_test(added_meanwhile),
    cmocka_unit_test(refused),
};
const struct check_suite suite_journal = {"journal", tests, sizeof tests / sizeof *tests};
