#include "query/edit.h"

#include "sought.h"

#include "text/show.h"

enum { HITS_MAX = 16 };

struct sought_word {
    enum query_field field;
    struct str key; /* QUERY_FACET */
    struct matcher m;
};

static void add_word(struct sought *s, const struct query_node *n,
                     const struct query_value *v)
{
    static const unsigned forms[] = {[QUERY_CONTAINS] = MATCH_PARTIAL,
                                     [QUERY_PREFIX] = MATCH_START | MATCH_PARTIAL,
                                     [QUERY_EXACT] = MATCH_WHOLE};
    struct sought_word *w;

    if (v->match > QUERY_EXACT)
        return;
    s->words = arena_grow(&s->a, s->words, s->n, &s->cap, sizeof *s->words);
    w = &s->words[s->n];
    w->field = n->field;
    w->key = n->key;
    if (match_compile(&w->m, v->text, forms[v->match] | (v->pinyin ? MATCH_PINYIN : 0)))
        s->n++;
}

/* What is excluded cannot stand in what is listed. */
static void add_words(struct sought *s, const struct query_node *n)
{
    if (!n || n->op == QUERY_NOT)
        return;
    for (size_t i = 0; n->op == QUERY_TERM && i < n->n_values; i++)
        add_word(s, n, &n->values[i]);
    for (size_t i = 0; i < n->n_kids; i++)
        add_words(s, n->kids[i]);
}

static const struct sought *words_of(struct app *app)
{
    struct sought *s = &app->list.sought;

    if (!s->known)
        add_words(s, app->list.query.root);
    s->known = true;
    return s;
}

void sought_forget(struct app *app)
{
    struct sought *s = &app->list.sought;

    arena_reset(&s->a);
    s->words = NULL;
    s->n = s->cap = 0;
    s->known = false;
}

void sought_mark(struct grid *g, const struct rect *at, struct str s,
                 const struct matcher *m)
{
    struct span hits[HITS_MAX];
    unsigned end = at->cols;
    size_t n = 0;

    if (!s.len || !match_in(m, s, hits, HITS_MAX, &n, NULL))
        return;
    /* Where it was cut two points stand. */
    if (show_cols(s, g->amb) > end)
        end = end > 2 ? end - 2 : 0;
    for (size_t i = 0; i < n; i++) {
        unsigned from = show_cols(str_slice(s, 0, hits[i].off), g->amb);
        unsigned to = from + show_cols(str_slice(s, hits[i].off, hits[i].len), g->amb);
        if (from < end)
            grid_style(g, at->row, at->col + from, (to < end ? to : end) - from,
                       STYLE_HIT);
    }
}

void sought_in_title(struct app *app, struct grid *g, const struct rect *at, struct str s)
{
    const struct sought *all = words_of(app);

    for (size_t i = 0; i < all->n; i++)
        if (all->words[i].field == QUERY_ANY || all->words[i].field == QUERY_TITLE)
            sought_mark(g, at, s, &all->words[i].m);
}

/* A word without a field looks into these. */
static bool is_of_any(enum query_field f)
{
    return f == QUERY_SPEAKER || f == QUERY_ORG || f == QUERY_TAG || f == QUERY_FACET ||
           f == QUERY_TECH || f == QUERY_INDUSTRY;
}

void sought_in_value(struct app *app, struct grid *g, const struct rect *at, struct str s,
                     const struct query_pick *of)
{
    const struct sought *all = words_of(app);

    for (size_t i = 0; i < all->n; i++) {
        const struct sought_word *w = &all->words[i];
        if (w->field == QUERY_ANY ? is_of_any(of->field)
                                  : w->field == of->field && str_eq(w->key, of->key))
            sought_mark(g, at, s, &w->m);
    }
}
