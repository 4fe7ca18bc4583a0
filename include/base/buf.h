/* A growable buffer of bytes on the heap.  Zero-initialised is empty.  The bytes always end in
 * a NUL that is not counted once anything was added. */
#ifndef YULU_BASE_BUF_H
#define YULU_BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;
    size_t len; /* bytes in use */
    size_t cap;
};

void buf_add(struct buf *b, const void *p, size_t len);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_c(struct buf *b, char c);
/* C, N times. */
void buf_fill(struct buf *b, char c, size_t n);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The N texts of LIST with SEP between them. */
void buf_join(struct buf *b, const struct str *list, size_t n, const char *sep);
/* S as one line: line ends become blanks. */
void buf_line(struct buf *b, struct str s);
/* The content as a view; dead after the next change of B. */
static inline struct str buf_view(const struct buf *b)
{
    return (struct str){b->p, b->len};
}
/* Forget the content, keep the memory. */
static inline void buf_reset(struct buf *b)
{
    b->len = 0;
}
void buf_free(struct buf *b);

#endif
