/* usage: bench_facets DIR CACHE
 * The counts of all values over all articles of an archive whose cache is there, against the same
 * question to SQLite: GROUP BY over a table of (article, value) in memory.  Best of the rounds,
 * this process's own time.  Ours is everything: going through the articles, counting, the rows of
 * the facets that a pane shows.  Exit 1 when a goal is missed: 1/20 of SQLite, and 2 ms. */
#include "archive/place.h"
#include "bench/samples.h"
#include "store/cache.h"
#include "store/facets.h"

#include <sqlite3.h>
#include <stdio.h>

enum { ROUNDS = 5, SHOWN = 4 };

static double ours(const struct shelf *s, size_t *n)
{
    struct arena a = {0};
    double start = sample_ms();
    struct search *all = search_new(s, NULL, NULL, NULL);
    struct facet_name *names;
    size_t n_names;

    while (!search_step(all, SIZE_MAX))
        continue;
    n_names = facets_of(s, &a, &names);
    *n = 0;
    for (size_t i = 0; i < n_names && i < SHOWN; i++) {
        struct facet_ask ask = {.facet = &names[i]};
        struct facet_row *rows;
        *n += facets_rows(all, &ask, &a, &rows);
    }
    search_free(all);
    arena_free(&a);
    return sample_ms() - start;
}

static sqlite3 *make_table(const struct shelf *s)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;

    sqlite3_open(":memory:", &db);
    sqlite3_exec(db, "CREATE TABLE fv(art INTEGER, v INTEGER); BEGIN", NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO fv VALUES(?, ?)", -1, &st, NULL);
    for (size_t i = 0; i < s->n; i++) {
        place_t p = shelf_at(s, i);
        size_t n;
        const uint32_t *values = seg_values(shelf_segment(s, p), place_row(p), &n);
        for (size_t k = 0; k < n; k++) {
            sqlite3_bind_int64(st, 1, (sqlite3_int64)i);
            sqlite3_bind_int64(
                st, 2, (sqlite3_int64)(place_segment(p) << PLACE_ROW_BITS | values[k]));
            sqlite3_step(st);
            sqlite3_reset(st);
        }
    }
    sqlite3_finalize(st);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return db;
}

static double theirs(sqlite3 *db, size_t *n)
{
    double start = sample_ms();
    sqlite3_stmt *st = NULL;

    *n = 0;
    sqlite3_prepare_v2(db, "SELECT v, count(*) FROM fv GROUP BY v", -1, &st, NULL);
    while (sqlite3_step(st) == SQLITE_ROW)
        ++*n;
    sqlite3_finalize(st);
    return sample_ms() - start;
}

static struct shelf *open_shelf(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_parts(c, parts, &generation);

    return shelf_new(parts, n, generation);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct archive_opts o = {0};
    const char *paths[] = {argc > 1 ? argv[1] : ""};
    double mine = 1e9, sql = 1e9;
    size_t n = 0, n_sql = 0;
    struct cache *c;
    struct shelf *s;
    sqlite3 *db;
    bool ok;

    if (argc != 3) {
        printf("bench_facets: needs DIR and CACHE; see make bench\n");
        return 0;
    }
    place_cache(&a, paths, 1, argv[2], &o);
    c = cache_open(o.cache, &(struct cache_options){.identity = o.identity});
    s = open_shelf(c);
    db = make_table(s);
    for (int i = 0; i < ROUNDS; i++) {
        double m = ours(s, &n), t = theirs(db, &n_sql);
        mine = m < mine ? m : mine;
        sql = t < sql ? t : sql;
    }
    printf(
        "%zu articles: %zu rows of %d facets in %.2f ms; SQLite %zu values in %.2f ms\n",
        s->n, n, SHOWN, mine, n_sql, sql);
    ok = s->n > 0 && sample_goal("facets against SQL GROUP BY", mine, sql, .05);
    ok = sample_goal("facets against 2 ms", mine, 2, 1) && ok;
    sqlite3_close(db);
    shelf_unref(s);
    cache_close(c);
    arena_free(&a);
    return ok ? 0 : 1;
}
