/* The record of a cache: its bytes are the same in state.bin and in the data base. */
#include "cache_work.h"

#include "base/hash.h"

#define RECORD_MAGIC "yulu now"
enum { RECORD_ORDER = 0x01020304 };

static size_t n_words(const struct record_segment *s)
{
    return ((size_t)s->n + 63) / 64;
}

static uint64_t length_of(const struct record *r)
{
    uint64_t len = sizeof r->h + r->h.n_segments * sizeof r->segments[0];

    for (size_t i = 0; i < r->h.n_segments; i++)
        if (r->segments[i].n_dead)
            len += n_words(&r->segments[i]) * sizeof(uint64_t);
    return len + sizeof(uint64_t);
}

/* Does the head belong to this program and to these bytes? */
static bool head_fits(const struct record_head *h, size_t len, struct err *e)
{
    if (memcmp(h->magic, RECORD_MAGIC, sizeof h->magic) != 0 || h->order != RECORD_ORDER)
        return err_set(e, "不是本机的缓存");
    if (h->version != CACHE_VERSION)
        return err_set(e, "缓存是另一个版本");
    if (h->len != len || h->n_segments > SHELF_SEGMENTS)
        return err_set(e, "缓存的状态不完整");
    return true;
}

static bool segment_fits(const struct record_segment *s)
{
    return s->n <= PLACE_ROWS && s->n_dead <= s->n && s->first <= s->end &&
           s->n <= s->end - s->first;
}

static void take_bits(struct record *r, const char *at)
{
    for (size_t i = 0; i < r->h.n_segments; i++) {
        size_t n = n_words(&r->segments[i]);
        if (!r->segments[i].n_dead)
            continue;
        r->dead[i] = arena_array(&r->a, uint64_t, n);
        memcpy(r->dead[i], at, n * sizeof(uint64_t));
        at += n * sizeof(uint64_t);
    }
}

bool record_read(struct record *r, struct str bytes, struct err *e)
{
    size_t list;
    uint64_t hash;

    *r = (struct record){0};
    if (bytes.len < sizeof r->h + sizeof hash)
        return err_set(e, "缓存的状态太短");
    memcpy(&r->h, bytes.p, sizeof r->h);
    if (!head_fits(&r->h, bytes.len, e))
        return false;
    list = r->h.n_segments * sizeof r->segments[0];
    if (bytes.len - sizeof r->h - sizeof hash < list)
        return err_set(e, "缓存的状态不完整");
    memcpy(&hash, bytes.p + bytes.len - sizeof hash, sizeof hash);
    if (hash != hash64(bytes.p, bytes.len - sizeof hash, 0))
        return err_set(e, "缓存的状态已损坏");
    memcpy(r->segments, bytes.p + sizeof r->h, list);
    for (size_t i = 0; i < r->h.n_segments; i++)
        if (!segment_fits(&r->segments[i]))
            return err_set(e, "缓存的状态已损坏");
    if (length_of(r) != bytes.len)
        return err_set(e, "缓存的状态不完整");
    take_bits(r, bytes.p + sizeof r->h + list);
    return true;
}

void record_write(struct record *r, struct buf *out)
{
    uint64_t hash;

    memcpy(r->h.magic, RECORD_MAGIC, sizeof r->h.magic);
    r->h.version = CACHE_VERSION;
    r->h.order = RECORD_ORDER;
    r->h.len = length_of(r);
    buf_reset(out);
    buf_add(out, &r->h, sizeof r->h);
    buf_add(out, r->segments, r->h.n_segments * sizeof r->segments[0]);
    for (size_t i = 0; i < r->h.n_segments; i++)
        if (r->segments[i].n_dead)
            buf_add(out, r->dead[i], n_words(&r->segments[i]) * sizeof(uint64_t));
    hash = hash64(out->p, out->len, 0);
    buf_add(out, &hash, sizeof hash);
}

void record_copy(struct record *to, const struct record *from)
{
    *to = *from;
    to->a = (struct arena){0};
    for (size_t i = 0; i < from->h.n_segments; i++) {
        size_t n = n_words(&from->segments[i]);
        if (!from->dead[i])
            continue;
        to->dead[i] = arena_array(&to->a, uint64_t, n);
        memcpy(to->dead[i], from->dead[i], n * sizeof(uint64_t));
    }
}

void record_free(struct record *r)
{
    arena_free(&r->a);
    *r = (struct record){0};
}

/* ---- Articles */

/* Texts are appended in the order in which articles get their numbers, so the rows by text are the
 * rows by number as well.  A damaged list finds nothing. */
size_t segment_row_of_art(const struct segment *s, uint64_t art)
{
    size_t lo = 0, hi = s->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2, row = s->by_text[mid];
        if (row >= s->n)
            return s->n;
        if (s->rows[row].art == art)
            return row;
        if (s->rows[row].art < art)
            lo = mid + 1;
        else
            hi = mid;
    }
    return s->n;
}

bool record_is_dead(const struct record *r, size_t segment, size_t row)
{
    const uint64_t *dead = r->dead[segment];

    return dead && dead[row / 64] >> (row % 64) & 1;
}
