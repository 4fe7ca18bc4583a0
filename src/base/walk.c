/* A directory tree in a fixed order.  Each directory is read whole and sorted before its files are
 * handed out; the number of open files is the depth. */
#include "base/file.h"

#include "base/buf.h"
#include "base/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    uint64_t head; /* the first bytes of the name as a number in their order */
    const char *name;
    bool dir;
};

struct walker {
    const struct walk *w;
    struct arena a;  /* names and the set of visited directories */
    struct map seen; /* "dev:ino" */
    struct buf path; /* of what is at hand, for people */
    bool stopped;
};

static uint64_t head_of(const char *name)
{
    uint64_t head = 0;
    size_t i = 0;

    for (; i < sizeof head && name[i]; i++)
        head = head << 8 | (unsigned char)name[i];
    return i ? head << 8 * (sizeof head - i) : 0;
}

static int by_name(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* NAME in the directory whose path has LEN bytes; "" = the directory itself. */
static const char *set_path(struct walker *k, size_t len, const char *name)
{
    k->path.len = len;
    if (*name && len && k->path.p[len - 1] != '/')
        buf_c(&k->path, '/');
    buf_z(&k->path, name);
    return k->path.p;
}

static void report(struct walker *k, const char *path, const char *why)
{
    if (k->w->problem)
        k->w->problem(k->w->ctx, path, why);
}

static bool first_visit(struct walker *k, int fd)
{
    struct stat st;
    bool added = true;
    char *key;

    if (fstat(fd, &st) < 0)
        return true;
    key = arena_printf(&k->a, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
    map_put(&k->a, &k->seen, str_of(key), 0, &added);
    return added;
}

/* d_type saves a stat for each plain file; links and unknown types are looked at. */
static bool classify(int dirfd, const struct dirent *d, bool *dir)
{
    struct stat st;

    *dir = d->d_type == DT_DIR;
    if (d->d_type == DT_DIR || d->d_type == DT_REG)
        return true;
    if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN)
        return false;
    if (fstatat(dirfd, d->d_name, &st, 0) < 0)
        return d->d_type == DT_LNK; /* a dangling link: let opening it say why */
    *dir = S_ISDIR(st.st_mode);
    return *dir || S_ISREG(st.st_mode);
}

static struct entry *list(struct walker *k, DIR *d, size_t *n)
{
    size_t len = k->path.len;
    struct entry *items = NULL;
    struct dirent *ent;
    size_t cap = 0;

    *n = 0;
    while ((ent = readdir(d))) {
        bool dir = false;
        if (ent->d_name[0] == '.')
            continue;
        if (!classify(dirfd(d), ent, &dir)) {
            if (k->w->want(k->w->ctx, ent->d_name))
                report(k, set_path(k, len, ent->d_name), "不是普通文件");
            continue;
        }
        if (!dir && !k->w->want(k->w->ctx, ent->d_name))
            continue;
        items = arena_grow(&k->a, items, *n, &cap, sizeof *items);
        items[(*n)++] = (struct entry){head_of(ent->d_name),
                                       arena_strz(&k->a, str_of(ent->d_name)), dir};
    }
    set_path(k, len, "");
    if (*n)
        qsort(items, *n, sizeof *items, by_name);
    return items;
}

static void walk_dir(struct walker *k, int fd, size_t depth);

static void walk_sub(struct walker *k, int parent, const char *name, size_t depth)
{
    int fd;

    if (depth >= k->w->max_depth) {
        report(k, k->path.p, "目录太深，没有再往下读");
        return;
    }
    fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        report(k, k->path.p, err_reason(errno));
    else
        walk_dir(k, fd, depth + 1);
}

static void walk_entries(struct walker *k, int fd, size_t depth,
                         const struct entry *items, size_t n)
{
    size_t len = k->path.len;

    for (size_t i = 0; i < n && !k->stopped; i++)
        if (!items[i].dir)
            k->stopped = !k->w->file(k->w->ctx, fd, items[i].name,
                                     set_path(k, len, items[i].name));
    for (size_t i = 0; i < n && !k->stopped; i++) {
        if (!items[i].dir)
            continue;
        set_path(k, len, items[i].name);
        walk_sub(k, fd, items[i].name, depth);
    }
    set_path(k, len, "");
}

/* The directory at k->path.  Owns FD. */
static void walk_dir(struct walker *k, int fd, size_t depth)
{
    DIR *d;
    struct entry *items;
    size_t n;

    if (!first_visit(k, fd)) {
        report(k, k->path.p, "这个目录已经读过（链接成环）");
        close(fd);
        return;
    }
    d = fdopendir(fd);
    if (!d) {
        report(k, k->path.p, err_reason(errno));
        close(fd);
        return;
    }
    items = list(k, d, &n);
    walk_entries(k, fd, depth, items, n);
    closedir(d);
}

bool file_walk(const char *root, const struct walk *w, struct err *e)
{
    struct walker k = {.w = w};
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);

    if (e)
        e->msg[0] = '\0';
    if (fd < 0)
        return err_errno(e, root, errno);
    buf_z(&k.path, root);
    walk_dir(&k, fd, 0);
    arena_free(&k.a);
    buf_free(&k.path);
    return !k.stopped;
}
