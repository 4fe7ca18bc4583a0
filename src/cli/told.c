#include "told.h"

bool cli_tell(struct asked *q, const struct item *item, struct arena *a, struct told *out)
{
    struct facts facts;
    struct recalled *r = arena_new(a, struct recalled);

    if (!source_facts(q->source, item, a, &facts))
        return false;
    facts_recall(a, &facts, item, q->words->map, r);
    *out = (struct told){.art = &r->art, .q = r->q};
    out->taken = arena_array(a, bool, r->q.n + 1);
    for (size_t i = 0; i < r->q.n; i++)
        out->taken[i] = finding_takes(q->finding, item, i);
    return true;
}

/* Does the query ask anything of quotations where it stands?  (query/query.h) */
static bool asks_of_quotations(const struct query_node *n)
{
    if (!n || n->op == QUERY_NOT)
        return false;
    if (n->op == QUERY_TERM)
        return query_of_quotation(n->field);
    for (size_t i = 0; i < n->n_kids; i++) {
        bool apart = n->op == QUERY_AND && n->kids[i]->op == QUERY_AND;
        if (!apart && asks_of_quotations(n->kids[i]))
            return true;
    }
    return false;
}

bool cli_tell_again(struct asked *q, const struct item *item, struct arena *a,
                    struct told *out, struct err *e)
{
    bool any = !asks_of_quotations(q->query.root);
    struct article *art;
    struct body body;
    size_t number = 0;

    if (!source_get(q->source, item, a, &art, e))
        return false;
    body = body_parts(a, art);
    *out = (struct told){.art = art};
    out->q = quotes_find(a, q->words->lexicon, art, &body);
    fixes_apply(&q->words->fixes, a, art, &out->q);
    out->taken = arena_array(a, bool, out->q.n + 1);
    for (size_t i = 0; i < out->q.n; i++) {
        enum quote_kind kind = out->q.list[i].kind;
        bool stated = quote_is_speech(kind) || kind == QUOTE_INDIRECT;
        out->taken[i] = stated ? finding_takes(q->finding, item, number) : any;
        number += stated;
    }
    return true;
}
