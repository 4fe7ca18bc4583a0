# surname.tsv -> surname.h: surnames of one or two characters and how they are read.
BEGIN { FS = "\t"; print "/* Made from src/text/data/surname.tsv. */"
    print "static const struct {\n    const char *name, *readings;\n} surname_readings[] = {" }
/^#/ || NF == 0 { next }
NF != 2 || length($1) % 3 || $2 !~ /^[a-z]+[1-4]( [a-z]+[1-4])?$/ || $1 in seen {
    print "surname.awk: line " FNR ": not a row: " $0 >"/dev/stderr"; failed = 1; exit 1 }
{ seen[$1] = 1; print "    {\"" $1 "\", \"" $2 "\"}," }
END { if (failed) exit 1; print "};" }
