/* The likeness of texts: Charikar's simhash over shingles of four characters, of which a quarter,
 * chosen by their own hash, are counted. */
#include "near.h"
#include "build.h"

#include "base/hash.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Of fewer than some 200 characters, texts made after one pattern would be nearly the same. */
enum { SHINGLE = 4, SHINGLES_MIN = 48 };

static uint64_t mixed(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9;
    return x ^ x >> 32;
}

static void count_bits(int *sums, uint64_t h)
{
    for (unsigned i = 0; i < 64; i++)
        sums[i] += (int)(h >> i & 1) * 2 - 1;
}

uint64_t facts_near(struct str folded)
{
    int sums[64] = {0};
    uint64_t shingle = 0, result = 0;
    size_t n_counted = 0, n = 0;

    for (size_t off = 0, len; off < folded.len; off += len) {
        uint32_t c = utf8_decode(folded.p + off, &len);
        if (!utf8_is_han(c))
            continue;
        shingle = shingle << 16 | (c & 0xFFFF);
        if (++n < SHINGLE)
            continue;
        uint64_t h = mixed(shingle);
        if (h % 4)
            continue;
        count_bits(sums, mixed(h));
        n_counted++;
    }
    for (unsigned i = 0; i < 64; i++)
        result |= (uint64_t)(sums[i] > 0) << i;
    if (n_counted < SHINGLES_MIN)
        result = n ? mixed(hash64(folded.p, folded.len, SHINGLE)) : 0;
    return result | (n && !result);
}

/* ---- Groups */

enum { DISTANCE = 3 };

struct banded {
    uint16_t band;
    uint32_t row;
};

static int by_band(const void *x, const void *y)
{
    const struct banded *a = x, *b = y;
    int c = (a->band > b->band) - (a->band < b->band);

    return c ? c : (a->row > b->row) - (a->row < b->row);
}

/* Lengths tell apart what has the same words many times. */
bool near_rows(const struct seg_row *a, const struct seg_row *b)
{
    uint64_t x = a->near ^ b->near;
    uint64_t la = a->n_han, lb = b->n_han;
    unsigned bits = 0;

    for (; x && bits <= DISTANCE; x &= x - 1)
        bits++;
    return bits <= DISTANCE && la * 10 >= lb * 8 && lb * 10 >= la * 8;
}

static uint32_t leader_of(const uint32_t *leader, uint32_t i)
{
    while (leader[i] != i)
        i = leader[i];
    return i;
}

/* Rows that differ in at most DISTANCE bits are equal in one of more bands than that. */
static void join_band(struct build_row *const *rows, const struct banded *all, size_t n,
                      uint32_t *leader)
{
    for (size_t i = 1; i < n; i++) {
        size_t from = i > NEAR_TRIES ? i - NEAR_TRIES : 0;
        for (size_t k = from; k < i; k++) {
            uint32_t a, b;
            if (all[k].band != all[i].band ||
                !near_rows(&rows[all[k].row]->row, &rows[all[i].row]->row))
                continue;
            a = leader_of(leader, all[k].row);
            b = leader_of(leader, all[i].row);
            leader[a > b ? a : b] = a < b ? a : b;
            break;
        }
    }
}

void near_leaders(struct arena *a, struct build_row *const *rows, size_t n,
                  uint32_t *leader)
{
    struct banded *all = arena_calloc(a, n + 1, sizeof *all);

    for (size_t i = 0; i < n; i++)
        leader[i] = (uint32_t)i;
    for (unsigned band = 0; band < NEAR_BANDS; band++) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (rows[i]->row.near)
                all[m++] = (struct banded){
                    (uint16_t)(rows[i]->row.near >> band * NEAR_BAND_BITS), (uint32_t)i};
        if (m)
            qsort(all, m, sizeof *all, by_band);
        join_band(rows, all, m, leader);
    }
    for (size_t i = 0; i < n; i++)
        leader[i] = leader_of(leader, (uint32_t)i);
}
