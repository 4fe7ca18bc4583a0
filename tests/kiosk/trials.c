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

#define UNUSED __attribute__((unused))
#define TRIAL(name) static bool name(struct box *b UNUSED)

/* ---- The box */

static bool write_file(const char *path, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, mode);
    bool ok = fd >= 0 && write(fd, "text\n", 5) == 5 && fchmod(fd, mode) == 0;

    if (fd >= 0)
        close(fd);
    return ok;
}

/* Open to everybody: it is the sandbox that refuses, not the modes. */
bool box_open(struct box *b)
{
    *b = (struct box){.parent = getpid()};
    snprintf(b->top, sizeof b->top, "/tmp/yulu-probe.XXXXXX");
    if (!mkdtemp(b->top) || chmod(b->top, 0777) != 0)
        return false;
    snprintf(b->dir, sizeof b->dir, "%s/dir", b->top);
    snprintf(b->file, sizeof b->file, "%s/file", b->dir);
    snprintf(b->link, sizeof b->link, "%s/link", b->dir);
    snprintf(b->out, sizeof b->out, "%s/out", b->top);
    snprintf(b->new_file, sizeof b->new_file, "%s/new", b->dir);
    snprintf(b->elsewhere, sizeof b->elsewhere, "%s/new", b->top);
    if (mkdir(b->dir, 0777) != 0 || chmod(b->dir, 0777) != 0 ||
        !write_file(b->file, 0666) || !write_file(b->out, 0777) ||
        symlink(b->out, b->link) != 0)
        return false;
    b->fd = open(b->file, O_RDONLY | O_CLOEXEC);
    b->tty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    return b->fd >= 0 && b->tty >= 0;
}

void box_close(struct box *b)
{
    close(b->fd);
    close(b->tty);
    unlink(b->link);
    unlink(b->file);
    unlink(b->out);
    rmdir(b->dir);
    rmdir(b->top);
}

/* Close what was got. */
static bool got(int fd)
{
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static bool got_any(long r)
{
    return r >= 0;
}

/* Not refused, but not done either: the call got as far as its arguments. */
static bool heard(long r)
{
    return r >= 0 || (errno != EPERM && errno != EACCES && errno != ENOSYS);
}

/* ---- Files */

TRIAL(read_password)
{
    return got(open("/etc/passwd", O_RDONLY));
}
TRIAL(list_root)
{
    return got(open("/", O_RDONLY | O_DIRECTORY));
}
TRIAL(read_beside)
{
    return got(open(b->out, O_RDONLY));
}
TRIAL(follow_link_out)
{
    return got(open(b->link, O_RDONLY));
}

TRIAL(climb_out)
{
    char path[160];

    snprintf(path, sizeof path, "%s/../out", b->dir);
    return got(open(path, O_RDONLY));
}

TRIAL(list_temporary)
{
    return got(open("/tmp", O_RDONLY | O_DIRECTORY));
}
TRIAL(read_environment)
{
    return got(open("/proc/1/stat", O_RDONLY));
}
TRIAL(read_own_root)
{
    return got(open("/proc/self/root/etc/passwd", O_RDONLY));
}
TRIAL(read_null)
{
    return got(open("/dev/null", O_RDONLY));
}
TRIAL(write_own_memory)
{
    return got(open("/proc/self/mem", O_RDWR));
}
TRIAL(write_null)
{
    return got(open("/dev/null", O_WRONLY));
}
TRIAL(open_to_write)
{
    return got(open(b->file, O_WRONLY));
}
TRIAL(open_to_append)
{
    return got(open(b->file, O_WRONLY | O_APPEND));
}
TRIAL(open_both)
{
    return got(open(b->file, O_RDWR));
}
TRIAL(open_truncating)
{
    return got(open(b->file, O_RDONLY | O_TRUNC));
}

static bool make(const char *path)
{
    bool made = got(open(path, O_WRONLY | O_CREAT | O_EXCL, 0600));
    int saved = errno;

    unlink(path);
    errno = saved;
    return made;
}

TRIAL(create)
{
    return make(b->new_file);
}
TRIAL(create_beside)
{
    return make(b->elsewhere);
}
TRIAL(create_in_memory)
{
    return make("/dev/shm/yulu-probe");
}
TRIAL(create_unnamed)
{
    return got(open(b->top, O_WRONLY | O_TMPFILE, 0600));
}
TRIAL(create_quietly)
{
    return got(open(b->file, O_RDONLY | O_CREAT, 0600));
}
TRIAL(open_newly)
{
    return heard(syscall(437, AT_FDCWD, b->file, NULL, 0));
}

/* Undo what was done, keep errno. */
static bool undone(int r, int (*undo)(const char *), const char *path)
{
    int saved = errno;

    if (r == 0)
        undo(path);
    errno = saved;
    return r == 0;
}

TRIAL(make_folder)
{
    return undone(mkdir(b->elsewhere, 0700), rmdir, b->elsewhere);
}
TRIAL(make_pipe)
{
    return undone(mkfifo(b->elsewhere, 0600), unlink, b->elsewhere);
}
TRIAL(make_link)
{
    return undone(symlink("/etc/passwd", b->new_file), unlink, b->new_file);
}
TRIAL(make_hard_link)
{
    return undone(link(b->file, b->new_file), unlink, b->new_file);
}

TRIAL(rename_it)
{
    int r = rename(b->file, b->new_file), saved = errno;

    if (r == 0)
        rename(b->new_file, b->file);
    errno = saved;
    return r == 0;
}

TRIAL(remove_it)
{
    int r = unlink(b->file), saved = errno;

    if (r == 0)
        write_file(b->file, 0666);
    errno = saved;
    return r == 0;
}

TRIAL(truncate_it)
{
    return got_any(truncate(b->file, 5));
}
TRIAL(truncate_open)
{
    return heard(ftruncate(b->fd, 5));
}
TRIAL(reserve)
{
    return heard(fallocate(b->fd, 0, 0, 10));
}
TRIAL(change_mode)
{
    return got_any(chmod(b->file, 0666));
}
TRIAL(change_open_mode)
{
    return got_any(fchmod(b->fd, 0666));
}
TRIAL(change_owner)
{
    return got_any(chown(b->file, (uid_t)-1, (gid_t)-1));
}
TRIAL(change_time)
{
    return got_any(utimensat(AT_FDCWD, b->file, NULL, 0));
}
TRIAL(set_attribute)
{
    return heard(setxattr(b->file, "user.x", "1", 1, 0));
}
TRIAL(copy_range)
{
    return heard(syscall(SYS_copy_file_range, -1, 0, -1, 0, 1, 0));
}
TRIAL(send_file)
{
    return heard(syscall(SYS_sendfile, -1, -1, 0, 1));
}
TRIAL(open_by_handle)
{
    return heard(syscall(SYS_open_by_handle_at, -1, NULL, 0));
}
TRIAL(change_folder)
{
    return got_any(chdir("/"));
}
TRIAL(lock_others_out)
{
    return got_any(fcntl(b->fd, F_SETLEASE, F_UNLCK));
}
TRIAL(watch_accesses)
{
    return heard(syscall(SYS_fanotify_init, 0, 0));
}

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

static const struct trial trials[] = {
    FILES_ONLY(read_password),
    FILES_ONLY(list_root),
    FILES_ONLY(read_beside),
    FILES_ONLY(follow_link_out),
    FILES_ONLY(climb_out),
    FILES_ONLY(list_temporary),
    FILES_ONLY(read_environment),
    FILES_ONLY(read_own_root),
    FILES_ONLY(read_null),
    BOTH(write_own_memory),
    BOTH(write_null),
    BOTH(open_to_write),
    BOTH(open_to_append),
    BOTH(open_both),
    BOTH(open_truncating),
    BOTH(create),
    BOTH(create_beside),
    BOTH(create_in_memory),
    BOTH(create_unnamed),
    CALLS(create_quietly),
    CALLS(open_newly),
    BOTH(make_folder),
    BOTH(make_pipe),
    BOTH(make_link),
    BOTH(make_hard_link),
    BOTH(rename_it),
    BOTH(remove_it),
    BOTH(truncate_it),
    CALLS(truncate_open),
    CALLS(reserve),
    CALLS(change_mode),
    CALLS(change_open_mode),
    CALLS(change_owner),
    CALLS(change_time),
    CALLS(set_attribute),
    CALLS(copy_range),
    CALLS(send_file),
    CALLS(open_by_handle),
    CALLS(change_folder),
    CALLS(lock_others_out),
    CALLS(watch_accesses),
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
};

const struct trial *trial_at(size_t i)
{
    return i < sizeof trials / sizeof *trials ? &trials[i] : NULL;
}

/* ---- Numbers of other machines */

#ifdef __x86_64__
static bool call_32_bits(void)
{
    long r;

    /* getpid() of i386 */
    __asm__ volatile("int $0x80"
                     : "=a"(r)
                     : "a"(20)
                     : "memory", "r8", "r9", "r10", "r11");
    return r > 0;
}

static bool call_x32(void)
{
    return syscall(0x40000000 + SYS_getpid) > 0;
}

static const struct foreign foreign[] = {{"int 0x80", call_32_bits}, {"x32", call_x32}};

const struct foreign *foreign_at(size_t i)
{
    return i < sizeof foreign / sizeof *foreign ? &foreign[i] : NULL;
}

#else

const struct foreign *foreign_at(size_t i)
{
    (void)i;
    return NULL;
}

#endif
