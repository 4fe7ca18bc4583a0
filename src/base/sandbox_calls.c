/* An allow-list: what is not in the table is refused, so a call that nobody thought of is refused
 * too.  A call a library makes for its own comfort fails with EPERM and it does without.
 *
 * BPF sees the low words of arguments only where that is said: the kernel itself takes flags,
 * requests and process numbers as 32 bits. */
#include "sandbox_calls.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define MACHINE AUDIT_ARCH_AARCH64
#endif
#endif

#ifdef MACHINE

/* Allowed when (argument ARG & MASK) == VALUE; MASK 0: always.  OWN: when the argument is the
 * number of this process. */
struct rule {
    int call;
    unsigned arg;
    uint32_t mask, value;
    int own;
};

/* Opening for anything but reading. */
enum { WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND };

/* TCGETS2 and TCSETS2 of newer libraries, by number: their header excludes <termios.h>. */
#define TERMIOS2_GET 0x802C542Au
#define TERMIOS2_SET 0x402C542Bu

#define ALWAYS(name)                                                                     \
    {                                                                                    \
        SYS_##name, 0, 0, 0, 0                                                           \
    }
#define ONLY(name, arg, value)                                                           \
    {                                                                                    \
        SYS_##name, arg, 0xFFFFFFFFu, (uint32_t)(value), 0                               \
    }
#define WITHOUT(name, arg, bits)                                                         \
    {                                                                                    \
        SYS_##name, arg, (uint32_t)(bits), 0, 0                                          \
    }
#define OWN(name)                                                                        \
    {                                                                                    \
        SYS_##name, 0, 0xFFFFFFFFu, 0, 1                                                 \
    }

/* The most frequent ones first. */
static const struct rule rules[] = {
    ALWAYS(read),
    ALWAYS(write),
    ALWAYS(futex),
    ALWAYS(ppoll),
    ALWAYS(close),
    ALWAYS(newfstatat),
    ALWAYS(fstat),
    WITHOUT(openat, 2, WRITES),
    ALWAYS(pread64),
    ALWAYS(lseek),
    ALWAYS(getdents64),
    WITHOUT(mmap, 2, PROT_EXEC),
    WITHOUT(mprotect, 2, PROT_EXEC),
    ALWAYS(munmap),
    ALWAYS(mremap),
    ALWAYS(madvise),
    ALWAYS(brk),
    ALWAYS(readv),
    ALWAYS(writev),
    ALWAYS(preadv),
#ifdef SYS_statx
    ALWAYS(statx),
#endif
    ALWAYS(statfs),
    ALWAYS(fstatfs),
    ALWAYS(faccessat),
#ifdef SYS_faccessat2
    ALWAYS(faccessat2),
#endif
    ALWAYS(readlinkat),
    ALWAYS(getcwd),
    ALWAYS(fadvise64),
    ALWAYS(readahead),
    /* fcntl: not F_SETOWN, F_SETSIG, F_NOTIFY, F_SETLEASE, which signal others. */
    ONLY(fcntl, 1, F_GETFD),
    ONLY(fcntl, 1, F_SETFD),
    ONLY(fcntl, 1, F_GETFL),
    ONLY(fcntl, 1, F_SETFL),
    ONLY(fcntl, 1, F_GETLK),
    ONLY(fcntl, 1, F_SETLK),
    ONLY(fcntl, 1, F_DUPFD_CLOEXEC),
    /* ioctl: modes and size of a terminal; not TIOCSTI and TIOCLINUX, which type into it. */
    ONLY(ioctl, 1, TCGETS),
    ONLY(ioctl, 1, TCSETS),
    ONLY(ioctl, 1, TCSETSW),
    ONLY(ioctl, 1, TCSETSF),
    ONLY(ioctl, 1, TERMIOS2_GET),
    ONLY(ioctl, 1, TERMIOS2_SET),
    ONLY(ioctl, 1, TERMIOS2_SET + 1),
    ONLY(ioctl, 1, TERMIOS2_SET + 2),
    ONLY(ioctl, 1, TIOCGWINSZ),
    /* What changed in the folders. */
    ALWAYS(inotify_init1),
    ALWAYS(inotify_add_watch),
    ALWAYS(inotify_rm_watch),
    /* Time. */
    ALWAYS(clock_gettime),
    ALWAYS(clock_getres),
    ALWAYS(clock_nanosleep),
    ALWAYS(nanosleep),
    ALWAYS(gettimeofday),
    /* Signals to itself, and the end. */
    ALWAYS(rt_sigaction),
    ALWAYS(rt_sigprocmask),
    ALWAYS(rt_sigreturn),
    ALWAYS(sigaltstack),
    ALWAYS(restart_syscall),
    OWN(kill),
    OWN(tgkill),
    ALWAYS(exit),
    ALWAYS(exit_group),
    /* About itself. */
    ALWAYS(getpid),
    ALWAYS(getppid),
    ALWAYS(gettid),
    ALWAYS(getuid),
    ALWAYS(geteuid),
    ALWAYS(getgid),
    ALWAYS(getegid),
    ALWAYS(getrusage),
    ALWAYS(uname),
    ALWAYS(sysinfo),
    ALWAYS(getrandom),
    ALWAYS(sched_yield),
    ALWAYS(sched_getaffinity),
    ALWAYS(getcpu),
    ALWAYS(set_robust_list),
#ifdef SYS_rseq
    ALWAYS(rseq),
#endif
    ALWAYS(membarrier),
#ifdef __x86_64__
    WITHOUT(open, 1, WRITES),
    ALWAYS(poll),
    ALWAYS(stat),
    ALWAYS(lstat),
    ALWAYS(access),
    ALWAYS(readlink),
    ALWAYS(getdents),
    ALWAYS(time),
    ALWAYS(getpgrp),
#endif
};
enum { N_RULES = sizeof rules / sizeof *rules };

/* Calls with higher numbers are newer than this table: a library that asks whether the kernel has
 * them is told that it has not, and uses the old ones. */
enum { NEWEST = 450, X32 = 0x40000000 };

#define STMT(code, k) BPF_STMT((unsigned short)(code), (uint32_t)(k))
#define JUMP(code, k, yes, no)                                                           \
    BPF_JUMP((unsigned short)(BPF_JMP | (code) | BPF_K), (uint32_t)(k), yes, no)
#define LOAD(at) STMT(BPF_LD | BPF_W | BPF_ABS, at)
#define RETURN(what) STMT(BPF_RET | BPF_K, what)
#define REFUSE(errnum) RETURN(SECCOMP_RET_ERRNO | (errnum))

struct program {
    struct sock_filter *out;
    size_t n;
};

static void add(struct program *p, struct sock_filter f)
{
    if (p->n < CALLS_PROGRAM_MAX)
        p->out[p->n] = f;
    p->n++;
}

/* Other machines' numbers (32 bits, x32) mean other calls. */
static void add_machine(struct program *p)
{
    add(p, (struct sock_filter)LOAD(offsetof(struct seccomp_data, arch)));
    add(p, (struct sock_filter)JUMP(BPF_JEQ, MACHINE, 1, 0));
    add(p, (struct sock_filter)RETURN(SECCOMP_RET_KILL_PROCESS));
    add(p, (struct sock_filter)LOAD(offsetof(struct seccomp_data, nr)));
#ifdef __x86_64__
    add(p, (struct sock_filter)JUMP(BPF_JGE, X32, 0, 1));
    add(p, (struct sock_filter)RETURN(SECCOMP_RET_KILL_PROCESS));
#endif
}

/* The number of the call is in the accumulator, before and after. */
static void add_rule(struct program *p, const struct rule *r)
{
    uint32_t value = r->own ? (uint32_t)getpid() : r->value;
    size_t at = offsetof(struct seccomp_data, args) + r->arg * sizeof(uint64_t);

    if (!r->mask) {
        add(p, (struct sock_filter)JUMP(BPF_JEQ, r->call, 0, 1));
        add(p, (struct sock_filter)RETURN(SECCOMP_RET_ALLOW));
        return;
    }
    add(p, (struct sock_filter)JUMP(BPF_JEQ, r->call, 0, 5));
    add(p, (struct sock_filter)LOAD(at));
    add(p, (struct sock_filter)STMT(BPF_ALU | BPF_AND | BPF_K, r->mask));
    add(p, (struct sock_filter)JUMP(BPF_JEQ, value, 0, 1));
    add(p, (struct sock_filter)RETURN(SECCOMP_RET_ALLOW));
    add(p, (struct sock_filter)LOAD(offsetof(struct seccomp_data, nr)));
}

size_t calls_program(struct sock_filter *out)
{
    struct program p = {out, 0};

    add_machine(&p);
    for (size_t i = 0; i < N_RULES; i++)
        add_rule(&p, &rules[i]);
    add(&p, (struct sock_filter)JUMP(BPF_JGT, NEWEST, 0, 1));
    add(&p, (struct sock_filter)REFUSE(ENOSYS));
    add(&p, (struct sock_filter)REFUSE(EPERM));
    return p.n <= CALLS_PROGRAM_MAX ? p.n : 0;
}

#else

size_t calls_program(struct sock_filter *out)
{
    (void)out;
    return 0;
}

#endif
