/* Reading: walk the paths, read each file once, keep what a list needs, and show it part by part:
 * the first small, so that there is something to see at once, later ones in proportion to what is
 * there, so that there are few. */
#include "internal.h"

#include <fcntl.h>
#include <sys/stat.h>

/* Up to the largest archive there are fewer parts than a shelf may have. */
enum { BATCH_FIRST = 32, BATCH_MAX = 2048, BATCH_SHARE = 8, BATCHES_SMALL = 16 };

struct scan {
    struct local *ar;
    const struct worker *w;
    struct seg_builder *b;
    struct news *news;
    struct reader reader;
    struct analyst analyst; /* opened for files of several articles */
    bool has_analyst;
    struct arena text; /* the file that is being read */
    struct arena facts;
    size_t batch_size; /* articles after which a part is shown */
    size_t n_batches;
    size_t n_files;   /* met so far, ours or not */
    const char *path; /* of the current file, in news->a */
};

static void start_news(struct scan *s)
{
    s->news = news_new();
    s->reader.diags = &s->news->diags;
}

static void finish_news(struct scan *s)
{
    local_tell(s->ar, s->news);
    s->news = NULL;
}

static void grow_batch(struct scan *s)
{
    size_t part = s->n_batches++ < BATCHES_SMALL ? BATCH_SHARE : BATCH_SHARE / 2;
    size_t share = atomic_load(&s->ar->n_articles) / part;

    if (s->batch_size < BATCH_MAX)
        s->batch_size *= 4;
    else if (share > s->batch_size)
        s->batch_size = share;
}

static void finish_batch(struct scan *s)
{
    if (seg_builder_n(s->b))
        local_add(s->ar, s->b);
    else
        seg_builder_free(s->b);
    s->b = NULL;
    grow_batch(s);
}

/* To read a long file again for each part of it would take too long: all but its first article are
 * analysed at once. */
static void take_facts(struct scan *s, struct article *art, struct facts *f)
{
    if (!s->ar->opts.analyse || art->doc == 0) {
        facts_of(&s->facts, NULL, NULL, art, NULL, f);
        return;
    }
    if (!s->has_analyst)
        analyst_open(&s->analyst, &s->ar->opts);
    s->has_analyst = true;
    analyst_facts(&s->analyst, art, f);
    atomic_fetch_add(&s->ar->n_analysed, 1);
}

static bool take_article(void *ctx, struct article *art)
{
    struct scan *s = ctx;
    struct local *ar = s->ar;
    struct facts f;

    take_facts(s, art, &f);
    seg_add(s->b, &f, atomic_fetch_add(&ar->next_art, 1));
    arena_reset(&s->facts);
    if (seg_builder_n(s->b) >= s->batch_size || seg_builder_full(s->b)) {
        finish_batch(s);
        s->b = seg_builder_new();
    }
    return atomic_fetch_add(&ar->n_articles, 1) + 1 < ar->opts.limits.articles &&
           !atomic_load(&ar->stop);
}

static bool is_ours(struct scan *s)
{
    return s->n_files++ % s->w->n_parts == s->w->part;
}

static bool after_file(struct scan *s, size_t n_read)
{
    size_t max = s->ar->opts.limits.articles;

    if (n_read == 0)
        s->news->n_skipped++;
    arena_reset(&s->text);
    if (atomic_load(&s->ar->n_articles) < max)
        return !atomic_load(&s->ar->stop);
    diag_add(&s->news->diags, s->path, 0, 0, "E108", "%zu 篇", max);
    return false;
}

static void remember(struct scan *s, int dirfd, const char *name)
{
    struct print p;

    if (!print_of(dirfd, name, &p))
        return;
    pthread_mutex_lock(&s->ar->build);
    known_put(&s->ar->known, s->path, &p);
    pthread_mutex_unlock(&s->ar->build);
}

static bool read_file(void *ctx, int dirfd, const char *name, const char *path)
{
    struct scan *s = ctx;

    if (!is_ours(s))
        return !atomic_load(&s->ar->stop);
    s->path = arena_strz(&s->news->a, str_of(path));
    if (s->ar->opts.watch)
        remember(s, dirfd, name);
    return after_file(s, article_read_at(&s->reader, dirfd, name, s->path));
}

static bool want_file(void *ctx, const char *name)
{
    (void)ctx;
    return article_wants(name);
}

static void note_problem(void *ctx, const char *path, const char *why)
{
    struct scan *s = ctx;

    if (!is_ours(s))
        return;
    s->news->n_skipped++;
    diag_add(&s->news->diags, arena_strz(&s->news->a, str_of(path)), 0, 0, "E107", "%s",
             why);
}

static bool read_path(struct scan *s, const char *path)
{
    struct walk w = {s, want_file, read_file, note_problem, s->ar->opts.limits.dirs};
    struct stat st;
    struct err e;

    if (strcmp(path, "-") == 0) {
        if (!is_ours(s))
            return true;
        s->path = "-";
        return after_file(s, article_read_bytes(&s->reader, "-", s->ar->stdin_bytes));
    }
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return read_file(s, AT_FDCWD, path, path);
    if (file_walk(path, &w, &e))
        return true;
    if (e.msg[0])
        note_problem(s, path, e.msg);
    return e.msg[0] != '\0';
}

void local_read(struct worker *w)
{
    struct local *ar = w->ar;
    struct scan s = {.ar = ar, .w = w, .b = seg_builder_new(), .batch_size = BATCH_FIRST};

    s.reader = (struct reader){.a = &s.text, .limits = ar->opts.limits};
    s.reader.sink = (struct article_sink){&s, take_article};
    start_news(&s);
    for (size_t i = 0; i < ar->n_paths && read_path(&s, ar->paths[i]); i++)
        continue;
    finish_batch(&s);
    finish_news(&s);
    if (s.has_analyst)
        analyst_close(&s.analyst);
    arena_free(&s.text);
    arena_free(&s.facts);
}
