/* The caller's half: the ordered list, ids, and articles read again on demand. */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STDIN_MAX = 256 << 20 };

void archive_hand_over(struct archive *ar, struct batch *b)
{
    pthread_mutex_lock(&ar->lock);
    *ar->tail = b;
    ar->tail = &b->next;
    pthread_mutex_unlock(&ar->lock);
    /* A full pipe is no loss: it is readable already. */
    if (ar->pipe[1] >= 0)
        while (write(ar->pipe[1], "", 1) < 0 && errno == EINTR)
            continue;
}

static void *work(void *arg)
{
    archive_scan(arg);
    return NULL;
}

static bool open_pipe(struct archive *ar)
{
    if (pipe(ar->pipe) != 0) {
        ar->pipe[0] = ar->pipe[1] = -1;
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(ar->pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(ar->pipe[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* Shares whose thread could not be started are read here and now.  Signals belong to the thread
 * that owns the terminal. */
static void start_workers(struct archive *ar, bool threaded)
{
    size_t n = threaded && open_pipe(ar) ? N_WORKERS : 1;
    sigset_t all, old;

    ar->n_running = n;
    for (size_t i = 0; i < n; i++)
        ar->workers[i] = (struct worker){.ar = ar, .part = i, .n_parts = n};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    while (ar->pipe[0] >= 0 && ar->n_threads < n) {
        struct worker *w = &ar->workers[ar->n_threads];
        if (pthread_create(&w->thread, NULL, work, w) != 0)
            break;
        ar->n_threads++;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    for (size_t i = ar->n_threads; i < n; i++)
        archive_scan(&ar->workers[i]);
}

static void join_workers(struct archive *ar)
{
    while (ar->n_threads)
        pthread_join(ar->workers[--ar->n_threads].thread, NULL);
}

static void read_stdin(struct archive *ar)
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

struct archive *archive_open(const char *const *paths, size_t n,
                             const struct archive_opts *o)
{
    struct archive *ar = mem_grow(NULL, sizeof *ar);

    memset(ar, 0, sizeof *ar);
    ar->opts = *o;
    fill_limits(&ar->opts.limits);
    ar->pipe[0] = ar->pipe[1] = -1;
    ar->tail = &ar->queue;
    ar->diags.a = &ar->a;
    atomic_init(&ar->stop, false);
    atomic_init(&ar->n_articles, 0);
    pthread_mutex_init(&ar->lock, NULL);
    ar->paths = arena_array(&ar->a, const char *, n + 1);
    ar->n_paths = n;
    for (size_t i = 0; i < n; i++)
        ar->paths[i] = arena_strz(&ar->a, str_of(paths[i]));
    read_stdin(ar);
    start_workers(ar, o->threaded);
    if (!ar->n_threads)
        archive_pump(ar);
    return ar;
}

static void free_batches(struct batch *b)
{
    while (b) {
        struct batch *next = b->next;
        arena_free(&b->a);
        free(b);
        b = next;
    }
}

void archive_close(struct archive *ar)
{
    if (!ar)
        return;
    atomic_store(&ar->stop, true);
    join_workers(ar);
    for (int i = 0; i < 2; i++)
        if (ar->pipe[i] >= 0)
            close(ar->pipe[i]);
    pthread_mutex_destroy(&ar->lock);
    free_batches(ar->queue);
    free_batches(ar->taken);
    arena_free(&ar->a);
    free(ar);
}

int archive_fd(const struct archive *ar)
{
    return ar->pipe[0];
}

/* By file and number in it. */
static int by_place(const struct entry *a, const struct entry *b)
{
    int c = strcmp(a->path, b->path);
    return c ? c : (a->doc > b->doc) - (a->doc < b->doc);
}

/* Newest date first, undated last, then title, then id (which begins with the hash). */
static int by_order(const struct entry *a, const struct entry *b)
{
    int c = date_cmp(b->date, a->date);

    if (c == 0)
        c = str_cmp(a->title, b->title);
    if (c == 0)
        c = (a->hash > b->hash) - (a->hash < b->hash);
    return c ? c : by_place(a, b);
}

static int by_order_of_pointers(const void *a, const void *b)
{
    return by_order(*(struct entry *const *)a, *(struct entry *const *)b);
}

static void give_id(struct archive *ar, struct entry *en)
{
    map_put(&ar->a, &ar->ids, str_of(en->id), ar->n_owners, NULL);
    ar->owners =
        arena_grow(&ar->a, ar->owners, ar->n_owners, &ar->cap_owners, sizeof *ar->owners);
    ar->owners[ar->n_owners++] = en;
}

/* More than 8 digits: the body's 16 when another body has the same 8; the same body again: 8 and
 * some of a hash of its place. */
static void give_longer_id(struct archive *ar, struct entry *en,
                           const struct entry *winner)
{
    uint64_t place = hash64(en->path, strlen(en->path), en->doc);

    if (en->hash != winner->hash)
        snprintf(en->id, sizeof en->id, "%016jx", (uintmax_t)en->hash);
    else
        snprintf(en->id, sizeof en->id, "%.8s-%04jx", winner->id,
                 (uintmax_t)(place & 0xFFFF));
    while (map_find(&ar->ids, str_of(en->id)) < ar->ids.n)
        snprintf(en->id, sizeof en->id, "%.8s-%010jx", winner->id,
                 (uintmax_t)(place++ & 0xFFFFFFFFFF));
    give_id(ar, en);
}

/* Who keeps the 8 digits is never a matter of the order of reading. */
static void make_id_unique(struct archive *ar, struct entry *en)
{
    size_t at = map_find(&ar->ids, str_of(en->id));
    struct entry **owner, *loser = en;

    if (at == ar->ids.n) {
        give_id(ar, en);
        return;
    }
    owner = &ar->owners[ar->ids.values[at]];
    if (by_place(en, *owner) < 0) {
        loser = *owner;
        *owner = en;
        ar->ids.keys[at] =
            str_of(en->id); /* the same digits, in memory that will not change */
    }
    give_longer_id(ar, loser, *owner);
}

/* Merge the sorted new entries into the sorted list, from the back, in place. */
static void merge(struct archive *ar, const struct batch *b)
{
    size_t i = ar->n, k = b->n, to;

    while (ar->n + b->n > ar->cap)
        ar->order = arena_grow(&ar->a, ar->order, ar->cap, &ar->cap, sizeof *ar->order);
    ar->n += b->n;
    for (to = ar->n; k > 0; to--) {
        if (i > 0 && by_order(ar->order[i - 1], b->items[k - 1]) > 0)
            ar->order[to - 1] = ar->order[--i];
        else
            ar->order[to - 1] = b->items[--k];
    }
}

static void take_diags(struct diags *to, const struct diags *from)
{
    for (size_t i = 0; i < from->n; i++) {
        to->items = arena_grow(to->a, to->items, to->n, &to->cap, sizeof *to->items);
        to->items[to->n++] = from->items[i];
    }
    to->n_errors += from->n_errors;
    to->n_warnings += from->n_warnings;
    to->n_notes += from->n_notes;
    to->n_lost += from->n_lost;
}

static void take_batch(struct archive *ar, struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        make_id_unique(ar, b->items[i]);
    if (b->n)
        qsort(b->items, b->n, sizeof *b->items, by_order_of_pointers);
    merge(ar, b);
    take_diags(&ar->diags, &b->diags);
    ar->n_skipped += b->n_skipped;
    ar->n_running -= b->last;
    b->next = ar->taken;
    ar->taken = b;
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

bool archive_pump(struct archive *ar)
{
    struct batch *b, *next;
    char sink[64];

    while (ar->pipe[0] >= 0 && read(ar->pipe[0], sink, sizeof sink) > 0)
        continue;
    pthread_mutex_lock(&ar->lock);
    b = ar->queue;
    ar->queue = NULL;
    ar->tail = &ar->queue;
    pthread_mutex_unlock(&ar->lock);
    if (!b)
        return false;
    for (; b; b = next) {
        next = b->next;
        take_batch(ar, b);
    }
    if (!ar->n_running)
        sort_diags(&ar->diags);
    return true;
}

bool archive_busy(const struct archive *ar)
{
    return ar->n_running > 0;
}

void archive_wait(struct archive *ar)
{
    join_workers(ar);
    archive_pump(ar);
}

size_t archive_count(const struct archive *ar)
{
    return ar->n;
}

const struct entry *archive_at(const struct archive *ar, size_t i)
{
    return ar->order[i];
}

size_t archive_find(const struct archive *ar, struct str id)
{
    size_t found = ar->n, n_found = 0;

    for (size_t i = 0; i < ar->n; i++) {
        struct str have = str_of(ar->order[i]->id);
        if (str_eq(have, id))
            return i;
        if (id.len >= 4 && str_starts(have, id)) {
            found = i;
            n_found++;
        }
    }
    return n_found == 1 ? found : ar->n;
}

const struct diags *archive_diags(const struct archive *ar)
{
    return &ar->diags;
}

size_t archive_n_skipped(const struct archive *ar)
{
    return ar->n_skipped;
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

bool archive_article(struct archive *ar, const struct entry *en, struct arena *a,
                     struct article **out, struct err *e)
{
    struct wanted w = {en->doc, NULL};
    struct diags unseen = {.a = a, .max = 1};
    struct reader r = {.a = a, .limits = ar->opts.limits, .diags = &unseen};

    r.sink = (struct article_sink){&w, take_wanted};
    if (strcmp(en->path, "-") == 0)
        article_read_bytes(&r, "-", ar->stdin_bytes);
    else
        article_read_at(&r, AT_FDCWD, en->path, en->path);
    if (!w.art && unseen.n)
        return err_set(e, "%s: %s", en->path, unseen.items[0].text);
    if (!w.art || w.art->hash != en->hash)
        return err_set(e, "%s: 文件已改动，按 R 重新读取", en->path);
    memcpy(w.art->id, en->id, sizeof w.art->id);
    *out = w.art;
    return true;
}

bool archive_raw(struct archive *ar, const struct entry *en, struct arena *a,
                 struct str *out, struct err *e)
{
    struct str raw = ar->stdin_bytes;

    if (strcmp(en->path, "-") != 0 &&
        !file_read(a, en->path, ar->opts.limits.file, &raw, e))
        return false;
    *out = encoding_decode(a, raw).text;
    return true;
}
