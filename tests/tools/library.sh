#!/bin/sh
# usage: library.sh VERSION      after `make lib`
# Another program with libyulu, as it is installed: by pkg-config, shared, static, from Python; what
# it exports is what its header declares.
version=$1
CC=${CC:-cc}
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0 skipped=0
article=content/articles/roundtable.yaml

# check WHAT COMMAND...
check()
{
    what=$1
    shift
    if "$@" >"$tmp/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$what:"
        cat "$tmp/said"
    fi
}

sh tests/tools/install_lib.sh "$version" "$tmp" /usr /usr/lib || exit 1
export PKG_CONFIG_PATH="$tmp/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$tmp" LD_LIBRARY_PATH="$tmp/usr/lib"
flags=$("$PKG_CONFIG" --cflags --libs yulu)
strict="-std=c99 -Wall -Wextra -Wpedantic -Werror"

# shellcheck disable=SC2086  # flags are words
check 'C, shared' $CC $strict -o "$tmp/shared" share/examples/quotes.c $flags
# shellcheck disable=SC2086
check 'C, static' $CC $strict -o "$tmp/static" share/examples/quotes.c -I"$tmp/usr/include" \
    "$tmp/usr/lib/libyulu.a" -lyaml -lunistring -pthread
# A C compiler need not know the other language.
if $CC -x c++ -fsyntax-only /dev/null 2>/dev/null; then
    check 'header in C++' $CC -x c++ -fsyntax-only -Wall -Wextra -Werror include/yulu.h
else
    skipped=1
fi
"$tmp/shared" "$article" >"$tmp/one" 2>&1
"$tmp/static" "$article" >"$tmp/two" 2>&1
python3 share/examples/quotes.py "$tmp/usr/lib/libyulu.so.0" "$article" >"$tmp/three" 2>&1
check 'who speaks' grep -q '^谌其远 \[direct\]$' "$tmp/one"
check 'rows' grep -q '^  不是没人看病，是白天看不起这个假。$' "$tmp/one"
check 'static as shared' cmp "$tmp/one" "$tmp/two"
check 'Python as C' diff "$tmp/one" "$tmp/three"
check 'no file' sh -c '! "$0" nosuch.yaml' "$tmp/shared"

# Every symbol is declared and described, and there are no others.
sed -n 's/^ *\(yulu_[a-z_]*\);.*/\1/p' src/lib/yulu.map | sort >"$tmp/map"
grep -o 'yulu_[a-z_]*(' include/yulu.h | tr -d '(' | sort -u >"$tmp/header"
nm -D --defined-only "$tmp/usr/lib/libyulu.so.0" | sed -n 's/.* T \(.*\)@@YULU_0.1$/\1/p' | sort >"$tmp/exported"
nm -g --defined-only "$tmp/usr/lib/libyulu.a" | sed -n 's/.* T //p' | sort >"$tmp/public"
check 'declared' diff "$tmp/map" "$tmp/header"
check 'exported' diff "$tmp/map" "$tmp/exported"
check 'nothing else' sh -c 'test "$(nm -D --defined-only "$0" | grep -c " [TDBR] ")" = "$(wc -l <"$1")"' \
    "$tmp/usr/lib/libyulu.so.0" "$tmp/map"
check 'static exports the same' diff "$tmp/map" "$tmp/public"
line="library: $passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
