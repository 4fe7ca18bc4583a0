# bash completion for yulu(1): the program itself knows what may come.

# The words of the line up to the cursor: bash parts them at : and = too.
_yulu_words()
{
    local line=${COMP_LINE:0:COMP_POINT} i word
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        ((i == COMP_CWORD && ${#word} > ${#line})) && word=$line
        if ((i == 0)) || [[ $line == [[:blank:]]* ]]; then
            line=${line#"${line%%[![:blank:]]*}"}
            words+=("")
        fi
        if ((i == COMP_CWORD)); then
            word=$line
        fi
        words[${#words[@]} - 1]+=$word
        line=${line#"$word"}
    done
}

_yulu()
{
    local words answer status word cut=0 IFS=$'\n'
    _yulu_words
    words=("${words[@]:1}")
    for ((i = 0; i < ${#words[@]}; i++)); do
        words[i]=${words[i]//[\'\"\\]/}
    done
    answer=$(yulu complete -- "${words[@]}" 2>/dev/null)
    status=$?
    word=${words[${#words[@]} - 1]}
    # What stands before the last : or = is no part of the word for bash.
    [[ $word == *[:=]* ]] && cut=${word%"${word##*[:=]}"} && cut=${#cut}
    COMPREPLY=()
    while read -r word; do
        word=${word%%$'\t'*}
        word=${word:cut}
        [[ $word == *[[:blank:]\'\"\\\(\)\|\&\;\<\>\$\`\!\*\?]* ]] && printf -v word '%q' "$word"
        [[ $word ]] && COMPREPLY+=("$word")
    done <<<"$answer"
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[:=] ]]; then
        compopt -o nospace
    fi
    if ((status == 1)); then
        compopt -o filenames
        while read -r word; do
            COMPREPLY+=("$word")
        done < <(compgen -f -- "${words[${#words[@]} - 1]:cut}")
    fi
    return 0
}

complete -F _yulu yulu
