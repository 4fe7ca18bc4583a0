/* Analysing: each part is read again, and one that knows who said what takes its place. */
#include "internal.h"

#include "archive/words.h"

#include <fcntl.h>
#include <stdlib.h>

void analyst_open(struct analyst *an, const struct archive_opts *o)
{
    struct arena unsaid = {0};
    struct diags diags = {.a = &unsaid,
                          .max = 1}; /* whoever shows words says what is wrong */

    *an = (struct analyst){0};
    an->lexicon = lexicon_new(&an->a);
    an->map = people_map_new(&an->a);
    words_add(an->lexicon, &an->a, &diags);
    words_add_people(an->map, &an->a, &diags);
    people_map_add(an->map, "config.yaml", o->people, &diags);
    if (!o->no_fixes)
        words_read_fixes(&an->fixes, &an->a, &diags);
    arena_free(&unsaid);
}

void analyst_close(struct analyst *an)
{
    fixes_free(&an->fixes);
    arena_free(&an->a);
    arena_free(&an->scratch);
}

void analyst_keep(struct analyst *an, struct arena *a, const struct article *art,
                  struct facts *out)
{
    struct body body = body_parts(a, art);
    struct quotes q = quotes_find(a, an->lexicon, art, &body);

    fixes_apply(&an->fixes, a, art, &q);
    facts_of(a, an->lexicon, an->map, art, &q, out);
}

void analyst_facts(struct analyst *an, const struct article *art, struct facts *out)
{
    arena_reset(&an->scratch);
    analyst_keep(an, &an->scratch, art, out);
}

/* ---- One part */

struct wanted {
    uint32_t row;
    struct str path;
    unsigned doc;
    bool done;
};

struct job {
    struct local *ar;
    struct analyst *an;
    const struct segment *seg;
    struct seg_builder *b;
    struct wanted *rows; /* not analysed yet, by path and number */
    size_t n;
    size_t first, last; /* of the file at hand */
    struct arena text;
};

static int by_place(const void *x, const void *y)
{
    const struct wanted *a = x, *b = y;
    int c = str_cmp(a->path, b->path);

    return c ? c : (a->doc > b->doc) - (a->doc < b->doc);
}

static bool take_article(void *ctx, struct article *art)
{
    struct job *j = ctx;

    for (size_t i = j->first; i < j->last; i++) {
        struct wanted *w = &j->rows[i];
        struct facts f;
        if (w->doc != art->doc || w->done)
            continue;
        if (art->hash != j->seg->rows[w->row].hash)
            break;
        analyst_facts(j->an, art, &f);
        seg_add(j->b, &f, j->seg->rows[w->row].art);
        w->done = true;
        atomic_fetch_add(&j->ar->n_analysed, 1);
        break;
    }
    return art->doc < j->rows[j->last - 1].doc && !atomic_load(&j->ar->stop);
}

static void read_again(struct job *j)
{
    struct diags unsaid = {.a = &j->text, .max = 1};
    struct reader r = {.a = &j->text, .limits = j->ar->opts.limits, .diags = &unsaid};
    const char *path = arena_strz(&j->text, j->rows[j->first].path);

    r.sink = (struct article_sink){j, take_article};
    if (strcmp(path, "-") == 0)
        article_read_bytes(&r, "-", j->ar->stdin_bytes);
    else
        article_read_at(&r, AT_FDCWD, path, path);
    arena_reset(&j->text);
}

/* What was analysed before, and what is not there any more, stays as it is. */
static void keep_rest(struct job *j)
{
    bool *done = arena_array(&j->text, bool, j->seg->n + 1);
    struct arena a = {0};

    for (size_t i = 0; i < j->n; i++)
        done[j->rows[i].row] = j->rows[i].done;
    for (size_t row = 0; row < j->seg->n; row++) {
        struct facts f;
        if (done[row])
            continue;
        segment_facts(j->seg, &a, row, &f);
        f.analysed = true;
        seg_add(j->b, &f, j->seg->rows[row].art);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void list_rows(struct job *j, struct arena *a)
{
    j->rows = arena_calloc(a, j->seg->n + 1, sizeof *j->rows);
    for (size_t row = 0; row < j->seg->n; row++) {
        const struct seg_row *r = &j->seg->rows[row];
        if (!(r->flags & ROW_ANALYSED))
            j->rows[j->n++] =
                (struct wanted){(uint32_t)row, seg_bytes(j->seg, r->path), r->doc, false};
    }
    if (j->n)
        qsort(j->rows, j->n, sizeof *j->rows, by_place);
}

/* Part K, unless the program ends. */
static void analyse_part(struct local *ar, struct analyst *an, size_t k,
                         struct shared_segment *seg)
{
    struct job j = {.ar = ar, .an = an, .seg = &seg->s, .b = seg_builder_new()};
    struct arena a = {0};

    list_rows(&j, &a);
    for (; j.first < j.n && !atomic_load(&ar->stop); j.first = j.last) {
        for (j.last = j.first + 1; j.last < j.n; j.last++)
            if (!str_eq(j.rows[j.last].path, j.rows[j.first].path))
                break;
        read_again(&j);
    }
    if (atomic_load(&ar->stop)) {
        seg_builder_free(j.b);
    } else {
        keep_rest(&j);
        local_replace(ar, k, j.b);
    }
    arena_free(&a);
    arena_free(&j.text);
}

void local_analyse(struct worker *w)
{
    struct local *ar = w->ar;
    struct analyst an;
    bool more = true;

    analyst_open(&an, &ar->opts);
    while (more && !atomic_load(&ar->stop)) {
        struct shared_segment *seg = NULL;
        size_t k;
        pthread_mutex_lock(&ar->build);
        k = ar->next_part;
        more = k < ar->n_parts;
        if (more) {
            seg = segment_ref(ar->parts[k].seg);
            ar->next_part++;
        }
        pthread_mutex_unlock(&ar->build);
        if (more)
            analyse_part(ar, &an, k, seg);
        segment_unref(seg);
    }
    analyst_close(&an);
}
