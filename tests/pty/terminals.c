/* Terminals by name, with and without an entry in terminfo, and sizes from nothing to a wall. */
#include "pty/player.h"
#include "pty/strict.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

static const char *const paths[] = {"content/articles", NULL};

static void check_log(const struct host *h, const char *what, const char *term)
{
    struct strict s = {
        .colour = true, .clipboard = true, .links = true, .rows = 1000, .cols = 1000};
    struct buf why = {0};
    bool bad;

    strict_open(&s, term);
    bad = strict_find(&s, buf_view(&h->log), &why);
    strict_free(&s);
    if (bad) {
        print_error("%s: %s\n", what, why.p);
        buf_free(&why);
        check_fail(__FILE__, __LINE__, what, "only what this terminal can be sent");
    }
}

static void quit(struct host *h, const char *what)
{
    host_send(h, "Q", 1);
    CHECK_INT(what, host_exit(h), 0);
    CHECK(what, !h->alt && h->cursor && host_modes_restored(h));
}

static const struct {
    const char *name;
    bool often; /* in ncurses-base, so it is expected to have an entry */
} names[] = {
    {"xterm", true},           {"xterm-256color", true},
    {"screen", true},          {"tmux", true},
    {"screen-256color", true}, {"tmux-256color", true},
    {"linux", true},           {"vt100", true},
    {"vt220", true},           {"xterm-mono", true},
    {"foot", false},           {"xterm-kitty", false},
    {"alacritty", false},      {"xterm-ghostty", false},
    {"wezterm", false},        {"no-such-terminal", false},
};

static void start_as(const char *name, const char *info, bool known)
{
    char term[64], where[128];
    const char *env[] = {term, info ? where : NULL, NULL};
    struct host h;

    snprintf(term, sizeof term, "TERM=%s", name);
    snprintf(where, sizeof where, "TERMINFO=%s", info ? info : "");
    host_start(&h, &(struct host_opts){.args = {paths[0]}, .env = env});
    if (strcmp(name, "linux") != 0)
        CHECK(name, host_shows(&h, known ? "语录" : "未知，按 xterm-256color 显示"));
    CHECK(name, host_send_taken(&h, "j", 1));
    CHECK(name, host_send_taken(&h, "\r", 1));
    CHECK(name, host_shows(&h, "正文"));
    for (const char *k = "j k dug"; *k; k++)
        CHECK(name, host_send_taken(&h, k, 1));
    quit(&h, name);
    check_log(&h, name, name);
    host_end(&h);
}

/* As this machine knows them: whoever has no entry is shown as xterm-256color, and says so. */
static void names_of_this_machine(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct strict s = {0};
        strict_open(&s, names[i].name);
        bool known = s.known;
        strict_free(&s);
        CHECK(names[i].name, known || !names[i].often);
        start_as(names[i].name, NULL, known);
    }
}

static void run_command(const char *const *command)
{
    struct host h;

    host_start(&h, &(struct host_opts){.command = command, .blind = true});
    CHECK_INT(command[0], host_exit(&h), 0);
    host_end(&h);
}

/* With entries made for the test, in a folder of their own. */
static void names_with_entries(void **state)
{
    static const char source[] =
        "foot|of the test,bce@,use=xterm-256color,\n"
        "xterm-kitty|of the test,indn@,rin@,use=xterm-256color,\n"
        "alacritty|of the test,ech@,use=xterm-256color,\n"
        "xterm-ghostty|of the "
        "test,smcup=\\E[?1049h,rmcup=\\E[?1049l,use=xterm-256color,\n"
        "wezterm|of the test,cnorm=\\E[?25h,use=xterm-256color,\n";
    char folder[] = "/tmp/yulu-terminfo-XXXXXX", file[64];
    const char *const make[] = {"tic", "-x", "-o", folder, file, NULL};
    const char *const clean[] = {"rm", "-rf", folder, NULL};

    (void)state;
    CHECK("folder", mkdtemp(folder) != NULL);
    snprintf(file, sizeof file, "%s/source", folder);
    CHECK("source", file_replace(file, str_of(source), NULL));
    run_command(make);
    setenv("TERMINFO", folder, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!names[i].often && strcmp(names[i].name, "no-such-terminal") != 0)
            start_as(names[i].name, folder, true);
    unsetenv("TERMINFO");
    run_command(clean);
}

/* It cannot show 汉字: that is said in letters that it has. */
static void a_console_is_told(void **state)
{
    static const char *const linux_console[] = {"TERM=linux", NULL};
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {paths[0]}, .env = linux_console});
    CHECK("told", host_shows(&h, "Linux console has no Chinese glyphs"));
    quit(&h, "console");
    host_end(&h);
}

/* Rows and columns.  libvterm does not live through the smallest ones. */
static const unsigned short sizes[][2] = {
    {1, 1},   {1, 80},   {24, 1},   {2, 2},    {3, 10},    {4, 19},     {5, 20},
    {5, 40},  {12, 40},  {20, 39},  {24, 40},  {24, 79},   {24, 80},    {25, 81},
    {30, 99}, {40, 120}, {50, 200}, {60, 131}, {100, 300}, {300, 1000},
};

/* After any change of size the screen is the one that a fresh start shows at that size. */
static void sizes_of_all_kinds(void **state)
{
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {paths[0]}});
    CHECK("shown", host_shows(&h, "语录"));
    for (size_t i = 0; i < 2 * (sizeof sizes / sizeof *sizes); i++) {
        const unsigned short *s = sizes[i * 7 % (sizeof sizes / sizeof *sizes)];
        struct player p;
        char what[32];
        if (s[0] < 2 || s[1] < 4) {
            host_tell_size(&h, s[0], s[1]);
            CHECK("lives", host_send_taken(&h, "\x0c", 1));
            continue;
        }
        snprintf(what, sizeof what, "%ux%u", s[1], s[0]);
        host_resize(&h, s[0], s[1]);
        player_start(&p, paths,
                     &(struct app_opts){
                         .rows = s[0], .cols = s[1], .amb = 1, .kinsoku = KINSOKU_GB});
        CHECK(what, player_agrees(&p, &h, what));
        player_end(&p);
    }
    quit(&h, "sizes");
    check_log(&h, "sizes", "xterm-256color");
    host_end(&h);
}

/* A start at each of them, with keys: what is written is on the screen. */
static void starts_at_all_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {paths[0]},
                                           .rows = sizes[i][0],
                                           .cols = sizes[i][1],
                                           .blind = true});
        CHECK("starts", host_wrote(&h, "\033[c"));
        for (const char *k = "jj\r j?"; *k; k++)
            CHECK("takes keys", host_send_taken(&h, k, 1));
        host_send(&h, "\033[27uQ", 6);
        CHECK_INT("ends", host_exit(&h), 0);
        CHECK("modes", host_modes_restored(&h));
        check_log(&h, "start", "xterm-256color");
        host_end(&h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_this_machine), cmocka_unit_test(names_with_entries),
        cmocka_unit_test(a_console_is_told),     cmocka_unit_test(sizes_of_all_kinds),
        cmocka_unit_test(starts_at_all_sizes),
    };

    return host_main("terminals", tests, sizeof tests / sizeof *tests);
}
