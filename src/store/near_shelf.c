/* Near copies in different parts of a shelf.  A part knows its own (near.c); here the rows of all
 * parts but the largest are put into buckets by the bands of their likeness, and every row is held
 * against those in its four buckets.  O(rows), and no more looks than a few for each. */
#include "near.h"

#include <stdlib.h>

enum { BUCKETS = 1 << NEAR_BAND_BITS };

struct buckets {
    uint32_t *starts; /* BUCKETS + 1 */
    place_t *items;
};

/* Leaders of two parts that are nearly the same. */
struct pair {
    place_t a, b;
};

struct across {
    struct arena a; /* of everything here */
    const struct shelf *shelf;
    size_t largest;
    struct buckets bands[NEAR_BANDS];
    struct pair *pairs;
    size_t n, cap;
};

static unsigned band_of(uint64_t near, unsigned band)
{
    return (unsigned)(near >> band * NEAR_BAND_BITS) & (BUCKETS - 1);
}

/* ---- Buckets */

typedef void take_fn(struct across *x, place_t p);

static void each_row(struct across *x, bool largest, take_fn *take)
{
    for (size_t k = 0; k < x->shelf->n_parts; k++) {
        const struct segment *seg = &x->shelf->parts[k].seg->s;
        for (size_t row = 0; (k == x->largest) == largest && row < seg->n; row++) {
            place_t p = (place_t)(k << PLACE_ROW_BITS | row);
            if (seg->rows[row].near && shelf_has(x->shelf, p))
                take(x, p);
        }
    }
}

static void count(struct across *x, place_t p)
{
    for (unsigned i = 0; i < NEAR_BANDS; i++)
        x->bands[i].starts[band_of(shelf_row(x->shelf, p)->near, i) + 1]++;
}

/* The start of a bucket is moved behind what was put there, and is then that of the next one. */
static void put(struct across *x, place_t p)
{
    for (unsigned i = 0; i < NEAR_BANDS; i++) {
        struct buckets *b = &x->bands[i];
        b->items[b->starts[band_of(shelf_row(x->shelf, p)->near, i)]++] = p;
    }
}

static void fill_buckets(struct across *x)
{
    for (unsigned i = 0; i < NEAR_BANDS; i++)
        x->bands[i].starts = arena_array(&x->a, uint32_t, BUCKETS + 1);
    each_row(x, false, count);
    for (unsigned i = 0; i < NEAR_BANDS; i++) {
        struct buckets *b = &x->bands[i];
        for (unsigned k = 0; k < BUCKETS; k++)
            b->starts[k + 1] += b->starts[k];
        b->items = arena_array(&x->a, place_t, b->starts[BUCKETS] + 1);
    }
    each_row(x, false, put);
}

/* ---- Pairs */

static place_t part_leader(const struct shelf *s, place_t p)
{
    size_t row = seg_leader(shelf_segment(s, p), place_row(p));

    return (place_t)(place_segment(p) << PLACE_ROW_BITS | row);
}

static void compare(struct across *x, place_t p)
{
    const struct seg_row *row = shelf_row(x->shelf, p);

    for (unsigned i = 0; i < NEAR_BANDS; i++) {
        const struct buckets *b = &x->bands[i];
        unsigned k = band_of(row->near, i);
        /* Filled, a bucket ends where its start is now. */
        size_t from = k ? b->starts[k - 1] : 0, end = b->starts[k];
        for (size_t j = end - from > NEAR_TRIES ? end - NEAR_TRIES : from; j < end; j++) {
            place_t q = b->items[j];
            if (place_segment(q) == place_segment(p) ||
                !near_rows(row, shelf_row(x->shelf, q)))
                continue;
            x->pairs = arena_grow(&x->a, x->pairs, x->n, &x->cap, sizeof *x->pairs);
            x->pairs[x->n++] =
                (struct pair){part_leader(x->shelf, p), part_leader(x->shelf, q)};
        }
    }
}

/* ---- Groups */

static int by_from(const void *x, const void *y)
{
    place_t a = ((const struct near_link *)x)->from;
    place_t b = ((const struct near_link *)y)->from;

    return (a > b) - (a < b);
}

static struct near_link *link_of(struct shelf *s, place_t p)
{
    struct near_link key = {p, p};

    return bsearch(&key, s->links, s->n_links, sizeof *s->links, by_from);
}

static struct near_link *last_of(struct shelf *s, place_t p)
{
    struct near_link *l = link_of(s, p);

    while (l->to != l->from)
        l = link_of(s, l->to);
    return l;
}

static void collect(struct across *x, struct shelf *s)
{
    size_t n = 0;

    s->links = arena_array(&s->a, struct near_link, 2 * x->n + 1);
    for (size_t i = 0; i < x->n; i++) {
        s->links[2 * i] = (struct near_link){x->pairs[i].a, x->pairs[i].a};
        s->links[2 * i + 1] = (struct near_link){x->pairs[i].b, x->pairs[i].b};
    }
    if (x->n)
        qsort(s->links, 2 * x->n, sizeof *s->links, by_from);
    for (size_t i = 0; i < 2 * x->n; i++)
        if (!n || s->links[n - 1].from != s->links[i].from)
            s->links[n++] = s->links[i];
    s->n_links = n;
}

void near_across(struct shelf *s)
{
    struct across x = {.shelf = s};

    for (size_t k = 0; k < s->n_parts; k++)
        if (s->parts[k].seg->s.n > s->parts[x.largest].seg->s.n)
            x.largest = k;
    fill_buckets(&x);
    each_row(&x, true, compare);
    each_row(&x, false, compare);
    collect(&x, s);
    for (size_t i = 0; i < x.n; i++) {
        struct near_link *a = last_of(s, x.pairs[i].a), *b = last_of(s, x.pairs[i].b);
        if (a->from < b->from)
            b->to = a->from;
        else
            a->to = b->from;
    }
    for (size_t i = 0; i < s->n_links; i++)
        s->links[i].to = last_of(s, s->links[i].from)->from;
    arena_free(&x.a);
}

place_t shelf_leader(const struct shelf *s, place_t p)
{
    place_t leader = part_leader(s, p);
    struct near_link key = {leader, leader};
    const struct near_link *l =
        s->n_links ? bsearch(&key, s->links, s->n_links, sizeof *s->links, by_from)
                   : NULL;

    return l ? l->to : leader;
}

bool shelf_has_copies(const struct shelf *s, place_t p)
{
    struct near_link key = {part_leader(s, p), 0};

    return part_leader(s, p) != p || shelf_row(s, p)->flags & ROW_LEADS ||
           (s->n_links && bsearch(&key, s->links, s->n_links, sizeof *s->links, by_from));
}
