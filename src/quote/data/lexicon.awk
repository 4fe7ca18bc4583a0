# content/lexicon/*.tsv -> lexicon.h: every word once, with all classes it has in any table.
# Rows: word TAB class[,class...] TAB note; the note may be left out.  Class names are those of
# enum lex_class in lower case: the compiler refuses one that is not there.
BEGIN { FS = "\t"; n = 0 }
/^#/ || NF == 0 { next }
{
    if (NF > 3 || $1 == "" || $2 !~ /^[a-z_]+(,[a-z_]+)*$/ || $1 ~ /["\\ ]/)
        fail("not a row: " $0)
    if ((FILENAME, $1) in seen)
        fail("twice: " $1)
    seen[FILENAME, $1] = 1
    if (!($1 in classes))
        word[n++] = $1
    k = split($2, name, ",")
    for (i = 1; i <= k; i++)
        classes[$1] = classes[$1] (classes[$1] == "" ? "" : " | ") "LEX_" toupper(name[i])
}
END {
    if (failed)
        exit 1
    print "/* Made from content/lexicon/.tsv files by src/quote/data/lexicon.awk. */"
    print "enum { LEXICON_ROWS = " n " };"
    print "/* Words, each ended by a newline, and their classes in the same order. */"
    print "static const char lexicon_words[] ="
    for (i = 0; i < n; i++)
        print "\"" word[i] "\\n\"" (i == n - 1 ? ";" : "")
    print "static const uint32_t lexicon_classes[] = {"
    for (i = 0; i < n; i++)
        print classes[word[i]] ","
    print "};"
}

function fail(why)
{
    print FILENAME ":" FNR ": " why >"/dev/stderr"
    failed = 1
    exit 1
}
