#!/bin/sh
# Every rule of the lint scripts fires on a file made to break it, and on nothing else.
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
mkdir -p src/base src/text src/article src/view src/tui src/cli include/base include/tui obj/src/base obj/src/tui
status=0

# expect WHAT WANTED COMMAND...: COMMAND prints a line with WANTED and fails; "" = it is silent.
expect()
{
    what=$1 wanted=$2
    shift 2
    out=$("$@" 2>&1)
    result=$?
    if [ -z "$wanted" ]; then
        [ $result -eq 0 ] && [ -z "$out" ] && return
    else
        [ $result -ne 0 ] && printf '%s\n' "$out" | grep -qF "$wanted" && return
    fi
    echo "selftest: $what: status $result, wanted \"$wanted\", got \"$out\""
    status=1
}

# rule SCRIPT WHAT WANTED FILE: FILE comes from stdin.
rule()
{
    cat >"$4"
    expect "$2" "$3" env LC_ALL=C awk -f "$here/$1" "$4"
}

lines() { i=0; while [ "$i" -lt "$1" ]; do echo "$2"; i=$((i + 1)); done; }

rule layers.awk 'upward include' 'src/text/a.c:1: "article/b.h" not from text' src/text/a.c <<'END'
#include "article/b.h"
END
rule layers.awk 'cli sees tui' '"tui/b.h" not from cli' src/cli/a.c <<'END'
#include "tui/b.h"
END
rule layers.awk 'tui sees cli' '"cli/b.h" not from tui' src/tui/a.c <<'END'
#include "cli/b.h"
END
rule layers.awk 'curses in view' '<curses.h> belongs in tui' src/view/a.c <<'END'
#include <curses.h>
END
rule layers.awk 'yaml in view' '<yaml.h> belongs in article' src/view/b.c <<'END'
  #  include <yaml.h>
END
rule layers.awk 'libunistring in article' '<unigbrk.h> belongs in text' src/article/a.c <<'END'
#include <unigbrk.h>
END
rule layers.awk 'good includes' '' src/view/c.c <<'END'
#include "view/c.h"
#include "archive/a.h"
#include <unistd.h>
END
rule layers.awk 'curses in tui' '' src/tui/c.c <<'END'
#include "view/app.h"
#include <curses.h>
END

function_of() { echo 'static int f(void)'; echo '{'; lines $(($1 - 2)) '    x();'; echo '}'; }
function_of 101 | rule length.awk 'long function' \
    'src/base/a.c:2: function of 101 lines (100): static int f(void)' src/base/a.c
function_of 100 | rule length.awk 'function of 100 lines' '' src/base/a.c
lines 601 'int x;' | rule length.awk 'long file' 'src/base/a.c:601: file of 601 lines' src/base/a.c
lines 600 'int x;' | rule length.awk 'file of 600 lines' '' src/base/a.c
lines 1 "$(printf '%101s' x)" | rule length.awk 'long line' 'line of 101 characters' src/base/a.c
lines 1 "$(printf '%97s' x)语录馆" | rule length.awk 'line of 100 characters' '' src/base/a.c

printf 'int x;\tint y;\n' | rule text.awk 'tab' 'src/base/a.c:1: tab' src/base/a.c
printf 'int x; \n' | rule text.awk 'blank at the end' 'blank at the end' src/base/a.c
printf 'int x;\r\n' | rule text.awk 'carriage return' 'carriage return' src/base/a.c
printf '/* TO%s */\n' DO | rule text.awk 'unfinished business' 'unfinished' src/base/a.c
printf 'all:\n\ttrue\n' | rule text.awk 'tab in a Makefile' '' Makefile
for f in strcpy strcat sprintf strtok atoi system popen isalpha isspace wcwidth; do
    printf 'void g(void)\n{\n    %s (a, b);\n}\n' $f |
        rule text.awk "banned $f" "src/base/a.c:3: $f: use " src/base/a.c
done
rule text.awk 'names in comments and strings' '' src/base/a.c <<'END'
/* strcpy(a, b) is not used: atoi(x)
 * nor system(3). */
const char *const s = "strcpy(a, \"b\")"; // popen(x)
void my_system(void);
void h(struct v *v) { v->system(1); snprintf(a, 1, "x"); }
END
rule text.awk 'wcwidth defined' '' src/tui/w.c <<'END'
__attribute__((visibility("default"))) int wcwidth(wchar_t wc)
END
rule text.awk 'no guard' 'no guard YULU_BASE_A_H' include/base/a.h <<'END'
int x(void);
END
rule text.awk 'wrong guard' 'include/base/a.h:1: the guard of this header is YULU_BASE_A_H' include/base/a.h <<'END'
#ifndef A_H
#define A_H
#endif
END
rule text.awk 'good guard' '' include/base/a.h <<'END'
#ifndef YULU_BASE_A_H
#define YULU_BASE_A_H
#endif
END

# global WANTED LAYER: the C text on stdin, compiled as the Makefile does.
global()
{
    cat >"src/$2/g.c"
    ${CC:-cc} -fPIE -O1 -c -o "obj/src/$2/g.o" "src/$2/g.c" || status=1
    expect "global in $2" "$1" sh "$here/globals.sh" "obj/src/$2/g.o"
}
global 'src/base/g.c:1: mutable global: counter' base <<'END'
int counter;
END
global 'src/base/g.c:1: mutable global: calls' base <<'END'
int next(void) { static int calls = 4; return calls++; }
END
global 'mutable global: names' base <<'END'
const char *names[] = {"a", "b"};
END
global '' base <<'END'
static int one(void) { return 1; }
struct row { const char *name; int (*f)(void); };
const struct row rows[] = {{"one", one}};
END
global 'mutable global: state' tui <<'END'
int state;
END
global '' tui <<'END'
#include <signal.h>
volatile sig_atomic_t got_signal;
END
exit $status
