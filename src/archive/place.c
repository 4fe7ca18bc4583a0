#include "archive/place.h"

#include "archive/words.h"
#include "store/cache.h"
#include "version.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

/* What the facts depend on but for the files: the engine and its words, the user's among them. */
static uint64_t identity(const struct archive_opts *o)
{
    struct arena a = {0};
    struct diags unsaid = {.a = &a, .max = 1};
    struct lexicon *lx = lexicon_new(&a);
    struct str parts[5];
    uint64_t h;

    words_add(lx, &a, &unsaid);
    parts[0] = STR(YULU_VERSION);
    parts[1] = str_of(arena_printf(&a, "engine %d", QUOTE_ENGINE));
    parts[2] = str_of(arena_printf(&a, "words %016jx", (uintmax_t)lexicon_hash(lx)));
    parts[3] = words_people_text(&a);
    parts[4] = o->people;
    h = cache_identity(parts, o->people.len ? 5 : 4);
    arena_free(&a);
    return h;
}

/* PATH as written and the place that it is now. */
static bool add_root(struct buf *key, const char *path)
{
    char room[PATH_MAX];
    struct stat st;

    if (strcmp(path, "-") == 0 || !realpath(path, room) || stat(room, &st) != 0)
        return false;
    buf_printf(key, "%s\n%s\n%ju:%ju\n", path, room, (uintmax_t)st.st_dev,
               (uintmax_t)st.st_ino);
    return true;
}

const char *place_cache_home(struct arena *a)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

    if (cache && *cache)
        return arena_printf(a, "%s/yulu", cache);
    return home && *home ? arena_printf(a, "%s/.cache/yulu", home) : NULL;
}

bool place_is_published(const char *dir)
{
    struct arena a = {0};
    struct stat st;
    bool is = lstat(arena_printf(&a, "%s/current", dir), &st) == 0 && S_ISLNK(st.st_mode);

    arena_free(&a);
    return is;
}

void place_cache(struct arena *a, const char *const *paths, size_t n, const char *dir,
                 struct archive_opts *o)
{
    struct buf key = {0};
    bool ok = n > 0;

    if (dir && place_is_published(dir)) {
        o->cache = dir;
        o->shared = true;
        o->identity = identity(o);
        return;
    }
    dir = dir ? dir : place_cache_home(a);
    for (size_t i = 0; i < n && ok; i++)
        ok = add_root(&key, paths[i]);
    if (ok && dir) {
        o->cache = arena_printf(a, "%s/%016jx", dir,
                                (uintmax_t)hash64(key.p, key.len, CACHE_FILES_MIN));
        o->cache_files_min = CACHE_FILES_MIN;
        o->identity = identity(o);
    }
    buf_free(&key);
}
