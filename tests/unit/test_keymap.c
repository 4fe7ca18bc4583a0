#include "unit/check.h"

#include "text/utf8.h"
#include "view/keymap.h"

static uint32_t first(const char *s)
{
    size_t len;
    return utf8_decode(s, &len);
}

static void fold(void **state)
{
    static const struct {
        const char *from;
        char to;
    } rows[] = {
        {"／", '/'}, {"：", ':'},  {"？", '?'}, {"ｑ", 'q'}, {"Ｇ", 'G'}, {"５", '5'},
        {"、", '/'}, {"。", '.'},  {"【", '['}, {"】", ']'}, {"《", '<'}, {"》", '>'},
        {"“", '"'},  {"”", '"'},   {"￥", '$'}, {"…", '^'},  {"—", '_'},  {"　", ' '},
        {"％", '%'}, {"＼", '\\'}, {"｝", '}'}, {"～", '~'}, {"！", '!'}, {"j", 'j'},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_INT(rows[i].from, key_fold(first(rows[i].from)), rows[i].to);
    CHECK_INT("Han", key_fold(0x7B97), 0x7B97);
    CHECK_INT("past full width", key_fold(0xFF5F), 0xFF5F);
}

/* Every key of the table that is ASCII has a full-width form that does the same. */
static void full_width(void **state)
{
    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *c = command_at(i);
        for (size_t k = 0; k < COMMAND_KEYS && c->keys[k]; k++) {
            if (c->keys[k] > ' ' && c->keys[k] < 127)
                CHECK_INT(c->name, key_fold(c->keys[k] - '!' + 0xFF01), c->keys[k]);
        }
    }
}

static void twice(void **state)
{
    (void)state;
    CHECK("ellipsis", key_comes_twice(0x2026));
    CHECK("dash", key_comes_twice(0x2014));
    CHECK("others", !key_comes_twice('j') && !key_comes_twice(0x3001));
}

static void printed(void **state)
{
    static const struct {
        const char *command;
        size_t max;
        const char *want;
    } rows[] = {
        {"down", 9, "j Down"},
        {"down", 1, "j"},
        {"open", 9, "Enter l Right"},
        {"shrink", 9, "<"},
        {"page-down", 9, "Space C-f PgDn"},
        {"set", 9, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        keymap_add(&b, NULL, command_named(str_of(rows[i].command), NULL), WHERE_ALL,
                   rows[i].max);
        CHECK_STR(rows[i].command, b.p, rows[i].want);
        buf_free(&b);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(fold),
    cmocka_unit_test(full_width),
    cmocka_unit_test(twice),
    cmocka_unit_test(printed),
};
const struct check_suite suite_keymap = {"keymap", tests, sizeof tests / sizeof *tests};
