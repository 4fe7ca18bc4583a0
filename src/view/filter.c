/* The filter of the list: blank-separated terms, each of which must occur somewhere. */
#include "state.h"
#include "text/utf8.h"

void filter_fold(struct buf *out, struct str s)
{
    char bytes[4];

    for (size_t off = 0, len; off < s.len; off += len) {
        uint32_t cp = utf8_decode(s.p + off, &len);
        uint32_t folded = page_fold(cp);
        if (folded == cp)
            buf_add(out, s.p + off, len);
        else if (folded)
            buf_add(out, bytes, utf8_encode(folded, bytes));
    }
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
    date_add(scratch, en->date);
    hay = buf_view(scratch);
    for (size_t off = 0, len; off < folded.len; off += len + 1) {
        len = str_find(folded, STR(" "), off) - off;
        if (len && str_find(hay, str_slice(folded, off, len), 0) == hay.len)
            return false;
    }
    return true;
}
