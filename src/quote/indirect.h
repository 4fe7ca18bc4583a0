/* Statements without marks; for the files of the engine only. */
#ifndef YULU_QUOTE_INDIRECT_H
#define YULU_QUOTE_INDIRECT_H

#include "speaker.h"

struct statement {
    struct range at;
    size_t cue; /* n_cues: under a name, without a verb */
    struct subject by;
};

/* All of them in the order of the text; DIRECT tells for each pair whether it is speech. */
size_t statements_find(struct turns *t, const bool *direct, struct statement **out);

#endif
