/* One line of text under the cursor, with the Emacs keys of a shell, and what was entered before.
 * The cursor moves by grapheme clusters.  Zero-initialised is an empty line. */
#ifndef YULU_VIEW_EDIT_H
#define YULU_VIEW_EDIT_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

enum { EDIT_MAX = 1024 }; /* bytes of a line */

struct edit {
    struct buf text; /* valid UTF-8, no control characters */
    size_t at;       /* bytes before the cursor, on a cluster boundary */
};

enum edit_result {
    EDIT_IGNORED, /* not a key of the editor */
    EDIT_MOVED,   /* the text is as before */
    EDIT_CHANGED
};

/* Take one key (enum key or a code point; view/event.h). */
enum edit_result edit_key(struct edit *e, uint32_t key);
/* Put S in at the cursor: control characters become blanks, what does not fit is left out. */
void edit_insert(struct edit *e, struct str s);
/* Replace the whole line; the cursor goes to its end. */
void edit_set(struct edit *e, struct str s);
void edit_free(struct edit *e);
static inline struct str edit_view(const struct edit *e)
{
    return buf_view(&e->text);
}

/* Lines entered before, oldest first, at most RECALL_MAX.  Zero-initialised is empty. */
enum { RECALL_MAX = 200 };
struct recall {
    struct buf lines[RECALL_MAX];
    size_t n;
    size_t at;       /* the line shown; n = the new line */
    struct buf kept; /* the new line while older ones are shown */
};

/* Remember S unless it is empty; an equal older line moves to the end. */
void recall_add(struct recall *r, struct str s);
/* Back to the new line: when a prompt opens. */
void recall_rewind(struct recall *r);
/* Show the line before or after in E; false when there is none. */
bool recall_older(struct recall *r, struct edit *e);
bool recall_newer(struct recall *r, struct edit *e);
/* Show the nearest line before that holds PART and differs from the one shown; false when there is
 * none. */
bool recall_find(struct recall *r, struct str part, struct edit *e);
void recall_free(struct recall *r);

#endif
