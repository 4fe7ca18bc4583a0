/* A segment in the making; for the files that make it. */
#ifndef YULU_STORE_BUILD_H
#define YULU_STORE_BUILD_H

#include "image.h"

#include "base/hash.h"
#include "said/said.h"
#include "text/fold.h"
#include "text/pinyin.h"

struct build_row {
    struct seg_row row;
    struct str title_key, path; /* for the order */
    struct str title, folded_title;
    size_t values, n_values; /* in value_list */
    size_t speakers, n_speakers, quotes, n_quotes;
};

struct build_value {
    enum facet facet;
    uint32_t key;
    enum speaker_kind kind;
    struct str name;
    struct str *aliases;
    size_t n_aliases, cap_aliases;
    unsigned n_articles, n_quotes;
    uint32_t name_ref, aliases_ref; /* in the heap */
};

struct seg_builder {
    struct arena a;
    struct buf heap, said, text, key;
    struct build_row *rows;
    size_t n, cap;
    uint32_t *value_list;
    size_t n_value_list, cap_value_list;
    struct seg_speaker *speakers;
    size_t n_speakers, cap_speakers;
    struct seg_quote *quotes;
    size_t n_quotes, cap_quotes;
    struct build_value *values;
    size_t n_values, cap_values;
    struct map strings;     /* -> place in the heap */
    struct map key_names;   /* -> place in the heap; in the order of their numbers */
    struct map value_names; /* in the order of values */
};

/* S in the heap; 0 for an empty one. */
uint32_t seg_put_str(struct seg_builder *b, struct str s);
/* LEADER[i] = the first of ROWS (in that order) that is nearly the same as the i-th.
 * O(n log n). */
void near_leaders(struct arena *a, struct build_row *const *rows, size_t n,
                  uint32_t *leader);

#endif
