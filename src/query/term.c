/* One term: the name of a field, if there is one, and its values. */
#include "parse.h"

#include "text/utf8.h"

enum { MAX_NAME = 96 }; /* bytes of what may be the name of a field */

struct term {
    enum query_field field;
    struct str key;
    struct str name; /* as written, empty without one */
    struct query_value *values;
    size_t n, cap;
};

/* ---- The name before a colon */

/* Bytes of the name before the colon at *COLON, in marks or not; false: there is no colon. */
static bool read_name(const struct parse *p, struct str *name, size_t *colon,
                      bool *quoted)
{
    size_t at = p->off, len;
    uint32_t c = parse_char(p, NULL);

    *quoted = lex_is_quote(c);
    if (*quoted) {
        struct lex_word w = lex_phrase(p->text, p->off);
        at += w.span.len;
        *name = lex_text(p->r->a, p->text, &w);
        *colon = at;
        return w.closed && lex_char(p->text, at, NULL) == ':';
    }
    while (c = lex_char(p->text, at, &len), !lex_is_end(c) && c != ':' && c != '(' &&
                                                !lex_is_quote(c) &&
                                                at - p->off < MAX_NAME)
        at += len;
    *name = str_slice(p->text, p->off, at - p->off);
    *colon = at;
    return c == ':' && at > p->off;
}

/* Is NAME, which is no field, before the colon at COLON plain text all the same?  A time (12:30), a
 * ratio, an address (http://), a drive. */
static bool is_text(const struct parse *p, struct str name, size_t colon)
{
    size_t len, letters = 0;

    lex_char(p->text, colon, &len);
    colon += len;
    if (lex_char(p->text, colon, NULL) == '/' || lex_char(p->text, colon, NULL) == '\\')
        return true;
    for (size_t i = 0; i < name.len; i += len) {
        uint32_t c = lex_char(name, i, &len);
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || utf8_is_han(c);
    }
    return letters == 0;
}

static void unknown_field(struct parse *p, struct str name, size_t colon)
{
    struct arena *a = p->r->a;
    struct str near = suggest_field(name, p->r->w);
    struct span span = {p->off, colon - p->off};
    bool tidy = p->r->q->tidy;

    if (near.len) {
        parse_problem(p, QUERY_UNKNOWN_FIELD, span,
                      "没有字段“%.*s”，是否 %.*s:", STR_ARG(name), STR_ARG(near));
        parse_replace(p, arena_strz(a, near));
    } else {
        parse_problem(p, QUERY_UNKNOWN_FIELD, span,
                      "没有字段“%.*s”；要查这段文字，请加引号", STR_ARG(name));
    }
    p->r->q->tidy = tidy; /* it is text, and may stay as it is */
}

/* Read "field:" into T; nothing is taken when it is not one. */
static void read_field(struct parse *p, struct term *t)
{
    struct str name;
    size_t colon, len;
    bool quoted;

    t->field = QUERY_ANY;
    if (!read_name(p, &name, &colon, &quoted))
        return;
    lex_char(p->text, colon, &len);
    if (query_field_find(name, p->r->w, &t->field, &t->key)) {
        t->name = name;
        p->off = colon + len;
        return;
    }
    t->field = QUERY_ANY;
    if (!quoted && parse_asks(p) && !is_text(p, name, colon))
        unknown_field(p, name, colon);
}

/* ---- Values */

static void bad_value(struct parse *p, const struct lex_word *w, enum query_wrong wrong,
                      const char *why)
{
    struct str word = str_slice(p->text, w->text.off, w->text.len);

    parse_problem(p, wrong, w->span, "“%.*s”%s", STR_ARG(word), why);
}

/* Shorten W by its last character; false when nothing is left. */
static bool shorten(const struct parse *p, struct lex_word *w)
{
    if (!w->text.len)
        return false;
    w->text.len = utf8_prev(p->text, w->text.off + w->text.len) - w->text.off;
    return w->text.len > 0;
}

/* While it is being typed, the longest beginning that is a date is one. */
static bool date_value(struct parse *p, const struct term *t, struct lex_word w,
                       struct query_value *v)
{
    struct lex_word whole = w;

    do {
        struct str word = lex_text(p->r->a, p->text, &w);
        if (dates_parse(p->r->a, word, t->field, p->r->w->today, v))
            break;
    } while (w.text.len <= MAX_NAME && shorten(p, &w));
    if (w.text.len == whole.text.len)
        return v->match == QUERY_DATES;
    bad_value(p, &whole, QUERY_BAD_DATE,
              "不是日期，也不是从早到晚的范围；可以写 "
              "2024、2024-03、2024-03-05、近7天、2024-02..2024-03");
    return v->match == QUERY_DATES;
}

static bool number_value(struct parse *p, const struct lex_word *w, struct query_value *v)
{
    if (number_parse(p->r->a, lex_text(p->r->a, p->text, w), v))
        return true;
    bad_value(p, w, QUERY_BAD_NUMBER,
              "不是数目，也不是从小到大的范围；可以写 5、>=10、<100、5..10");
    return false;
}

static bool flag_value(struct parse *p, const struct lex_word *w, struct query_value *v)
{
    struct str word = lex_text(p->r->a, p->text, w), near;
    struct arena *a = p->r->a;

    v->match = QUERY_FLAG;
    v->text = word;
    v->folded = lex_folded(a, word);
    if (flag_find(v->folded, &v->flag))
        return true;
    near = parse_asks(p) ? suggest_flag(word) : STR("");
    if (near.len) {
        parse_problem(p, QUERY_UNKNOWN_FLAG, w->span, "没有标志“%.*s”，是否 %.*s",
                      STR_ARG(word), STR_ARG(near));
        parse_replace(p, arena_strz(a, near));
    } else {
        bad_value(p, w, QUERY_UNKNOWN_FLAG,
                  "不是标志；有 unread read starred undated dup error quote note link "
                  "date mark");
    }
    return false;
}

static bool text_value(struct parse *p, const struct lex_word *w, struct query_value *v)
{
    v->text = lex_text(p->r->a, p->text, w);
    v->folded = lex_folded(p->r->a, v->text);
    v->pinyin =
        w->suffix == 'p' || (!w->suffix && !w->quoted && lex_may_be_pinyin(v->text));
    return v->text.len > 0;
}

/* The word or phrase at P, and what stands before it in *V: ^ = *.  P goes behind it. */
static struct lex_word read_word(struct parse *p, const struct term *t,
                                 struct query_value *v)
{
    enum query_field commas =
        t->name.len && t->field == QUERY_ANY ? QUERY_QUOTE : t->field;
    size_t len, after;
    uint32_t c = parse_char(p, &len), next = lex_char(p->text, p->off + len, &after);
    enum query_kind kind = query_field_kind(t->field);
    struct lex_word w = {.span = {p->off, 0}};

    if (c == '*' && kind != QUERY_KIND_FLAG &&
        (lex_is_end(next) || (t->name.len && lex_is_comma(next, commas)))) {
        v->match = QUERY_PRESENT;
        p->off += len;
        w.closed = true;
        w.span.len = w.text.len = len;
        return w;
    }
    if (kind == QUERY_KIND_TEXT && (c == '^' || c == '=')) {
        v->match = c == '^' ? QUERY_PREFIX : QUERY_EXACT;
        p->off += len;
        c = next;
    }
    w = lex_is_quote(c) ? lex_phrase(p->text, p->off) : lex_word(p->text, p->off, commas);
    lex_suffix(p->text, &w, commas);
    p->off += w.span.len;
    return w;
}

static bool value_of(struct parse *p, const struct term *t, struct lex_word *w,
                     struct query_value *v)
{
    if (v->match == QUERY_PRESENT)
        return true;
    switch (query_field_kind(t->field)) {
    case QUERY_KIND_NUMBER:
        return number_value(p, w, v);
    case QUERY_KIND_DATE:
        return date_value(p, t, *w, v);
    case QUERY_KIND_FLAG:
        return flag_value(p, w, v);
    case QUERY_KIND_TEXT:
        break;
    }
    return text_value(p, w, v);
}

static void empty_value(struct parse *p, const struct term *t, size_t from)
{
    uint32_t c = parse_char(p, NULL);
    struct span span = parse_span(p, from);

    if (!t->name.len)
        parse_problem(p, QUERY_EMPTY_VALUE, span, "这里没有要查的文字");
    else if (c == '(')
        parse_problem(p, QUERY_EMPTY_VALUE, span,
                      "冒号后面不能是括号；几个值用逗号隔开，如 speaker:甲,乙");
    else
        parse_problem(p, QUERY_EMPTY_VALUE, span,
                      c == ' ' ? "这里缺一个值；冒号和值之间不要空格"
                               : "这里缺一个值；有这个字段即可时写 *");
}

/* A word that may still be written on: a value, or without a field the name of one. */
static void keep_tail(struct parse *p, const struct term *t, const struct query_value *v,
                      const struct lex_word *w)
{
    bool done = (w->quoted && w->closed) || v->match == QUERY_PRESENT || w->suffix;
    bool plain = !w->quoted && v->match == QUERY_CONTAINS;

    if (p->above)
        return;
    p->r->tail = (struct tail){.want = done          ? QUERY_WANT_NOTHING
                                       : t->name.len ? QUERY_WANT_VALUE
                                       : plain       ? QUERY_WANT_FIELD
                                                     : QUERY_WANT_NOTHING,
                               .field = t->field,
                               .key = t->key,
                               .word = w->span,
                               .text = w->text};
}

/* Behind a phrase the next term may follow without a blank; then nothing can be put between. */
static bool ends_here(const struct parse *p, const struct term *t)
{
    uint32_t c = parse_char(p, NULL);

    return lex_is_end(c) || (t->name.len && lex_is_comma(c, t->field));
}

static void read_value(struct parse *p, struct term *t)
{
    struct query_value v = {0};
    size_t from = p->off;
    struct lex_word w = {.span = {from, 0}, .text = {from, 0}, .closed = true};
    bool group = t->name.len && parse_char(p, NULL) == '(';

    if (!group)
        w = read_word(p, t, &v);
    keep_tail(p, t, &v, &w);
    if (!w.closed || (w.quoted && !ends_here(p, t)))
        parse_untidy(p);
    if (!w.text.len && v.match != QUERY_PRESENT) {
        empty_value(p, t, from);
        return;
    }
    if (!value_of(p, t, &w, &v) || !parse_take(p))
        return;
    v.span = parse_span(p, from);
    t->values = arena_grow(p->r->a, t->values, t->n, &t->cap, sizeof *t->values);
    t->values[t->n++] = v;
}

/* A comma at P, blanks behind it too where a value follows: taken. */
static bool take_comma(struct parse *p, const struct term *t)
{
    enum query_field f = t->field == QUERY_ANY ? QUERY_QUOTE : t->field;
    size_t len, at;
    uint32_t c = parse_char(p, &len);

    if (!t->name.len || !lex_is_comma(c, f))
        return false;
    p->off += len;
    at = lex_skip_blanks(p->text, p->off);
    c = lex_char(p->text, at, NULL);
    if (!lex_is_end(c) && c != '(')
        p->off = at;
    return true;
}

/* A comma as the first character of a value of a list ends it at once: that is an empty one. */
struct query_node *parse_term(struct parse *p)
{
    struct term t = {0};
    size_t from = p->off;
    struct query_node *n;

    read_field(p, &t);
    do
        read_value(p, &t);
    while (take_comma(p, &t));
    if (!t.n)
        return NULL;
    n = arena_new(p->r->a, struct query_node);
    n->op = QUERY_TERM;
    n->field = t.field;
    n->key = t.key;
    n->values = t.values;
    n->n_values = t.n;
    n->span = parse_span(p, from);
    return n;
}
