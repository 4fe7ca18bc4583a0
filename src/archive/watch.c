/* What the system says of changes: inotify on every folder, its events as paths.  Folders come and
 * go, so whatever is about a folder asks for a look at everything. */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <dirent.h>
#include <sys/inotify.h>

enum { WATCHES_MAX = 20000 };
enum {
    WATCHED = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
              IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK
};

struct watch {
    int fd;
    struct arena a;
    struct str *dirs; /* by watch descriptor; p NULL = none */
    size_t n_dirs;
    struct map files; /* roots that are files: only these count in their folder */
    size_t n_watches;
    bool full;      /* more folders than can be watched */
    struct str own; /* a folder whose files are none of the archive */
};

static void put_dir(struct watch *w, int wd, const char *path)
{
    size_t at = (size_t)wd;

    if (at >= w->n_dirs) {
        size_t n = at * 2 + 64;
        struct str *dirs = arena_array(&w->a, struct str, n);
        if (w->n_dirs)
            memcpy(dirs, w->dirs, w->n_dirs * sizeof *dirs);
        w->dirs = dirs;
        w->n_dirs = n;
    }
    w->dirs[at] = arena_str(&w->a, str_of(path));
}

static bool watch_dir(struct watch *w, const char *path)
{
    int wd = w->n_watches < WATCHES_MAX ? inotify_add_watch(w->fd, path, WATCHED) : -1;

    if (wd < 0) {
        w->full = w->full || errno == ENOSPC || w->n_watches >= WATCHES_MAX;
        return false;
    }
    w->n_watches++;
    put_dir(w, wd, path);
    return true;
}

/* PATH and the folders below it. */
static void watch_tree(struct watch *w, const char *path, size_t depth)
{
    DIR *dir = depth && watch_dir(w, path) ? opendir(path) : NULL;
    struct dirent *d;

    while (dir && (d = readdir(dir))) {
        struct arena a = {0};
        struct stat st;
        bool maybe =
            d->d_type == DT_DIR || d->d_type == DT_UNKNOWN || d->d_type == DT_LNK;
        const char *below;
        if (d->d_name[0] == '.' || !maybe)
            continue;
        below = arena_printf(&a, "%s/%s", path, d->d_name);
        if (stat(below, &st) == 0 && S_ISDIR(st.st_mode))
            watch_tree(w, below, depth - 1);
        arena_free(&a);
    }
    if (dir)
        closedir(dir);
}

/* An editor replaces a file by another of its name: so its folder is watched. */
static void watch_file(struct watch *w, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;

    map_put(&w->a, &w->files, arena_str(&w->a, str_of(path)), 0, NULL);
    watch_dir(w, len ? arena_strz(&w->a, str_make(path, len)) : slash ? "/" : ".");
}

bool watch_own(struct watch *w, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct arena a = {0};
    const char *dir = slash ? arena_strz(&a, str_make(path, (size_t)(slash - path))) : "";
    int wd = w->own.p || !slash ? -1 : inotify_add_watch(w->fd, dir, WATCHED);

    /* Where it is a folder of the archive as well, it is watched as such. */
    bool also = wd >= 0 && (size_t)wd < w->n_dirs && w->dirs[wd].p;
    if (wd >= 0 && !also) {
        put_dir(w, wd, dir);
        w->own = w->dirs[wd];
    }
    arena_free(&a);
    return also || w->own.p;
}

struct watch *watch_new(const char *const *roots, size_t n, size_t max_depth)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    struct watch *w;

    if (fd < 0)
        return NULL;
    w = mem_grow(NULL, sizeof *w);
    *w = (struct watch){.fd = fd};
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        if (strcmp(roots[i], "-") == 0 || stat(roots[i], &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            watch_tree(w, roots[i], max_depth);
        else
            watch_file(w, roots[i]);
    }
    return w;
}

int watch_fd(const struct watch *w)
{
    return w ? w->fd : -1;
}

struct found {
    struct arena *a;
    struct map paths;
    bool all;
};

static void take_event(struct watch *w, const struct inotify_event *ev, struct found *f)
{
    struct str dir =
        ev->wd >= 0 && (size_t)ev->wd < w->n_dirs ? w->dirs[ev->wd] : STR("");
    const char *path;

    if (ev->mask & IN_IGNORED)
        return;
    if (ev->mask & (IN_Q_OVERFLOW | IN_ISDIR | IN_MOVE_SELF) || !dir.p) {
        f->all = true;
        return;
    }
    if (!ev->len || ev->name[0] == '.' || ev->mask & IN_CREATE)
        return;
    path = str_eq(dir, STR("."))     ? arena_strz(f->a, str_of(ev->name))
           : str_ends(dir, STR("/")) ? arena_printf(f->a, "%s%s", dir.p, ev->name)
                                     : arena_printf(f->a, "%s/%s", dir.p, ev->name);
    if (str_eq(dir, w->own))
        return;
    if (map_find(&w->files, str_of(path)) < w->files.n ||
        (article_wants(ev->name) && w->files.n < w->n_watches))
        map_put(f->a, &f->paths, str_of(path), 0, NULL);
}

size_t watch_read(struct watch *w, struct arena *a, const char ***paths, bool *all)
{
    _Alignas(struct inotify_event) char bytes[16384];
    struct found f = {.a = a};
    ssize_t n;

    while ((n = read(w->fd, bytes, sizeof bytes)) > 0) {
        for (char *p = bytes; p < bytes + n;) {
            const struct inotify_event *ev = (const void *)p;
            take_event(w, ev, &f);
            p += sizeof *ev + ev->len;
        }
    }
    *all = f.all;
    *paths = arena_array(a, const char *, f.paths.n + 1);
    for (size_t i = 0; i < f.paths.n; i++)
        (*paths)[i] = f.paths.keys[i].p;
    return f.paths.n;
}

void watch_free(struct watch *w)
{
    if (!w)
        return;
    close(w->fd);
    arena_free(&w->a);
    free(w);
}

#else

struct watch *watch_new(const char *const *roots, size_t n, size_t max_depth)
{
    (void)roots;
    (void)n;
    (void)max_depth;
    return NULL;
}

bool watch_own(struct watch *w, const char *path)
{
    (void)w;
    (void)path;
    return false;
}

int watch_fd(const struct watch *w)
{
    (void)w;
    return -1;
}

size_t watch_read(struct watch *w, struct arena *a, const char ***paths, bool *all)
{
    (void)w;
    *paths = arena_array(a, const char *, 1);
    *all = false;
    return 0;
}

void watch_free(struct watch *w)
{
    (void)w;
}

#endif
