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

/* The files are dealt out to that many workers in turn. */
enum { N_WORKERS = 2 };

struct worker {
    struct archive *ar;
    size_t part, n_parts; /* reads each file whose number modulo n_parts is part */
    pthread_t thread;
};

struct archive {
    struct archive_opts opts;
    struct arena a; /* paths, order, ids */
    const char **paths;
    size_t n_paths;
    /* What "-" gave, kept to be read again; written before threads start. */
    struct str stdin_bytes;

    /* Owned by the caller's thread. */
    const struct entry **order;
    size_t n, cap;
    struct map ids; /* id -> index into owners */
    struct entry **owners;
    size_t n_owners, cap_owners;
    struct diags diags;
    size_t n_skipped;
    struct batch *taken; /* batches whose memory is in use */
    size_t n_running;    /* workers that have not handed over their last batch */
    struct worker workers[N_WORKERS];
    size_t n_threads;

    /* Shared: the queue under the lock, the pipe, the flag, the count. */
    pthread_mutex_t lock;
    struct batch *queue, **tail;
    int pipe[2]; /* a byte = the queue is not empty */
    atomic_bool stop;
    atomic_size_t n_articles; /* read so far, for the limit */
};

/* Read W's share of every path and queue the batches, the last one marked.  Runs in a thread or
 * in archive_open. */
void archive_scan(const struct worker *w);
/* Queue B (ownership moves) and wake the caller's thread. */
void archive_hand_over(struct archive *ar, struct batch *b);

#endif
