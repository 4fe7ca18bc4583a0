#include "base/journal.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 2000, /* of a millisecond each */ PIECE = 1 << 18 };

static bool fail(struct err *e, int errnum)
{
    return err_set(e, "%s", err_reason(errnum));
}

static void make_folders(const char *path)
{
    struct arena a = {0};
    char *copy = arena_strz(&a, str_of(path));

    for (char *p = copy; (p = strchr(p + 1, '/')) != NULL;) {
        *p = '\0';
        mkdir(copy, 0700);
        *p = '/';
    }
    arena_free(&a);
}

/* ---- Locks */

/* A program that was stopped while it held the lock must not stop this one for ever. */
static bool lock(int fd, int how)
{
    const struct timespec moment = {0, 1000000};

    for (int i = 0; i < TRIES; i++) {
        if (flock(fd, how | LOCK_NB) == 0)
            return true;
        if (errno == EINTR)
            continue;
        /* A file system without locks: adding is safe still, replacing is not. */
        if (errno == ENOLCK || errno == ENOTSUP || errno == ENOSYS)
            return how == LOCK_SH;
        if (errno != EWOULDBLOCK || how == LOCK_EX)
            return false;
        nanosleep(&moment, NULL);
    }
    return false;
}

/* Does PATH still name the file that FD is? */
static bool same_file(int fd, const char *path)
{
    struct stat open_one, named;

    return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 &&
           open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

static int open_file(const char *path, int flags)
{
    int fd = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);

    if (fd < 0 && errno == ENOENT && (flags & O_CREAT)) {
        make_folders(path);
        fd = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
    }
    return fd;
}

/* PATH open and locked; -1 with errno when it cannot be. */
static int open_locked(const char *path, int flags, int how)
{
    for (int i = 0; i < TRIES; i++) {
        int fd = open_file(path, flags);
        if (fd < 0)
            return -1;
        if (!lock(fd, how)) {
            int why = errno;
            close(fd);
            errno = why;
            return -1;
        }
        if (same_file(fd, path))
            return fd;
        close(fd);
    }
    errno = EAGAIN;
    return -1;
}

/* ---- Adding */

/* Nothing but a regular file holds lines: a FIFO or a device is refused. */
static bool check_regular(const struct stat *st, struct err *e)
{
    return S_ISREG(st->st_mode) || err_set(e, "不是普通文件");
}

static bool ends_line(int fd, off_t size)
{
    char last = '\n';

    return size == 0 || pread(fd, &last, 1, size - 1) != 1 || last == '\n';
}

static bool add(int fd, struct str line, struct err *e)
{
    struct buf b = {0};
    struct stat st;
    ssize_t n;

    if (fstat(fd, &st) != 0)
        return fail(e, errno);
    if (!check_regular(&st, e))
        return false;
    if (!ends_line(fd, st.st_size))
        buf_c(&b, '\n');
    buf_str(&b, line);
    do
        n = write(fd, b.p, b.len);
    while (n < 0 && errno == EINTR);
    bool ok = n == (ssize_t)b.len || fail(e, n < 0 ? errno : ENOSPC);
    buf_free(&b);
    return ok;
}

bool journal_append(const char *path, struct str line, struct err *e)
{
    int fd = open_locked(path, O_RDWR | O_APPEND | O_CREAT, LOCK_SH);
    bool ok;

    if (fd < 0)
        return fail(e, errno);
    ok = add(fd, line, e);
    close(fd);
    return ok;
}

void journal_sync(const char *path)
{
    int fd = open_file(path, O_RDONLY);

    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* ---- Reading */

static bool read_from(int fd, size_t off, size_t len, char *to, size_t *got)
{
    *got = 0;
    while (*got < len) {
        ssize_t n = pread(fd, to + *got, len - *got, (off_t)(off + *got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            return true;
        *got += (size_t)n;
    }
    return true;
}

static size_t count_lines(struct str s)
{
    size_t n = 0;

    for (size_t off = 0; off < s.len; n++) {
        const char *end = memchr(s.p + off, '\n', s.len - off);
        if (!end)
            break;
        off = (size_t)(end - s.p) + 1;
    }
    return n;
}

/* Bytes up to and with the last newline. */
static size_t whole_lines(const char *p, size_t len)
{
    while (len && p[len - 1] != '\n')
        len--;
    return len;
}

/* At most PIECE bytes, or more when that is no whole line. */
static bool read_piece(struct journal *j, int fd, size_t left, struct arena *a,
                       struct str *text)
{
    for (size_t size = PIECE;; size *= 2) {
        size_t len, want = left < size ? left : size;
        char *bytes = arena_bytes(a, want + 1);
        if (!read_from(fd, j->taken, want, bytes, &len))
            return false;
        *text = str_make(bytes, whole_lines(bytes, len));
        j->torn = len - text->len;
        if (text->len || len < size)
            break;
    }
    j->taken += text->len;
    j->line += (unsigned)count_lines(*text);
    return true;
}

static bool read_more(struct journal *j, int fd, struct arena *a, struct str *text,
                      bool *anew)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return false;
    *anew = j->device != (uint64_t)st.st_dev || j->inode != (uint64_t)st.st_ino ||
            (size_t)st.st_size < j->taken;
    if (*anew)
        *j = (struct journal){
            .path = j->path, .device = (uint64_t)st.st_dev, .inode = (uint64_t)st.st_ino};
    return read_piece(j, fd, (size_t)st.st_size - j->taken, a, text);
}

static bool unchanged(const struct journal *j, const struct stat *st)
{
    return j->device == (uint64_t)st->st_dev && j->inode == (uint64_t)st->st_ino &&
           j->taken + j->torn == (size_t)st->st_size;
}

bool journal_read(struct journal *j, struct arena *a, struct str *text, bool *anew,
                  struct err *e)
{
    struct stat st;
    int fd;
    bool ok;

    *text = STR("");
    *anew = false;
    if (stat(j->path, &st) != 0) {
        bool none = errno == ENOENT || errno == ENOTDIR;
        *anew = none && j->inode != 0;
        if (*anew)
            *j = (struct journal){.path = j->path};
        return none || fail(e, errno);
    }
    if (!check_regular(&st, e))
        return false;
    if (unchanged(j, &st))
        return true;
    fd = open_file(j->path, O_RDONLY);
    if (fd < 0)
        return fail(e, errno);
    ok = read_more(j, fd, a, text, anew) || fail(e, errno);
    close(fd);
    return ok;
}

/* ---- Rewriting */

static bool rewrite_locked(int fd, const char *path, const struct rewrite *r,
                           struct err *e)
{
    struct arena a = {0};
    struct buf out = {0};
    struct str text;
    /* A link to a file elsewhere stays a link. */
    char *real = realpath(path, NULL);
    bool ok = file_read_fd(&a, fd, 0, &text, e);

    if (ok && r->make(r->ctx, text, &out))
        ok = file_replace(real ? real : path, buf_view(&out), e);
    free(real);
    buf_free(&out);
    arena_free(&a);
    return ok;
}

bool journal_rewrite(const char *path, const struct rewrite *r, struct err *e)
{
    int fd = open_locked(path, O_RDWR, LOCK_EX);
    struct stat st;
    bool ok;

    if (fd < 0)
        return errno == ENOENT || errno == EWOULDBLOCK || fail(e, errno);
    ok = fstat(fd, &st) == 0 && check_regular(&st, e) && rewrite_locked(fd, path, r, e);
    close(fd);
    return ok;
}
