/* The facet pane: its rows as data.  Private to facets*.c. */
#ifndef YULU_VIEW_FACETS_H
#define YULU_VIEW_FACETS_H

#include "query/edit.h"
#include "state.h"

/* A value of a facet, or a month. */
struct facet_value {
    struct str name;
    size_t n;     /* articles found that have it */
    bool counted; /* else it is a word of the filter that is no value, such as dgh */
    enum query_state state;
    const struct facet_month *month; /* of the block of months */
};

/* A facet with its rows: a heading, values, and what opens or closes the rest. */
struct facet_block {
    struct facet_name name;
    bool months; /* not a facet of the store: the months of the articles found */
    enum query_field field;
    struct str key;
    bool made;                    /* values are those of the finding */
    bool open;                    /* shown whole */
    const struct matcher *sought; /* shows what was looked for; NULL = all */
    struct facet_value *values;
    size_t n, shown;
    size_t most; /* articles of the month that has most */
};

enum facet_line { LINE_NONE, LINE_HEAD, LINE_VALUE, LINE_MORE };

/* A row of the pane. */
struct facet_at {
    enum facet_line line;
    struct facet_block *block;
    size_t value; /* LINE_VALUE: number in block->values */
};

/* The row ROW; LINE_NONE behind the last.  Makes the blocks up to it. */
struct facet_at facets_at(struct app *app, size_t row);
/* The query that a value is. */
struct query_pick facets_pick(struct app *app, const struct facet_block *b,
                              const struct facet_value *v);
/* facet_rows.c: the values of B. */
void facets_make(struct app *app, struct facet_block *b);
/* facet_rows.c: the blocks, without values; how many. */
size_t facets_blocks(struct app *app, struct arena *a, struct facet_block **out);

#endif
