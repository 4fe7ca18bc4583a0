/* The real program in a pseudo-terminal, with libvterm as the screen. */
#ifndef YULU_PTY_HOST_H
#define YULU_PTY_HOST_H

#include "unit/check.h"

#include "view/grid.h"

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum { GUARD_MS = 10000, HOST_ARGS = 12 }; /* hanging is noticed, speed is not judged */

struct host_opts {
    const char *args[HOST_ARGS]; /* of the program, without its name */
    const char *const
        *env; /* "NAME=value" or "NAME" to remove it; NULL at the end, or NULL */
    const char *const *command; /* run this instead of the program; NULL at the end */
    unsigned rows, cols;        /* 0 = 24 and 80 */
    int amb;        /* columns this terminal gives to ambiguous characters; 0 = 1 */
    bool mute;      /* answers no questions */
    bool blind;     /* keeps the bytes only, shows nothing */
    bool no_hangup; /* start with SIGHUP ignored */
    bool stdin_null;
    bool state; /* without it the program gets --no-state */
};

struct host {
    pid_t pid;
    int master, slave; /* the slave is kept open: its modes are looked at after the end */
    struct termios before; /* modes the program found */
    char state[32];        /* folder of what it keeps: empty at the start */
    VTerm *vt;
    VTermScreen *screen;
    struct buf log;  /* every byte the program wrote */
    struct buf part; /* of a character cut by reading */
    unsigned rows, cols;
    int amb;
    bool mute, blind;
    bool alt, cursor; /* alternate screen, cursor shown */
    bool ended;
    int status; /* of waitpid() */
};

/* $YULU, in $B/tests/pty as its home. */
void host_start(struct host *h, const struct host_opts *o);
/* Kill what is left, free everything. */
void host_end(struct host *h);
void host_send(struct host *h, const char *bytes, size_t len);
/* The same, and wait until the program has read it: what happens next happens after it. */
bool host_send_taken(struct host *h, const char *bytes, size_t len);
/* Take what the program wrote, wait at most MS for the first of it; false when it closed its
 * end. */
bool host_read(struct host *h, int ms);
void host_resize(struct host *h, unsigned rows, unsigned cols);
/* Tell the program only: sizes that libvterm does not live through. */
void host_tell_size(struct host *h, unsigned rows, unsigned cols);
/* Read until DONE says true; false when the guard ran out. */
bool host_until(struct host *h, bool (*done)(struct host *h, void *ctx), void *ctx);
/* Until the screen shows TEXT somewhere in one row. */
bool host_shows(struct host *h, const char *text);
/* Until TEXT is among the bytes the program wrote. */
bool host_wrote(struct host *h, const char *text);
/* Until the program ended; its exit status as a shell gives it (128 + signal), -1 on a hang. */
int host_exit(struct host *h);
/* Row ROW of the screen as UTF-8, trailing blanks left out. */
void host_row(struct host *h, unsigned row, struct buf *out);
/* All of it, to be printed when a test failed. */
void host_print(struct host *h);
/* Are the modes of the terminal the ones the program found? */
bool host_modes_restored(struct host *h);
/* write(2) calls of the program so far; -1 when the system does not tell. */
long host_writes(const struct host *h);

/* Run TESTS and print "NAME: N passed, N failed"; the status for main(). */
int host_main(const char *name, const struct CMUnitTest *tests, size_t n);

#endif
