/* XXH64 as specified in the xxHash document "xxhash_spec.md" (four accumulators over stripes of
 * 32 bytes, then the tail, then the avalanche), read little-endian whatever the machine. */
#include "base/hash.h"

static const uint64_t P1 = 0x9E3779B185EBCA87, P2 = 0xC2B2AE3D27D4EB4F;
static const uint64_t P3 = 0x165667B19E3779F9, P4 = 0x85EBCA77C2B2AE63;
static const uint64_t P5 = 0x27D4EB2F165667C5;

static uint64_t rotl(uint64_t x, int n)
{
    return x << n | x >> (64 - n);
}

/* Written out so that compilers make one load of it. */
static inline uint64_t load4(const unsigned char *p)
{
    return p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

static inline uint64_t load8(const unsigned char *p)
{
    return load4(p) | load4(p + 4) << 32;
}

static uint64_t mix(uint64_t acc, uint64_t lane)
{
    return rotl(acc + lane * P2, 31) * P1;
}

static uint64_t merge(uint64_t acc, uint64_t lane)
{
    return (acc ^ mix(0, lane)) * P1 + P4;
}

static uint64_t stripes(const unsigned char **p, size_t *left, uint64_t seed)
{
    uint64_t v[4] = {seed + P1 + P2, seed + P2, seed, seed - P1};
    uint64_t acc;

    for (; *left >= 32; *p += 32, *left -= 32) {
        v[0] = mix(v[0], load8(*p));
        v[1] = mix(v[1], load8(*p + 8));
        v[2] = mix(v[2], load8(*p + 16));
        v[3] = mix(v[3], load8(*p + 24));
    }
    acc = rotl(v[0], 1) + rotl(v[1], 7) + rotl(v[2], 12) + rotl(v[3], 18);
    for (int i = 0; i < 4; i++)
        acc = merge(acc, v[i]);
    return acc;
}

uint64_t hash64(const void *data, size_t len, uint64_t seed)
{
    const unsigned char *p = data;
    size_t left = len;
    uint64_t acc = len >= 32 ? stripes(&p, &left, seed) : seed + P5;

    acc += len;
    for (; left >= 8; p += 8, left -= 8)
        acc = rotl(acc ^ mix(0, load8(p)), 27) * P1 + P4;
    if (left >= 4) {
        acc = rotl(acc ^ load4(p) * P1, 23) * P2 + P3;
        p += 4;
        left -= 4;
    }
    for (; left > 0; p++, left--)
        acc = rotl(acc ^ *p * P5, 11) * P1;
    acc = (acc ^ acc >> 33) * P2;
    acc = (acc ^ acc >> 29) * P3;
    return acc ^ acc >> 32;
}

static size_t slot_of(const struct map *m, struct str key)
{
    size_t mask = m->n_slots - 1;
    size_t i = (size_t)hash64(key.p, key.len, 0) & mask;

    while (m->slots[i] && !str_eq(m->keys[m->slots[i] - 1], key))
        i = (i + 1) & mask;
    return i;
}

static void rehash(struct arena *a, struct map *m)
{
    m->n_slots = m->n_slots ? m->n_slots * 2 : 16;
    m->slots = arena_array(a, uint32_t, m->n_slots);
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->keys[i])] = (uint32_t)i + 1;
}

size_t map_find(const struct map *m, struct str key)
{
    uint32_t at = m->n_slots ? m->slots[slot_of(m, key)] : 0;
    return at ? at - 1 : m->n;
}

size_t map_put(struct arena *a, struct map *m, struct str key, uint64_t value,
               bool *added)
{
    size_t at = map_find(m, key);

    if (added)
        *added = at == m->n;
    if (at < m->n)
        return at;
    if ((m->n + 1) * 2 > m->n_slots)
        rehash(a, m);
    m->keys = arena_grow(a, m->keys, m->n, &m->cap, sizeof *m->keys);
    m->values = arena_grow(a, m->values, m->n, &m->cap_values, sizeof *m->values);
    m->keys[m->n] = key;
    m->values[m->n] = value;
    m->slots[slot_of(m, key)] = (uint32_t)m->n + 1;
    return m->n++;
}
