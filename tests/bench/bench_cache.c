/* usage: bench_cache [ARTICLES [DIR]]
 * A cache of that many made-up articles (10000) of 1,500 字: writing it, opening it, filling the text
 * index, asking it, changing a file.  Words are drawn by Zipf's law, so that pairs repeat as in
 * news.  DIR keeps the cache for the next run.  Exit 1 when a goal is missed: the index may be 0.6
 * of the text, an answer at p99 half of a scan of the text, a reader's own memory 4 MB. */
#define _GNU_SOURCE /* memmem */
#include "base/hash.h"
#include "store/cache.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { N_WORDS = 30000, N_CHARS = 3500, ARTICLE_CHARS = 1500, TERMS = 20, ROUNDS = 5 };

static const struct cache_options options = {.identity = 42, .index_above = 1};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

static double part(double *times, size_t n, double share)
{
    qsort(times, n, sizeof *times, by_size);
    return times[(size_t)((double)(n - 1) * share)];
}

/* ---- Words and articles */

struct maker {
    struct arena a;
    struct str words[N_WORDS]; /* by rank */
    struct str names[5000];
    uint64_t seed;
};

static uint64_t next(struct maker *m)
{
    m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
    return m->seed >> 33;
}

/* A rank below N: rank r about as often as 1/r. */
static size_t zipf(struct maker *m, size_t n)
{
    size_t bits = 0, bound;

    while ((size_t)2 << bits < n)
        bits++;
    bound = (size_t)1 << (1 + next(m) % (bits + 1));
    return (size_t)(next(m) % (bound < n ? bound : n));
}

static struct str make_word(struct maker *m, size_t cps)
{
    char text[16];
    size_t len = 0;

    for (size_t i = 0; i < cps; i++)
        len += utf8_encode(0x4E00 + (uint32_t)(zipf(m, N_CHARS) * 5 % 20000), text + len);
    return arena_str(&m->a, str_make(text, len));
}

static struct maker *maker_new(void)
{
    struct maker *m = mem_grow(NULL, sizeof *m);

    memset(m, 0, sizeof *m);
    m->seed = 7;
    for (size_t i = 0; i < N_WORDS; i++)
        m->words[i] = i % 97 == 5 ? str_of(arena_printf(&m->a, "w%zux", i))
                                  : make_word(m, i < 60       ? 1
                                                 : i % 9 == 8 ? 4
                                                 : i % 5 == 4 ? 3
                                                              : 2);
    for (size_t i = 0; i < 5000; i++)
        m->names[i] = make_word(m, 3);
    return m;
}

static void add_body(struct maker *m, struct buf *out)
{
    size_t end = out->len + 3 * (size_t)ARTICLE_CHARS;

    while (out->len < end) {
        for (size_t i = 6 + next(m) % 20; i; i--)
            buf_str(out, m->words[zipf(m, N_WORDS)]);
        buf_str(out, m->names[zipf(m, 5000)]);
        buf_z(out, next(m) % 3 ? "，" : "。\n");
    }
}

static void add_value(struct facts *f, enum facet facet, struct str value)
{
    f->values[f->n_values++] = (struct fact){facet, STR(""), value};
}

static void add_quotes(struct maker *m, struct arena *a, struct facts *f)
{
    f->n_quotes = 4;
    f->quotes = arena_array(a, struct fact_quote, 4);
    for (unsigned k = 0; k < 4; k++) {
        size_t off = f->folded_title + 1 + (next(m) % 1000) * 3;
        while (((unsigned char)f->folded.p[off] & 0xC0) == 0x80)
            off++;
        f->quotes[k] = (struct fact_quote){.speaker = k % 2,
                                           .second = NO_SPEAKER,
                                           .number = k + 1,
                                           .span = {off, 120},
                                           .text = str_slice(f->folded, off, 120),
                                           .cue = STR("说"),
                                           .folded = {off, 120}};
    }
}

static void make_article(struct maker *m, struct arena *a, size_t i, struct facts *f)
{
    struct buf text = {0};

    *f = (struct facts){.date = {(short)(2015 + next(m) % 10),
                                 (signed char)(1 + next(m) % 12),
                                 (signed char)(1 + next(m) % 28), DATE_DAY, false},
                        .n_han = ARTICLE_CHARS};
    for (size_t k = 0; k < 8; k++)
        buf_str(&text, m->words[zipf(m, N_WORDS)]);
    f->folded_title = text.len;
    buf_c(&text, '\n');
    add_body(m, &text);
    f->folded = arena_str(a, buf_view(&text));
    f->title = str_slice(f->folded, 0, f->folded_title);
    f->hash = hash64(text.p, text.len, 0);
    buf_free(&text);
    f->path = str_of(arena_printf(a, "/archive/%03zu/%06zu.yaml", i / 1000, i));
    f->url = str_of(arena_printf(a, "https://news.example/%zu.html", i));
    f->source = m->words[100 + zipf(m, 200)];
    f->values = arena_array(a, struct fact, 10);
    f->speakers = arena_array(a, struct fact_speaker, 2);
    f->n_speakers = 2;
    for (unsigned k = 0; k < 2; k++) {
        f->speakers[k] = (struct fact_speaker){.name = m->names[zipf(m, 5000)],
                                               .titles = m->words[zipf(m, 3000)]};
        add_value(f, FACET_SPEAKER, f->speakers[k].name);
    }
    for (unsigned k = 0; k < 5; k++)
        add_value(f, FACET_TAG, m->words[300 + zipf(m, 2000)]);
    add_value(f, FACET_SOURCE, f->source);
    add_quotes(m, a, f);
}

/* ---- Writing */

static bool put(struct maker *m, struct cache *c, size_t i, struct err *e)
{
    struct arena a = {0};
    struct facts f;
    struct cache_file file;
    bool ok;

    make_article(m, &a, i, &f);
    file = (struct cache_file){
        .path = f.path, .print = {4500, i, 1, 1}, .hash = f.hash, .n_articles = 1};
    ok = cache_put(c, &file, &f, e);
    arena_free(&a);
    return ok;
}

static bool fill(struct maker *m, struct cache *c, size_t n, struct err *e)
{
    for (size_t i = 0, batch = 1000; i < n; i += batch) {
        if (!cache_begin(c, e))
            return false;
        for (size_t k = i; k < n && k < i + batch; k++)
            if (!put(m, c, k, e))
                return false;
        if (!cache_commit(c, e) || !cache_merge(c, cache_merge_due(c), e))
            return false;
    }
    return cache_merge(c, SHELF_SEGMENTS, e);
}

static bool index_all(struct cache *c, struct err *e)
{
    bool more = true;

    while (more)
        if (!cache_index_step(c, 1 << 20, &more, e))
            return false;
    return true;
}

static struct shelf *shelf_of(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_parts(c, parts, &generation);

    return shelf_new(parts, n, generation);
}

static bool build(struct maker *m, const char *dir, size_t n, struct err *e)
{
    struct cache *c = cache_open(dir, &options);
    struct cache_status st;
    double from = now(), filled, indexed;
    bool ok;

    ok = cache_lock(c, e) && fill(m, c, n, e);
    filled = now();
    ok = ok && index_all(c, e);
    indexed = now();
    if (ok && cache_status(c, &st)) {
        double mb = (double)st.text / 1e6;
        printf("articles %ju, text %.0f MB, segments %.0f MB\n", (uintmax_t)st.n_articles,
               mb, (double)st.segments / 1e6);
        printf("written in %.1f s (made-up texts and all)\n", (filled - from) / 1e3);
        if (st.n_indexed && indexed - filled > 1000)
            printf("text index in %.1f s, %.1f MB/s\n", (indexed - filled) / 1e3,
                   mb / (indexed - filled) * 1e3);
    }
    cache_close(c);
    return ok;
}

/* ---- Reading */

static void time_opening(const char *dir)
{
    double times[101];
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;

    for (size_t i = 0; i < 101; i++) {
        double from = now();
        struct cache *c = cache_open(dir, &options);
        size_t n = cache_parts(c, parts, &generation);
        times[i] = now() - from;
        for (size_t k = 0; k < n; k++)
            segment_unref(parts[k].seg);
        cache_close(c);
    }
    printf("open and parts: %.3f ms p50, %.3f p99\n", part(times, 101, .5),
           part(times, 101, .99));
}

static size_t count_bits(const uint64_t *bits, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; bits && i < (n + 63) / 64; i++)
        count += (size_t)__builtin_popcountll(bits[i]);
    return count;
}

/* A handle forgets its answers with it, so each is asked anew. */
static double ask(struct cache *c, const struct shelf *s, struct str needle, size_t *hits)
{
    static const char *const others[] = {"。。一", "。。丁", "。。七", "。。万"};
    double from;
    bool exact;

    for (size_t i = 0; i < 4; i++)
        cache_candidates(c, s, 0, str_of(others[i]), &exact);
    from = now();
    *hits = 0;
    for (size_t k = 0; k < s->n_parts; k++)
        *hits +=
            count_bits(cache_candidates(c, s, k, needle, &exact), s->parts[k].seg->s.n);
    return now() - from;
}

struct class
{
    const char *name;
    double low, high; /* share of the articles */
    size_t cps;       /* 0: letters */
    struct str terms[TERMS];
    size_t n;
};

static struct class classes[] = {
    {"1 common", .2, 1, 1, {{0}}, 0},     {"1 rare", 1e-5, .02, 1, {{0}}, 0},
    {"2 common", .2, 1, 2, {{0}}, 0},     {"2 middle", .005, .02, 2, {{0}}, 0},
    {"2 rare", .0003, .002, 2, {{0}}, 0}, {"3 name", 1e-5, .05, 3, {{0}}, 0},
    {"4 common", .02, 1, 4, {{0}}, 0},    {"4 rare", 1e-5, .002, 4, {{0}}, 0},
    {"no hit", -1, 1e-9, 4, {{0}}, 0},    {"letters", 1e-5, 1, 0, {{0}}, 0},
};
enum { N_CLASSES = sizeof classes / sizeof *classes };

static void sort_term(struct class *all, const struct shelf *s, struct str term,
                      size_t hits)
{
    double share = (double)hits / (double)s->n;
    size_t cps = term.p[0] == 'w' ? 0 : utf8_count(term);

    for (size_t k = 0; k < N_CLASSES; k++) {
        struct class *c = &all[k];
        bool fits = c->cps == cps && share > c->low && share <= c->high;
        if (fits && c->n < TERMS) {
            c->terms[c->n++] = term;
            return;
        }
    }
}

static void choose_terms(struct maker *m, struct class *all, struct cache *c,
                         const struct shelf *s)
{
    for (size_t i = 0; i < 3000; i++) {
        struct str a = m->words[zipf(m, N_WORDS)], b = m->words[zipf(m, N_WORDS)];
        struct str term =
            i % 2 ? a : str_of(arena_printf(&m->a, "%.*s%.*s", STR_ARG(a), STR_ARG(b)));
        size_t hits;
        if (i % 7 == 0)
            term = m->names[zipf(m, 5000)];
        ask(c, s, term, &hits);
        sort_term(all, s, term, hits);
    }
}

static double scan(const struct shelf *s, struct str needle)
{
    double from = now();
    size_t hits = 0;

    for (size_t k = 0; k < s->n_parts; k++) {
        const struct segment *seg = &s->parts[k].seg->s;
        for (size_t i = 0; i < seg->n; i++) {
            struct str text = seg_text(seg, seg->by_text[i]);
            hits += memmem(text.p, text.len, needle.p, needle.len) != NULL;
        }
    }
    return hits == ~(size_t)0 ? 0 : now() - from;
}

static bool time_class(struct class *k, struct cache *c, const struct shelf *s)
{
    double times[TERMS * ROUNDS], scans[TERMS];
    size_t n = 0, hits = 0, sum = 0;
    double p50, p99, base;

    for (size_t i = 0; i < k->n; i++) {
        for (size_t r = 0; r < ROUNDS; r++)
            times[n++] = ask(c, s, k->terms[i], &hits);
        sum += hits;
        scans[i] = scan(s, k->terms[i]);
    }
    if (!n)
        return true;
    p50 = part(times, n, .5);
    p99 = part(times, n, .99);
    base = part(scans, k->n, .5);
    printf("%-9s %3zu terms, %8.0f hits: %7.2f ms p50 %7.2f p99, scan %.0f ms\n", k->name,
           k->n, (double)sum / (double)k->n, p50, p99, base);
    return s->n < 50000 || p99 <= base / 2;
}

static bool time_queries(struct maker *m, const char *dir)
{
    struct cache *c = cache_open(dir, &options);
    struct shelf *s = shelf_of(c);
    bool ok = true;

    choose_terms(m, classes, c, s);
    for (size_t k = 0; k < N_CLASSES; k++)
        ok &= time_class(&classes[k], c, s);
    shelf_unref(s);
    cache_close(c);
    return ok;
}

/* What a reader has to itself, in kB. */
static long private_kb(void)
{
    FILE *f = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long kb = -1;

    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "Private_Dirty:", 14) == 0)
            kb = strtol(line + 14, NULL, 10);
    if (f)
        fclose(f);
    return kb;
}

static int be_reader(const char *dir)
{
    struct cache *c = cache_open(dir, &options);
    struct shelf *s = shelf_of(c);
    long before = private_kb(), after;
    size_t hits;

    for (size_t row = 0; row < s->n && s->n_parts == 1 && row < 500; row++) {
        const struct segment *seg = &s->parts[0].seg->s;
        struct str text = seg_text(seg, row * (s->n / 500 ? s->n / 500 : 1) % s->n);
        ask(c, s, str_slice(text, 0, 6), &hits);
    }
    after = private_kb();
    printf("a reader's own memory: %ld kB at first, %ld after 500 questions\n", before,
           after);
    shelf_unref(s);
    cache_close(c);
    return after > 4096;
}

static bool run_reader(const char *self, const char *dir)
{
    int status = 1;

    fflush(stdout);
    if (fork() == 0) {
        execl(self, self, "--reader", dir, (char *)NULL);
        _exit(127);
    }
    wait(&status);
    return status == 0;
}

/* ---- One file changes */

static bool time_changes(struct maker *m, const char *dir, struct err *e)
{
    double times[100];
    struct cache *c = cache_open(dir, &options);
    bool ok = cache_lock(c, e);

    for (size_t i = 0; ok && i < 100; i++) {
        double from = now();
        ok = cache_begin(c, e) && put(m, c, i * 7, e) && cache_commit(c, e);
        times[i] = now() - from;
        ok = ok && cache_merge(c, cache_merge_due(c), e);
    }
    if (ok)
        printf("one changed file: %.2f ms p50, %.2f p99\n", part(times, 100, .5),
               part(times, 100, .99));
    cache_close(c);
    return ok;
}

static bool check_size(const char *dir)
{
    struct cache *c = cache_open(dir, &options);
    struct cache_status st;
    double share = 9;

    if (cache_status(c, &st))
        share = (double)st.index / (double)st.text;
    printf("index.db: %.0f MB, %.2f of the text\n", (double)st.index / 1e6, share);
    cache_close(c);
    return share <= .6;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    char own[] = "/tmp/yulu-bench-XXXXXX";
    struct maker *m;
    struct err e = {0};
    const char *dir;
    bool ok;

    if (argc > 2 && strcmp(argv[1], "--reader") == 0)
        return be_reader(argv[2]);
    m = maker_new();
    dir = argc > 2 ? argv[2] : mkdtemp(own);
    ok = access(dir, F_OK) == 0 && argc > 2 ? true : build(m, dir, n, &e);
    if (!ok) {
        fprintf(stderr, "bench_cache: %s\n", e.msg);
        return 2;
    }
    ok = check_size(dir);
    time_opening(dir);
    ok &= time_queries(m, dir);
    ok &= run_reader(argv[0], dir);
    ok &= time_changes(m, dir, &e);
    if (argc <= 2)
        cache_remove(dir, NULL);
    arena_free(&m->a);
    free(m);
    return !ok;
}
