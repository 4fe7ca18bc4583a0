/* What a guest must not be able to do, and what a reader must. */
#ifndef YULU_KIOSK_TRIALS_H
#define YULU_KIOSK_TRIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Which half of the sandbox refuses it; 0: it has to work with both. */
enum { WALL_FILES = 1, WALL_CALLS = 2, WALL_BOTH = 3 };
enum { TRIAL_NO_CONTROL = 1 }; /* is not done where nothing refuses it */

/* A folder that may be read, and things beside it. */
struct box {
    char top[64];            /* dir, and a folder next to it */
    char dir[96], file[128]; /* file: in dir */
    char out[96], link[128]; /* out: beside dir; link: in dir, to out */
    char new_file[128];      /* does not exist */
    char elsewhere[128];     /* the same outside of dir */
    int fd, tty;             /* file, open to be read; a terminal */
    pid_t parent;
};
bool box_open(struct box *b);
void box_close(struct box *b);

struct trial {
    const char *name;
    bool (*done)(struct box *b); /* was it possible? else errno */
    unsigned walls, flags;
};
/* Row I; NULL after the last. */
const struct trial *trial_at(size_t i);

struct foreign {
    const char *name;
    bool (*call)(void);
};
const struct foreign *foreign_at(size_t i);

#endif
