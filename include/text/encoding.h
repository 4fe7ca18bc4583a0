/* Which encoding a file has, and its text as UTF-8.
 *
 * UTF-8 with or without a mark, UTF-16 with a mark; GB18030 (and so GBK, GB2312) and Big5 only when
 * the whole file is valid in it and its two-byte characters are mostly common 汉字; anything else is
 * taken as UTF-8 with its bad bytes replaced. */
#ifndef YULU_TEXT_ENCODING_H
#define YULU_TEXT_ENCODING_H

#include "base/arena.h"

enum encoding {
    ENC_UTF8,
    ENC_UTF8_BOM,
    ENC_UTF16LE,
    ENC_UTF16BE,
    ENC_GB18030,
    ENC_BIG5,
    ENC_UNKNOWN
};

struct decoded {
    struct str
        text; /* valid UTF-8 without a mark; RAW itself when nothing had to change */
    enum encoding encoding;
    size_t n_replaced; /* U+FFFD put in for bytes that are no text */
    size_t first_bad;  /* offset in RAW of the first of them */
};

/* RAW must outlive the result.  Line ends stay as they are.  O(len). */
struct decoded encoding_decode(struct arena *a, struct str raw);
/* "UTF-8", "GB18030", … */
const char *encoding_name(enum encoding e);

#endif
