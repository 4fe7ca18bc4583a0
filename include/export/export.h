/* Articles, with what is said in them, for other programs and for documents.
 *
 * Bytes are appended to a buffer; nobody here opens a file or knows a terminal.  What is written is
 * the source text, also the parts that a reader folds; only what a format cannot hold is changed
 * (control characters in HTML become U+FFFD).  All of it O(text). */
#ifndef YULU_EXPORT_EXPORT_H
#define YULU_EXPORT_EXPORT_H

#include "quote/quote.h"

struct export_item {
    const struct article *art;
    const struct body *body;
    const struct quotes *quotes; /* NULL unless the format asks for them */
};

struct export_opts {
    struct date
        accessed; /* when the addresses were opened: for citations; may be DATE_NONE */
};

struct export_format {
    const char *name;      /* of -f */
    const char *extension; /* of files, with the dot */
    const char *summary;   /* Chinese, one line */
    bool quotes;           /* it tells who said what */
    /* A file is begin, its articles (N of them were written before), end. */
    void (*begin)(struct buf *out);
    void (*item)(struct buf *out, const struct export_item *x, size_t n,
                 const struct export_opts *o);
    void (*end)(struct buf *out);
};

/* Format I, or NULL after the last; the one called NAME, or NULL. */
const struct export_format *export_format_at(size_t i);
const struct export_format *export_format_find(const char *name);

#endif
