/* The words that a list was filtered by, where they stand in what is shown of it. */
#ifndef YULU_VIEW_SOUGHT_H
#define YULU_VIEW_SOUGHT_H

#include "query/edit.h"

#include "state.h"

#include "text/match.h"

/* Mark what M matches in S, which stands at ROW, COL in at most COLS columns (grid_put_clip()). */
void sought_mark(struct grid *g, const struct rect *at, struct str s,
                 const struct matcher *m);
/* The same with the words of the filter that look into titles, and into values of the field. */
void sought_in_title(struct app *app, struct grid *g, const struct rect *at,
                     struct str s);
void sought_in_value(struct app *app, struct grid *g, const struct rect *at, struct str s,
                     const struct query_pick *of);

#endif
