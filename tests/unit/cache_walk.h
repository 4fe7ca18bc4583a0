/* Looking at everything that a cache holds, whatever it is; for tests and fuzzers of damaged
 * ones. */
#ifndef YULU_UNIT_CACHE_WALK_H
#define YULU_UNIT_CACHE_WALK_H

#include "store/cache.h"
#include "store/facets.h"
#include "store/related.h"
#include "text/utf8.h"

static inline void walk_facets(const struct search *s)
{
    struct arena a = {0};
    struct facet_name *names;
    struct facet_month *months;
    size_t n = facets_of(search_shelf(s), &a, &names);

    for (size_t i = 0; i < n; i++) {
        struct facet_ask ask = {.facet = &names[i], .all = true};
        struct facet_row *rows;
        facets_rows(s, &ask, &a, &rows);
    }
    facets_months(s, &a, &months);
    arena_free(&a);
}

/* S as a list, a finding, facets, related articles. */
static inline void walk_shelf(const struct shelf *s)
{
    struct search *all = search_new(s, NULL, NULL, NULL);
    struct related related[RELATED_MAX];
    struct arena a = {0};

    for (size_t i = 0; i < s->n; i++) {
        struct facts facts;
        struct item item;
        place_t place = shelf_at(s, i);
        shelf_item(s, place, &item);
        shelf_find(s, str_of(item.id));
        segment_facts(shelf_segment(s, place), &a, place_row(place), &facts);
        utf8_valid_len(facts.folded);
        arena_reset(&a);
    }
    search_fold(all);
    while (!search_step(all, 1 << 20))
        continue;
    for (int order = 0; order < SEARCH_ORDERS; order++)
        search_sort(all, (enum search_order)order);
    walk_facets(all);
    shelf_n_copies(s);
    if (s->n)
        related_of(s, shelf_at(s, 0), RELATED_MAX, related);
    search_free(all);
    arena_free(&a);
}

/* What C says of S and of its files. */
static inline void walk_cache(struct cache *c, const struct shelf *s)
{
    static const char *const needles[] = {"渡",       "渡口", "口\n", "gpt",
                                          "说gpt3好", "没有", "江城", "真好",
                                          "第1",      "sora", "s"};
    struct cache_files *it = cache_files_new(c);
    struct cache_file f;
    struct cache_status st;

    while (cache_files_next(it, &f))
        cache_file(c, f.path, &f);
    cache_status(c, &st);
    for (size_t k = 0; k < sizeof needles / sizeof *needles; k++)
        for (size_t part = 0; part < s->n_parts; part++) {
            bool exact;
            cache_candidates(c, s, part, str_of(needles[k]), &exact);
        }
    cache_files_free(it);
}

/* All of C as it is now. */
static inline void walk_everything(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_parts(c, parts, &generation);
    struct shelf *s = shelf_new(parts, n, generation);

    walk_shelf(s);
    walk_cache(c, s);
    shelf_unref(s);
}

#endif
