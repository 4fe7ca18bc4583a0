/* Hashing and a map from strings to numbers. */
#ifndef YULU_BASE_HASH_H
#define YULU_BASE_HASH_H

#include "base/arena.h"

#include <stdint.h>

/* XXH64 (the published 64-bit xxHash algorithm), the hash behind article ids: the first 8 hex
 * digits of hash64(body, 0).  Same result on every machine.  About 10 bytes a nanosecond. */
uint64_t hash64(const void *p, size_t len, uint64_t seed);

/* Strings to numbers; insertion order is kept in keys[]/values[].  Zero-initialised is empty.
 * Keys are views: the bytes must outlive the map.  Lookup O(len). */
struct map {
    struct str *keys;
    uint64_t *values;
    size_t n;
    size_t cap;
    size_t cap_values;
    uint32_t *slots; /* index + 1 into keys, 0 = free */
    size_t n_slots;  /* a power of two */
};

/* Index of KEY in keys[]; when new it is added with VALUE and *ADDED is set (ADDED may be NULL). */
size_t map_put(struct arena *a, struct map *m, struct str key, uint64_t value,
               bool *added);
/* Index of KEY, or m->n when it is not there. */
size_t map_find(const struct map *m, struct str key);

#endif
