/* Files and directories.  Nothing here blocks on a FIFO, follows a loop or reads a device: what
 * is not a regular file is refused with a reason. */
#ifndef YULU_BASE_FILE_H
#define YULU_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* Read the regular file NAME, relative to the open directory DIRFD (or AT_FDCWD).  *OUT is in A,
 * ends in NUL (not counted).  LIMIT: refuse more bytes than that (0 = none).  A symbolic link is
 * followed.  Opened non-blocking and without becoming the controlling terminal. */
bool file_read_at(struct arena *a, int dirfd, const char *name, size_t limit,
                  struct str *out, struct err *e);
bool file_read(struct arena *a, const char *path, size_t limit, struct str *out,
               struct err *e);
/* Read FD (stdin, a pipe) to its end. */
bool file_read_fd(struct arena *a, int fd, size_t limit, struct str *out, struct err *e);

/* Write DATA to PATH so that after a crash the old or the new content is there, never a mixture:
 * new file in the same directory, fsync, rename, fsync of the directory. */
bool file_replace(const char *path, struct str data, struct err *e);
/* Write all of DATA to FD, again after EINTR and short writes. */
bool file_write_fd(int fd, struct str data, struct err *e);

/* Is PATH on a file system of another machine (or of a program), which tells nothing of changes
 * made there and whose memory cannot be shared?  false where the system cannot say. */
bool file_is_remote(const char *path);

/* What a walk over a directory tree reports.  Strings are valid during the call only. */
struct walk {
    void *ctx;
    /* Is this file name of interest? (NAME without folder) */
    bool (*want)(void *ctx, const char *name);
    /* A regular file.  DIRFD and NAME open it; PATH is for people.  false stops the walk. */
    bool (*file)(void *ctx, int dirfd, const char *name, const char *path);
    /* Something that was not looked at, and why. */
    void (*problem)(void *ctx, const char *path, const char *why);
    size_t max_depth; /* directories below ROOT */
};

/* Walk ROOT in the order of the names' bytes, files of a directory before its subdirectories.
 * Hidden entries (".x") are passed over.  Symbolic links are followed; a directory that is met
 * again (same device and inode) is passed over with a problem.  false: ROOT itself could not be
 * read (E says why), or the walk was stopped (E stays ""). */
bool file_walk(const char *root, const struct walk *w, struct err *e);

#endif
