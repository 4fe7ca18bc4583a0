#include "base/file.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
#include <unistd.h>

static bool too_big(struct err *e, const char *name, size_t limit)
{
    bool mib = limit >= 1 << 20 && limit % (1 << 20) == 0;

    return err_set(e, "%s: 文件超过 %zu %s的上限", name, mib ? limit >> 20 : limit,
                   mib ? "MiB " : "字节");
}

/* Append what FD gives to B until its end; LIMIT 0 = none. */
static bool read_to_end(struct buf *b, int fd, size_t limit, const char *name,
                        struct err *e)
{
    char chunk[16384];

    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, name, errno);
        if (n == 0)
            return true;
        if (limit && b->len + (size_t)n > limit)
            return too_big(e, name, limit);
        buf_add(b, chunk, (size_t)n);
    }
}

bool file_read_fd(struct arena *a, int fd, size_t limit, struct str *out, struct err *e)
{
    struct buf b = {0};
    bool ok = read_to_end(&b, fd, limit, "标准输入", e);

    *out = ok ? arena_str(a, buf_view(&b)) : STR("");
    buf_free(&b);
    return ok;
}

/* The usual case: the size is known, one read gets everything straight into the arena.  A file
 * that grew or shrank meanwhile is taken as it is when the reading ends. */
static bool read_sized(struct arena *a, int fd, size_t size, struct str *out)
{
    char *p = arena_bytes(a, size + 1);
    size_t len = 0;

    while (len < size) {
        ssize_t n = read(fd, p + len, size - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        len += (size_t)n;
    }
    p[len] = '\0';
    *out = str_make(p, len);
    return true;
}

static bool read_regular(struct arena *a, int fd, size_t limit, struct str *out,
                         struct err *e, const char *name)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        return err_errno(e, name, errno);
    if (S_ISDIR(st.st_mode))
        return err_errno(e, name, EISDIR);
    if (!S_ISREG(st.st_mode))
        return err_set(e, "%s: 不是普通文件", name);
    if (limit && (uintmax_t)st.st_size > limit)
        return too_big(e, name, limit);
    return read_sized(a, fd, (size_t)st.st_size, out) || err_errno(e, name, errno);
}

bool file_read_at(struct arena *a, int dirfd, const char *name, size_t limit,
                  struct str *out, struct err *e)
{
    int fd = openat(dirfd, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool ok;

    *out = STR("");
    if (fd < 0)
        return err_errno(e, name, errno);
    ok = read_regular(a, fd, limit, out, e, name);
    close(fd);
    return ok;
}

bool file_read(struct arena *a, const char *path, size_t limit, struct str *out,
               struct err *e)
{
    return file_read_at(a, AT_FDCWD, path, limit, out, e);
}

bool file_write_fd(int fd, struct str data, struct err *e)
{
    while (data.len) {
        ssize_t n = write(fd, data.p, data.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, "写入", errno);
        data = str_from(data, (size_t)n);
    }
    return true;
}

static void sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct arena a = {0};
    struct str folder =
        !slash ? STR(".") : str_make(path, slash == path ? 1 : (size_t)(slash - path));
    int fd = open(arena_strz(&a, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    arena_free(&a);
}

bool file_replace(const char *path, struct str data, struct err *e)
{
    struct arena a = {0};
    char *tmp = arena_printf(&a, "%s.XXXXXX", path);
    int fd = mkstemp(tmp);
    bool ok;

    if (fd < 0) {
        err_errno(e, path, errno);
        arena_free(&a);
        return false;
    }
    ok = file_write_fd(fd, data, e) && (fsync(fd) == 0 || err_errno(e, path, errno));
    ok = (close(fd) == 0 || err_errno(e, path, errno)) && ok;
    ok = ok && (rename(tmp, path) == 0 || err_errno(e, path, errno));
    if (ok)
        sync_folder_of(path);
    else
        unlink(tmp);
    arena_free(&a);
    return ok;
}

#ifdef __linux__
bool file_is_remote(const char *path)
{
    static const unsigned long kinds[] = {
        0x6969 /* NFS */, 0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */,
        0x517B /* SMB */, 0x65735546 /* FUSE */, 0x01021997 /* 9P */,
        0x5346414F /* AFS */};
    struct statfs fs;

    if (statfs(path, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (((unsigned long)fs.f_type & 0xFFFFFFFF) == kinds[i])
            return true;
    return false;
}
#else
bool file_is_remote(const char *path)
{
    (void)path;
    return false; /* there is no watch either */
}
#endif
