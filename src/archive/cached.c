/* The cache of an archive: shown at once when it is there, written when it is not, and changed with
 * the files.  The caller's thread reads it with a handle of its own, the keeper with another; who
 * does not get to write keeps what changed in memory. */
#include "internal.h"

#include "base/mapping.h"

#include <stdlib.h>

enum { INDEX_SLICE = 2 << 20 }; /* bytes of text */

static struct cache *open_handle(const struct local *ar)
{
    struct cache_options o = {.identity = ar->opts.identity,
                              .index_above = ar->opts.index_above,
                              .shared = ar->opts.shared};

    return cache_open(ar->opts.cache, &o);
}

/* The parts of C with bits of their own. */
static size_t take_parts(struct cache *c, struct shelf_part *parts, uint64_t *generation)
{
    size_t n = cache_parts(c, parts, generation);

    for (size_t i = 0; i < n; i++) {
        size_t bytes = (parts[i].seg->s.n / 64 + 1) * sizeof(uint64_t);
        uint64_t *bits;
        if (!parts[i].dead)
            continue;
        bits = mem_grow(NULL, bytes);
        memset(bits, 0, bytes);
        memcpy(bits, parts[i].dead, (parts[i].seg->s.n + 63) / 64 * sizeof *bits);
        parts[i].dead = bits;
    }
    return n;
}

bool local_open_cache(struct local *ar)
{
    uint64_t generation;

    if (!ar->opts.cache)
        return false;
    ar->cache = open_handle(ar);
    if (cache_why(ar->cache)[0])
        return false;
    ar->n_parts = take_parts(ar->cache, ar->parts, &generation);
    local_show_cache(ar, generation);
    return true;
}

/* ---- The keeper's half */

bool local_lock_cache(struct local *ar)
{
    struct err e = {""};

    if (!ar->opts.cache || (ar->opts.shared && !ar->keeper_only))
        return false;
    if (!ar->keeper_cache)
        ar->keeper_cache = open_handle(ar);
    /* A published one is not written, but it knows which files are as they were. */
    if (ar->opts.shared)
        return false;
    ar->writes = cache_lock(ar->keeper_cache, &e);
    return ar->writes;
}

void local_close_cache(struct local *ar)
{
    cache_close(ar->keeper_cache);
    cache_close(ar->cache);
    ar->keeper_cache = ar->cache = NULL;
}

bool local_cache_is_empty(struct local *ar)
{
    struct cache_status st;

    return !cache_status(ar->keeper_cache, &st) || !st.n_files;
}

/* Show what the cache holds now instead of what was shown. */
void local_take_cache(struct local *ar)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = take_parts(ar->keeper_cache, parts, &generation);

    pthread_mutex_lock(&ar->build);
    local_close_parts(ar);
    memcpy(ar->parts, parts, n * sizeof *parts);
    ar->n_parts = n;
    local_show_cache(ar, generation);
    pthread_mutex_unlock(&ar->build);
}

bool local_cache_moved(struct local *ar)
{
    return ar->opts.cache && !ar->writes && ar->keeper_cache &&
           cache_changed(ar->keeper_cache);
}

/* All that the cache knows of the files, so that one walk can be held against it. */
void local_known_from_cache(struct local *ar)
{
    struct cache_files *it = cache_files_new(ar->keeper_cache);
    struct cache_file f;

    known_free(&ar->known);
    while (cache_files_next(it, &f)) {
        struct print p = {.size = f.print.size,
                          .ino = f.print.ino,
                          .mtime_ns = f.print.mtime_ns,
                          .ctime_ns = f.print.ctime_ns,
                          .racy = f.racy};
        struct arena a = {0};
        known_put(&ar->known, arena_strz(&a, f.path), &p);
        arena_free(&a);
    }
    cache_files_free(it);
}

struct cache_file cached_file(const char *path, const struct print *p, bool said)
{
    return (struct cache_file){.path = str_of(path),
                               .print = {.size = p->size,
                                         .ino = p->ino,
                                         .mtime_ns = p->mtime_ns,
                                         .ctime_ns = p->ctime_ns},
                               /* What is said of a file is not kept: it is said again. */
                               .racy = p->racy || said};
}

/* After an error the cache is left as it is, and what comes is kept in memory. */
void local_give_up_cache(struct local *ar)
{
    cache_rollback(ar->keeper_cache);
    cache_unlock(ar->keeper_cache);
    ar->writes = false;
}

bool local_is_torn(struct local *ar)
{
    bool torn = false;

    if (mapping_tears() == ar->mended)
        return false;
    ar->mended = mapping_tears();
    torn = ar->keeper_cache && cache_torn(ar->keeper_cache);
    pthread_mutex_lock(&ar->build);
    for (size_t i = 0; i < ar->n_parts; i++)
        torn = torn || segment_torn(&ar->parts[i].seg->s);
    pthread_mutex_unlock(&ar->build);
    return torn;
}

void local_drop_cache(struct local *ar)
{
    if (ar->keeper_cache)
        cache_give_up(ar->keeper_cache);
    ar->writes = false;
    known_free(&ar->known);
    local_show_nothing(ar);
}

/* ---- Writing all of it */

struct stored {
    uint32_t row;
    struct str path;
    unsigned doc;
};

static int by_file(const void *x, const void *y)
{
    const struct stored *a = x, *b = y;
    int c = str_cmp(a->path, b->path);

    return c ? c : (a->doc > b->doc) - (a->doc < b->doc);
}

static struct stored *rows_by_file(const struct segment *s, struct arena *a)
{
    struct stored *rows = arena_calloc(a, s->n + 1, sizeof *rows);

    for (size_t row = 0; row < s->n; row++)
        rows[row] = (struct stored){(uint32_t)row, seg_bytes(s, s->rows[row].path),
                                    s->rows[row].doc};
    if (s->n)
        qsort(rows, s->n, sizeof *rows, by_file);
    return rows;
}

/* The articles [from, to) of one file; what nothing is known of is left to the next look. */
static bool store_file(struct local *ar, const struct segment *s,
                       const struct stored *rows, size_t n, struct err *e)
{
    struct arena a = {0};
    struct facts *facts = arena_calloc(&a, n, sizeof *facts);
    const char *path = arena_strz(&a, rows[0].path);
    struct cache_file f;
    struct print p;
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        segment_facts(s, &a, rows[i].row, &facts[i]);
    if (known_get(&ar->known, path, &p)) {
        f = cached_file(path, &p, false);
        f.n_articles = (unsigned)n;
        ok = cache_put(ar->keeper_cache, &f, facts, e);
    }
    arena_free(&a);
    return ok;
}

static bool store_segment(struct local *ar, const struct segment *s, struct err *e)
{
    struct arena a = {0};
    struct stored *rows = rows_by_file(s, &a);
    bool ok = true;

    for (size_t i = 0, to; i < s->n && ok && !atomic_load(&ar->stop); i = to) {
        for (to = i + 1; to < s->n && str_eq(rows[to].path, rows[i].path); to++)
            continue;
        ok = store_file(ar, s, rows + i, to - i, e);
        if (ok && cache_full(ar->keeper_cache))
            ok = cache_commit(ar->keeper_cache, e) && cache_begin(ar->keeper_cache, e);
    }
    arena_free(&a);
    return ok;
}

void local_store(struct local *ar)
{
    struct shared_segment *seg = NULL;
    struct err e = {""};
    bool ok;

    if (ar->known.paths.n < ar->opts.cache_files_min ||
        (!ar->writes && !local_lock_cache(ar)))
        return;
    pthread_mutex_lock(&ar->build);
    if (ar->n_parts == 1)
        seg = segment_ref(ar->parts[0].seg);
    pthread_mutex_unlock(&ar->build);
    ok = seg && cache_begin(ar->keeper_cache, &e) && store_segment(ar, &seg->s, &e) &&
         !atomic_load(&ar->stop) && cache_commit(ar->keeper_cache, &e);
    segment_unref(seg);
    if (!ok) {
        local_give_up_cache(ar);
        return;
    }
    local_take_cache(ar);
    known_free(&ar->known);
}

/* ---- Work for quiet times */

/* One step of merging or indexing; false when there is nothing left to do. */
bool local_tidy_cache(struct local *ar)
{
    struct cache_status st;
    struct err e = {""};
    bool more = false;
    size_t n;

    if (!ar->writes)
        return false;
    n = cache_merge_due(ar->keeper_cache);
    if (n) {
        if (!cache_merge(ar->keeper_cache, n, &e)) {
            local_give_up_cache(ar);
            return false;
        }
        local_take_cache(ar);
        return true;
    }
    if (!cache_index_step(ar->keeper_cache, INDEX_SLICE, &more, &e)) {
        local_give_up_cache(ar);
        return false;
    }
    if (more && cache_status(ar->keeper_cache, &st)) {
        atomic_store(&ar->n_indexed, (size_t)st.n_indexed);
        atomic_store(&ar->n_to_index, (size_t)st.n_to_index);
    }
    return more;
}
