#!/bin/sh
# usage: B=FOLDER run_link.sh
# What the objects of the program import: only one of them can write to the terminal, and none
# prints by way of curses.  The table names everybody else who writes, and where to.
: "${B:?}"
passed=0 failed=0

# Functions that put bytes on a descriptor, and those of curses that put text on a screen.
writers='write writev pwrite pwrite64 pwritev send sendto sendmsg sendfile sendfile64 splice tee
vmsplice copy_file_range puts putchar putc _IO_putc fputs fputc fputs_unlocked fwrite fwrite_unlocked
putchar_unlocked printf fprintf vprintf vfprintf dprintf vdprintf __printf_chk __fprintf_chk
__vprintf_chk __vfprintf_chk __dprintf_chk __vdprintf_chk perror psignal psiginfo error warn warnx
err errx syscall wprintf fwprintf fputws fputwc popen system'
curses='.*addn?w?str|.*add_?w?ch|.*add_?wchn?str|.*addchn?str|.*insn?_?w?str|.*ins_?n?wstr|.*ins_?w?ch|.*printw
w?refresh|doupdate|wnoutrefresh|p?n?outrefresh|prefresh|redrawwin|putp|tputs|vid_?puts|vid_?attr|beep
flash|endwin|mvcur|scr_dump|initscr'

allowed() # OBJECT FUNCTION
{
    case $1:$2 in
    tui/send:write) ;;                           # the terminal
    tui/opener:write) ;;                         # a pipe: why nothing could be started
    base/file:write | base/journal:write) ;;     # files, and output of subcommands
    store/cache_write:pwrite*) ;;                # files of the cache
    archive/*:write) ;;                          # pipes between threads
    base/arena:fwrite | base/arena:fputs) ;;     # "out of memory", a text of our own
    base/sandbox*:syscall) ;;                    # rules for the kernel, no text
    cli/index:write) ;;                          # progress of a subcommand, numbers only
    tui/term:mvwaddwstr) ;;                      # on a pad that is never shown: a look at widths
    tui/term:endwin) ;;
    *) return 1 ;;
    esac
}

check() # NAME STATUS
{
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1"
    fi
}

pattern=$(printf '%s\n' $writers "$curses" | tr '\n' '|' | sed 's/|*$//')
found=$(find "$B/obj/src" -name '*.o' | sort | while read -r object; do
    name=${object#"$B/obj/src/"}
    nm -u "$object" | sed 's/.* U //; s/@.*//' | grep -xE "$pattern" | sed "s|^|${name%.o} |"
done)
n=$(find "$B/obj/src" -name '*.o' | wc -l)
check "objects are there ($n)" $((n < 100))
printf '%s\n' "$found" | grep -qx 'tui/send write'
check 'one writes to the terminal' $?
while read -r object function; do
    [ -n "$object" ] || continue
    allowed "$object" "$function"
    check "$object calls $function" $?
done <<END
$found
END
echo "link: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
