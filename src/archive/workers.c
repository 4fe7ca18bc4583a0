/* The threads that read: how they begin, what they do one after the other, how they end. */
#include "internal.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* The last worker to come this far. */
static bool is_last(struct local *ar, size_t *n)
{
    bool last;

    pthread_mutex_lock(&ar->lock);
    last = --*n == 0;
    pthread_mutex_unlock(&ar->lock);
    return last;
}

void local_set_phase(struct local *ar, enum source_phase phase)
{
    pthread_mutex_lock(&ar->lock);
    ar->phase = phase;
    pthread_cond_broadcast(&ar->settled);
    pthread_mutex_unlock(&ar->lock);
    local_wake(ar);
}

/* The list was in the cache: hold it against the files, and stay. */
static void follow(struct local *ar)
{
    local_lock_cache(ar);
    if (ar->opts.threaded && ar->opts.watch) {
        local_keep(ar);
    } else {
        local_look_at_all(ar);
        local_set_phase(ar, SOURCE_READY);
    }
}

/* Workers are there before the sandbox is complete, and read nothing until it is. */
static bool wait_for_leave(struct local *ar)
{
    pthread_mutex_lock(&ar->lock);
    while (ar->held)
        pthread_cond_wait(&ar->settled, &ar->lock);
    pthread_mutex_unlock(&ar->lock);
    return !atomic_load(&ar->stop);
}

static void give_leave(struct local *ar)
{
    pthread_mutex_lock(&ar->lock);
    ar->held = false;
    pthread_cond_broadcast(&ar->settled);
    pthread_mutex_unlock(&ar->lock);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct local *ar = w->ar;

    if (!wait_for_leave(ar))
        return NULL;
    if (ar->keeper_only) {
        follow(ar);
        return NULL;
    }
    local_read(w);
    if (is_last(ar, &ar->n_reading) && ar->opts.analyse)
        local_set_phase(ar, SOURCE_ANALYSING);
    if (ar->opts.analyse)
        local_analyse(w);
    if (!is_last(ar, &ar->n_running) || atomic_load(&ar->stop))
        return NULL;
    local_merge(ar);
    if (ar->opts.cache && ar->opts.analyse)
        local_store(ar);
    if (ar->opts.threaded && ar->opts.watch) {
        local_set_phase(ar, SOURCE_CHECKING);
        local_keep(ar);
    } else {
        local_set_phase(ar, SOURCE_READY);
    }
    return NULL;
}

static void forget_all(struct local *ar)
{
    struct news *n = news_new();

    n->all = true;
    local_tell(ar, n);
    local_drop_cache(ar);
    ar->next_part = 0;
    atomic_store(&ar->n_articles, 0);
    atomic_store(&ar->n_analysed, 0);
}

void local_start_over(struct local *ar)
{
    struct worker w = {.ar = ar, .n_parts = 1};

    forget_all(ar);
    local_set_phase(ar, SOURCE_READING);
    local_read(&w);
    if (ar->opts.analyse) {
        local_set_phase(ar, SOURCE_ANALYSING);
        local_analyse(&w);
    }
    if (atomic_load(&ar->stop))
        return;
    local_merge(ar);
    local_store(ar);
}

static bool open_pipe(int fds[2])
{
    if (pipe(fds) != 0) {
        fds[0] = fds[1] = -1;
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(fds[i], F_SETFD, FD_CLOEXEC);
        fcntl(fds[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* The second half of the sandbox: all threads are there. */
static bool close_calls(struct local *ar)
{
    const struct sandbox *s = ar->opts.sandbox;
    bool ok = !s || sandbox_calls(s, ar->opts.unsafe);

    if (!ok)
        atomic_store(&ar->stop, true);
    give_leave(ar);
    return ok;
}

/* Signals belong to the thread that owns the terminal; SIGBUS, to whoever looks at a mapping that
 * was cut. */
bool local_start(struct local *ar, bool threaded)
{
    size_t n = threaded && open_pipe(ar->pipe) && open_pipe(ar->call) ? N_WORKERS : 1;
    sigset_t all, old;

    if (ar->keeper_only)
        n = 1;
    ar->held = true;
    ar->n_running = ar->n_reading = n;
    for (size_t i = 0; i < n; i++)
        ar->workers[i] = (struct worker){.ar = ar, .part = i, .n_parts = n};
    sigfillset(&all);
    sigdelset(&all, SIGBUS);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    while (ar->pipe[0] >= 0 && ar->n_threads < n) {
        struct worker *w = &ar->workers[ar->n_threads];
        if (pthread_create(&w->thread, NULL, work, w) != 0)
            break;
        ar->n_threads++;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!close_calls(ar))
        return false;
    for (size_t i = ar->n_threads; i < n; i++)
        work(&ar->workers[i]);
    return true;
}

void local_join(struct local *ar)
{
    while (ar->n_threads)
        pthread_join(ar->workers[--ar->n_threads].thread, NULL);
}
