/* usage: archive_ask [--cache DIR] TODAY PATH... <QUERIES
 *
 * Reads an archive and answers a query a line with the ids found, blanks between, or with "!" when
 * it is wrong: many queries in one run, for archive_agree.py.  TODAY: 2024-06-15.  With a cache the
 * archive has a text index, however small it is. */
#include "archive/archive.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t own_keys(struct source *s, struct arena *a, struct str **out)
{
    struct finding *f = source_search(s, &(struct source_ask){0});
    struct facet_name *names;
    size_t n = finding_facets(f, a, &names), n_keys = 0;

    *out = arena_array(a, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        if (names[i].facet == FACET_OWN)
            (*out)[n_keys++] = names[i].key;
    finding_close(f);
    return n_keys;
}

static void answer(struct source *s, const struct query_world *w, struct str text)
{
    struct arena a = {0};
    struct query q;
    struct source_ask ask = {0};
    struct finding *f;

    query_parse(&a, text, QUERY_FINISHED, w, &q);
    ask.query = q.root;
    if (q.has_problem) {
        puts("!");
        arena_free(&a);
        return;
    }
    f = source_search(s, &ask);
    while (!finding_step(f, 4096))
        continue;
    for (size_t i = 0; i < finding_count(f, NULL); i++) {
        struct item item;
        finding_item(f, i, &item);
        printf(i ? " %s" : "%s", item.id);
    }
    putchar('\n');
    finding_close(f);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    struct archive_opts o = {.stdin_fd = -1, .analyse = true};
    struct query_world w = {0};
    struct arena a = {0};
    struct source *s;
    struct str *keys;
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;

    if (argc > 3 && strcmp(argv[1], "--cache") == 0) {
        o.cache = argv[2];
        o.threaded = o.watch = true;
        o.cache_files_min = o.index_above = 1;
        argv += 2;
        argc -= 2;
    }
    if (argc < 3)
        return 2;
    w.today = date_find(str_of(argv[1]), false, NULL);
    s = archive_open((const char *const *)&argv[2], (size_t)argc - 2, &o);
    source_wait(s);
    if (o.cache && source_generation(s) >> 63) {
        fprintf(stderr, "archive_ask: the cache was not written\n");
        return 1;
    }
    w.n_facets = own_keys(s, &a, &keys);
    w.facets = keys;
    while ((len = getline(&line, &cap, stdin)) > 0)
        answer(s, &w, str_make(line, (size_t)len - (line[len - 1] == '\n')));
    free(line);
    source_close(s);
    arena_free(&a);
    return 0;
}
