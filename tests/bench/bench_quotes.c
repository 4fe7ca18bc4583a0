/* How fast a body is taken apart and its quotations are found, beside a plain decoding of the same
 * bytes in the same run; how that grows with the length; how much memory it takes.
 * usage: bench_quotes [FILE...] (texts, put one after the other until they are 1 MiB and 16 MiB;
 * samples when there is none). */
#include "base/file.h"
#include "quote/quote.h"
#include "text/utf8.h"

#include <stdio.h>
#include <time.h>

enum { MIB = 1 << 20, LARGE = 16 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Something that cannot be left out by the compiler. */
static volatile uint64_t sink;

static double decode(struct str s)
{
    double start = now();
    uint64_t sum = 0;
    size_t len;

    for (size_t i = 0; i < s.len; i += len)
        sum += utf8_decode(s.p + i, &len);
    sink = sum;
    return now() - start;
}

struct cost {
    double body, quotes; /* seconds */
    double memory;       /* bytes at most, for each of the text; the result counted */
};

static struct cost find(const struct lexicon *lx, struct str s)
{
    struct arena_tally tally = {0};
    struct arena a = {.tally = &tally};
    const struct article art = {.body = s};
    double start = now(), middle, end;
    struct body body = body_of_text(&a, s);
    struct quotes q;

    middle = now();
    q = quotes_find(&a, lx, &art, &body);
    end = now();
    sink = q.n;
    arena_free(&a);
    return (struct cost){middle - start, end - middle,
                         (double)tally.most / (double)s.len};
}

static struct cost faster(struct cost a, struct cost b)
{
    return a.memory == 0 || b.body + b.quotes < a.body + a.quotes ? b : a;
}

static double best(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

static struct str repeat(struct arena *a, struct str s, size_t size)
{
    char *p = arena_bytes(a, size + s.len);
    size_t n = 0;

    while (n < size) {
        memcpy(p + n, s.p, s.len);
        n += s.len;
    }
    return str_make(p, n);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct buf all = {0};
    const struct lexicon *lx = lexicon_new(&a);
    double decoded = 0, seconds, ratio, growth;
    struct cost small = {0}, large = {0};
    struct str text, big;

    static const char *const samples[] = {
        "content/articles/twin.yaml", "content/articles/roundtable.yaml",
        "content/articles/wire.yaml", "content/articles/ferry.yaml"};
    int n_files = argc > 1 ? argc - 1 : (int)(sizeof samples / sizeof *samples);

    for (int i = 0; i < n_files; i++) {
        struct str s;
        struct err e;
        const char *path = argc > 1 ? argv[i + 1] : samples[i];
        if (!file_read(&a, path, 0, &s, &e)) {
            fprintf(stderr, "%s\n", e.msg);
            return 1;
        }
        buf_str(&all, s);
        buf_c(&all, '\n');
    }
    if (!all.len)
        return 2;
    text = repeat(&a, buf_view(&all), MIB);
    for (int i = 0; i < 5; i++) {
        decoded = best(decoded, decode(text));
        small = faster(small, find(lx, text));
    }
    big = repeat(&a, buf_view(&all), (size_t)LARGE * MIB);
    for (int i = 0; i < 2; i++)
        large = faster(large, find(lx, big));
    seconds = small.body + small.quotes;
    ratio = decoded / seconds;
    growth = (large.body + large.quotes) / seconds * (double)text.len / (double)big.len *
             LARGE;
    printf(
        "quotes: %.1f MB/s (body %.0f, quotations %.0f), goal >= 40 %s; plain decoding "
        "%.0f MB/s, ratio %.4f, goal >= 0.025 %s\n",
        (double)text.len / seconds / 1e6, (double)text.len / small.body / 1e6,
        (double)text.len / small.quotes / 1e6,
        (double)text.len / seconds >= 40e6 ? "ok" : "MISSED",
        (double)text.len / decoded / 1e6, ratio, ratio >= 0.025 ? "ok" : "MISSED");
    printf(
        "quotes: 16 MiB take %.1f times as long as 1 MiB, goal <= 17 %s; %.1f times the "
        "text in memory, its parts and the result counted, goal <= 4 %s\n",
        growth, growth <= 17 ? "ok" : "MISSED", large.memory,
        large.memory <= 4 ? "ok" : "MISSED");
    buf_free(&all);
    arena_free(&a);
    return ratio >= 0.025 && growth <= 17 && large.memory <= 4 ? 0 : 1;
}
