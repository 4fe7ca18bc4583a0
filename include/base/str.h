/* A view of bytes that somebody else owns.  Never assumed to end in NUL; the bytes must
 * outlive the view.  Everything here is O(len) at most and allocates nothing. */
#ifndef YULU_BASE_STR_H
#define YULU_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *p; /* may be NULL when len is 0 */
    size_t len;    /* bytes */
};

/* A half-open range [off, off + len) of bytes in a text that is known from the context. */
struct span {
    size_t off;
    size_t len;
};

/* A string literal as a view. */
#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
/* The same for static initialisers. */
#define STR_INIT(lit)                                                                    \
    {                                                                                    \
        "" lit, sizeof(lit) - 1                                                          \
    }
/* The two arguments of "%.*s". */
#define STR_ARG(s) (int)(s).len, ((s).len ? (s).p : "")

static inline struct str str_of(const char *z)
{
    return (struct str){z, strlen(z)};
}

static inline struct str str_make(const char *p, size_t len)
{
    return (struct str){p, len};
}

/* Bytes [off, off + len) of S, cut to what S has. */
struct str str_slice(struct str s, size_t off, size_t len);
/* S from byte OFF to its end. */
struct str str_from(struct str s, size_t off);
bool str_eq(struct str a, struct str b);
/* Order of the bytes: <0, 0, >0; a prefix comes first.  For UTF-8: order of code points. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first NEEDLE at or after FROM, or s.len when there is none. */
size_t str_find(struct str s, struct str needle, size_t from);
/* Without ASCII blanks (space, tab, CR, LF) at both ends. */
struct str str_trim(struct str s);

#endif
