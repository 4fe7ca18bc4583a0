/* What is known of articles.  Keys are kept as hashes only: of 300,000 keys two have the same 64
 * bits once in 400 million archives, and then a star shows where none was set. */
#include "internal.h"

#include <stdlib.h>

static uint64_t hash_of(enum key_kind kind, struct str key)
{
    return hash64(key.p, key.len, (uint64_t)kind + 1);
}

enum { INDEX_BITS = 32 };

static uint64_t slot_for(uint64_t hash, size_t index)
{
    return hash >> INDEX_BITS << INDEX_BITS | (index + 1);
}

static size_t index_in(uint64_t slot)
{
    return (uint32_t)slot - 1u;
}

/* Half of the hash lies in the slot, so that other keys met on the way are not looked at. */
static size_t slot_of(const struct articles *t, uint64_t hash)
{
    size_t mask = t->n_slots - 1, i = (size_t)hash & mask;

    while (t->slots[i] && ((t->slots[i] ^ hash) >> INDEX_BITS ||
                           t->items[index_in(t->slots[i])].hash != hash))
        i = (i + 1) & mask;
    return i;
}

static void rehash(struct articles *t)
{
    t->n_slots = t->n_slots ? t->n_slots * 4 : 1024;
    free(t->slots);
    t->slots = mem_grow(NULL, t->n_slots * sizeof *t->slots);
    memset(t->slots, 0, t->n_slots * sizeof *t->slots);
    for (size_t i = 0; i < t->n; i++)
        t->slots[slot_of(t, t->items[i].hash)] = slot_for(t->items[i].hash, i);
}

/* Index of what is known about the key with this hash.  GUESS: where it may be. */
static size_t put(struct articles *t, uint64_t hash, size_t guess)
{
    size_t at;

    if (guess < t->n && t->items[guess].hash == hash)
        return guess;
    if ((t->n + 1) * 2 > t->n_slots)
        rehash(t);
    at = slot_of(t, hash);
    if (t->slots[at])
        return index_in(t->slots[at]);
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->items = mem_grow(t->items, t->cap * sizeof *t->items);
    }
    t->items[t->n] = (struct about){.hash = hash};
    t->slots[at] = slot_for(hash, t->n);
    return t->n++;
}

static const struct about *get(const struct articles *t, enum key_kind kind,
                               struct str key)
{
    uint64_t slot = key.len && t->n_slots ? t->slots[slot_of(t, hash_of(kind, key))] : 0;
    return slot ? &t->items[index_in(slot)] : NULL;
}

/* ---- Lines */

enum { CPS_MAX = (1 << 29) - 1 };

static uint32_t value_of(enum fact fact, const struct note *n)
{
    int64_t cps = n->position < 0 ? 0 : n->position > CPS_MAX ? CPS_MAX : n->position;

    if (fact == FACT_POSITION)
        return (uint32_t)cps << 1 | n->end;
    return fact == FACT_READ ? n->read : n->star;
}

static void know(struct log *l, struct known *k, int64_t at, uint32_t value)
{
    struct origin o = {k->at, k->line};

    if (!log_win(l, &o, at))
        return;
    *k = (struct known){o.at, o.line, value};
}

void articles_expect(const struct articles *t, struct note *n)
{
    const struct str keys[] = {n->id, n->url, n->path};

    for (enum key_kind kind = KEY_ID; kind <= KEY_PATH; kind++) {
        n->hashes[kind] = keys[kind].len ? hash_of(kind, keys[kind]) : 0;
        if (t->n_slots)
            __builtin_prefetch(&t->slots[n->hashes[kind] & (t->n_slots - 1)]);
    }
}

/* The keys of an article mostly came in the same line before, and then lie side by side. */
void articles_take(struct articles *t, struct log *l, const struct note *n)
{
    static const unsigned bits[FACT_COUNT] = {HAS_READ, HAS_STAR, HAS_POSITION};
    const size_t lens[] = {n->id.len, n->url.len, n->path.len};
    uint32_t more = n->url.len ? VALUE_HAS_URL : 0;
    size_t at = SIZE_MAX - 1;

    for (enum key_kind kind = KEY_ID; kind <= KEY_PATH; kind++) {
        if (!lens[kind])
            continue;
        at = put(t, n->hashes[kind], at + 1);
        for (enum fact f = 0; f < FACT_COUNT; f++)
            if (n->has & bits[f])
                know(l, &t->items[at].facts[f], n->at, value_of(f, n) | more);
    }
}

/* ---- Looking up */

static const struct known *fact_of(const struct about *about, enum fact fact)
{
    return about && about->facts[fact].line ? &about->facts[fact] : NULL;
}

const struct known *articles_find(const struct articles *t, enum fact fact,
                                  const struct state_article *art, struct str path)
{
    const struct known *k = fact_of(get(t, KEY_ID, art->id), fact);

    if (!k)
        k = fact_of(get(t, KEY_URL, art->url), fact);
    if (k)
        return k;
    k = fact_of(get(t, KEY_PATH, path), fact);
    return k && art->url.len && (k->value & VALUE_HAS_URL) ? NULL : k;
}

int64_t articles_last(const struct articles *t, enum fact fact,
                      const struct state_article *art, struct str path)
{
    const struct str keys[] = {art->id, art->url, path};
    int64_t last = 0;

    for (enum key_kind kind = KEY_ID; kind <= KEY_PATH; kind++) {
        const struct known *k = fact_of(get(t, kind, keys[kind]), fact);
        if (k && k->at > last)
            last = k->at;
    }
    return last;
}

void articles_free(struct articles *t)
{
    free(t->items);
    free(t->slots);
    *t = (struct articles){0};
}
