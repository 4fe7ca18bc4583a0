# fold.tsv -> fold.h: two-stage table of the distance from a code point to what it folds to, 16 bits
# each; below U+10000, where nothing else is, modulo 65,536.  What is further away has FOLD_FAR and
# stands in a sorted list.
# A page is 64 code points; pages that are alike are stored once.
BEGIN {
    FS = "\t"
    n_pages = n_far = at = 0
    last = -1
    text = ""
}
function fail(why) { print "fold.awk: line " FNR ": " why >"/dev/stderr"; failed = 1; exit 1 }
function hex(s,    i, v) {
    v = 0
    for (i = 1; i <= length(s); i++) v = v * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
    return v
}
function page(cells) {
    if (!(cells in known)) { known[cells] = n_pages; cell_text[n_pages++] = cells }
    index_text = index_text known[cells] (at % 1024 ? "," : ",\n")
}
function cell(word) {
    text = text word ","
    if (++at % 64 == 0) { page(text); text = "" }
}
function plain_to(end) {
    while (at < end) cell(0)
}
/^# unicode/ { version = $2; next }
/^#/ || NF == 0 { next }
{
    from = hex($1); to = hex($2)
    if (NF != 3 || from == to || to > 262143) fail("not a row: " $0)
    if (from <= last) fail("not in order")
    last = from
    plain_to(from)
    move = to - from
    if (from < 65536 && to < 65536) move += move > 32767 ? -65536 : move < -32768 ? 65536 : 0
    if (move > 32767 || move <= -32768 || (from < 65536 && to >= 65536)) {
        far_text = far_text "{" from "," to "}" (n_far++ % 8 == 7 ? ",\n" : ",")
        cell(-32768)
    } else {
        cell(move)
    }
}
END {
    if (failed) exit 1
    while (at % 64) cell(0)
    print "/* Made from src/text/data/fold.tsv. */"
    print "#define FOLD_UNICODE \"" version "\""
    print "enum { FOLD_END = " at ", FOLD_N_FAR = " n_far ", FOLD_FAR = -32768 };"
    print "static const unsigned short fold_pages[" at / 64 "] = {"
    print index_text "};"
    print "static const short fold_cells[" n_pages "][64] = {"
    for (i = 0; i < n_pages; i++) print "{" cell_text[i] "},"
    print "};"
    print "static const struct { unsigned int from, to; } fold_far[FOLD_N_FAR] = {"
    print far_text "};"
}
