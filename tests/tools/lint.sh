#!/bin/bash
# usage: B=FOLDER lint.sh [TOOL...]      FOLDER is for a build without sanitizers
# Run every tool, print one line for each and what it found; fail when one found something.
set -u
: "${B:?}"
only=$*
failed=0
jobs=$(nproc 2>/dev/null || echo 2)

mapfile -t c_files < <(find src tests -name '*.c' | LC_ALL=C sort)
mapfile -t h_files < <(find include src tests -name '*.h' | LC_ALL=C sort)
mapfile -t scripts < <({
    find src tests \( -name '*.sh' -o -name '*.awk' -o -name '*.py' \)
    echo .ci/run
} | LC_ALL=C sort)
mapfile -t shell < <(printf '%s\n' "${scripts[@]}" | grep -E '\.sh$|^\.ci/run$')
mapfile -t pages < <(find man -name '*.[1578]' 2>/dev/null | LC_ALL=C sort)
mapfile -t docs < <(ls README.md HACKING.md CHANGES.md 2>/dev/null)

# lint NAME COMMAND...: silent tools with status 0 are clean.
lint()
{
    local name=$1 out status
    shift
    if [ -n "$only" ] && [[ " $only " != *" $name "* ]]; then
        return
    fi
    out=$("$@" 2>&1)
    status=$?
    if [ $status -eq 0 ]; then
        printf 'lint %-12s clean\n' "$name"
    else
        printf '%s\nlint %-12s FAILED\n' "$out" "$name"
        failed=1
    fi
}

awk_c() { LC_ALL=C awk -f "tests/tools/$1" "${c_files[@]}" "${h_files[@]}"; }
layers() { awk_c layers.awk; }
lengths() { awk_c length.awk; }
texts() {
    LC_ALL=C awk -f tests/tools/text.awk "${c_files[@]}" "${h_files[@]}" "${scripts[@]}" \
        "${pages[@]}" "${docs[@]}" Makefile
}

warnings() { "${MAKE:-make}" -k --no-print-directory WERROR=1 B="$B" objects >/dev/null; }

globals() { find "$B/obj/src" -name '*.o' -exec sh tests/tools/globals.sh {} +; }

# One file a run: with several, version 14 sees va_lists as uninitialised from the second on.
# What it says on stderr is how many warnings it did not show.
tidy()
{
    {
        printf '%s\n' "${c_files[@]}" | grep '^src/' |
            xargs -r -P "$jobs" -n 1 clang-tidy --quiet -p .
        # Tests fail on purpose in ways the path analyser cannot follow; its time is for src.
        printf '%s\n' "${c_files[@]}" | grep '^tests/' | grep -v '^tests/tools/musl/' |
            xargs -r -P "$jobs" -n 4 clang-tidy --quiet -p . --checks='-clang-analyzer-*'
    } 2>/dev/null | { grep -v '^$' && return 1 || return 0; }
}

check_cpp()
{
    cppcheck --quiet --std=c11 --language=c -j "$jobs" --error-exitcode=1 --inline-suppr \
        --enable=warning,performance,portability --suppress=missingIncludeSystem \
        --suppress=normalCheckLevelMaxBranches --suppress='*:*/cmocka.h' \
        -Iinclude -Ibuild/gen -Itests "${c_files[@]}"
}

manual() { [ ${#pages[@]} -eq 0 ] || mandoc -Tlint -W warning "${pages[@]}"; }

spelling()
{
    codespell --skip '*.tsv,*.yaml,*.json' --ignore-words tests/tools/codespell.txt \
        src include tests/tools tests/unit tests/property tests/pty tests/bench man "${docs[@]}" Makefile
}

same_format()
{
    clang-format --dry-run -Werror "${c_files[@]}" "${h_files[@]}" 2>&1 |
        sed -n 's/: error: code should be clang-formatted.*/: not as `make format` would have it/p' |
        sort -u -t: -k1,1 | { grep . && return 1 || return 0; }
}

lint selftest sh tests/tools/selftest.sh
lint layers layers
lint length lengths
lint text texts
lint warnings warnings
lint globals globals
lint clang-tidy tidy
lint cppcheck check_cpp
lint shellcheck shellcheck -x -S warning "${shell[@]}"
lint codespell spelling
lint mandoc manual
lint clang-format same_format
exit $failed
