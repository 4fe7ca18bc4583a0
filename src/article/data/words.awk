# words.tsv -> words.h: each list in the order of its code points, and in the order of the last
# character of each word, with a filter of 1,024 bits for the first and for the last characters.
BEGIN {
    FS = "\t"
    for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = i
    print "/* Made from src/article/data/words.tsv. */"
}
function fail(why) { print "words.awk: line " FNR ": " why >"/dev/stderr"; failed = 1; exit 1 }
# The character of S that begins at byte I; its bytes are CHAR_LEN.
function char_at(s, i,    b, v, k) {
    b = byte[substr(s, i, 1)]
    char_len = b < 128 ? 1 : b < 224 ? 2 : b < 240 ? 3 : 4
    v = b < 128 ? b : b < 224 ? b - 192 : b < 240 ? b - 224 : b - 240
    for (k = 1; k < char_len; k++) v = v * 64 + byte[substr(s, i + k, 1)] - 128
    return v
}
function last_char(s,    i) {
    for (i = length(s); byte[substr(s, i, 1)] >= 128 && byte[substr(s, i, 1)] < 192; i--) ;
    return char_at(s, i)
}
/^#/ || NF == 0 { next }
{
    if ($1 !~ /^[a-z_0-9]+$/ || NF < 2) fail("not a list and its words: " $0)
    if (!($1 in size)) { lists[++n_lists] = $1; size[$1] = 0 }
    for (i = 2; i <= NF; i++) {
        if ($i == "" || ($1, $i) in seen || $i ~ /["\\]/) fail("twice, or no word: " $i)
        seen[$1, $i] = 1
        word[$1, ++size[$1]] = $i
    }
}
# A filter for the first characters of all the lists NAME_1, NAME_2 ...
function print_family(name,    l, i, bits) {
    for (i = 0; i < 1024; i++) bits[i] = 0
    for (l = 1; l <= n_lists; l++)
        if (lists[l] ~ "^" name "_[0-9]+$")
            for (i = 1; i <= size[lists[l]]; i++) bits[char_at(word[lists[l], i], 1) % 1024] = 1
    printf "const uint32_t words_%s_filter[32] = {", name
    print_bits(bits)
}
function print_bits(bits,    i, k, line) {
    for (i = 0; i < 32; i++) {
        line = 0
        for (k = 31; k >= 0; k--) line = line * 2 + bits[i * 32 + k]
        printf "%.0fu,%s", line, i % 8 == 7 ? "\n" : " "
    }
    print "};"
}
# The numbers of the words of LIST by KEY, then by length, the longest first, in ORDER.
function sort(list, n,    i, k) {
    for (i = 1; i <= n; i++) {
        for (k = i - 1; k > 0 && later(list, order[k], i); k--) order[k + 1] = order[k]
        order[k + 1] = i
    }
}
function later(list, a, b) {
    if (key[a] != key[b]) return key[a] > key[b]
    return length(word[list, a]) < length(word[list, b])
}
function print_order(list, side, n,    i, at, bits) {
    printf "static const char %s_%s_text[] =", list, side
    for (i = 1; i <= n; i++) printf "%s\"%s\"", i % 8 == 1 ? "\n" : " ", word[list, order[i]]
    printf ";\nstatic const uint16_t %s_%s_from[] = {0, ", list, side
    at = 0
    for (i = 1; i <= n; i++) printf "%d,%s", at += length(word[list, order[i]]), i % 16 ? " " : "\n"
    printf "};\nstatic const uint32_t %s_%s_keys[] = {", list, side
    for (i = 1; i <= n; i++) printf "%d,%s", key[order[i]], i % 16 ? " " : "\n"
    printf "};\nstatic const uint32_t %s_%s_filter[32] = {", list, side
    for (i = 0; i < 1024; i++) bits[i] = 0
    for (i = 1; i <= n; i++) bits[key[i] % 1024] = 1
    print_bits(bits)
}
function print_list(list,    i, n) {
    n = size[list]
    for (i = 1; i <= n; i++) key[i] = char_at(word[list, i], 1)
    sort(list, n)
    print_order(list, "at", n)
    for (i = 1; i <= n; i++) key[i] = last_char(word[list, i])
    sort(list, n)
    print_order(list, "before", n)
    printf "const struct words words_%s = {\n", list
    printf "    {%s_at_text, %s_at_from, %s_at_keys, %s_at_filter},\n", list, list, list, list
    printf "    {%s_before_text, %s_before_from, %s_before_keys, %s_before_filter}, %d};\n",
        list, list, list, list, n
}
END {
    if (failed) exit 1
    for (l = 1; l <= n_lists; l++) print_list(lists[l])
    print_family("label")
}
