/* The shape of a segment's block; for the files that write and read it. */
#ifndef YULU_STORE_IMAGE_H
#define YULU_STORE_IMAGE_H

#include "store/segment.h"

/* The parts of a block, in this order, each at a multiple of 8. */
enum image_part {
    PART_ROWS,
    PART_DATES,
    PART_VALUES_AT,
    PART_VALUE_LIST,
    PART_SPEAKERS_AT,
    PART_QUOTES_AT,
    PART_SPEAKERS,
    PART_QUOTES,
    PART_VALUES,
    PART_KEYS,
    PART_BY_HASH,
    PART_BY_TEXT,
    PART_TWINS,
    PART_LEADER,
    PART_HEAP,
    PART_SAID,
    PART_COUNT
};

struct image_header {
    char magic[8];
    uint32_t version, order; /* IMAGE_ORDER as this machine writes it */
    uint64_t len;            /* of the block */
    uint64_t n, n_value_list, n_speakers, n_quotes, n_values, n_keys, n_twins, heap_len,
        said_len;
    uint64_t body_hash;   /* of everything behind the header */
    uint64_t header_hash; /* of the header up to here */
};

#define IMAGE_MAGIC "yulu seg"
enum { IMAGE_ORDER = 0x01020304 };

struct image_layout {
    uint64_t off[PART_COUNT], len[PART_COUNT];
    uint64_t total;
};

/* Where the parts stand; false when the numbers of H are beyond any block. */
bool image_layout(const struct image_header *h, struct image_layout *out);
uint64_t image_header_hash(const struct image_header *h);

#endif
