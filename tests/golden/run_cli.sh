#!/bin/sh
# usage: YULU=PROGRAM run_cli.sh [NAME...]      UPDATE=1 writes what came as what is wanted
# NAME.args in cli/ and wrap/ is a line of shell in which `yulu` is the program, `tty N` runs it on
# a terminal of N columns and data/ holds the fixtures; NAME.out is its standard output, its
# messages and its exit status.
: "${YULU:?}"
case $YULU in /*) ;; *) YULU=$PWD/$YULU ;; esac
golden=$(cd "$(dirname "$0")" && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
unset YULU_DIR YULU_AMBIGUOUS NO_COLOR COLUMNS
export LC_ALL=C TERM=xterm YULU TMPDIR="$tmp"

cat >"$tmp/run.sh" <<'END'
yulu() { "$YULU" "$@"; }
tty() { columns=$1; shift 2; ../on_tty.py "$columns" "$YULU" "$@"; }
. "$1"
END

# run ARGS: what the line printed and said, on standard output.
run()
{
    timeout -k 5 60 sh "$tmp/run.sh" "$1" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
    status=$?
    cat "$tmp/stdout"
    echo '-- stderr --'
    cat "$tmp/stderr"
    echo "-- exit $status --"
}

wanted() # NAME
{
    [ -z "$names" ] && return 0
    for n in $names; do [ "$n" = "$1" ] && return 0; done
    return 1
}

names=$*
for folder in cli wrap; do
    cd "$golden/$folder" || exit 1
    for args in ./*.args; do
        [ -f "$args" ] || continue
        name=${args#./}
        name=${name%.args}
        wanted "$name" || continue
        run "$args" >"$tmp/got"
        if [ -n "$UPDATE" ]; then
            cp "$tmp/got" "$name.out"
        elif cmp -s "$tmp/got" "$name.out"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "$folder/$name: $(cat "$args")"
            diff -u "$name.out" "$tmp/got" | sed 1,2d
        fi
    done
done
echo "cli: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
