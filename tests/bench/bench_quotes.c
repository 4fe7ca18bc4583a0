/* How fast quotations are found, beside a plain decoding of the same bytes in the same run; how
 * that grows with the length; how much memory it takes.  usage: bench_quotes FILE... (texts, put
 * one after the other until they are 1 MiB and 16 MiB). */
#include "base/file.h"
#include "quote/quote.h"
#include "text/utf8.h"

#include <stdio.h>
#include <sys/resource.h>
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

static double find(const struct lexicon *lx, struct str s, size_t *used)
{
    struct arena a = {0};
    const struct article art = {.body = s};
    struct body body = body_of_text(&a, s);
    size_t before = a.used;
    double start = now();
    struct quotes q = quotes_find(&a, lx, &art, &body);
    double seconds = now() - start;

    sink = q.n;
    *used = a.used - before;
    arena_free(&a);
    return seconds;
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

static long peak_kib(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct buf all = {0};
    const struct lexicon *lx = lexicon_new(&a);
    double decoded = 0, small = 0, large;
    struct str text, big;
    size_t used;
    long before;

    for (int i = 1; i < argc; i++) {
        struct str s;
        struct err e;
        if (!file_read(&a, argv[i], 0, &s, &e)) {
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
        small = best(small, find(lx, text, &used));
    }
    big = repeat(&a, buf_view(&all), (size_t)LARGE * MIB);
    before = peak_kib();
    large = find(lx, big, &used);
    printf("quotes: %.1f MB/s, decoding %.0f MB/s, ratio %.4f (>= 0.025)\n",
           (double)text.len / small / 1e6, (double)text.len / decoded / 1e6,
           decoded / small);
    printf("quotes: 16 MiB against 1 MiB: %.1f times the time (<= 17), %.1f times the text in "
           "memory (<= 4)\n",
           large / small * (double)text.len / (double)big.len * LARGE,
           (double)(peak_kib() - before) * 1024 / (double)big.len);
    buf_free(&all);
    arena_free(&a);
    return 0;
}
