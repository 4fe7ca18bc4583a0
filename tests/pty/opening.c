/* `o`: the address is shown and asked for, then a program is started with it as one word. */
#include "pty/host.h"

#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char url[] = "https://e.example/a?b=1&c=;touch%20x$(id)%E6%96%B0";

/* A folder with an article, and an opener that writes its words, one a line, and whether its
 * output is a terminal. */
struct box {
    char dir[40], article[64], opener[64], argv[64];
    char browser[96];
};

static void write_text(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "w");

    CHECK(path, f != NULL);
    fputs(text, f);
    fclose(f);
    chmod(path, mode);
}

static void box_open(struct box *b)
{
    char script[512];

    snprintf(b->dir, sizeof b->dir, "/tmp/yulu-open-XXXXXX");
    CHECK("folder", mkdtemp(b->dir) != NULL);
    snprintf(b->article, sizeof b->article, "%s/a.yaml", b->dir);
    snprintf(b->opener, sizeof b->opener, "%s/opener", b->dir);
    snprintf(b->argv, sizeof b->argv, "%s/argv", b->dir);
    snprintf(b->browser, sizeof b->browser, "BROWSER=%s --in %%s:other", b->opener);
    snprintf(script, sizeof script,
             "#!/bin/sh\n(for w; do echo \"$w\"; done; test -t 1 || echo no terminal) "
             ">%s.new\nmv %s.new %s\n",
             b->argv, b->argv, b->argv);
    write_text(b->opener, script, 0700);
    write_text(b->article,
               "标题: 桥上的灯\n链接: https://e.example/a?b=1&c=;touch x$(id)新\n"
               "总结: 桥上的灯亮了。\n",
               0600);
}

static void box_close(struct box *b)
{
    remove(b->article);
    remove(b->opener);
    remove(b->argv);
    remove(b->dir);
}

static bool written(struct host *h, void *ctx)
{
    (void)h;
    return access(((struct box *)ctx)->argv, F_OK) == 0;
}

static void start(struct host *h, struct box *b, const char *more)
{
    const char *env[] = {b->browser, more, NULL};

    host_start(h, &(struct host_opts){.args = {b->article}, .env = env});
    CHECK("article", host_shows(h, "桥上的灯亮了"));
    host_send(h, "o", 1);
}

static void opens(void **state)
{
    struct box b;
    struct host h;
    struct arena a = {0};
    struct str text;
    char want[256];

    (void)state;
    box_open(&b);
    start(&h, &b, NULL);
    CHECK("asked", host_shows(&h, "用浏览器打开这个地址吗"));
    CHECK("whole address", host_shows(&h, url));
    CHECK("not before", access(b.argv, F_OK) != 0);
    host_send(&h, "y", 1);
    CHECK("started", host_until(&h, written, &b));
    CHECK("words", file_read(&a, b.argv, 0, &text, NULL));
    snprintf(want, sizeof want, "--in\n%s\nno terminal\n", url);
    CHECK_STR("one word, as shown", arena_strz(&a, text), want);
    host_send(&h, "q", 1);
    CHECK_INT("end", host_exit(&h), 0);
    host_end(&h);
    arena_free(&a);
    box_close(&b);
}

static void cancels(void **state)
{
    struct box b;
    struct host h;

    (void)state;
    box_open(&b);
    start(&h, &b, NULL);
    CHECK("asked", host_shows(&h, "用浏览器打开这个地址吗"));
    host_send(&h, "n", 1);
    CHECK("told", host_shows(&h, "没有打开"));
    host_send(&h, "q", 1);
    CHECK_INT("end", host_exit(&h), 0);
    CHECK("nothing ran", access(b.argv, F_OK) != 0);
    host_end(&h);
    box_close(&b);
}

static void copies_far_away(void **state)
{
    struct box b;
    struct host h;

    (void)state;
    box_open(&b);
    start(&h, &b, "SSH_TTY=/dev/pts/9");
    CHECK("told", host_shows(&h, "这是远程登录，链接已复制"));
    CHECK("copied", str_find(buf_view(&h.log), STR("]52;c;"), 0) < h.log.len);
    CHECK("nothing ran", access(b.argv, F_OK) != 0);
    host_end(&h);
    box_close(&b);
}

static void says_what_is_missing(void **state)
{
    struct box b;
    struct host h;

    (void)state;
    box_open(&b);
    start(&h, &b, "BROWSER=/nonexistent/browser");
    CHECK("asked", host_shows(&h, "用浏览器打开这个地址吗"));
    host_send(&h, "\r", 1);
    CHECK("told", host_shows(&h, "没有 /nonexistent/browser"));
    host_end(&h);
    box_close(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens),
        cmocka_unit_test(cancels),
        cmocka_unit_test(copies_far_away),
        cmocka_unit_test(says_what_is_missing),
    };

    return host_main("opening", tests, sizeof tests / sizeof *tests);
}
