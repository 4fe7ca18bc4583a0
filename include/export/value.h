/* Values of records, for every format: tables, CSV, JSON. */
#ifndef YULU_EXPORT_VALUE_H
#define YULU_EXPORT_VALUE_H

#include "base/buf.h"

enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_NUMBER, VALUE_BOOL, VALUE_JSON };
struct value {
    enum value_kind kind;
    struct str text; /* valid UTF-8; digits; "true" or "false"; JSON as it is */
};
struct column {
    const char *name; /* English: key of JSON, head of CSV, word of --fields */
    unsigned cols;    /* on a terminal; 0 = shares what is left */
    bool right;       /* aligned right */
};

/* Append a value as JSON: null, a string, or what it is. */
void value_add_json(struct buf *out, const struct value *v);

#endif
