/* The keeper: the worker that stays when all is read, and takes in what changes. */
#include "internal.h"

#include <poll.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Changes come in crowds: wait for the rest of one.  Where the system tells nothing of changes made
 * elsewhere, look every minute. */
enum { SETTLE_MS = 15, LOOK_MS = 60000 };

/* Network file systems tell of the changes of this machine only. */
static bool is_remote(const char *path)
{
    static const unsigned long kinds[] = {0x6969,     0xFF534D42, 0xFE534D42, 0x517B,
                                          0x65735546, 0x01021997, 0x5346414F};
    struct statfs fs;

    if (statfs(path, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((unsigned long)fs.f_type == kinds[i])
            return true;
    return false;
}

static bool must_look(const struct local *ar, const struct watch *w)
{
    bool remote = !w;

    for (size_t i = 0; i < ar->n_paths; i++)
        remote = remote || is_remote(ar->paths[i]);
    return remote;
}

static bool was_asked(struct local *ar)
{
    bool asked;

    pthread_mutex_lock(&ar->lock);
    asked = ar->asked_to_look;
    ar->asked_to_look = false;
    if (asked)
        ar->phase = SOURCE_CHECKING;
    pthread_mutex_unlock(&ar->lock);
    return asked;
}

static void look(struct local *ar)
{
    local_set_phase(ar, SOURCE_CHECKING);
    local_look_at_all(ar);
    local_set_phase(ar, SOURCE_READY);
}

/* What the watch saw; true when the folders are not the same any more. */
static bool take_changes(struct local *ar, struct watch *w)
{
    struct arena a = {0};
    struct pollfd p = {.fd = watch_fd(w), .events = POLLIN};
    const char **paths;
    bool all;
    size_t n;

    poll(&p, 0, SETTLE_MS);
    n = watch_read(w, &a, &paths, &all);
    if (all)
        look(ar);
    else if (n)
        local_look_at(ar, paths, n);
    arena_free(&a);
    return all;
}

static void drain(int fd)
{
    char sink[64];

    while (read(fd, sink, sizeof sink) > 0)
        continue;
}

void local_keep(struct local *ar)
{
    size_t depth = ar->opts.limits.dirs;
    struct watch *w = watch_new(ar->paths, ar->n_paths, depth);
    int wait = must_look(ar, w) ? LOOK_MS : -1;

    /* What changed between the reading and the watch. */
    look(ar);
    while (!atomic_load(&ar->stop)) {
        struct pollfd p[2] = {{.fd = watch_fd(w), .events = POLLIN},
                              {.fd = ar->call[0], .events = POLLIN}};
        int n = poll(p, 2, wait);
        if (p[1].revents)
            drain(ar->call[0]);
        if (n == 0 || was_asked(ar))
            look(ar);
        if (p[0].revents && take_changes(ar, w)) {
            watch_free(w);
            w = watch_new(ar->paths, ar->n_paths, depth);
            look(ar);
        }
    }
    watch_free(w);
}
