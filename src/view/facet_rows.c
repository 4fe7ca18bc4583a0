/* The values of the facet pane, with their counts in the finding and what the filter says of
 * them. */
#include "facets.h"

#include <stdio.h>

enum { AT_FIRST = 5, MONTHS_AT_FIRST = 12 };

/* ---- Which facets there are */

void facet_field(struct app *app, const struct facet_name *name, enum query_field *field,
                 struct str *key)
{
    static const enum query_field fields[FACET_COUNT] = {
        [FACET_SPEAKER] = QUERY_SPEAKER, [FACET_ROLE] = QUERY_ROLE,
        [FACET_ORG] = QUERY_ORG,         [FACET_TAG] = QUERY_TAG,
        [FACET_SOURCE] = QUERY_SOURCE,   [FACET_OWN] = QUERY_FACET,
        [FACET_PHRASE] = QUERY_SPEAKER,  [FACET_TITLES] = QUERY_ROLE};

    *field = fields[name->facet];
    *key = STR("");
    if (name->facet == FACET_OWN)
        query_field_find(name->key, filter_world(app), field, key);
}

/* Own keys come before the source, as in the files; months are last. */
static unsigned rank(const struct facet_block *b)
{
    return b->months ? 3 : b->name.facet == FACET_SOURCE ? 2 : b->name.facet == FACET_OWN;
}

static void put_in_order(struct facet_block *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct facet_block b = list[i];
        size_t k = i;
        for (; k > 0 && rank(&list[k - 1]) > rank(&b); k--)
            list[k] = list[k - 1];
        list[k] = b;
    }
}

static bool is_open(const struct app *app, struct str name)
{
    struct str open = buf_view(&app->facets.open);

    for (size_t off = 0, len; off < open.len; off += len + 1) {
        len = str_find(open, STR("\n"), off) - off;
        if (str_eq(str_slice(open, off, len), name))
            return true;
    }
    return false;
}

size_t facets_blocks(struct app *app, struct arena *a, struct facet_block **out)
{
    struct facet_name *names;
    size_t n = finding_facets(helper_counts(app), a, &names), n_blocks = 0;

    *out = arena_array(a, struct facet_block, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct facet_block *b = &(*out)[n_blocks];
        *b = (struct facet_block){.name = names[i]};
        facet_field(app, &b->name, &b->field, &b->key);
        /* A key that has the name of a field is that field: it would be asked for as such. */
        if (names[i].facet != FACET_OWN || b->field == QUERY_FACET ||
            b->field == QUERY_TECH || b->field == QUERY_INDUSTRY)
            n_blocks++;
    }
    (*out)[n_blocks++] = (struct facet_block){
        .months = true, .field = QUERY_DATE, .name.name = STR("时间")};
    put_in_order(*out, n_blocks);
    for (size_t i = 0; i < n_blocks; i++)
        (*out)[i].open = is_open(app, (*out)[i].name.name);
    return n_blocks;
}

/* ---- Values */

/* The terms of the top level. */
static struct query_node *const *terms_of(const struct app *app, size_t *n)
{
    const struct query *q = &app->list.query;
    bool list = q->root && q->root->op == QUERY_AND && !q->root->saved.len;

    *n = list ? q->root->n_kids : q->root != NULL;
    return list ? q->root->kids : &q->root;
}

static const struct query_node *without_not(const struct query_node *n)
{
    return n->op == QUERY_NOT ? n->kids[0] : n;
}

/* So many values may be added to those found. */
static size_t n_chosen(const struct app *app)
{
    size_t n, total = 1;
    struct query_node *const *terms = terms_of(app, &n);

    for (size_t i = 0; i < n; i++)
        total += without_not(terms[i])->n_values;
    return total;
}

static void take_rows(struct app *app, struct facet_block *b, const struct matcher *m)
{
    struct facets *f = &app->facets;
    struct facet_ask ask = {
        .facet = &b->name, .match = m, .order = f->order, .all = b->open || m != NULL};
    struct facet_row *rows;

    b->n = finding_rows(helper_counts(app), &ask, &f->a, &rows);
    b->values = arena_array(&f->a, struct facet_value, b->n + n_chosen(app));
    for (size_t i = 0; i < b->n; i++)
        b->values[i] =
            (struct facet_value){.name = rows[i].name, .n = rows[i].n, .counted = true};
}

static struct str month_name(struct arena *a, const struct facet_month *m)
{
    if (!m->year)
        return STR("无日期");
    return str_of(m->month ? arena_printf(a, "%04u-%02u", m->year, m->month)
                           : arena_printf(a, "%04u", m->year));
}

static void take_months(struct app *app, struct facet_block *b)
{
    struct facets *f = &app->facets;
    struct facet_month *months;

    b->n = finding_months(helper_counts(app), &f->a, &months);
    b->name.n_values = b->n;
    b->values = arena_array(&f->a, struct facet_value, b->n + n_chosen(app));
    for (size_t i = 0; i < b->n; i++) {
        b->values[i] = (struct facet_value){.name = month_name(&f->a, &months[i]),
                                            .n = months[i].n,
                                            .counted = true,
                                            .month = &months[i]};
        if (months[i].n > b->most)
            b->most = months[i].n;
    }
}

/* ---- What the filter says of them */

/* Value I of the block that the words of V name, or b->n. */
static size_t find_value(const struct facet_block *b, const struct query_value *v)
{
    struct matcher m;

    if (!match_compile(&m, v->text, MATCH_WHOLE))
        return b->n;
    for (size_t i = 0; i < b->n; i++)
        if (match_in(&m, b->values[i].name, NULL, 0, NULL, NULL))
            return i;
    return b->n;
}

/* A value that no article found has, or words that are no value. */
static size_t add_value(struct app *app, struct facet_block *b,
                        const struct query_value *v)
{
    struct facets *f = &app->facets;
    struct facet_value value = {.name = arena_str(&f->a, v->text)};
    struct facet_row *rows;
    struct matcher m;

    value.counted = b->months;
    if (!b->months && match_compile(&m, v->text, MATCH_WHOLE)) {
        struct facet_ask ask = {.facet = &b->name, .match = &m, .all = true};
        value.counted = finding_rows(helper_counts(app), &ask, &f->a, &rows) > 0;
        if (value.counted)
            value.name = rows[0].name;
    }
    b->values[b->n] = value;
    return b->n++;
}

static bool is_about(const struct facet_block *b, const struct query_node *term,
                     const struct query_value *v)
{
    if (b->months && term->field == QUERY_IS)
        return v->match == QUERY_FLAG && v->flag == QUERY_UNDATED;
    return term->field == b->field && str_eq(term->key, b->key) &&
           (v->match == QUERY_DATES || v->match == QUERY_EXACT ||
            v->match == QUERY_CONTAINS);
}

static void take_term(struct app *app, struct facet_block *b, const struct query_node *n)
{
    bool negated = n->op == QUERY_NOT;
    const struct query_node *term = without_not(n);

    for (size_t i = 0; term->op == QUERY_TERM && i < term->n_values; i++) {
        struct query_value v = term->values[i];
        size_t at;
        if (!is_about(b, term, &v))
            continue;
        if (v.match == QUERY_FLAG)
            v.text = STR("无日期");
        at = find_value(b, &v);
        if (at == b->n)
            at = add_value(app, b, &v);
        b->values[at].state = negated ? QUERY_EXCLUDED : QUERY_INCLUDED;
    }
}

static void take_states(struct app *app, struct facet_block *b)
{
    size_t n;
    struct query_node *const *terms = terms_of(app, &n);

    for (size_t i = 0; i < n; i++)
        take_term(app, b, terms[i]);
}

/* What was chosen stands first, so that it is in sight. */
static size_t chosen_first(struct arena *a, struct facet_block *b)
{
    struct facet_value *all = arena_array(a, struct facet_value, b->n + 1);
    size_t n = 0, n_chosen;

    for (size_t i = 0; i < b->n; i++)
        if (b->values[i].state != QUERY_NONE)
            all[n++] = b->values[i];
    n_chosen = n;
    for (size_t i = 0; i < b->n && n_chosen; i++)
        if (b->values[i].state == QUERY_NONE)
            all[n++] = b->values[i];
    if (n_chosen)
        b->values = all;
    return n_chosen;
}

/* Months stay in the order of time; of many the last ones are shown. */
static void show_months(struct facet_block *b)
{
    size_t from = b->open || b->n <= MONTHS_AT_FIRST ? 0 : b->n - MONTHS_AT_FIRST;

    b->values += from;
    b->n -= from;
    b->shown = b->n;
}

void facets_make(struct app *app, struct facet_block *b)
{
    struct facets *f = &app->facets;
    bool sought = f->find.len && str_eq(buf_view(&f->find_in), b->name.name);
    struct matcher *m = sought ? arena_new(&f->a, struct matcher) : NULL;

    b->made = true;
    if (b->months) {
        take_months(app, b);
        take_states(app, b);
        show_months(b);
        return;
    }
    if (sought && !match_compile(m, buf_view(&f->find), MATCH_PINYIN | MATCH_PARTIAL))
        sought = false;
    b->sought = sought ? m : NULL;
    take_rows(app, b, b->sought);
    take_states(app, b);
    b->shown = b->n;
    if (!b->open && !sought) {
        size_t chosen = chosen_first(&f->a, b);
        size_t most = chosen > AT_FIRST ? chosen : AT_FIRST;
        b->shown = b->n < most ? b->n : most;
    }
}

/* ---- The query that a value is */

/* Would the value without '=' find others too? */
static bool is_part_of_others(struct app *app, const struct facet_block *b,
                              const struct facet_value *v)
{
    struct facet_ask ask = {.facet = &b->name, .all = true};
    struct facet_row *rows;
    struct matcher m;
    struct arena a = {0};
    bool others;

    if (!match_compile(&m, v->name, 0))
        return true;
    ask.match = &m;
    others = finding_rows(helper_counts(app), &ask, &a, &rows) > 1;
    arena_free(&a);
    return others;
}

struct query_pick facets_pick(struct app *app, const struct facet_block *b,
                              const struct facet_value *v)
{
    struct query_pick pick = {b->field, b->key, v->name, false, true};

    if (v->month && !v->month->year)
        pick.field = QUERY_IS;
    else if (!b->months && v->counted)
        pick.exact = is_part_of_others(app, b, v);
    return pick;
}
