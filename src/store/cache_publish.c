/* Generations for many readers that may not write: complete folders and one link. */
#include "cache_work.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The number of "gen-N", or 0. */
static unsigned long number_of(const char *name)
{
    char *end;
    unsigned long n;

    if (strncmp(name, "gen-", 4) != 0 || name[4] < '0' || name[4] > '9')
        return 0;
    n = strtoul(name + 4, &end, 10);
    return *end ? 0 : n;
}

static unsigned long last_number(const char *dir)
{
    DIR *d = opendir(dir);
    const struct dirent *entry;
    unsigned long last = 0;

    while (d && (entry = readdir(d)))
        if (number_of(entry->d_name) > last)
            last = number_of(entry->d_name);
    if (d)
        closedir(d);
    return last;
}

bool cache_publish_folder(struct arena *a, const char *dir, char **out, struct err *e)
{
    if (mkdir(dir, 0755) < 0 && errno != EEXIST)
        return err_errno(e, dir, errno);
    for (unsigned long n = last_number(dir) + 1;; n++) {
        *out = arena_printf(a, "%s/gen-%lu", dir, n);
        if (mkdir(*out, 0755) == 0)
            return true;
        if (errno != EEXIST)
            return err_errno(e, *out, errno);
    }
}

/* One file that is read as it is: no log beside it, readable by all. */
static bool seal(const char *folder, struct err *e)
{
    static const char *const names[] = {"state.bin", "index.db"};
    struct arena a = {0};
    struct db d;
    bool ok = db_open(&d, arena_printf(&a, "%s/index.db", folder), DB_WRITE, e);

    ok = ok && db_exec(&d, "PRAGMA journal_mode = DELETE", e);
    db_close(&d);
    for (size_t i = 0; ok && i < sizeof names / sizeof *names; i++) {
        const char *path = arena_printf(&a, "%s/%s", folder, names[i]);
        ok = chmod(path, 0644) == 0 || err_errno(e, path, errno);
    }
    arena_free(&a);
    return ok;
}

static bool open_numbered_to_all(const char *folder, struct err *e)
{
    DIR *d = opendir(folder);
    const struct dirent *entry;
    bool ok = d != NULL || err_errno(e, folder, errno);

    while (ok && (entry = readdir(d)))
        if (strncmp(entry->d_name, "seg-", 4) == 0 ||
            strncmp(entry->d_name, "text-", 5) == 0)
            ok = fchmodat(dirfd(d), entry->d_name, 0644, 0) == 0 ||
                 err_errno(e, entry->d_name, errno);
    if (d)
        closedir(d);
    return ok;
}

/* The link is made beside and renamed over the old one, so that there always is one. */
static bool swap_link(const char *dir, const char *folder, struct err *e)
{
    struct arena a = {0};
    const char *slash = strrchr(folder, '/');
    const char *fresh = arena_printf(&a, "%s/current.new", dir);
    const char *link = arena_printf(&a, "%s/current", dir);
    bool ok;

    unlink(fresh);
    ok = symlink(slash ? slash + 1 : folder, fresh) == 0 || err_errno(e, fresh, errno);
    ok = ok && (rename(fresh, link) == 0 || err_errno(e, link, errno));
    arena_free(&a);
    return ok;
}

static void remove_before(const char *dir, unsigned long last)
{
    DIR *d = opendir(dir);
    const struct dirent *entry;
    struct arena a = {0};

    while (d && (entry = readdir(d))) {
        unsigned long n = number_of(entry->d_name);
        if (n && n + 1 < last)
            cache_remove(arena_printf(&a, "%s/%s", dir, entry->d_name), NULL);
    }
    if (d)
        closedir(d);
    arena_free(&a);
}

bool cache_publish(const char *dir, const char *folder, struct err *e)
{
    const char *slash = strrchr(folder, '/');
    unsigned long n = number_of(slash ? slash + 1 : folder);

    if (!n)
        return err_set(e, "%s: 不是 gen-N 文件夹", folder);
    if (!seal(folder, e) || !open_numbered_to_all(folder, e) ||
        !swap_link(dir, folder, e))
        return false;
    remove_before(dir, n);
    return true;
}
