/* A process for strangers: it may read a few folders and talk to its terminal, and nothing else.
 * Linux enforces it, once entered, on every thread and for good:
 *     Landlock  no file but those below the folders can be opened, and they only to be read
 *     seccomp   no system call but those in a table: no program, process, socket, signal to others,
 *               no file made, changed or removed, no memory that holds code
 *     limits    files of 0 bytes, no process, no core, so much memory and time
 * Both the reader and the subcommands need it, so it lies below them.
 *
 * Enter in two steps: sandbox_files() before there are threads, as Landlock binds the thread that
 * asks and those it starts; sandbox_calls() when all threads there will ever be are there. */
#ifndef YULU_BASE_SANDBOX_H
#define YULU_BASE_SANDBOX_H

#include "base/buf.h"
#include "base/err.h"

struct sandbox {
    const char *const *paths; /* folders and files that may be read; the caller's */
    size_t n_paths;
    bool weak; /* where the kernel lacks one of the two, go on without */
};

enum {
    SANDBOX_DATA = 256 << 20, /* bytes of memory more than there are when it is entered */
    SANDBOX_CPU = 3600,       /* seconds of work */
    SANDBOX_FILES = 256       /* open at a time */
};

/* What this kernel can enforce. */
struct sandbox_kernel {
    int landlock; /* version of the interface; 0 = none */
    bool seccomp;
};
struct sandbox_kernel sandbox_kernel(void);
/* Is that all that is needed? */
bool sandbox_is_complete(const struct sandbox_kernel *k);

/* No new privileges, no look into the process by others, Landlock.  False with a reason: a folder
 * is not there, or the kernel cannot do it. */
bool sandbox_files(const struct sandbox *s, struct err *e);
/* Limits and seccomp, for all threads. */
bool sandbox_calls(const struct sandbox *s, struct err *e);

/* One line for each thing that was tried and must be refused now, and its outcome; returns how many
 * were not refused.  For a process that has entered. */
size_t sandbox_try(struct buf *out);

#endif
