/* From the workers to the caller's thread: parts of the archive, made into shelves. */
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { DIAGS_MAX = 10000, PARTS_MAX = 16 };

void local_wake(struct local *ar)
{
    /* A full pipe is no loss: it is readable already. */
    if (ar->pipe[1] >= 0)
        while (write(ar->pipe[1], "", 1) < 0 && errno == EINTR)
            continue;
}

struct news *news_new(void)
{
    struct news *n = mem_grow(NULL, sizeof *n);

    memset(n, 0, sizeof *n);
    n->diags.a = &n->a;
    n->diags.max = DIAGS_MAX;
    return n;
}

void local_tell(struct local *ar, struct news *n)
{
    pthread_mutex_lock(&ar->lock);
    *ar->tail = n;
    ar->tail = &n->next;
    pthread_mutex_unlock(&ar->lock);
    local_wake(ar);
}

/* A shelf of the parts as they are; under the lock of the parts.  Making it takes a while, and the
 * caller's thread does not wait for that. */
static void show_as(struct local *ar, uint64_t generation)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    struct shelf *shelf, *old;

    for (size_t i = 0; i < ar->n_parts; i++) {
        parts[i] = ar->parts[i];
        segment_ref(parts[i].seg);
    }
    shelf = shelf_new(parts, ar->n_parts, generation);
    pthread_mutex_lock(&ar->lock);
    old = ar->next;
    ar->next = shelf;
    pthread_mutex_unlock(&ar->lock);
    shelf_unref(old);
    local_wake(ar);
}

/* Numbers that no cache has. */
static void show(struct local *ar)
{
    show_as(ar, IN_MEMORY | ++ar->generation);
}

void local_show_cache(struct local *ar, uint64_t generation)
{
    show_as(ar, generation);
}

static struct shared_segment *segment_of(struct seg_builder *b)
{
    struct block image, text;
    struct segment s;
    struct err e;
    bool ok;

    seg_finish(b, &image, &text);
    ok = segment_open(&s, image, text, &e);
    assert(ok);
    (void)ok;
    return segment_share(&s);
}

/* Parts [from, to) as one. */
static struct shared_segment *merged(const struct shelf_part *parts, size_t n)
{
    struct seg_builder *b = seg_builder_new();
    struct arena a = {0};

    for (size_t k = 0; k < n; k++) {
        const struct segment *s = &parts[k].seg->s;
        for (size_t row = 0; row < s->n; row++) {
            struct facts f;
            if (parts[k].dead && parts[k].dead[row / 64] >> (row % 64) & 1)
                continue;
            segment_facts(s, &a, row, &f);
            seg_add(b, &f, s->rows[row].art);
            arena_reset(&a);
        }
    }
    arena_free(&a);
    return segment_of(b);
}

void local_add(struct local *ar, struct seg_builder *b)
{
    struct shared_segment *seg = segment_of(b);

    pthread_mutex_lock(&ar->build);
    assert(ar->n_parts < SHELF_SEGMENTS);
    ar->parts[ar->n_parts++] = (struct shelf_part){.seg = seg};
    show(ar);
    pthread_mutex_unlock(&ar->build);
}

void local_replace(struct local *ar, size_t k, struct seg_builder *b)
{
    struct shared_segment *seg = segment_of(b);

    pthread_mutex_lock(&ar->build);
    segment_unref(ar->parts[k].seg);
    ar->parts[k] = (struct shelf_part){.seg = seg};
    show(ar);
    pthread_mutex_unlock(&ar->build);
}

static void drop_parts(struct local *ar)
{
    for (size_t i = 0; i < ar->n_parts; i++) {
        segment_unref(ar->parts[i].seg);
        free((uint64_t *)(uintptr_t)ar->parts[i].dead);
    }
    ar->n_parts = 0;
}

void local_show_nothing(struct local *ar)
{
    pthread_mutex_lock(&ar->build);
    drop_parts(ar);
    show(ar);
    pthread_mutex_unlock(&ar->build);
}

void local_merge(struct local *ar)
{
    pthread_mutex_lock(&ar->build);
    if (ar->n_parts > 1 || (ar->n_parts == 1 && ar->parts[0].n_dead)) {
        struct shared_segment *one = merged(ar->parts, ar->n_parts);
        drop_parts(ar);
        ar->parts[ar->n_parts++] = (struct shelf_part){.seg = one};
        show(ar);
    }
    pthread_mutex_unlock(&ar->build);
}

/* ---- Changes */

/* Of rows whose path is one of PATHS. */
static void kill_rows(struct shelf_part *p, const struct map *paths)
{
    const struct segment *s = &p->seg->s;
    size_t bytes = (s->n / 64 + 1) * sizeof(uint64_t);
    uint64_t *bits = (uint64_t *)(uintptr_t)p->dead;

    for (size_t row = 0; row < s->n; row++) {
        struct str path = seg_bytes(s, s->rows[row].path);
        if (map_find(paths, path) == paths->n)
            continue;
        if (!bits) {
            bits = mem_grow(NULL, bytes);
            memset(bits, 0, bytes);
        }
        if (!(bits[row / 64] >> (row % 64) & 1))
            p->n_dead++;
        bits[row / 64] |= (uint64_t)1 << (row % 64);
    }
    p->dead = bits;
}

void local_change(struct local *ar, struct seg_builder *b, const struct map *paths)
{
    struct shared_segment *seg = seg_builder_n(b) ? segment_of(b) : NULL;

    if (!seg)
        seg_builder_free(b);
    pthread_mutex_lock(&ar->build);
    for (size_t i = 0; i < ar->n_parts; i++)
        kill_rows(&ar->parts[i], paths);
    if (seg)
        ar->parts[ar->n_parts++] = (struct shelf_part){.seg = seg};
    show(ar);
    pthread_mutex_unlock(&ar->build);
    if (ar->n_parts > PARTS_MAX)
        local_merge(ar);
}

void local_close_parts(struct local *ar)
{
    drop_parts(ar);
}
