/* Shared by the files that read config.yaml.  Private to src/view. */
#ifndef YULU_VIEW_CONFIG_READ_H
#define YULU_VIEW_CONFIG_READ_H

#include "view/config.h"

struct tree;

enum { CONFIG_MAX = 1000 }; /* entries of a section, bindings of all views */

/* A binding, and where the file has it. */
struct bound {
    struct binding b;
    bool in_view; /* of one view: goes before those of all */
    unsigned line, col;
};

struct config_job {
    struct config *c;
    struct arena *a;
    const char *path;
    struct diags *d;
    const struct config_base *base;
    struct buf people;
    struct bound *bound;
    size_t n_bound, cap_bound;
    size_t cap_citations, cap_archives;
    const struct tree *at[OPTION_MAX]; /* values of options */
};

/* Say CODE and WHY of the place AT. */
void config_complain(struct config_job *j, const struct tree *at, const char *code,
                     const char *why);
/* The text of a key, or NULL after saying that it is none. */
const char *config_name(struct config_job *j, const struct tree *key);

/* config_bind.c: an entry of "bind"; all of them were read. */
void config_read_bind(struct config_job *j, const struct tree *key,
                      const struct tree *value);
void config_settle_bind(struct config_job *j);

#endif
