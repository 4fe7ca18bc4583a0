/* Looking again: files that look as they did are not opened; the rest is read, analysed and takes
 * the place of what its file gave before. */
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

struct look {
    struct local *ar;
    struct analyst an;
    bool has_analyst;
    struct seg_builder *b;
    struct news *news; /* its paths are those that changed or are gone */
    struct arena text;
    bool stores; /* into the cache, and nothing failed yet */
    /* The file at hand. */
    struct arena file;
    struct facts *facts;
    size_t n, cap;
};

static void begin(struct look *l, struct local *ar)
{
    struct err e;

    *l = (struct look){.ar = ar, .b = seg_builder_new(), .news = news_new()};
    l->stores = ar->writes && cache_begin(ar->keeper_cache, &e);
}

/* What changed into the cache; false when that failed, or when there is none. */
static bool store(struct look *l)
{
    struct local *ar = l->ar;
    struct err e;

    if (l->stores && !l->news->paths.n) {
        cache_rollback(ar->keeper_cache);
        return true;
    }
    l->stores = l->stores && cache_commit(ar->keeper_cache, &e);
    if (ar->writes && !l->stores)
        local_give_up_cache(ar);
    return l->stores;
}

/* What is said of the files comes before the articles that it is about.  The news are kept as long
 * as the archive is, so their paths can be read by both threads. */
static void end(struct look *l)
{
    struct local *ar = l->ar;
    const struct map *paths = &l->news->paths;
    bool stored = store(l);

    local_tell(ar, l->news);
    if (paths->n && stored)
        local_take_cache(ar);
    if (paths->n && !stored)
        local_change(ar, l->b, paths);
    else
        seg_builder_free(l->b);
    if (l->has_analyst)
        analyst_close(&l->an);
    arena_free(&l->text);
    arena_free(&l->file);
}

static void open_analyst(struct look *l)
{
    if (!l->has_analyst)
        analyst_open(&l->an, &l->ar->opts);
    l->has_analyst = true;
}

static bool take_article(void *ctx, struct article *art)
{
    struct look *l = ctx;

    open_analyst(l);
    l->facts = arena_grow(&l->file, l->facts, l->n, &l->cap, sizeof *l->facts);
    analyst_keep(&l->an, &l->file, art, &l->facts[l->n++]);
    return !atomic_load(&l->ar->stop);
}

/* In memory as well: when the cache fails, nothing is read twice. */
static void take_file(struct look *l, const char *path, const struct print *p, bool said)
{
    struct cache_file f = cached_file(path, p, said);
    struct err e;

    f.n_articles = (unsigned)l->n;
    for (size_t i = 0; i < l->n; i++)
        seg_add(l->b, &l->facts[i], atomic_fetch_add(&l->ar->next_art, 1));
    if (l->stores)
        l->stores = cache_put(l->ar->keeper_cache, &f, l->facts, &e);
}

static void read_again(struct look *l, int dirfd, const char *name, const char *path,
                       const struct print *p)
{
    const char *kept = arena_strz(&l->news->a, str_of(path));
    size_t n_said = l->news->diags.n;
    struct reader r = {.a = &l->text,
                       .limits = l->ar->opts.limits,
                       .diags = &l->news->diags,
                       .sink = {l, take_article}};

    map_put(&l->news->a, &l->news->paths, str_of(kept), 0, NULL);
    l->facts = NULL;
    l->n = l->cap = 0;
    article_read_at(&r, dirfd, name, kept);
    l->news->n_skipped += l->n == 0;
    take_file(l, kept, p, l->news->diags.n > n_said);
    arena_reset(&l->text);
    arena_reset(&l->file);
}

static bool is_same(struct local *ar, const char *path, const struct print *p)
{
    bool same;

    pthread_mutex_lock(&ar->build);
    known_see(&ar->known, path);
    same = known_same(&ar->known, path, p);
    pthread_mutex_unlock(&ar->build);
    return same;
}

static void remember(struct local *ar, const char *path, const struct print *p)
{
    pthread_mutex_lock(&ar->build);
    if (p)
        known_put(&ar->known, path, p);
    else
        known_drop(&ar->known, path);
    pthread_mutex_unlock(&ar->build);
}

static bool look_at_file(void *ctx, int dirfd, const char *name, const char *path)
{
    struct look *l = ctx;
    struct print p;

    if (!print_of(dirfd, name, &p) || is_same(l->ar, path, &p))
        return !atomic_load(&l->ar->stop);
    read_again(l, dirfd, name, path, &p);
    remember(l->ar, path, &p);
    return !atomic_load(&l->ar->stop);
}

static bool want_file(void *ctx, const char *name)
{
    (void)ctx;
    return article_wants(name);
}

static void pass_over(void *ctx, const char *path, const char *why)
{
    (void)ctx;
    (void)path;
    (void)why; /* said when it was met first */
}

/* What a reader's corrections are about is analysed again: they may be others by now. */
static void drop_corrected(struct look *l)
{
    struct local *ar = l->ar;
    struct fixes *fixes = &l->an.fixes;

    pthread_mutex_lock(&ar->build);
    for (size_t k = 0; k < ar->n_parts && fixes->n; k++) {
        const struct segment *s = &ar->parts[k].seg->s;
        for (size_t row = 0; row < s->n; row++) {
            struct article art = {.url = seg_bytes(s, s->rows[row].url)};
            struct arena a = {0};
            snprintf(art.id, sizeof art.id, "%08x", (unsigned)(s->rows[row].hash >> 32));
            if (fixes_know(fixes, &art))
                known_drop(&ar->known, arena_strz(&a, seg_bytes(s, s->rows[row].path)));
            arena_free(&a);
        }
    }
    pthread_mutex_unlock(&ar->build);
}

static void gone(struct look *l, struct str path)
{
    struct str kept = arena_str(&l->news->a, path);
    struct err e;

    map_put(&l->news->a, &l->news->paths, kept, 0, NULL);
    if (l->stores)
        l->stores = cache_gone(l->ar->keeper_cache, kept, &e);
}

static void forget_rest(struct look *l)
{
    struct known *k = &l->ar->known;

    pthread_mutex_lock(&l->ar->build);
    for (size_t i = 0; i < k->paths.n; i++) {
        struct str path = k->paths.keys[i];
        if (k->paths.values[i] != KNOWN_THERE)
            continue;
        k->paths.values[i] = KNOWN_GONE;
        gone(l, path);
    }
    pthread_mutex_unlock(&l->ar->build);
}

/* A root that cannot be read just now takes nothing away. */
static bool look_at_root(struct look *l, const char *path)
{
    struct walk w = {l, want_file, look_at_file, pass_over, l->ar->opts.limits.dirs};
    struct stat st;
    struct err e;

    if (strcmp(path, "-") == 0)
        return true;
    if (stat(path, &st) != 0)
        return false;
    if (!S_ISDIR(st.st_mode)) {
        look_at_file(l, AT_FDCWD, path, path);
        return true;
    }
    return file_walk(path, &w, &e);
}

void local_look_at_all(struct local *ar)
{
    struct look l;
    bool whole = true;

    if (ar->keeper_cache)
        local_known_from_cache(ar);
    known_begin(&ar->known);
    begin(&l, ar);
    open_analyst(&l);
    drop_corrected(&l);
    for (size_t i = 0; i < ar->n_paths && !atomic_load(&ar->stop); i++)
        whole = look_at_root(&l, ar->paths[i]) && whole;
    if (whole && !atomic_load(&ar->stop))
        forget_rest(&l);
    end(&l);
    if (ar->keeper_cache)
        known_free(&ar->known);
}

void local_look_at(struct local *ar, const char *const *paths, size_t n)
{
    struct look l;

    begin(&l, ar);
    for (size_t i = 0; i < n && !atomic_load(&ar->stop); i++) {
        struct print p;
        if (print_of(AT_FDCWD, paths[i], &p)) {
            look_at_file(&l, AT_FDCWD, paths[i], paths[i]);
            continue;
        }
        gone(&l, str_of(paths[i]));
        remember(ar, paths[i], NULL);
    }
    end(&l);
}
