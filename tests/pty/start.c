/* Starts that are not as they should be: locales, terminals, no terminal, no answers; keys that
 * come in pieces; and what a frame costs. */
#include "pty/player.h"

#include <time.h>
#include <unistd.h>

static const char sample[] = "content/articles/twin.yaml";

static const struct {
    const char *name;
    const char *env[4];
    const char *says; /* in the status line, once; NULL = nothing */
} starts[] = {
    {"plain", {NULL}, NULL},
    {"no locale", {"LANG", "LC_ALL=C", NULL}, "UTF-8"},
    {"locale that is not installed", {"LC_ALL=nonsense", NULL}, "UTF-8"},
    {"unknown terminal", {"TERM=no-such-terminal", NULL}, "xterm-256color"},
    {"no terminal name", {"TERM", NULL}, "xterm-256color"},
    {"hostile terminal name", {"TERM=\033[31mx", NULL}, "xterm-256color"},
};

static bool status_says(struct host *h, const char *text)
{
    struct buf row = {0};
    bool found = false;

    for (unsigned y = h->rows - 3; y < h->rows && !found; y++) {
        buf_reset(&row);
        host_row(h, y, &row);
        found = str_find(buf_view(&row), str_of(text), 0) < row.len;
    }
    buf_free(&row);
    return found;
}

static void starts_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct host h;
        host_start(&h, &(struct host_opts){.args = {sample}, .env = starts[i].env});
        CHECK(starts[i].name, host_shows(&h, "语录"));
        if (starts[i].says) {
            CHECK(starts[i].name, host_shows(&h, starts[i].says));
            CHECK(starts[i].name, status_says(&h, starts[i].says));
        }
        CHECK(starts[i].name, host_send_taken(&h, "j", 1));
        CHECK(starts[i].name, host_send_taken(&h, "k", 1));
        host_send(&h, "Q", 1);
        CHECK_INT(starts[i].name, host_exit(&h), 0);
        CHECK(starts[i].name, host_modes_restored(&h));
        host_end(&h);
    }
}

static void needs_no_answers(void **state)
{
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}, .mute = true});
    CHECK("starts", host_shows(&h, "语录"));
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    host_end(&h);
}

static void tells_small_sizes(void **state)
{
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}, .rows = 4, .cols = 19});
    CHECK("notice", host_shows(&h, "20x5"));
    host_resize(&h, 5, 20);
    CHECK("picture", host_shows(&h, "语录"));
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    host_end(&h);
}

/* Without a terminal on stdout text is plain, without an escape, and the reader refuses. */
static void writes_text_into_pipes(void **state)
{
    static const char *const shell[] = {
        "bash", "-c",
        "f=$B/tests/pty/piped; \"$YULU\" show content/articles/twin.yaml >$f; echo "
        "show=$?;"
        "\"$YULU\" content/articles/twin.yaml >/dev/null; echo reader=$?;"
        "echo escapes=$(grep -c '\033' $f); grep -q 阮栖桐 $f && echo words; echo end",
        NULL};
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.command = shell});
    CHECK("end", host_shows(&h, "end"));
    CHECK("status", host_shows(&h, "show=0"));
    CHECK("the reader needs a terminal", host_shows(&h, "reader=5"));
    CHECK("no escape", host_shows(&h, "escapes=0"));
    CHECK("text", host_shows(&h, "words"));
    CHECK_INT("shell", host_exit(&h), 0);
    host_end(&h);
}

static void wants_a_terminal_for_keys(void **state)
{
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}, .stdin_null = true});
    CHECK_INT("status", host_exit(&h), 5);
    CHECK("modes", host_modes_restored(&h));
    host_end(&h);
}

static void says_what_a_dumb_terminal_can_do(void **state)
{
    static const char *const dumb[] = {"TERM=dumb", NULL};
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}, .env = dumb});
    CHECK("advice", host_shows(&h, "yulu show"));
    CHECK_INT("status", host_exit(&h), 5);
    host_end(&h);
}

/* One byte at a time, a sequence nobody knows, half a character: none of it is a key. */
static void takes_keys_in_pieces(void **state)
{
    static const char *const noise[] = {
        "\033[200~\033[201~",
        "\033[1;5Q",
        "\033[<0;5;5M",
        "\033[<0;5;5m",
        "\033]11;rgb:0000/0000/0000\033\\",
        "\033[5;1R",
        "\xE6\x96",
        "\033[999999999999q",
    };
    struct host h;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {"content/articles"}});
    CHECK("list", host_shows(&h, "1/"));
    for (size_t i = 0; i < sizeof noise / sizeof *noise; i++)
        for (const char *p = noise[i]; *p; p++)
            CHECK(noise[i], host_send_taken(&h, p, 1));
    for (const char *p = "\033[B"; *p; p++)
        host_send(&h, p, 1);
    CHECK("second in the list", host_shows(&h, " 2/"));
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    host_end(&h);
}

/* Each picture reaches the terminal in one piece. */
/* The bytes that BASE64 stands for, decoded by other means than the program's. */
static void decode64(struct str base64, struct buf *out)
{
    unsigned long bits = 0;
    unsigned n = 0;

    for (size_t i = 0; i < base64.len && base64.p[i] != '='; i++) {
        char c = base64.p[i];
        bits = bits << 6 | (unsigned long)(c == '+'   ? 62
                                           : c == '/' ? 63
                                           : c >= 'a' ? c - 'a' + 26
                                           : c >= 'A' ? c - 'A'
                                                      : c - '0' + 52);
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_c(out, (char)(bits >> n & 0xFF));
        }
    }
}

/* What y puts on the clipboard is the text of the quotation, in one sequence. */
static void copies_by_osc_52(void **state)
{
    static const char start[] = "\033]52;c;";
    struct host h;
    struct buf text = {0};
    struct str log;
    size_t from, to;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}});
    CHECK("opens", host_shows(&h, "正文"));
    CHECK("to the quotation", host_send_taken(&h, "]", 1));
    host_send(&h, "y", 1);
    CHECK("says so", host_shows(&h, "已复制33字"));
    log = buf_view(&h.log);
    from = str_find(log, str_of(start), 0);
    CHECK("sequence", from < log.len);
    to = str_find(log, STR("\007"), from);
    decode64(str_slice(log, from + strlen(start), to - from - strlen(start)), &text);
    CHECK_STR("text", text.p,
              "机器替人站岗可以，替人心疼不行，真正让老人踏实的，还是床边那双手。");
    CHECK("once", str_find(log, str_of(start), to) == log.len);
    host_send(&h, "Q", 1);
    CHECK_INT("quits", host_exit(&h), 0);
    buf_free(&text);
    host_end(&h);
}

/* The worker that looks at the files again wakes the one at the terminal by writing to a pipe:
 * until it rests. */
static void wait_for_rest(const struct host *h)
{
    const struct timespec nap = {.tv_nsec = 200000000};
    long last = -1;

    for (int i = 0; i < 100 && last != host_writes(h); i++) {
        last = host_writes(h);
        nanosleep(&nap, NULL);
    }
}

static void writes_once_a_frame(void **state)
{
    static const char *const paths[] = {sample, NULL};
    static const struct {
        const char *bytes;
        struct event ev;
    } keys[] = {
        {"j", {.kind = EVENT_KEY, .key = 'j'}}, {"j", {.kind = EVENT_KEY, .key = 'j'}},
        {" ", {.kind = EVENT_KEY, .key = ' '}}, {"k", {.kind = EVENT_KEY, .key = 'k'}},
        {"b", {.kind = EVENT_KEY, .key = 'b'}}, {"?", {.kind = EVENT_KEY, .key = '?'}},
    };
    struct host h;
    struct player p;

    (void)state;
    host_start(&h, &(struct host_opts){.args = {sample}});
    player_start(
        &p, paths,
        &(struct app_opts){.rows = 24, .cols = 80, .amb = 1, .kinsoku = KINSOKU_GB});
    CHECK("start", player_agrees(&p, &h, "start"));
    wait_for_rest(&h);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        long before = host_writes(&h);
        player_step(&p, &keys[i].ev);
        host_send_taken(&h, keys[i].bytes, 1);
        CHECK(keys[i].bytes, player_agrees(&p, &h, keys[i].bytes));
        if (before >= 0)
            CHECK_INT(keys[i].bytes, host_writes(&h) - before, 1);
    }
    player_end(&p);
    host_end(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_anywhere),
        cmocka_unit_test(needs_no_answers),
        cmocka_unit_test(tells_small_sizes),
        cmocka_unit_test(writes_text_into_pipes),
        cmocka_unit_test(wants_a_terminal_for_keys),
        cmocka_unit_test(takes_keys_in_pieces),
        cmocka_unit_test(says_what_a_dumb_terminal_can_do),
        cmocka_unit_test(copies_by_osc_52),
        cmocka_unit_test(writes_once_a_frame),
    };

    return host_main("start", tests, sizeof tests / sizeof *tests);
}
