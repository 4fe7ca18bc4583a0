/* What must be refused, tried.  Nothing here does harm when it is not refused. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static bool close_got(int fd)
{
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static bool reads_elsewhere(void)
{
    return close_got(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static bool lists_elsewhere(void)
{
    return close_got(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/* For appending: nothing is changed by that alone. */
static bool writes(void)
{
    return close_got(open("/dev/null", O_WRONLY | O_APPEND | O_CLOEXEC));
}

static bool makes_files(void)
{
    bool made = mkdir("/tmp/.yulu-try", 0700) == 0;

    if (made)
        rmdir("/tmp/.yulu-try");
    return made;
}

static bool connects(void)
{
    return close_got(socket(AF_INET, SOCK_STREAM, 0)) ||
           close_got(socket(AF_UNIX, SOCK_STREAM, 0));
}

static bool forks(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

/* A program that is none: allowed or not, nothing runs. */
static bool runs_programs(void)
{
    static const char none[] = "/dev/null/none";
    char *const args[] = {NULL};

    execve(none, args, args);
    return errno != EPERM && errno != ENOSYS;
}

static bool signals_others(void)
{
    return kill(getppid(), 0) == 0;
}

static const struct {
    const char *what;
    bool (*done)(void);
} trials[] = {
    {"读别处的文件", reads_elsewhere}, {"列别处的目录", lists_elsewhere},
    {"打开文件来写", writes},          {"新建文件或目录", makes_files},
    {"建立网络连接", connects},        {"产生新进程", forks},
    {"运行程序", runs_programs},       {"给别的进程发信号", signals_others},
};

size_t sandbox_try(struct buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        bool done = trials[i].done();
        buf_printf(out, "%s  %s\n", done ? "未拒绝" : "拒绝  ", trials[i].what);
        n += done;
    }
    return n;
}
