/* Few segments: the last ones are made one when there are many small ones. */
#include "cache_work.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { MERGE_MANY = 8, MERGE_RATIO = 4, MERGE_DEAD_MIN = 64 };
enum { MERGE_CHUNK = 1 << 20, COMPACT_MIN = 1 << 20, COMPACT_SHARE = 4 };

/* A segment belongs to the group at the end when it is not much larger than what follows it: sizes
 * fall by MERGE_RATIO from group to group, so there are O(log n) groups. */
size_t cache_merge_due(const struct cache *c)
{
    const struct record *r = &c->now;
    size_t group = 0;
    uint64_t rows = 0;

    for (size_t i = 0; i < r->h.n_segments; i++)
        if (r->segments[i].n_dead > MERGE_DEAD_MIN &&
            r->segments[i].n_dead > r->segments[i].n / 2)
            return r->h.n_segments - i;
    while (group < r->h.n_segments) {
        uint64_t n = r->segments[r->h.n_segments - 1 - group].n;
        if (group > 0 && n > MERGE_RATIO * rows)
            break;
        rows += n;
        group++;
    }
    return group >= MERGE_MANY ? group : 0;
}

/* ---- Rows */

struct merge {
    struct cache *c;
    struct seg_builder *b;
    struct arena a;
    int text_fd; /* -1: the texts stay where they are */
    struct buf text;
};

struct living {
    uint64_t art;
    uint32_t segment, row;
};

static int by_art(const void *x, const void *y)
{
    const struct living *a = x, *b = y;

    return (a->art > b->art) - (a->art < b->art);
}

/* The living rows of the segments from FROM on, in the order of their texts. */
static size_t list_living(const struct cache *c, size_t from, struct arena *a,
                          struct living **out)
{
    size_t n = 0;

    for (size_t i = from; i < c->now.h.n_segments; i++)
        n += c->open[i]->s.n;
    *out = arena_calloc(a, n + 1, sizeof **out);
    n = 0;
    for (size_t i = from; i < c->now.h.n_segments; i++)
        for (size_t row = 0; row < c->open[i]->s.n; row++)
            if (!record_is_dead(&c->now, i, row))
                (*out)[n++] = (struct living){c->open[i]->s.rows[row].art, (uint32_t)i,
                                              (uint32_t)row};
    if (n)
        qsort(*out, n, sizeof **out, by_art);
    return n;
}

static bool flush(struct merge *m, struct err *e)
{
    uint64_t off = m->c->next.h.text_len - m->text.len;
    bool ok = cache_write_at(m->text_fd, buf_view(&m->text), off, e);

    buf_reset(&m->text);
    return ok;
}

static bool copy_text(struct merge *m, struct str text, uint64_t *off, struct err *e)
{
    *off = m->c->next.h.text_len;
    buf_str(&m->text, text);
    m->c->next.h.text_len += text.len;
    return m->text.len < MERGE_CHUNK || flush(m, e);
}

static bool add_living(struct merge *m, const struct living *l, struct err *e)
{
    const struct segment *s = &m->c->open[l->segment]->s;
    uint64_t off = s->rows[l->row].text;
    struct arena a = {0};
    struct facts f;
    bool ok = true;

    segment_facts(s, &a, l->row, &f);
    if (m->text_fd >= 0)
        ok = copy_text(m, seg_text(s, l->row), &off, e);
    if (ok)
        seg_add_at(m->b, &f, (uint32_t)l->art, off);
    arena_free(&a);
    return ok;
}

/* ---- The new state: what is before FROM, and one segment for the rest */

static void begin_next(struct cache *c, size_t from)
{
    record_copy(&c->next, &c->now);
    c->next.h.n_segments = from;
    for (size_t i = from; i < SHELF_SEGMENTS; i++)
        c->next.dead[i] = NULL;
    c->next.h.generation++;
}

/* None when all of it is dead. */
static bool end_segment(struct merge *m, struct err *e)
{
    struct block image, text;
    bool ok;

    if (!seg_builder_n(m->b))
        return true;
    seg_finish(m->b, &image, &text);
    m->b = NULL;
    ok = cache_write_segment(m->c, image, e);
    block_release(&image);
    block_release(&text);
    return ok;
}

static bool add_rows(struct merge *m, size_t from, struct err *e)
{
    struct living *all;
    size_t n = list_living(m->c, from, &m->a, &all);

    for (size_t i = 0; i < n; i++)
        if (!add_living(m, &all[i], e))
            return false;
    m->c->first_art = n ? all[0].art : 0;
    m->c->end_art = n ? all[n - 1].art + 1 : 0;
    return m->text_fd < 0 || (flush(m, e) && (fdatasync(m->text_fd) == 0 ||
                                              err_errno(e, "缓存的文字", errno)));
}

static bool make_next(struct cache *c, size_t from, int text_fd, struct err *e)
{
    struct merge m = {.c = c, .b = seg_builder_new(), .text_fd = text_fd};
    bool ok = add_rows(&m, from, e) && end_segment(&m, e);

    seg_builder_free(m.b);
    arena_free(&m.a);
    buf_free(&m.text);
    return ok;
}

/* The old files go when the commit is on the disk: a power cut must not bring them back to mind. */
static bool commit_next(struct cache *c, struct buf *bytes, struct err *e)
{
    bool ok =
        db_exec(&c->db, "PRAGMA synchronous = FULL", e) && db_do(&c->db, DB_BEGIN, e);

    if (!ok)
        return false;
    ok = cache_put_record(c, &c->next, bytes, e) && db_do(&c->db, DB_COMMIT, e);
    if (!ok)
        db_do(&c->db, DB_ROLLBACK, NULL);
    return db_exec(&c->db, "PRAGMA synchronous = NORMAL", e) && ok;
}

static bool commit_merge(struct cache *c, struct err *e)
{
    struct buf bytes = {0};
    bool ok = commit_next(c, &bytes, e) && cache_show(c, &c->next, buf_view(&bytes), e);

    buf_free(&bytes);
    return ok;
}

static bool end_merge(struct cache *c, bool ok)
{
    record_free(&c->next);
    if (ok)
        cache_sweep(c);
    else if (c->db.corrupt)
        cache_spoil(c);
    return ok;
}

bool cache_merge(struct cache *c, size_t n, struct err *e)
{
    bool ok;

    if (c->lock < 0 || c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (n > c->now.h.n_segments)
        n = c->now.h.n_segments;
    if (n == 0)
        return true;
    if (!cache_index_pause(c, e))
        return false;
    begin_next(c, c->now.h.n_segments - n);
    ok = make_next(c, c->now.h.n_segments - n, -1, e) && cache_check_whole(c, e) &&
         commit_merge(c, e);
    return end_merge(c, ok);
}

/* ---- Texts of articles that are gone */

bool cache_compact_due(const struct cache *c)
{
    return c->now.h.text_len > COMPACT_MIN &&
           c->now.h.text_dead > c->now.h.text_len / COMPACT_SHARE;
}

/* Texts keep their order and articles their numbers, so the index of them stays; but what it
 * is still to forget, it must forget while the texts are there. */
static bool forget_gone(struct cache *c, struct err *e)
{
    return cache_index_purge(c, e) && cache_index_pause(c, e);
}

bool cache_compact(struct cache *c, struct err *e)
{
    int fd;
    bool ok;

    if (c->lock < 0 || c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (!forget_gone(c, e))
        return false;
    fd = cache_new_text(c, c->now.h.text_number + 1, c->now.h.born, e);
    if (fd < 0)
        return false;
    begin_next(c, 0);
    c->next.h.text_number++;
    c->next.h.text_len = TEXT_HEADER;
    c->next.h.text_dead = 0;
    ok = make_next(c, 0, fd, e) && cache_check_whole(c, e) && commit_merge(c, e);
    if (ok) {
        close(c->text_fd);
        c->text_fd = fd;
    } else {
        close(fd);
    }
    return end_merge(c, ok);
}
