/* An article as a record of yulu list: every field once, for all formats. */
#ifndef YULU_CLI_LIST_FIELDS_H
#define YULU_CLI_LIST_FIELDS_H

#include "internal.h"

#include "store/facets.h"

struct list_view {
    const struct item *item;
    const struct facts *facts; /* NULL unless a field needs them */
    struct str body;           /* likewise */
    struct arena *a;
    bool json; /* lists are JSON, else words with marks between them */
};

enum { FOR_TEXT = 1, FOR_DATA = 2 };
enum { NEED_FACTS = 1, NEED_TEXT = 2 };

struct list_field {
    struct column column;
    unsigned used; /* FOR_... when --fields is not given */
    enum value_kind kind;
    unsigned needs; /* NEED_... */
    bool list;      /* JSON in JSON */
    void (*put)(struct buf *out, const struct list_view *v);
};
/* Field I, or NULL after the last. */
const struct list_field *list_field(size_t i);
/* The field of that name, or NULL after saying that there is none. */
const struct list_field *list_field_find(struct str name);

#endif
