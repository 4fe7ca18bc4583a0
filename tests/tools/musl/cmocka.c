#include <cmocka.h>

jmp_buf cmocka_out;

_Noreturn void _fail(const char *file, int line)
{
    fprintf(stderr, "%s:%d: failed\n", file, line);
    longjmp(cmocka_out, 1);
}

void print_error(const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
}

void print_message(const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vfprintf(stdout, format, ap);
    va_end(ap);
}

int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t n,
                            void *setup, void *teardown)
{
    volatile int failed = 0;

    (void)setup;
    (void)teardown;
    for (volatile size_t i = 0; i < n; i++) {
        void *state = NULL;
        if (setjmp(cmocka_out) == 0)
            tests[i].test(&state);
        else {
            fprintf(stderr, "%s: %s failed\n", group, tests[i].name);
            failed++;
        }
    }
    return failed;
}
