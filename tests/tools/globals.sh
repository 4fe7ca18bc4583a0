#!/bin/sh
# usage: globals.sh OBJECT...      (objects below a folder obj/ that mirrors the sources)
# No state outside structures: an object in .data, .bss or thread storage is refused.  The one
# exceptions are what a signal handler may write, `volatile sig_atomic_t`, in src/tui, and the table
# that the handler of SIGBUS must find, in src/base/mapping.c.
LC_ALL=C objdump -t "$@" 2>/dev/null | awk '
    / file format / { object = $1; sub(/:$/, "", object); next }
    / O (\.data|\.bss|\.tdata|\.tbss|\*COM\*|\.data\.rel(\.local)?)[ \t]/ {
        name = $NF
        sub(/\.[0-9]+$/, "", name)
        print object, name
    }' | {
    status=0
    while read -r object name; do
        source=${object##*obj/}
        source=${source%.o}.c
        case $source in
        src/base/mapping.c) [ "$name" = table ] && continue ;;
        src/tui/*) grep -q "volatile sig_atomic_t.*\\<$name\\>" "$source" && continue ;;
        esac
        line=$(grep -nw "$name" "$source" 2>/dev/null | head -n 1 | cut -d: -f1)
        echo "$source:${line:-1}: mutable global: $name"
        status=1
    done
    exit $status
}
