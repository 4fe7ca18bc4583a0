/* The source that reads files on this machine.
 *
 * Workers read files, analyse them and hand over immutable shelves (store/shelf.h); the caller's
 * thread takes the newest one with source_pump().  First all files are read, so that the list is
 * there, then their quotations are looked for. */
#ifndef YULU_ARCHIVE_ARCHIVE_H
#define YULU_ARCHIVE_ARCHIVE_H

#include "archive/source.h"
#include "base/sandbox.h"

struct archive_opts {
    struct limits limits; /* zero = defaults */
    int stdin_fd;         /* what the path "-" reads; -1 = "-" is an error */
    bool threaded;        /* false: archive_open reads everything before it returns */
    bool
        analyse; /* look for quotations and speakers; what a cache holds has them anyway, and one
                     is made only with them */
    bool watch;        /* threaded: go on and take in what changes */
    bool no_fixes;     /* leave the reader's corrections out */
    struct str people; /* rows more than people.tsv has; outlives the source */
    /* The folder of a cache that is shown at once and kept up to date; NULL = none.  Made for
     * archives of so many files and more. */
    const char *cache;
    size_t cache_files_min;
    bool shared;                   /* the cache is a published one, read only */
    const struct sandbox *sandbox; /* to be entered before an article is read, or NULL */
    struct err *unsafe;            /* why it could not be entered; needed with it */
    uint64_t identity;             /* cache_identity() of what the facts depend on */
    uint64_t
        index_above; /* bytes of text above which a text index is made; 0 = the usual */
};

/* Open files, directories and "-".  Problems are in source_diags(); an archive with nothing in it
 * is still one.  PATHS are copied.  NULL only when there is a sandbox that could not be entered. */
struct source *archive_open(const char *const *paths, size_t n,
                            const struct archive_opts *o);

#endif
