/* Shared by the files of this layer only. */
#ifndef YULU_ARCHIVE_INTERNAL_H
#define YULU_ARCHIVE_INTERNAL_H

#include "archive/archive.h"
#include "base/file.h"
#include "base/hash.h"
#include "said/fixes.h"
#include "store/cache.h"

#include <pthread.h>

/* A bit of the generations of shelves that no cache holds. */
#define IN_MEMORY ((uint64_t)1 << 63)

/* Messages on their way to the caller's thread, with their memory. */
struct news {
    struct news *next;
    struct arena a;
    struct map paths; /* what was said of these before does not hold any more */
    bool all;         /* ... nor anything else */
    struct diags diags;
    size_t n_skipped;
};

/* The files are dealt out to that many workers in turn. */
enum { N_WORKERS = 2 };

/* How a file looked when it was read. */
struct print {
    uint64_t size, ino;
    int64_t mtime_ns, ctime_ns;
    bool racy; /* read so soon after a change that another one might not show */
};
enum { KNOWN_GONE, KNOWN_THERE, KNOWN_SEEN }; /* SEEN: by the look that goes on */
struct known {
    struct arena a;
    struct map paths; /* -> KNOWN_...; by the number of their prints */
    struct print *prints;
    size_t cap;
};

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
    enum source_phase phase_seen;
    struct search_memo *memo;
    uint64_t fixes_stamp; /* of the corrections that were looked at; the keeper's */
    size_t n_copies;      /* of the shelf with the generation copies_of, once known */
    uint64_t copies_of;
    bool copies_known;
    unsigned tears; /* mapping_tears() when the keeper was told of it */
    struct worker workers[N_WORKERS];
    size_t n_threads;

    /* Shared, under the lock, which is held for a moment only. */
    pthread_mutex_t lock;
    pthread_cond_t settled; /* the phase is another one */
    struct shelf *next;     /* the newest, not taken in yet */
    struct news *queue, **tail;
    size_t n_reading, n_running; /* workers */
    enum source_phase phase;
    bool asked_to_look;
    bool held; /* workers wait */

    /* Of the workers, under this lock; bits of dead rows are on the heap. */
    pthread_mutex_t build;
    struct shelf_part parts[SHELF_SEGMENTS];
    size_t n_parts;
    size_t next_part; /* parts before it are being analysed, or are */
    uint64_t generation;
    struct known known; /* while the cache is not the one that knows */

    /* Of the caller's thread, and of the keeper; NULL: there is none. */
    struct cache *cache, *keeper_cache;
    bool writes;      /* the keeper: this program is the one that writes to the cache */
    bool keeper_only; /* the cache had the list: nothing is read anew */
    unsigned mended;  /* of the keeper: mapping_tears() when it saw to it */

    int call[2]; /* a byte = the keeper is wanted */

    /* Shared without it. */
    atomic_bool stop;
    atomic_size_t n_articles; /* read so far, for the limit */
    atomic_size_t n_analysed;
    atomic_size_t n_indexed, n_to_index;
    atomic_uint next_art;
};

/* read.c: read W's share of every path into segments. */
void local_read(struct worker *w);
/* analyse.c: put analysed segments in the place of those that are not. */
void local_analyse(struct worker *w);
void analyst_open(struct analyst *an, const struct archive_opts *o);
void analyst_close(struct analyst *an);
/* The facts of ART, in the scratch of AN. */
void analyst_facts(struct analyst *an, const struct article *art, struct facts *out);
/* The same in A; views of ART too. */
void analyst_keep(struct analyst *an, struct arena *a, const struct article *art,
                  struct facts *out);

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
/* Articles of PATHS are gone, those of B (which is freed) are new. */
void local_change(struct local *ar, struct seg_builder *b, const struct map *paths);
void local_close_parts(struct local *ar);
/* Nothing is left. */
void local_show_nothing(struct local *ar);
/* Under the lock of the parts: make a shelf of them as the cache's GENERATION. */
void local_show_cache(struct local *ar, uint64_t generation);
/* Wake the caller's thread. */
void local_wake(struct local *ar);

/* Start the workers; shares whose thread could not be started are read here and now.  False: the
 * sandbox is not complete, and nothing was read. */
bool local_start(struct local *ar, bool threaded);
/* Wait until all have ended. */
void local_join(struct local *ar);
void local_set_phase(struct local *ar, enum source_phase phase);
/* The keeper: what was shown is torn, so read everything as at the start. */
void local_start_over(struct local *ar);
/* The caller's thread looked at what is shown: if that was torn, the keeper sees to it. */
void local_notice(const struct source *s);

/* known.c: under the lock of the parts */
/* How the file NAME below DIRFD looks; false when it is no regular file. */
bool print_of(int dirfd, const char *name, struct print *out);
/* PATH was read just now and looked like P before. */
void known_put(struct known *k, const char *path, const struct print *p);
/* Is PATH known to look like P, for sure? */
bool known_same(const struct known *k, const char *path, const struct print *p);
/* How PATH looked when it was read; false: not known. */
bool known_get(const struct known *k, const char *path, struct print *out);
void known_drop(struct known *k, const char *path);
/* A look at everything begins; known_see(): PATH was met. */
void known_begin(struct known *k);
void known_see(struct known *k, const char *path);
void known_free(struct known *k);

/* cached.c */
/* Show what the cache holds, if there is one. */
bool local_open_cache(struct local *ar);
void local_close_cache(struct local *ar);
/* Become the one that writes to the cache. */
bool local_lock_cache(struct local *ar);
/* Write all that was read to it, and show it. */
void local_store(struct local *ar);
void local_take_cache(struct local *ar);
/* Is there nothing in it?  (One that counted as none was made anew by whoever locked it.) */
bool local_cache_is_empty(struct local *ar);
/* Did another program write to it? */
bool local_cache_moved(struct local *ar);
void local_known_from_cache(struct local *ar);
void local_give_up_cache(struct local *ar);
struct cache_file cached_file(const char *path, const struct print *p, bool said);
/* Was a file of the cache cut while it is shown? */
bool local_is_torn(struct local *ar);
void local_drop_cache(struct local *ar);
/* A step of what can wait; false when nothing is left to do. */
bool local_tidy_cache(struct local *ar);

/* look.c */
/* Compare all files with what is known of them, and take in what changed. */
void local_look_at_all(struct local *ar);
/* The same for N files. */
void local_look_at(struct local *ar, const char *const *paths, size_t n);

/* watch.c: what the system says of changes */
struct watch;
/* NULL when the system cannot tell. */
struct watch *watch_new(const char *const *roots, size_t n, size_t max_depth);
/* The folder of a file of the program's own is watched too: a change there is no path of
 * watch_read(), but can be waited for.  False: it is not, for now. */
bool watch_own(struct watch *w, const char *path);
int watch_fd(const struct watch *w);
/* Take in what has come.  *ALL: too much to name, look at everything.  Else the paths of files that
 * may have changed, in A. */
size_t watch_read(struct watch *w, struct arena *a, const char ***paths, bool *all);
void watch_free(struct watch *w);

/* keep.c: until the archive is closed. */
void local_keep(struct local *ar);

/* find.c */
struct finding *local_search(struct source *s, const struct source_ask *ask);
/* find_related.c */
struct finding *local_related(struct source *s, const struct item *of);

#endif
