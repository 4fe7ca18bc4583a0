/* What must hold for any text read as a query, whatever it is. */
#ifndef YULU_PROPERTY_QUERY_HOLDS_H
#define YULU_PROPERTY_QUERY_HOLDS_H

#include "query/edit.h"
#include "unit/query_world.h"

struct holding {
    struct arena *a;
    struct query_world w;
};

static inline bool on_border(struct str s, size_t off)
{
    return off == s.len || (off < s.len && ((unsigned char)s.p[off] & 0xC0) != 0x80);
}

static inline bool is_span(struct str s, struct span x)
{
    return x.off <= s.len && x.len <= s.len - x.off && on_border(s, x.off) &&
           on_border(s, x.off + x.len);
}

static inline bool is_inside(struct span in, struct span out)
{
    return in.off >= out.off && in.off + in.len <= out.off + out.len;
}

/* Spans are in the text, kids in their parents, values in their terms, all in order. */
static inline bool spans_hold(struct str text, const struct query_node *n)
{
    size_t end = n->span.off;

    if (!is_span(text, n->span))
        return false;
    for (size_t i = 0; i < n->n_values; i++) {
        struct span at = n->values[i].span;
        if (!is_span(text, at) || !is_inside(at, n->span) || at.off < end)
            return false;
        end = n->saved.len ? end : at.off + at.len;
    }
    for (size_t i = 0; i < n->n_kids && !n->saved.len; i++) {
        struct span at = n->kids[i]->span;
        if (!is_inside(at, n->span) || at.off < end || !spans_hold(text, n->kids[i]))
            return false;
        end = at.off + at.len;
    }
    return n->op != QUERY_TERM || n->n_values > 0;
}

static inline struct query read_again(struct holding *h, struct str text)
{
    struct query q;

    query_parse(h->a, text, QUERY_TYPING, &h->w, &q);
    return q;
}

static inline struct str printed(struct holding *h, const struct query_node *n)
{
    struct buf b = {0};
    struct str s;

    query_print(&b, n);
    s = arena_str(h->a, buf_view(&b));
    buf_free(&b);
    return s;
}

static inline const char *print_holds(struct holding *h, const struct query *q)
{
    struct str text = printed(h, q->root);
    struct query again = read_again(h, text);

    /* What is longer than a query may be is cut. */
    if (text.len > QUERY_MAX_LEN)
        return NULL;
    if (!query_equal(q->root, again.root))
        return "the canonical text is another query";
    if (!str_eq(printed(h, again.root), text))
        return "the canonical text has another canonical text";
    return again.tidy || !again.root ? NULL : "the canonical text is not tidy";
}

/* One top-level term less is one term less. */
static inline const char *without_holds(struct holding *h, const struct query *q)
{
    size_t n = query_n_terms(q);

    for (size_t i = 0; i < n && n < 40; i++) {
        struct buf b = {0};
        struct query less;
        query_without(&b, q, i);
        less = read_again(h, buf_view(&b));
        buf_free(&b);
        if (less.has_problem || (q->tidy && n > 2 && query_n_terms(&less) != n - 1))
            return "without";
    }
    return NULL;
}

static inline struct query toggled(struct holding *h, const struct query *q,
                                   const struct query_pick *pick, enum query_state to)
{
    struct buf b = {0};
    struct query out;

    query_toggle(&b, q, &h->w, pick, to);
    out = read_again(h, buf_view(&b));
    buf_free(&b);
    return out;
}

/* Values and saved filters below N. */
static inline size_t weight(const struct query_node *n)
{
    size_t sum = n ? n->n_values + (n->saved.len > 0) : 0;

    for (size_t i = 0; n && i < n->n_kids; i++)
        sum += weight(n->kids[i]);
    return sum;
}

/* Is there no room in Q for one value or one pair of parentheses more? */
static inline bool at_a_limit(const struct query *q)
{
    size_t open = 0;

    for (size_t i = 0; i < q->text.len; i++)
        open += q->text.p[i] == '(' || q->text.p[i] == (char)0xEF; /* （ too */
    return weight(q->root) >= QUERY_MAX_VALUES || open >= QUERY_MAX_DEPTH ||
           q->text.len >= QUERY_MAX_LEN / 2;
}

static inline const char *toggle_holds(struct holding *h, const struct query *q,
                                       const struct query_pick *pick, enum query_state to)
{
    enum query_state was = query_state(q, &h->w, pick);
    struct query once = toggled(h, q, pick, to), twice;
    enum query_state want = was == to ? QUERY_NONE : to;

    if (at_a_limit(q))
        return NULL;
    if (query_state(&once, &h->w, pick) != want)
        return "a toggle did not do it";
    twice = toggled(h, &once, pick, to);
    if (was == QUERY_NONE && !query_equal(q->root, twice.root))
        return "two toggles made another query";
    return NULL;
}

static inline const char *toggles_hold(struct holding *h, const struct query *q)
{
    static const struct query_pick picks[] = {
        {.field = QUERY_TAG, .value = STR_INIT("人工智能")},
        {.field = QUERY_TAG, .value = STR_INIT("a"), .exact = true, .chinese = true},
        {.field = QUERY_FACET,
         .key = STR_INIT("地区"),
         .value = STR_INIT("上海, (浦东)")},
        {.field = QUERY_SPEAKER, .value = STR_INIT("\"-@"), .chinese = true},
        {.field = QUERY_DATE, .value = STR_INIT("2024-03"), .chinese = true},
        {.field = QUERY_IS, .value = STR_INIT("未读")},
    };
    const char *broken = NULL;

    for (size_t i = 0; !broken && i < sizeof picks / sizeof *picks; i++) {
        broken = toggle_holds(h, q, &picks[i], QUERY_INCLUDED);
        if (!broken)
            broken = toggle_holds(h, q, &picks[i], QUERY_EXCLUDED);
    }
    return broken;
}

static inline const char *completion_holds(struct holding *h, struct str text,
                                           size_t cursor)
{
    struct query_completion c = query_complete(text, cursor, &h->w);

    return is_span(text, c.span) && c.span.off <= cursor &&
                   c.span.off + c.span.len >= cursor
               ? NULL
               : "the place of a completion";
}

/* Every beginning of a text is a query without a problem. */
static inline const char *typing_holds(struct holding *h, struct str text)
{
    for (size_t len = 0; len <= text.len && text.len < 128; len++) {
        struct query q;
        if (!on_border(text, len))
            continue;
        q = read_again(h, str_slice(text, 0, len));
        if (q.has_problem)
            return "a problem while typing";
        if (print_holds(h, &q))
            return print_holds(h, &q);
        if (completion_holds(h, text, len))
            return completion_holds(h, text, len);
    }
    return NULL;
}

/* NULL, or what does not hold for TEXT (valid UTF-8). */
static inline const char *query_broken(struct str text)
{
    struct arena a = {0};
    struct holding h = {&a, query_test_world()};
    struct query q, finished;
    const char *broken;

    query_parse(&a, text, QUERY_FINISHED, &h.w, &finished);
    q = read_again(&h, text);
    broken = q.has_problem ? "a problem while typing" : NULL;
    if (!broken && q.root && !spans_hold(q.text, q.root))
        broken = "spans";
    if (!broken && finished.has_problem && !is_span(finished.text, finished.problem.span))
        broken = "the span of a problem";
    if (!broken && !query_equal(q.root, finished.root))
        broken = "typing reads another query";
    if (!broken)
        broken = print_holds(&h, &q);
    if (!broken)
        broken = typing_holds(&h, text);
    if (!broken)
        broken = without_holds(&h, &q);
    if (!broken)
        broken = toggles_hold(&h, &q);
    arena_free(&a);
    return broken;
}

#endif
