/* What the parts of the loop share. */
#ifndef YULU_TUI_LOOP_H
#define YULU_TUI_LOOP_H

#include "term.h"
#include "tui/pace.h"
#include "tui/probe.h"
#include "tui/tui.h"
#include "view/app.h"

enum { GOING_ON = -1 };

struct tui {
    const struct tui_opts *o;
    struct arena a;
    struct terminal term;
    struct source *ar;
    bool looking;        /* somebody asked to look at the files again */
    struct state *state; /* NULL = nothing is remembered */
    struct app *app;
    struct grid grid;
    struct paint paint;
    struct keyparse keys;
    struct probe probe;
    struct pace pace;
    int amb;        /* of the picture that is shown; 0 = none yet */
    struct buf out; /* one frame, or what the terminal has not taken of it */
    size_t sent;    /* bytes of out */
    struct buf notice;
    int signals;      /* descriptor; a byte is the number of a signal */
    unsigned effects; /* not yet carried out */
    long key_due;  /* when what was begun of a key is complete; ms, 0 = nothing begun */
    long started;  /* ms */
    long last_key; /* ms */
    bool idled;    /* ended because no key came */
    struct err unsafe; /* why the archive was not opened */
    int status;        /* GOING_ON, or the exit status */
};

/* ms of a clock that only goes forward. */
long tui_now(void);
/* Ask for the archive's files; NULL never. */
struct source *tui_open_archive(struct tui *t);
/* What the reader did in earlier runs, from the folder that the environment names; what is wrong
 * with it is added to the notice.  Strings in t->a. */
struct state *tui_open_state(struct tui *t);
/* This is the archive to open when none is given the next time. */
void tui_keep_archive(struct tui *t);
/* Until the program ends; returns the exit status. */
int tui_loop(struct tui *t);
/* Send what is in out; what the terminal does not take now stays. */
void tui_flush(struct tui *t);
/* The terminal as it was found; what it has only half of is completed first. */
void tui_leave(struct tui *t);
/* Read what was typed and answered, and let the app have it. */
void tui_read_keys(struct tui *t);
/* Terminal modes, and the question about widths the first time. */
void tui_enter(struct tui *t);

#endif
