#include "samples.h"

#include "base/file.h"
#include "text/fold.h"

#include <stdint.h>
#include <stdio.h>
#include <time.h>

double sample_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool add_sample(void *ctx, int dirfd, const char *name, const char *path)
{
    struct arena a = {0};
    struct err e;
    struct str s;

    (void)path;
    if (file_read_at(&a, dirfd, name, 0, &s, &e))
        buf_str(ctx, s);
    arena_free(&a);
    return true;
}

static bool want_yaml(void *ctx, const char *name)
{
    (void)ctx;
    return str_ends(str_of(name), STR(".yaml"));
}

static void say_problem(void *ctx, const char *path, const char *why)
{
    (void)ctx;
    fprintf(stderr, "%s: %s\n", path, why);
}

bool sample_articles(struct buf *out)
{
    struct walk w = {.ctx = out,
                     .want = want_yaml,
                     .file = add_sample,
                     .problem = say_problem,
                     .max_depth = 2};
    struct err e = {0};

    if (file_walk("content/articles", &w, &e) && out->len)
        return true;
    fprintf(stderr, "no sample articles: %s\n", e.msg);
    return false;
}

/* Sentences of ALL in random order. */
static void mix(struct str all, struct buf *out, size_t bytes, size_t line_bytes)
{
    size_t line = 0;
    uint32_t x = 7;

    while (out->len < bytes) {
        size_t from, to;
        x = x * 1664525 + 1013904223;
        from = str_find(all, STR("。"), x % all.len);
        if (from == all.len)
            continue;
        from += strlen("。");
        to = str_find(all, STR("。"), from);
        buf_line(out, str_slice(all, from, to - from));
        buf_z(out, "。");
        line += to - from;
        if (line > line_bytes) {
            buf_c(out, '\n');
            line = 0;
        }
    }
    buf_c(out, '\n');
}

bool sample_folded(struct buf *out, size_t bytes, size_t line_bytes)
{
    struct buf all = {0}, folded = {0};
    bool ok = sample_articles(&all);

    if (ok) {
        fold_utf8(buf_view(&all), &folded);
        mix(buf_view(&folded), out, bytes, line_bytes);
    }
    buf_free(&all);
    buf_free(&folded);
    return ok;
}

bool sample_goal(const char *what, double ours, double theirs, double limit)
{
    bool ok = ours <= theirs * limit;

    printf("%-44s %.2f  <= %.2f  %s\n", what, ours / theirs, limit, ok ? "ok" : "MISSED");
    return ok;
}
