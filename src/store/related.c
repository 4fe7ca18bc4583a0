#include "store/related.h"

#include "base/hash.h"
#include "said/people.h"
#include "text/fold.h"

#include <assert.h>

enum { PERSON = 300, COMMON = 100, RARE = 200, SAME_MONTH = 50, SHARED_MAX = 255 };

/* A value of the article that is asked about. */
struct shared {
    bool person;
    unsigned n_articles;
    unsigned weight;
};

struct likeness {
    struct arena a;
    const struct shelf *shelf;
    place_t place;
    struct shared shared[SHARED_MAX];
    unsigned n;
    struct map keys; /* of the shared values, when there are several parts */
    struct buf key;
    uint8_t
        *number[SHELF_SEGMENTS]; /* of each value: 1 + place in shared, 0 = not shared */
};

static bool counts(const struct seg_value *v)
{
    return v->facet == FACET_SPEAKER || v->facet == FACET_TAG || v->facet == FACET_OWN;
}

/* What makes values of two parts the same. */
static struct str key_of(struct likeness *l, const struct segment *seg,
                         const struct seg_value *v)
{
    buf_reset(&l->key);
    buf_c(&l->key, (char)('a' + v->facet));
    if (v->facet == FACET_OWN && v->key < seg->n_keys)
        fold_utf8(seg_str(seg, seg->keys[v->key]), &l->key);
    buf_c(&l->key, '\n');
    if (v->facet == FACET_SPEAKER)
        people_add_key(&l->key, seg_str(seg, v->name));
    else
        fold_utf8(seg_str(seg, v->name), &l->key);
    return buf_view(&l->key);
}

static void take_values(struct likeness *l)
{
    const struct segment *seg = shelf_segment(l->shelf, l->place);
    size_t n;
    const uint32_t *values = seg_values(seg, place_row(l->place), &n);

    for (size_t i = 0; i < n && l->n < SHARED_MAX; i++) {
        const struct seg_value *v = &seg->values[values[i]];
        if (values[i] >= seg->n_values || !counts(v))
            continue;
        l->shared[l->n++] = (struct shared){.person = v->facet == FACET_SPEAKER};
        l->number[place_segment(l->place)][values[i]] = (uint8_t)l->n;
        if (l->shelf->n_parts > 1)
            map_put(&l->a, &l->keys, arena_str(&l->a, key_of(l, seg, v)), l->n, NULL);
    }
}

/* Which values of part K are those; how many articles have them. */
static void look_up(struct likeness *l, size_t k)
{
    const struct segment *seg = &l->shelf->parts[k].seg->s;
    bool own = k == place_segment(l->place);

    for (size_t i = 0; i < seg->n_values; i++) {
        const struct seg_value *v = &seg->values[i];
        if (!own && counts(v)) {
            size_t at = map_find(&l->keys, key_of(l, seg, v));
            l->number[k][i] = at < l->keys.n ? (uint8_t)l->keys.values[at] : 0;
        }
        if (l->number[k][i])
            l->shared[l->number[k][i] - 1].n_articles += v->n_articles;
    }
}

static void weigh(struct likeness *l)
{
    for (unsigned i = 0; i < l->n; i++) {
        struct shared *s = &l->shared[i];
        unsigned others = s->n_articles > 1 ? s->n_articles - 1 : 1;
        s->weight = s->person ? PERSON : COMMON + RARE / others;
    }
}

static unsigned month_of(const struct shelf *shelf, place_t p)
{
    struct date d = seg_date(shelf_segment(shelf, p)->dates[place_row(p)]);

    return d.precision == DATE_NONE || d.precision == DATE_YEAR
               ? 0
               : (unsigned)d.year * 12 + (unsigned)d.month;
}

static bool is_copy(const struct shelf *shelf, place_t a, place_t b)
{
    return shelf_leader(shelf, a) == shelf_leader(shelf, b);
}

static struct related compare(const struct likeness *l, place_t p)
{
    const struct segment *seg = shelf_segment(l->shelf, p);
    const uint8_t *number = l->number[place_segment(p)];
    struct related r = {.place = p};
    size_t n;
    const uint32_t *values = seg_values(seg, place_row(p), &n);

    assert(number);
    for (size_t i = 0; i < n; i++) {
        unsigned k = values[i] < seg->n_values ? number[values[i]] : 0;
        if (!k)
            continue;
        r.people += l->shared[k - 1].person;
        r.tags += !l->shared[k - 1].person;
        r.score += l->shared[k - 1].weight;
    }
    if (r.score && month_of(l->shelf, p) &&
        month_of(l->shelf, p) == month_of(l->shelf, l->place))
        r.score += SAME_MONTH;
    return r;
}

/* Among the best, behind those that are as good. */
static void insert(struct related *out, size_t *n, size_t most, struct related r)
{
    size_t i = *n;

    while (i > 0 && out[i - 1].score < r.score)
        i--;
    if (i == most)
        return;
    *n += *n < most;
    for (size_t k = *n - 1; k > i; k--)
        out[k] = out[k - 1];
    out[i] = r;
}

size_t related_of(const struct shelf *shelf, place_t place, size_t n, struct related *out)
{
    struct likeness l = {.shelf = shelf, .place = place};
    size_t found = 0, most = n < RELATED_MAX ? n : RELATED_MAX;

    if (!shelf_has(shelf, place) || !most)
        return 0;
    for (size_t k = 0; k < shelf->n_parts; k++)
        l.number[k] = arena_array(&l.a, uint8_t, shelf->parts[k].seg->s.n_values + 1);
    take_values(&l);
    for (size_t k = 0; k < shelf->n_parts; k++)
        look_up(&l, k);
    weigh(&l);
    for (size_t i = 0; i < shelf->n; i++) {
        place_t p = shelf_at(shelf, i);
        struct related r;
        if (p == place || is_copy(shelf, p, place))
            continue;
        r = compare(&l, p);
        if (r.score)
            insert(out, &found, most, r);
    }
    buf_free(&l.key);
    arena_free(&l.a);
    return found;
}
