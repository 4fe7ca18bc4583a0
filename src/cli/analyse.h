/* Every article of the archive with its quotations: the loop of quotes and speakers. */
#ifndef YULU_CLI_ANALYSE_H
#define YULU_CLI_ANALYSE_H

#include "internal.h"

#include "quote/quote.h"
#include "said/fixes.h"
#include "said/people.h"

struct analysis {
    struct cli_opts *o;
    struct arena kept;            /* of the whole run */
    struct arena a;               /* of one article */
    const struct people_map *map; /* the user's */
    struct fixes fixes;
    void *ctx;
    /* What to do with each article; false = enough. */
    bool (*each)(struct analysis *an, const struct article *art, const struct quotes *q);
};

/* Find the paths, open the archive, read every article in its order.  Returns the exit status,
 * EXIT_OK unless something could not be read; messages are on stderr then. */
int cli_analyse(struct analysis *an);

#endif
