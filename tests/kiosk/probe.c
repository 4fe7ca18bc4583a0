/* A process that entered the program's own sandbox and then tries what it must not be able to do,
 * from its first thread and from one that was there before.
 *
 * Each trial is refused (EPERM, EACCES or ENOSYS) by the files' half of the sandbox, by the calls'
 * half, or by both; each half is also entered alone.  The control enters nothing, as root: there no
 * trial may be refused, or it would prove nothing. */
#define _GNU_SOURCE 1
#include "base/sandbox.h"

#include "kiosk/trials.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534, TURNS = 2 };

struct turn {
    struct box *box;
    unsigned walls;
    size_t passed, failed;
    pthread_barrier_t *entered;
};

static bool is_refusal(int errnum)
{
    return errnum == EPERM || errnum == EACCES || errnum == ENOSYS;
}

static void check(struct turn *t, const struct trial *tr, const char *who)
{
    bool wanted = (tr->walls & t->walls) != 0, done, refused;

    errno = 0;
    done = tr->done(t->box);
    refused = !done && is_refusal(errno);
    if (tr->walls ? refused == wanted : done) {
        t->passed++;
        return;
    }
    t->failed++;
    printf("probe: uid %u, walls %u, %s: %s: %s\n", (unsigned)getuid(), t->walls, who,
           tr->name, done ? "done" : strerror(errno));
}

static void check_all(struct turn *t, const char *who)
{
    const struct trial *tr;

    for (size_t i = 0; (tr = trial_at(i)) != NULL; i++) {
        bool control = !t->walls && tr->walls;
        if (control && (getuid() != 0 || (tr->flags & TRIAL_NO_CONTROL)))
            continue;
        /* One half alone lets through what the other would stop: not what harms. */
        if (tr->walls && !(tr->walls & t->walls) && (tr->flags & TRIAL_NO_CONTROL))
            continue;
        /* A plain user is refused many things anyway. */
        if (tr->walls && !(tr->walls & t->walls) && getuid() != 0)
            continue;
        check(t, tr, who);
    }
}

static void *worker(void *arg)
{
    struct turn *t = arg;

    pthread_barrier_wait(t->entered);
    check_all(t, "worker");
    return NULL;
}

/* The order of the program: files, worker, calls. */
static int run(struct box *box, unsigned walls, int result)
{
    const char *const paths[] = {box->dir};
    struct sandbox s = {.paths = paths, .n_paths = 1};
    pthread_barrier_t entered;
    struct turn own = {box, walls, 0, 0, NULL}, other = {box, walls, 0, 0, &entered};
    struct err e = {""};
    pthread_t thread;
    size_t sum[2];

    pthread_barrier_init(&entered, NULL, TURNS);
    if ((walls & WALL_FILES) && !sandbox_files(&s, &e))
        return fprintf(stderr, "probe: %s\n", e.msg);
    if (!(walls & WALL_FILES) && syscall(SYS_prctl, 38, 1, 0, 0, 0) != 0)
        return 1;
    if (pthread_create(&thread, NULL, worker, &other) != 0)
        return fprintf(stderr, "probe: no thread\n");
    if ((walls & WALL_CALLS) && !sandbox_calls(&s, &e))
        return fprintf(stderr, "probe: %s\n", e.msg);
    pthread_barrier_wait(&entered);
    pthread_join(thread, NULL);
    check_all(&own, "main");
    sum[0] = own.passed + other.passed;
    sum[1] = own.failed + other.failed;
    fflush(stdout);
    return write(result, sum, sizeof sum) == (ssize_t)sizeof sum ? 0 : 1;
}

static void run_in_child(struct box *box, unsigned walls, uid_t uid, size_t sum[2])
{
    size_t got[2] = {0, 1};
    int fds[2], status = 0;
    pid_t pid;

    fflush(stdout);
    if (pipe(fds) != 0)
        exit(1);
    pid = fork();
    if (pid == 0) {
        close(fds[0]);
        if (uid && (setgid(uid) != 0 || setuid(uid) != 0))
            _exit(1);
        _exit(run(box, walls, fds[1]) ? 1 : 0);
    }
    close(fds[1]);
    if (read(fds[0], got, sizeof got) != (ssize_t)sizeof got)
        got[0] = 0, got[1] = 1;
    close(fds[0]);
    waitpid(pid, &status, 0);
    if (status != 0)
        printf("probe: walls %u, uid %u: status %#x\n", walls, (unsigned)uid,
               (unsigned)status);
    sum[0] += got[0];
    sum[1] += got[1] + (status != 0 && !got[1]);
}

/* Calls by the numbers of another machine end the process. */
static void check_machine(size_t sum[2], bool (*call)(void), const char *name)
{
    int status = 0;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        struct err e;
        if (!sandbox_files(&(struct sandbox){0}, &e) ||
            !sandbox_calls(&(struct sandbox){0}, &e))
            _exit(1);
        call();
        _exit(2);
    }
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
        sum[0]++;
        return;
    }
    sum[1]++;
    printf("probe: %s: status %#x instead of a kill\n", name, (unsigned)status);
}

int main(void)
{
    struct sandbox_kernel k = sandbox_kernel();
    struct box box;
    size_t sum[2] = {0, 0};
    bool root = getuid() == 0;

    if (!sandbox_is_complete(&k)) {
        printf(
            "probe: no Landlock or seccomp here\nprobe: 0 passed, 0 failed, 1 skipped\n");
        return 0;
    }
    if (!box_open(&box)) {
        perror("probe");
        return 1;
    }
    for (unsigned walls = 0; walls <= WALL_BOTH; walls++) {
        run_in_child(&box, walls, 0, sum);
        if (root && walls)
            run_in_child(&box, walls, NOBODY, sum);
    }
    for (size_t i = 0; foreign_at(i); i++)
        check_machine(sum, foreign_at(i)->call, foreign_at(i)->name);
    box_close(&box);
    printf("probe: %zu passed, %zu failed\n", sum[0], sum[1]);
    return sum[1] != 0;
}
