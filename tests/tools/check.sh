#!/bin/sh
# usage: YULU=PROGRAM B=FOLDER check.sh [SUITE...]
# Run the unit tests, then every tests/*/run_* script, and add up their closing lines
# "NAME: N passed, N failed[, N skipped]".  A suite that dies, hangs or prints no such line
# counts as one failure.  SUITE limits the run to folders of that name ("unit", "pty").
: "${YULU:?}" "${B:?}"
: "${HANG:=900}" # seconds: a guard against hanging, many times what a suite needs
export YULU B
# What the user of this machine keeps has no part in it.
export XDG_STATE_HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=1:detect_stack_use_after_return=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=tests/tools/lsan.supp:print_suppressions=0}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1}"
log=$B/check.log
total_passed=0 total_failed=0 total_skipped=0

wanted() # NAME
{
    [ -z "$suites" ] && return 0
    for w in $suites; do [ "$w" = "$1" ] && return 0; done
    return 1
}

number() { printf '%s\n' "$closing" | sed -n "s/.* \([0-9][0-9]*\) $1.*/\1/p"; }

# run NAME COMMAND...: what it prints is shown when it failed, else its last line only.
run()
{
    name=$1
    shift
    timeout -k 10 "$HANG" "$@" >"$log" 2>&1 </dev/null
    status=$?
    closing=$(tail -n 1 "$log" | grep -aE '^[^ ]+: [0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$')
    passed=$(number passed) failed=$(number failed) skipped=$(number skipped)
    if [ "$status" -ne 0 ] || [ -z "$closing" ] || [ "${failed:-1}" -ne 0 ]; then
        grep -avE '^\[( RUN|       OK|=====|  PASSED)' "$log"
        # Exit status and counts must tell the same story.
        [ "${failed:-0}" -gt 0 ] || failed=1
        [ -n "$closing" ] || echo "$name: no closing line (exit status $status)"
    else
        printf '%s\n' "$closing"
    fi
    total_passed=$((total_passed + ${passed:-0}))
    total_failed=$((total_failed + failed))
    total_skipped=$((total_skipped + ${skipped:-0}))
}

suites=$*
wanted unit && run unit "$B/unit"
for script in tests/*/run_*.sh tests/*/run_*.py; do
    folder=${script#tests/}
    folder=${folder%%/*}
    [ -f "$script" ] && [ "$folder" != bench ] && wanted "$folder" || continue
    if [ -x "$script" ]; then
        run "$script" "$script"
    else
        echo "$script: not executable"
        total_failed=$((total_failed + 1))
    fi
done

line="$total_passed passed, $total_failed failed"
[ "$total_skipped" -gt 0 ] && line="$line, $total_skipped skipped"
echo "$line"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
