/* A file written piece by piece that appears under its name only when it is whole.
 *
 * Until outfile_commit() the bytes are in a nameless file (O_TMPFILE) or, where the file system has
 * none, in NAME.XXXXXX beside it; after a crash the old content is there, or nothing, never a part.
 * A name that is a pipe or a device is written to as it is. */
#ifndef YULU_BASE_OUTFILE_H
#define YULU_BASE_OUTFILE_H

#include "base/arena.h"
#include "base/err.h"

struct outfile {
    int fd;           /* -1 = none */
    const char *path; /* as given */
    char *tmp;        /* a name that is to be removed, or NULL */
    bool stream;      /* PATH is no file */
    struct arena a;
};

/* Begin PATH, which must stay valid.  false: E says why, nothing has to be ended. */
bool outfile_open(struct outfile *f, const char *path, struct err *e);
bool outfile_write(struct outfile *f, struct str data, struct err *e);
/* Give it its name; a file of that name is an error unless REPLACE.  Ends F in any case. */
bool outfile_commit(struct outfile *f, bool replace, struct err *e);
/* End F and forget what was written. */
void outfile_drop(struct outfile *f);

#endif
