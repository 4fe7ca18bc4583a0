/* The table of options: the only place where an option, what it may be, what it is at first and its
 * line of help are written.  `:set` and its completion, config.yaml, `yulu config` and the tables
 * of yulu-config(5) come from it. */
#ifndef YULU_VIEW_OPTION_H
#define YULU_VIEW_OPTION_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct app;

enum option_kind {
    OPTION_NUMBER, /* low to high */
    OPTION_SIZE,   /* low to high; K, M, G may follow */
    OPTION_SWITCH, /* on, off */
    OPTION_WORD,   /* one of words */
    OPTION_TEXT    /* any text of one line */
};

enum { OPTION_WORDS = 8, OPTION_MAX = 64 };

struct option {
    const char *name;
    enum option_kind kind;
    size_t low, high;
    const char *words[OPTION_WORDS]; /* NULL ends them */
    const char *value;               /* at first; "" = none */
    const char *help;                /* Chinese, one line, without the range */
    /* How the running reader has it, private to the layer: where it is in the app, or how it is
     * set and told.  None of these: it counts when the program starts. */
    size_t at;
    bool (*set)(struct app *app, struct str value, struct err *e);
    void (*get)(const struct app *app, struct buf *out);
};

/* Row I, sorted by name; NULL after the last. */
const struct option *option_at(size_t i);
const struct option *option_find(struct str name);
/* The number of its row. */
size_t option_index(const struct option *o);
/* May `:set` change it? */
bool option_is_live(const struct option *o);
/* Append what it may be: "16-400", "on|off", "gb|basic|strict|none". */
void option_add_range(struct buf *out, const struct option *o);
/* Can it be VALUE?  *PLAIN (may be NULL) becomes the value in its usual form: "on" for 开, yes and
 * true, else VALUE itself.  E says what it may be. */
bool option_check(const struct option *o, struct str value, struct str *plain,
                  struct err *e);

/* Values that somebody chose, by the number of the row; NULL = as at first. */
struct options {
    const char *values[OPTION_MAX];
};
/* Never NULL for a name of the table. */
const char *options_get(const struct options *v, const char *name);

#endif
