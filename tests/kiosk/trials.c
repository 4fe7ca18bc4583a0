#define _GNU_SOURCE 1
#include "kiosk/trials.h"

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

/* ---- The box */

bool write_file(const char *path, mode_t mode)
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
bool got(int fd)
{
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool got_any(long r)
{
    return r >= 0;
}

/* Not refused, but not done either: the call got as far as its arguments. */
bool heard(long r)
{
    return r >= 0 || (errno != EPERM && errno != EACCES && errno != ENOSYS);
}

const struct trial *trial_at(size_t i)
{
    static const struct trial *const tables[] = {trials_files, trials_processes,
                                                 trials_kernel};

    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        size_t n = 0;
        while (tables[t][n].name)
            n++;
        if (i < n)
            return &tables[t][i];
        i -= n;
    }
    return NULL;
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
