# fish completion for yulu(1): the program itself knows what may come.

function __yulu_ask
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    yulu complete -- $words[2..-1] "$word" 2>/dev/null
end

function __yulu_wants_files
    __yulu_ask >/dev/null
    test $status -eq 1
end

complete -c yulu -f -k -a '(__yulu_ask)'
complete -c yulu -n __yulu_wants_files -F
