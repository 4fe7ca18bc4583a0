#include "store/facets.h"

#include "base/hash.h"
#include "said/people.h"
#include "text/fold.h"
#include "text/pinyin.h"

#include <stdlib.h>

const char *facet_chinese(enum facet f)
{
    static const char *const names[FACET_COUNT] = {
        [FACET_SPEAKER] = "发言人", [FACET_ROLE] = "身份",   [FACET_ORG] = "机构",
        [FACET_TAG] = "标签",       [FACET_SOURCE] = "来源", [FACET_OWN] = "",
        [FACET_PHRASE] = "",        [FACET_TITLES] = ""};

    return names[f];
}

/* ---- Which facets there are */

static struct str key_of(const struct segment *seg, const struct seg_value *v)
{
    return v->facet == FACET_OWN && v->key < seg->n_keys ? seg_str(seg, seg->keys[v->key])
                                                         : STR("");
}

struct facet_list {
    struct facet_name *items;
    size_t n, cap;
};

static void note(struct facet_list *l, struct arena *a, enum facet facet, struct str key)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->items[i].facet == facet && str_eq(l->items[i].key, key)) {
            l->items[i].n_values++;
            return;
        }
    }
    l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = (struct facet_name){
        facet, key, facet == FACET_OWN ? key : str_of(facet_chinese(facet)), 1};
}

static int by_facet(const void *x, const void *y)
{
    const struct facet_name *a = x, *b = y;

    return a->facet != b->facet ? (a->facet > b->facet) - (a->facet < b->facet)
                                : str_cmp(a->key, b->key);
}

/* Who was never quoted is found by name, but not listed. */
static bool is_listed(const struct seg_value *v)
{
    return v->facet != FACET_SPEAKER || v->n_quotes;
}

size_t facets_of(const struct shelf *shelf, struct arena *a, struct facet_name **out)
{
    struct facet_list l = {0};

    for (size_t k = 0; k < shelf->n_parts; k++) {
        const struct segment *seg = &shelf->parts[k].seg->s;
        for (size_t i = 0; i < seg->n_values; i++)
            if (seg->values[i].facet < FACET_PHRASE && is_listed(&seg->values[i]))
                note(&l, a, (enum facet)seg->values[i].facet,
                     key_of(seg, &seg->values[i]));
    }
    if (l.n)
        qsort(l.items, l.n, sizeof *l.items, by_facet);
    *out = l.items;
    return l.n;
}

/* ---- Rows */

struct rows {
    struct arena *a;
    struct map names; /* of several parts: what makes two values the same -> row */
    struct buf key;
    struct facet_row *items;
    size_t n, cap;
};

static struct facet_row *row_for(struct rows *r, const struct shelf *shelf,
                                 enum facet facet, struct str name)
{
    bool added = true;
    size_t at = 0;

    if (shelf->n_parts > 1) {
        buf_reset(&r->key);
        if (facet == FACET_SPEAKER)
            people_add_key(&r->key, name);
        else
            fold_utf8(name, &r->key);
        at = map_find(&r->names, buf_view(&r->key));
        added = at == r->names.n;
        if (added)
            map_put(r->a, &r->names, arena_str(r->a, buf_view(&r->key)), 0, NULL);
    }
    if (!added) {
        if (fold_prefers(r->items[at].name, name))
            r->items[at].name = name;
        return &r->items[at];
    }
    r->items = arena_grow(r->a, r->items, r->n, &r->cap, sizeof *r->items);
    r->items[r->n] = (struct facet_row){.name = name};
    return &r->items[r->n++];
}

bool facet_has(const struct facet_name *f, const struct segment *seg,
               const struct seg_value *v)
{
    if (v->facet != f->facet)
        return false;
    if (!is_listed(v))
        return false;
    return v->facet != FACET_OWN || str_eq(key_of(seg, v), f->key);
}

static void add_part(const struct search *search, size_t part,
                     const struct facet_ask *ask, struct rows *r)
{
    const struct shelf *shelf = search_shelf(search);
    const struct segment *seg = &shelf->parts[part].seg->s;

    for (size_t i = 0; i < seg->n_values; i++) {
        const struct seg_value *v = &seg->values[i];
        size_t n = search_value_count(search, part, (uint32_t)i);
        struct facet_row *row;
        if ((!n && !ask->all) || !facet_has(ask->facet, seg, v))
            continue;
        struct str name = seg_str(seg, v->name);
        enum match_rank rank = MATCH_LITERAL_START;
        if (ask->match && !match_in(ask->match, name, NULL, 0, NULL, &rank))
            continue;
        row = row_for(r, shelf, ask->facet->facet, name);
        row->n += n;
        row->n_all += v->n_articles;
        row->sounds = rank >= MATCH_PINYIN_START;
    }
}

struct ordered {
    struct facet_row row;
    size_t at; /* where it was: in the order of pinyin already when there is one part */
    struct str key; /* else the key of that order */
    enum facet_order order;
};

static int by_order(const void *x, const void *y)
{
    const struct ordered *a = x, *b = y;

    if (a->row.sounds != b->row.sounds)
        return a->row.sounds ? 1 : -1;
    if (a->order == FACET_BY_COUNT && a->row.n != b->row.n)
        return a->row.n > b->row.n ? -1 : 1;
    int c = str_cmp(a->key, b->key);
    c = c ? c : a->key.len ? str_cmp(a->row.name, b->row.name) : 0;
    return c ? c : (a->at > b->at) - (a->at < b->at);
}

static void put_in_order(struct rows *r, bool one_part, enum facet_order order)
{
    struct arena tmp = {0};
    struct ordered *all = arena_calloc(&tmp, r->n + 1, sizeof *all);

    for (size_t i = 0; i < r->n; i++) {
        all[i] = (struct ordered){r->items[i], i, STR(""), order};
        if (one_part)
            continue;
        buf_reset(&r->key);
        pinyin_add_key(&r->key, r->items[i].name);
        all[i].key = arena_str(&tmp, buf_view(&r->key));
    }
    if (r->n)
        qsort(all, r->n, sizeof *all, by_order);
    for (size_t i = 0; i < r->n; i++)
        r->items[i] = all[i].row;
    arena_free(&tmp);
}

size_t facets_rows(const struct search *search, const struct facet_ask *ask,
                   struct arena *a, struct facet_row **out)
{
    struct rows r = {.a = a};

    for (size_t k = 0; k < search_shelf(search)->n_parts; k++)
        add_part(search, k, ask, &r);
    put_in_order(&r, search_shelf(search)->n_parts == 1, ask->order);
    buf_free(&r.key);
    *out = r.items;
    return r.n;
}

/* ---- Months */

static int by_month(const void *x, const void *y)
{
    const struct facet_month *a = x, *b = y;
    unsigned ka = a->year ? a->year * 12 + a->month : ~0u;
    unsigned kb = b->year ? b->year * 12 + b->month : ~0u;

    return (ka > kb) - (ka < kb);
}

struct months {
    struct arena *a;
    struct facet_month *items;
    size_t n, cap, last; /* last: the one counted last, mostly the next one too */
};

static bool is_month(const struct facet_month *m, unsigned year, unsigned month)
{
    return m->year == year && m->month == month;
}

static void count_month(struct months *m, const struct shelf *shelf, place_t p)
{
    struct date d = seg_date(shelf_segment(shelf, p)->dates[place_row(p)]);
    unsigned year = (unsigned)d.year, month = (unsigned)d.month;

    if (!m->n || !is_month(&m->items[m->last], year, month)) {
        for (m->last = 0; m->last < m->n; m->last++)
            if (is_month(&m->items[m->last], year, month))
                break;
        if (m->last == m->n) {
            m->items = arena_grow(m->a, m->items, m->n, &m->cap, sizeof *m->items);
            m->items[m->n++] = (struct facet_month){year, month, 0};
        }
    }
    m->items[m->last].n++;
}

size_t facets_months(const struct search *search, struct arena *a,
                     struct facet_month **out)
{
    const struct shelf *shelf = search_shelf(search);
    struct months m = {.a = a};

    for (size_t i = 0; i < search_n(search); i++)
        count_month(&m, shelf, search_at(search, i));
    for (size_t i = 0; i < search_n_folded(search); i++)
        count_month(&m, shelf, search_folded_at(search, i));
    if (m.n)
        qsort(m.items, m.n, sizeof *m.items, by_month);
    *out = m.items;
    return m.n;
}
