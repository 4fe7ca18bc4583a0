/* Lines that are flow mappings in a list of YAML, and JSON as well:
 *     - {"at": "2026-11-25T02:00:00Z", "id": "7e28fbc0", "star": true}
 * The form of everything a reader's program keeps: lines are only ever added, so that several
 * programs lose nothing and merging two files is concatenation. */
#ifndef YULU_TEXT_FLOW_H
#define YULU_TEXT_FLOW_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

enum flow_kind { FLOW_NULL, FLOW_BOOL, FLOW_NUMBER, FLOW_TEXT };

struct flow_value {
    enum flow_kind kind;
    bool truth;     /* FLOW_BOOL */
    int64_t number; /* FLOW_NUMBER; at most 18 digits */
    struct str
        text; /* FLOW_TEXT: a piece of the line, or in the arena when it had escapes */
};

/* One line being read. */
struct flow {
    struct str line;
    size_t at; /* bytes taken; after a mistake: where it is */
    struct arena *a;
    bool plain; /* no escapes */
    bool begun, ended, bad;
};

/* Read LINE (valid UTF-8, no newline).  What has escapes is unescaped in A. */
struct flow flow_open(struct arena *a, struct str line);
/* The next member; false after the last one, and at a mistake.  Values are scalars. */
bool flow_next(struct flow *f, struct str *key, struct flow_value *value);
/* After flow_next() gave false: was it a whole mapping and nothing else? */
bool flow_whole(const struct flow *f);
/* Column of the place reached, from 1, in code points. */
unsigned flow_column(const struct flow *f);

/* Append a line: flow_begin(), members, flow_end(), which adds the newline. */
void flow_begin(struct buf *out);
void flow_text(struct buf *out, const char *key, struct str value);
void flow_number(struct buf *out, const char *key, int64_t value);
void flow_bool(struct buf *out, const char *key, bool value);
void flow_null(struct buf *out, const char *key);
void flow_end(struct buf *out);

#endif
