#include "unit/check.h"

#include "view/event.h"

static void parse(void **state)
{
    static const struct {
        const char *script;
        enum event_kind kind;
        uint32_t key;
    } rows[] = {
        {"j", EVENT_KEY, 'j'},
        {" \n k", EVENT_KEY, 'k'},
        {"<Enter>", EVENT_KEY, 13},
        {"<Space>", EVENT_KEY, ' '},
        {"<lt>", EVENT_KEY, '<'},
        {">", EVENT_KEY, '>'},
        {"<C-l>", EVENT_KEY, 12},
        {"<C-z>", EVENT_KEY, 26},
        {"<F1>", EVENT_KEY, K_F1},
        {"<F12>", EVENT_KEY, K_F12},
        {"<S-F3>", EVENT_KEY, K_SHIFT_F3},
        {"<A-Left>", EVENT_KEY, K_ALT_LEFT},
        {"<Archive>", EVENT_ARCHIVE, 0},
        {"算", EVENT_KEY, 0x7B97},
        {"：", EVENT_KEY, 0xFF1A},
        {"<S-Tab>", EVENT_KEY, K_BACKTAB},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i].script);
        struct event ev;
        CHECK(rows[i].script, event_parse(&s, &ev));
        CHECK_INT(rows[i].script, ev.kind, rows[i].kind);
        CHECK_INT(rows[i].script, ev.key, rows[i].key);
        CHECK_INT(rows[i].script, s.len, 0);
        CHECK(rows[i].script, !event_parse(&s, &ev));
    }
}

static void sequence(void **state)
{
    struct str s = STR("/ab<Enter> <Resize 40x20><Paste 一 二>j");
    struct event ev;
    static const uint32_t keys[] = {'/', 'a', 'b', 13};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        CHECK("key", event_parse(&s, &ev));
        CHECK_INT("key", ev.key, keys[i]);
    }
    CHECK("resize", event_parse(&s, &ev));
    CHECK_INT("resize", ev.kind, EVENT_RESIZE);
    CHECK_INT("columns", ev.cols, 40);
    CHECK_INT("rows", ev.rows, 20);
    CHECK("paste", event_parse(&s, &ev));
    CHECK_INT("paste", ev.kind, EVENT_PASTE);
    CHECK_MEM("paste", ev.text.p, ev.text.len, "一 二", 7);
    CHECK("last", event_parse(&s, &ev));
    CHECK_INT("last", ev.key, 'j');
}

static void mistakes(void **state)
{
    static const char *const rows[] = {
        "<",          "<Nope>",       "<C-1>",        "<F0>",          "<F13>",
        "<Resize 4>", "<Resize x20>", "<Resize 4x0>", "<Resize 4x4x>", "<enter>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i]);
        struct event ev;
        CHECK(rows[i], !event_parse(&s, &ev));
        CHECK(rows[i], s.len > 0);
    }
}

/* Whatever help prints, a script can say. */
static void names(void **state)
{
    char name[32];

    (void)state;
    for (uint32_t key = 1; key < K_LAST; key = key == 127 ? K_UP : key + 1) {
        struct event ev;
        if (key > 26 && key < ' ' && key != 27)
            continue;
        event_key_name(key, name);
        struct str s = str_of(name);
        CHECK(name, event_parse(&s, &ev));
        CHECK_INT(name, ev.key, key);
        CHECK_INT(name, s.len, 0);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(parse),
    cmocka_unit_test(sequence),
    cmocka_unit_test(mistakes),
    cmocka_unit_test(names),
};
const struct check_suite suite_event = {"event", tests, sizeof tests / sizeof *tests};
