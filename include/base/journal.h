/* Files of lines that several programs add to at once, read by all of them, and made smaller now
 * and then: nothing that was added is ever lost.
 *
 * Adding takes a shared flock and one write(2) with O_APPEND; rewriting takes an exclusive one and
 * puts a new file in the place of the old (fsync, rename, fsync of the folder).  Whoever gets a
 * lock looks whether the name still means the file it locked.  No lock is waited for longer than
 * two seconds.  Reading takes none. */
#ifndef YULU_BASE_JOURNAL_H
#define YULU_BASE_JOURNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

/* How far a file was read; all but path zero: not at all. */
struct journal {
    const char *path;
    uint64_t device, inode;
    size_t taken;  /* bytes, up to the end of a line */
    unsigned line; /* lines taken */
    size_t torn;   /* bytes behind them that do not end in a newline */
};

/* Add LINE (with its newline) to PATH, which is made, with the folders above it (mode 0700), when
 * it is not there.  A last line that was torn is ended first.  False: the reason alone in E
 * ("磁盘已满"). */
bool journal_append(const char *path, struct str line, struct err *e);
/* What was added lies on the disk afterwards, if that can be had. */
void journal_sync(const char *path);

/* Whole lines that the file has beyond J, some 256 KiB at most, so again until there are none;
 * *TEXT is in A.  *ANEW: it is another file than before, or shorter, and TEXT is its beginning.
 * No file gives empty text.  One system call when nothing has changed.  False: as above. */
bool journal_read(struct journal *j, struct arena *a, struct str *text, bool *anew,
                  struct err *e);

/* Put what MAKE appends to OUT when told all of PATH in its place; a false of MAKE leaves all as it
 * is.  Does nothing while another program holds the file.  False with a reason when it could not
 * be written: then the old file is there. */
struct rewrite {
    void *ctx;
    bool (*make)(void *ctx, struct str text, struct buf *out);
};
bool journal_rewrite(const char *path, const struct rewrite *r, struct err *e);

#endif
