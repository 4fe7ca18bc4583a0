/* Where -o says that files go: the standard output, one file, or a folder of files. */
#ifndef YULU_CLI_TARGET_H
#define YULU_CLI_TARGET_H

#include "internal.h"

#include "base/outfile.h"

struct target {
    const struct cli_opts *o;
    struct out *out;      /* the standard output */
    bool to_file, folder; /* folder: a file for each, all below -o */
    struct outfile file;  /* the one that is open */
};

/* What -o names; a folder that ends in / is made.  Nothing is opened.  Returns EXIT_OK, or the
 * exit status after saying what is wrong; so do the others by false. */
int target_find(struct target *t, const struct cli_opts *o, struct out *out);
/* Begin the file PATH. */
bool target_open(struct target *t, const char *path);
/* Write B and forget it; the standard output gets it line by line, made safe, when it is a
 * terminal. */
bool target_write(struct target *t, struct buf *b);
/* Give the file its name; one that is there is overwritten with --force only. */
bool target_commit(struct target *t);
/* NAME as a path below the folder, in A. */
const char *target_path(const struct target *t, struct arena *a, const char *name);

#endif
