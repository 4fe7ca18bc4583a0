/* The facts of an archive on disk, so that nothing is read or analysed twice.
 *
 * A cache is a folder:
 *     state.bin    which segments there are, which of their rows are dead, how many bytes of the
 *                  texts count: all that the first screen needs; replaced whole at every commit
 *     seg-N.bin    segments (store/segment.h): mapped, never changed
 *     text-N.bin   folded texts: mapped, only ever longer
 *     index.db     SQLite, the truth: state.bin again, which files were read and what they gave,
 *                  the text index
 *     lock         held by the one that writes
 * Opening and reading wait for nobody.  Whatever happens to a writer, the folder holds the state
 * before or after a commit; one that is damaged, of another version or of another owner counts as
 * none, and the next writer makes it anew: it is disposable.
 *
 * A handle belongs to one thread; several handles of one folder may be open in one process. */
#ifndef YULU_STORE_CACHE_H
#define YULU_STORE_CACHE_H

#include "store/shelf.h"

struct cache;

enum { CACHE_INDEX_ABOVE = 96 << 20 };

struct cache_options {
    uint64_t identity; /* of what the facts depend on: cache_identity() */
    uint64_t
        index_above; /* bytes of text above which there is a text index; 0 = the usual */
    bool shared;     /* FOLDER holds published generations: read only, of any owner */
};

/* A number for N texts: version of the engine, hashes of its tables, roots of the archive.  The
 * versions of the fold, of segments and of the cache count besides. */
uint64_t cache_identity(const struct str *parts, size_t n);

/* Never NULL; nothing is made or changed.  Cost: a few files opened, nothing read but state.bin. */
struct cache *cache_open(const char *folder, const struct cache_options *o);
void cache_close(struct cache *c);
/* Why there is nothing to read yet; "" when there is. */
const char *cache_why(const struct cache *c);

/* ---- What is there */

/* The segments as of now; references and order are the caller's to give to shelf_new(), the bits
 * are valid until the next call.  0 when there are none; *GENERATION grows with every commit. */
size_t cache_parts(struct cache *c, struct shelf_part out[SHELF_SEGMENTS],
                   uint64_t *generation);
/* Was anything committed since cache_parts()?  One stat. */
bool cache_changed(const struct cache *c);
/* Was a file of it cut while it was open?  What was read of the parts may be zeros; the next
 * cache_parts() gives up what is torn.  A load, when nothing in this process ever was. */
bool cache_torn(const struct cache *c);
/* Give up a torn cache: the one that writes makes it anew, others have none until then. */
void cache_give_up(struct cache *c);

/* How a file looked when it was read. */
struct cache_print {
    uint64_t size, ino;
    int64_t mtime_ns, ctime_ns;
};
struct cache_file {
    struct str path; /* bytes */
    struct cache_print print;
    uint64_t hash; /* of its content */
    bool racy;     /* read again: it may have changed just after it was read */
    unsigned n_articles;
};
bool cache_print_same(const struct cache_print *a, const struct cache_print *b);
/* Was a file that looked like P read (at SCAN_NS) so soon after its change that another change
 * might not show? */
bool cache_print_racy(const struct cache_print *p, int64_t scan_ns);

/* What is known of PATH; false: nothing.  OUT->path is PATH. */
bool cache_file(struct cache *c, struct str path, struct cache_file *out);
/* All files in the order of file_walk() (by folder, a folder's files before its subfolders); holds
 * no lock between the calls.  A file that is put or removed meanwhile may or may not come. */
struct cache_files;
struct cache_files *cache_files_new(struct cache *c);
/* The next file; its path is valid until the next call. */
bool cache_files_next(struct cache_files *it, struct cache_file *out);
void cache_files_free(struct cache_files *it);

struct cache_status {
    uint64_t generation;            /* commits since it was made */
    uint64_t n_files, n_articles;   /* that are there */
    uint64_t n_segments, n_dead;    /* rows of articles that are gone */
    uint64_t text, text_dead;       /* bytes of text-N.bin; of articles that are gone */
    uint64_t segments, index;       /* bytes of seg-N.bin; of index.db */
    uint64_t n_indexed, n_to_index; /* articles */
    bool index_wanted;              /* is there text enough for an index? */
};
/* Counts; false when there is no cache.  O(segments) and one query. */
bool cache_status(struct cache *c, struct cache_status *out);
/* Is everything as it was written?  Reads all of it.  false with the first fault. */
bool cache_verify(struct cache *c, struct err *e);

/* ---- Writing
 *
 * cache_lock, then any number of { cache_begin, cache_put / cache_touch / cache_gone ...,
 * cache_commit }, steps of merging and indexing between them, cache_unlock.  After an error the
 * transaction is over and what was in it is forgotten. */

/* Become the one that writes.  false: another one does (E stays ""), or why it cannot be done.  A
 * cache that counts as none is removed and made anew. */
bool cache_lock(struct cache *c, struct err *e);
void cache_unlock(struct cache *c);
bool cache_begin(struct cache *c, struct err *e);
/* F was read and gave F->n_articles FACTS, which replace what it gave before.  Articles whose
 * texts are the same as before cost neither text nor index.  Nothing of FACTS is needed
 * afterwards. */
bool cache_put(struct cache *c, const struct cache_file *f, const struct facts *facts,
               struct err *e);
/* F was read and is what it was: only its print is new. */
bool cache_touch(struct cache *c, const struct cache_file *f, struct err *e);
/* PATH is not there any more. */
bool cache_gone(struct cache *c, struct str path, struct err *e);
/* Articles put since cache_begin(). */
size_t cache_pending(const struct cache *c);
/* Is it time to commit, for the builder's sake? */
bool cache_full(const struct cache *c);
/* Make all of it visible at once; what was put becomes a segment. */
bool cache_commit(struct cache *c, struct err *e);
void cache_rollback(struct cache *c);

/* How many segments, the last ones, should become one now; 0 = none.  Each article is then merged
 * O(log n) times. */
size_t cache_merge_due(const struct cache *c);
/* Make the last N segments (or all that there are) one, without the dead rows.  O(their rows). */
bool cache_merge(struct cache *c, size_t n, struct err *e);

/* Is more than a quarter of the texts of articles that are gone? */
bool cache_compact_due(const struct cache *c);
/* Write the texts anew without them, and all segments as one.  O(text). */
bool cache_compact(struct cache *c, struct err *e);

/* Remove the cache of FOLDER and its folder; false when another one writes to it. */
bool cache_remove(const char *folder, struct err *e);

/* ---- The text index
 *
 * Knows of each gram (text/grams.h) in which articles it is.  Made in slices by the one that
 * writes; what is not in it yet counts as a candidate. */

/* Work on for about WORK bytes of text (outside of a transaction); *MORE: not done yet.
 * Commits now and then. */
bool cache_index_step(struct cache *c, size_t work, bool *more, struct err *e);
/* A bit for each row of PART of SHELF (made of this cache's parts, now or before) whose text
 * may hold FOLDED; *EXACT: each of them does, in title or body.  Valid until the fourth next
 * call.  NULL: the index has no answer. */
const uint64_t *cache_candidates(struct cache *c, const struct shelf *shelf, size_t part,
                                 struct str folded, bool *exact);

/* ---- Published generations: DIR/gen-N/ and a link DIR/current */

/* A new folder DIR/gen-N to make a cache in, in A. */
bool cache_publish_folder(struct arena *a, const char *dir, char **out, struct err *e);
/* FOLDER, which cache_publish_folder() gave, is complete and closed: readers get it from now on.
 * Generations before the last one are removed. */
bool cache_publish(const char *dir, const char *folder, struct err *e);

#endif
