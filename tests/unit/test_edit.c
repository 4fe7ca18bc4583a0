#include "unit/check.h"

#include "view/edit.h"
#include "view/event.h"

/* Type a key script into an empty line; "|" in WANT is the cursor. */
static void keys(void **state)
{
    static const struct {
        const char *script, *want;
    } rows[] = {
        {"abc", "abc|"},
        {"算力", "算力|"},
        {"ab<Left>c", "ac|b"},
        {"算力<Left>网", "算网|力"},
        {"abc<C-a>x", "x|abc"},
        {"abc<Home><Right>x", "ax|bc"},
        {"abc<C-b><C-b><C-f>", "ab|c"},
        {"abc<C-a><C-e>d", "abcd|"},
        {"abc<BS>", "ab|"},
        {"算力<BS>", "算|"},
        {"e\xcc\x81z<BS><BS>", "|"},
        {"<BS>a", "a|"},
        {"abc<C-a><Del>", "|bc"},
        {"abc<C-a><C-d>", "|bc"},
        {"abc<Del>", "abc|"},
        {"ab<Left><C-k>", "a|"},
        {"abc<Left><C-u>", "|c"},
        {"ab<Space>cd<Space><C-w>", "ab |"},
        {"算力<Space>网络<C-w><C-w>", "|"},
        {"<C-w>", "|"},
        {"a<F3>b", "ab|"},
        {"<Left><Right>a", "a|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i].script);
        struct edit e = {0};
        struct event ev;
        struct buf got = {0};
        while (event_parse(&s, &ev))
            edit_key(&e, ev.key);
        buf_str(&got, str_slice(edit_view(&e), 0, e.at));
        buf_c(&got, '|');
        buf_str(&got, str_from(edit_view(&e), e.at));
        CHECK_STR(rows[i].script, got.p, rows[i].want);
        buf_free(&got);
        edit_free(&e);
    }
}

static void results(void **state)
{
    struct edit e = {0};

    (void)state;
    CHECK_INT("text", edit_key(&e, 'a'), EDIT_CHANGED);
    CHECK_INT("left", edit_key(&e, K_LEFT), EDIT_MOVED);
    CHECK_INT("nothing to delete", edit_key(&e, 127), EDIT_MOVED);
    CHECK_INT("delete", edit_key(&e, K_DELETE), EDIT_CHANGED);
    CHECK_INT("not ours", edit_key(&e, 13), EDIT_IGNORED);
    CHECK_INT("not ours either", edit_key(&e, K_F1), EDIT_IGNORED);
    CHECK_INT("C1", edit_key(&e, 0x9B), EDIT_IGNORED);
    edit_free(&e);
}

static void insert(void **state)
{
    struct edit e = {0};
    char big[2000];

    (void)state;
    edit_set(&e, STR("a\nb\tc\033"));
    CHECK_MEM("controls are blanks", e.text.p, e.text.len, "a b c ", 6);
    memset(big, 'x', sizeof big);
    edit_insert(&e, str_make(big, sizeof big));
    CHECK_INT("never longer", e.text.len, EDIT_MAX);
    CHECK_INT("full", edit_key(&e, 'y'), EDIT_MOVED);
    edit_set(&e, STR(""));
    memcpy(big + EDIT_MAX - 1, "字", 3);
    edit_insert(&e, str_make(big, EDIT_MAX + 2));
    CHECK_INT("no half character", e.text.len, EDIT_MAX - 1);
    edit_free(&e);
}

static void recalling(void **state)
{
    struct recall r = {0};
    struct edit e = {0};

    (void)state;
    CHECK("empty", !recall_older(&r, &e));
    recall_add(&r, STR("一"));
    recall_add(&r, STR("二"));
    recall_add(&r, STR(""));
    recall_add(&r, STR("一"));
    CHECK_INT("no doubles, nothing empty", r.n, 2);
    edit_set(&e, STR("新"));
    CHECK("older", recall_older(&r, &e));
    CHECK_MEM("newest first", e.text.p, e.text.len, "一", 3);
    CHECK("older", recall_older(&r, &e));
    CHECK_MEM("then older", e.text.p, e.text.len, "二", 3);
    CHECK("no more", !recall_older(&r, &e));
    CHECK("newer", recall_newer(&r, &e) && recall_newer(&r, &e));
    CHECK_MEM("what was typed", e.text.p, e.text.len, "新", 3);
    CHECK("no newer", !recall_newer(&r, &e));
    for (int i = 0; i < 3 * RECALL_MAX; i++) {
        char line[8];
        snprintf(line, sizeof line, "%d", i);
        recall_add(&r, str_of(line));
    }
    CHECK_INT("limit", r.n, RECALL_MAX);
    CHECK_STR("newest kept", r.lines[RECALL_MAX - 1].p, "599");
    CHECK_STR("oldest gone", r.lines[0].p, "400");
    recall_free(&r);
    edit_free(&e);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(keys),
    cmocka_unit_test(results),
    cmocka_unit_test(insert),
    cmocka_unit_test(recalling),
};
const struct check_suite suite_edit = {"edit", tests, sizeof tests / sizeof *tests};
