/* libyulu: read an article, find who said what in it, break its text into rows.
 *
 * The one public header of the library; every other one is the program's own and may change.
 * Strings are UTF-8, end in NUL, belong to the article and live as long as it does.  Bytes count
 * from the beginning of the body.  No function prints, reads the environment, or keeps state of
 * its own: articles may be used in different threads at once, one article in one thread at a time.
 * When memory runs out the process ends with status 4 after one line on stderr.
 *
 *     cc reader.c $(pkg-config --cflags --libs yulu)
 *
 * Names in the library begin with yulu_; a symbol keeps its version when its meaning changes. */
#ifndef YULU_INCLUDE_YULU_H
#define YULU_INCLUDE_YULU_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0": of the library that is linked. */
const char *yulu_version(void);

typedef struct yulu_article yulu_article;

/* The first article of the file PATH, in any of the forms of yulu-content(5): YAML, JSON, plain
 * text; UTF-8, UTF-16, GB18030, Big5.  NULL when there is none that can be read: then WHY (SIZE
 * bytes; NULL is allowed) says "FILE:LINE:COLUMN: error: what [CODE]", cut to its size.
 * Nothing but that regular file is read.  O(bytes of the file). */
yulu_article *yulu_open(const char *path, char *why, size_t size);
/* The same for LEN bytes at TEXT, which need not outlive the call. */
yulu_article *yulu_read(const char *text, size_t len, char *why, size_t size);
/* Everything that the article gave is gone with it.  NULL is allowed. */
void yulu_free(yulu_article *art);

/* Never NULL; "" when the article has none.  The date is as precise as it is known: "2024-03",
 * with "?" behind when it was inferred. */
const char *yulu_id(const yulu_article *art);
const char *yulu_title(const yulu_article *art);
const char *yulu_url(const yulu_article *art);
const char *yulu_source(const yulu_article *art);
const char *yulu_author(const yulu_article *art);
const char *yulu_date(const yulu_article *art);
/* LEN (NULL is allowed) = its bytes. */
const char *yulu_body(const yulu_article *art, size_t *len);

struct yulu_quotation {
    size_t offset, length;  /* bytes of the body, marks included */
    const char *text;       /* without its outer marks */
    const char *kind;       /* "direct", "partial", "indirect" */
    const char *speaker;    /* "" = not known */
    const char *titles;     /* of the speaker, joined by 、; "" = none */
    const char *confidence; /* "high", "middle", "low"; "" without speaker */
};

/* How many there are: the speakers' own words, and statements without marks; looked for at the
 * first call.  O(bytes of the body). */
size_t yulu_quotation_count(yulu_article *art);
/* Quotation I in the order of the text; 0 when there are fewer.  O(1). */
int yulu_quotation_at(yulu_article *art, size_t i, struct yulu_quotation *out);

struct yulu_row {
    size_t offset,
        length; /* bytes of the text; blanks that the break swallowed are left out */
    unsigned columns; /* as a terminal shows it */
    int first, last;  /* of its paragraph */
};
/* Break LEN bytes at TEXT, valid UTF-8, into rows of at most COLUMNS (> 0) columns by the rules of
 * Chinese typography: no row begins with a closing mark or ends with an opening one.  AMBIGUOUS: 1
 * or 2 columns for “ ” … —.  Returns the rows, for free(), with their number in *N; NULL for
 * arguments that make no sense, and with *N = 0 for empty text.  O(LEN). */
struct yulu_row *yulu_wrap(const char *text, size_t len, unsigned columns, int ambiguous,
                           size_t *n);

#ifdef __cplusplus
}
#endif

#endif
