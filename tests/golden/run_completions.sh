#!/bin/bash
# usage: YULU=PROGRAM run_completions.sh
# The shells read their files, and offer what the program knows.  A shell that is not here is skipped.
: "${YULU:?}"
case $YULU in /*) ;; *) YULU=$PWD/$YULU ;; esac
folder=share/completions
passed=0 failed=0 skipped=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
ln -s "$YULU" "$tmp/yulu"
PATH=$tmp:$PATH
export PATH LC_ALL=C.UTF-8 HOME="$tmp"

# check NAME WANTED GOT
check()
{
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: wanted "%s", got "%s"\n' "$1" "$2" "$3"
    fi
}

# syntax SHELL FILE
syntax()
{
    if ! command -v "$1" >/dev/null; then
        skipped=$((skipped + 1))
    else
        "$1" -n "$folder/$2" >"$tmp/out" 2>&1
        check "$1 -n" "0 " "$? $(cat "$tmp/out")"
    fi
}
syntax bash yulu.bash
syntax zsh _yulu
syntax fish yulu.fish

# What bash offers for LINE, whose words it takes for WORDS.
compopt() { :; }
. "$folder/yulu.bash"
bash_offers() # LINE WORD...
{
    COMP_LINE=$1 COMP_POINT=${#1}
    shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _yulu
    echo "${COMPREPLY[*]:0:3}"
}
d=content/articles/roundtable.yaml
check 'a command' list "$(bash_offers 'yulu lis' yulu lis)"
check 'an option' --format "$(bash_offers 'yulu list --for' yulu list --for)"
check 'a value' 'text tsv' "$(bash_offers 'yulu list --format=t' yulu list --format = t)"
check 'a speaker' 谌其远 "$(bash_offers "yulu list -d $d speaker:谌" yulu list -d "$d" speaker : 谌)"
check 'by pinyin' 谌其远 "$(bash_offers "yulu list -d $d speaker:cqy" yulu list -d "$d" speaker : cqy)"
check 'in quotes' 谌其远 "$(bash_offers "yulu list -d $d \"speaker:谌" yulu list -d "$d" '"speaker' : 谌)"
check 'files' content/lexicon "$(bash_offers 'yulu show content/lex' yulu show content/lex)"
check 'nothing' '' "$(bash_offers 'yulu index x' yulu index x)"

if command -v fish >/dev/null; then
    check 'fish: a command' list "$(fish -c "source $folder/yulu.fish; complete -C 'yulu lis'" | cut -f1 | head -n 1)"
    check 'fish: a speaker' speaker:谌其远 "$(fish -c "source $folder/yulu.fish; complete -C 'yulu list -d $d speaker:谌'" | cut -f1 | head -n 1)"
else
    skipped=$((skipped + 2))
fi

if command -v zsh >/dev/null; then
    # compadd outside of a completion: what it is given is what is offered.
    check 'zsh: a speaker' speaker:谌其远 "$(zsh -fc "compadd() { print -l -- \${(P)\${@[-1]}} }; _files() { : }
words=(yulu list -d $d speaker:谌) CURRENT=5 PREFIX=speaker:谌; source $folder/_yulu")"
else
    skipped=$((skipped + 1))
fi
line="completions: $passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
