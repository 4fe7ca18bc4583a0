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

const struct trial trials_files[] = {
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
    NO_MORE,
};
