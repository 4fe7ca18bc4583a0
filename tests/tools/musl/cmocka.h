/* What the unit tests use of cmocka, for a C library that has none: the tests of a group one after
 * the other, and a way out of one that failed. */
#ifndef YULU_MUSL_CMOCKA_H
#define YULU_MUSL_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

struct CMUnitTest {
    const char *name;
    void (*test)(void **state);
};
#define cmocka_unit_test(f)                                                              \
    {                                                                                    \
#f, f                                                                            \
    }

extern jmp_buf cmocka_out;
_Noreturn void _fail(const char *file, int line);
void print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void print_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* How many of the N tests failed. */
int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t n,
                            void *setup, void *teardown);

#endif
