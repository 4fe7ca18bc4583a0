/* The caller's half: taking in what the workers made, and articles read again on demand. */
#include "internal.h"

#include "base/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { STDIN_MAX = 256 << 20 };

static struct local *local_of(const struct source *s)
{
    return (struct local *)(uintptr_t)s;
}

/* ---- Opening and closing */

static void read_stdin(struct local *ar)
{
    struct err e = {""};

    for (size_t i = 0; i < ar->n_paths; i++) {
        if (strcmp(ar->paths[i], "-") != 0)
            continue;
        if (ar->opts.stdin_fd < 0)
            err_set(&e, "标准输入是终端，没有文章可读");
        else if (file_read_fd(&ar->a, ar->opts.stdin_fd, STDIN_MAX, &ar->stdin_bytes, &e))
            return;
        diag_add(&ar->diags, "-", 0, 0, "E107", "%s", e.msg);
        ar->paths[i] = ar->paths[--ar->n_paths];
        return;
    }
}

static void fill_limits(struct limits *l)
{
    struct limits d = article_limits();

    l->file = l->file ? l->file : d.file;
    l->depth = l->depth ? l->depth : d.depth;
    l->keys = l->keys ? l->keys : d.keys;
    l->key_len = l->key_len ? l->key_len : d.key_len;
    l->alias = l->alias ? l->alias : d.alias;
    l->directives = l->directives ? l->directives : d.directives;
    l->dirs = l->dirs ? l->dirs : d.dirs;
    l->articles = l->articles ? l->articles : d.articles;
}

static void free_news(struct news *n)
{
    while (n) {
        struct news *next = n->next;
        arena_free(&n->a);
        free(n);
        n = next;
    }
}

static void call_keeper(struct local *ar)
{
    if (ar->call[1] >= 0)
        while (write(ar->call[1], "", 1) < 0 && errno == EINTR)
            continue;
}

void local_notice(const struct source *s)
{
    struct local *ar = local_of(s);

    if (mapping_tears() == ar->tears)
        return;
    ar->tears = mapping_tears();
    call_keeper(ar);
}

static void local_close(struct source *s)
{
    struct local *ar = local_of(s);

    atomic_store(&ar->stop, true);
    call_keeper(ar);
    local_join(ar);
    for (int i = 0; i < 2; i++) {
        if (ar->pipe[i] >= 0)
            close(ar->pipe[i]);
        if (ar->call[i] >= 0)
            close(ar->call[i]);
    }
    pthread_mutex_destroy(&ar->lock);
    pthread_cond_destroy(&ar->settled);
    pthread_mutex_destroy(&ar->build);
    local_close_parts(ar);
    known_free(&ar->known);
    local_close_cache(ar);
    shelf_unref(ar->next);
    shelf_unref(ar->shelf);
    search_memo_free(ar->memo);
    free_news(ar->queue);
    free_news(ar->taken);
    arena_free(&ar->a);
    free(ar);
}

/* ---- Taking in */

static void count_diag(struct diags *d, enum severity severity, size_t by)
{
    *(severity == DIAG_ERROR     ? &d->n_errors
      : severity == DIAG_WARNING ? &d->n_warnings
                                 : &d->n_notes) += by;
}

/* What was said of files that were read again. */
static void unsay(struct diags *d, const struct map *paths)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n && paths->n; i++) {
        if (map_find(paths, str_of(d->items[i].path)) < paths->n)
            count_diag(d, d->items[i].severity, SIZE_MAX);
        else
            d->items[n++] = d->items[i];
    }
    d->n = paths->n ? n : d->n;
}

static void take_news(struct local *ar, struct news *n)
{
    struct diags *to = &ar->diags;

    if (n->all) {
        to->n = to->n_errors = to->n_warnings = to->n_notes = to->n_lost = 0;
        ar->n_skipped = 0;
    }
    unsay(to, &n->paths);

    for (size_t i = 0; i < n->diags.n; i++) {
        to->items = arena_grow(to->a, to->items, to->n, &to->cap, sizeof *to->items);
        to->items[to->n++] = n->diags.items[i];
    }
    to->n_errors += n->diags.n_errors;
    to->n_warnings += n->diags.n_warnings;
    to->n_notes += n->diags.n_notes;
    to->n_lost += n->diags.n_lost;
    ar->n_skipped += n->n_skipped;
    n->next = ar->taken;
    ar->taken = n;
}

static int by_line(const void *a, const void *b)
{
    const struct diag *x = a, *y = b;
    int c = strcmp(x->path, y->path);

    if (c == 0)
        c = (x->line > y->line) - (x->line < y->line);
    return c ? c : (x->col > y->col) - (x->col < y->col);
}

/* Once all is read: the order of two workers is no order. */
static void sort_diags(struct diags *d)
{
    if (d->n)
        qsort(d->items, d->n, sizeof *d->items, by_line);
}

static bool take_all(struct local *ar, struct news *queue, struct shelf *next,
                     enum source_phase phase)
{
    bool changed = queue || next || phase != ar->phase_seen;

    while (queue) {
        struct news *n = queue;
        queue = n->next;
        take_news(ar, n);
        if (phase == SOURCE_READY)
            sort_diags(&ar->diags);
    }
    if (next) {
        shelf_unref(ar->shelf);
        ar->shelf = next;
    }
    if (phase == SOURCE_READY && ar->phase_seen != phase)
        sort_diags(&ar->diags);
    ar->phase_seen = phase;
    return changed;
}

static bool local_pump(struct source *s)
{
    struct local *ar = local_of(s);
    struct news *queue;
    struct shelf *next;
    enum source_phase phase;
    char sink[64];

    while (ar->pipe[0] >= 0 && read(ar->pipe[0], sink, sizeof sink) > 0)
        continue;
    pthread_mutex_lock(&ar->lock);
    queue = ar->queue;
    next = ar->next;
    phase = ar->phase;
    ar->queue = NULL;
    ar->tail = &ar->queue;
    ar->next = NULL;
    pthread_mutex_unlock(&ar->lock);
    return take_all(ar, queue, next, phase);
}

static struct source_progress local_progress(const struct source *s)
{
    struct local *ar = local_of(s);
    struct source_progress p = {.phase = ar->phase_seen,
                                .done = atomic_load(&ar->n_articles)};

    if (p.phase == SOURCE_ANALYSING) {
        p.total = p.done;
        p.done = atomic_load(&ar->n_analysed);
    } else if (p.phase == SOURCE_INDEXING) {
        p.total = atomic_load(&ar->n_to_index);
        p.done = atomic_load(&ar->n_indexed);
    }
    return p;
}

static void local_wait(struct source *s)
{
    struct local *ar = local_of(s);

    pthread_mutex_lock(&ar->lock);
    while (ar->phase != SOURCE_READY || ar->asked_to_look)
        pthread_cond_wait(&ar->settled, &ar->lock);
    pthread_mutex_unlock(&ar->lock);
    local_pump(s);
}

/* ---- Asking */

static int local_fd(const struct source *s)
{
    return local_of(s)->pipe[0];
}

static uint64_t local_generation(const struct source *s)
{
    return local_of(s)->shelf->generation;
}

static size_t local_count(const struct source *s)
{
    return local_of(s)->shelf->n;
}

static void local_item(const struct source *s, size_t i, struct item *out)
{
    const struct shelf *shelf = local_of(s)->shelf;

    shelf_item(shelf, shelf_at(shelf, i), out);
    local_notice(s);
}

static size_t local_find(const struct source *s, struct str id)
{
    const struct shelf *shelf = local_of(s)->shelf;
    place_t p = shelf_find(shelf, id);

    return p == NO_PLACE ? shelf->n : shelf_index(shelf, p);
}

static bool local_facts(const struct source *s, const struct item *item, struct arena *a,
                        struct facts *out)
{
    const struct shelf *shelf = local_of(s)->shelf;

    if (!shelf_has(shelf, item->place))
        return false;
    segment_facts(shelf_segment(shelf, item->place), a, place_row(item->place), out);
    local_notice(s);
    return true;
}

struct wanted {
    unsigned doc;
    struct article *art;
};

static bool take_wanted(void *ctx, struct article *art)
{
    struct wanted *w = ctx;

    if (art->doc != w->doc)
        return true;
    w->art = art;
    return false;
}

static bool local_get(struct source *s, const struct item *item, struct arena *a,
                      struct article **out, struct err *e)
{
    struct local *ar = local_of(s);
    struct wanted w = {item->doc, NULL};
    struct diags unseen = {.a = a, .max = 1};
    struct reader r = {.a = a, .limits = ar->opts.limits, .diags = &unseen};
    const char *path = arena_strz(a, item->path);

    r.sink = (struct article_sink){&w, take_wanted};
    if (strcmp(path, "-") == 0)
        article_read_bytes(&r, "-", ar->stdin_bytes);
    else
        article_read_at(&r, AT_FDCWD, path, path);
    if (!w.art && unseen.n)
        return err_set(e, "%s: %s", path, unseen.items[0].text);
    if (!w.art || w.art->hash != item->hash)
        return err_set(e, "%s: 文件已改动，按 R 重新读取", path);
    memcpy(w.art->id, item->id, sizeof w.art->id);
    *out = w.art;
    return true;
}

static bool local_raw(struct source *s, const struct item *item, struct arena *a,
                      struct str *out, struct err *e)
{
    struct local *ar = local_of(s);
    const char *path = arena_strz(a, item->path);
    struct str raw = ar->stdin_bytes;

    if (strcmp(path, "-") != 0 && !file_read(a, path, ar->opts.limits.file, &raw, e))
        return false;
    *out = encoding_decode(a, raw).text;
    return true;
}

static const struct diags *local_diags(const struct source *s)
{
    return &local_of(s)->diags;
}

static size_t local_n_skipped(const struct source *s)
{
    return local_of(s)->n_skipped;
}

static size_t local_n_copies(const struct source *s)
{
    struct local *ar = local_of(s);

    if (ar->copies_of != ar->shelf->generation || !ar->copies_known)
        ar->n_copies = shelf_n_copies(ar->shelf);
    ar->copies_of = ar->shelf->generation;
    ar->copies_known = true;
    return ar->n_copies;
}

static void local_look(struct source *s)
{
    struct local *ar = local_of(s);

    if (ar->call[1] < 0 || !ar->opts.watch) {
        local_look_at_all(ar);
        return;
    }
    pthread_mutex_lock(&ar->lock);
    ar->asked_to_look = true;
    if (ar->phase == SOURCE_READY)
        ar->phase = ar->phase_seen = SOURCE_CHECKING;
    pthread_mutex_unlock(&ar->lock);
    call_keeper(ar);
}

static const struct source_ops ops = {
    .close = local_close,
    .fd = local_fd,
    .pump = local_pump,
    .progress = local_progress,
    .generation = local_generation,
    .count = local_count,
    .item = local_item,
    .find = local_find,
    .facts = local_facts,
    .get = local_get,
    .raw = local_raw,
    .diags = local_diags,
    .n_skipped = local_n_skipped,
    .n_copies = local_n_copies,
    .look = local_look,
    .wait = local_wait,
    .search = local_search,
    .related = local_related,
};

struct source *archive_open(const char *const *paths, size_t n,
                            const struct archive_opts *o)
{
    struct local *ar = mem_grow(NULL, sizeof *ar);

    memset(ar, 0, sizeof *ar);
    ar->source.ops = &ops;
    ar->opts = *o;
    fill_limits(&ar->opts.limits);
    if (o->cache)
        ar->opts.cache = arena_strz(&ar->a, str_of(o->cache));
    ar->pipe[0] = ar->pipe[1] = ar->call[0] = ar->call[1] = -1;
    ar->tail = &ar->queue;
    ar->diags.a = &ar->a;
    ar->shelf = shelf_new(NULL, 0, 0);
    ar->phase = ar->phase_seen = SOURCE_READING;
    ar->memo = search_memo_new();
    atomic_init(&ar->stop, false);
    atomic_init(&ar->n_articles, 0);
    atomic_init(&ar->n_analysed, 0);
    atomic_init(&ar->next_art, 1);
    pthread_mutex_init(&ar->lock, NULL);
    pthread_mutex_init(&ar->build, NULL);
    pthread_cond_init(&ar->settled, NULL);
    ar->paths = arena_array(&ar->a, const char *, n + 1);
    ar->n_paths = n;
    for (size_t i = 0; i < n; i++)
        ar->paths[i] = arena_strz(&ar->a, str_of(paths[i]));
    read_stdin(ar);
    if (local_open_cache(ar)) {
        ar->keeper_only = ar->opts.analyse = true;
        ar->phase = SOURCE_CHECKING;
        local_pump(&ar->source);
    }
    if ((o->sandbox && !sandbox_files(o->sandbox, o->unsafe)) ||
        !local_start(ar, o->threaded)) {
        local_close(&ar->source);
        return NULL;
    }
    if (!ar->n_threads)
        local_pump(&ar->source);
    return &ar->source;
}
