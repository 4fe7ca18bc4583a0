/* Citations by a template: text with {fields}, and [parts] that are left out when a field in them
 * is empty.  Private to the view layer. */
#ifndef YULU_VIEW_CITE_H
#define YULU_VIEW_CITE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum cite_field {
    CITE_TEXT,
    CITE_SPEAKER,
    CITE_TITLES,
    CITE_TITLE,
    CITE_DATE,
    CITE_URL,
    CITE_ID,
    CITE_COUNT
};

extern const char cite_default[];

/* Is TEMPLATE one?  E says what is wrong. */
bool cite_check(struct str template, struct err *e);
/* Append TEMPLATE, which was checked, with the values of the fields. */
void cite_format(struct buf *out, struct str template,
                 const struct str values[CITE_COUNT]);

#endif
