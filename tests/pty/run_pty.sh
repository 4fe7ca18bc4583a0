#!/bin/sh
# usage: YULU=PROGRAM B=FOLDER run_pty.sh
# The real program in pseudo-terminals: screens equal to those computed without one, clean bytes,
# signals, strange starts.  The sum of the programs' closing lines.
: "${YULU:?}" "${B:?}"
dir=$B/tests/pty
log=$dir/run.log
passed=0 failed=0 skipped=0

number() { printf '%s\n' "$closing" | sed -n "s/.* \([0-9][0-9]*\) $1.*/\1/p"; }

# add COMMAND...: run it, add its numbers; what it prints is shown when something failed.
add()
{
    "$@" >"$log" 2>&1
    status=$?
    closing=$(tail -n 1 "$log" | grep -aE '^[a-z]+: [0-9]+ passed, [0-9]+ failed')
    now=$(number failed)
    [ "$status" -eq 0 ] || [ "${now:-0}" -gt 0 ] || now=1
    [ -n "$closing" ] || now=1
    [ "$now" -eq 0 ] || cat "$log"
    passed=$((passed + $(number passed || echo 0) + 0))
    failed=$((failed + now))
    more=$(number skipped)
    skipped=$((skipped + ${more:-0}))
}

add "$dir/screens" tests/golden/screen/*.keys
add "$dir/hygiene"
add "$dir/signals"
add "$dir/probe"
add "$dir/terminals"
add "$dir/start"
hostile=$(mktemp -d) || exit 1
trap 'rm -rf "$hostile"' EXIT
# Four terminals, four sizes; all 32 pairs: make screenbytes.
add "$dir/screenbytes" "$hostile" "$(python3 tests/pty/hostile.py "$hostile")" 32 0 9 18 31
add "$dir/state"
add "$dir/clip"
add "$dir/opening"
add "$dir/config"
line="pty: $passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
