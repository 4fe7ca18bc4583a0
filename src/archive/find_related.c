/* Related articles as a finding: few, all there at once, in an order of their own. */
#include "internal.h"

#include "store/related.h"

#include <stdlib.h>

struct related_finding {
    struct finding finding;
    struct shelf *shelf;
    struct related items[RELATED_MAX];
    size_t n;
};

static struct related_finding *finding_of(const struct finding *f)
{
    return (struct related_finding *)(uintptr_t)f;
}

static void close_finding(struct finding *f)
{
    shelf_unref(finding_of(f)->shelf);
    free(f);
}

static bool step(struct finding *f, size_t work)
{
    (void)f;
    (void)work;
    return true;
}

static size_t count(const struct finding *f, bool *exact)
{
    if (exact)
        *exact = true;
    return finding_of(f)->n;
}

static size_t ready(const struct finding *f)
{
    return finding_of(f)->n;
}

static void item(const struct finding *f, size_t i, struct item *out)
{
    const struct related_finding *rf = finding_of(f);

    shelf_item(rf->shelf, rf->items[i].place, out);
    out->shared_people = rf->items[i].people;
    out->shared_tags = rf->items[i].tags;
}

static size_t find_index(const struct finding *f, const struct item *it)
{
    const struct related_finding *rf = finding_of(f);

    for (size_t i = 0; i < rf->n; i++)
        if (rf->items[i].place == it->place)
            return i;
    return SIZE_MAX;
}

/* Values are not counted here. */
static size_t facets(const struct finding *f, struct arena *a, struct facet_name **out)
{
    (void)f;
    (void)a;
    *out = NULL;
    return 0;
}

static size_t rows(const struct finding *f, const struct facet_ask *ask, struct arena *a,
                   struct facet_row **out)
{
    (void)f;
    (void)ask;
    (void)a;
    *out = NULL;
    return 0;
}

static size_t months(const struct finding *f, struct arena *a, struct facet_month **out)
{
    (void)f;
    (void)a;
    *out = NULL;
    return 0;
}

static void group(const struct finding *f, const struct facet_name *by, struct arena *a,
                  struct facet_groups *out)
{
    (void)f;
    (void)by;
    (void)a;
    *out = (struct facet_groups){0};
}

static bool takes(const struct finding *f, const struct item *it, size_t quote)
{
    (void)f;
    (void)it;
    (void)quote;
    return true;
}

static size_t n_taken(const struct finding *f, const struct item *it)
{
    (void)f;
    return it->n_quotes;
}

static size_t none(const struct finding *f)
{
    (void)f;
    return 0;
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
    .folded = none,
    .quotes = none,
};

struct finding *local_related(struct source *s, const struct item *of)
{
    struct local *ar = (struct local *)s;
    struct related_finding *f = mem_grow(NULL, sizeof *f);

    *f = (struct related_finding){.finding = {&ops}, .shelf = shelf_ref(ar->shelf)};
    f->n = related_of(f->shelf, of->place, RELATED_MAX, f->items);
    return &f->finding;
}
