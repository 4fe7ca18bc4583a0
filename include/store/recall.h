/* From the facts of an article back to what its quotations were made from: for those who print or
 * count quotations and need no more of the text than the quotations themselves. */
#ifndef YULU_STORE_RECALL_H
#define YULU_STORE_RECALL_H

#include "store/shelf.h"

struct recalled {
    struct article art; /* id, title, url, source, author, date, keywords; no path */
    struct quotes q;    /* direct, partial, indirect; list[i] is the i-th of the facts */
};

/* F, the facts of ITEM, as an article and its quotations; all in A or as long as F and ITEM.  The
 * body is the texts and the verbs of the quotations alone, where quotation.text and .cue lie;
 * .span, .start and .end are places of the true body.  Other forms of a name are those of all
 * articles.  Whom MAP (may be NULL) files under another name has the printed one again.
 * O(facts). */
void facts_recall(struct arena *a, const struct facts *f, const struct item *item,
                  const struct people_map *map, struct recalled *out);

#endif
