# width.tsv -> width.h: two-stage tables of one 16-bit word for each code point.
# A page is 128 code points; pages that are alike are stored once.
BEGIN {
    FS = "\t"
    n = split("HAN AL NU OP AOP CL ACL PR PO CONN WAVE DOT HY SOL DASH ELL QT GL ZW SP BK IGN " \
        "DQ RQ COLON CR", names, " ")
    for (i = 1; i <= n; i++) class[names[i]] = i - 1
    n = split("KEEP MARK IVS DROP BAD BLANK GETA", names, " ")
    for (i = 1; i <= n; i++) show[names[i]] = i - 1
    columns["0"] = 0; columns["1"] = 5; columns["2"] = 10; columns["A"] = 9
    n_pages = at = 0
    text = ""
}
function fail(why) { print "width.awk: line " FNR ": " why >"/dev/stderr"; failed = 1; exit 1 }
function hex(s,    i, v) {
    v = 0
    for (i = 1; i <= length(s); i++) v = v * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
    return v
}
function page(cells) {
    if (!(cells in known)) { known[cells] = n_pages; cell_text[n_pages++] = cells }
    index_text = index_text known[cells] (at % 3072 ? "," : ",\n")
}
function whole(word,    i, cells) {
    if (word in uniform) return uniform[word]
    for (i = 0; i < 128; i++) cells = cells word ","
    return uniform[word] = cells
}
function add(count, word,    room) {
    while (count > 0) {
        if (at % 128 == 0 && count >= 128) {
            page(whole(word))
            at += 128; count -= 128
            continue
        }
        text = text word ","
        at++; count--
        if (at % 128 == 0) { page(text); text = "" }
    }
}
/^# unicode/ { version = $2; next }
/^#/ || NF == 0 { next }
{
    if (NF != 6 || !($3 in columns) || !($4 in class) || !($5 in show)) fail("not a row: " $0)
    if (hex($1) != at || hex($2) < at) fail("ranges leave a gap or overlap")
    add(hex($2) - at + 1, columns[$3] + 16 * class[$4] + 512 * show[$5] + \
        4096 * ($6 ~ /s/) + 8192 * ($6 ~ /l/) + 16384 * ($6 ~ /e/))
}
END {
    if (failed) exit 1
    if (at != 1114112) { print "width.awk: the table ends early" >"/dev/stderr"; exit 1 }
    print "/* Made from src/text/data/width.tsv. */"
    print "#define WIDTH_UNICODE \"" version "\""
    print "const unsigned short width_pages[8704] = {"
    print index_text "};"
    print "const unsigned short width_cells[][128] = {"
    for (i = 0; i < n_pages; i++) print "{" cell_text[i] "},"
    print "};"
}
