/* A directory tree in a fixed order.  Each directory is read whole and sorted before its files are
 * handed out; the number of open files is the depth. */
#include "base/file.h"

#include "base/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    const char *name;
    bool dir;
};

struct walker {
    const struct walk *w;
    struct arena a;  /* paths and the set of visited directories */
    struct map seen; /* "dev:ino" */
    bool stopped;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
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

static struct entry *list(struct walker *k, DIR *d, const char *path, size_t *n)
{
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
                report(k, arena_printf(&k->a, "%s/%s", path, ent->d_name),
                       "不是普通文件");
            continue;
        }
        if (!dir && !k->w->want(k->w->ctx, ent->d_name))
            continue;
        items = arena_grow(&k->a, items, *n, &cap, sizeof *items);
        items[(*n)++] = (struct entry){arena_strz(&k->a, str_of(ent->d_name)), dir};
    }
    if (*n)
        qsort(items, *n, sizeof *items, by_name);
    return items;
}

static const char *join(struct walker *k, const char *path, const char *name)
{
    size_t len = strlen(path);
    return arena_printf(&k->a, len && path[len - 1] == '/' ? "%s%s" : "%s/%s", path,
                        name);
}

static void walk_dir(struct walker *k, int fd, const char *path, size_t depth);

static void walk_sub(struct walker *k, int parent, const char *name, const char *path,
                     size_t depth)
{
    int fd;

    if (depth >= k->w->max_depth) {
        report(k, path, "目录太深，没有再往下读");
        return;
    }
    fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        report(k, path, err_reason(errno));
    else
        walk_dir(k, fd, path, depth + 1);
}

/* Owns FD. */
static void walk_dir(struct walker *k, int fd, const char *path, size_t depth)
{
    DIR *d;
    struct entry *items;
    size_t n;

    if (!first_visit(k, fd)) {
        report(k, path, "这个目录已经读过（链接成环）");
        close(fd);
        return;
    }
    d = fdopendir(fd);
    if (!d) {
        report(k, path, err_reason(errno));
        close(fd);
        return;
    }
    items = list(k, d, path, &n);
    for (size_t i = 0; i < n && !k->stopped; i++)
        if (!items[i].dir)
            k->stopped =
                !k->w->file(k->w->ctx, fd, items[i].name, join(k, path, items[i].name));
    for (size_t i = 0; i < n && !k->stopped; i++)
        if (items[i].dir)
            walk_sub(k, fd, items[i].name, join(k, path, items[i].name), depth);
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
    walk_dir(&k, fd, root, 0);
    arena_free(&k.a);
    return !k.stopped;
}
