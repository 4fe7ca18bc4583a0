/* Shared by the files of this layer only. */
#ifndef YULU_ARCHIVE_INTERNAL_H
#define YULU_ARCHIVE_INTERNAL_H

#include "archive/archive.h"
#include "base/file.h"
#include "base/hash.h"

#include <pthread.h>
#include <stdatomic.h>

/* What the worker hands over: entries and messages, with the memory they live in. */
struct batch {
    struct batch *next;
    struct arena a;
    struct entry **items;
    size_t n, cap;
    struct diags diags;
    size_t n_skipped;
    bool last; /* nothing comes after it */
};

struct archive {
    struct archive_opts opts;
    struct arena a;           /* paths, order, ids */
    const char **paths;
    size_t n_paths;
    struct str stdin_bytes;   /* what "-" gave, kept to be read again; written before threads start */

    /* Owned by the caller's thread. */
    const struct entry **order;
    size_t n, cap;
    struct map ids;           /* id -> nothing; for uniqueness */
    struct diags diags;
    size_t n_skipped;
    struct batch *taken;      /* batches whose memory is in use */
    bool done;

    /* Shared: the queue under the lock, the pipe, the stop flag. */
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    struct batch *queue, **tail;
    int pipe[2];              /* a byte = the queue is not empty */
    atomic_bool stop;
};

/* Read every path and queue the batches, the last one marked.  Runs in the worker or in
 * archive_open. */
void archive_scan(struct archive *ar);
/* Queue B (ownership moves) and wake the caller's thread. */
void archive_hand_over(struct archive *ar, struct batch *b);

#endif
