/* Editing the text of a query where its tree says that the words stand. */
#include "query/edit.h"

#include "internal.h"

#include "text/utf8.h"

#include <assert.h>

/* ---- Terms of the top level */

static bool is_list(const struct query_node *n)
{
    return n && n->op == QUERY_AND && !n->saved.len;
}

size_t query_n_terms(const struct query *q)
{
    return is_list(q->root) ? q->root->n_kids : q->root ? 1 : 0;
}

static const struct query_node *term_at(const struct query *q, size_t i)
{
    assert(i < query_n_terms(q));
    return is_list(q->root) ? q->root->kids[i] : q->root;
}

struct str query_term_text(const struct query *q, size_t i)
{
    struct span at = term_at(q, i)->span;

    return str_slice(q->text, at.off, at.len);
}

/* S without the blanks at its end. */
static struct str trim_end(struct str s)
{
    while (s.len && lex_char(s, utf8_prev(s, s.len), NULL) == ' ')
        s.len = utf8_prev(s, s.len);
    return s;
}

/* Append what comes before a term that is left out, and after it: one blank stays between. */
static void add_around(struct buf *out, struct str left, struct str right)
{
    left = trim_end(left);
    right = str_from(right, lex_skip_blanks(right, 0));
    buf_str(out, left);
    buf_z(out, left.len && right.len ? " " : "");
    buf_str(out, right);
}

void query_without(struct buf *out, const struct query *q, size_t i)
{
    struct span at = term_at(q, i)->span;

    add_around(out, str_slice(q->text, 0, at.off), str_from(q->text, at.off + at.len));
}

/* ---- Picks */

struct edit {
    struct arena *a;
    const struct query_world *w;
    const struct query_pick *pick;
    struct query q;                 /* as it is now */
    const struct query_value *want; /* the value of the pick, read; NULL: it cannot be */
};

static void add_pick(struct buf *out, const struct query_pick *pick)
{
    if (pick->field == QUERY_FACET)
        print_word(out, pick->key);
    else
        buf_z(out, pick->chinese ? query_field_chinese(pick->field)
                                 : query_field_name(pick->field));
    buf_c(out, ':');
    query_add_value(out, pick->field, pick->value, pick->exact);
}

/* The only value of the only term that the pick is when it is read. */
static const struct query_value *read_pick(const struct edit *ed)
{
    struct query *q = arena_new(ed->a, struct query);
    struct buf text = {0};

    add_pick(&text, ed->pick);
    query_parse(ed->a, buf_view(&text), QUERY_FINISHED, ed->w, q);
    buf_free(&text);
    if (q->has_problem || !q->root || q->root->op != QUERY_TERM || q->root->n_values != 1)
        return NULL;
    return q->root->values;
}

static void read_text(struct edit *ed, struct buf *text)
{
    query_parse(ed->a, buf_view(text), QUERY_TYPING, ed->w, &ed->q);
    buf_free(text);
}

static bool is_words(const struct query_value *v)
{
    return v->match == QUERY_CONTAINS || v->match == QUERY_EXACT;
}

static bool is_picked(const struct edit *ed, const struct query_value *v)
{
    if (is_words(v) && is_words(ed->want))
        return str_eq(v->folded, ed->want->folded);
    return value_equal(v, ed->want);
}

/* The term of top-level term I when it is one on the field of the pick; *NOT: with '-'. */
static const struct query_node *same_field(const struct edit *ed, size_t i, bool *negated)
{
    const struct query_node *n = term_at(&ed->q, i);

    *negated = n->op == QUERY_NOT;
    if (*negated)
        n = n->kids[0];
    return n->op == QUERY_TERM && n->field == ed->pick->field &&
                   str_eq(n->key, ed->pick->key)
               ? n
               : NULL;
}

static size_t count_picked(const struct edit *ed, const struct query_node *term)
{
    size_t n = 0;

    for (size_t i = 0; i < term->n_values; i++)
        n += is_picked(ed, &term->values[i]);
    return n;
}

static enum query_state state_of(const struct edit *ed)
{
    bool negated;

    for (size_t i = 0; ed->want && i < query_n_terms(&ed->q); i++) {
        const struct query_node *term = same_field(ed, i, &negated);
        if (term && count_picked(ed, term))
            return negated ? QUERY_EXCLUDED : QUERY_INCLUDED;
    }
    return QUERY_NONE;
}

enum query_state query_state(const struct query *q, const struct query_world *w,
                             const struct query_pick *pick)
{
    struct arena a = {0};
    struct edit ed = {.a = &a, .w = w, .pick = pick, .q = *q};
    enum query_state state;

    ed.want = read_pick(&ed);
    state = state_of(&ed);
    arena_free(&a);
    return state;
}

/* ---- Taking away */

static size_t end_of(struct span s)
{
    return s.off + s.len;
}

/* Append the text from *DONE to the end of TERM without its picked values; some others stay. */
static void add_other_values(struct buf *out, const struct edit *ed,
                             const struct query_node *term, size_t *done)
{
    const struct query_value *v = term->values;
    bool kept = false;

    for (size_t i = 0; i < term->n_values; i++) {
        size_t from, to;
        if (!is_picked(ed, &v[i])) {
            kept = true;
            continue;
        }
        /* The comma before it goes with it, or the one behind it. */
        from = kept ? end_of(v[i - 1].span) : v[i].span.off;
        to = kept ? end_of(v[i].span) : v[i + 1].span.off;
        buf_str(out, str_slice(ed->q.text, *done, from - *done));
        *done = to;
    }
}

static void remove_pick(struct edit *ed)
{
    struct buf out = {0};
    size_t done = 0;
    bool negated;

    buf_z(&out, "");
    for (size_t i = 0; i < query_n_terms(&ed->q); i++) {
        const struct query_node *term = same_field(ed, i, &negated);
        size_t picked = term ? count_picked(ed, term) : 0;
        struct span at = term_at(&ed->q, i)->span;
        if (picked && picked < term->n_values) {
            add_other_values(&out, ed, term, &done);
        } else if (picked) {
            struct str left = str_slice(ed->q.text, done, at.off - done);
            buf_str(&out, left);
            out.len = trim_end(buf_view(&out)).len;
            done = end_of(at);
            done = lex_skip_blanks(ed->q.text, done);
            buf_z(&out, out.len && done < ed->q.text.len ? " " : "");
        }
    }
    buf_str(&out, str_from(ed->q.text, done));
    read_text(ed, &out);
}

/* ---- Adding */

/* Where a value may join others: behind the last value of a term of the field, or 0. */
static size_t place_for(const struct edit *ed, bool exclude)
{
    bool negated;

    for (size_t i = 0; i < query_n_terms(&ed->q); i++) {
        const struct query_node *term = same_field(ed, i, &negated);
        if (term && negated == exclude && term->field != QUERY_ANY)
            return end_of(term->values[term->n_values - 1].span);
    }
    return 0;
}

static void add_term(struct edit *ed, bool exclude)
{
    struct buf out = {0};
    struct str text = ed->q.text;
    size_t at = place_for(ed, exclude);

    if (at > 0) {
        buf_str(&out, str_slice(text, 0, at));
        buf_c(&out, ',');
        query_add_value(&out, ed->pick->field, ed->pick->value, ed->pick->exact);
        buf_str(&out, str_from(text, at));
    } else {
        bool wrap = ed->q.root && ed->q.root->op == QUERY_OR;
        buf_z(&out, wrap ? "(" : "");
        buf_str(&out, wrap ? trim_end(text) : text);
        buf_z(&out, wrap ? ")" : "");
        if (out.len && trim_end(buf_view(&out)).len == out.len)
            buf_c(&out, ' ');
        buf_z(&out, exclude ? "-" : "");
        add_pick(&out, ed->pick);
    }
    read_text(ed, &out);
}

void query_toggle(struct buf *out, const struct query *q, const struct query_world *w,
                  const struct query_pick *pick, enum query_state to)
{
    struct arena a = {0};
    struct edit ed = {.a = &a, .w = w, .pick = pick, .q = *q};
    struct buf text = {0};
    enum query_state state;

    if (!q->tidy) {
        query_print(&text, q->root);
        read_text(&ed, &text);
    }
    ed.want = read_pick(&ed);
    state = state_of(&ed);
    if (state != QUERY_NONE)
        remove_pick(&ed);
    if (ed.want && to != state && to != QUERY_NONE)
        add_term(&ed, to == QUERY_EXCLUDED);
    buf_str(out, ed.q.text);
    arena_free(&a);
}
