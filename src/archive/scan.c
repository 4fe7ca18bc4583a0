/* The workers' half: walk the paths, read each file once, keep of each article what a list
 * needs, and hand batches over: the first small, so that there is something to show at once. */
#include "internal.h"

#include "text/utf8.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BATCH_FIRST = 32, BATCH_MAX = 2048, DIAGS_MAX = 10000 };

struct scan {
    struct archive *ar;
    struct batch *b;
    struct reader reader;
    struct arena text; /* the file that is being read */
    size_t batch_size; /* entries after which a batch is handed over */
    const struct worker *w;
    size_t n_files;   /* met so far, ours or not */
    const char *path; /* of the current file, in b->a */
};

static struct batch *batch_new(void)
{
    struct batch *b = mem_grow(NULL, sizeof *b);

    memset(b, 0, sizeof *b);
    b->diags.max = DIAGS_MAX;
    return b;
}

static void start_batch(struct scan *s)
{
    s->b = batch_new();
    s->b->diags.a = &s->b->a;
    s->reader.diags = &s->b->diags;
}

static void finish_batch(struct scan *s, bool last)
{
    s->b->last = last;
    archive_hand_over(s->ar, s->b);
    s->b = NULL;
    if (s->batch_size < BATCH_MAX)
        s->batch_size *= 4;
}

/* Keywords and facet values in one string, for filtering. */
static struct str join_tags(struct arena *a, const struct article *art)
{
    size_t len = 0;
    char *p, *z;

    for (size_t i = 0; i < art->n_fields; i++)
        if (art->fields[i].id == FIELD_KEYWORDS || art->fields[i].id == FIELD_FACET)
            for (size_t k = 0; k < art->fields[i].n_values; k++)
                len += art->fields[i].values[k].len + 1;
    z = p = arena_alloc(a, len + 1);
    for (size_t i = 0; i < art->n_fields; i++)
        if (art->fields[i].id == FIELD_KEYWORDS || art->fields[i].id == FIELD_FACET)
            for (size_t k = 0; k < art->fields[i].n_values; k++) {
                struct str v = art->fields[i].values[k];
                if (v.len)
                    memcpy(p, v.p, v.len);
                p += v.len;
                *p++ = ' ';
            }
    return str_make(z, len);
}

static bool take_article(void *ctx, struct article *art)
{
    struct scan *s = ctx;
    struct arena *a = &s->b->a;
    struct entry *en = arena_new(a, struct entry);

    memcpy(en->id, art->id, sizeof en->id);
    en->hash = art->hash;
    en->path = s->path;
    en->doc = art->doc;
    en->date = art->date;
    en->title = arena_str(a, art->title);
    en->url = arena_str(a, art->url);
    en->source = arena_str(a, art->source);
    en->author = arena_str(a, art->author);
    en->tags = join_tags(a, art);
    en->n_han = (unsigned)utf8_count_han(art->body);
    en->n_words = (unsigned)utf8_count_words(art->body);
    s->b->items = arena_grow(a, s->b->items, s->b->n, &s->b->cap, sizeof *s->b->items);
    s->b->items[s->b->n++] = en;
    return atomic_fetch_add(&s->ar->n_articles, 1) + 1 < s->ar->opts.limits.articles &&
           !atomic_load(&s->ar->stop);
}

static bool is_ours(struct scan *s)
{
    return s->n_files++ % s->w->n_parts == s->w->part;
}

/* A batch changes between files only, so that all articles of a file share one path string. */
static bool after_file(struct scan *s, size_t n_read)
{
    if (n_read == 0)
        s->b->n_skipped++;
    arena_reset(&s->text);
    if (s->b->n >= s->batch_size) {
        finish_batch(s, false);
        start_batch(s);
    }
    if (atomic_load(&s->ar->n_articles) < s->ar->opts.limits.articles)
        return !atomic_load(&s->ar->stop);
    diag_add(&s->b->diags, s->path, 0, 0, "E108", "%zu 篇", s->ar->opts.limits.articles);
    return false;
}

static bool read_file(void *ctx, int dirfd, const char *name, const char *path)
{
    struct scan *s = ctx;

    if (!is_ours(s))
        return !atomic_load(&s->ar->stop);
    s->path = arena_strz(&s->b->a, str_of(path));
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
    s->b->n_skipped++;
    diag_add(&s->b->diags, arena_strz(&s->b->a, str_of(path)), 0, 0, "E107", "%s", why);
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

void archive_scan(const struct worker *w)
{
    struct archive *ar = w->ar;
    struct scan s = {.ar = ar, .w = w, .batch_size = BATCH_FIRST};

    s.reader = (struct reader){.a = &s.text, .limits = ar->opts.limits, .summary = true};
    s.reader.sink = (struct article_sink){&s, take_article};
    start_batch(&s);
    for (size_t i = 0; i < ar->n_paths && read_path(&s, ar->paths[i]); i++)
        continue;
    finish_batch(&s, true);
    arena_free(&s.text);
}
