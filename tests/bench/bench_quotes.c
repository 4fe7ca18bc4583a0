/* How fast a body is taken apart and its quotations are found, beside a plain decoding of the same
 * bytes in the same run; how that grows with the length; how much memory it takes.
 * usage: bench_quotes [FILE...] (texts, put one after the other until they are 1 MiB and 16 MiB;
 * samples when there is none).
 *
 * What is plain decoding?  The goal's is one that turns bytes into code points and knows a bad byte
 * when it meets one, as every decoder of a library does: `checked` below, the fastest of them that
 * we have, faster than u8_mbtouc() and mbrtowc().  `trusting` is
 * utf8_decode() in a loop, which may believe that its text is valid: a race against three or four
 * instructions for each character, shown because nothing can be faster.  All code points are added
 * up, so that none is left out by the compiler.  Times are those of the processor. */
#include "base/file.h"
#include "quote/quote.h"
#include "samples.h"
#include "text/utf8.h"

#include <locale.h>
#include <stdio.h>
#include <unistr.h>
#include <wchar.h>

enum { MIB = 1 << 20, LARGE = 16, ROUNDS = 5, BAD = 0xFFFD };

/* ---- Plain decoding */

static uint64_t trusting(struct str s)
{
    uint64_t sum = 0;
    size_t len;

    for (size_t i = 0; i < s.len; i += len)
        sum += utf8_decode(s.p + i, &len);
    return sum;
}

static bool tails(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* The character at P, with ROOM bytes, *LEN its bytes; BAD when it is none. */
static inline uint32_t careful(const unsigned char *p, size_t room, size_t *len)
{
    uint32_t cp = BAD;

    *len = 1;
    if (p[0] < 0x80)
        return p[0];
    if ((p[0] & 0xF0) == 0xE0 && room >= 3 && tails(p + 1, 2)) {
        *len = 3;
        cp = utf8_decode((const char *)p, len);
        return cp < 0x800 || (cp >= 0xD800 && cp < 0xE000) ? BAD : cp;
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && room >= 2 && tails(p + 1, 1))
        return utf8_decode((const char *)p, len);
    if (p[0] >= 0xF0 && p[0] < 0xF5 && room >= 4 && tails(p + 1, 3))
        cp = utf8_decode((const char *)p, len);
    return cp < 0x10000 || cp > 0x10FFFF ? BAD : cp;
}

static uint64_t checked(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint64_t sum = 0;
    size_t len;

    for (size_t i = 0; i < s.len; i += len)
        sum += careful(p + i, s.len - i, &len);
    return sum;
}

static uint64_t by_unistring(struct str s)
{
    uint64_t sum = 0;
    ucs4_t cp;
    int len;

    for (size_t i = 0; i < s.len; i += (size_t)len) {
        len = u8_mbtouc(&cp, (const uint8_t *)s.p + i, s.len - i);
        sum += cp;
    }
    return sum;
}

static uint64_t by_libc(struct str s)
{
    mbstate_t state = {0};
    uint64_t sum = 0;
    wchar_t c = 0;

    for (size_t i = 0, len; i < s.len; i += len) {
        len = mbrtowc(&c, s.p + i, s.len - i, &state);
        if (len == 0 || len > s.len - i)
            len = 1;
        sum += (uint64_t)c;
    }
    return sum;
}

static const struct {
    const char *name;
    uint64_t (*sum)(struct str s);
} decoders[] = {{"checked", checked},
                {"trusting", trusting},
                {"u8_mbtouc", by_unistring},
                {"mbrtowc", by_libc}};
enum { CHECKED, TRUSTING, DECODERS = sizeof decoders / sizeof *decoders };

/* Something that cannot be left out by the compiler. */
static volatile uint64_t sink;

static double decode(size_t k, struct str s)
{
    double start = sample_ms();

    sink = decoders[k].sum(s);
    return sample_ms() - start;
}

/* ---- The analysis */

struct cost {
    double body, quotes; /* ms */
    double memory;       /* bytes at most, for each of the text; the result counted */
    double result;       /* of them, what is given back */
};

static struct cost find(const struct lexicon *lx, struct str s)
{
    struct arena_tally tally = {0};
    struct arena a = {.tally = &tally};
    const struct article art = {.body = s};
    double start = sample_ms(), middle, end;
    struct body body = body_of_text(&a, s);
    struct quotes q;
    struct cost c;

    middle = sample_ms();
    q = quotes_find(&a, lx, &art, &body);
    end = sample_ms();
    sink = q.n;
    c = (struct cost){middle - start, end - middle, (double)tally.most / (double)s.len,
                      (double)tally.now / (double)s.len};
    arena_free(&a);
    return c;
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

static const char *word(bool ok)
{
    return ok ? "ok" : "MISSED";
}

/* Megabytes a second. */
static double speed(struct str s, double ms)
{
    return (double)s.len / ms / 1e3;
}

static bool measure(const struct lexicon *lx, const char *name, struct str piece)
{
    struct arena a = {0};
    struct str text = repeat(&a, piece, MIB),
               big = repeat(&a, piece, (size_t)LARGE * MIB);
    struct cost small = {0}, large = {0};
    double decoded[DECODERS] = {0}, ms, growth, ratio;

    for (int i = 0; i < ROUNDS; i++) {
        for (size_t k = 0; k < DECODERS; k++)
            decoded[k] = best(decoded[k], decode(k, text));
        small = faster(small, find(lx, text));
    }
    for (int i = 0; i < 2; i++)
        large = faster(large, find(lx, big));
    ms = small.body + small.quotes;
    ratio = decoded[CHECKED] / ms;
    growth =
        (large.body + large.quotes) / ms * (double)text.len / (double)big.len * LARGE;
    printf("%s: %.1f MB/s (body %.0f, quotations %.0f), goal >= 40 %s\n", name,
           speed(text, ms), speed(text, small.body), speed(text, small.quotes),
           word(speed(text, ms) >= 40));
    printf(
        "  ratio to plain decoding %.4f, goal >= 0.025 %s; to a trusting one %.4f; MB/s:",
        ratio, word(ratio >= 0.025), decoded[TRUSTING] / ms);
    for (size_t k = 0; k < DECODERS; k++)
        printf(" %s %.0f", decoders[k].name, speed(text, decoded[k]));
    printf("\n  16 MiB take %.1f times as long as 1 MiB, goal <= 17 %s; memory %.1f "
           "times the "
           "text, result %.1f, goal <= 4 %s\n",
           growth, word(growth <= 17), large.memory, large.result,
           word(large.memory <= 4));
    arena_free(&a);
    return ratio >= 0.025 && growth <= 17 && large.memory <= 4;
}

/* Forms that have a record every few characters: what they take. */
static void dense(const struct lexicon *lx)
{
    static const char *const pieces[] = {"他说：“是。”", "“是，”他说。", "他说，是。",
                                         "李明说，",     "“”",           "说"};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct arena a = {0};
        struct cost c = find(lx, repeat(&a, str_of(pieces[i]), MIB));

        printf(
            "  %s again and again: %.1f MB/s, memory %.1f times the text, result %.1f\n",
            pieces[i], (double)MIB / (c.body + c.quotes) / 1e3, c.memory, c.result);
        arena_free(&a);
    }
}

static bool read_texts(int n, const char *const *paths, struct buf *out)
{
    for (int i = 0; i < n; i++) {
        struct arena a = {0};
        struct err e;
        struct str s;

        if (!file_read(&a, paths[i], 0, &s, &e)) {
            fprintf(stderr, "%s\n", e.msg);
            return false;
        }
        buf_str(out, s);
        buf_c(out, '\n');
        arena_free(&a);
    }
    return true;
}

/* As a scraper glues them. */
static void without_breaks(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != '\n')
            buf_c(out, s.p[i]);
}

int main(int argc, char **argv)
{
    static const char *const samples[] = {
        "content/articles/twin.yaml", "content/articles/roundtable.yaml",
        "content/articles/wire.yaml", "content/articles/ferry.yaml"};
    enum { N_SAMPLES = sizeof samples / sizeof *samples };
    struct arena a = {0};
    struct buf all = {0}, glued = {0};
    const struct lexicon *lx = lexicon_new(&a);
    bool ok = setlocale(LC_CTYPE, "C.UTF-8") != NULL;

    ok = ok && (argc > 1 ? read_texts(argc - 1, (const char *const *)argv + 1, &all)
                         : read_texts(N_SAMPLES, samples, &all));
    if (ok && all.len) {
        without_breaks(buf_view(&all), &glued);
        ok = measure(lx, "by lines", buf_view(&all));
        ok = measure(lx, "in one line", buf_view(&glued)) && ok;
        dense(lx);
    }
    buf_free(&all);
    buf_free(&glued);
    arena_free(&a);
    return ok ? 0 : 1;
}
