/* The table of commands: the only place where a command, its keys, its names and its line of help
 * are written.  Key map, help, completion of the ":" line, `yulu keys` and the manual come from
 * it. */
#ifndef YULU_VIEW_COMMAND_H
#define YULU_VIEW_COMMAND_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct app;

/* Where a command is valid; one bit a view. */
enum {
    WHERE_LIST = 1,
    WHERE_ARTICLE = 2,
    WHERE_RAW = 4,
    WHERE_INFO = 8,
    WHERE_ERRORS = 16,
    WHERE_SAID = 32,
    WHERE_CARD = 64,
    WHERE_FACETS = 128,
    WHERE_ALL = 255
};

enum {
    CMD_KIOSK = 1,    /* allowed to strangers; a forgotten mark refuses */
    CMD_ARG = 2,      /* takes an argument on the ":" line */
    CMD_COUNT = 4,    /* heeds a count */
    CMD_CLIPBOARD = 8 /* writes the terminal's clipboard */
};

/* How a command was called. */
struct call {
    unsigned count; /* 1 when none was typed */
    bool counted;
    struct str
        arg; /* what followed the name on the ":" line, trimmed; during the call only */
};

enum { COMMAND_KEYS = 6 };

struct command {
    const char *name;
    const char *alias; /* for the ":" line, or NULL */
    const char *verb;  /* in Chinese: for hints, help and the ":" line; unique too */
    uint32_t keys[COMMAND_KEYS]; /* 0 ends them; the first is the one that hints show */
    unsigned where;
    unsigned flags;
    const char *help;                                          /* one line */
    unsigned (*run)(struct app *app, const struct call *call); /* effects; never draws */
};

/* Row I, sorted by name; NULL after the last. */
const struct command *command_at(size_t i);
/* The command with this name, alias or verb, or an unambiguous beginning of a name. */
const struct command *command_named(struct str word, struct err *e);
/* May a stranger use it, who may or may not write the clipboard? */
bool command_is_public(const struct command *c, bool may_copy);
/* What KEY (folded) does in the views WHERE, or NULL. */
const struct command *command_for_key(uint32_t key, unsigned where);

#endif
