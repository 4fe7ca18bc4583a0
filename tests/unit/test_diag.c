#include "article/diag.h"
#include "base/file.h"
#include "unit/check.h"

static void table(void **state)
{
    const struct diag_code *c, *before = NULL;

    (void)state;
    for (size_t i = 0; (c = diag_code_at(i)); before = c, i++) {
        static const char letters[] = "NWE", digits[] = "321";
        CHECK_INT(c->code, strlen(c->code), 4);
        CHECK_INT(c->code, c->code[0], letters[c->severity]);
        CHECK_INT(c->code, c->code[1], digits[c->severity]);
        CHECK(c->code, c->text[0] && !strchr(c->text, '\n'));
        /* Errors, then warnings, then notes; ascending, so no code twice. */
        CHECK(c->code,
              !before || c->severity < before->severity ||
                  (c->severity == before->severity && strcmp(before->code, c->code) < 0));
    }
    CHECK("some", before != NULL);
}

static const struct {
    const char *name, *path;
    unsigned line, col;
    const char *code, *detail, *want;
} rows[] = {
    {"all", "a.yaml", 3, 1, "E102", "",
     "a.yaml:3:1: error: 缺少必需的键“总结”，请补上正文 [E102]"},
    {"line", "a.yaml", 2, 0, "W210", "",
     "a.yaml:2: warning: 链接不是 http/https 地址 [W210]"},
    {"file", "a.yaml", 0, 5, "N301", "Big5",
     "a.yaml: note: 不是 UTF-8，已转换：Big5 [N301]"},
    {"detail on two lines", "b", 0, 0, "E107", "a\nb", "b: error: 读不了：a b [E107]"},
    {"escape", "a\033[2J.yaml", 1, 1, "W210", "",
     "a\xEF\xBF\xBD[2J.yaml:1:1: warning: 链接不是 http/https 地址 [W210]"},
    {"escape in detail", "b", 0, 0, "E107", "x\x07",
     "b: error: 读不了：x\xEF\xBF\xBD [E107]"},
};

static void formats(void **state)
{
    struct arena a = {0};
    struct diags d = {.a = &a};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        diag_add(&d, rows[i].path, rows[i].line, rows[i].col, rows[i].code, "%s",
                 rows[i].detail);
        diag_format(&b, &d.items[i]);
        CHECK_STR(rows[i].name, b.p, rows[i].want);
        buf_free(&b);
    }
    CHECK_INT("errors", d.n_errors, 3);
    CHECK_INT("warnings", d.n_warnings, 2);
    CHECK_INT("notes", d.n_notes, 1);
    arena_free(&a);
}

static void counts_past_max(void **state)
{
    struct arena a = {0};
    struct diags d = {.a = &a, .max = 2};
    char path[] = "a";

    (void)state;
    for (int i = 0; i < 5; i++)
        diag_add(&d, path, 1, 1, i % 2 ? "W210" : "E102", "%d", i);
    path[0] = 'z'; /* the path was copied */
    CHECK_INT("kept", d.n, 2);
    CHECK_INT("lost", d.n_lost, 3);
    CHECK_INT("errors", d.n_errors, 3);
    CHECK_INT("warnings", d.n_warnings, 2);
    CHECK_STR("path", d.items[0].path, "a");
    CHECK("shared", d.items[0].path == d.items[1].path);
    arena_free(&a);
}

/* The manual lists each code once, where it explains it. */
static void manual_has_all(void **state)
{
    struct arena a = {0};
    const struct diag_code *c;
    struct str page;
    struct err e;

    (void)state;
    CHECK("manual", file_read(&a, "man/yulu-content.5", 0, &page, &e));
    for (size_t i = 0; (c = diag_code_at(i)); i++) {
        char *item = arena_printf(&a, "\n.It %s\n", c->code);
        size_t at = str_find(page, str_of(item), 0);
        CHECK(c->code, at < page.len);
        CHECK(c->code, str_find(page, str_of(item), at + 1) == page.len);
    }
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(table),
    cmocka_unit_test(manual_has_all),
    cmocka_unit_test(formats),
    cmocka_unit_test(counts_past_max),
};
const struct check_suite suite_diag = {"diag", tests, sizeof tests / sizeof *tests};
