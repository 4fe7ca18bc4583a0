/* What ends or stops the program leaves the terminal as it was: modes, screen, cursor. */
#include "pty/player.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const paths[] = {"content/articles", NULL};

/* Was the last of these two sequences the second one? */
static bool switched_off(const struct host *h, const char *on, const char *off)
{
    struct str log = buf_view(&h->log);
    size_t last_on = 0, last_off = 0;

    for (size_t at = 0; (at = str_find(log, str_of(on), at)) < log.len; at++)
        last_on = at + 1;
    for (size_t at = 0; (at = str_find(log, str_of(off), at)) < log.len; at++)
        last_off = at + 1;
    return last_on <= last_off;
}

static void check_sane(struct host *h, const char *what)
{
    CHECK(what, !h->alt);
    CHECK(what, h->cursor);
    CHECK(what, host_modes_restored(h));
    CHECK(what, switched_off(h, "\033[?2004h", "\033[?2004l"));
    CHECK(what, switched_off(h, "\033[?1h", "\033[?1l"));
    CHECK(what, switched_off(h, "\033[?1006", "\033[?1006l") ||
                    switched_off(h, "\033[?1006;1000h", "\033[?1006;1000l"));
}

static const struct {
    const char *name;
    int signal, status;
} ends[] = {
    {"hangup", SIGHUP, 128 + SIGHUP},
    {"terminate", SIGTERM, 128 + SIGTERM},
    {"interrupt", SIGINT, 128 + SIGINT},
    {"quit", SIGQUIT, 128 + SIGQUIT},
    {"user 2", SIGUSR2, 128 + SIGUSR2},
    {"alarm", SIGALRM, 128 + SIGALRM},
    {"illegal instruction", SIGILL, 128 + SIGILL},
    {"arithmetic", SIGFPE, 128 + SIGFPE},
    {"trap", SIGTRAP, 128 + SIGTRAP},
    {"too long", SIGXCPU, 128 + SIGXCPU},
    {"segmentation fault", SIGSEGV, 128 + SIGSEGV},
    {"abort", SIGABRT, 128 + SIGABRT},
    {"bus error", SIGBUS, 128 + SIGBUS},
};

static void leaves_the_terminal_sane(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {paths[0]}});
        CHECK(ends[i].name, host_shows(&h, "语录"));
        CHECK(ends[i].name, h.alt);
        kill(h.pid, ends[i].signal);
        CHECK_INT(ends[i].name, host_exit(&h), ends[i].status);
        check_sane(&h, ends[i].name);
        host_end(&h);
    }
}

/* An ignored hangup (nohup) does not end it. */
static void keeps_ignored_hangup(void **state)
{
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {paths[0]}, .no_hangup = true});
    CHECK("shown", host_shows(&h, "语录"));
    kill(h.pid, SIGHUP);
    CHECK("still reads", host_send_taken(&h, "?", 1));
    CHECK("still shows", host_shows(&h, "帮助"));
    host_send(&h, "\033[27uQ", 6);
    CHECK_INT("quits", host_exit(&h), 0);
    host_end(&h);
}

static void quits(void **state)
{
    static const char *const keys[] = {"q", "Q", ":q\r", "\xEF\xBD\x91"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {paths[0]}});
        CHECK(keys[i], host_shows(&h, "语录"));
        host_send(&h, keys[i], strlen(keys[i]));
        CHECK_INT(keys[i], host_exit(&h), 0);
        check_sane(&h, keys[i]);
        host_end(&h);
    }
}

static bool left_screen(struct host *h, void *ctx)
{
    (void)ctx;
    return !h->alt;
}

static bool took_screen(struct host *h, void *ctx)
{
    (void)ctx;
    return h->alt;
}

/* A shell with jobs: without one nobody could wake the program again. */
static void stops_and_goes_on(void **state)
{
    static const char *const shell[] = {"bash", "--norc", "-mc",
                                        "\"$YULU\" content/articles/twin.yaml; echo "
                                        "stop=$?; read x; fg >/dev/null; echo end=$?",
                                        NULL};
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.command = shell});
    CHECK("shown", host_shows(&h, "语录"));
    host_send(&h, "\x1A", 1);
    CHECK("stopped", host_shows(&h, "stop=148"));
    CHECK("left the screen", host_until(&h, left_screen, NULL));
    CHECK("cursor", h.cursor);
    host_resize(&h, 30, 70);
    host_send(&h, "\r", 1);
    CHECK("back", host_until(&h, took_screen, NULL) && host_shows(&h, "语录"));
    host_send(&h, "Q", 1);
    CHECK("quits", host_shows(&h, "end=0"));
    CHECK_INT("shell", host_exit(&h), 0);
    check_sane(&h, "afterwards");
    host_end(&h);
}

static long cpu_ms(const struct rusage *r)
{
    return (long)(r->ru_utime.tv_sec + r->ru_stime.tv_sec) * 1000 +
           (long)(r->ru_utime.tv_usec + r->ru_stime.tv_usec) / 1000;
}

/* Until the program has ended, with nothing read from it. */
static bool waits_for_end(struct host *h)
{
    const struct timespec nap = {.tv_nsec = 20000000};

    for (int i = 0; i < GUARD_MS / 20; i++) {
        if (waitpid(h->pid, &h->status, WNOHANG) == h->pid)
            return h->ended = true;
        nanosleep(&nap, NULL);
    }
    return false;
}

static unsigned next(unsigned *seed, unsigned n)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % n;
}

/* Sizes that libvterm itself does not survive are told to the program only. */
static void lives_through_no_room(void **state)
{
    static const unsigned short sizes[][2] = {{1, 1}, {1, 300}, {300, 1}, {0, 0}, {2, 1}};
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {paths[0]}, .rows = 60, .cols = 200});
    CHECK("shown", host_shows(&h, "语录"));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct winsize size = {.ws_row = sizes[i][0], .ws_col = sizes[i][1]};
        ioctl(h.master, TIOCSWINSZ, &size);
        CHECK("lives", host_send_taken(&h, "j", 1));
    }
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    check_sane(&h, "afterwards");
    host_end(&h);
}

/* Sizes that change faster than anybody paints; the last one counts. */
static void follows_a_storm_of_sizes(void **state)
{
    static const unsigned last[][2] = {{24, 80}, {2, 4}, {5, 20}, {50, 200}, {300, 500}};
    unsigned seed = 5;

    (void)state;
    for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
        struct host h;
        struct player p;
        struct event ev = {.kind = EVENT_RESIZE, .rows = last[i][0], .cols = last[i][1]};
        host_start(&h, &(struct host_opts){.args = {paths[0]}});
        player_start(
            &p, paths,
            &(struct app_opts){.rows = 24, .cols = 80, .amb = 1, .kinsoku = KINSOKU_GB});
        CHECK("start", player_agrees(&p, &h, "start"));
        for (int k = 0; k < 200; k++)
            host_resize(&h, 2 + next(&seed, 60), 4 + next(&seed, 200));
        host_resize(&h, ev.rows, ev.cols);
        player_step(&p, &ev);
        CHECK("storm", player_agrees(&p, &h, "after the storm"));
        kill(h.pid, SIGTERM);
        CHECK_INT("ends", host_exit(&h), 128 + SIGTERM);
        check_sane(&h, "after the storm");
        player_end(&p);
        host_end(&h);
    }
}

/* The window was closed: nobody reads, nobody types, the program goes, also when it was told to
 * ignore hangups, and it does not spin meanwhile. */
static void ends_with_its_terminal(void **state)
{
    enum { CPU_MS = 300 };

    (void)state;
    for (int ignored = 0; ignored < 2; ignored++) {
        struct rusage before, after;
        struct host h;
        host_start(&h, &(struct host_opts){.args = {paths[0]}, .no_hangup = ignored});
        CHECK("shown", host_shows(&h, "语录"));
        getrusage(RUSAGE_CHILDREN, &before);
        close(h.slave);
        close(h.master);
        h.master = h.slave = -1;
        CHECK_INT("ends", host_exit(&h), 128 + SIGHUP);
        getrusage(RUSAGE_CHILDREN, &after);
        CHECK("no spinning", cpu_ms(&after) - cpu_ms(&before) < CPU_MS);
        host_end(&h);
    }
}

/* A terminal that takes nothing (Ctrl-S, a dead line): a signal still ends the program, and it does
 * not fill memory with pictures that nobody sees. */
static void ends_while_nothing_is_taken(void **state)
{
    static const int sigs[] = {SIGTERM, SIGHUP};

    (void)state;
    for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {paths[0]}, .rows = 50, .cols = 200});
        CHECK("shown", host_shows(&h, "语录"));
        /* Nobody reads from here on. */
        for (int n = 0; n < 400; n++)
            if (write(h.master, n % 2 ? "\x0c" : "j", 1) < 0)
                break;
        kill(h.pid, sigs[i]);
        CHECK("waits for it", waits_for_end(&h));
        CHECK_INT("ends", host_exit(&h), 128 + sigs[i]);
        CHECK("modes", host_modes_restored(&h));
        host_end(&h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_the_terminal_sane),
        cmocka_unit_test(keeps_ignored_hangup),
        cmocka_unit_test(quits),
        cmocka_unit_test(stops_and_goes_on),
        cmocka_unit_test(follows_a_storm_of_sizes),
        cmocka_unit_test(lives_through_no_room),
        cmocka_unit_test(ends_with_its_terminal),
        cmocka_unit_test(ends_while_nothing_is_taken),
    };

    return host_main("signals", tests, sizeof tests / sizeof *tests);
}
