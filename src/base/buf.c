#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Room for MORE bytes and the final NUL. */
static void reserve(struct buf *b, size_t more)
{
    size_t need = b->len + more + 1;

    if (need <= b->cap)
        return;
    b->cap = b->cap * 2 > need ? b->cap * 2 : need + 64;
    b->p = mem_grow(b->p, b->cap);
}

void buf_add(struct buf *b, const void *p, size_t len)
{
    reserve(b, len);
    if (len)
        memcpy(b->p + b->len, p, len);
    b->len += len;
    b->p[b->len] = '\0';
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.p, s.len);
}

void buf_z(struct buf *b, const char *z)
{
    buf_add(b, z, strlen(z));
}

void buf_c(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_fill(struct buf *b, char c, size_t n)
{
    reserve(b, n);
    memset(b->p + b->len, c, n);
    b->len += n;
    b->p[b->len] = '\0';
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    int len;

    va_start(ap, fmt);
    len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (len < 0)
        return;
    reserve(b, (size_t)len);
    va_start(ap, fmt);
    vsnprintf(b->p + b->len, (size_t)len + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)len;
}

void buf_join(struct buf *b, const struct str *list, size_t n, const char *sep)
{
    for (size_t i = 0; i < n; i++) {
        buf_z(b, i ? sep : "");
        buf_str(b, list[i]);
    }
}

void buf_line(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        buf_c(b, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

void buf_free(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}
