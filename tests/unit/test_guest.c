/* What a guest of the kiosk may ask for. */
#include "unit/check.h"

#include "../../src/cli/internal.h"

enum { MAX_WORDS = 5 };

static const struct {
    const char *line;
    const char *words[MAX_WORDS];
} splits[] = {
    {"", {NULL}},
    {"  \t ", {NULL}},
    {"list", {"list"}},
    {"  list\t养老  ", {"list", "养老"}},
    {"a 'b  c' d", {"a", "b  c", "d"}},
    {"a \"b  c\" d", {"a", "b  c", "d"}},
    {"a'b'\"c\"d", {"abcd"}},
    {"'' \"\"", {"", ""}},
    {"a\\ b", {"a b"}},
    {"\"a\\\"b\\\\c\"", {"a\"b\\c"}},
    {"'a\\b'", {"a\\b"}},
    {"\"it's\"", {"it's"}},
    {"a\\", {"a\\"}},
    /* Nothing else is special. */
    {"$HOME `id` a;b |c", {"$HOME", "`id`", "a;b", "|c"}},
    {"* ~ >x &", {"*", "~", ">x", "&"}},
    {"$(id) ${x} #y", {"$(id)", "${x}", "#y"}},
};

static void splits_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        struct arena a = {0};
        struct err e = {""};
        const char **words;
        size_t n, wanted = 0;
        while (wanted < MAX_WORDS && splits[i].words[wanted])
            wanted++;
        CHECK(splits[i].line, guest_split(&a, str_of(splits[i].line), &words, &n, &e));
        CHECK_INT(splits[i].line, n, wanted);
        for (size_t k = 0; k < n && k < wanted; k++)
            CHECK_STR(splits[i].line, words[k], splits[i].words[k]);
        CHECK(splits[i].line, !words[n]);
        arena_free(&a);
    }
}

static bool can_split(struct str line, struct err *e)
{
    struct arena a = {0};
    const char **words;
    size_t n;
    bool ok = guest_split(&a, line, &words, &n, e);

    arena_free(&a);
    return ok;
}

static void refuses_lines(void **state)
{
    static const char *const bad[] = {"list 'a",    "list \"a",     "list \"a\\",
                                      "list a\nls", "list a\033[m", "list \x7f",
                                      "list \xff",  "list \r"};
    struct err e = {""};
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        e.msg[0] = '\0';
        CHECK(bad[i], !can_split(str_of(bad[i]), &e) && e.msg[0]);
    }
    buf_fill(&b, 'a', 4096);
    CHECK("as long as may be", can_split(buf_view(&b), &e));
    buf_c(&b, 'a');
    CHECK("too long", !can_split(buf_view(&b), &e));
    buf_reset(&b);
    for (int i = 0; i < 64; i++)
        buf_z(&b, "a ");
    CHECK("as many as may be", can_split(buf_view(&b), &e));
    buf_z(&b, "a");
    CHECK("too many", !can_split(buf_view(&b), &e));
    CHECK("NUL", !can_split(STR("a\0b"), &e));
    buf_free(&b);
}

static const struct {
    const char *line;
    const char *command, *open_id; /* both NULL: the reader */
} allowed[] = {
    {"", NULL, NULL},
    {"   ", NULL, NULL},
    {"7e28fbc0", NULL, "7e28fbc0"},
    {"7e28fbc0#12", NULL, "7e28fbc0#12"},
    {"list", "list", NULL},
    {"list -行业:医疗 --limit 3 -f tsv", "list", NULL},
    {"quotes dgh -f jsonl", "quotes", NULL},
    {"show 7e28 --width 40 --plain", "show", NULL},
    {"speakers --all", "speakers", NULL},
    {"facets 行业", "facets", NULL},
    {"search 'a b' 养老", "search", NULL},
};

static void takes_what_is_listed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        struct cli_opts o = {0};
        struct err e = {""};
        CHECK(allowed[i].line, guest_parse(&o, str_of(allowed[i].line), &e));
        CHECK_STR(allowed[i].line, o.command ? o.command : "-",
                  allowed[i].command ? allowed[i].command : "-");
        CHECK_STR(allowed[i].line, o.open_id ? o.open_id : "-",
                  allowed[i].open_id ? allowed[i].open_id : "-");
        cli_free(&o);
    }
}

static void refuses_everything_else(void **state)
{
    static const char *const bad[] = {
        "sh",
        "/bin/sh -i",
        "sh -c 'id'",
        "bash",
        "scp -t .",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
        "rsync --server . .",
        "git-upload-pack x",
        "yulu list",
        "list;id",
        "check /etc/passwd",
        "index build",
        "wrap /etc/passwd",
        "keys",
        "help",
        "stats",
        "show /etc/passwd",
        "show -",
        "show ../x.yaml",
        "show 7e28fbc0 /etc/passwd",
        "show 7e28fbc0 --raw",
        "list -d /etc",
        "list -d/etc",
        "list --dir=/etc",
        "list --cache-dir /tmp",
        "list --no-cache",
        "list --kiosk",
        "list --max-file 1G",
        "list --help",
        "-h",
        "--version",
        "--kiosk-status",
        "--kiosk=weak",
        "-q x",
        "7e28fbc0 x",
        "list --idle 99999",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct cli_opts o = {0};
        struct err e = {""};
        CHECK(bad[i], !guest_parse(&o, str_of(bad[i]), &e) && e.msg[0]);
        cli_free(&o);
    }
}

/* A new option or subcommand is not for guests until somebody lists it here too. */
static void lists_options(void **state)
{
    static const char wanted[] =
        "format width plain color ambiguous kinsoku indent hang orphan all-text fields "
        "sort "
        "group limit offset count null bom csv-safe all indirect context explain speaker "
        "min-confidence";
    const struct cli_option *def;
    struct buf got = {0};

    (void)state;
    for (size_t i = 0; (def = cli_option_at(i)) != NULL; i++)
        if (guest_may(def))
            buf_printf(&got, "%s%s", got.len ? " " : "", def->name);
    CHECK_STR("options", got.p, wanted);
    buf_free(&got);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(splits_words),         cmocka_unit_test(refuses_lines),
    cmocka_unit_test(takes_what_is_listed), cmocka_unit_test(refuses_everything_else),
    cmocka_unit_test(lists_options),
};
const struct check_suite suite_guest = {"guest", tests, sizeof tests / sizeof *tests};
