#!/bin/sh
# usage: deps.sh [-n] SET...
#        SET: build check ssh lint fuzz bench coverage valgrind deb clang musl shells
# Look for what the sets need (headers by compiling, tools by running them).  What is missing
# is installed when we are root or sudo asks no password; otherwise, and always with -n, the
# one apt line that would do it is printed and the exit status is 1.
CC=${CC:-cc}
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
install=1
[ "$1" = -n ] && { install=0; shift; }

has() { command -v "$1" >/dev/null 2>&1; }

# header NAME PC: does a file that includes NAME pass the preprocessor?
header()
{
    flags=$("$PKG_CONFIG" --cflags "$2" 2>/dev/null)
    # shellcheck disable=SC2086  # flags are words
    printf '#include <setjmp.h>\n#include <stdarg.h>\n#include <stddef.h>
#include <stdint.h>\n#include <%s>\n' "$1" |
        $CC $CPPFLAGS $flags -x c -E - >/dev/null 2>&1
}

need_header() { header "$1" "$2" || missing="$missing $3"; }
need_tool() { has "$1" || missing="$missing $2"; }

# The version of the clang that is here, or of the one apt would install.
clang_version()
{
    v=$(clang -dumpversion 2>/dev/null | cut -d. -f1)
    [ -n "$v" ] || v=$(apt-cache depends clang 2>/dev/null |
        sed -n 's/.*Depends: clang-\([0-9][0-9]*\)$/\1/p' | head -n 1)
    echo "${v:-14}"
}

has_fuzzer()
{
    probe=$(mktemp) || return 1
    echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return p && n > 9; }' |
        clang -x c -fsanitize=fuzzer,address - -o "$probe" 2>/dev/null
    status=$?
    rm -f "$probe"
    return $status
}

look_build()
{
    need_tool "${CC%% *}" gcc
    before=$missing
    need_header curses.h ncursesw libncurses-dev
    need_header yaml.h yaml-0.1 libyaml-dev
    need_header unistr.h libunistring libunistring-dev
    need_header sqlite3.h sqlite3 libsqlite3-dev
    # The Makefile knows the usual names of the libraries, so this alone stops nothing.
    [ "$missing" = "$before" ] || need_tool "$PKG_CONFIG" pkg-config
}

look_check()
{
    need_header cmocka.h cmocka libcmocka-dev
    need_header vterm.h vterm libvterm-dev
    python3 -c 'import json' >/dev/null 2>&1 || missing="$missing python3"
    for tool in tmux jq mandoc less; do need_tool $tool $tool; done
}

# Not with those of `check`: installing a server starts it.
look_ssh()
{
    need_tool ssh openssh-client
    [ -x /usr/sbin/sshd ] || need_tool sshd openssh-server
}

look_lint()
{
    for tool in clang-format clang-tidy cppcheck shellcheck codespell mandoc; do
        need_tool $tool $tool
    done
    need_tool objdump binutils
}

look_fuzz()
{
    need_tool clang clang
    has_fuzzer || missing="$missing libclang-rt-$(clang_version)-dev"
}

look_bench() { for tool in newsboat w3m less; do need_tool $tool $tool; done; }
look_deb()
{
    need_tool dpkg-buildpackage dpkg-dev
    need_tool dh debhelper
    need_tool lintian lintian
}
look_clang() { need_tool clang clang; }
look_musl() { need_tool musl-gcc musl-tools; }
# What is looked at when it is here, and skipped when not.
look_shells() { for tool in zsh fish appstreamcli desktop-file-validate; do need_tool $tool "$(shell_package $tool)"; done; }
shell_package()
{
    case $1 in
    appstreamcli) echo appstream ;;
    desktop-file-validate) echo desktop-file-utils ;;
    *) echo "$1" ;;
    esac
}
look_coverage() { need_tool gcovr gcovr; }
look_valgrind() { need_tool valgrind valgrind; }

look()
{
    missing=
    for set in "$@"; do
        case $set in
        build | check | ssh | lint | fuzz | bench | coverage | valgrind | deb | clang | musl | shells)
            "look_$set"
            ;;
        *) echo "deps.sh: unknown set: $set" >&2; exit 2 ;;
        esac
    done
    missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ' | sed 's/^ *//; s/ *$//')
}

look "$@"
[ -z "$missing" ] && exit 0

as_root=
if [ "$install" = 1 ] && has apt-get; then
    if [ "$(id -u)" = 0 ]; then
        as_root="env"
    elif has sudo && sudo -n true 2>/dev/null; then
        as_root="sudo"
    fi
fi
if [ -z "$as_root" ]; then
    echo "sudo apt-get install -y --no-install-recommends $missing"
    exit 1
fi

echo "yulu: installing $missing" >&2
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
$as_root apt-get update >"$log" 2>&1 </dev/null || cat "$log" >&2
look "$@" # the names of some packages are known only now
# shellcheck disable=SC2086  # a list of packages
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
    --no-install-recommends $missing >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
look "$@"
[ -z "$missing" ] && exit 0
echo "yulu: still missing after installation: $missing" >&2
exit 1
