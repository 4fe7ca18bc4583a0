/* Shared by the files of this layer only. */
#ifndef YULU_ARCHIVE_INTERNAL_H
#define YULU_ARCHIVE_INTERNAL_H

#include "archive/archive.h"
#include "base/file.h"
#include "said/fixes.h"

#include <pthread.h>

/* Messages on their way to the caller's thread, with their memory. */
struct news {
    struct news *next;
    struct arena a;
    struct diags diags;
    size_t n_skipped;
};

/* The files are dealt out to that many workers in turn. */
enum { N_WORKERS = 2 };

struct local;
struct worker {
    struct local *ar;
    size_t part, n_parts; /* reads each file whose number modulo n_parts is part */
    pthread_t thread;
};

/* What analysing an article needs; each worker has its own. */
struct analyst {
    struct arena a; /* of the tables */
    struct lexicon *lexicon;
    struct people_map *map;
    struct fixes fixes;
    struct arena scratch; /* of one article */
};

struct local {
    struct source source;
    struct archive_opts opts;
    struct arena a; /* paths */
    const char **paths;
    size_t n_paths;
    /* What "-" gave, kept to be read again; written before threads start. */
    struct str stdin_bytes;
    int pipe[2]; /* a byte = there is something to take in; -1 = no threads */

    /* Of the caller's thread. */
    struct shelf *shelf;
    struct diags diags;
    size_t n_skipped;
    struct news *taken; /* whose messages are in diags */
    bool was_running;
    struct search_memo *memo;
    struct worker workers[N_WORKERS];
    size_t n_threads;

    /* Shared, under the lock. */
    pthread_mutex_t lock;
    struct shelf *next; /* the newest, not taken in yet */
    struct news *queue, **tail;
    struct shelf_part parts[SHELF_SEGMENTS];
    size_t n_parts;
    size_t next_part;            /* parts before it are being analysed, or are */
    size_t n_reading, n_running; /* workers */
    uint64_t generation;

    /* Shared without it. */
    atomic_bool stop;
    atomic_size_t n_articles; /* read so far, for the limit */
    atomic_size_t n_analysed;
    atomic_uint next_art;
};

/* read.c: read W's share of every path into segments. */
void local_read(struct worker *w);
/* analyse.c: put analysed segments in the place of those that are not. */
void local_analyse(struct worker *w);
void analyst_open(struct analyst *an);
void analyst_close(struct analyst *an);
/* The facts of ART, in the scratch of AN. */
void analyst_facts(struct analyst *an, struct article *art, struct facts *out);

/* publish.c */
struct news *news_new(void);
/* Queue N (ownership moves) for the caller's thread. */
void local_tell(struct local *ar, struct news *n);
/* Make a segment of B (which is freed) the last part, and show it. */
void local_add(struct local *ar, struct seg_builder *b);
/* Put a segment of B in the place of part K. */
void local_replace(struct local *ar, size_t k, struct seg_builder *b);
/* All parts into one. */
void local_merge(struct local *ar);
/* Wake the caller's thread. */
void local_wake(struct local *ar);

/* find.c */
struct finding *local_search(struct source *s, const struct source_ask *ask);

#endif
