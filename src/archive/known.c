/* Which files were read, and how they looked then: a file that looks the same is the same. */
#include "internal.h"

#include <sys/stat.h>
#include <time.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { RACY_NS = 2000000000 }; /* as coarse as the time stamps of any file system */

static int64_t ns_of(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool print_of(int dirfd, const char *name, struct print *out)
{
    struct timespec now;
    struct stat st;
    int64_t changed;

    if (fstatat(dirfd, name, &st, 0) != 0 || !S_ISREG(st.st_mode))
        return false;
    *out = (struct print){.size = (uint64_t)st.st_size,
                          .ino = st.st_ino,
                          .mtime_ns = ns_of(st.st_mtim),
                          .ctime_ns = ns_of(st.st_ctim)};
    clock_gettime(CLOCK_REALTIME, &now);
    changed = out->mtime_ns > out->ctime_ns ? out->mtime_ns : out->ctime_ns;
    out->racy = changed >= ns_of(now) - RACY_NS;
    return true;
}

void known_put(struct known *k, const char *path, const struct print *p)
{
    size_t at = map_find(&k->paths, str_of(path));

    if (at == k->paths.n) {
        at = map_put(&k->a, &k->paths, arena_str(&k->a, str_of(path)), 0, NULL);
        k->prints = arena_grow(&k->a, k->prints, at, &k->cap, sizeof *k->prints);
    }
    k->paths.values[at] = KNOWN_SEEN;
    k->prints[at] = *p;
}

bool known_same(const struct known *k, const char *path, const struct print *p)
{
    size_t at = map_find(&k->paths, str_of(path));
    const struct print *q = at < k->paths.n ? &k->prints[at] : NULL;

    return q && k->paths.values[at] && !q->racy && q->size == p->size &&
           q->ino == p->ino && q->mtime_ns == p->mtime_ns && q->ctime_ns == p->ctime_ns;
}

bool known_get(const struct known *k, const char *path, struct print *out)
{
    size_t at = map_find(&k->paths, str_of(path));

    if (at == k->paths.n || !k->paths.values[at])
        return false;
    *out = k->prints[at];
    return true;
}

void known_begin(struct known *k)
{
    for (size_t i = 0; i < k->paths.n; i++)
        if (k->paths.values[i])
            k->paths.values[i] = KNOWN_THERE;
}

void known_see(struct known *k, const char *path)
{
    size_t at = map_find(&k->paths, str_of(path));

    if (at < k->paths.n && k->paths.values[at])
        k->paths.values[at] = KNOWN_SEEN;
}

void known_drop(struct known *k, const char *path)
{
    size_t at = map_find(&k->paths, str_of(path));

    if (at < k->paths.n)
        k->paths.values[at] = KNOWN_GONE;
}

void known_free(struct known *k)
{
    arena_free(&k->a);
    *k = (struct known){0};
#ifdef __GLIBC__
    /* Tens of megabytes that are not needed again soon. */
    malloc_trim(0);
#endif
}
