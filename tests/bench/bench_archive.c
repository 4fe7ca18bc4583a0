/* usage: bench_archive DIR CACHE
 * What a key typed into the filter costs in a large archive whose cache is there: words of several
 * classes drawn from its own texts, each asked as the first of its kind (nothing remembered), with
 * the counts of three facets.  Times in ms: until the first screen is found, until all is, and the
 * longest slice in between.  Exit 1 when a goal is missed: 99 of 100 first screens, and all slices,
 * take a frame (16 ms) at most. */
#include "archive/place.h"
#include "bench/samples.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { SCREEN = 60, PER_CLASS = 40, DRAWS = 400 };
static const double FRAME = 16;

enum class {
    ONE_COMMON,
    ONE_RARE,
    TWO_COMMON,
    TWO_MIDDLE,
    TWO_RARE,
    FOUR_COMMON,
    FOUR_MIDDLE,
    FOUR_RARE,
    NAME,
    INITIALS,
    TAG,
    NO_HIT,
    QUOTE,
    N_CLASSES
};
static const char *const class_names[] = {"1c",  "1r",   "2c",   "2m",   "2r",
                                          "4c",  "4m",   "4r",   "name", "initials",
                                          "tag", "none", "quote"};

struct series {
    double first[PER_CLASS], all[PER_CLASS], slice;
    size_t n;
};

struct bench {
    struct source *ar;
    struct series series[N_CLASSES];
    uint64_t seed;
};

static size_t draw(struct bench *b, size_t n)
{
    b->seed = b->seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(b->seed >> 33) % n;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, c = *(const double *)y;

    return (a > c) - (a < c);
}

static double part(double *times, size_t n, double share)
{
    qsort(times, n, sizeof *times, by_size);
    return times[(size_t)((double)(n - 1) * share)];
}

/* What the pane shows beside the list. */
static void count_facets(struct finding *f)
{
    struct arena a = {0};
    struct facet_name *names;
    size_t n = finding_facets(f, &a, &names);

    for (size_t i = 0; i < n && i < 4; i++) {
        struct facet_ask ask = {.facet = &names[i]};
        struct facet_row *rows;
        finding_rows(f, &ask, &a, &rows);
    }
    arena_free(&a);
}

struct timing {
    double first, all, slice;
    size_t n;
};

static struct timing ask(struct bench *b, const char *text)
{
    struct arena a = {0};
    struct query q;
    struct source_ask sa = {0};
    struct timing t = {0};
    double start = sample_ms(), before = start;
    struct finding *f;
    bool done = false;

    query_parse(&a, str_of(text), QUERY_TYPING, &(struct query_world){0}, &q);
    sa.query = q.root;
    f = source_search(b->ar, &sa);
    while (!done) {
        double now;
        done = finding_step(f, FINDING_SLICE);
        if (done || (finding_ready(f) >= SCREEN && t.first == 0))
            count_facets(f);
        now = sample_ms();
        t.slice = now - before > t.slice ? now - before : t.slice;
        if (t.first == 0 && (done || finding_ready(f) >= SCREEN))
            t.first = now - start;
        before = now;
    }
    t.all = before - start;
    t.n = finding_count(f, NULL);
    finding_close(f);
    arena_free(&a);
    return t;
}

static void note(struct bench *b, enum class class, const struct timing *t)
{
    struct series *s = &b->series[class];

    if (s->n == PER_CLASS)
        return;
    s->first[s->n] = t->first;
    s->all[s->n++] = t->all;
    s->slice = t->slice > s->slice ? t->slice : s->slice;
}

static bool wanted(const struct bench *b, enum class from, enum class to)
{
    for (int c = from; c <= (int)to; c++)
        if (b->series[c].n < PER_CLASS)
            return true;
    return false;
}

/* LEN 汉字 in a row somewhere in a random article. */
static bool draw_words(struct bench *b, size_t len, char *out)
{
    struct arena a = {0};
    struct item it;
    struct facts f;
    size_t at, n = 0, used = 0, step;

    source_item(b->ar, draw(b, source_count(b->ar)), &it);
    source_facts(b->ar, &it, &a, &f);
    at = f.folded.len ? draw(b, f.folded.len) : 0;
    while (at < f.folded.len && ((unsigned char)f.folded.p[at] & 0xC0) == 0x80)
        at++;
    for (; at < f.folded.len && n < len; at += step, n++) {
        if (!utf8_is_han(utf8_decode(f.folded.p + at, &step)))
            break;
        memcpy(out + used, f.folded.p + at, step);
        used += step;
    }
    out[used] = '\0';
    arena_free(&a);
    return n == len;
}

static void words(struct bench *b, size_t len, enum class common)
{
    enum class rare = common == ONE_COMMON ? ONE_RARE : common + 2;
    double total = (double)source_count(b->ar);

    for (int i = 0; i < DRAWS && wanted(b, common, rare); i++) {
        char text[64];
        struct timing t;
        double share;
        if (!draw_words(b, len, text))
            continue;
        t = ask(b, text);
        share = (double)t.n / total;
        if (share >= .2)
            note(b, common, &t);
        else if (rare == common + 2 && share >= .003 && share < .05)
            note(b, common + 1, &t);
        else if (share < .003)
            note(b, rare, &t);
    }
}

static void values(struct bench *b, const char *field, enum facet facet, enum class class)
{
    struct arena a = {0};
    struct source_ask nothing = {0};
    struct finding *f = source_search(b->ar, &nothing);
    struct facet_name *names;
    size_t n;

    while (!finding_step(f, SIZE_MAX))
        continue;
    n = finding_facets(f, &a, &names);
    for (size_t i = 0; i < n; i++) {
        struct facet_ask fa = {.facet = &names[i]};
        struct facet_row *rows;
        size_t n_rows = names[i].facet == facet ? finding_rows(f, &fa, &a, &rows) : 0;
        for (size_t k = 0; k < PER_CLASS && n_rows; k++) {
            char text[256];
            struct timing t;
            snprintf(text, sizeof text, "%s:%.*s", field,
                     STR_ARG(rows[draw(b, n_rows)].name));
            t = ask(b, text);
            note(b, class, &t);
        }
    }
    finding_close(f);
    arena_free(&a);
}

/* dgh: two or three letters at random. */
static void initials(struct bench *b)
{
    for (int i = 0; i < PER_CLASS; i++) {
        char text[8] = "";
        struct timing t;
        for (size_t k = 0; k < 2 + (size_t)i % 2; k++)
            text[k] = (char)("bcdfghjlmnpqrstwxyz"[draw(b, 19)]);
        t = ask(b, text);
        note(b, INITIALS, &t);
    }
}

static void no_hits(struct bench *b)
{
    for (int i = 0; i < PER_CLASS; i++) {
        char x[64], y[64], text[160];
        struct timing t;
        if (!draw_words(b, 2, x) || !draw_words(b, 2, y))
            continue;
        snprintf(text, sizeof text, "%s鑫%s", x, y);
        t = ask(b, text);
        if (t.n == 0)
            note(b, NO_HIT, &t);
    }
}

static void quotes(struct bench *b)
{
    for (int i = 0; i < PER_CLASS; i++) {
        char x[64], text[160];
        struct timing t;
        if (!draw_words(b, 2, x))
            continue;
        snprintf(text, sizeof text, "语录:%s", x);
        t = ask(b, text);
        note(b, QUOTE, &t);
    }
}

static bool goal(const struct bench *b, const char *class, const char *what, double ms)
{
    char line[64];

    snprintf(line, sizeof line, "%zu: %s, %s, ms", source_count(b->ar), class, what);
    return sample_goal(line, ms, 1, FRAME);
}

static bool print(struct bench *b)
{
    bool ok = true;

    printf("%-9s %4s %10s %10s %10s %10s %10s\n", "class", "n", "first p50", "first p99",
           "all p50", "all p99", "slice max");
    for (int c = 0; c < N_CLASSES; c++) {
        struct series *s = &b->series[c];
        double first;
        if (!s->n)
            continue;
        first = part(s->first, s->n, .99);
        printf("%-9s %4zu %10.2f %10.2f %10.2f %10.2f %10.2f\n", class_names[c], s->n,
               part(s->first, s->n, .5), first, part(s->all, s->n, .5),
               part(s->all, s->n, .99), s->slice);
        ok = goal(b, class_names[c], "first screen, p99", first) && ok;
        ok = goal(b, class_names[c], "longest slice", s->slice) && ok;
    }
    return ok;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct archive_opts o = {.stdin_fd = -1, .analyse = true, .watch = true};
    struct bench b = {.seed = 11};
    const char *paths[] = {argc > 1 ? argv[1] : ""};
    bool ok;

    if (argc != 3) {
        printf("bench_archive: needs DIR and CACHE; see make bench\n");
        return 0;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    place_cache(&a, paths, 1, argv[2], &o);
    b.ar = archive_open(paths, 1, &o);
    source_wait(b.ar);
    printf("%zu articles\n", source_count(b.ar));
    words(&b, 1, ONE_COMMON);
    words(&b, 2, TWO_COMMON);
    words(&b, 4, FOUR_COMMON);
    values(&b, "发言人", FACET_SPEAKER, NAME);
    values(&b, "标签", FACET_TAG, TAG);
    initials(&b);
    no_hits(&b);
    quotes(&b);
    ok = print(&b);
    source_close(b.ar);
    arena_free(&a);
    return ok ? 0 : 1;
}
