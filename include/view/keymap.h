/* Keys as an input method sends them, and as people read them. */
#ifndef YULU_VIEW_KEYMAP_H
#define YULU_VIEW_KEYMAP_H

#include "view/command.h"

#include "base/arena.h"
#include "base/buf.h"

/* The command key meant by KEY: full-width forms and the punctuation that a Chinese input method
 * puts in place of ASCII (： 、 。 【】 《》 “” ￥ …… ——).  Other keys are themselves. */
uint32_t key_fold(uint32_t key);
/* Does an input method send KEY twice for one stroke (…… and ——)? */
bool key_comes_twice(uint32_t key);

/* A key that a person gave another meaning. */
struct binding {
    uint32_t key;                  /* folded */
    unsigned where;                /* views */
    const struct command *command; /* NULL: the key does nothing */
    const char *arg;               /* behind the name, as on the ":" line; "" = none */
};
/* Zeroed: every key does what the table of commands says.  Of two bindings of a key the later one
 * counts where both do. */
struct keymap {
    struct binding *items;
    size_t n, cap;
};

/* Add one; its strings must outlive the map. */
void keymap_bind(struct keymap *m, struct arena *a, const struct binding *b);
/* What KEY (folded) does in the views WHERE, or NULL; *ARG is what it passes.  M may be NULL. */
const struct command *keymap_find(const struct keymap *m, uint32_t key, unsigned where,
                                  struct str *arg);

/* The keys of CMD in the views WHERE, those that a person bound first, at most MAX of them;
 * returns how many. */
enum { KEYMAP_MAX = 12 };
size_t keymap_keys(const struct keymap *m, const struct command *cmd, unsigned where,
                   uint32_t *keys, size_t max);
/* Append them for people: "j Down". */
void keymap_add(struct buf *out, const struct keymap *m, const struct command *cmd,
                unsigned where, size_t max);
/* Append KEY as `yulu keys` prints it: "j", "C-l". */
void keymap_add_key(struct buf *out, uint32_t key);

/* The name of view I for config.yaml, and its bit; NULL after the last. */
const char *keymap_view_at(size_t i, unsigned *where);

#endif
