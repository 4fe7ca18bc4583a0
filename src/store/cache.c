/* A cache as a reader sees it: the record, the mapped segments, the data base when it is needed. */
#include "cache_work.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/mapping.h"
#include "image.h"
#include "text/fold.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TRIES = 20, RECORD_MAX = 64 << 20 };

uint64_t cache_identity(const struct str *parts, size_t n)
{
    struct str fold = str_of(fold_unicode_version());
    uint64_t h = hash64(fold.p, fold.len, SEGMENT_VERSION);

    for (size_t i = 0; i < n; i++) {
        h = hash64(&parts[i].len, sizeof parts[i].len, h);
        h = hash64(parts[i].len ? parts[i].p : "", parts[i].len, h);
    }
    return h;
}

/* ---- Files */

char *cache_path(const struct cache *c, const char *name, char *room)
{
    snprintf(room, CACHE_PATH, "%s/%s", c->folder, name);
    return room;
}

void cache_text_name(uint64_t number, char name[CACHE_NAME])
{
    snprintf(name, CACHE_NAME, "text-%ju.bin", (uintmax_t)number);
}

void cache_segment_name(uint64_t number, char name[CACHE_NAME])
{
    snprintf(name, CACHE_NAME, "seg-%ju.bin", (uintmax_t)number);
}

/* Nobody else's: what another user left there is not looked at. */
static bool trusted(const struct cache *c, const struct stat *st)
{
    return S_ISREG(st->st_mode) &&
           (c->o.shared || (st->st_uid == geteuid() && !(st->st_mode & 022)));
}

int cache_open_file(struct cache *c, const char *name, int flags, struct stat *st,
                    struct err *e)
{
    char room[CACHE_PATH];
    int fd = open(cache_path(c, name, room),
                  flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);

    if (fd < 0) {
        err_errno(e, name, errno);
        return -1;
    }
    if (fstat(fd, st) == 0 && trusted(c, st))
        return fd;
    err_set(e, "%s: 不是自己的普通文件", name);
    close(fd);
    return -1;
}

static void unmap(struct block *b)
{
    mapping_close(b->p, b->len);
}

/* The first LEN bytes of NAME, which must be that long at least. */
static bool map_file(struct cache *c, const char *name, uint64_t len, struct block *out,
                     struct err *e)
{
    struct stat st;
    int fd = cache_open_file(c, name, O_RDONLY, &st, e);
    const char *p = NULL;

    *out = (struct block){0};
    if (fd < 0)
        return false;
    if (len == 0 || len > SIZE_MAX / 2 || (uint64_t)st.st_size < len)
        err_set(e, "%s: 文件太短", name);
    else if (!(p = mapping_open(fd, (size_t)len, e)))
        err_wrap(e, name);
    close(fd);
    if (!p)
        return false;
    *out = (struct block){p, (size_t)len, unmap};
    return true;
}

/* ---- The record and the segments */

static bool read_whole(int fd, size_t len, struct buf *out)
{
    buf_fill(out, '\0', len);
    for (size_t at = 0; at < len;) {
        ssize_t n = pread(fd, out->p + at, len - at, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

static bool read_record(struct cache *c, struct record *r, struct stat *st, struct err *e)
{
    int fd = cache_open_file(c, "state.bin", O_RDONLY, st, e);
    struct buf bytes = {0};
    bool ok;

    *r = (struct record){0};
    if (fd < 0)
        return false;
    ok = st->st_size <= RECORD_MAX && read_whole(fd, (size_t)st->st_size, &bytes);
    ok = ok ? record_read(r, buf_view(&bytes), e) : err_set(e, "state.bin: 读不出来");
    if (ok && r->h.identity != c->identity)
        ok = err_set(e, "缓存是为别的版本或别的档案建立的");
    buf_free(&bytes);
    close(fd);
    return ok;
}

static bool map_text(struct cache *c, const struct record *r, struct block *out,
                     struct err *e)
{
    char name[CACHE_NAME];
    uint64_t head[3];

    if (r->h.text_len < TEXT_HEADER)
        return err_set(e, "缓存的状态已损坏");
    cache_text_name(r->h.text_number, name);
    if (!map_file(c, name, r->h.text_len, out, e))
        return false;
    memcpy(head, out->p, sizeof head);
    if (memcmp(head, "yulu txt", 8) == 0 && head[1] == CACHE_VERSION &&
        head[2] == r->h.born)
        return true;
    block_release(out);
    return err_set(e, "%s: 不属于这个缓存", name);
}

static bool is_that_segment(const struct segment *s, const struct record_segment *want)
{
    struct image_header h;

    memcpy(&h, s->image.p, sizeof h);
    return h.header_hash == want->header_hash && s->n == want->n;
}

static struct shared_segment *open_segment(struct cache *c, const struct record *r,
                                           size_t i, struct err *e)
{
    const struct record_segment *want = &r->segments[i];
    struct block image = {0}, text = {0};
    struct segment s;
    char name[CACHE_NAME];

    cache_segment_name(want->number, name);
    if (!map_file(c, name, want->len, &image, e))
        return NULL;
    if (!map_text(c, r, &text, e)) {
        block_release(&image);
        return NULL;
    }
    if (!segment_open(&s, image, text, e)) {
        err_wrap(e, name);
        return NULL;
    }
    if (is_that_segment(&s, want))
        return segment_share(&s);
    segment_close(&s);
    err_set(e, "%s: 不属于这个缓存", name);
    return NULL;
}

/* The segment of that file, when it is open already. */
static struct shared_segment *opened(const struct cache *c,
                                     const struct record_segment *want)
{
    for (size_t i = 0; i < c->now.h.n_segments; i++)
        if (c->now.segments[i].number == want->number &&
            c->now.segments[i].header_hash == want->header_hash && c->open[i])
            return segment_ref(c->open[i]);
    return NULL;
}

bool cache_open_segments(struct cache *c, const struct record *now, struct err *e)
{
    struct shared_segment *open[SHELF_SEGMENTS] = {0};
    bool same = now->h.born == c->now.h.born, ok = true;

    c->tears = same ? c->tears : mapping_tears();
    for (size_t i = 0; i < now->h.n_segments && ok; i++) {
        open[i] = same ? opened(c, &now->segments[i]) : NULL;
        if (!open[i])
            open[i] = open_segment(c, now, i, e);
        ok = open[i] != NULL;
    }
    for (size_t i = 0; i < SHELF_SEGMENTS; i++) {
        segment_unref(ok ? c->open[i] : open[i]);
        if (ok)
            c->open[i] = open[i];
    }
    return ok;
}

void cache_set_record(struct cache *c, struct record *now)
{
    record_free(&c->now);
    c->now = *now;
    *now = (struct record){0};
}

/* Between the record and the segments another process may have replaced both: then once more. */
bool cache_load(struct cache *c, struct err *e)
{
    struct record r;
    struct stat st = {0};

    for (int i = 0; i < TRIES; i++) {
        ino_t before = st.st_ino;
        if (!read_record(c, &r, &st, e)) {
            record_free(&r);
            return false;
        }
        if (cache_open_segments(c, &r, e)) {
            cache_set_record(c, &r);
            c->state = st;
            return true;
        }
        record_free(&r);
        if (i > 0 && before == st.st_ino)
            return false;
    }
    return false;
}

void cache_drop_all(struct cache *c)
{
    for (size_t i = 0; i < SHELF_SEGMENTS; i++) {
        segment_unref(c->open[i]);
        c->open[i] = NULL;
    }
    record_free(&c->now);
    c->state = (struct stat){0};
}

/* ---- Files that were cut */

bool cache_torn(const struct cache *c)
{
    if (mapping_tears() == c->tears)
        return false;
    for (size_t i = 0; i < c->now.h.n_segments; i++)
        if (c->open[i] && segment_torn(&c->open[i]->s))
            return true;
    return db_is_open(&c->db) && mapping_strays() != c->db.strays;
}

void cache_give_up(struct cache *c)
{
    if (c->lock >= 0)
        cache_spoil(c);
    db_close(&c->db);
    cache_drop_all(c);
}

/* ---- The handle */

static void set_why(struct cache *c, const struct err *e)
{
    snprintf(c->why, sizeof c->why, "%s", e ? e->msg : "");
}

/* Where the files are: for published generations what the link names now. */
static bool find_folder(struct cache *c)
{
    char room[PATH_MAX], link[CACHE_PATH];

    snprintf(link, sizeof link, "%s%s", c->given, c->o.shared ? "/current" : "");
    if (!realpath(link, room))
        snprintf(room, sizeof room, "%s", c->given);
    if (c->folder && strcmp(c->folder, room) == 0)
        return false;
    c->folder = arena_strz(&c->a, str_of(room));
    return true;
}

static uint64_t full_identity(uint64_t given)
{
    const uint64_t all[] = {given, CACHE_VERSION, GRAMS_VERSION};

    return hash64(all, sizeof all, 0);
}

struct cache *cache_open(const char *folder, const struct cache_options *o)
{
    struct cache *c = mem_grow(NULL, sizeof *c);
    struct err e = {0};

    memset(c, 0, sizeof *c);
    c->o = *o;
    if (!c->o.index_above)
        c->o.index_above = CACHE_INDEX_ABOVE;
    c->identity = full_identity(o->identity);
    c->lock = c->text_fd = -1;
    c->given = arena_strz(&c->a, str_of(folder));
    find_folder(c);
    if (strlen(c->given) + 64 > CACHE_PATH)
        err_set(&e, "%s: 路径太长", folder);
    else
        cache_load(c, &e);
    set_why(c, &e);
    return c;
}

void cache_close(struct cache *c)
{
    if (!c)
        return;
    cache_unlock(c);
    db_close(&c->db);
    cache_drop_all(c);
    candidates_free(c->found);
    indexer_free(c->indexer);
    arena_free(&c->a);
    free(c);
}

const char *cache_why(const struct cache *c)
{
    return c->now.h.n_segments || c->now.h.born ? "" : c->why;
}

bool cache_changed(const struct cache *c)
{
    char room[CACHE_PATH];
    struct stat st;

    snprintf(room, sizeof room, "%s%s/state.bin", c->given,
             c->o.shared ? "/current" : "");
    return stat(room, &st) == 0 &&
           (st.st_ino != c->state.st_ino || st.st_dev != c->state.st_dev ||
            st.st_size != c->state.st_size ||
            st.st_ctim.tv_sec != c->state.st_ctim.tv_sec ||
            st.st_ctim.tv_nsec != c->state.st_ctim.tv_nsec);
}

/* What was there stays when what came cannot be read. */
static void refresh(struct cache *c)
{
    uint64_t born = c->now.h.born;
    struct err e = {0};
    bool moved;

    if (cache_torn(c))
        cache_give_up(c);
    if (c->lock >= 0 || !cache_changed(c))
        return;
    moved = c->o.shared && find_folder(c);
    cache_load(c, &e);
    set_why(c, &e);
    /* A data base that was made anew is another file. */
    if (moved || c->now.h.born != born)
        db_close(&c->db);
}

size_t cache_parts(struct cache *c, struct shelf_part out[SHELF_SEGMENTS],
                   uint64_t *generation)
{
    refresh(c);
    *generation = c->now.h.generation;
    for (size_t i = 0; i < c->now.h.n_segments; i++)
        out[i] = (struct shelf_part){.seg = segment_ref(c->open[i]),
                                     .dead = c->now.dead[i],
                                     .n_dead = c->now.segments[i].n_dead};
    return c->now.h.n_segments;
}

/* An article has at most one living row: it keeps its number when only what is known of it
 * changes. */
bool cache_find_article(const struct cache *c, const struct record *r, uint64_t art,
                        size_t *segment, size_t *row)
{
    for (size_t i = 0; i < r->h.n_segments; i++) {
        const struct record_segment *seg = &r->segments[i];
        const struct segment *s = &c->open[i]->s;
        if (art < seg->first || art >= seg->end)
            continue;
        *segment = i;
        *row = segment_row_of_art(s, art);
        if (*row < s->n && !record_is_dead(r, i, *row))
            return true;
    }
    return false;
}

/* A data base that was swapped while it was opened could be read with the log of another one. */
static bool open_steady(struct cache *c)
{
    char room[CACHE_PATH];
    struct stat before, after;
    struct marks m;
    struct err e;

    cache_path(c, "index.db", room);
    if (lstat(room, &before) < 0 || !trusted(c, &before))
        return false;
    if (!db_open(&c->db, room, c->o.shared ? DB_SHARED : DB_READ, &e))
        return false;
    if (db_marks(&c->db, &m) && lstat(room, &after) == 0 &&
        before.st_ino == after.st_ino && before.st_dev == after.st_dev)
        return true;
    db_close(&c->db);
    return false;
}

struct db *cache_db(struct cache *c)
{
    for (int i = 0; i < 3 && !db_is_open(&c->db); i++)
        open_steady(c);
    return db_is_open(&c->db) ? &c->db : NULL;
}
