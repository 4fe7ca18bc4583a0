#include "base/sandbox.h"

#include "sandbox_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/version.h>
/* Older headers than those of Linux 5.13 know nothing of Landlock. */
#if LINUX_VERSION_CODE >= 0x050D00
#define ENFORCED
#endif
#endif

#ifdef ENFORCED
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* ---- Landlock: its interface has grown, and headers may be older than the kernel */

/* As many rights as version I+1 knows: all of them are taken away. */
static const uint64_t file_rights[] = {
    (1ULL << 13) - 1, /* execute to make_sym: Linux 5.13 */
    (1ULL << 14) - 1, /* refer: 5.19 */
    (1ULL << 15) - 1, /* truncate: 6.2 */
    (1ULL << 15) - 1, /* the network: 6.7 */
    (1ULL << 16) - 1, /* ioctl of devices: 6.10 */
};
enum { NET_SINCE = 4, SCOPE_SINCE = 6 };
enum { NET_RIGHTS = 3 /* bind, connect */, SCOPES = 3 /* abstract sockets, signals */ };

struct ruleset {
    uint64_t files, net, scopes;
};

static int landlock_version(void)
{
    long v = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
                     LANDLOCK_CREATE_RULESET_VERSION);

    return v > 0 ? (int)v : 0;
}

static struct ruleset all_rights(int version)
{
    size_t n = sizeof file_rights / sizeof *file_rights;
    size_t i = (size_t)version < n ? (size_t)version - 1 : n - 1;

    return (struct ruleset){.files = file_rights[i],
                            .net = version >= NET_SINCE ? NET_RIGHTS : 0,
                            .scopes = version >= SCOPE_SINCE ? SCOPES : 0};
}

static int make_ruleset(int version)
{
    struct ruleset r = all_rights(version);
    size_t size = version >= SCOPE_SINCE ? sizeof r
                  : version >= NET_SINCE ? offsetof(struct ruleset, scopes)
                                         : offsetof(struct ruleset, net);

    return (int)syscall(SYS_landlock_create_ruleset, &r, size, 0U);
}

/* PATH may be read, with all below it. */
static bool let_read(int ruleset, const char *path, struct err *e)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct landlock_path_beneath_attr rule = {
        .parent_fd = fd, .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE};
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0;

    if (ok && S_ISDIR(st.st_mode))
        rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    ok = ok && syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule,
                       0U) == 0;
    if (!ok)
        err_errno(e, path, errno);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool enter_landlock(const struct sandbox *s, int version, struct err *e)
{
    int ruleset = make_ruleset(version);
    bool ok = ruleset >= 0 || err_errno(e, "Landlock", errno);

    for (size_t i = 0; ok && i < s->n_paths; i++)
        ok = let_read(ruleset, s->paths[i], e);
    if (ok && syscall(SYS_landlock_restrict_self, ruleset, 0U) != 0)
        ok = err_errno(e, "Landlock", errno);
    if (ruleset >= 0)
        close(ruleset);
    return ok;
}

bool sandbox_files(const struct sandbox *s, struct err *e)
{
    int version = landlock_version();

    if (prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0)
        return err_errno(e, "no_new_privs", errno);
    prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
    if (version)
        return enter_landlock(s, version, e);
    return s->weak || err_set(e, "内核没有 Landlock");
}

/* ---- seccomp */

static bool has_seccomp(void)
{
    struct sock_filter program[CALLS_PROGRAM_MAX];
    uint32_t kill = SECCOMP_RET_KILL_PROCESS;

    return calls_program(program) &&
           syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0U, &kill) == 0;
}

static bool enter_seccomp(struct err *e)
{
    struct sock_filter program[CALLS_PROGRAM_MAX];
    struct sock_fprog p = {.len = (unsigned short)calls_program(program),
                           .filter = program};
    long r = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &p);

    return r == 0 || (r > 0 ? err_set(e, "seccomp: 一个线程不受约束")
                            : err_errno(e, "seccomp", errno));
}

struct sandbox_kernel sandbox_kernel(void)
{
    return (struct sandbox_kernel){landlock_version(), has_seccomp()};
}

static bool close_calls(const struct sandbox *s, struct err *e)
{
    if (has_seccomp())
        return enter_seccomp(e);
    return s->weak || err_set(e, "内核没有 seccomp");
}

/* Bytes that RLIMIT_DATA counts now. */
static inline rlim_t data_now(void)
{
    enum { DATA = 6 }; /* of size, resident, shared, text, lib, data: proc(5) */
    unsigned long number = 0;
    char line[256] = "", *at = line;
    FILE *f = fopen("/proc/self/statm", "re");

    if (f && !fgets(line, sizeof line, f))
        line[0] = '\0';
    if (f)
        fclose(f);
    for (int i = 0; i < DATA; i++)
        number = strtoul(at, &at, 10);
    return (rlim_t)number * (rlim_t)sysconf(_SC_PAGESIZE);
}

#else

/* Elsewhere only the rules and the limits are left. */
struct sandbox_kernel sandbox_kernel(void)
{
    return (struct sandbox_kernel){0, false};
}

bool sandbox_files(const struct sandbox *s, struct err *e)
{
    return s->weak || err_set(e, "这个系统没有 Landlock");
}

static bool close_calls(const struct sandbox *s, struct err *e)
{
    return s->weak || err_set(e, "这个系统没有 seccomp");
}

static inline rlim_t data_now(void)
{
    return 0;
}

#endif

bool sandbox_is_complete(const struct sandbox_kernel *k)
{
    return k->landlock > 0 && k->seccomp;
}

/* ---- Limits */

static bool limit(int what, rlim_t soft, rlim_t hard, struct err *e)
{
    struct rlimit old, now = {soft, hard};

    if (getrlimit(what, &old) != 0)
        return err_errno(e, "getrlimit", errno);
    if (old.rlim_max != RLIM_INFINITY && (hard == RLIM_INFINITY || hard > old.rlim_max))
        now.rlim_max = old.rlim_max;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_cur > now.rlim_max)
        now.rlim_cur = now.rlim_max;
    return setrlimit(what, &now) == 0 || err_errno(e, "setrlimit", errno);
}

/* Address and thread sanitizers take address space by the gigabyte, whenever they like. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static bool limit_data(struct err *e)
{
    (void)e;
    return true;
}
#else
static bool limit_data(struct err *e)
{
    rlim_t data = data_now() + SANDBOX_DATA;

    return limit(RLIMIT_DATA, data, data, e);
}
#endif

/* Time has a soft limit only: its signal lets the terminal be restored. */
static bool set_limits(struct err *e)
{
    return limit_data(e) && limit(RLIMIT_FSIZE, 0, 0, e) && limit(RLIMIT_CORE, 0, 0, e) &&
           limit(RLIMIT_NPROC, 0, 0, e) &&
           limit(RLIMIT_NOFILE, SANDBOX_FILES, SANDBOX_FILES, e) &&
           limit(RLIMIT_CPU, SANDBOX_CPU, RLIM_INFINITY, e);
}

bool sandbox_calls(const struct sandbox *s, struct err *e)
{
    return set_limits(e) && close_calls(s, e);
}
