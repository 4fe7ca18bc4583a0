/* How long it takes to read what a reader did with 100,000 articles, beside a plain reading of the
 * same file in the same run; what a look-up costs.  usage: bench_state */
#include "base/buf.h"
#include "base/file.h"
#include "state/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { ARTICLES = 100000, GOAL = 4, ROUNDS = 7 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double best(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

/* Keys of article I, in A. */
static struct state_article article(struct arena *a, unsigned i)
{
    return (struct state_article){
        .id = str_of(arena_printf(a, "%08x", i * 2654435761u)),
        .url =
            str_of(arena_printf(a, "https://news.example.com/2026/detail_%08u.html", i)),
        .path = str_of(
            arena_printf(a, "/home/reader/archive/2026/%02u/%06u.yaml", i % 12, i)),
    };
}

/* All read, and every one starred in a line of its own: as they come, not as compacted. */
static void write_file(const char *path)
{
    struct arena a = {0};
    struct buf out = {0};
    struct err e = {""};

    for (unsigned i = 0; i < 2 * ARTICLES; i++) {
        struct state_article art = article(&a, i % ARTICLES);
        buf_printf(
            &out,
            "- {\"at\": \"2026-11-%02uT02:%02u:%02u.%06uZ\", \"id\": \"%s\", \"url\": "
            "\"%s\", \"path\": \"%s\", \"%s\": true}\n",
            1 + i / 86400, i / 60 % 60, i % 60, i, art.id.p, art.url.p, art.path.p,
            i < ARTICLES ? "read" : "star");
        arena_reset(&a);
    }
    if (!file_replace(path, buf_view(&out), &e))
        fprintf(stderr, "%s\n", e.msg);
    printf("state: %d lines, %.1f MB\n", 2 * ARTICLES, (double)out.len / 1e6);
    buf_free(&out);
    arena_free(&a);
}

static double plain(const char *path)
{
    struct arena a = {0};
    struct str text;
    double start = now();

    file_read(&a, path, 0, &text, NULL);
    arena_free(&a);
    return now() - start;
}

/* ns a look-up; FOUND counts those that are as written. */
static double look_up(const struct state *s, struct state_article *list, size_t *found)
{
    double start = now();

    for (size_t i = 0; i < ARTICLES; i++) {
        *found += state_is_read(s, &list[i]);
        *found += state_is_starred(s, &list[i]);
    }
    return (now() - start) * 1e6 / (2.0 * ARTICLES);
}

int main(void)
{
    char folder[] = "/tmp/yulu-bench.XXXXXX", path[64];
    struct arena a = {0};
    struct state_article *list = arena_array(&a, struct state_article, ARTICLES);
    double load = 0, reading = 0, known = 0, moved = 0;
    size_t found = 0, found_moved = 0;
    struct rusage before, after;

    if (!mkdtemp(folder))
        return 2;
    snprintf(path, sizeof path, "%s/state.yaml", folder);
    write_file(path);
    for (unsigned i = 0; i < ARTICLES; i++)
        list[i] = article(&a, i);
    getrusage(RUSAGE_SELF, &before);
    for (unsigned round = 0; round < ROUNDS; round++) {
        double start = now();
        struct state *s = state_open(&(struct state_opts){.folder = folder}, NULL);
        load = best(load, now() - start);
        reading = best(reading, plain(path));
        found = found_moved = 0;
        known = best(known, look_up(s, list, &found));
        for (unsigned i = 0; i < ARTICLES; i++)
            list[i].id.p = "edited!!";
        moved = best(moved, look_up(s, list, &found_moved));
        for (unsigned i = 0; i < ARTICLES; i++)
            list[i] = article(&a, i);
        state_close(s);
    }
    getrusage(RUSAGE_SELF, &after);
    bool right = found == 2 * ARTICLES && found_moved == found;
    printf(
        "state: read in %.1f ms, %.1f times the bytes alone (%.1f ms), goal <= %d %s\n",
        load, load / reading, reading, GOAL, load <= GOAL * reading ? "ok" : "MISSED");
    printf("state: a look-up by id %.0f ns, by address %.0f ns; peak +%ld MiB; %s\n",
           known, moved, (after.ru_maxrss - before.ru_maxrss) / 1024,
           right ? "ok" : "WRONG");
    unlink(path);
    rmdir(folder);
    arena_free(&a);
    return right && load <= GOAL * reading ? 0 : 1;
}
