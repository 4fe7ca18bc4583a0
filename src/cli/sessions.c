/* At most so many sessions of one account: N files, one of them locked by each session.  A lock
 * ends with its process, however that ends.  The folder is the account's own and made before the
 * kernel refuses to make anything; nobody else can put files into it. */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where everybody may make a folder: Debian's for locks, else the usual one. */
static const char *const places[] = {"/run/lock", "/tmp"};

static bool is_ours(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
           (st.st_mode & 077) == 0;
}

static int open_folder(const char *place)
{
    char path[64];
    int fd;

    snprintf(path, sizeof path, "%s/yulu-kiosk-%lu", place, (unsigned long)geteuid());
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return -1;
    fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && !is_ours(fd)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static int find_folder(void)
{
    int fd = -1;

    for (size_t i = 0; fd < 0 && i < sizeof places / sizeof *places; i++)
        fd = open_folder(places[i]);
    return fd;
}

/* -1: taken; -2: it could not be opened. */
static int try_slot(int folder, unsigned i)
{
    char name[16];
    int fd;

    snprintf(name, sizeof name, "%u", i);
    fd = openat(folder, name, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -2;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    close(fd);
    return -1;
}

int session_take(unsigned max, struct err *e)
{
    int folder = find_folder(), fd = -1;

    if (folder < 0) {
        err_set(e, "没有地方记会话数：%s 和 %s 都不能用", places[0], places[1]);
        return -1;
    }
    for (unsigned i = 0; fd == -1 && i < max; i++)
        fd = try_slot(folder, i);
    close(folder);
    if (fd == -2)
        err_errno(e, "记会话数", errno);
    else if (fd == -1)
        err_set(e, "已有 %u 人在读，请稍后再来", max);
    return fd < 0 ? -1 : fd;
}
