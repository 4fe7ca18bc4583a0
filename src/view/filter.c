/* The filter of the list: blank-separated terms, each of which must occur somewhere.  Every key
 * typed looks at every article, so what folding leaves alone is copied in runs. */
#include "state.h"
#include "text/utf8.h"

/* Bytes at OFF that folding does not change: 汉字 and ASCII but for capitals and blanks. */
static size_t plain_run(struct str s, size_t off)
{
    size_t end = off;

    while (end < s.len) {
        unsigned char c = (unsigned char)s.p[end];
        if (c >= 0xE4 && c <= 0xE9)
            end += 3;
        else if (c > ' ' && c < 0x7F && (c < 'A' || c > 'Z'))
            end++;
        else
            break;
    }
    return end - off;
}

void filter_fold(struct buf *out, struct str s)
{
    char bytes[4];

    for (size_t off = 0, len; off < s.len; off += len) {
        len = plain_run(s, off);
        if (len) {
            buf_add(out, s.p + off, len);
            continue;
        }
        uint32_t folded = page_fold(utf8_decode(s.p + off, &len));
        if (folded)
            buf_add(out, bytes, utf8_encode(folded, bytes));
    }
}

/* Could a term be part of a date? */
static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    }
    return false;
}

bool filter_match(const struct entry *en, struct str folded, struct buf *scratch)
{
    const struct str fields[] = {entry_title(en), en->source, en->author, en->tags};
    struct str hay;

    buf_reset(scratch);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        filter_fold(scratch, fields[i]);
        buf_c(scratch, '\n');
    }
    if (has_digit(folded))
        date_add(scratch, en->date);
    hay = buf_view(scratch);
    for (size_t off = 0, len; off < folded.len; off += len + 1) {
        len = str_find(folded, STR(" "), off) - off;
        if (len && str_find(hay, str_slice(folded, off, len), 0) == hay.len)
            return false;
    }
    return true;
}
