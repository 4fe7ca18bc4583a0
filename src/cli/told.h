/* What an article that was found says: its quotations, and which of them were asked for. */
#ifndef YULU_CLI_TOLD_H
#define YULU_CLI_TOLD_H

#include "internal.h"

#include "store/recall.h"

struct told {
    const struct article *art;
    struct quotes q;
    bool *
        taken; /* a flag for each of q.list: it holds what the query asks of quotations */
};

/* From the facts of the archive, without reading anything.  Q was opened with its quotations. */
bool cli_tell(struct asked *q, const struct item *item, struct arena *a,
              struct told *out);
/* The same from the file, read and analysed again, with every outermost pair of marks; those that
 * are no statements hold nothing of what is asked of quotations.  False with a reason in E. */
bool cli_tell_again(struct asked *q, const struct item *item, struct arena *a,
                    struct told *out, struct err *e);

#endif
