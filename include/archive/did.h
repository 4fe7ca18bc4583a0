/* What a reader did, as queries ask for it: is:unread, is:starred, has:mark, @name. */
#ifndef YULU_ARCHIVE_DID_H
#define YULU_ARCHIVE_DID_H

#include "query/query.h"
#include "state/state.h"
#include "store/shelf.h"

/* The article as the state knows it; strings as long as the item's. */
struct state_article did_article(const struct item *item);
/* Has it that flag?  For struct source_ask: CTX is the state.  O(1). */
bool did_flag(void *ctx, enum query_flag flag, const struct item *item);
/* The saved filter NAME, for struct query_world: CTX is the state. */
bool did_filter(void *ctx, struct str name, struct str *text);

#endif
