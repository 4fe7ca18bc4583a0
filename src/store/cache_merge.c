/* Few segments: the last ones are made one when there are many small ones. */
#include "cache_work.h"

#include <stdlib.h>

enum { MERGE_MANY = 8, MERGE_RATIO = 4, MERGE_DEAD_MIN = 64 };

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

static bool is_dead(const struct record *r, size_t i, size_t row)
{
    return r->dead[i] && r->dead[i][row / 64] >> (row % 64) & 1;
}

static void add_living(struct cache *c, size_t i, struct seg_builder *b)
{
    const struct segment *s = &c->open[i]->s;
    struct arena a = {0};

    for (size_t row = 0; row < s->n; row++) {
        struct facts f;
        if (is_dead(&c->now, i, row))
            continue;
        segment_facts(s, &a, row, &f);
        seg_add_at(b, &f, s->rows[row].art, s->rows[row].text);
        arena_reset(&a);
    }
    arena_free(&a);
}

/* The new state: what is before FROM, and one segment for the rest (none when all of it is dead). */
static bool make_next(struct cache *c, size_t from, struct err *e)
{
    struct seg_builder *b = seg_builder_new();
    struct block image, text;
    bool ok;

    for (size_t i = from; i < c->now.h.n_segments; i++)
        add_living(c, i, b);
    record_copy(&c->next, &c->now);
    c->next.h.n_segments = from;
    for (size_t i = from; i < SHELF_SEGMENTS; i++)
        c->next.dead[i] = NULL;
    c->next.h.generation++;
    if (!seg_builder_n(b)) {
        seg_builder_free(b);
        return true;
    }
    seg_finish(b, &image, &text);
    ok = cache_write_segment(c, image, c->now.segments[from].first, e);
    block_release(&image);
    block_release(&text);
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

bool cache_merge(struct cache *c, size_t n, struct err *e)
{
    struct buf bytes = {0};
    bool ok;

    if (c->lock < 0 || c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (n > c->now.h.n_segments)
        n = c->now.h.n_segments;
    if (n == 0)
        return true;
    ok = cache_index_pause(c, e) && make_next(c, c->now.h.n_segments - n, e) &&
         commit_next(c, &bytes, e) && cache_show(c, &c->next, buf_view(&bytes), e);
    record_free(&c->next);
    buf_free(&bytes);
    if (ok)
        cache_sweep(c);
    else if (c->db.corrupt)
        cache_spoil(c);
    return ok;
}
