#include "tally.h"

#include "text/fold.h"
#include "text/pinyin.h"

#include <stdlib.h>

/* ---- Which field */

static const struct {
    enum query_field field;
    enum facet facet;
} facets[] = {
    {QUERY_SPEAKER, FACET_SPEAKER}, {QUERY_ROLE, FACET_ROLE},     {QUERY_ORG, FACET_ORG},
    {QUERY_TAG, FACET_TAG},         {QUERY_SOURCE, FACET_SOURCE}, {QUERY_TECH, FACET_OWN},
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
    const char *near = nearest_word(word, field_name_at);
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
    struct buf folded = {0};
    bool fits;

    if (field == QUERY_FACET)
        return str_eq(wanted, key);
    fold_utf8(key, &folded);
    fits = str_ends(buf_view(&folded), str_of(query_field_chinese(field))) ||
           str_eq(buf_view(&folded), str_of(query_field_name(field)));
    buf_free(&folded);
    return fits;
}

static void own_keys(struct asked *q, const struct query_node *n, struct tally_field *out)
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
    bool *taken;     /* of the quotations of the facts */
    size_t n_taken;  /* of them, statements without marks not counted */
    size_t n_quotes; /* looked at in all */
    size_t index;
    struct map listed; /* keys of the speakers that facets list */
};

static struct str key_of(struct taking *k, struct str name)
{
    buf_reset(&k->key);
    if (k->f->facet == FACET_SPEAKER && !k->f->month)
        people_add_key(&k->key, name);
    else
        fold_utf8(name, &k->key);
    return buf_view(&k->key);
}

static struct tally_row *row_for(struct taking *k, struct str name)
{
    struct tally *t = k->t;
    struct str key = key_of(k, name);
    size_t at = map_find(&t->keys, key);

    if (at < t->keys.n) {
        if (fold_prefers(t->rows[at].name, name))
            t->rows[at].name = arena_str(t->a, name);
        return &t->rows[at];
    }
    map_put(t->a, &t->keys, arena_str(t->a, key), 0, NULL);
    t->rows = arena_grow(t->a, t->rows, t->n, &t->cap, sizeof *t->rows);
    t->rows[t->n] = (struct tally_row){.name = arena_str(t->a, name)};
    return &t->rows[t->n++];
}

static bool of_speakers(const struct tally_field *f)
{
    return !f->month &&
           (f->facet == FACET_SPEAKER || f->facet == FACET_ROLE || f->facet == FACET_ORG);
}

/* One quotation more for NAME, if this article has it; once, though two speak. */
static void credit(struct taking *k, struct str name)
{
    size_t at = map_find(&k->t->keys, key_of(k, name));
    struct tally_row *row = &k->t->rows[at];

    if (!name.len || at == k->t->keys.n || row->last != k->index ||
        row->quote == k->n_quotes)
        return;
    row->quote = k->n_quotes;
    row->quotes++;
}

static void credit_speaker(struct taking *k, uint32_t number)
{
    const struct fact_speaker *s;
    const char *role;

    if (number >= k->facts->n_speakers)
        return;
    s = &k->facts->speakers[number];
    role = delegate_name(s->delegate);
    if (k->f->facet == FACET_SPEAKER && s->kind == SPEAKER_PERSON)
        credit(k, s->name);
    if (k->f->facet == FACET_ROLE && s->kind == SPEAKER_PERSON)
        credit(k, role ? str_of(role) : STR("未注明"));
    if (k->f->facet != FACET_ORG)
        return;
    for (size_t i = 0; i < SPEAKER_ORGS; i++)
        credit(k, s->orgs[i]);
    if (s->kind == SPEAKER_ORG)
        credit(k, s->name);
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
    if (!of_speakers(k->f) || !v->value.len)
        row->quotes += k->n_taken;
}

static bool is_own(const struct tally_field *f, struct str key)
{
    for (size_t i = 0; i < f->n_own; i++)
        if (str_eq(f->own[i], key))
            return true;
    return false;
}

static bool belongs(struct taking *k, const struct fact *v)
{
    if (v->facet != k->f->facet || k->f->month)
        return false;
    if (v->facet == FACET_SPEAKER)
        return map_find(&k->listed, key_of(k, v->value)) < k->listed.n;
    return v->facet != FACET_OWN || is_own(k->f, v->key);
}

/* Speakers as facets have them: who is quoted somewhere in the archive. */
static void list_speakers(struct taking *k, struct arena *a)
{
    static const struct facet_name speakers = {.facet = FACET_SPEAKER};
    struct facet_ask ask = {.facet = &speakers};
    struct facet_row *rows;
    size_t n = finding_rows(k->q->finding, &ask, a, &rows);

    for (size_t i = 0; i < n; i++)
        map_put(a, &k->listed, arena_str(a, key_of(k, rows[i].name)), 0, NULL);
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
    k->n_taken = 0;
    for (size_t i = 0; i < f->n_quotes; i++) {
        k->taken[i] = f->quotes[i].number && finding_takes(k->q->finding, k->item, i);
        k->n_taken += k->taken[i];
    }
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
    for (size_t i = 0; of_speakers(k->f) && i < f->n_quotes; i++) {
        k->n_quotes++;
        if (!k->taken[i])
            continue;
        credit_speaker(k, f->quotes[i].speaker);
        credit_speaker(k, f->quotes[i].second);
    }
}

void tally_take(struct tally *t, struct asked *q, const struct tally_field *f)
{
    struct taking k = {.t = t, .q = q, .f = f};
    size_t n = finding_count(q->finding, NULL);
    struct arena a = {0}, listed = {0};
    struct item item;
    struct facts facts;

    if (f->facet == FACET_SPEAKER && !f->month)
        list_speakers(&k, &listed);
    k.item = &item;
    k.facts = &facts;
    for (k.index = 0; k.index < n; k.index++) {
        finding_item(q->finding, k.index, &item);
        if (source_facts(q->source, &item, &a, &facts))
            add_article(&k, &a);
        arena_reset(&a);
    }
    arena_free(&a);
    arena_free(&listed);
    buf_free(&k.key);
}

/* ---- Order */

static int by_name(const void *x, const void *y)
{
    const struct tally_row *a = x, *b = y;
    bool a_none = a->name.len == 0, b_none = b->name.len == 0;
    int c =
        a_none != b_none ? (a_none ? 1 : -1) : (a->rank > b->rank) - (a->rank < b->rank);

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
        qsort(t->rows, t->n, sizeof *t->rows,
              order == TALLY_BY_COUNT ? by_count : by_name);
}
