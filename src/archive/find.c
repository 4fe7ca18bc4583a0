/* Findings over a shelf of the local source; they keep the shelf they began with. */
#include "internal.h"

#include <stdlib.h>

struct local_finding {
    struct finding finding;
    struct shelf *shelf;
    struct source_ask ask;
    struct search_world world;
    const struct source *source;
    struct cache *cache; /* whose text index is asked; NULL = none */
    struct search *search;
    enum search_order order;
    bool sorted;
};

static struct local_finding *finding_of(const struct finding *f)
{
    return (struct local_finding *)(uintptr_t)f;
}

static void close_finding(struct finding *f)
{
    struct local_finding *lf = finding_of(f);

    search_free(lf->search);
    shelf_unref(lf->shelf);
    free(lf);
}

static bool step(struct finding *f, size_t work)
{
    struct local_finding *lf = finding_of(f);

    bool done = search_step(lf->search, work);

    local_notice(lf->source);
    if (!done)
        return false;
    if (!lf->sorted && lf->order != SEARCH_NEWEST)
        search_sort(lf->search, lf->order);
    lf->sorted = true;
    return true;
}

static size_t count(const struct finding *f, bool *exact)
{
    const struct search *s = finding_of(f)->search;

    if (exact)
        *exact = search_done(s);
    return search_done(s) ? search_n(s) : search_estimate(s);
}

static size_t ready(const struct finding *f)
{
    const struct local_finding *lf = finding_of(f);
    bool all = lf->sorted || lf->order == SEARCH_NEWEST;

    return all ? search_n(lf->search) : 0;
}

static void item(const struct finding *f, size_t i, struct item *out)
{
    const struct local_finding *lf = finding_of(f);

    shelf_item(lf->shelf, search_at(lf->search, i), out);
    out->n_copies = (unsigned)search_n_copies(lf->search, out->place);
}

static size_t find_index(const struct finding *f, const struct item *it)
{
    const struct local_finding *lf = finding_of(f);
    size_t i = shelf_has(lf->shelf, it->place) ? search_index(lf->search, it->place)
                                               : search_n(lf->search);

    return i < search_n(lf->search) ? i : SIZE_MAX;
}

static size_t facets(const struct finding *f, struct arena *a, struct facet_name **out)
{
    return facets_of(finding_of(f)->shelf, a, out);
}

static size_t rows(const struct finding *f, const struct facet_ask *ask, struct arena *a,
                   struct facet_row **out)
{
    return facets_rows(finding_of(f)->search, ask, a, out);
}

static size_t months(const struct finding *f, struct arena *a, struct facet_month **out)
{
    return facets_months(finding_of(f)->search, a, out);
}

static void group(const struct finding *f, const struct facet_name *by, struct arena *a,
                  struct facet_groups *out)
{
    facets_group(finding_of(f)->search, by, a, out);
}

static bool takes(const struct finding *f, const struct item *it, size_t quote)
{
    const struct local_finding *lf = finding_of(f);
    size_t n;
    const struct seg_quote *quotes =
        seg_quotes(shelf_segment(lf->shelf, it->place), place_row(it->place), &n);

    return quote < n && search_takes_quote(lf->search, it->place, &quotes[quote]);
}

static size_t n_taken(const struct finding *f, const struct item *it)
{
    const struct local_finding *lf = finding_of(f);
    size_t n, taken = 0;
    const struct seg_quote *quotes =
        seg_quotes(shelf_segment(lf->shelf, it->place), place_row(it->place), &n);

    for (size_t i = 0; i < n; i++)
        taken +=
            quotes[i].number && search_takes_quote(lf->search, it->place, &quotes[i]);
    return taken;
}

static size_t folded(const struct finding *f)
{
    return search_n_folded(finding_of(f)->search);
}

static size_t quotes(const struct finding *f)
{
    return search_n_quotes(finding_of(f)->search);
}

static const struct finding_ops ops = {
    .close = close_finding,
    .step = step,
    .count = count,
    .ready = ready,
    .item = item,
    .index = find_index,
    .facets = facets,
    .rows = rows,
    .months = months,
    .group = group,
    .takes = takes,
    .n_taken = n_taken,
    .folded = folded,
    .quotes = quotes,
};

static bool flag(void *ctx, enum query_flag which, const struct item *it)
{
    struct local_finding *f = ctx;

    return f->ask.flag(f->ask.ctx, which, it);
}

/* What the text index of the cache says, for shelves that are the cache's. */
static const uint64_t *candidates(void *ctx, size_t part, struct str folded, bool *exact)
{
    struct local_finding *f = ctx;

    return cache_candidates(f->cache, f->shelf, part, folded, exact);
}

/* The cache may be newer than the handle. */
static void refresh(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_changed(c) ? cache_parts(c, parts, &generation) : 0;

    for (size_t i = 0; i < n; i++)
        segment_unref(parts[i].seg);
}

struct finding *local_search(struct source *s, const struct source_ask *ask)
{
    struct local *ar = (struct local *)s;
    struct local_finding *f = mem_grow(NULL, sizeof *f);

    *f = (struct local_finding){.finding = {&ops},
                                .source = s,
                                .shelf = shelf_ref(ar->shelf),
                                .ask = *ask,
                                .world = {.ctx = f, .flag = ask->flag ? flag : NULL},
                                .order = ask->order};
    if (ar->cache && !(f->shelf->generation & IN_MEMORY)) {
        refresh(ar->cache);
        f->cache = ar->cache;
        f->world.candidates = candidates;
    }
    f->search = search_new(f->shelf, ask->query, &f->world, ar->memo);
    if (ask->fold)
        search_fold(f->search);
    return &f->finding;
}
