/* Articles found, group by group: one pass to count, one to put. */
#include "store/facets.h"

#include "base/hash.h"
#include "said/people.h"
#include "text/fold.h"
#include "text/pinyin.h"

#include <stdlib.h>

struct group {
    struct facet_group row;
    struct str order; /* the name in the order of pinyin */
    int month;        /* as in date_key(); 0 = no month */
    bool none;
    uint32_t number;
};

struct grouping {
    const struct search *search;
    const struct facet_name *facet; /* NULL: months */
    struct arena tmp;
    struct map keys;
    struct buf key;
    struct group *groups;
    size_t n, cap;
    uint32_t *of_value[SHELF_SEGMENTS]; /* 1 + group of each value; 0 = not asked for */
    uint32_t *place;                    /* of each group in the order */
    uint32_t none, last; /* 1 + groups: without a value, of the last month */
};

static uint32_t add_group(struct grouping *g, struct str name)
{
    g->groups = arena_grow(&g->tmp, g->groups, g->n, &g->cap, sizeof *g->groups);
    g->groups[g->n] = (struct group){.row.name = name, .number = (uint32_t)g->n};
    return (uint32_t)g->n++;
}

/* The group of g->key; it is called NAME. */
static uint32_t group_of_key(struct grouping *g, struct str name)
{
    size_t i = map_find(&g->keys, buf_view(&g->key));

    if (i < g->keys.n) {
        struct group *group = &g->groups[g->keys.values[i]];
        if (fold_prefers(group->row.name, name))
            group->row.name = name;
        return (uint32_t)g->keys.values[i];
    }
    map_put(&g->tmp, &g->keys, arena_str(&g->tmp, buf_view(&g->key)), g->n, NULL);
    return add_group(g, name);
}

/* ---- Which group */

static void learn_values(struct grouping *g)
{
    const struct shelf *shelf = search_shelf(g->search);

    for (size_t k = 0; k < shelf->n_parts; k++) {
        const struct segment *seg = &shelf->parts[k].seg->s;
        g->of_value[k] = arena_array(&g->tmp, uint32_t, seg->n_values + 1);
        for (size_t i = 0; i < seg->n_values; i++) {
            const struct seg_value *v = &seg->values[i];
            struct str name = seg_str(seg, v->name);
            if (!facet_has(g->facet, seg, v) ||
                !search_value_count(g->search, k, (uint32_t)i))
                continue;
            buf_reset(&g->key);
            if (v->facet == FACET_SPEAKER)
                people_add_key(&g->key, name);
            else
                fold_utf8(name, &g->key);
            g->of_value[k][i] = 1 + group_of_key(g, name);
        }
    }
}

static uint32_t none_of(struct grouping *g)
{
    if (!g->none) {
        g->none = 1 + add_group(g, STR(""));
        g->groups[g->none - 1].none = true;
    }
    return g->none - 1;
}

/* Neighbours in a list mostly are of one month. */
static uint32_t month_of(struct grouping *g, struct date d)
{
    int month;

    if (d.precision == DATE_NONE)
        return none_of(g);
    d.inferred = false;
    if (d.precision == DATE_DAY)
        d.precision = DATE_MONTH;
    d.day = 0;
    month = date_key(d);
    if (g->last && g->groups[g->last - 1].month == month)
        return g->last - 1;
    buf_reset(&g->key);
    buf_add(&g->key, &month, sizeof month);
    g->last = 1 + group_of_key(g, STR(""));
    struct group *found = &g->groups[g->last - 1];
    if (!found->month) {
        buf_reset(&g->key);
        date_add(&g->key, d);
        found->row.name = arena_str(&g->tmp, buf_view(&g->key));
        found->month = month;
    }
    return g->last - 1;
}

static bool has_group(const uint32_t *list, size_t n, uint32_t group)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == group)
            return true;
    return false;
}

/* The groups of article P, in OUT (room for as many as it has values, and one). */
static size_t groups_of(struct grouping *g, place_t p, uint32_t *out)
{
    const struct segment *seg = shelf_segment(search_shelf(g->search), p);
    const uint32_t *of_value = g->of_value[place_segment(p)];
    size_t n, found = 0;
    const uint32_t *values = seg_values(seg, place_row(p), &n);

    if (!g->facet) {
        out[0] = month_of(g, seg_date(seg->dates[place_row(p)]));
        return 1;
    }
    for (size_t i = 0; i < n; i++)
        if (values[i] < seg->n_values && of_value[values[i]] &&
            !has_group(out, found, of_value[values[i]] - 1))
            out[found++] = of_value[values[i]] - 1;
    if (!found)
        out[found++] = none_of(g);
    return found;
}

static size_t most_values(const struct search *s)
{
    size_t most = 0, n;

    for (size_t i = 0; i < search_n(s); i++) {
        place_t p = search_at(s, i);
        seg_values(shelf_segment(search_shelf(s), p), place_row(p), &n);
        most = n > most ? n : most;
    }
    return most;
}

/* ---- Order */

static int by_order(const void *x, const void *y)
{
    const struct group *a = *(struct group *const *)x, *b = *(struct group *const *)y;
    int c;

    if (a->none != b->none)
        return a->none ? 1 : -1;
    if (a->month != b->month)
        return a->month > b->month ? -1 : 1;
    if (a->row.n != b->row.n)
        return a->row.n > b->row.n ? -1 : 1;
    c = str_cmp(a->order, b->order);
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

static void name_orders(struct grouping *g)
{
    for (size_t i = 0; g->facet && i < g->n; i++) {
        buf_reset(&g->key);
        pinyin_add_key(&g->key, g->groups[i].row.name);
        g->groups[i].order = arena_str(&g->tmp, buf_view(&g->key));
    }
}

/* The rows in their order; where each group went is in g->place. */
static void put_in_order(struct grouping *g, struct arena *a, struct facet_groups *out)
{
    struct group **all = arena_array(&g->tmp, struct group *, g->n + 1);

    name_orders(g);
    for (size_t i = 0; i < g->n; i++)
        all[i] = &g->groups[i];
    if (g->n)
        qsort(all, g->n, sizeof *all, by_order);
    out->rows = arena_array(a, struct facet_group, g->n + 1);
    g->place = arena_array(&g->tmp, uint32_t, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        out->rows[i] = (struct facet_group){arena_str(a, all[i]->row.name), out->n_items,
                                            all[i]->row.n};
        out->n_items += all[i]->row.n;
        g->place[all[i]->number] = (uint32_t)i;
    }
    out->n = g->n;
}

static void put_items(struct grouping *g, struct arena *a, uint32_t *list,
                      struct facet_groups *out)
{
    size_t *next = arena_array(&g->tmp, size_t, g->n + 1);

    out->items = arena_array(a, uint32_t, out->n_items + 1);
    for (size_t i = 0; i < out->n; i++)
        next[i] = out->rows[i].first;
    for (size_t i = 0; i < search_n(g->search); i++) {
        size_t n = groups_of(g, search_at(g->search, i), list);
        for (size_t k = 0; k < n; k++)
            out->items[next[g->place[list[k]]]++] = (uint32_t)i;
    }
}

void facets_group(const struct search *search, const struct facet_name *f,
                  struct arena *a, struct facet_groups *out)
{
    struct grouping g = {.search = search, .facet = f};
    uint32_t *list = arena_array(&g.tmp, uint32_t, most_values(search) + 1);

    *out = (struct facet_groups){0};
    if (f)
        learn_values(&g);
    for (size_t i = 0; i < search_n(search); i++) {
        size_t n = groups_of(&g, search_at(search, i), list);
        for (size_t k = 0; k < n; k++)
            g.groups[list[k]].row.n++;
    }
    put_in_order(&g, a, out);
    put_items(&g, a, list, out);
    buf_free(&g.key);
    arena_free(&g.tmp);
}
