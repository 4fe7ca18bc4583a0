/* The real program set up by a file: keys, options, archives by name; a bad file; no other file. */
#include "pty/host.h"

#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct home {
    char root[40]; /* holds nothing but what is below */
    char config[64], folder[64], file[80];
    char vars[4][80];
    const char *env[5];
};

static void home_make(struct home *h, const char *text)
{
    static const char *const names[] = {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
                                        "XDG_CACHE_HOME"};
    struct err e;

    *h = (struct home){.root = "/tmp/yulu-home-XXXXXX"};
    CHECK("folder", mkdtemp(h->root) != NULL);
    snprintf(h->config, sizeof h->config, "%s/c", h->root);
    snprintf(h->folder, sizeof h->folder, "%s/c/yulu", h->root);
    snprintf(h->file, sizeof h->file, "%s/c/yulu/config.yaml", h->root);
    CHECK("folders", mkdir(h->config, 0700) == 0 && mkdir(h->folder, 0700) == 0);
    CHECK("file", file_replace(h->file, str_of(text), &e));
    for (size_t i = 0; i < 4; i++) {
        snprintf(h->vars[i], sizeof h->vars[i], "%s=%s%s", names[i], h->root,
                 i == 1   ? "/c"
                 : i == 2 ? "/s"
                          : "");
        h->env[i] = h->vars[i];
    }
}

/* The file is as it was, and nothing else was written. */
static void home_remove(struct home *h, const char *text)
{
    struct arena a = {0};
    struct str now;
    struct err e;

    CHECK("readable", file_read(&a, h->file, 0, &now, &e));
    CHECK("unchanged", str_eq(now, str_of(text)));
    arena_free(&a);
    CHECK("file", unlink(h->file) == 0);
    CHECK("nothing beside it", rmdir(h->folder) == 0 && rmdir(h->config) == 0);
    CHECK("nothing above it", rmdir(h->root) == 0);
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

static const char good[] = "archives: {河: %s/tests/golden/screen/data}\n"
                           "archive: 河\n"
                           "bind: {C-n: down, q: none}\n"
                           "sort: title\n";

static char *good_text(void)
{
    char here[2048], *text = malloc(4096);

    CHECK("here", getcwd(here, sizeof here) && text);
    snprintf(text, 4096, good, here);
    return text;
}

/* The archive by its name, and the one of the file when none is given. */
static void set_up(void **state)
{
    static const char *const ways[] = {"@河", NULL};
    char *text = good_text();

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct home home;
        struct host h;
        home_make(&home, text);
        const char *const shell[] = {
            "sh", "-c",
            "case $YULU in /*) ;; *) YULU=$PWD/$YULU ;; esac; cd / && exec \"$YULU\" "
            "--no-state $0",
            ways[i] ? ways[i] : "--no-state", NULL};
        host_start(&h, &(struct host_opts){.command = shell, .env = home.env});
        CHECK("name", host_shows(&h, "河 > 全部文章"));
        CHECK("order", host_shows(&h, ">  无日期"));
        press(&h, "\016");
        CHECK("key", host_shows(&h, ">  2024-01-19"));
        press(&h, "q");
        CHECK("no key", host_shows(&h, "没有这个键 q"));
        press(&h, "?");
        CHECK("help", host_shows(&h, "C-n j Down"));
        press(&h, "\033[27u\033[27u");
        quit(&h);
        home_remove(&home, text);
    }
    free(text);
}

static void mistaken(void **state)
{
    static const char text[] = "widdth: 40\nbind: {C-n: down}\nhang: maybe\n";
    struct home home;
    struct host h;

    (void)state;
    home_make(&home, text);
    host_start(&h, &(struct host_opts){.args = {"tests/golden/screen/data"},
                                       .env = home.env,
                                       .cols = 160});
    CHECK("told", host_shows(&h, "config.yaml:1:1: warning: 没有这个设置"));
    CHECK("how many", host_shows(&h, "共2处，见 yulu config --check"));
    press(&h, "\016");
    CHECK("the rest counts", host_shows(&h, ">  2024-03-07"));
    quit(&h);
    home_remove(&home, text);
}

static void left_out(void **state)
{
    static const char text[] = "bind: {C-n: down}\n";
    struct home home;
    struct host h;

    (void)state;
    home_make(&home, text);
    host_start(&h,
               &(struct host_opts){.args = {"--no-config", "tests/golden/screen/data"},
                                   .env = home.env});
    CHECK("list", host_shows(&h, ">  2024-03-12"));
    press(&h, "\016");
    CHECK("not bound", host_shows(&h, "没有这个键 <C-n>"));
    quit(&h);
    home_remove(&home, text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_up),
        cmocka_unit_test(mistaken),
        cmocka_unit_test(left_out),
    };

    return host_main("config", tests, sizeof tests / sizeof *tests);
}
