#!/bin/sh
# usage: CC=musl-gcc musl.sh FOLDER
# Debian has ncurses, libyaml, libunistring and SQLite for its own C library only, so not the
# program but what needs none of them is built against musl: the files that include no outside
# header are compiled (those of the kernel count, which musl-gcc does not find), and of the unit tests
# those that need no others are linked and run (not those that have iconv write GBK, which musl's does
# not).
: "${CC:?}"
out=$1
suites="base date file find flow journal match pinyin query query_edit sentence"
outside='^#include (<(yaml|sqlite3|unictype|unigbrk|unistr)\.h>|<linux/|"cache_work\.h")'
mkdir -p "$out"
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Iinclude -Ibuild/gen -Itests
    -Itests/tools/musl -O1 -g -Wall -Wextra -Werror -ffunction-sections -fdata-sections -pthread"

# object SOURCE: compile it, and print the object's name.
object()
{
    o=$out/$(echo "$1" | tr / _).o
    # shellcheck disable=SC2086  # flags are words
    $CC $flags -c -o "$o" "$1" || echo "$1" >>"$out/failed"
    echo "$o"
}

rm -f "$out"/*.o "$out"/failed "$out"/*.a
# shellcheck disable=SC2046  # a list of files
sh tests/tools/unit_main.sh $(for s in $suites; do echo "tests/unit/test_$s.c"; done) >"$out/main.c"
core=$(for f in src/*/*.c; do
    case $f in src/tui/*) continue ;; esac
    grep -qE "$outside" "$f" || object "$f"
done)
tests=$(for s in $suites; do object "tests/unit/test_$s.c"; done
    object tests/tools/musl/cmocka.c
    object "$out/main.c")
if [ -s "$out/failed" ]; then
    echo "musl: not compiled: $(tr '\n' ' ' <"$out/failed")"
    exit 1
fi
# shellcheck disable=SC2086  # lists of files
ar rcsD "$out/core.a" $core && $CC -static -pthread -Wl,--gc-sections -o "$out/unit" $tests "$out/core.a" || exit 1
echo "musl: $(printf '%s\n' $core | wc -l) files of the program compiled"
"$out/unit"
