/* Signals as bytes in a pipe, and the way back to a sane terminal when the program dies. */
#ifndef YULU_TUI_SIGNALS_H
#define YULU_TUI_SIGNALS_H

#include <stdbool.h>
#include <termios.h>

/* What puts the terminal right without knowing anything else.  A whole one fits in a pipe. */
struct rescue {
    int fd;
    unsigned len; /* bytes */
    struct termios modes;
    char bytes[256];
};

/* Catch signals.  Each arrives as one byte with its number from the returned descriptor (read
 * end, non-blocking); -1 when there are no descriptors left.  Signals that were ignored when the
 * program started stay ignored. */
int signals_open(void);
/* Default actions again; the descriptors are closed. */
void signals_close(int fd);
/* What a crash writes and sets from now on; NULL = nothing. */
void signals_set_rescue(const struct rescue *r);
/* Do it now: also when the program ends in some other way. */
void signals_rescue(void);
/* Stop this job as Ctrl-Z in a shell does; returns when it goes on. */
void signals_stop(void);

#endif
