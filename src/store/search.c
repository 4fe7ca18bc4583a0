/* Evaluating a query over a shelf, article by article in the order of the list. */
#include "asking.h"

#include <stdlib.h>

/* The tree of the query; SCOPE is an AND in an AND, whose conditions on quotations are its own. */
enum op { OP_AND, OP_OR, OP_NOT, OP_SCOPE, OP_TERM };
struct node {
    enum op op;
    bool quote; /* asks of quotations in its scope */
    unsigned cost;
    struct node **kids;
    size_t n;
    struct term term;
};

/* ---- Making */

static void sort_by_cost(struct node *n)
{
    for (size_t i = 1; i < n->n; i++) {
        struct node *kid = n->kids[i];
        size_t k = i;
        for (; k > 0 && n->kids[k - 1]->cost > kid->cost; k--)
            n->kids[k] = n->kids[k - 1];
        n->kids[k] = kid;
    }
}

static struct node *in_scope(struct search *s, struct node *kid)
{
    struct node *n = arena_new(&s->a, struct node);

    *n = (struct node){.op = OP_SCOPE, .cost = kid->cost, .n = 1};
    n->kids = arena_array(&s->a, struct node *, 1);
    n->kids[0] = kid;
    return n;
}

static struct node *make(struct search *s, const struct query_node *q)
{
    static const enum op ops[] = {[QUERY_AND] = OP_AND,
                                  [QUERY_OR] = OP_OR,
                                  [QUERY_NOT] = OP_NOT,
                                  [QUERY_TERM] = OP_TERM};
    struct node *n = arena_new(&s->a, struct node);

    n->op = ops[q->op];
    if (n->op == OP_TERM) {
        term_init(s, &n->term, q);
        n->quote = query_of_quotation(q->field);
        n->cost = n->term.ops->cost;
        return n;
    }
    n->kids = arena_array(&s->a, struct node *, q->n_kids);
    n->n = q->n_kids;
    for (size_t i = 0; i < q->n_kids; i++) {
        struct node *kid = make(s, q->kids[i]);
        if (n->op == OP_AND && kid->op == OP_AND)
            kid = in_scope(s, kid);
        n->kids[i] = kid;
        n->cost += kid->cost;
        n->quote = n->quote || (n->op != OP_NOT && kid->quote);
    }
    sort_by_cost(n);
    return n;
}

struct search *search_new(const struct shelf *shelf, const struct query_node *query,
                          const struct search_world *world, struct search_memo *memo)
{
    static const struct search_world nothing = {0};
    struct search *s = mem_grow(NULL, sizeof *s);

    memset(s, 0, sizeof *s);
    s->shelf = shelf;
    s->world = world ? world : &nothing;
    s->memo = memo;
    if (!memo || !memo_begin(memo, shelf->generation)) {
        s->memo = s->own_memo = search_memo_new();
        memo_begin(s->memo, shelf->generation);
    }
    if (query)
        s->root = make(s, query);
    for (size_t i = 0; i < shelf->n_parts; i++)
        s->counts[i] = arena_array(&s->a, uint32_t, shelf->parts[i].seg->s.n_values + 1);
    return s;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    memo_end(s->memo);
    search_memo_free(s->own_memo);
    arena_free(&s->a);
    free(s->hits);
    free(s->folded);
    free(s);
}

/* ---- Asking */

static bool scope(struct search *s, struct node *n, struct spot *at);

static bool holds(struct search *s, struct node *n, struct spot *at)
{
    const struct seg_quote *quote = at->quote;
    bool yes;

    switch (n->op) {
    case OP_TERM:
        return term_test(s, &n->term, at);
    case OP_NOT:
    case OP_SCOPE:
        yes = scope(s, n->kids[0], at);
        at->quote = quote;
        return yes == (n->op == OP_SCOPE);
    case OP_AND:
    case OP_OR:
        break;
    }
    for (size_t i = 0; i < n->n; i++)
        if (holds(s, n->kids[i], at) == (n->op == OP_OR))
            return n->op == OP_OR;
    return n->op == OP_AND;
}

/* What an AND asks of the article: looked at once, not for each quotation. */
static bool article_holds(struct search *s, struct node *n, struct spot *at)
{
    at->quote = NULL;
    for (size_t i = 0; i < n->n; i++) {
        struct node *kid = n->kids[i];
        if (!kid->quote && !holds(s, kid, at))
            return false;
        if (kid->op == OP_TERM && kid->quote && !term_quote_possible(s, &kid->term, at))
            return false;
    }
    return true;
}

static bool quote_holds(struct search *s, struct node *n, struct spot *at)
{
    if (n->op != OP_AND)
        return holds(s, n, at);
    for (size_t i = 0; i < n->n; i++)
        if (n->kids[i]->quote && !holds(s, n->kids[i], at))
            return false;
    return true;
}

/* The texts of an article's quotations lie apart: wait for all of them at once. */
static void fetch_quotes(const struct search *s, const struct spot *at,
                         const struct seg_quote *quotes, size_t n)
{
    struct str text = s->said ? seg_text(at->seg, at->row) : STR("");

    for (size_t i = 0; i < n && text.len; i++)
        __builtin_prefetch(str_slice(text, quotes[i].folded, 1).p);
}

/* For some quotation, or for none at all. */
static bool scope(struct search *s, struct node *n, struct spot *at)
{
    const struct seg_quote *quotes;
    size_t n_quotes;

    at->quote = NULL;
    if (!n->quote)
        return holds(s, n, at);
    if (n->op == OP_TERM && !term_quote_possible(s, &n->term, at))
        return false;
    if (n->op == OP_AND ? !article_holds(s, n, at) : holds(s, n, at))
        return n->op != OP_AND;
    /* The side of an OR that asks of no quotation may hold without any. */
    if (n->op == OP_AND && quote_holds(s, n, at))
        return true;
    quotes = seg_quotes(at->seg, at->row, &n_quotes);
    fetch_quotes(s, at, quotes, n_quotes);
    for (size_t i = 0; i < n_quotes; i++) {
        at->quote = &quotes[i];
        if (quote_holds(s, n, at))
            return true;
    }
    return false;
}

static struct spot spot_of(const struct search *s, place_t p)
{
    return (struct spot){.place = p,
                         .seg = shelf_segment(s->shelf, p),
                         .part = place_segment(p),
                         .row = place_row(p)};
}

bool search_takes_quote(const struct search *s, place_t p, const struct seg_quote *q)
{
    struct spot at = spot_of(s, p);

    at.quote = q;
    return !s->root || !s->root->quote ||
           quote_holds((struct search *)(uintptr_t)s, s->root, &at);
}

/* ---- Near copies */

void search_fold(struct search *s)
{
    s->fold = true;
    for (size_t k = 0; k < s->shelf->n_parts; k++)
        s->groups[k] =
            arena_array(&s->a, struct fold_group, s->shelf->parts[k].seg->s.n + 1);
}

static struct fold_group *group_of(const struct search *s, place_t p)
{
    place_t leader = shelf_leader(s->shelf, p);

    return &s->groups[place_segment(leader)][place_row(leader)];
}

/* Is one that is nearly the same found already? */
static bool is_copy(struct search *s, place_t p)
{
    struct fold_group *g;

    if (!s->fold)
        return false;
    g = group_of(s, p);
    if (!g->n++)
        g->first = p;
    return g->n > 1;
}

size_t search_n_folded(const struct search *s)
{
    return s->n_folded;
}

size_t search_n_copies(const struct search *s, place_t p)
{
    size_t n = s->fold && shelf_has(s->shelf, p) ? group_of(s, p)->n : 0;

    return n ? n - 1 : 0;
}

place_t search_folded_at(const struct search *s, size_t i)
{
    return s->folded[i];
}

/* ---- Going on */

static void add_place(place_t **list, size_t *n, size_t *cap, place_t p)
{
    if (*n == *cap) {
        *cap = *cap ? *cap * 2 : 64;
        *list = mem_grow(*list, *cap * sizeof **list);
    }
    (*list)[(*n)++] = p;
}

/* Quotations that hold what is asked of them. */
static size_t n_asked(struct search *s, struct spot at)
{
    size_t n, n_asked = 0;
    const struct seg_quote *quotes = seg_quotes(at.seg, at.row, &n);

    if (!s->root || !s->root->quote)
        return at.seg->rows[at.row].n_quotes;
    for (size_t i = 0; i < n; i++) {
        at.quote = &quotes[i];
        n_asked += quotes[i].number && quote_holds(s, s->root, &at);
    }
    s->work += n * WORK_QUOTE;
    return n_asked;
}

static void take(struct search *s, const struct spot *at)
{
    size_t n;
    const uint32_t *values = seg_values(at->seg, at->row, &n);

    if (is_copy(s, at->place))
        add_place(&s->folded, &s->n_folded, &s->cap_folded, at->place);
    else
        add_place(&s->hits, &s->n_hits, &s->cap_hits, at->place);
    s->n_quotes += n_asked(s, *at);
    for (size_t i = 0; i < n; i++)
        if (values[i] < at->seg->n_values)
            s->counts[at->part][values[i]]++;
}

bool search_step(struct search *s, size_t work)
{
    size_t n = s->shelf->n;

    s->work = 0;
    for (; s->at < n && s->work < work; s->at++) {
        struct spot at = spot_of(s, shelf_at(s->shelf, s->at));
        s->work += WORK_ARTICLE;
        if (!s->root || scope(s, s->root, &at))
            take(s, &at);
    }
    return s->at == n;
}

bool search_done(const struct search *s)
{
    return s->at == s->shelf->n;
}

size_t search_n(const struct search *s)
{
    return s->n_hits;
}

size_t search_estimate(const struct search *s)
{
    return s->at ? (size_t)((double)s->n_hits / (double)s->at * (double)s->shelf->n) : 0;
}

const struct shelf *search_shelf(const struct search *s)
{
    return s->shelf;
}

place_t search_at(const struct search *s, size_t i)
{
    return s->hits[i];
}

size_t search_value_count(const struct search *s, size_t part, uint32_t v)
{
    return s->counts[part][v];
}

size_t search_n_quotes(const struct search *s)
{
    return s->n_quotes;
}

size_t search_index(const struct search *s, place_t p)
{
    size_t lo = 0, hi = s->n_hits, at;

    if (s->fold && shelf_has(s->shelf, p) && group_of(s, p)->n)
        p = group_of(s, p)->first;
    at = shelf_index(s->shelf, p);
    if (s->sorted) {
        for (size_t i = 0; i < s->n_hits; i++)
            if (s->hits[i] == p)
                return i;
        return s->n_hits;
    }
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (shelf_index(s->shelf, s->hits[mid]) < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n_hits && s->hits[lo] == p ? lo : s->n_hits;
}
