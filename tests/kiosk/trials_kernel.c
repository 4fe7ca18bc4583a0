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

/* ---- The kernel */

TRIAL(memory_file)
{
    return got((int)syscall(SYS_memfd_create, "x", 0U));
}
TRIAL(ring)
{
    return heard(syscall(425, 1, NULL));
}
TRIAL(filter_program)
{
    return heard(syscall(SYS_bpf, 0, NULL, 0));
}
TRIAL(mount_it)
{
    return heard(mount(NULL, NULL, NULL, 0, NULL));
}
TRIAL(unmount)
{
    return heard(umount2(b->new_file, 0));
}
TRIAL(open_tree_it)
{
    return heard(syscall(428, -1, NULL, 0));
}
TRIAL(own_spaces)
{
    return heard(unshare(0));
}
TRIAL(user_space)
{
    return got_any(unshare(CLONE_NEWUSER));
}
TRIAL(enter_space)
{
    return heard(setns(-1, 0));
}
TRIAL(change_root)
{
    return heard(chroot(b->new_file));
}
TRIAL(pivot)
{
    return heard(syscall(SYS_pivot_root, NULL, NULL));
}
TRIAL(measure)
{
    return heard(syscall(SYS_perf_event_open, NULL, 0, 0, 0, 0));
}
TRIAL(page_faults)
{
    return got((int)syscall(SYS_userfaultfd, 0));
}
TRIAL(keys)
{
    return heard(syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, -4, 0));
}
TRIAL(add_key_it)
{
    return heard(syscall(SYS_add_key, NULL, NULL, NULL, 0, 0));
}
TRIAL(swap_memory)
{
    return heard(syscall(SYS_swapoff, NULL));
}
TRIAL(kernel_log)
{
    return heard(syscall(SYS_syslog, 99, NULL, 0));
}
TRIAL(set_clock)
{
    return heard(syscall(SYS_clock_settime, 99, NULL));
}
TRIAL(set_name)
{
    return heard(syscall(SYS_sethostname, NULL, 1L));
}
TRIAL(become_user)
{
    return got_any(setresuid((uid_t)-1, (uid_t)-1, (uid_t)-1));
}
TRIAL(become_group)
{
    return got_any(setresgid((gid_t)-1, (gid_t)-1, (gid_t)-1));
}
TRIAL(capabilities)
{
    return heard(syscall(SYS_capset, NULL, NULL));
}
TRIAL(persona)
{
    return got_any(syscall(SYS_personality, 0xffffffffUL));
}
TRIAL(raise_limit)
{
    struct rlimit r = {1 << 20, RLIM_INFINITY};

    return got_any(setrlimit(RLIMIT_FSIZE, &r));
}
TRIAL(be_dumped)
{
    return got_any(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}
TRIAL(another_filter)
{
    return heard(syscall(SYS_seccomp, 99, 0, NULL));
}
TRIAL(another_landlock)
{
    return heard(syscall(SYS_landlock_create_ruleset, NULL, 0, 1));
}

TRIAL(map_code)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p != MAP_FAILED && munmap(p, 4096) == 0;
}

TRIAL(make_code)
{
    void *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bool done = p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
    int saved = errno;

    munmap(p, 4096);
    errno = saved;
    return done;
}

/* That much is not refused but not there. */
TRIAL(much_memory)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    errno = EPERM;
    return false;
#endif
    size_t size = (size_t)SANDBOX_DATA + (1 << 20);
    void *p =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    errno = EPERM;
    return p != MAP_FAILED && munmap(p, size) == 0;
}

/* ---- The terminal */

TRIAL(type_into_terminal)
{
    return heard(ioctl(b->tty, TIOCSTI, "x"));
}
TRIAL(type_by_selection)
{
    return heard(ioctl(b->tty, TIOCLINUX, "\2"));
}
TRIAL(take_terminal)
{
    return heard(ioctl(b->tty, TIOCSCTTY, 0));
}
TRIAL(own_terminal)
{
    return got(open("/dev/tty", O_RDWR)) || errno == ENXIO;
}
TRIAL(new_terminal)
{
    return got(open("/dev/ptmx", O_RDWR | O_NOCTTY));
}

/* ---- What a reader needs */

TRIAL(read_inside)
{
    char c[5];
    int fd = open(b->file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool done = fd >= 0 && read(fd, c, 5) == 5 && memcmp(c, "text\n", 5) == 0;

    got(fd);
    return done;
}
TRIAL(list_inside)
{
    return got(open(b->dir, O_RDONLY | O_DIRECTORY));
}
TRIAL(look_inside)
{
    struct stat st;

    return stat(b->file, &st) == 0 && access(b->file, R_OK) == 0;
}
TRIAL(map_inside)
{
    void *p = mmap(NULL, 5, PROT_READ, MAP_PRIVATE, b->fd, 0);

    return p != MAP_FAILED && munmap(p, 5) == 0;
}
TRIAL(use_memory)
{
    char *p = malloc(8 << 20);
    bool done = p != NULL;

    if (p)
        memset(p, 1, 8 << 20);
    free(p);
    return done;
}
TRIAL(size_of_terminal)
{
    struct winsize w;

    return ioctl(b->tty, TIOCGWINSZ, &w) == 0;
}
TRIAL(modes_of_terminal)
{
    struct termios t;

    return tcgetattr(b->tty, &t) == 0 && tcsetattr(b->tty, TCSANOW, &t) == 0;
}
TRIAL(wait_for_keys)
{
    struct pollfd p = {.fd = b->tty, .events = POLLIN};

    return poll(&p, 1, 0) >= 0;
}
TRIAL(watch_inside)
{
    int fd = inotify_init1(IN_CLOEXEC);
    bool done = fd >= 0 && inotify_add_watch(fd, b->dir, IN_CLOSE_WRITE) >= 0;

    got(fd);
    return done;
}
TRIAL(own_signal)
{
    return kill(getpid(), 0) == 0;
}
TRIAL(tell_time)
{
    struct timespec t;

    return syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &t) == 0;
}

const struct trial trials_kernel[] = {
    CALLS(memory_file),
    CALLS(ring),
    CALLS(filter_program),
    CALLS(mount_it),
    CALLS(unmount),
    CALLS(open_tree_it),
    CALLS(own_spaces),
    UNDONE(user_space),
    CALLS(enter_space),
    CALLS(change_root),
    CALLS(pivot),
    CALLS(measure),
    CALLS(page_faults),
    CALLS(keys),
    CALLS(add_key_it),
    CALLS(swap_memory),
    CALLS(kernel_log),
    CALLS(set_clock),
    CALLS(set_name),
    CALLS(become_user),
    CALLS(become_group),
    CALLS(capabilities),
    CALLS(persona),
    CALLS(raise_limit),
    CALLS(be_dumped),
    CALLS(another_filter),
    CALLS(another_landlock),
    CALLS(map_code),
    CALLS(make_code),
    UNDONE(much_memory),
    CALLS(type_into_terminal),
    CALLS(type_by_selection),
    UNDONE(take_terminal),
    BOTH(own_terminal),
    BOTH(new_terminal),
    NEEDED(read_inside),
    NEEDED(list_inside),
    NEEDED(look_inside),
    NEEDED(map_inside),
    NEEDED(use_memory),
    NEEDED(size_of_terminal),
    NEEDED(modes_of_terminal),
    NEEDED(wait_for_keys),
    NEEDED(watch_inside),
    NEEDED(own_signal),
    NEEDED(tell_time),
    NO_MORE,
};
