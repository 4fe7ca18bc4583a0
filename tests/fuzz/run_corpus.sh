#!/bin/sh
# Give every input of the committed corpora to its fuzz target once.
: "${B:?}"
passed=0 failed=0
for target in "$B"/tests/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    name=${target##*/fuzz_}
    for input in "tests/fuzz/corpus/$name"/* "tests/fuzz/corpus/fuzz_$name"/*; do
        [ -f "$input" ] || continue
        if out=$(timeout 60 "$target" "$input" 2>&1); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf '%s\n%s\n' "$target $input: failed" "$out"
        fi
    done
done
echo "corpus: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
