/* From the workers to the caller's thread: parts of the archive, made into shelves. */
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { DIAGS_MAX = 10000 };

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

/* Under the lock. */
static void show(struct local *ar)
{
    struct shelf_part parts[SHELF_SEGMENTS];

    for (size_t i = 0; i < ar->n_parts; i++) {
        parts[i] = ar->parts[i];
        segment_ref(parts[i].seg);
    }
    shelf_unref(ar->next);
    ar->next = shelf_new(parts, ar->n_parts, ++ar->generation);
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

    pthread_mutex_lock(&ar->lock);
    assert(ar->n_parts < SHELF_SEGMENTS);
    ar->parts[ar->n_parts++] = (struct shelf_part){.seg = seg};
    show(ar);
    pthread_mutex_unlock(&ar->lock);
    local_wake(ar);
}

void local_replace(struct local *ar, size_t k, struct seg_builder *b)
{
    struct shared_segment *seg = segment_of(b);

    pthread_mutex_lock(&ar->lock);
    segment_unref(ar->parts[k].seg);
    ar->parts[k] = (struct shelf_part){.seg = seg};
    show(ar);
    pthread_mutex_unlock(&ar->lock);
    local_wake(ar);
}

void local_merge(struct local *ar)
{
    pthread_mutex_lock(&ar->lock);
    if (ar->n_parts > 1) {
        struct shared_segment *one = merged(ar->parts, ar->n_parts);
        for (size_t i = 0; i < ar->n_parts; i++)
            segment_unref(ar->parts[i].seg);
        ar->parts[0] = (struct shelf_part){.seg = one};
        ar->n_parts = 1;
        show(ar);
    }
    pthread_mutex_unlock(&ar->lock);
    local_wake(ar);
}
