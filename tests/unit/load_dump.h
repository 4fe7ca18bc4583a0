/* Articles and messages as readable text, for tables and for comparing two ways of reading. */
#ifndef YULU_UNIT_LOAD_DUMP_H
#define YULU_UNIT_LOAD_DUMP_H

#include "article/load.h"

struct dump {
    struct arena a, diag_arena;
    struct diags diags;
    struct buf out;
    struct load load; /* counts of the last reading */
    bool all; /* every field with its place, not only keywords, facets and notes */
    bool summary;
    bool reset_each; /* the sink resets the arena after each article */
    struct limits limits;
};

/* Read RAW as the file PATH and describe what came.  Valid until the next call or dump_free().
 *
 *     = title
 *     url …            when there is one; likewise date, source, author
 *     body …           "\n" as two characters
 *     by lines         when the line rule read it
 *     行业: 电力 | 医疗  keywords, facets, notes
 *     > quote 甲 (官): …  blocks of a block list
 *     ! 2:5 W210       messages, after the articles */
const char *dump_load(struct dump *d, const char *path, struct str raw, bool no_flat);
void dump_free(struct dump *d);

#endif
