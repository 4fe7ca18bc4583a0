/* The keeper: the worker that stays when all is read, and takes in what changes. */
#include "internal.h"

#include "archive/words.h"

#include <poll.h>
#include <unistd.h>

/* Changes come in crowds: wait for the rest of one.  Where the system tells nothing of changes made
 * elsewhere, look every minute. */
enum { SETTLE_MS = 15, LOOK_MS = 60000, FOLLOW_MS = 2000 };

static bool must_look(const struct local *ar, const struct watch *w)
{
    bool remote = !w;

    for (size_t i = 0; i < ar->n_paths; i++)
        remote = remote || file_is_remote(ar->paths[i]);
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
    mem_trim();
    local_set_phase(ar, ar->writes ? SOURCE_INDEXING : SOURCE_READY);
}

/* What a reader's corrections say counts for articles that did not change; the file is watched as
 * soon as its folder is there. */
static bool fixes_moved(struct local *ar)
{
    return !ar->opts.no_fixes && words_fixes_changed(&ar->fixes_stamp);
}

static bool watch_fixes(const struct local *ar, struct watch *w)
{
    struct arena a = {0};
    const char *own = ar->opts.no_fixes ? NULL : words_fixes_path(&a);
    bool watched = !w || !own || watch_own(w, own);

    arena_free(&a);
    return watched;
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

/* Another program wrote to the cache, or the one that did has ended; false when neither. */
static bool follow_cache(struct local *ar)
{
    if (!ar->opts.cache || ar->writes || !ar->keeper_cache)
        return false;
    if (!local_lock_cache(ar) && !local_cache_moved(ar))
        return false;
    if (ar->writes && local_cache_is_empty(ar)) {
        local_merge(ar);
        local_store(ar);
    } else {
        local_take_cache(ar);
    }
    look(ar);
    return true;
}

/* What is shown is torn: everything is read again. */
static bool mend(struct local *ar)
{
    if (!local_is_torn(ar))
        return false;
    local_start_over(ar);
    return true;
}

static int wait_time(const struct local *ar, struct watch *w, bool busy)
{
    bool follows = ar->opts.cache && !ar->writes && ar->keeper_cache;

    if (busy)
        return 0;
    if (!follows && must_look(ar, w))
        return LOOK_MS;
    return follows || !watch_fixes(ar, w) ? FOLLOW_MS : -1;
}

static bool tidy(struct local *ar)
{
    bool more = local_tidy_cache(ar);

    local_set_phase(ar, more ? SOURCE_INDEXING : SOURCE_READY);
    return more;
}

/* Until the next change, or for as long as nothing need be done; true when something came.  What
 * the watch said of corrections is behind us when they are looked at. */
static bool rest(struct local *ar, struct watch **w, bool busy)
{
    struct pollfd p[2] = {{.fd = watch_fd(*w), .events = POLLIN},
                          {.fd = ar->call[0], .events = POLLIN}};
    int n = poll(p, 2, wait_time(ar, *w, busy));
    bool idle = n == 0 && !busy, followed = idle && follow_cache(ar);
    bool torn = mend(ar), asked = was_asked(ar), moved;
    bool again = torn || asked || (idle && !followed && must_look(ar, *w));

    if (p[1].revents)
        drain(ar->call[0]);
    if (again)
        look(ar);
    if (p[0].revents && take_changes(ar, *w)) {
        watch_free(*w);
        *w = watch_new(ar->paths, ar->n_paths, ar->opts.limits.dirs);
        look(ar);
    }
    moved = fixes_moved(ar);
    if (moved)
        look(ar);
    return n != 0 || followed || again || moved;
}

void local_keep(struct local *ar)
{
    struct watch *w = watch_new(ar->paths, ar->n_paths, ar->opts.limits.dirs);
    bool busy;

    /* What changed between the reading and the watch. */
    fixes_moved(ar);
    look(ar);
    busy = ar->writes;
    while (!atomic_load(&ar->stop)) {
        if (rest(ar, &w, busy))
            busy = ar->writes;
        else if (busy)
            busy = tidy(ar);
    }
    watch_free(w);
}
