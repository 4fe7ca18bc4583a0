/* What a person set up, as the running reader has it.  Private to src/view. */
#ifndef YULU_VIEW_CONF_H
#define YULU_VIEW_CONF_H

#include "view/config.h"

struct conf {
    const struct config *config; /* the caller's; NULL = none */
    struct arena a;              /* of keys */
    struct keymap keys;          /* those of the file, then what :bind added */
    struct buf cite;             /* template of citations; "" = the usual one */
};

#endif
