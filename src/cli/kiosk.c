/* yulu --kiosk: everything that happens before the archive is opened, in this order: what sshd's
 * client asked for, no environment, no inherited descriptors, the settings held against what the
 * kernel can do, a place among the sessions.  The rest of the order is the archive's: open it and
 * its cache, Landlock, the worker, limits and seccomp, then the first article. */
#include "internal.h"

#include "archive/place.h"
#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TERM_MAX_LEN = 32, DESCRIPTORS_MAX = 1024 };

extern char **environ;

/* A name of a terminal and nothing else: it becomes the name of a file. */
static bool is_term(const char *z)
{
    static const char ok[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
    size_t len = strlen(z);

    return len > 0 && len <= TERM_MAX_LEN && strspn(z, ok) == len && z[0] != '.';
}

/* Only TERM is the guest's.  The zone is read now: later its file cannot be opened. */
static bool clean_environment(struct arena *a)
{
    const char *term = getenv("TERM");

    term = term && is_term(term) ? arena_strz(a, str_of(term)) : "vt100";
    environ[0] = NULL;
    tzset();
    return setenv("TERM", term, 1) == 0 && setenv("LC_ALL", "C.UTF-8", 1) == 0;
}

static void close_inherited(void)
{
    for (int fd = 3; fd < DESCRIPTORS_MAX; fd++)
        close(fd);
}

/* ---- What is wrong with the settings */

static bool check_paths(struct cli_opts *o, struct err *e)
{
    if (o->n_args && !o->n_dirs) {
        o->dirs = o->args;
        o->n_dirs = o->n_args;
    } else if (o->n_args) {
        return err_set(e, "--kiosk 的存档给了两次");
    }
    if (!o->n_dirs)
        return err_set(e, "--kiosk 要说明读哪个目录");
    for (size_t i = 0; i < o->n_dirs; i++)
        if (strcmp(o->dirs[i], "-") == 0)
            return err_set(e, "--kiosk 不读标准输入");
    if (o->cache_dir && !place_is_published(o->cache_dir))
        return err_set(e, "--cache-dir %s：不是 yulu index build --into 建的",
                       o->cache_dir);
    return true;
}

static bool check_kernel(const struct cli_opts *o, struct err *e)
{
    struct sandbox_kernel k = sandbox_kernel();

    return o->kiosk.weak || sandbox_is_complete(&k) ||
           err_set(
               e,
               "内核没有 %s，不启动；仍要启动用 --kiosk=weak（见 yulu --kiosk-status）",
               k.landlock ? "seccomp" : "Landlock");
}

static bool check(struct cli_opts *o, struct err *e)
{
    if (geteuid() == 0 || getuid() == 0)
        return err_set(e, "--kiosk 不能由 root 运行：请给访客一个自己的账户");
    return check_paths(o, e) && check_kernel(o, e);
}

/* ---- What the stranger gets */

static struct sandbox *make_sandbox(struct cli_opts *o)
{
    struct sandbox *s = arena_new(&o->a, struct sandbox);
    const char **paths = arena_array(&o->a, const char *, o->n_dirs + 1);

    for (size_t i = 0; i < o->n_dirs; i++)
        paths[s->n_paths++] = o->dirs[i];
    if (o->cache_dir)
        paths[s->n_paths++] = o->cache_dir;
    s->paths = paths;
    s->weak = o->kiosk.weak;
    return s;
}

/* The words a client of sshd gave. */
static struct str asked_for(struct cli_opts *o)
{
    const char *line = o->kiosk.commands ? getenv("SSH_ORIGINAL_COMMAND") : NULL;

    return line ? arena_str(&o->a, str_of(line)) : STR("");
}

bool kiosk_start(struct cli_opts *o, int *status)
{
    struct str line = asked_for(o);
    struct err e = {""};

    *status = EXIT_USAGE;
    close_inherited();
    /* Writing into a file is an error then and no end by a signal. */
    signal(SIGXFSZ, SIG_IGN);
    if (!clean_environment(&o->a) || !check(o, &e)) {
        cli_say(0, "%s", e.msg);
        return false;
    }
    o->no_state = o->no_config = true;
    o->no_cache = o->no_cache || !o->cache_dir;
    o->kiosk.sandbox = make_sandbox(o);
    if (!guest_parse(o, line, &e)) {
        cli_say(0, "%s", e.msg);
        return false;
    }
    if (o->kiosk.max_sessions) {
        o->kiosk.session = session_take(o->kiosk.max_sessions, &e);
        if (o->kiosk.session < 0) {
            *status = cli_say(EXIT_IO, "%s", e.msg);
            return false;
        }
    }
    return true;
}

/* ---- --kiosk-status */

static void put_kernel(struct buf *b, const struct sandbox_kernel *k)
{
    struct utsname u = {0};

    uname(&u);
    buf_printf(b, "内核      %s %s %s\n", u.sysname, u.release, u.machine);
    if (k->landlock)
        buf_printf(b, "Landlock  有，接口版本 %d%s%s\n", k->landlock,
                   k->landlock >= 4 ? "，管 TCP" : "",
                   k->landlock >= 6 ? "，管信号和套接字" : "");
    else
        buf_z(b, "Landlock  没有\n");
    buf_printf(b, "seccomp   %s\n", k->seccomp ? "有" : "没有");
    buf_printf(b, "限度      写文件 0 字节，新进程 0，内存另加 %d MB，运算 %d 秒\n",
               SANDBOX_DATA >> 20, SANDBOX_CPU);
}

/* Enters, tries, and writes what came of it into FD; returns an exit status. */
static int try_all(const struct sandbox *s, int fd)
{
    struct buf b = {0};
    struct err e = {""};
    size_t n = 1;

    if (sandbox_files(s, &e) && sandbox_calls(s, &e))
        n = sandbox_try(&b);
    else
        buf_printf(&b, "%s\n", e.msg);
    if (!file_write_fd(fd, buf_view(&b), &e))
        n = 1;
    buf_free(&b);
    return n ? EXIT_USAGE : EXIT_OK;
}

/* In a child: what is inside cannot write this program's output where that is a file. */
static bool try_in_child(const struct sandbox *s, struct arena *a, struct str *out,
                         struct err *e)
{
    int fds[2], status = -1;
    pid_t pid;

    if (pipe(fds) != 0)
        return err_errno(e, "pipe", errno);
    pid = fork();
    if (pid == 0)
        _exit(try_all(s, fds[1]));
    close(fds[1]);
    if (!file_read_fd(a, fds[0], 0, out, e))
        *out = STR("");
    close(fds[0]);
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

int kiosk_status(struct cli_opts *o)
{
    struct sandbox_kernel k = sandbox_kernel();
    struct sandbox s = {.paths = o->args, .n_paths = o->n_args, .weak = true};
    struct out out = {0};
    struct err e = {""};
    struct str tried = STR("");
    bool ok = try_in_child(&s, &o->a, &tried, &e) && sandbox_is_complete(&k);

    put_kernel(&out.b, &k);
    buf_str(&out.b, tried);
    buf_z(&out.b, ok ? "结论      完全\n"
                     : "结论      不完全，--kiosk 不启动（--kiosk=weak 仍启动）\n");
    return out_finish(&out, ok ? EXIT_OK : EXIT_USAGE);
}
