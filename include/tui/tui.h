/* The reader on a terminal: the only layer that knows curses. */
#ifndef YULU_TUI_TUI_H
#define YULU_TUI_TUI_H

#include "archive/archive.h"
#include "base/sandbox.h"
#include "text/wrap.h"
#include "view/config.h"

struct tui_opts {
    const char *const *paths; /* what to open */
    size_t n_paths;
    struct limits limits;
    int amb; /* 0 = find out, 1, 2 */
    enum kinsoku kinsoku;
    unsigned measure, indent; /* 0 = default */
    const char *color;        /* "auto" "always" "never" */
    const char *theme;        /* NULL = YULU_THEME, or automatic */
    const char *open_id;      /* NULL = none */
    bool no_cache;
    const char *cache_dir;       /* NULL = the usual place */
    bool no_state;               /* remember nothing, know of no corrections */
    const struct config *config; /* what the user set up; outlives the run */
    const char *name;            /* of the archive; NULL = the last part of its path */
    const char *notice;          /* for the status line; or NULL */
    const char *query;           /* a filter to begin with; NULL = none */
    bool guest;                  /* a stranger: rules of a kiosk, state in memory */
    bool may_copy;               /* a guest may write the clipboard of the terminal */
    struct sandbox *sandbox;     /* to be entered before an article is read, or NULL */
    unsigned idle;               /* seconds without a key until it ends; 0 = never */
};

/* Open the reader; returns the exit status of the program (0, 5, 128 + signal). */
int tui_run(const struct tui_opts *o);

#endif
