/* Table tests over cmocka: every check names the row of the table it looks at, and a failure
 * prints file:line, the row, what came and what was wanted, then ends that test.
 *
 *     static void widths(void **state)
 *     {
 *         (void)state;
 *         for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
 *             CHECK_INT(rows[i].name, width_of(rows[i].in), rows[i].want);
 *     }
 *     static const struct CMUnitTest tests[] = {cmocka_unit_test(widths)};
 *     const struct check_suite suite_width = {"width", tests, sizeof tests / sizeof *tests};
 */
#ifndef YULU_UNIT_CHECK_H
#define YULU_UNIT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What tests/unit/test_NAME.c exports as suite_NAME; main() finds it by the file's name. */
struct check_suite {
    const char *name;
    const struct CMUnitTest *tests;
    size_t n;
};

/* Tests skipped so far; defined beside main(). */
extern size_t check_skipped;

#define CHECK(row, cond)                                                                 \
    do {                                                                                 \
        if (!(cond))                                                                     \
            check_fail(__FILE__, __LINE__, (row), #cond);                                \
    } while (0)

/* GOT and WANT are integers of any type that fits intmax_t; enums and bool too. */
#define CHECK_INT(row, got, want)                                                        \
    check_int(__FILE__, __LINE__, (row), #got, (intmax_t)(got), (intmax_t)(want))

/* NULL equals NULL only. */
#define CHECK_STR(row, got, want)                                                        \
    check_str(__FILE__, __LINE__, (row), #got, (got), (want))

/* Lengths are bytes.  Control bytes show as \xNN. */
#define CHECK_MEM(row, got, len, want, wantlen)                                          \
    check_mem(__FILE__, __LINE__, (row), #got,                                           \
              (struct check_bytes){(got), (size_t)(len)},                                \
              (struct check_bytes){(want), (size_t)(wantlen)})

/* For data from outside that is not here. */
#define CHECK_SKIP(why)                                                                  \
    do {                                                                                 \
        print_message("skipped: %s\n", (why));                                           \
        check_skipped++;                                                                 \
        skip();                                                                          \
        abort();                                                                         \
    } while (0)

struct check_bytes {
    const void *at;
    size_t len;
};

static inline void check_fail(const char *file, int line, const char *row,
                              const char *what)
{
    print_error("%s:%d: %s: %s\n", file, line, row, what);
    _fail(file, line);
    abort(); /* _fail() leaves by longjmp(), its header does not say so */
}

static inline void check_int(const char *file, int line, const char *row,
                             const char *what, intmax_t got, intmax_t want)
{
    if (got == want)
        return;
    print_error("%s:%d: %s: %s\n  got  %jd\n  want %jd\n", file, line, row, what, got,
                want);
    _fail(file, line);
    abort();
}

static inline void check_print_bytes(const char *label, struct check_bytes b)
{
    const unsigned char *p = b.at;
    char line[4 * 1024 + 1];
    size_t n = 0;

    for (size_t i = 0; p && i < b.len && n + 5 < sizeof line; i++) {
        if (p[i] >= 0x20 && p[i] != 0x7f)
            line[n++] = (char)p[i];
        else
            n += (size_t)snprintf(line + n, sizeof line - n, "\\x%02x", p[i]);
    }
    line[n] = '\0';
    print_error("  %s %s%s (%zu bytes)\n", label, p ? line : "NULL",
                n + 5 < sizeof line ? "" : "...", b.len);
}

static inline void check_mem(const char *file, int line, const char *row,
                             const char *what, struct check_bytes got,
                             struct check_bytes want)
{
    if (got.len == want.len && (!got.len || !memcmp(got.at, want.at, got.len)))
        return;
    print_error("%s:%d: %s: %s\n", file, line, row, what);
    check_print_bytes("got ", got);
    check_print_bytes("want", want);
    _fail(file, line);
    abort();
}

static inline void check_str(const char *file, int line, const char *row,
                             const char *what, const char *got, const char *want)
{
    if (got == want || (got && want && !strcmp(got, want)))
        return;
    print_error("%s:%d: %s: %s\n", file, line, row, what);
    check_print_bytes("got ", (struct check_bytes){got, got ? strlen(got) : 0});
    check_print_bytes("want", (struct check_bytes){want, want ? strlen(want) : 0});
    _fail(file, line);
    abort();
}

#endif
