/* One line that says why.  Low layers say what went wrong, each caller adds where:
 * err_set(e, "缺少正文") then err_wrap(e, "a.txt") gives "a.txt: 缺少正文". */
#ifndef YULU_BASE_ERR_H
#define YULU_BASE_ERR_H

#include <stdbool.h>

struct err {
    char msg[512]; /* UTF-8, cut at a character when too long; "" = no error */
};

/* Both return false always, so that they can be returned directly.  E may be NULL. */
bool err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool err_wrap(struct err *e, const char *where);
/* "WHAT: strerror(errno)" in Chinese for the common ones. */
bool err_errno(struct err *e, const char *what, int errnum);
/* The Chinese reason alone ("没有这个文件"); never NULL; for unknown numbers strerror's text. */
const char *err_reason(int errnum);

#endif
