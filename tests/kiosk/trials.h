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
/* The tables of the files trials_*.c; a row without a name ends them. */
extern const struct trial trials_files[], trials_processes[], trials_kernel[];
/* Row I of all; NULL after the last. */
const struct trial *trial_at(size_t i);

struct foreign {
    const char *name;
    bool (*call)(void);
};
const struct foreign *foreign_at(size_t i);

/* For the rows. */
#define UNUSED __attribute__((unused))
#define TRIAL(name) static bool name(struct box *b UNUSED)
#define FILES_ONLY(f)                                                                    \
    {                                                                                    \
#f, f, WALL_FILES, 0                                                             \
    }
#define CALLS(f)                                                                         \
    {                                                                                    \
#f, f, WALL_CALLS, 0                                                             \
    }
#define BOTH(f)                                                                          \
    {                                                                                    \
#f, f, WALL_BOTH, 0                                                              \
    }
#define UNDONE(f)                                                                        \
    {                                                                                    \
#f, f, WALL_CALLS, TRIAL_NO_CONTROL                                              \
    }
#define NEEDED(f)                                                                        \
    {                                                                                    \
#f, f, 0, 0                                                                      \
    }
#define NO_MORE                                                                          \
    {                                                                                    \
        NULL, NULL, 0, 0                                                                 \
    }

/* Close what was got. */
bool got(int fd);
bool got_any(long r);
/* Not refused, but not done either: the call got as far as its arguments. */
bool heard(long r);
/* A file that holds "text" and a line end. */
bool write_file(const char *path, mode_t mode);

#endif
