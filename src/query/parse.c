/* The grammar, by recursive descent.  What is left out is no node: a kid that is NULL is never
 * added, and a group of nothing is NULL itself. */
#include "parse.h"

uint32_t parse_char(const struct parse *p, size_t *len)
{
    if (p->r->full) {
        if (len)
            *len = 0;
        return 0;
    }
    return lex_char(p->text, p->off, len);
}

struct span parse_span(const struct parse *p, size_t from)
{
    return p->above ? p->at : (struct span){from, p->off - from};
}

/* What is inside of a saved filter is not in the text of the query. */
void parse_untidy(struct parse *p)
{
    if (!p->above)
        p->r->q->tidy = false;
}

void parse_problem(struct parse *p, enum query_wrong wrong, struct span span,
                   const char *fmt, ...)
{
    struct query_problem *problem = &p->r->q->problem;
    const char *message;
    va_list ap;

    parse_untidy(p);
    if (!parse_asks(p))
        return;
    va_start(ap, fmt);
    message = arena_vprintf(p->r->a, fmt, ap);
    va_end(ap);
    if (p->above)
        message =
            arena_printf(p->r->a, "保存的筛选 @%.*s 里：%s", STR_ARG(p->name), message);
    p->r->q->has_problem = true;
    problem->wrong = wrong;
    problem->span = p->above ? p->at : span;
    problem->message = str_of(message);
}

void parse_replace(struct parse *p, const char *replacement)
{
    if (!p->above)
        p->r->q->problem.replacement = str_of(replacement);
}

bool parse_asks(const struct parse *p)
{
    return p->r->finished && !p->r->q->has_problem;
}

bool parse_take(struct parse *p)
{
    struct reading *r = p->r;

    if (r->left == 0) {
        parse_problem(p, QUERY_TOO_MANY, (struct span){p->off, 0}, "条件太多：最多 %d 个",
                      QUERY_MAX_VALUES);
        r->full = true;
        return false;
    }
    r->left--;
    return true;
}

/* ---- Nodes */

static struct query_node *new_node(struct parse *p, enum query_op op)
{
    struct query_node *n = arena_new(p->r->a, struct query_node);

    n->op = op;
    return n;
}

struct kids {
    struct query_node **list;
    size_t n, cap;
};

static void add_kid(struct parse *p, struct kids *k, struct query_node *n)
{
    if (!n)
        return;
    k->list = arena_grow(p->r->a, k->list, k->n, &k->cap, sizeof *k->list);
    k->list[k->n++] = n;
}

/* The kids under OP; one kid needs no node. */
static struct query_node *join(struct parse *p, enum query_op op, const struct kids *k,
                               size_t from)
{
    struct query_node *n;

    if (k->n < 2)
        return k->n ? k->list[0] : NULL;
    n = new_node(p, op);
    n->kids = k->list;
    n->n_kids = k->n;
    n->span = parse_span(p, from);
    return n;
}

static bool is_group(const struct query_node *n)
{
    return n->op == QUERY_AND && !n->saved.len;
}

/* ---- The grammar */

static struct query_node *parse_or(struct parse *p);

static void skip_blanks(struct parse *p)
{
    if (!p->r->full)
        p->off = lex_skip_blanks(p->text, p->off);
}

static bool take_keyword(struct parse *p, enum lex_keyword k)
{
    size_t len = p->r->full ? 0 : lex_keyword(p->text, p->off, k);

    p->off += len;
    return len > 0;
}

/* '|' or its word, which is taken. */
static bool take_or(struct parse *p)
{
    size_t len;

    if (parse_char(p, &len) != '|')
        return take_keyword(p, LEX_OR);
    p->off += len;
    return true;
}

static bool at_or(const struct parse *p)
{
    return parse_char(p, NULL) == '|' ||
           (!p->r->full && lex_keyword(p->text, p->off, LEX_OR) > 0);
}

/* What parentheses hold keeps its own scope inside an AND: one node around a term or an AND.
 * Where that changes nothing the parentheses are forgotten. */
static struct query_node *group_node(struct parse *p, struct query_node *inner,
                                     size_t from)
{
    struct query_node *n;

    if (!inner)
        return NULL;
    if (inner->op != QUERY_TERM || !query_of_quotation(inner->field)) {
        inner->span = parse_span(p, from);
        return inner;
    }
    n = new_node(p, QUERY_AND);
    n->kids = arena_array(p->r->a, struct query_node *, 1);
    n->kids[0] = inner;
    n->n_kids = 1;
    n->span = parse_span(p, from);
    return n;
}

static struct query_node *parse_group(struct parse *p)
{
    size_t from = p->off, len, terms = ++p->terms;
    struct query_node *inner;

    parse_char(p, &len);
    p->off += len;
    if (p->depth >= QUERY_MAX_DEPTH) {
        parse_problem(p, QUERY_TOO_DEEP, parse_span(p, from), "括号套得太深：最多 %d 层",
                      QUERY_MAX_DEPTH);
        return NULL;
    }
    p->depth++;
    inner = parse_or(p);
    p->depth--;
    skip_blanks(p);
    if (parse_char(p, &len) == ')')
        p->off += len;
    else
        parse_untidy(p);
    if (p->terms == terms)
        parse_problem(p, QUERY_EMPTY_GROUP, parse_span(p, from), "括号里没有条件");
    return group_node(p, inner, from);
}

/* S up to the longest text of a query, not inside a character. */
static struct str cut(struct str s)
{
    size_t len = s.len < QUERY_MAX_LEN ? s.len : QUERY_MAX_LEN;

    while (len < s.len && ((unsigned char)s.p[len] & 0xC0) == 0x80)
        len--;
    return str_slice(s, 0, len);
}

static bool saved_is_open(const struct parse *p, struct str name)
{
    for (; p; p = p->above)
        if (str_eq(p->name, name))
            return true;
    return false;
}

static struct query_node *read_saved(struct parse *p, struct str name, struct span span)
{
    struct parse inner = {
        .r = p->r, .above = p, .name = name, .at = span, .depth = p->depth + 1};
    const struct query_world *w = p->r->w;
    const char *shown = arena_strz(p->r->a, name);
    struct query_node *n, *root;

    if (saved_is_open(p, name) || inner.depth > QUERY_MAX_DEPTH) {
        parse_problem(p, QUERY_UNKNOWN_SAVED, span, "保存的筛选 @%s 引用了自己", shown);
        return NULL;
    }
    if (!w->saved || !w->saved(w->ctx, name, &inner.text)) {
        parse_problem(p, QUERY_UNKNOWN_SAVED, span,
                      "没有保存过名为 %s 的筛选；要查 @ 本身，请加引号", shown);
        return NULL;
    }
    if (!parse_take(p))
        return NULL;
    inner.text = arena_str(p->r->a, cut(inner.text));
    root = parse_all(&inner);
    n = new_node(p, QUERY_AND);
    n->saved = name;
    n->span = span;
    if (root && is_group(root)) {
        n->kids = root->kids;
        n->n_kids = root->n_kids;
    } else if (root) {
        n->kids = arena_array(p->r->a, struct query_node *, 1);
        n->kids[0] = root;
        n->n_kids = 1;
    }
    return n;
}

static struct query_node *parse_saved(struct parse *p)
{
    size_t from = p->off, len, at;
    struct lex_word w;

    parse_char(p, &len);
    at = from + len;
    p->terms++;
    w = lex_is_quote(lex_char(p->text, at, NULL)) ? lex_phrase(p->text, at)
                                                  : lex_word(p->text, at, QUERY_ANY);
    p->off = at + w.span.len;
    if (!p->above)
        p->r->tail = (struct tail){.want = w.quoted && w.closed ? QUERY_WANT_NOTHING
                                                                : QUERY_WANT_SAVED,
                                   .word = w.span,
                                   .text = w.text};
    if (!w.closed)
        parse_untidy(p);
    if (!w.text.len) {
        parse_problem(p, QUERY_EMPTY_VALUE, parse_span(p, from),
                      "@ 后面要写保存的筛选的名字");
        return NULL;
    }
    return read_saved(p, arena_str(p->r->a, lex_text(p->r->a, p->text, &w)),
                      parse_span(p, from));
}

static struct query_node *parse_atom(struct parse *p)
{
    uint32_t c = parse_char(p, NULL);

    if (c == '(')
        return parse_group(p);
    if (c == '@')
        return parse_saved(p);
    p->terms++;
    return parse_term(p);
}

/* '-' '!' directly before a term, or 非 NOT as a word: taken. */
static bool take_not(struct parse *p)
{
    size_t len;
    uint32_t c = parse_char(p, &len);

    if (c != '-' && c != '!') {
        if (!take_keyword(p, LEX_NOT))
            return false;
        skip_blanks(p);
        return true;
    }
    p->off += len;
    return true;
}

static struct query_node *negate(struct parse *p, struct query_node *n, size_t from)
{
    struct query_node *not = new_node(p, QUERY_NOT);

    /* The kid of NOT has its own scope anyway. */
    if (is_group(n) && n->n_kids == 1)
        n = n->kids[0];
    not ->kids = arena_array(p->r->a, struct query_node *, 1);
    not ->kids[0] = n;
    not ->n_kids = 1;
    not ->span = parse_span(p, from);
    return not ;
}

static struct query_node *parse_not(struct parse *p)
{
    size_t from = p->off;
    struct query_node *n;
    bool odd = false, some = false;

    while (take_not(p)) {
        odd = !odd;
        some = true;
    }
    if (some && lex_is_end(parse_char(p, NULL))) {
        /* A dash between blanks is a dash. */
        parse_untidy(p);
        if (parse_char(p, NULL) != ' ')
            parse_problem(p, QUERY_NO_OPERAND, parse_span(p, from),
                          "这里只有“非”，后面没有条件");
        return NULL;
    }
    n = parse_atom(p);
    if (!n || !odd) {
        if (n && some)
            n->span = parse_span(p, from);
        return n;
    }
    return negate(p, n, from);
}

static struct query_node *parse_and(struct parse *p)
{
    struct kids k = {0};
    size_t from, len;

    skip_blanks(p);
    from = p->off;
    for (;;) {
        uint32_t c;
        skip_blanks(p);
        c = parse_char(p, &len);
        if (c == 0 || at_or(p) || (c == ')' && p->depth > 0))
            break;
        if (c == ')' || take_keyword(p, LEX_AND)) {
            parse_untidy(p); /* closes nothing; says nothing */
            p->off += c == ')' ? len : 0;
            continue;
        }
        add_kid(p, &k, parse_not(p));
    }
    return join(p, QUERY_AND, &k, from);
}

/* In an OR the kids of an OR are its own, and the parentheses of a kid are not needed. */
static void add_or_kid(struct parse *p, struct kids *k, struct query_node *n)
{
    if (n && n->op == QUERY_OR) {
        for (size_t i = 0; i < n->n_kids; i++)
            add_kid(p, k, n->kids[i]);
        return;
    }
    add_kid(p, k, n && is_group(n) && n->n_kids == 1 ? n->kids[0] : n);
}

static struct query_node *parse_or(struct parse *p)
{
    struct kids k = {0};
    size_t from = p->off, terms = p->terms, sides = 0, bar;
    struct query_node *n = parse_and(p);

    for (; bar = p->off, at_or(p); sides++) {
        bool none = p->terms == terms;
        add_or_kid(p, &k, n);
        take_or(p);
        if (none)
            parse_problem(p, QUERY_NO_OPERAND, parse_span(p, bar), "“|”前面没有条件");
        terms = p->terms;
        n = parse_and(p);
        if (p->terms == terms)
            parse_problem(p, QUERY_NO_OPERAND, parse_span(p, bar), "“|”后面没有条件");
        /* Said already. */
        terms = 0;
    }
    if (!sides)
        return n;
    add_or_kid(p, &k, n);
    return join(p, QUERY_OR, &k, from);
}

struct query_node *parse_all(struct parse *p)
{
    struct query_node *n = parse_or(p);

    /* Nothing stands beside it that it could share a quotation with. */
    if (n && is_group(n) && n->n_kids == 1)
        return n->kids[0];
    return n;
}

void parse_query(struct reading *r, struct str text)
{
    struct parse p = {.r = r};

    *r->q = (struct query){.text = arena_str(r->a, cut(text)), .tidy = true};
    r->left = QUERY_MAX_VALUES;
    p.text = r->q->text;
    if (r->q->text.len < text.len)
        parse_problem(&p, QUERY_TOO_LONG, (struct span){r->q->text.len, 0},
                      "查询太长：最多 %d 字节", QUERY_MAX_LEN);
    r->q->root = parse_all(&p);
}

void query_parse(struct arena *a, struct str text, enum query_mode mode,
                 const struct query_world *w, struct query *q)
{
    struct reading r = {.a = a, .q = q, .w = w, .finished = mode == QUERY_FINISHED};

    parse_query(&r, text);
}

struct str query_words(struct arena *a, const char *const *words, size_t n)
{
    struct buf b = {0};
    struct str s;

    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? " " : "");
        buf_z(&b, words[i]);
    }
    s = arena_str(a, buf_view(&b));
    buf_free(&b);
    return s;
}
