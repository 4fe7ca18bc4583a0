#include "base/outfile.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE = 0666 }; /* less the user's umask */

/* The folder of PATH, in A. */
static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return arena_strz(a, str_make(path, slash == path ? 1 : (size_t)(slash - path)));
}

static int open_nameless(struct outfile *f)
{
#ifdef O_TMPFILE
    return open(folder_of(&f->a, f->path), O_TMPFILE | O_WRONLY | O_CLOEXEC, MODE);
#else
    (void)f;
    errno = ENOTSUP;
    return -1;
#endif
}

/* mkstemp() gives a file that only its owner may read; what people export is like other files. */
static int open_named(struct outfile *f)
{
    mode_t mask = umask(0);
    int fd;

    umask(mask);
    f->tmp = arena_printf(&f->a, "%s.XXXXXX", f->path);
    fd = mkstemp(f->tmp);
    if (fd < 0)
        f->tmp = NULL;
    else
        fchmod(fd, MODE & ~mask);
    return fd;
}

/* A pipe or a device takes what comes; only files can be made beside. */
static bool is_stream(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

bool outfile_open(struct outfile *f, const char *path, struct err *e)
{
    *f = (struct outfile){.fd = -1, .path = path, .stream = is_stream(path)};
    f->fd = f->stream ? open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC) : open_nameless(f);
    if (f->fd < 0 && !f->stream)
        f->fd = open_named(f);
    if (f->fd >= 0)
        return true;
    err_errno(e, path, errno);
    outfile_drop(f);
    return false;
}

bool outfile_write(struct outfile *f, struct str data, struct err *e)
{
    return file_write_fd(f->fd, data, e) || err_wrap(e, f->path);
}

/* The nameless file gets the name TO, which must be free. */
static bool link_fd(const struct outfile *f, const char *to)
{
    char self[64];

    snprintf(self, sizeof self, "/proc/self/fd/%d", f->fd);
    return linkat(AT_FDCWD, self, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0;
}

/* A name beside the path that nobody uses, for the nameless file. */
static bool name_it(struct outfile *f)
{
    for (unsigned i = 0; i < 100; i++) {
        f->tmp = arena_printf(&f->a, "%s.%ld-%u", f->path, (long)getpid(), i);
        if (link_fd(f, f->tmp))
            return true;
        if (errno != EEXIST)
            break;
    }
    f->tmp = NULL;
    return false;
}

static bool take_name(struct outfile *f, bool replace)
{
    if (!replace)
        return f->tmp ? link(f->tmp, f->path) == 0 : link_fd(f, f->path);
    if (!f->tmp && !name_it(f))
        return false;
    if (rename(f->tmp, f->path) != 0)
        return false;
    f->tmp = NULL;
    return true;
}

static void sync_folder(struct outfile *f)
{
    int fd = open(folder_of(&f->a, f->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

bool outfile_commit(struct outfile *f, bool replace, struct err *e)
{
    bool ok = f->stream || (fsync(f->fd) == 0 && take_name(f, replace)) ||
              err_errno(e, f->path, errno);

    if (ok && !f->stream)
        sync_folder(f);
    if (close(f->fd) != 0 && ok)
        ok = err_errno(e, f->path, errno);
    f->fd = -1;
    outfile_drop(f);
    return ok;
}

void outfile_drop(struct outfile *f)
{
    if (f->fd >= 0)
        close(f->fd);
    if (f->tmp)
        unlink(f->tmp);
    arena_free(&f->a);
    f->fd = -1;
    f->tmp = NULL;
}
