/* What a person sets up in config.yaml: options, keys, citations, who is who, archives by name.
 * yulu-config(5) is the description.  Reads no environment and no file. */
#ifndef YULU_VIEW_CONFIG_H
#define YULU_VIEW_CONFIG_H

#include "article/diag.h"
#include "view/keymap.h"
#include "view/option.h"

enum { CONFIG_MAX_BYTES = 1 << 20 };

struct citation {
    const char *name;
    struct str template;
};

struct named_archive {
    const char *name;
    const char *const *paths;
    size_t n_paths;
};

/* Zeroed: as if there were no file.  Everything is in the arena of config_read(). */
struct config {
    struct options options;
    struct keymap keys;
    struct citation *citations;
    size_t n_citations;
    struct str people; /* rows as people.tsv has them (said/people.h) */
    struct named_archive *archives;
    size_t n_archives;
};

/* Where relative paths and "~/" of the file begin; NULL: they stay as they are. */
struct config_base {
    const char *folder, *home;
};

/* Add what TEXT says to C, which was zeroed; what is wrong is said in D with PATH, and only that
 * does not count.  O(bytes + bindings * bindings). */
void config_read(struct config *c, struct arena *a, const char *path, struct str text,
                 const struct config_base *base, struct diags *d);

/* The archive NAME, or NULL. */
const struct named_archive *config_archive(const struct config *c, struct str name);
/* The template of that name; false when there is none. */
bool config_citation(const struct config *c, struct str name, struct str *template);

/* Read "KEY" and "COMMAND ARGUMENT" as B; WHERE: the views in question, 0 = all where the command
 * is good.  "none" or nothing at all for the command: the key does nothing.  ARG is in A.  False
 * with the reason in E. */
struct bind_words {
    struct str key, command;
    unsigned where;
};
bool config_binding(struct arena *a, const struct bind_words *w, struct binding *b,
                    struct err *e);

/* Append a file with everything as it is at first, explained, that config_read() takes. */
void config_add_defaults(struct buf *out);

#endif
