# usage: awk -f text.awk FILE...
# C, headers, scripts, manual pages and other text of the project: no tabs, no blanks at the end
# of lines, no CR; in C no banned function, no TODO, and in headers the guard YULU_DIR_FILE_H.
BEGIN {
    instead["strcpy"] = instead["strcat"] = "arena_printf or buf_add"
    instead["strncpy"] = instead["strncat"] = "memcpy with a checked length"
    instead["sprintf"] = instead["vsprintf"] = "snprintf or buf_printf"
    instead["strtok"] = instead["strtok_r"] = "str functions that return views"
    instead["atoi"] = instead["atol"] = instead["atof"] = "strtol with its error checks"
    instead["gets"] = instead["scanf"] = instead["sscanf"] = "a parser that reports positions"
    instead["system"] = instead["popen"] = "fork and execv"
    instead["wcwidth"] = instead["wcswidth"] = "text/width.h"
    instead["alloca"] = "an arena"
    n = split("isalpha isspace isdigit isalnum isupper islower ispunct isprint iscntrl " \
              "isxdigit isgraph toupper tolower", ctype, " ")
    for (i = 1; i <= n; i++)
        instead[ctype[i]] = "a comparison with ASCII (ctype depends on the locale)"
}

FNR == 1 {
    finish()
    file = FILENAME
    tabs_ok = file ~ /(^|\/)Makefile$|\.tsv$|\.mk$/
    is_c = file ~ /\.[ch]$/
    guard = ""
    if (file ~ /\.h$/) {
        n = split(file, part, "/")
        guard = part[n - 1] "_" part[n]
        gsub(/[^A-Za-z0-9]/, "_", guard)
        guard = "YULU_" toupper(guard)
    }
    state = 0
    in_comment = 0
}

/\t/ && !tabs_ok { bad("tab") }
/[ \t]$/ { bad("blank at the end of the line") }
/\r$/ { bad("carriage return") }

# The first two directives are the guard.
guard != "" && /^#/ && state < 2 {
    state++
    if ((state == 1 && $0 != "#ifndef " guard) || (state == 2 && $0 != "#define " guard))
        bad("the guard of this header is " guard)
}

is_c {
    if (/(TODO|FIXME|(^|[^X])XXX([^X]|$))/)
        bad("unfinished business")
    code = without_comments($0)
    while (match(code, /[A-Za-z_][A-Za-z_0-9]*[ ]*\(/)) {
        before = RSTART > 1 ? substr(code, RSTART - 1, 1) : " "
        word = substr(code, RSTART, RLENGTH - 1)
        sub(/ *$/, "", word)
        code = substr(code, RSTART + RLENGTH)
        # wcwidth is also what ncursesw calls: src/tui defines it, and may not call it.
        if (word in instead && before !~ /[A-Za-z_0-9.>]/ && !definition(word, $0))
            bad(word ": use " instead[word])
    }
}

END {
    finish()
    exit failed
}

function definition(word, line)
{
    return word == "wcwidth" && line ~ /^([a-z_]+[^=]* )?int wcwidth\(wchar_t [a-z]*\);?$/
}

# The line with strings, character constants and comments blanked out.
function without_comments(s,    out, c, i, len)
{
    out = ""
    len = length(s)
    for (i = 1; i <= len; i++) {
        c = substr(s, i, 1)
        if (in_comment) {
            if (substr(s, i, 2) == "*/") {
                in_comment = 0
                i++
            }
        } else if (substr(s, i, 2) == "/*") {
            in_comment = 1
            i++
        } else if (substr(s, i, 2) == "//") {
            break
        } else if (c == "\"" || c == "'") {
            for (i++; i <= len && substr(s, i, 1) != c; i++)
                if (substr(s, i, 1) == "\\")
                    i++
            out = out c c
        } else {
            out = out c
        }
    }
    return out
}

function finish()
{
    if (file != "" && guard != "" && state < 2) {
        print file ":1: no guard " guard
        failed = 1
    }
}

function bad(why)
{
    print file ":" FNR ": " why
    failed = 1
}
