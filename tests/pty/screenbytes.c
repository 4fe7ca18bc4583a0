/* usage: screenbytes [-v] FOLDER ARTICLES STRIDE [RUN...]
 * Every byte that the program writes while everything it can show of FOLDER (see hostile.py) tries
 * to get through as something else than text.  RUN is a place in the matrix of terminals and sizes,
 * 0 to 31; none: all.  Of the articles every STRIDE-th is opened in all its views. */
#include "pty/host.h"
#include "pty/strict.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    N_SIZES = 4,
    N_TERMS = 8,
    N_RUNS = N_SIZES * N_TERMS,
    FEW_BYTES = 2000,
    SETTLE = 1
};

static const char *const terms[N_TERMS] = {
    "xterm-256color", "screen-256color", "tmux-256color", "linux",
    "vt100",          "vt220",           "xterm-mono",    "yulu-no-such-terminal",
};
static const unsigned sizes[N_SIZES][2] = {{24, 80}, {20, 40}, {5, 20}, {50, 200}};
static const char *const locales[] = {"C.UTF-8", "C", "zh_CN.GB18030", "zh_CN.GBK",
                                      "nonsense"};

/* One article in all its views; the last key goes to the next one. */
static const char *const article[] = {
    "i", " ", "h",        "\\", " ",     "h", "o",        "z", "]", "y",
    "Y", "v", "j",        "h",  "p",     "j", "h",        "r", "h", "V",
    "j", "y", "\033[27u", "~",  "/说\r", "n", "\033[27u", " ", "b", "J"};
/* Lists, filters, messages, prompts with hostile text pasted into them, names completed by Tab. */
static const char *const around[] = {
    "j",
    " ",
    "G",
    "g",
    "W",
    "j",
    "W",
    "j",
    "W",
    "f",
    "j",
    " ",
    "j",
    "+",
    "j",
    "-",
    "/\033[200~\033[31m\033[201~\r",
    "\033[27u",
    "f",
    "v",
    "j",
    "t",
    "j",
    "t",
    "j",
    "t",
    "s",
    "h",
    "p",
    "j",
    "h",
    "*",
    "U",
    "s",
    "s",
    "/\033[200~\033[31m算\a\x9b\033]0;x\a\033[201~",
    "\r",
    "\033[27u",
    "/\xe2\x80\xae",
    "\r",
    "\033[27u",
    "/speaker:\t",
    "\t",
    "\r",
    "\033[27u",
    "/\033[200~tag:\"\033[5m\"\033[201~\r",
    "\033[27u",
    "?",
    "j",
    " ",
    "\033[200~\033c\033[201~",
    "\033[27u",
    "\033[27u",
    ":",
    "open \t",
    "\t",
    "\t",
    "\033[27u",
    ":\033[200~no\033]0;x\a\033[201~\r",
    ":check\r",
    " ",
    " ",
    "G",
    "h",
    ":save \033[200~\033[2J名\xe2\x80\xae\033[201~\r",
    ":saved\r",
    "\033[27u",
    ":set ambiguous 2\r",
    ":set ambiguous 1\r",
    "R",
    "\x0c",
    "\x01",
    "\x1d",
    "\xc2\x9b",
    "\xf3\xa0\x81\x81",
    "\xe2\x80\xae",
    "g",
};
static const char *const commands[][HOST_ARGS] = {
    {"list", "-d"}, {"quotes", "-d"},           {"speakers", "-d"},     {"stats", "-d"},
    {"check"},      {"facets", "关键词", "-d"}, {"search", "话", "-d"}, {"show"},
};

static size_t bytes_read;
static bool verbose;

static void press(struct host *h, const char *what, const char *keys)
{
    CHECK(what, host_send_taken(h, keys, strlen(keys)));
    host_read(h, SETTLE);
    CHECK(keys, !h->ended);
}

static void check_log(const struct host *h, const char *what, const char *term, bool text)
{
    struct strict s = {
        .colour = true, .clipboard = true, .links = true, .rows = 300, .cols = 300};
    struct buf why = {0};
    bool bad;

    strict_open(&s, term);
    /* Line ends of printed text, which the terminal's driver makes of newlines. */
    if (text && s.n_tokens + 2 < STRICT_TOKENS) {
        s.tokens[s.n_tokens++] = STR("\r");
        s.tokens[s.n_tokens++] = STR("\n");
    }
    bad = strict_find(&s, buf_view(&h->log), &why);
    strict_free(&s);
    bytes_read += h->log.len;
    if (verbose)
        fprintf(stderr, "%s: %zu bytes\n", what, h->log.len);
    if (bad) {
        print_error("%s: %s\n", what, why.p);
        buf_free(&why);
        check_fail(__FILE__, __LINE__, what, "only what this terminal can be sent");
    }
}

/* How a run ends, taken in turn: every way out must leave whole sequences behind it. */
static void end(struct host *h, const char *what, unsigned how)
{
    static const int signals[] = {0, SIGTERM, SIGHUP, SIGINT};
    int sig = signals[how % 4];

    if (sig) {
        /* In the middle of pictures that nobody takes. */
        for (int i = 0; i < 40; i++)
            host_send(h, "\x0c", 1);
        kill(h->pid, sig);
    } else {
        host_send(h, "\033[27u\033[27uQ", 11);
    }
    CHECK_INT(what, host_exit(h), sig ? 128 + sig : 0);
    CHECK(what, host_modes_restored(h));
}

static void resize(struct host *h, unsigned rows, unsigned cols)
{
    static const unsigned other[][2] = {{7, 33}, {1, 1}, {60, 131}, {300, 20}, {2, 300}};

    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        /* libvterm does not live through the smallest ones: only the program is told. */
        host_tell_size(h, other[i][0], other[i][1]);
        host_read(h, SETTLE);
    }
    host_resize(h, rows, cols);
    host_read(h, SETTLE);
}

static void run(const char *folder, unsigned at, unsigned stride, unsigned n_articles)
{
    const char *term = terms[at / N_SIZES];
    const unsigned *size = sizes[at % N_SIZES];
    char what[96], term_env[64], locale[64], skip[16];
    const char *env[] = {term_env, "LANG", locale, NULL};
    struct host h;

    snprintf(term_env, sizeof term_env, "TERM=%s", term);
    snprintf(locale, sizeof locale, "LC_ALL=%s", locales[at % 5]);
    snprintf(what, sizeof what, "%s %ux%u %s", term, size[1], size[0], locales[at % 5]);
    host_start(&h, &(struct host_opts){.args = {"--no-cache", folder},
                                       .env = env,
                                       .rows = size[0],
                                       .cols = size[1],
                                       .blind = true,
                                       .state = true});
    CHECK(what, host_wrote(&h, "语录"));
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        press(&h, what, around[i]);
    press(&h, what, "\033[27u");
    press(&h, what, "\r");
    for (unsigned n = at % stride; n < n_articles; n += stride) {
        for (size_t i = 0; i < sizeof article / sizeof *article; i++)
            press(&h, what, article[i]);
        /* The last key has gone one further. */
        snprintf(skip, sizeof skip, "%uJ", stride - 1);
        if (stride > 1)
            press(&h, what, skip);
        if (n / stride % 100 == 10)
            resize(&h, size[0], size[1]);
    }
    end(&h, what, at);
    CHECK(what, h.log.len > FEW_BYTES);
    check_log(&h, what, term, false);
    host_end(&h);
}

/* What subcommands print on a terminal. */
static void print(const char *folder, const char *term)
{
    char term_env[64], article_path[256];
    const char *env[] = {term_env, NULL};

    snprintf(term_env, sizeof term_env, "TERM=%s", term);
    snprintf(article_path, sizeof article_path, "%s/e000.yaml", folder);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *argv[HOST_ARGS + 4] = {getenv("YULU")};
        size_t n = 1;
        struct host h;
        for (size_t k = 0; commands[i][k]; k++)
            argv[n++] = commands[i][k];
        argv[n++] = strcmp(commands[i][0], "show") ? folder : article_path;
        host_start(&h, &(struct host_opts){.command = argv, .env = env, .blind = true});
        CHECK(commands[i][0], host_exit(&h) >= 0);
        check_log(&h, commands[i][0], term, true);
        host_end(&h);
    }
}

static const char *folder;
static unsigned stride, n_articles;
static char **runs; /* NULL at the end; none: all */

static void nothing_gets_through(void **state)
{
    (void)state;
    for (char **r = runs; *r; r++)
        run(folder, (unsigned)strtoul(*r, NULL, 10) % N_RUNS, stride, n_articles);
    for (unsigned at = 0; !*runs && at < N_RUNS; at++)
        run(folder, at, stride, n_articles);
}

static void nothing_gets_printed(void **state)
{
    (void)state;
    print(folder, terms[0]);
    for (size_t i = 1; !*runs && i < N_TERMS; i++)
        print(folder, terms[i]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gets_through),
        cmocka_unit_test(nothing_gets_printed),
    };
    int status;

    verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    argv += verbose;
    if (argc - verbose < 4)
        return 2;
    folder = argv[1];
    n_articles = (unsigned)strtoul(argv[2], NULL, 10);
    stride = (unsigned)strtoul(argv[3], NULL, 10);
    runs = argv + 4;
    status = host_main("screenbytes", tests, sizeof tests / sizeof *tests);
    fprintf(stderr, "%zu bytes checked\n", bytes_read);
    return status;
}
