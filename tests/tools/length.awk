# usage: LC_ALL=C awk -f length.awk FILE.c FILE.h ...
# Functions over 100 lines, files over 600 lines and lines over 100 columns are refused.  A
# function is counted from its '{' to its '}', both in column 1; the line above '{' that starts
# in column 1 names it.  A line is counted in characters: UTF-8 continuation bytes do not count.
# src/*/data and other tables are not C and are not given here.
BEGIN { max_function = 100; max_file = 600; max_line = 100 }

FNR == 1 {
    if (file != "")
        end_of_file()
    file = FILENAME
    start = 0
    what = ""
}
{
    lines = FNR
    text = $0
    gsub(/[\200-\277]/, "", text)
    if (length(text) > max_line)
        bad(FNR, "line of " length(text) " characters (" max_line ")")
}
/^[A-Za-z_]/ && /\(/ { what = $0 }
/^\{/ { start = FNR }
/^\}/ && start {
    if (FNR - start + 1 > max_function)
        bad(start, "function of " FNR - start + 1 " lines (" max_function "): " what)
    start = 0
}
END {
    if (file != "")
        end_of_file()
    exit failed
}

function end_of_file()
{
    if (lines > max_file)
        bad(lines, "file of " lines " lines (" max_file ")")
}

function bad(line, why)
{
    print file ":" line ": " why
    failed = 1
}
