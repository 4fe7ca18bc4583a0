#!/bin/sh
# Print the main() of the unit tests: one row for each tests/unit/test_NAME.c named here.
suites=$(for f in "$@"; do
    case $f in */test_*.c) f=${f##*/test_}; echo "${f%.c}" ;; esac
done)

echo '/* Made from the file names in tests/unit. */'
echo '#include "unit/check.h"'
echo
for s in $suites; do echo "extern const struct check_suite suite_$s;"; done
echo
echo 'static const struct check_suite *const suites[] = {'
for s in $suites; do echo "    &suite_$s,"; done
cat <<'END'
    NULL,
};
size_t check_skipped;

int main(int argc, char **argv)
{
    size_t passed = 0, failed = 0;

    for (size_t i = 0; suites[i]; i++) {
        const struct check_suite *s = suites[i];
        if (argc > 1 && strcmp(argv[1], s->name) != 0)
            continue;
        int bad = _cmocka_run_group_tests(s->name, s->tests, s->n, NULL, NULL);
        failed += bad < 0 ? s->n : (size_t)bad;
        passed += bad < 0 ? 0 : s->n - (size_t)bad;
    }
    passed -= check_skipped;
    fflush(stderr);
    printf("unit: %zu passed, %zu failed", passed, failed);
    if (check_skipped)
        printf(", %zu skipped", check_skipped);
    printf("\n");
    return failed || (passed == 0 && !check_skipped);
}
END
