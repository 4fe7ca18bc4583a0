#!/bin/sh
# Make width.tsv from the Unicode character database (package unicode-data) and kinsoku.tsv.
# usage: regen_width.sh [UCD]
here=$(dirname "$0")
ucd=${1:-/usr/share/unicode}
out=$here/width.tsv
[ -r "$ucd/EastAsianWidth.txt" ] || { echo "regen_width.sh: no $ucd (apt-get install unicode-data)"; exit 1; }

# One line a range and a fact, decimal, from the files of several forms.
facts()
{
    awk '
    function hex(s,    i, n) { n = 0
        for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
        return n }
    function put(fact, range, value,    r, n) { n = split(range, r, /\.\./)
        print fact, hex(r[1]), hex(r[n]), value }
    FNR == 1 { file = FILENAME; sub(/.*\//, "", file) }
    file == "UnicodeData.txt" { split($0, f, ";")
        if (f[2] ~ /, First>$/) { first = f[1]; next }
        put("gc", (f[2] ~ /, Last>$/ ? first ".." : "") f[1], f[3]); next }
    file == "kinsoku.tsv" { if (!/^#/) put("own", $1 ".." $2, $3); next }
    { sub(/#.*/, ""); gsub(/[ \t]/, ""); n = split($0, f, ";"); if (n < 2) next }
    file == "EastAsianWidth.txt" { put("ea", f[1], f[2]) }
    file == "LineBreak.txt" { put("lb", f[1], f[2]) }
    file == "GraphemeBreakProperty.txt" { put("gcb", f[1], f[2]) }
    file == "Scripts.txt" && f[2] == "Latin" { put("latin", f[1], 1) }
    file == "DerivedCoreProperties.txt" && f[2] == "Default_Ignorable_Code_Point" { put("di", f[1], 1) }
    file == "PropList.txt" && f[2] == "Prepended_Concatenation_Mark" { put("pcm", f[1], 1) }
    file == "emoji-data.txt" && (f[2] == "Extended_Pictographic" || f[2] == "Emoji_Modifier") { put("emoji", f[1], 1) }
    ' "$ucd/UnicodeData.txt" "$ucd/EastAsianWidth.txt" "$ucd/LineBreak.txt" \
        "$ucd/auxiliary/GraphemeBreakProperty.txt" "$ucd/Scripts.txt" \
        "$ucd/DerivedCoreProperties.txt" "$ucd/PropList.txt" "$ucd/emoji/emoji-data.txt" \
        "$here/kinsoku.tsv"
}

version=$(sed -n '1s/^# EastAsianWidth-\([0-9.]*\)\.txt.*/\1/p' "$ucd/EastAsianWidth.txt")
{
    cat <<END
# What the layout knows about each character: ranges of code points, made by regen_width.sh.
# Source: Unicode character database, version $version (EastAsianWidth, LineBreak, UnicodeData,
# GraphemeBreakProperty, Scripts, PropList, DerivedCoreProperties, emoji-data), and kinsoku.tsv.
# Copyright (c) 2022 Unicode, Inc.; Unicode license, https://www.unicode.org/license.txt
# columns: 0, 1, 2, or A (ambiguous: 1 or 2) of what is shown for it
# class: of line breaking, see wrap.c
# show: KEEP as it is; MARK combining; IVS only after a 汉字; DROP nothing; BAD U+FFFD; BLANK one
#   blank; GETA 〓 (unassigned, private, or of no agreed width)
# flags: s = alone a grapheme cluster unless the next lacks s; l = Latin letter; e = part of emoji
#   sequences; - = none
END
    printf '# unicode\t%s\n# first\tlast\tcolumns\tclass\tshow\tflags\n' "$version"
    facts | awk '
    { for (c = $2; c <= $3; c++) v[$1, c] = $4 }
    function class_of(c, lb, ea) {
        if (("own", c) in v) return v["own", c]
        if (show == "GETA" || show == "BAD") return "HAN"
        if (lb ~ /^(WJ|GL)$/) return show == "DROP" && c != 8288 && c != 65279 ? "IGN" : "GL"
        if (lb ~ /^(BK|LF|NL)$/) return "BK"
        if (show == "DROP" || show == "IVS") return "IGN"
        if (gc == "Zs") return "SP"
        if (gc == "Pi") return "OP"
        if (gc == "Pf") return "CL"
        if (lb == "QU") return "QT"
        if (lb == "OP") return ea ~ /[WFH]/ ? "OP" : "AOP"
        if (lb ~ /^(CL|CP|EX|IS)$/) return ea ~ /[WFH]/ ? "CL" : "ACL"
        if (lb ~ /^(NU|PR|PO)$/) return lb
        if (lb == "SY") return "SOL"
        if (lb == "B2") return "DASH"
        if (lb == "IN") return "ELL"
        if (lb == "BA") return "CONN"
        if (lb == "AI") return c < 8192 ? "AL" : "HAN"
        if (lb ~ /^(ID|NS|CJ|H2|H3|JL|JV|JT|EB|EM|CB|RI)$/) return "HAN"
        return "AL"
    }
    function show_of(c) {
        if (gc == "Cn") return ("di", c) in v ? "DROP" : "GETA"
        if (gc == "Co" || gc == "Cs" || ("pcm", c) in v) return "GETA"
        # Fillers: letters of Hangul that show nothing.
        if (c == 4447 || c == 4448) return "DROP"
        if (c == 12644 || c == 65440) return "BLANK"
        if (c == 9 || c == 10 || c == 13 || c == 133 || gc ~ /^Z[lp]$/) return "BLANK"
        if (gc == "Cc") return "BAD"
        if (gc == "Cf") return "DROP"
        if (gcb == "V" || gcb == "T") return "MARK"
        if (gc != "Mn" && gc != "Me") return "KEEP"
        if (c >= 917760 && c <= 917999) return "IVS"
        return ("di", c) in v ? "DROP" : "MARK"
    }
    function columns_of(ea) {
        if (show == "DROP" || show == "MARK" || show == "IVS") return 0
        if (show == "BAD") return "A"
        if (show == "BLANK") return 1
        if (show == "GETA") return 2
        return ea ~ /[WF]/ && length(ea) == 1 ? 2 : ea == "A" ? "A" : 1
    }
    function of(c,    ea, flags) {
        gc = ("gc", c) in v ? v["gc", c] : "Cn"
        gcb = ("gcb", c) in v ? v["gcb", c] : "XX"
        ea = ("ea", c) in v ? v["ea", c] : "N"
        show = show_of(c)
        flags = (gcb ~ /^(XX|LF|Control)$/ ? "s" : "") \
            (gc ~ /^L/ && ("latin", c) in v ? "l" : "") (("emoji", c) in v || gcb == "Regional_Indicator" ? "e" : "")
        return columns_of(ea) "\t" class_of(c, v["lb", c], ea) "\t" show "\t" (flags == "" ? "-" : flags)
    }
    END {
        for (c = 0; c < 1114112; c++) {
            now = of(c)
            if (now == was) continue
            if (c) printf "%04X\t%04X\t%s\n", first, c - 1, was
            first = c
            was = now
        }
        printf "%04X\t%04X\t%s\n", first, c - 1, was
    }'
} >"$out.new" && mv "$out.new" "$out"
