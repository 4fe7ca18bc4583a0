#include "tally.h"

#include "text/fold.h"
#include "text/pinyin.h"

#include <stdlib.h>

/* ---- Which field */

static const struct {
    enum query_field field;
    enum facet facet;
} facets[] = {
    {QUERY_SPEAKER, FACET_SPEAKER}, {QUERY_ROLE, FACET_ROLE},
    {QUERY_ORG, FACET_ORG},         {QUERY_TAG, FACET_TAG},
    {QUERY_SOURCE, FACET_SOURCE},   {QUERY_TECH, FACET_OWN},
    {QUERY_INDUSTRY, FACET_OWN},    {QUERY_FACET, FACET_OWN},
};
enum { N_FACETS = sizeof facets / sizeof *facets };

static const char *const months[] = {"month", "月", "月份", "时间", NULL};

static const char *field_name_at(size_t i)
{
    return i + 1 < N_FACETS    ? query_field_name(facets[i].field)
           : i + 1 == N_FACETS ? "month"
                               : NULL;
}

static int say_no_field(const struct asked *q, const char *word)
{
    const char *near = cli_nearest(word, field_name_at);
    struct buf keys = {0};
    int status;

    for (size_t i = 0; i < q->world.n_facets; i++) {
        buf_z(&keys, "、");
        buf_str(&keys, q->world.facets[i]);
    }
    if (near)
        status = cli_say(EXIT_USAGE, "没有字段“%s”；是否 %s？", word, near);
    else
        status = cli_say(EXIT_USAGE,
                         "没有可分组的字段“%s”；可用 speaker、role、org、tag、source、"
                         "month%s",
                         word, keys.len ? keys.p : "");
    buf_free(&keys);
    return status;
}

/* As the terms of a query have it: 行业 is also 所属行业. */
static bool key_fits(enum query_field field, struct str wanted, struct str key)
{
    if (field == QUERY_FACET)
        return str_eq(wanted, key);
    return str_ends(key, str_of(query_field_chinese(field))) ||
           str_eq(key, str_of(query_field_name(field)));
}

static void own_keys(struct asked *q, const struct query_node *n,
                     struct tally_field *out)
{
    out->own = arena_array(&q->a, struct str, q->world.n_facets + 1);
    for (size_t i = 0; i < q->world.n_facets; i++)
        if (key_fits(n->field, n->key, q->world.facets[i]))
            out->own[out->n_own++] = q->world.facets[i];
}

int tally_find(struct asked *q, const char *word, struct tally_field *out)
{
    struct query_node n = {0};

    *out = (struct tally_field){0};
    for (size_t i = 0; months[i]; i++)
        out->month = out->month || strcmp(word, months[i]) == 0;
    if (out->month)
        return EXIT_OK;
    if (!query_field_find(cli_text(&q->a, word), &q->world, &n.field, &n.key))
        return say_no_field(q, word);
    for (size_t i = 0; i < N_FACETS; i++) {
        if (facets[i].field != n.field)
            continue;
        out->facet = facets[i].facet;
        if (out->facet == FACET_OWN)
            own_keys(q, &n, out);
        return EXIT_OK;
    }
    return say_no_field(q, word);
}

/* ---- Counting */

struct taking {
    struct tally *t;
    struct asked *q;
    const struct tally_field *f;
    struct buf key;
    const struct facts *facts;
    const struct item *item;
    bool *taken; /* of the quotations of the facts */
    size_t index;
};

static struct tally_row *row_for(struct taking *k, struct str name)
{
    struct tally *t = k->t;
    bool added;
    size_t at;

    buf_reset(&k->key);
    if (k->f->facet == FACET_SPEAKER && !k->f->month)
        people_add_key(&k->key, name);
    else
        fold_utf8(name, &k->key);
    at = map_find(&t->keys, buf_view(&k->key));
    if (at < t->keys.n)
        return &t->rows[at];
    map_put(t->a, &t->keys, arena_str(t->a, buf_view(&k->key)), 0, &added);
    t->rows = arena_grow(t->a, t->rows, t->n, &t->cap, sizeof *t->rows);
    t->rows[t->n] = (struct tally_row){.name = arena_str(t->a, name)};
    return &t->rows[t->n++];
}

/* Does the value name who says X: the person, what kind of delegate, which organisation? */
static bool says(const struct facts *f, uint32_t speaker, const struct fact *v)
{
    const struct fact_speaker *s;
    const char *role;

    if (speaker >= f->n_speakers)
        return false;
    s = &f->speakers[speaker];
    if (v->facet == FACET_SPEAKER)
        return s->kind == SPEAKER_PERSON && str_eq(s->name, v->value);
    if (v->facet == FACET_ROLE) {
        role = delegate_name(s->delegate);
        return s->kind == SPEAKER_PERSON &&
               str_eq(role ? str_of(role) : STR("未注明"), v->value);
    }
    for (size_t i = 0; i < SPEAKER_ORGS; i++)
        if (s->orgs[i].len && str_eq(s->orgs[i], v->value))
            return true;
    return s->kind == SPEAKER_ORG && str_eq(s->name, v->value);
}

static bool counts(const struct taking *k, size_t i, const struct fact *v)
{
    const struct fact_quote *x = &k->facts->quotes[i];

    if (!x->number || !k->taken[i])
        return false;
    if (v->facet != FACET_SPEAKER && v->facet != FACET_ROLE && v->facet != FACET_ORG)
        return true;
    return says(k->facts, x->speaker, v) || says(k->facts, x->second, v);
}

static void add(struct taking *k, const struct fact *v)
{
    struct tally_row *row = row_for(k, v->value);

    /* Two keys of one field may have the same value. */
    if (row->n && row->last == k->index)
        return;
    row->last = k->index;
    row->rank = k->f->month ? -k->item->date.year * 100 - k->item->date.month : 0;
    if (k->t->keep_articles) {
        row->articles = arena_grow(k->t->a, row->articles, row->n, &row->cap_articles,
                                   sizeof *row->articles);
        row->articles[row->n] = k->index;
    }
    row->n++;
    for (size_t i = 0; i < k->facts->n_quotes; i++)
        row->quotes += counts(k, i, v);
}

static bool is_own(const struct tally_field *f, struct str key)
{
    for (size_t i = 0; i < f->n_own; i++)
        if (str_eq(f->own[i], key))
            return true;
    return false;
}

static bool belongs(const struct taking *k, const struct fact *v)
{
    return v->facet == k->f->facet && !k->f->month &&
           (v->facet != FACET_OWN || is_own(k->f, v->key));
}

static struct str month_of(struct arena *a, struct date d)
{
    struct buf b = {0};
    struct str s;

    d.inferred = false;
    if (d.precision > DATE_MONTH)
        d.precision = DATE_MONTH;
    date_add(&b, d);
    s = arena_str(a, buf_view(&b));
    buf_free(&b);
    return s;
}

static void add_article(struct taking *k, struct arena *a)
{
    const struct facts *f = k->facts;
    struct fact none = {.facet = FACET_COUNT};
    bool any = false;

    k->taken = arena_array(a, bool, f->n_quotes + 1);
    for (size_t i = 0; i < f->n_quotes; i++)
        k->taken[i] = finding_takes(k->q->finding, k->item, i);
    for (size_t i = 0; i < f->n_values; i++) {
        if (!belongs(k, &f->values[i]))
            continue;
        add(k, &f->values[i]);
        any = true;
    }
    if (k->f->month)
        none.value = month_of(a, k->item->date);
    if (!any)
        add(k, &none);
}

void tally_take(struct tally *t, struct asked *q, const struct tally_field *f)
{
    struct taking k = {.t = t, .q = q, .f = f};
    size_t n = finding_count(q->finding, NULL);
    struct arena a = {0};

    for (k.index = 0; k.index < n; k.index++) {
        struct item item;
        struct facts facts;
        finding_item(q->finding, k.index, &item);
        k.item = &item;
        k.facts = &facts;
        if (source_facts(q->source, &item, &a, &facts))
            add_article(&k, &a);
        arena_reset(&a);
    }
    arena_free(&a);
    buf_free(&k.key);
}

/* ---- Order */

static int by_name(const void *x, const void *y)
{
    const struct tally_row *a = x, *b = y;
    bool a_none = a->name.len == 0, b_none = b->name.len == 0;
    int c = a_none != b_none ? (a_none ? 1 : -1) : (a->rank > b->rank) - (a->rank < b->rank);

    if (c == 0)
        c = str_cmp(a->order, b->order);
    return c ? c : str_cmp(a->name, b->name);
}

static int by_count(const void *x, const void *y)
{
    const struct tally_row *a = x, *b = y;
    bool equal = a->n == b->n || a->name.len == 0 || b->name.len == 0;

    return equal ? by_name(x, y) : a->n > b->n ? -1 : 1;
}

void tally_sort(struct tally *t, enum tally_order order)
{
    struct buf key = {0};

    for (size_t i = 0; i < t->n; i++) {
        buf_reset(&key);
        pinyin_add_key(&key, t->rows[i].name);
        t->rows[i].order = arena_str(t->a, buf_view(&key));
    }
    buf_free(&key);
    if (t->n)
        qsort(t->rows, t->n, sizeof *t->rows, order == TALLY_BY_COUNT ? by_count : by_name);
}
