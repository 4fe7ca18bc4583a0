/* Handlers may use nothing but what is async-signal-safe and find nothing but globals, which are
 * two file descriptors: the pipe that wakes the loop, and a pipe that holds one struct rescue for
 * whoever is first to need it. */
#include "signals.h"

#include "base/mapping.h"
#include "tui/send.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t wake_fd = -1;
static volatile sig_atomic_t rescue_fd = -1;    /* read end */
static volatile sig_atomic_t rescue_in_fd = -1; /* write end */

enum { RESCUE_WAIT = 100 }; /* ms */

static const int crashes[] = {SIGSEGV, SIGABRT, SIGILL,  SIGFPE,
                              SIGSYS,  SIGTRAP, SIGXCPU, SIGXFSZ};
static const int wakes[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGHUP,  SIGTERM,   SIGINT,
                            SIGQUIT,  SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static void on_wake(int sig)
{
    int saved = errno;
    unsigned char byte = (unsigned char)sig;

    /* A full pipe holds enough to wake anybody. */
    if (wake_fd >= 0)
        send_some(wake_fd, str_make((const char *)&byte, 1));
    errno = saved;
}

void signals_rescue(void)
{
    struct rescue r;

    if (rescue_fd < 0 || read(rescue_fd, &r, sizeof r) != (ssize_t)sizeof r)
        return;
    send_all(r.fd, str_make(r.bytes, r.len), RESCUE_WAIT);
    tcsetattr(r.fd, TCSANOW, &r.modes);
}

/* SA_RESETHAND has put the default action back: raising again dies of the right signal. */
static void on_crash(int sig)
{
    signals_rescue();
    raise(sig);
}

/* A file that was cut while it is mapped is no crash. */
static void on_bus_error(int sig, siginfo_t *info, void *context)
{
    (void)context;
    if (mapping_mend(info))
        return;
    signal(sig, SIG_DFL);
    on_crash(sig);
}

static void catch_bus_errors(void)
{
    struct sigaction act = {.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};

    sigemptyset(&act.sa_mask);
    act.sa_sigaction = on_bus_error;
    sigaction(SIGBUS, &act, NULL);
}

static bool make_pipe(int fds[2])
{
    if (pipe(fds) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(fds[i], F_SETFD, FD_CLOEXEC);
        fcntl(fds[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* What is ignored stays so. */
static void catch_with(int sig, void (*handler)(int), int flags)
{
    struct sigaction act = {.sa_flags = flags}, old;

    sigemptyset(&act.sa_mask);
    act.sa_handler = handler;
    if (sigaction(sig, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return;
    sigaction(sig, &act, NULL);
}

int signals_open(void)
{
    struct sigaction ignore = {.sa_flags = 0};
    int wake[2], rescue[2];

    if (!make_pipe(wake))
        return -1;
    if (make_pipe(rescue)) {
        rescue_fd = rescue[0];
        rescue_in_fd = rescue[1];
    }
    wake_fd = wake[1];
    for (size_t i = 0; i < COUNT(wakes); i++)
        catch_with(wakes[i], on_wake, 0);
    for (size_t i = 0; i < COUNT(crashes); i++)
        catch_with(crashes[i], on_crash, (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK));
    catch_bus_errors();
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, NULL);
    /* For the end that lack of memory brings. */
    atexit(signals_rescue);
    return wake[0];
}

static void close_fd(volatile sig_atomic_t *fd)
{
    int n = *fd;

    *fd = -1;
    if (n >= 0)
        close(n);
}

void signals_close(int fd)
{
    for (size_t i = 0; i < COUNT(wakes); i++)
        catch_with(wakes[i], SIG_DFL, 0);
    for (size_t i = 0; i < COUNT(crashes); i++)
        catch_with(crashes[i], SIG_DFL, 0);
    mapping_guard();
    close_fd(&wake_fd);
    close_fd(&rescue_fd);
    close_fd(&rescue_in_fd);
    if (fd >= 0)
        close(fd);
}

void signals_set_rescue(const struct rescue *r)
{
    struct rescue old;

    if (rescue_fd < 0)
        return;
    while (read(rescue_fd, &old, sizeof old) > 0)
        continue;
    if (r)
        send_some(rescue_in_fd, str_make((const char *)r, sizeof *r));
}

void signals_stop(void)
{
    catch_with(SIGTSTP, SIG_DFL, 0);
    kill(0, SIGTSTP);
    catch_with(SIGTSTP, on_wake, 0);
}
