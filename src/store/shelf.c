#include "store/shelf.h"

#include "near.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Shared segments */

struct shared_segment *segment_share(struct segment *s)
{
    struct shared_segment *shared = mem_grow(NULL, sizeof *shared);

    shared->s = *s;
    atomic_init(&shared->refs, 1);
    *s = (struct segment){0};
    return shared;
}

struct shared_segment *segment_ref(struct shared_segment *s)
{
    atomic_fetch_add(&s->refs, 1);
    return s;
}

void segment_unref(struct shared_segment *s)
{
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
        return;
    segment_close(&s->s);
    free(s);
}

/* ---- Order */

static bool is_dead(const struct shelf_part *p, size_t row)
{
    return p->dead && p->dead[row / 64] >> (row % 64) & 1;
}

bool shelf_has(const struct shelf *s, place_t p)
{
    return place_segment(p) < s->n_parts && place_row(p) < shelf_segment(s, p)->n &&
           !is_dead(&s->parts[place_segment(p)], place_row(p));
}

static int compare(const struct shelf *s, place_t a, place_t b)
{
    return segment_order(shelf_segment(s, a), place_row(a), shelf_segment(s, b),
                         place_row(b));
}

/* The living rows of part K, in order. */
static size_t list_part(const struct shelf *s, size_t k, place_t *out)
{
    size_t n = 0;

    for (size_t row = 0; row < s->parts[k].seg->s.n; row++)
        if (!is_dead(&s->parts[k], row))
            out[n++] = (place_t)(k << PLACE_ROW_BITS | row);
    return n;
}

/* Two sorted lists, [from, mid) and [mid, to), into OUT. */
static void merge(const struct shelf *s, const place_t *list, const size_t *at,
                  place_t *out)
{
    size_t i = at[0], j = at[1], n = at[0];

    while (i < at[1] && j < at[2])
        out[n++] = compare(s, list[i], list[j]) <= 0 ? list[i++] : list[j++];
    while (i < at[1])
        out[n++] = list[i++];
    while (j < at[2])
        out[n++] = list[j++];
}

/* STARTS holds n + 1 borders of sorted lists in NOW; neighbours are merged until one is left. */
static place_t *merge_all(const struct shelf *s, size_t *starts, size_t n, place_t *now,
                          place_t *next)
{
    while (n > 1) {
        size_t m = 0;
        for (size_t i = 0; i < n; i += 2) {
            size_t at[3] = {starts[i], starts[i + 1], starts[i + 1 < n ? i + 2 : i + 1]};
            merge(s, now, at, next);
            starts[m++] = at[0];
        }
        starts[m] = starts[n];
        n = m;
        place_t *swap = now;
        now = next;
        next = swap;
    }
    return now;
}

static void put_in_order(struct shelf *s)
{
    struct arena tmp = {0};
    size_t starts[SHELF_SEGMENTS + 1], total = 0;
    place_t *now, *next, *order;

    for (size_t k = 0; k < s->n_parts; k++)
        total += s->parts[k].seg->s.n - s->parts[k].n_dead;
    now = arena_calloc(&tmp, total + 1, sizeof *now);
    next = arena_calloc(&tmp, total + 1, sizeof *next);
    for (size_t k = 0; k < s->n_parts; k++) {
        starts[k] = s->n;
        s->n += list_part(s, k, now + s->n);
    }
    starts[s->n_parts] = s->n;
    now = merge_all(s, starts, s->n_parts, now, next);
    order = arena_calloc(&s->a, s->n + 1, sizeof *order);
    if (s->n)
        memcpy(order, now, s->n * sizeof *order);
    s->order = order;
    arena_free(&tmp);
}

size_t shelf_index(const struct shelf *s, place_t p)
{
    size_t lo = 0, hi = s->n;

    if (!shelf_has(s, p))
        return s->n;
    if (!s->order)
        return place_row(p);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (compare(s, s->order[mid], p) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo < s->n && s->order[lo] != p && compare(s, s->order[lo], p) == 0)
        lo++;
    return lo < s->n && s->order[lo] == p ? lo : s->n;
}

/* ---- Ids */

static uint64_t hash_at(const struct segment *seg, size_t i)
{
    uint32_t row = seg->by_hash[i];

    return row < seg->n ? seg->rows[row].hash : 0;
}

/* The first place in by_hash at or after the 32 bits HALF. */
static size_t first_of(const struct segment *seg, uint64_t half)
{
    size_t lo = 0, hi = seg->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (hash_at(seg, mid) >> 32 < half)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct twins {
    struct shelf *s;
    struct arena a;
    place_t *items;
    size_t n, cap;
};

static void add_twin(struct twins *t, size_t part, uint32_t row)
{
    if (row >= t->s->parts[part].seg->s.n || is_dead(&t->s->parts[part], row))
        return;
    t->items = arena_grow(&t->a, t->items, t->n, &t->cap, sizeof *t->items);
    t->items[t->n++] = (place_t)(part << PLACE_ROW_BITS | row);
}

/* Rows of OTHER with that half. */
static bool add_partners(struct twins *t, size_t other, uint64_t half)
{
    const struct segment *seg = &t->s->parts[other].seg->s;
    bool any = false;

    for (size_t i = first_of(seg, half); i < seg->n && hash_at(seg, i) >> 32 == half;
         i++) {
        add_twin(t, other, seg->by_hash[i]);
        any = true;
    }
    return any;
}

/* Rows of part K that share their half with another part. */
static void add_across(struct twins *t, size_t k)
{
    const struct segment *seg = &t->s->parts[k].seg->s;

    for (size_t row = 0; row < seg->n; row++) {
        bool any = false;
        if (is_dead(&t->s->parts[k], row))
            continue;
        for (size_t other = 0; other < t->s->n_parts; other++)
            if (other != k)
                any |= add_partners(t, other, seg->rows[row].hash >> 32);
        if (any)
            add_twin(t, k, (uint32_t)row);
    }
}

static void collect_twins(struct twins *t)
{
    size_t largest = 0;

    for (size_t k = 0; k < t->s->n_parts; k++) {
        const struct segment *seg = &t->s->parts[k].seg->s;
        for (size_t i = 0; i < seg->n_twins; i++)
            add_twin(t, k, seg->twins[i]);
        if (seg->n > t->s->parts[largest].seg->s.n)
            largest = k;
    }
    for (size_t k = 0; k < t->s->n_parts; k++)
        if (k != largest)
            add_across(t, k);
}

struct twin {
    place_t place;
    uint64_t hash;
    struct str path;
    unsigned doc;
};

static int by_half_and_place(const void *x, const void *y)
{
    const struct twin *a = x, *b = y;
    uint64_t ha = a->hash >> 32, hb = b->hash >> 32;
    int c = (ha > hb) - (ha < hb);

    if (c == 0)
        c = str_cmp(a->path, b->path);
    if (c == 0)
        c = (a->doc > b->doc) - (a->doc < b->doc);
    return c ? c : (a->place > b->place) - (a->place < b->place);
}

/* The first of its place keeps the 8 digits; another body gets its 16; the same body again 8 and
 * some of a hash of its place.  So no id depends on the order of reading. */
static void name_twin(struct shelf *s, struct map *taken, const struct twin *t,
                      const struct twin *first)
{
    struct odd_id *odd = &s->odd[s->n_odd++];
    uint64_t place = hash64(t->path.p, t->path.len, t->doc);
    unsigned half = (unsigned)(t->hash >> 32);

    odd->place = t->place;
    if (t == first)
        snprintf(odd->id, ID_SIZE, "%08x", half);
    else if (t->hash != first->hash)
        snprintf(odd->id, ID_SIZE, "%016jx", (uintmax_t)t->hash);
    else
        snprintf(odd->id, ID_SIZE, "%08x-%04jx", half, (uintmax_t)(place & 0xFFFF));
    while (map_find(taken, str_of(odd->id)) < taken->n)
        snprintf(odd->id, ID_SIZE, "%08x-%010jx", half,
                 (uintmax_t)(place++ & 0xFFFFFFFFFF));
    map_put(&s->a, taken, arena_str(&s->a, str_of(odd->id)), 0, NULL);
}

static int by_place(const void *x, const void *y)
{
    place_t a = ((const struct odd_id *)x)->place, b = ((const struct odd_id *)y)->place;

    return (a > b) - (a < b);
}

static void name_twins(struct shelf *s)
{
    struct twins t = {.s = s};
    struct map taken = {0};
    struct twin *all;
    size_t first = 0;

    collect_twins(&t);
    all = arena_calloc(&t.a, t.n + 1, sizeof *all);
    for (size_t i = 0; i < t.n; i++) {
        const struct seg_row *r = shelf_row(s, t.items[i]);
        all[i] = (struct twin){t.items[i], r->hash,
                               seg_bytes(shelf_segment(s, t.items[i]), r->path), r->doc};
    }
    if (t.n)
        qsort(all, t.n, sizeof *all, by_half_and_place);
    s->odd = arena_calloc(&s->a, t.n + 1, sizeof *s->odd);
    for (size_t i = 0; i < t.n; i++) {
        if (i > 0 && all[i].place == all[i - 1].place)
            continue;
        if (i == 0 || all[i].hash >> 32 != all[first].hash >> 32)
            first = i;
        name_twin(s, &taken, &all[i], &all[first]);
    }
    if (s->n_odd)
        qsort(s->odd, s->n_odd, sizeof *s->odd, by_place);
    arena_free(&t.a);
}

void shelf_id(const struct shelf *s, place_t p, char id[ID_SIZE])
{
    struct odd_id key = {.place = p};
    const struct odd_id *odd =
        s->n_odd ? bsearch(&key, s->odd, s->n_odd, sizeof *s->odd, by_place) : NULL;

    if (odd)
        memcpy(id, odd->id, ID_SIZE);
    else
        snprintf(id, ID_SIZE, "%08x", (unsigned)(shelf_row(s, p)->hash >> 32));
}

/* The first COUNT digits of ID as the top of 64 bits; false when one is no digit. */
static bool read_half(struct str id, uint64_t *from, uint64_t *to)
{
    size_t n = id.len < 8 ? id.len : 8;

    *from = 0;
    for (size_t i = 0; i < n; i++) {
        char c = id.p[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit > 15)
            return false;
        *from = *from << 4 | digit;
    }
    *from <<= 4 * (8 - n);
    *to = *from | (((uint64_t)1 << 4 * (8 - n)) - 1);
    return true;
}

struct sought {
    struct str id;
    place_t found;
    size_t n_found;
    bool exact;
};

static void look_in(const struct shelf *s, size_t k, uint64_t from, uint64_t to,
                    struct sought *w)
{
    const struct segment *seg = &s->parts[k].seg->s;

    for (size_t i = first_of(seg, from); i < seg->n && !w->exact; i++) {
        place_t p = (place_t)(k << PLACE_ROW_BITS | seg->by_hash[i]);
        char id[ID_SIZE];
        if (hash_at(seg, i) >> 32 > to)
            return;
        if (!shelf_has(s, p))
            continue;
        shelf_id(s, p, id);
        w->exact = str_eq(str_of(id), w->id);
        if (w->exact || str_starts(str_of(id), w->id)) {
            w->found = p;
            w->n_found++;
        }
    }
}

place_t shelf_find(const struct shelf *s, struct str id)
{
    struct sought w = {.id = id, .found = NO_PLACE};
    uint64_t from, to;

    if (id.len < 4 || !read_half(id, &from, &to))
        return NO_PLACE;
    for (size_t k = 0; k < s->n_parts && !w.exact; k++)
        look_in(s, k, from, to, &w);
    return w.exact || w.n_found == 1 ? w.found : NO_PLACE;
}

/* ---- The whole */

static size_t count_bits(const uint64_t *bits, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += bits[i / 64] >> (i % 64) & 1;
    return count;
}

struct shelf *shelf_new(const struct shelf_part *parts, size_t n, uint64_t generation)
{
    struct shelf *s = mem_grow(NULL, sizeof *s);
    bool simple = n == 1 && !parts[0].n_dead;

    memset(s, 0, sizeof *s);
    atomic_init(&s->refs, 1);
    s->generation = generation;
    s->n_parts = n;
    for (size_t i = 0; i < n; i++) {
        size_t words = (parts[i].seg->s.n + 63) / 64;
        s->parts[i] = parts[i];
        s->parts[i].dead = NULL;
        s->parts[i].n_dead = 0;
        if (parts[i].n_dead) {
            uint64_t *bits = arena_array(&s->a, uint64_t, words);
            memcpy(bits, parts[i].dead, words * sizeof *bits);
            s->parts[i].dead = bits;
            s->parts[i].n_dead = count_bits(bits, parts[i].seg->s.n);
        }
    }
    if (simple)
        s->n = parts[0].seg->s.n;
    else if (n)
        put_in_order(s);
    name_twins(s);
    if (n > 1)
        near_across(s);
    return s;
}

struct shelf *shelf_ref(struct shelf *s)
{
    atomic_fetch_add(&s->refs, 1);
    return s;
}

void shelf_unref(struct shelf *s)
{
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
        return;
    for (size_t i = 0; i < s->n_parts; i++)
        segment_unref(s->parts[i].seg);
    arena_free(&s->a);
    free(s);
}

size_t shelf_n_copies(const struct shelf *s)
{
    size_t n = 0;

    for (size_t k = 0; k < s->n_parts; k++) {
        const struct segment *seg = &s->parts[k].seg->s;
        for (size_t row = 0; row < seg->n; row++)
            n += seg->leader[row] != row && !is_dead(&s->parts[k], row);
    }
    for (size_t i = 0; i < s->n_links; i++)
        n += s->links[i].from != s->links[i].to;
    return n;
}

/* Put V, quoted N times, where it belongs among the most quoted. */
static void rank_speaker(struct item *out, unsigned *quotes, struct str name, unsigned n)
{
    size_t i = ITEM_SPEAKERS;

    while (i > 0 && quotes[i - 1] < n) {
        i--;
        if (i + 1 < ITEM_SPEAKERS) {
            quotes[i + 1] = quotes[i];
            out->speakers[i + 1] = out->speakers[i];
        }
    }
    if (i < ITEM_SPEAKERS) {
        quotes[i] = n;
        out->speakers[i] = name;
    }
}

static void take_speakers(const struct segment *seg, size_t row, unsigned kind,
                          struct item *out)
{
    unsigned quotes[ITEM_SPEAKERS] = {0};
    size_t n;
    const struct seg_speaker *list = seg_speakers(seg, row, &n);

    for (size_t i = 0; i < n; i++) {
        uint32_t v = list[i].value;
        if (!list[i].n_quotes || v >= seg->n_values || seg->values[v].kind != kind)
            continue;
        out->n_speakers++;
        rank_speaker(out, quotes, seg_value_name(seg, v), list[i].n_quotes);
    }
}

void shelf_item(const struct shelf *s, place_t p, struct item *out)
{
    const struct segment *seg = shelf_segment(s, p);
    const struct seg_row *r = &seg->rows[place_row(p)];

    *out = (struct item){.place = p,
                         .hash = r->hash,
                         .path = seg_bytes(seg, r->path),
                         .doc = r->doc,
                         .date = seg_date(r->date),
                         .title = seg_str(seg, r->title),
                         .url = seg_str(seg, r->url),
                         .source = seg_str(seg, r->source),
                         .author = seg_str(seg, r->author),
                         .n_han = r->n_han,
                         .n_words = r->n_words,
                         .n_quotes = r->n_quotes,
                         .n_indirect = r->n_indirect,
                         .faulty = r->flags & ROW_FAULTY,
                         .analysed = r->flags & ROW_ANALYSED};
    shelf_id(s, p, out->id);
    take_speakers(seg, place_row(p), SPEAKER_PERSON, out);
    if (!out->n_speakers)
        take_speakers(seg, place_row(p), SPEAKER_ORG, out);
}
