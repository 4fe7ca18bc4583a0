/* What the real program keeps from one run to the next, and what it does when it cannot. */
#include "pty/host.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const char folder[] = "tests/golden/screen/data";

struct home {
    char path[40];
    char assignment[64];
    const char *env[2];
};

static void home_make(struct home *home)
{
    *home = (struct home){.path = "/tmp/yulu-home-XXXXXX"};
    CHECK("folder", mkdtemp(home->path) != NULL);
    snprintf(home->assignment, sizeof home->assignment, "XDG_STATE_HOME=%s", home->path);
    home->env[0] = home->assignment;
}

static void home_remove(const struct home *home)
{
    static const char *const names[] = {"/yulu/state.yaml",
                                        "/yulu/filters.yaml",
                                        "/yulu/history.yaml",
                                        "/yulu/corrections.yaml",
                                        "/yulu",
                                        ""};
    char path[80];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s%s", home->path, names[i]);
        remove(path);
    }
    CHECK("nothing else is left", access(home->path, F_OK) != 0);
}

static void start(struct host *h, const struct home *home, const char *path)
{
    host_start(h, &(struct host_opts){.args = {path}, .env = home->env, .state = true});
}

static void press(struct host *h, const char *keys)
{
    for (; *keys; keys++)
        CHECK("taken", host_send_taken(h, keys, 1));
}

static void quit(struct host *h)
{
    host_send(h, "Q", 1);
    CHECK_INT("quits", host_exit(h), 0);
    host_end(h);
}

/* The first run is quit, and then the terminal vanishes from one like it. */
static void remembered(void **state)
{
    static const char *const ways[] = {"quit", "hangup"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct home home;
        struct host h;
        home_make(&home);
        start(&h, &home, folder);
        CHECK(ways[i], host_shows(&h, ">. 2024-03-12"));
        press(&h, "\r");
        CHECK("opened", host_shows(&h, "链接 https://"));
        press(&h, "jjjjjjjjjjjjjj");
        CHECK("moved", host_shows(&h, "## 第二张账单"));
        if (i == 0) {
            quit(&h);
        } else {
            kill(h.pid, SIGHUP);
            CHECK_INT("hangup", host_exit(&h), 128 + SIGHUP);
            host_end(&h);
        }
        start(&h, &home, folder);
        CHECK(ways[i], host_shows(&h, ">+ 2024-03-12"));
        press(&h, "\r");
        CHECK(ways[i], host_shows(&h, "从上次读到的地方继续"));
        CHECK(ways[i], host_shows(&h, "他把四座闸的照片按年份排开"));
        quit(&h);
        home_remove(&home);
    }
}

/* Lines entered in one run come back in the next; so does the archive, when none is given. */
static void entered(void **state)
{
    struct home home;
    struct host h;
    const char *const shell[] = {"sh", "-c",
                                 "case $YULU in /*) ;; *) YULU=$PWD/$YULU ;; esac; cd "
                                 "\"$XDG_STATE_HOME\" && exec \"$YULU\"",
                                 NULL};

    (void)state;
    home_make(&home);
    start(&h, &home, folder);
    CHECK("list", host_shows(&h, "4篇"));
    press(&h, "/");
    press(&h, "\xE5\xA4\x9C\xE7\x8F\xAD\r"); /* 夜班 */
    CHECK("filtered", host_shows(&h, "筛选 夜班"));
    press(&h, ":save n\r");
    CHECK("saved", host_shows(&h, "已存为 @n"));
    quit(&h);
    host_start(&h, &(struct host_opts){.command = shell, .env = home.env});
    CHECK("the archive again", host_shows(&h, "data > 全部文章"));
    press(&h, "/\022\r");
    CHECK("the line again", host_shows(&h, "筛选 夜班"));
    press(&h, ":saved\r");
    CHECK("the filter again", host_shows(&h, "@n              夜班"));
    quit(&h);
    home_remove(&home);
}

/* Two programs: what one stars, the other shows when it is told to look. */
static void told(void **state)
{
    struct home home;
    struct host one, two;

    (void)state;
    home_make(&home);
    start(&one, &home, folder);
    start(&two, &home, folder);
    CHECK("one", host_shows(&one, ">. 2024-03-12"));
    CHECK("two", host_shows(&two, ">. 2024-03-12"));
    press(&one, "*");
    CHECK("starred", host_shows(&one, ">* 2024-03-12"));
    kill(two.pid, SIGUSR1);
    CHECK("seen", host_shows(&two, ">* 2024-03-12"));
    quit(&one);
    quit(&two);
    home_remove(&home);
}

/* What one corrects, the other shows in the article that it has open. */
static void corrected(void **state)
{
    static const char article[] = "tests/golden/screen/data/night.yaml";
    struct home home;
    struct host one, two;

    (void)state;
    home_make(&home);
    start(&one, &home, article);
    start(&two, &home, article);
    CHECK("one", host_shows(&one, "渡口晚报"));
    CHECK("two", host_shows(&two, "渡口晚报"));
    press(&one, "]");
    press(&two, "]");
    CHECK("as it is found", host_shows(&one, "佘砚秋 线路经理"));
    CHECK("as it is found", host_shows(&two, "佘砚秋 线路经理"));
    press(&one, "xzxm\t\r");
    CHECK("corrected", host_shows(&one, "已更正：詹小满"));
    CHECK("seen", host_shows(&two, "詹小满 护士  已更正"));
    quit(&one);
    quit(&two);
    home_remove(&home);
}

/* Nothing can be saved: one line says so, and everything goes on. */
static void unwritable(void **state)
{
    static const struct {
        const char *env[3], *want;
    } rows[] = {
        {{"XDG_STATE_HOME=/dev/null", NULL}, "未能保存阅读状态：不是目录"},
        {{"XDG_STATE_HOME", "HOME", NULL}, "未能保存阅读状态：没有设 HOME"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct host h;
        host_start(
            &h, &(struct host_opts){.args = {folder}, .env = rows[i].env, .state = true});
        CHECK(rows[i].want, host_shows(&h, rows[i].want));
        press(&h, "*");
        CHECK(rows[i].want, host_shows(&h, ">* 2024-03-12"));
        CHECK("said once", host_shows(&h, "已收藏"));
        quit(&h);
    }
}

static void no_state(void **state)
{
    struct host h;
    DIR *dir;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {folder}});
    CHECK("list", host_shows(&h, ">  2024-03-12"));
    press(&h, "\rjmaq*:save x\r");
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    dir = opendir(h.state);
    CHECK("folder", dir != NULL);
    for (struct dirent *d; (d = readdir(dir));)
        CHECK(d->d_name, d->d_name[0] == '.');
    closedir(dir);
    host_end(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembered), cmocka_unit_test(entered),
        cmocka_unit_test(told),       cmocka_unit_test(corrected),
        cmocka_unit_test(unwritable), cmocka_unit_test(no_state),
    };

    return host_main("state", tests, sizeof tests / sizeof *tests);
}
