/* What the terminal is asked at the start, and answers that are false, late, in pieces, twice, or
 * no answers: they may set the width of ambiguous characters once, and are never keys. */
#include "pty/player.h"

#include "text/utf8.h"
#include "text/width.h"

#include <time.h>

static const char archive[] = "content/articles";
static const char fence[] = "\033[?62;22c";

static void nap(long ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

    nanosleep(&t, NULL);
}

static size_t times(const struct host *h, const char *text)
{
    struct str log = buf_view(&h->log);
    size_t n = 0;

    for (size_t at = 0; (at = str_find(log, str_of(text), at)) < log.len; at++)
        n++;
    return n;
}

static void start(struct host *h, const char *const *env, const char *option)
{
    host_start(h, &(struct host_opts){
                      .args = {option ? option : archive, option ? archive : NULL},
                      .env = env,
                      .mute = true});
    CHECK("starts", host_shows(h, "语录"));
}

static void quit(struct host *h, const char *what)
{
    host_send(h, "\033[27u\033[27uQ", 11);
    CHECK_INT(what, host_exit(h), 0);
    CHECK(what, host_modes_restored(h));
    host_end(h);
}

/* How wide does the program think ambiguous characters are? */
static void check_width(struct host *h, const char *what, int amb)
{
    char want[32];

    snprintf(want, sizeof want, "ambiguous=%d", amb);
    host_send(h, ":set ambiguous?\r", 16);
    CHECK(what, host_shows(h, want));
}

static void asks_once_in_one_batch(void **state)
{
    struct host h;

    (void)state;
    start(&h, NULL, NULL);
    CHECK_INT("width", times(&h, "\033[6n"), 1);
    CHECK_INT("background", times(&h, "\033]11;?\033\\"), 1);
    CHECK_INT("fence", times(&h, "\033[c"), 1);
    CHECK("in this order, before the picture",
          host_wrote(&h, "“\033[6n\r\033[K\033]11;?\033\\\033[c"));
    quit(&h, "asked");
}

/* Who was told does not ask; who is no terminal of that kind is not asked. */
static void does_not_ask_in_vain(void **state)
{
    static const char *const told[] = {"YULU_AMBIGUOUS=2", NULL};
    static const char *const old[] = {"TERM=linux", NULL};
    struct host h;

    (void)state;
    start(&h, told, NULL);
    CHECK_INT("environment", times(&h, "\033[6n"), 0);
    check_width(&h, "environment", 2);
    quit(&h, "environment");
    start(&h, told, "--ambiguous=1");
    CHECK_INT("option", times(&h, "\033[6n"), 0);
    check_width(&h, "option", 1);
    quit(&h, "option");
    start(&h, told, "--ambiguous=auto");
    CHECK_INT("auto", times(&h, "\033[6n"), 1);
    quit(&h, "auto");
    start(&h, old, NULL);
    CHECK_INT("background of a console", times(&h, "\033]11"), 0);
    quit(&h, "console");
}

static const struct {
    const char *name;
    const char *replies[5]; /* one write each */
    long pause;             /* ms before each */
    int amb;
    const char *theme; /* that goes with the background told; NULL = none was */
} answers[] = {
    {"narrow", {"\033[2;2R\033]11;rgb:0000/0000/0000\033\\", fence}, 0, 1, "dark"},
    {"wide", {"\033[2;3R", fence}, 0, 2, NULL},
    {"in pieces", {"\033", "[2;", "3", "R\033[?6", "2;22c"}, 60, 2, NULL},
    {"colour in pieces",
     {"\033[2;3R\033]11;rg", "b:ffff/ff", "ff/ffff", "\033", "\\\033[?1c"},
     60,
     2,
     "light"},
    {"late and in pieces", {"\033[2", ";3R\033[?1c"}, 700, 2, NULL},
    {"twice", {"\033[2;3R", "\033[2;2R", fence}, 0, 2, NULL},
    {"after the end", {fence, "\033[2;3R"}, 0, 1, NULL},
    {"of another place",
     {"\033[9;3R", "\033[2;77R\033[2;1R\033[1;2R", fence},
     0,
     1,
     NULL},
    {"nonsense",
     {"\033[;R\033[2R", "\033]11;rgb:zz/0/0\a\033]11;red\a", "\033P1$r0m\033\\",
      "\033[0n", fence},
     0,
     1,
     NULL},
    {"no end of a colour", {"\033]11;rgb:ff", "\x18\033[2;3R", fence}, 0, 2, NULL},
    {"nothing", {NULL}, 0, 1, NULL},
};

/* After each kind of answer the screen is the one that a program shows that was told so, and no
 * key was pressed. */
static void takes_answers(void **state)
{
    static const char *const paths[] = {archive, NULL};

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct host h;
        struct player p;
        start(&h, NULL, NULL);
        h.amb = answers[i].amb;
        for (size_t k = 0; k < 5 && answers[i].replies[k]; k++) {
            nap(answers[i].pause);
            CHECK(answers[i].name, host_send_taken(&h, answers[i].replies[k],
                                                   strlen(answers[i].replies[k])));
        }
        CHECK(answers[i].name, host_send_taken(&h, "\x0c", 1));
        player_start(&p, paths,
                     &(struct app_opts){
                         .rows = 24,
                         .cols = 80,
                         .amb = answers[i].amb,
                         .kinsoku = KINSOKU_GB,
                         .theme = answers[i].theme ? theme_named(str_of(answers[i].theme))
                                                   : NULL});
        CHECK(answers[i].name, player_agrees(&p, &h, answers[i].name));
        player_end(&p);
        quit(&h, answers[i].name);
    }
}

/* Columns of a row on a terminal on which ambiguous characters are two wide, and whether anything
 * of it belongs to a frame that is not ASCII. */
static unsigned columns(struct str s, bool *drawn)
{
    unsigned cols = 0;

    for (size_t at = 0, len; at < s.len; at += len) {
        uint32_t cp = utf8_decode(s.p + at, &len);
        cols += (unsigned)width_cp(cp, 2);
        *drawn = *drawn || (cp >= 0x2500 && cp < 0x2600);
    }
    return cols;
}

static void check_rows(struct host *h, const char *what)
{
    struct buf row = {0};
    bool drawn = false;

    for (unsigned y = 0; y < h->rows; y++) {
        buf_reset(&row);
        host_row(h, y, &row);
        if (columns(buf_view(&row), &drawn) > h->cols || drawn) {
            print_error("%s, row %u: %s\n", what, y, row.p);
            check_fail(__FILE__, __LINE__, what,
                       "at most as wide as the screen, in ASCII");
        }
    }
    buf_free(&row);
}

/* A terminal that says it is wide: what is sent fits, whatever is shown. */
static void fits_when_wide(void **state)
{
    static const char *const keys[] = {
        "j",        "W",     "W",        "W",     "f",        "j",  "f",
        "\r",       " ",     "z",        "i",     "h",        "\\", "h",
        "v",        "t",     "t",        "h",     "p",        "h",  "r",
        "h",        "?",     "\033[27u", "/说\r", "n",        "/",  "多字的条件“”……——",
        "\033[27u", ":se\t", "\033[27u", "h",     ":check\r", "h"};
    static const unsigned sizes[][2] = {{24, 80}, {24, 41}, {50, 160}};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {archive},
                                           .rows = sizes[s][0],
                                           .cols = sizes[s][1],
                                           .amb = 2,
                                           .mute = true});
        CHECK("starts", host_wrote(&h, "\033[c"));
        host_send(&h, "\033[2;3R\033[?1c", 11);
        check_width(&h, "wide", 2);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            CHECK(keys[i], host_send_taken(&h, keys[i], strlen(keys[i])));
            host_read(&h, 20);
            check_rows(&h, keys[i]);
        }
        quit(&h, "wide");
    }
}

/* A shows everything anew in the other width; what the terminal says afterwards is too late. */
static void a_key_turns_it_over(void **state)
{
    static const char *const paths[] = {archive, NULL};
    struct host h;
    struct player p;

    (void)state;
    start(&h, NULL, NULL);
    h.amb = 2;
    host_send(&h, "A", 1);
    CHECK("says so", host_shows(&h, "按2列显示"));
    CHECK("an answer", host_send_taken(&h, "\033[2;2R\033[?1c\x0c", 12));
    player_start(
        &p, paths,
        &(struct app_opts){.rows = 24, .cols = 80, .amb = 2, .kinsoku = KINSOKU_GB});
    CHECK("wide", player_agrees(&p, &h, "wide"));
    h.amb = 1;
    host_send(&h, "A", 1);
    CHECK("back", host_shows(&h, "按1列显示"));
    player_end(&p);
    quit(&h, "turned");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_once_in_one_batch), cmocka_unit_test(does_not_ask_in_vain),
        cmocka_unit_test(takes_answers),          cmocka_unit_test(fits_when_wide),
        cmocka_unit_test(a_key_turns_it_over),
    };

    return host_main("probe", tests, sizeof tests / sizeof *tests);
}
