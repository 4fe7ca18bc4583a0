/* Bytes sixteen at a time, for the few loops that see every byte of an archive.  GNU C vectors,
 * which gcc and clang turn into whatever the machine has.  A comparison gives 0xFF or 0 a byte. */
#ifndef YULU_TEXT_BLOCK_H
#define YULU_TEXT_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 16 };
typedef uint8_t block __attribute__((vector_size(BLOCK)));

/* The block at P, which needs no alignment. */
static inline block block_load(const void *p)
{
    block b;

    memcpy(&b, p, sizeof b);
    return b;
}

static inline bool block_is_zero(block b)
{
    uint64_t words[BLOCK / sizeof(uint64_t)];

    memcpy(words, &b, sizeof words);
    return (words[0] | words[1]) == 0;
}

/* The sum of its bytes. */
static inline size_t block_sum(block b)
{
    uint8_t bytes[BLOCK];
    size_t sum = 0;

    memcpy(bytes, &b, sizeof bytes);
    for (size_t i = 0; i < BLOCK; i++)
        sum += bytes[i];
    return sum;
}

#endif
