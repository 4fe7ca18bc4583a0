#!/bin/sh
# The manual against the program: its keys are those of the command table, its options those of
# the table of options.
: "${YULU:?}"
page=man/yulu.1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
tab=$(printf '\t')
passed=0 failed=0

# same NAME: $tmp/man and $tmp/program, sorted, hold the same lines.
same()
{
    LC_ALL=C sort "$tmp/man" >"$tmp/a"
    LC_ALL=C sort "$tmp/program" >"$tmp/b"
    if [ -s "$tmp/a" ] && diff "$tmp/a" "$tmp/b" >"$tmp/diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$page: $1 differ (< manual, > program)"
        cat "$tmp/diff"
    fi
}

# "down<TAB>j Down" for each command; a command without keys has an empty second field.
awk '
    function flush() { if (name != "") print name "\t" keys; name = keys = "" }
    /^\.Sh/ { flush(); inside = /KEYS/ }
    /^\.It/ { flush(); if (inside) name = $3 }
    inside && /^\.Pq Li / {
        keys = $0
        sub(/^\.Pq Li "/, "", keys)
        sub(/"$/, "", keys)
        gsub(/\\&/, "", keys)
        gsub(/\\e/, "\\", keys)
    }' "$page" >"$tmp/man"
"$YULU" keys -f tsv | cut -f 1,2 >"$tmp/program"
same keys

sed -n '/^\.Sh OPTIONS/,/^\.Sh KEYS/p' "$page" | grep '^\.It' |
    grep -o -e '-[a-z][a-z-]*' | sed 's/^-//' | sort -u >"$tmp/man"
for command in '' list show quotes speakers facets search stats export import index check wrap config keys; do
    "$YULU" help ${command:+"$command"}
done |
    grep -o -e '^ .*--[a-z][a-z-]*' | sed 's/.*--//' | sort -u >"$tmp/program"
same options

# yulu-config(5): each option with what it may be and what it is at first.
page=man/yulu-config.5
sed -n '/^\.Sh OPTIONS/,/^\.Sh KEYS/s/^\.It Cm //p' "$page" |
    sed "s/\\\\(dq\\\\(dq//; s/ Ar /$tab/; s/ Li /$tab/; s/\\\\-/-/g" >"$tmp/man"
"$YULU" config --no-config -f tsv | awk -F '\t' '{ print $1 "\t" $4 "\t" $2 }' >"$tmp/program"
same options

# Its examples are files that say nothing wrong.
awk -v out="$tmp/example" '/^\.Bd/ { n++; on = 1; next } /^\.Ed/ { on = 0 }
    on { print >(out n) }' "$page"
for example in "$tmp"/example*; do
    if "$YULU" config --strict --check "$example"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done

for page in man/*.[1578]; do
    if mandoc -Tlint -W warning "$page"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "man: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
