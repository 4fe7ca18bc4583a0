#include "unit/check.h"

#include "view/command.h"
#include "view/event.h"

static void sorted(void **state)
{
    (void)state;
    for (size_t i = 1; command_at(i); i++)
        CHECK(command_at(i)->name,
              strcmp(command_at(i - 1)->name, command_at(i)->name) < 0);
}

static void complete(void **state)
{
    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *c = command_at(i);
        CHECK(c->name, c->verb && *c->verb && c->help && *c->help && c->run);
        CHECK(c->name, c->where && (c->where & ~(unsigned)WHERE_ALL) == 0);
        CHECK(c->name, !strchr(c->help, '\n'));
        CHECK(c->name, c->keys[COMMAND_KEYS - 1] == 0);
    }
}

/* Names, aliases and verbs lead to one command each. */
static void unique_names(void **state)
{
    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *c = command_at(i);
        CHECK(c->name, command_named(str_of(c->name), NULL) == c);
        CHECK(c->name, command_named(str_of(c->verb), NULL) == c);
        CHECK(c->name, !c->alias || command_named(str_of(c->alias), NULL) == c);
    }
}

static void unique_keys(void **state)
{
    char name[32];

    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *c = command_at(i);
        for (size_t k = 0; k < COMMAND_KEYS && c->keys[k]; k++) {
            CHECK(c->name, c->keys[k] < '1' || c->keys[k] > '9');
            for (unsigned where = 1; where < WHERE_ALL; where <<= 1) {
                if (c->where & where)
                    CHECK(event_key_name(c->keys[k], name),
                          command_for_key(c->keys[k], where) == c);
            }
        }
    }
}

/* What a vi key does, an arrow or another key does too, and the other way round. */
static void two_ways(void **state)
{
    static const struct {
        uint32_t vi, other;
        unsigned where;
    } rows[] = {
        {'j', K_DOWN, WHERE_ALL},
        {'k', K_UP, WHERE_ALL},
        {'J', K_CTRL_DOWN, WHERE_ARTICLE},
        {'K', K_CTRL_UP, WHERE_ARTICLE},
        {' ', K_PGDN, WHERE_ALL & ~WHERE_FACETS},
        {'b', K_PGUP, WHERE_ALL},
        {6, K_PGDN, WHERE_ALL},
        {2, K_PGUP, WHERE_ALL},
        {'g', K_HOME, WHERE_ALL},
        {'G', K_END, WHERE_ALL},
        {'l', K_RIGHT, WHERE_LIST},
        {'l', 13, WHERE_LIST | WHERE_FACETS},
        {'h', K_LEFT, WHERE_ALL},
        {'h', 127, WHERE_ALL},
        {9, K_BACKTAB, WHERE_LIST},
        {'n', K_F3, WHERE_ARTICLE},
        {'N', K_SHIFT_F3, WHERE_ARTICLE},
        {'H', K_ALT_LEFT, WHERE_ALL},
        {'L', K_ALT_RIGHT, WHERE_ALL},
        {'?', K_F1, WHERE_ALL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (unsigned where = 1; where < WHERE_ALL; where <<= 1) {
            char name[32];
            if (!(rows[i].where & where))
                continue;
            event_key_name(rows[i].vi, name);
            CHECK(name, command_for_key(rows[i].vi, where) != NULL);
            CHECK(name, command_for_key(rows[i].vi, where) ==
                            command_for_key(rows[i].other, where));
        }
    }
}

/* Every view can be left, helped and commanded. */
static void everywhere(void **state)
{
    static const uint32_t keys[] = {'q', 'Q', '?', ':', 27, 'h', 12, 26};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        for (unsigned where = 1; where < WHERE_ALL; where <<= 1) {
            char name[32];
            CHECK(event_key_name(keys[i], name), command_for_key(keys[i], where) != NULL);
        }
    }
}

static void named(void **state)
{
    static const struct {
        const char *word, *want;
        const char *why;
    } rows[] = {
        {"open", "open", ""},
        {"o", "open", ""},
        {"打开", "open", ""},
        {"q", "quit", ""},
        {"退出", "quit", ""},
        {"帮助", "help", ""},
        {"next-a", "next-article", ""},
        {"messages", "check", ""},
        {"next", NULL, "命令不明确：next-article 还是 next-by-speaker"},
        {"nosuch", NULL, "没有这个命令：nosuch"},
        {"", NULL, "没有这个命令："},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = {""};
        const struct command *c = command_named(str_of(rows[i].word), &e);
        CHECK_STR(rows[i].word, c ? c->name : NULL, rows[i].want);
        CHECK_STR(rows[i].word, e.msg, rows[i].why);
    }
}

/* Strangers may not leave the program for a shell or a browser, nor write files. */
static void kiosk(void **state)
{
    static const char *const refused[] = {"bind",    "fix",  "link",
                                          "suspend", "undo", "verdict"};

    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        bool listed = false;
        for (size_t k = 0; k < sizeof refused / sizeof *refused; k++)
            listed = listed || strcmp(command_at(i)->name, refused[k]) == 0;
        CHECK_INT(command_at(i)->name, !(command_at(i)->flags & CMD_KIOSK), listed);
    }
    CHECK("suspend", !command_is_public(command_named(STR("suspend"), NULL), true));
    CHECK("copy", !command_is_public(command_named(STR("copy"), NULL), false));
    CHECK("copy cited",
          !command_is_public(command_named(STR("copy-cited"), NULL), false));
    CHECK("copy when wanted", command_is_public(command_named(STR("copy"), NULL), true));
    CHECK("read", command_is_public(command_named(STR("open"), NULL), false));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sorted),       cmocka_unit_test(complete),
    cmocka_unit_test(unique_names), cmocka_unit_test(unique_keys),
    cmocka_unit_test(two_ways),     cmocka_unit_test(everywhere),
    cmocka_unit_test(named),        cmocka_unit_test(kiosk),
};
const struct check_suite suite_command = {"command", tests, sizeof tests / sizeof *tests};
