/* Many articles: what a list needs of each, kept in memory; the articles themselves are read
 * again from their files when shown.
 *
 * Two workers read files and hand over batches; the caller's thread owns the list and takes
 * batches in with archive_pump().  Nothing else is shared. */
#ifndef YULU_ARCHIVE_ARCHIVE_H
#define YULU_ARCHIVE_ARCHIVE_H

#include "article/article.h"
#include "article/body.h"

struct entry {
    char id[20];   /* unique in the archive: more than 8 digits on a collision, the same
                          * whatever the order of reading */
    uint64_t hash; /* of the body */
    const char *path;
    unsigned doc; /* number of the article in its file */
    struct date date;
    struct str title; /* may be empty: show the file's name */
    struct str url, source, author;
    struct str tags;  /* keywords and facet values, joined by a blank: for filtering */
    unsigned n_han;   /* 汉字 in the body */
    unsigned n_words; /* Latin words in the body */
};

struct archive_opts {
    struct limits limits; /* zero = defaults */
    int stdin_fd;         /* what the path "-" reads; -1 = "-" is an error */
    bool threaded;        /* false: archive_open reads everything before it returns */
};

struct archive;

/* Open files, directories and "-".  Problems are in archive_diags(); an archive with nothing in it
 * is still an archive.  PATHS are copied. */
struct archive *archive_open(const char *const *paths, size_t n,
                             const struct archive_opts *o);
/* Stop the worker and free everything.  NULL is allowed. */
void archive_close(struct archive *ar);

/* Becomes readable when archive_pump() has something to take in; -1 when not threaded. */
int archive_fd(const struct archive *ar);
/* Take in what the worker has read so far; true when the list changed. */
bool archive_pump(struct archive *ar);
/* Is the worker still reading? */
bool archive_busy(const struct archive *ar);
/* Wait until everything is read (pumps). */
void archive_wait(struct archive *ar);

/* The entries, newest date first, undated last, then by title, then by id: a total order.
 * Pointers to entries stay valid until archive_close; indexes change with archive_pump. */
size_t archive_count(const struct archive *ar);
const struct entry *archive_at(const struct archive *ar, size_t i);
/* Index of the entry with this id (a unique prefix of 4 or more digits is enough), or
 * archive_count() when none or several fit. */
size_t archive_find(const struct archive *ar, struct str id);

/* The article itself, parsed again from its file into A.  False with a reason in E when the file
 * vanished or holds another text now. */
bool archive_article(struct archive *ar, const struct entry *en, struct arena *a,
                     struct article **out, struct err *e);
/* Bytes of the file as they are, decoded to UTF-8, for the raw view. */
bool archive_raw(struct archive *ar, const struct entry *en, struct arena *a,
                 struct str *out, struct err *e);
/* Everything that was wrong with the files; by path, line and column once all is read. */
const struct diags *archive_diags(const struct archive *ar);
/* Files that were looked at and gave no article. */
size_t archive_n_skipped(const struct archive *ar);

#endif
