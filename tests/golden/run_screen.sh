#!/bin/sh
# Play every tests/golden/screen/*.keys and compare with the .out beside it.
# UPDATE=1 writes the .out files anew.
: "${B:=build}"
dir=tests/golden/screen
passed=0 failed=0
mkdir -p "$B/golden"
got=$B/golden/screen.got
for keys in "$dir"/*.keys; do
    want=${keys%.keys}.out
    if ! "$B/tests/golden/screen" "$keys" >"$got"; then
        echo "$keys: did not play"
        failed=$((failed + 1))
    elif [ "${UPDATE:-}" = 1 ]; then
        cp "$got" "$want"
        passed=$((passed + 1))
    elif diff -u "$want" "$got"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
rm -f "$got"
echo "screen: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
