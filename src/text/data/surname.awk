# surname.tsv -> surname.h: surnames of one or two characters and how they are read; and a bit for
# each first character, by the last 12 bits of its code point.
BEGIN { FS = "\t"; for (i = 0; i < 256; i++) ord[sprintf("%c", i)] = i
    print "/* Made from src/text/data/surname.tsv. */"
    print "static const struct {\n    const char *name, *readings;\n} surname_readings[] = {" }
/^#/ || NF == 0 { next }
NF != 2 || length($1) % 3 || $2 !~ /^[a-z]+[1-4]( [a-z]+[1-4])?$/ || $1 in seen {
    print "surname.awk: line " FNR ": not a row: " $0 >"/dev/stderr"; failed = 1; exit 1 }
{ seen[$1] = 1; first[ord[substr($1, 2, 1)] % 64 * 64 + ord[substr($1, 3, 1)] % 64] = 1
    print "    {\"" $1 "\", \"" $2 "\"}," }
END {
    if (failed) exit 1
    print "};\nstatic const unsigned char surname_firsts[512] = {"
    for (i = 0; i < 4096; i += 8) {
        sum = 0
        for (k = 7; k >= 0; k--) sum = sum * 2 + ((i + k) in first)
        printf "%d%s", sum, i % 128 == 120 ? ",\n" : ","
    }
    print "};"
}
