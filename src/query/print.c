/* Back to text: the canonical form, and words with the marks they need. */
#include "internal.h"

#include "text/utf8.h"

/* May this character stand anywhere in a word without marks? */
static bool is_plain(uint32_t c)
{
    static const char signs[] = "_.+/#%&'~$-";

    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
               (c && strchr(signs, (int)c));
    return c != ' ' && c != 0x3001 && !lex_is_quote(c);
}

enum { LONGEST_BARE = 90 }; /* bytes; the name of a field is looked for in so many */

static bool needs_marks(struct str s)
{
    size_t len;

    if (!s.len || s.len > LONGEST_BARE || lex_char(s, 0, NULL) == '-' ||
        lex_is_keyword(s))
        return true;
    for (size_t i = 0; i < s.len; i += len)
        if (!is_plain(lex_char(s, i, &len)))
            return true;
    return false;
}

static void add_phrase(struct buf *out, struct str s)
{
    size_t len;

    buf_c(out, '"');
    for (size_t i = 0; i < s.len; i += len) {
        bool mark = lex_char(s, i, &len) == '"';
        buf_str(out, str_slice(s, i, len));
        if (mark)
            buf_str(out, str_slice(s, i, len));
    }
    buf_c(out, '"');
}

void print_word(struct buf *out, struct str s)
{
    if (needs_marks(s))
        add_phrase(out, s);
    else
        buf_str(out, s);
}

void query_add_value(struct buf *out, enum query_field f, struct str value, bool exact)
{
    if (query_field_kind(f) != QUERY_KIND_TEXT) {
        buf_str(out, value);
        return;
    }
    buf_z(out, exact ? "=" : "");
    if (lex_may_be_pinyin(value))
        add_phrase(out, value);
    else
        print_word(out, value);
}

/* Words with their pinyin allowed or not, as it is for V. */
static void add_text(struct buf *out, const struct query_value *v)
{
    bool letters = lex_may_be_pinyin(v->text);

    buf_z(out, v->match == QUERY_PREFIX ? "^" : v->match == QUERY_EXACT ? "=" : "");
    if (letters && !v->pinyin) {
        add_phrase(out, v->text);
        return;
    }
    print_word(out, v->text);
    if (v->pinyin && (!letters || needs_marks(v->text)))
        buf_z(out, ";py");
}

static void add_number(struct buf *out, const struct query_value *v)
{
    if (v->min == v->max)
        buf_printf(out, "%lld", (long long)v->min);
    else if (v->max == QUERY_NO_MAX)
        buf_printf(out, ">=%lld", (long long)v->min);
    else if (v->min == 0)
        buf_printf(out, "<=%lld", (long long)v->max);
    else
        buf_printf(out, "%lld..%lld", (long long)v->min, (long long)v->max);
}

static void add_value(struct buf *out, const struct query_value *v)
{
    switch (v->match) {
    case QUERY_PRESENT:
        buf_c(out, '*');
        break;
    case QUERY_NUMBER:
        add_number(out, v);
        break;
    case QUERY_DATES:
        buf_str(out, v->text);
        break;
    case QUERY_FLAG:
        buf_z(out, query_flag_name(v->flag));
        break;
    case QUERY_CONTAINS:
    case QUERY_PREFIX:
    case QUERY_EXACT:
        add_text(out, v);
        break;
    }
}

static void add_term(struct buf *out, const struct query_node *n)
{
    if (n->field == QUERY_FACET)
        print_word(out, n->key);
    else if (n->field != QUERY_ANY || n->n_values > 1)
        buf_z(out, query_field_name(n->field));
    if (n->field != QUERY_ANY || n->n_values > 1)
        buf_c(out, ':');
    for (size_t i = 0; i < n->n_values; i++) {
        buf_z(out, i ? "," : "");
        add_value(out, &n->values[i]);
    }
}

static void add_node(struct buf *out, const struct query_node *n);

static void add_kids(struct buf *out, const struct query_node *n, const char *between)
{
    for (size_t i = 0; i < n->n_kids; i++) {
        const struct query_node *kid = n->kids[i];
        bool group = kid->op == QUERY_AND && !kid->saved.len;
        /* --x is x, in whatever scope it stands; -(-x) is about the article. */
        bool twice = n->op == QUERY_NOT && kid->op == QUERY_NOT;
        bool marks = n->op == QUERY_OR ? false : group || twice || kid->op == QUERY_OR;

        buf_z(out, i ? between : "");
        buf_z(out, marks ? "(" : "");
        add_node(out, kid);
        buf_z(out, marks ? ")" : "");
    }
}

static void add_node(struct buf *out, const struct query_node *n)
{
    if (n->saved.len) {
        buf_c(out, '@');
        print_word(out, n->saved);
        return;
    }
    switch (n->op) {
    case QUERY_AND:
        add_kids(out, n, " ");
        break;
    case QUERY_OR:
        add_kids(out, n, " | ");
        break;
    case QUERY_NOT:
        buf_c(out, '-');
        add_kids(out, n, "");
        break;
    case QUERY_TERM:
        add_term(out, n);
        break;
    }
}

void query_print(struct buf *out, const struct query_node *n)
{
    if (n)
        add_node(out, n);
}

static bool term_equal(const struct query_node *a, const struct query_node *b)
{
    if (a->field != b->field || !str_eq(a->key, b->key) || a->n_values != b->n_values)
        return false;
    for (size_t i = 0; i < a->n_values; i++)
        if (!value_equal(&a->values[i], &b->values[i]))
            return false;
    return true;
}

bool query_equal(const struct query_node *a, const struct query_node *b)
{
    if (!a || !b)
        return a == b;
    if (a->op != b->op || a->n_kids != b->n_kids || !str_eq(a->saved, b->saved))
        return false;
    if (a->op == QUERY_TERM)
        return term_equal(a, b);
    for (size_t i = 0; i < a->n_kids; i++)
        if (!query_equal(a->kids[i], b->kids[i]))
            return false;
    return true;
}
