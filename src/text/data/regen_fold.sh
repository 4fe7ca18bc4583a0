#!/bin/sh
# Make fold.tsv from the Unicode character database (package unicode-data) and
# fold_exceptions.tsv.
# usage: regen_fold.sh [UCD]
LC_ALL=C
export LC_ALL
here=$(dirname "$0")
ucd=${1:-/usr/share/unicode}
out=$here/fold.tsv
[ -r "$ucd/Unihan_Variants.txt.bz2" ] || { echo "regen_fold.sh: no $ucd (apt-get install unicode-data)"; exit 1; }

# One line a fact, code points decimal: single FROM TO, simp FROM TO..., keep CHAR, own FROM TO.
facts()
{
    {
        bzcat "$ucd/Unihan_Variants.txt.bz2" "$ucd/Unihan_OtherMappings.txt.bz2" |
            grep -E '^U.*(kSimplifiedVariant|kGB0|kTGH)'
        sed 's/^/scripts /' "$ucd/Scripts.txt"
        sed 's/^/radicals /' "$ucd/EquivalentUnifiedIdeograph.txt"
        sed 's/^/data /' "$ucd/UnicodeData.txt"
        sed '/^#/d; s/^/own /' "$here/fold_exceptions.tsv"
    } | awk '
    BEGIN { for (i = 0; i < 256; i++) ord[sprintf("%c", i)] = i }
    function hex(s,    i, n) { n = 0
        for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
        return n }
    function code(s,    i, n) { n = ord[substr(s, 1, 1)]
        n = length(s) == 4 ? n % 8 : length(s) == 3 ? n % 16 : length(s) == 2 ? n % 32 : n
        for (i = 2; i <= length(s); i++) n = n * 64 + ord[substr(s, i, 1)] % 64
        return n }
    /^U/ && $2 != "kSimplifiedVariant" { print "keep", hex(substr($1, 3)); next }
    /^U/ { text = "simp " hex(substr($1, 3))
        for (i = 3; i <= NF; i++) text = text " " hex(substr($i, 3))
        print text; next }
    { kind = $1; sub(/^[a-z]+ /, "") }
    kind == "own" { n = split($0, f, "\t")
        if (n < 3) { print "regen_fold.sh: not an exception: " $0 >"/dev/stderr"; exit 1 }
        print "own", code(f[1]), code(f[2]); next }
    kind == "data" { split($0, f, ";")
        if (f[6] ~ /^(<wide> )?[0-9A-F]+$/ && (f[6] ~ /^</ || f[2] ~ /^CJK COMPATIBILITY IDEOGRAPH/)) {
            sub(/^<wide> /, "", f[6]); print "single", hex(f[1]), hex(f[6]) }
        else if (f[14] != "" && cased[hex(f[1])]) print "single", hex(f[1]), hex(f[14])
        next }
    { sub(/#.*/, ""); gsub(/[ \t]/, ""); if (split($0, f, ";") < 2) next }
    { n = split(f[1], r, /\.\./) }
    kind == "scripts" && f[2] ~ /^(Latin|Greek|Cyrillic)$/ {
        for (i = hex(r[1]); i <= hex(r[n]); i++) cased[i] = 1 }
    kind == "radicals" { for (i = hex(r[1]); i <= hex(r[n]); i++) print "single", i, hex(f[2]) }
    '
}

version=$(sed -n '1s/^# Scripts-\([0-9.]*\)\.txt.*/\1/p' "$ucd/Scripts.txt")
{
    cat <<END
# What a character folds to, where that is not itself; made by regen_fold.sh.
# Source: Unicode character database, version $version (Unihan kSimplifiedVariant, kGB0, kTGH;
# UnicodeData: lower case of Latin, Greek and Cyrillic, <wide> and compatibility ideographs;
# EquivalentUnifiedIdeograph), and fold_exceptions.tsv.
# Copyright (c) 2022 Unicode, Inc.; Unicode license, https://www.unicode.org/license.txt
# What is in GB 2312 or the 通用规范汉字表 is simplified and stays; of several simplified forms
# one that is in them is taken, else the first; a character that is among its own simplified
# forms stays; fold_exceptions.tsv comes before all that.
END
    printf '# unicode\t%s\n# from\tto\tas text\n' "$version"
    facts | awk '
    $1 == "keep" { keep[$2] = 1 }
    $1 == "simp" { simp[$2] = $0 }
    $1 == "single" { to[$2] = $3 }
    $1 == "own" { own[$2] = $3 }
    function simplified(c,    n, f, i, best) {
        n = split(simp[c], f, " ")
        best = f[3]
        for (i = n; i > 2; i--) if (f[i] in keep) best = f[i]
        for (i = 3; i <= n; i++) if (f[i] == c) best = c
        return best }
    function step(c) {
        if (c in own) return own[c]
        if (c in keep) return c
        if (c in to) return to[c]
        return c in simp ? simplified(c) : c }
    function utf8(c) {
        if (c < 128) return sprintf("%c", c)
        if (c < 2048) return sprintf("%c%c", 192 + int(c / 64), 128 + c % 64)
        if (c < 65536) return sprintf("%c%c%c", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64)
        return sprintf("%c%c%c%c", 240 + int(c / 262144), 128 + int(c / 4096) % 64, \
            128 + int(c / 64) % 64, 128 + c % 64) }
    END {
        for (c = 0; c < 262144; c++) {
            last = c
            for (i = 0; i < 9 && (next_one = step(last)) != last; i++) last = next_one
            if (i == 9) { print "regen_fold.sh: a ring at " utf8(c) >"/dev/stderr"; exit 1 }
            if (last != c) printf "%04X\t%04X\t%s %s\n", c, last, utf8(c), utf8(last)
        }
    }'
} >"$out.new" && mv "$out.new" "$out"
