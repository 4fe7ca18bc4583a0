# pinyin.tsv -> pinyin.h: for each character from U+3400 to U+9FFF the number of its set of readings,
# with the highest bit for common characters; the sets as one string, each ended by NUL; and the first
# letters of each set, a bit each.
BEGIN {
    FS = "\t"
    first = 13312; end = 40960 # U+3400, U+A000
    for (i = 0; i < 256; i++) ord[sprintf("%c", i)] = i
    n_sets = 1; at = 1
    for (i = 0; i < 26; i++) bit[sprintf("%c", 97 + i)] = 2 ^ i
}
# The first letters of READINGS as bits.
function letters(readings,    parts, n, i, sum, seen) {
    n = split(readings, parts, " ")
    for (i = 1; i <= n; i++)
        if (!(substr(parts[i], 1, 1) in seen)) {
            seen[substr(parts[i], 1, 1)] = 1
            sum += bit[substr(parts[i], 1, 1)]
        }
    return sum
}
function fail(why) { print "pinyin.awk: line " FNR ": " why >"/dev/stderr"; failed = 1; exit 1 }
# All characters of S, three bytes each.
function each(s,    i, cp) {
    for (i = 1; i + 2 <= length(s); i += 3) {
        cp = ord[substr(s, i, 1)] % 16 * 4096 + ord[substr(s, i + 1, 1)] % 64 * 64 + ord[substr(s, i + 2, 1)] % 64
        if (cp == 12295) { zero = $1; continue } # 〇
        if (cp < first || cp >= end) fail("not between U+3400 and U+9FFF: " substr(s, i, 3))
        if ($1 == "common") common[cp] = 1
        else if (cp in set) fail("twice: " substr(s, i, 3))
        else set[cp] = n_sets
    }
}
/^#/ || NF == 0 { next }
{
    if (NF != 2 || length($2) % 3) fail("not a row")
    each($2)
    if ($1 != "common") {
        if ($1 !~ /^[a-z]+[1-4]?( [a-z]+[1-4]?)*$/) fail("not readings: " $1)
        text = text "    \"" $1 "\\0\"\n"
        firsts = firsts letters($1) (n_sets % 12 ? "," : ",\n")
        offsets = offsets at (n_sets++ % 12 ? "," : ",\n")
        at += length($1) + 1
    }
}
END {
    if (failed) exit 1
    if (n_sets > 32767) fail("too many sets")
    print "/* Made from src/text/data/pinyin.tsv. */"
    print "enum { PINYIN_FIRST = " first ", PINYIN_END = " end ", PINYIN_COMMON = 32768 };"
    print "static const char pinyin_zero[] = \"" zero "\";"
    print "static const char pinyin_text[] = \"\\0\"\n" text ";"
    print "static const unsigned pinyin_offsets[" n_sets "] = {0,\n" offsets "};"
    print "static const unsigned pinyin_firsts[" n_sets "] = {0,\n" firsts "};"
    print "static const unsigned short pinyin_sets[] = {"
    for (cp = first; cp < end; cp++)
        printf "%d%s", set[cp] + (cp in common ? 32768 : 0), cp % 16 == 15 ? ",\n" : ","
    print "};"
}
