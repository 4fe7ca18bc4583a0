#define _GNU_SOURCE 1
#include "kiosk/trials.h"

#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* ---- Programs and processes */

/* A program that is none runs nothing, also where nothing refuses it. */
TRIAL(run_program)
{
    char *const args[] = {b->out, NULL};

    execve(b->out, args, args);
    return errno == ENOEXEC;
}

TRIAL(run_open_program)
{
    char *const args[] = {b->out, NULL};

    syscall(SYS_execveat, b->fd, "", args, args, AT_EMPTY_PATH | 0x80000);
    return errno != EPERM && errno != ENOSYS;
}

TRIAL(fork_process)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

static void *nothing(void *arg)
{
    return arg;
}

TRIAL(start_thread)
{
    pthread_t t;
    int r = pthread_create(&t, NULL, nothing, NULL);

    /* glibc says EAGAIN for what the kernel refused when it asked for memory. */
    errno = r;
    return r == 0 && pthread_join(t, NULL) == 0;
}

TRIAL(clone_newly)
{
    return heard(syscall(435, NULL, 0));
}
TRIAL(signal_parent)
{
    return got_any(kill(b->parent, 0));
}
TRIAL(signal_group)
{
    return got_any(kill(0, 0));
}
TRIAL(signal_all)
{
    return got_any(kill(-1, 0));
}
TRIAL(signal_other_thread)
{
    return got_any(syscall(SYS_tgkill, b->parent, b->parent, 0));
}
TRIAL(signal_by_queue)
{
    siginfo_t info = {.si_code = SI_QUEUE};

    return got_any(syscall(SYS_rt_sigqueueinfo, b->parent, 0, &info));
}
TRIAL(open_process)
{
    return got((int)syscall(434, b->parent, 0));
}
TRIAL(signal_by_descriptor)
{
    return heard(syscall(424, -1, 0, NULL, 0));
}
TRIAL(own_descriptor)
{
    return got_any(fcntl(b->fd, F_SETOWN, getpid()));
}
TRIAL(trace)
{
    return heard(ptrace(PTRACE_PEEKDATA, b->parent, NULL, NULL));
}
TRIAL(read_memory)
{
    char c;
    struct iovec to = {&c, 1}, from = {b, 1};

    return heard(process_vm_readv(b->parent, &to, 1, &from, 1, 1));
}
TRIAL(write_memory)
{
    return heard(process_vm_writev(b->parent, NULL, 1, NULL, 1, 1));
}
TRIAL(change_priority)
{
    return got_any(setpriority(PRIO_PROCESS, 0, 0));
}
TRIAL(change_group)
{
    return heard(setpgid(getpid(), b->parent));
}
TRIAL(new_session)
{
    return heard(syscall(SYS_setsid)) && errno != EPERM;
}

/* ---- Network and messages */

TRIAL(socket_inet)
{
    return got(socket(AF_INET, SOCK_STREAM, 0));
}
TRIAL(socket_datagram)
{
    return got(socket(AF_INET, SOCK_DGRAM, 0));
}
TRIAL(socket_unix)
{
    return got(socket(AF_UNIX, SOCK_STREAM, 0));
}
TRIAL(socket_netlink)
{
    return got(socket(AF_NETLINK, SOCK_RAW, 0));
}
TRIAL(socket_pair)
{
    int fds[2];

    return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0 && got(fds[0]) && got(fds[1]);
}
TRIAL(connect_it)
{
    return heard(connect(-1, NULL, 0));
}
TRIAL(listen_it)
{
    return heard(listen(-1, 1));
}
TRIAL(new_pipe)
{
    int fds[2];

    return pipe(fds) == 0 && got(fds[0]) && got(fds[1]);
}
TRIAL(new_event)
{
    return got(eventfd(0, EFD_CLOEXEC));
}
TRIAL(shared_segment)
{
    int id = (int)syscall(SYS_shmget, IPC_PRIVATE, 4096, 0600);

    if (id >= 0)
        syscall(SYS_shmctl, id, 0 /* IPC_RMID */, NULL);
    return id >= 0;
}
TRIAL(message_queue)
{
    int id = (int)syscall(SYS_msgget, IPC_PRIVATE, 0600);

    if (id >= 0)
        syscall(SYS_msgctl, id, 0, NULL);
    return id >= 0;
}
TRIAL(semaphores)
{
    int id = (int)syscall(SYS_semget, IPC_PRIVATE, 1, 0600);

    if (id >= 0)
        syscall(SYS_semctl, id, 0, 0);
    return id >= 0;
}
TRIAL(posix_queue)
{
    return heard(syscall(SYS_mq_open, NULL, 0, 0, NULL));
}

const struct trial trials_processes[] = {
    BOTH(run_program),
    CALLS(run_open_program),
    CALLS(fork_process),
    CALLS(start_thread),
    CALLS(clone_newly),
    BOTH(signal_parent),
    CALLS(signal_group),
    UNDONE(signal_all),
    BOTH(signal_other_thread),
    BOTH(signal_by_queue),
    CALLS(open_process),
    CALLS(signal_by_descriptor),
    CALLS(own_descriptor),
    CALLS(trace),
    CALLS(read_memory),
    CALLS(write_memory),
    CALLS(change_priority),
    UNDONE(change_group),
    UNDONE(new_session),
    CALLS(socket_inet),
    CALLS(socket_datagram),
    CALLS(socket_unix),
    CALLS(socket_netlink),
    CALLS(socket_pair),
    CALLS(connect_it),
    CALLS(listen_it),
    CALLS(new_pipe),
    CALLS(new_event),
    CALLS(shared_segment),
    CALLS(message_queue),
    CALLS(semaphores),
    CALLS(posix_queue),
    NO_MORE,
};
