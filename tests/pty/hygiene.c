/* Every byte the program writes, while everything it can be made to show tries to get a control
 * sequence through to the terminal: fields, keys, bodies, file names, prompts, pasted text. */
#include "pty/player.h"
#include "pty/strict.h"

#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written by the test, since no editor likes them: escapes in YAML's own notation, raw bytes, bytes
 * that are no UTF-8, marks without a base, and a name to match. */
static const struct {
    const char *name;
    struct str text;
} files[] = {
    {"a\033]0;name\a.yaml",
     STR_INIT("标题: \"\\e]52;c;aGk=\\a标题\\x9b31m\\u202e反\"\n"
              "链接: \"https://a.example/\\e[2J\"\n"
              "总结: \"正文\\e[31m红\\e]8;;https://b.example/\\a链\\x07\\x9d0;t\\x9c。"
              "“他\\u2066说\\u200b”\\u200d\\ufeff\\U000e0041，\\u0301组合。\"\n"
              "关键词: [\"\\e[5m\", \"\\u202d左\"]\n"
              "\"键\\e[0m\": \"值\\e[0m\"\n")},
    {"b\033[2J.yaml", STR_INIT("标题: 裸\033]0;x\a字节\n总结: 正文\033[2J里\233"
                               "31m有\001控制\177字节。\n"
                               "来源: 某\033P报\033\\\n")},
    {"c.yaml",
     STR_INIT("标题: 坏\xff\xfe字节\n总结: \xc0\x80\xed\xa0\x80，\xf5。\xe4\xb8\n")},
    {"d\xff.yaml", STR_INIT("标题: [未\033[1m完\n总结: {\n")},
    {"e.yaml",
     STR_INIT("标题: 长\n总结: "
              "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81x👨‍👩"
              "‍👧👍🏽🇨🇳❤️\xEE\x80\x80\n")},
};
enum { N_FILES = sizeof files / sizeof *files };

static char folder[64];

static int make_folder(void **state)
{
    char path[256];

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/yulu-hygiene-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    for (size_t i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        if (!file_replace(path, files[i].text, NULL))
            return -1;
    }
    return 0;
}

static int remove_folder(void **state)
{
    char path[256];

    (void)state;
    for (size_t i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        unlink(path);
    }
    return rmdir(folder);
}

static const struct terminal_kind {
    const char *term[2];
    bool colour;
} kinds[] = {
    {{"TERM=xterm-256color", NULL}, true}, {{"TERM=screen-256color", NULL}, true},
    {{"TERM=vt100", NULL}, false},         {{"TERM=linux", NULL}, true},
    {{"TERM=tmux-256color", NULL}, true},
};

/* Every view of every article, the messages, the prompts with hostile text pasted into them, names
 * completed by Tab. */
static const char *const script[] = {"j",
                                     "\r",
                                     "j",
                                     " ",
                                     "z",
                                     "i",
                                     "j",
                                     "q",
                                     "\\",
                                     " ",
                                     "q",
                                     "J",
                                     "i",
                                     "q",
                                     "\\",
                                     "q",
                                     "J",
                                     " ",
                                     "\\",
                                     "q",
                                     "J",
                                     "o",
                                     "J",
                                     "z",
                                     "g",
                                     "/",
                                     "\033[200~\033[31m算\a\x9b\033[201~",
                                     "\r",
                                     "n",
                                     "q",
                                     "?",
                                     "j",
                                     "\033[200~\033c\033[201~",
                                     "\033[27u",
                                     "\033[27u",
                                     ":",
                                     "open \t",
                                     "\t",
                                     "\t",
                                     "\033[27u",
                                     ":",
                                     "\033[200~no\033]0;x\a\033[201~",
                                     "\r",
                                     ":",
                                     "check",
                                     "\r",
                                     " ",
                                     "q",
                                     "/",
                                     "\033[200~\xe2\x80\xae\033[1m\033[201~",
                                     "\r",
                                     "\033[27u",
                                     "W",
                                     "W",
                                     "W",
                                     "R",
                                     "\x0c",
                                     "\x01",
                                     "\x1d",
                                     "\xc2\x9b",
                                     "\xf3\xa0\x81\x81",
                                     "\xe2\x80\xae",
                                     "G",
                                     "g"};

static void check_log(struct host *h, const char *what, bool colour)
{
    struct buf why = {0};

    if (strict_find(buf_view(&h->log), colour, &why)) {
        print_error("%s: %s\n", what, why.p);
        buf_free(&why);
        check_fail(__FILE__, __LINE__, what, "only what a reader of text needs");
    }
}

static void press_everything(const struct terminal_kind *k, unsigned rows, unsigned cols)
{
    struct host h;
    char what[64];

    snprintf(what, sizeof what, "%s %ux%u", k->term[0], cols, rows);
    host_start(&h, &(struct host_opts){
                       .args = {folder}, .env = k->term, .rows = rows, .cols = cols});
    CHECK(what, host_shows(&h, "语录"));
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        CHECK(what, host_send_taken(&h, script[i], strlen(script[i])));
        host_read(&h, 0);
    }
    CHECK(what, host_send_taken(&h, "\033[27u\033[27uQ", 11));
    CHECK_INT(what, host_exit(&h), 0);
    check_log(&h, what, k->colour);
    CHECK(what, h.log.len > 2000);
    host_end(&h);
}

static void nothing_gets_through(void **state)
{
    static const unsigned sizes[][2] = {{24, 80}, {20, 40}, {5, 20}, {50, 200}};

    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            press_everything(&kinds[k], sizes[s][0], sizes[s][1]);
}

static void no_colour_when_not_wanted(void **state)
{
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    const struct host_opts runs[] = {
        {.args = {"content/articles"}, .env = no_color},
        {.args = {"--color=never", "content/articles"}},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct host h;
        host_start(&h, &runs[i]);
        CHECK(runs[i].args[0], host_shows(&h, "语录"));
        host_send(&h, "\rjj iq\\q:check\rQ", 16);
        CHECK_INT(runs[i].args[0], host_exit(&h), 0);
        check_log(&h, runs[i].args[0], false);
        host_end(&h);
    }
}

/* The checker itself: what it must see. */
static void the_checker_sees(void **state)
{
    static const struct {
        const char *name;
        struct str bytes;
        bool colour, bad;
    } cases[] = {
        {"text", STR_INIT("语录\r\n\033[1;5H\033[0;1;36m“”\033[m\033[K"), true, false},
        {"colour", STR_INIT("\033[36m"), false, true},
        {"blinking", STR_INIT("\033[5m"), true, true},
        {"ground", STR_INIT("\033[41m"), true, true},
        {"title", STR_INIT("\033]0;x\a"), true, true},
        {"bell", STR_INIT("\a"), true, true},
        {"tab", STR_INIT("\t"), true, true},
        {"raw C1", STR_INIT("a\233b"), true, true},
        {"C1", STR_INIT("\xC2\x9B"), true, true},
        {"reordering", STR_INIT("\xE2\x80\xAE"), true, true},
        {"joiner", STR_INIT("\xE2\x80\x8D"), true, true},
        {"full reset", STR_INIT("\033c"), true, true},
        {"report", STR_INIT("\033[5n"), true, true},
        {"mode", STR_INIT("\033[?1000h"), true, true},
        {"cut off", STR_INIT("\033["), true, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf why = {0};
        CHECK_INT(cases[i].name, strict_find(cases[i].bytes, cases[i].colour, &why),
                  cases[i].bad);
        buf_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_sees),
        cmocka_unit_test_setup_teardown(nothing_gets_through, make_folder, remove_folder),
        cmocka_unit_test(no_colour_when_not_wanted),
    };

    return host_main("hygiene", tests, sizeof tests / sizeof *tests);
}
