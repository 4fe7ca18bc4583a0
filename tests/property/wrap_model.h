/* What text/wrap.h promises, said a second time and another way: where rows may begin is worked
 * out for the whole text before any row is looked at, from the list of rules at the top of
 * src/text/wrap_rules.c and not from its table of pairs; then each row is judged on its own. */
#ifndef YULU_PROPERTY_WRAP_MODEL_H
#define YULU_PROPERTY_WRAP_MODEL_H

#include "text/charprop.h"
#include "text/show.h"
#include "text/utf8.h"
#include "text/wrap.h"

#include <stdint.h>

enum cell_kind {
    CELL_VISIBLE,
    CELL_BLANK,
    CELL_HIDDEN, /* no columns */
    CELL_NEWLINE
};

/* Classes of one character that depend on what is around it, as the rules name them. */
enum model_class {
    MODEL_PAIR = N_CLASSES, /* begins —— or …… */
    MODEL_IN_ADDRESS,       /* a row may begin here */
    MODEL_ADDRESS
};

struct cell {
    size_t off, len;
    size_t at;    /* columns from the start of the text to it */
    size_t solid; /* the same to the end of the last cell before it that is no blank */
    size_t n_visible; /* cells before it */
    size_t
        next_legal; /* the first at or after it where a row may begin, or the paragraph ends */
    size_t before; /* what the rules look at before it, SIZE_MAX = nothing */
    unsigned cols, raw, class, run;
    enum cell_kind kind;
    bool blanks; /* between BEFORE and it */
    bool seen;   /* its paragraph has something visible before it */
    bool latin, legal, hangs;
};

struct wrap_model {
    struct arena *a;
    struct str text;
    enum kinsoku level;
    struct cell *cells; /* and one more for the end */
    size_t n;
    size_t *cell_at; /* of each byte, SIZE_MAX inside a cell */
};

#define MODEL_BIT(c) (1u << (c))
#define MODEL_IN(set, c) (((set) >> (c)&1u) != 0)

static inline unsigned model_prop(const struct wrap_model *m, size_t off)
{
    size_t len;

    return off < m->text.len ? char_prop(utf8_decode(m->text.p + off, &len)) : 0;
}

static inline bool model_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* scheme://..., as far as it goes without what ends the sentence it stands in. */
static inline size_t model_address(const struct wrap_model *m, size_t colon)
{
    struct str t = m->text;
    size_t end = colon + 3;

    if (!colon || !model_alnum(t.p[colon - 1]) ||
        !str_starts(str_from(t, colon), STR("://")))
        return 0;
    while (end < t.len && t.p[end] >= '!' && t.p[end] <= '~' &&
           !strchr("\"<>\\^`{|}", t.p[end]))
        end++;
    while (end > colon + 3 && strchr(".,:;!?)]'~", t.p[end - 1]))
        end--;
    return end > colon + 3 ? end : 0;
}

static inline unsigned model_in_address(const char *p)
{
    bool after = strchr("/?&=#.-_", p[-1]) && !(p[-1] == '/' && p[-2] == '/');

    return after && (model_alnum(*p) || (*p && strchr("%+@$*([", *p))) ? MODEL_IN_ADDRESS
                                                                       : MODEL_ADDRESS;
}

/* How many of the same mark stand right before C. */
static inline unsigned model_run(const struct wrap_model *m, const struct cell *c)
{
    const struct cell *b = c->before == SIZE_MAX ? NULL : &m->cells[c->before];

    return b && !c->blanks && b->kind == CELL_VISIBLE && b->raw == c->raw &&
                   b->class != MODEL_ADDRESS
               ? b->run + 1
               : 0;
}

/* What a straight quotation mark, an apostrophe, a dash or a row of dots is here. */
static inline unsigned model_class(const struct wrap_model *m, const struct cell *c,
                                   unsigned n_quotes)
{
    bool after_latin = c->before != SIZE_MAX && !c->blanks && m->cells[c->before].latin;
    unsigned next = model_prop(m, c->off + c->len);

    if (c->raw == CLASS_DQ)
        return n_quotes % 2 ? CLASS_CL : CLASS_OP;
    if (c->raw == CLASS_RQ)
        return after_latin && (next & PROP_LATIN) ? CLASS_AL : CLASS_CL;
    if (c->raw == CLASS_COLON)
        return CLASS_ACL;
    if (c->raw == CLASS_IGN)
        return CLASS_AL;
    if ((c->raw == CLASS_DASH || c->raw == CLASS_ELL) && c->run % 2 == 0 &&
        m->level != KINSOKU_STRICT && c->off + c->len < m->text.len &&
        prop_class(next) == c->raw)
        return MODEL_PAIR;
    return c->raw;
}

/* The rules from "after currency" on: B follows A directly, both are what is left by then. */
static inline bool model_pair(const struct wrap_model *m, const struct cell *a,
                              const struct cell *b)
{
    static const unsigned word = MODEL_BIT(CLASS_AL) | MODEL_BIT(CLASS_NU);
    static const unsigned open = MODEL_BIT(CLASS_OP) | MODEL_BIT(CLASS_AOP);
    static const unsigned ends = MODEL_BIT(CLASS_DASH) | MODEL_BIT(CLASS_ELL) |
                                 MODEL_BIT(CLASS_CL) | MODEL_BIT(MODEL_PAIR);
    unsigned x = a->class >= MODEL_IN_ADDRESS ? CLASS_AL : a->class, y = b->class;

    if (x == CLASS_PR && MODEL_IN(word | open | MODEL_BIT(CLASS_HAN), y))
        return false;
    if (x == CLASS_SOL)
        return m->level == KINSOKU_BASIC && y != CLASS_NU;
    if (y == MODEL_PAIR || MODEL_IN(ends, x))
        return true;
    if (x == CLASS_ACL)
        return MODEL_IN(open | MODEL_BIT(CLASS_HAN), y);
    if (x == CLASS_DOT && a->before != SIZE_MAX && !a->blanks &&
        m->cells[a->before].latin)
        return !MODEL_IN(word, y);
    if (x == CLASS_DOT || x == CLASS_CONN || x == CLASS_HY)
        return y != CLASS_NU;
    if (MODEL_IN(word, x) && MODEL_IN(word | MODEL_BIT(CLASS_AOP), y))
        return false;
    return !(x == CLASS_AL && y == CLASS_PR);
}

/* May a row begin with C? */
static inline bool model_legal(const struct wrap_model *m, const struct cell *c)
{
    static const unsigned never = MODEL_BIT(CLASS_CL) | MODEL_BIT(CLASS_ACL) |
                                  MODEL_BIT(CLASS_PO) | MODEL_BIT(CLASS_CONN) |
                                  MODEL_BIT(CLASS_WAVE) | MODEL_BIT(CLASS_DOT);
    const struct cell *a = c->before == SIZE_MAX ? NULL : &m->cells[c->before];

    if (c->kind != CELL_VISIBLE)
        return false;
    if (m->level == KINSOKU_NONE)
        return a != NULL;
    if (c->class >= MODEL_IN_ADDRESS)
        return c->class == MODEL_IN_ADDRESS;
    if (a && a->class == CLASS_ZW)
        return true;
    if ((a && a->class == CLASS_GL) || c->class == CLASS_GL || MODEL_IN(never, c->class))
        return false;
    if ((a && (a->class == CLASS_OP || a->class == CLASS_AOP)) || c->class == CLASS_SOL)
        return false;
    if (c->blanks || !a)
        return c->blanks;
    if (c->class == CLASS_HY || c->class == CLASS_QT || a->class == CLASS_QT ||
        c->class == CLASS_DASH || c->class == CLASS_ELL)
        return false;
    return model_pair(m, a, c);
}

/* 、，。 after a character or a unit. */
static inline bool model_hangs(const struct wrap_model *m, const struct cell *c)
{
    static const unsigned text = MODEL_BIT(CLASS_HAN) | MODEL_BIT(CLASS_AL) |
                                 MODEL_BIT(CLASS_NU) | MODEL_BIT(CLASS_PO);
    struct str s = str_slice(m->text, c->off, c->len);

    return c->before != SIZE_MAX && !c->blanks &&
           MODEL_IN(text, m->cells[c->before].class) &&
           (str_eq(s, STR("、")) || str_eq(s, STR("，")) || str_eq(s, STR("。")));
}

static inline enum cell_kind model_kind(const struct cell *c)
{
    if (c->raw == CLASS_BK || (c->raw == CLASS_CR && c->len > 1))
        return CELL_NEWLINE;
    if (c->raw == CLASS_SP || c->raw == CLASS_CR)
        return CELL_BLANK;
    return c->cols ? CELL_VISIBLE : CELL_HIDDEN;
}

static inline void model_cut(struct wrap_model *m, int amb)
{
    struct cell *c = m->cells;
    struct show shown;
    size_t off = 0, at = 0;

    for (; off < m->text.len; off += c->len, c++) {
        c->off = off;
        c->len = show_next(m->text, off);
        show_cluster(str_slice(m->text, off, c->len), amb, &shown);
        c->cols = shown.cols;
        c->raw = prop_class(model_prop(m, off));
        c->kind = model_kind(c);
        c->at = at;
        at += c->kind == CELL_NEWLINE ? 0 : c->cols;
        m->cell_at[off] = m->n++;
    }
    c->off = off;
    c->at = at;
    c->kind = CELL_NEWLINE;
    m->cell_at[off] = m->n;
}

/* The zero width space and the word joiner count for the rules where something stands before
 * them; the other hidden ones do not. */
static inline bool model_counts(const struct cell *c)
{
    return c->kind == CELL_VISIBLE || (c->kind == CELL_HIDDEN && c->seen &&
                                       (c->raw == CLASS_ZW || c->raw == CLASS_GL));
}

/* Cell I, when all before it are known. */
static inline void model_judge(struct wrap_model *m, size_t i, size_t *address,
                               unsigned *n_quotes)
{
    struct cell *c = &m->cells[i];
    const struct cell *b = i ? c - 1 : NULL;
    bool fresh = !b || b->kind == CELL_NEWLINE;

    *n_quotes = fresh ? 0 : *n_quotes;
    c->before = fresh ? SIZE_MAX : model_counts(b) ? i - 1 : b->before;
    c->blanks = !fresh && (b->kind == CELL_BLANK || (!model_counts(b) && b->blanks));
    c->solid = !b ? 0 : fresh ? c->at : b->kind == CELL_BLANK ? b->solid : c->at;
    c->seen = !fresh && (b->seen || b->kind == CELL_VISIBLE);
    c->n_visible = b ? b->n_visible + (b->kind == CELL_VISIBLE) : 0;
    c->latin = c->kind == CELL_VISIBLE && (model_prop(m, c->off) & PROP_LATIN);
    if (c->off >= *address && c->kind == CELL_VISIBLE && c->raw == CLASS_COLON)
        *address = model_address(m, c->off);
    if (c->off < *address) {
        c->class = model_in_address(m->text.p + c->off);
    } else {
        c->run = model_run(m, c);
        c->class = c->kind == CELL_VISIBLE ? model_class(m, c, *n_quotes) : c->raw;
        *n_quotes += c->kind == CELL_VISIBLE && c->raw == CLASS_DQ;
    }
    c->legal = model_legal(m, c);
    c->hangs = c->kind == CELL_VISIBLE && model_hangs(m, c);
}

static inline struct wrap_model *model_new(struct arena *a, struct str text, int amb,
                                           enum kinsoku level)
{
    struct wrap_model *m = arena_new(a, struct wrap_model);
    size_t address = 0, next = 0;
    unsigned n_quotes = 0;

    *m = (struct wrap_model){.a = a, .text = text, .level = level};
    m->cells = arena_array(a, struct cell, text.len + 1);
    m->cell_at = arena_array(a, size_t, text.len + 1);
    memset(m->cell_at, 0xFF, (text.len + 1) * sizeof *m->cell_at);
    model_cut(m, amb);
    for (size_t i = 0; i <= m->n; i++)
        model_judge(m, i, &address, &n_quotes);
    for (size_t i = m->n + 1; i--;) {
        if (m->cells[i].legal || m->cells[i].kind == CELL_NEWLINE)
            next = i;
        m->cells[i].next_legal = next;
    }
    return m;
}

/* ---- Rows */

/* One row as cells [from, end), then what is left out up to NEXT. */
struct model_row {
    const struct wrap_opts *o;
    const struct wrap_row *row;
    size_t from, end, next;
    size_t avail;
};

/* Columns that the first row of a paragraph or any other has. */
static inline size_t model_avail(const struct wrap_opts *o, bool first)
{
    size_t width = o->width ? o->width : 1, least = width < 2 ? width : 2;
    size_t left = o->indent < width ? width - o->indent : 0;

    return !first ? width : left < least ? least : left;
}

/* The last cell before I that is no blank. */
static inline size_t model_last(const struct wrap_model *m, size_t from, size_t i)
{
    while (i > from && m->cells[i - 1].kind != CELL_VISIBLE)
        i--;
    return i > from ? i - 1 : from;
}

/* Could the row go on up to TO, where another may begin? */
static inline bool model_fits(const struct wrap_model *m, const struct model_row *r,
                              size_t to)
{
    size_t start = m->cells[r->from].at, last;

    if (m->cells[to].solid <= start + r->avail)
        return true;
    last = model_last(m, r->from, to);
    return r->o->hang && last > r->from && m->cells[last].hangs &&
           m->cells[last].at <= start + r->avail;
}

/* 孤字: one 汉字, and what closes or cannot be seen after it. */
static inline bool model_orphan(const struct wrap_model *m, size_t i)
{
    static const unsigned closing = MODEL_BIT(CLASS_CL) | MODEL_BIT(CLASS_ACL) |
                                    MODEL_BIT(CLASS_RQ) | MODEL_BIT(CLASS_DQ) |
                                    MODEL_BIT(CLASS_COLON) | MODEL_BIT(CLASS_IGN) |
                                    MODEL_BIT(CLASS_ZW) | MODEL_BIT(CLASS_GL);
    const struct cell *c = &m->cells[i];
    size_t end = i;

    while (m->cells[end].kind != CELL_NEWLINE)
        end++;
    end = model_last(m, i, end) + 1;
    if (c->kind != CELL_VISIBLE || c->raw != CLASS_HAN)
        return false;
    while (++i < end)
        if (!MODEL_IN(closing, m->cells[i].raw))
            return false;
    return true;
}

/* The place before the end of the row above where that row could have ended too. */
static inline size_t model_earlier(const struct wrap_model *m, const struct model_row *r)
{
    size_t i = r->next - 1;

    while (i > r->from && !m->cells[i].legal)
        i--;
    return i > r->from && m->cells[i].solid > m->cells[r->from].at ? i : SIZE_MAX;
}

/* A row that ends before it had to: only so that the last one is no 孤字. */
static inline const char *model_short_row(const struct wrap_model *m,
                                          const struct model_row *r, size_t further)
{
    const struct wrap_row *below = r->row + 1;
    size_t end = m->cell_at[below->off + below->len];

    if (!r->o->orphan || !below->last || m->cells[further].kind == CELL_NEWLINE ||
        !m->cells[r->next].legal || !model_orphan(m, further))
        return "more would fit";
    if (model_fits(m, r, m->cells[further + 1].next_legal))
        return "more than the orphan would fit";
    if (m->cells[end].at > m->cells[r->next].at + model_avail(r->o, false))
        return "what came down does not fit";
    return NULL;
}

static inline const char *model_saved(const struct wrap_model *m,
                                      const struct model_row *r)
{
    const struct wrap_row *below = r->row + 1;
    size_t earlier;

    if (!r->o->orphan || !below->last || !m->cells[r->next].legal ||
        !model_orphan(m, r->next))
        return NULL;
    earlier = model_earlier(m, r);
    return earlier != SIZE_MAX &&
                   m->cells[r->next].at - m->cells[earlier].at + below->cols <=
                       model_avail(r->o, false)
               ? "orphan"
               : NULL;
}

/* Where the row ends and its paragraph goes on. */
static inline const char *model_break(const struct wrap_model *m,
                                      const struct model_row *r)
{
    const struct cell *next = &m->cells[r->next];
    size_t seen = r->from, further;

    if (next->kind != CELL_VISIBLE)
        return "row begins with a blank";
    if (m->cells[r->end - 1].kind == CELL_BLANK && next->before != SIZE_MAX)
        return "row ends with a blank";
    while (m->cells[seen].kind == CELL_HIDDEN)
        seen++;
    if (!next->legal && m->cells[seen + 1].next_legal < r->next)
        return "forbidden place, and another was there";
    if (!next->legal && next->at + next->cols <= m->cells[r->from].at + r->avail)
        return "cut, and more would fit";
    further = m->cells[r->next + 1].next_legal;
    if (model_fits(m, r, further))
        return model_short_row(m, r, further);
    return model_saved(m, r);
}

static inline const char *model_width(const struct wrap_model *m,
                                      const struct model_row *r)
{
    const struct cell *from = &m->cells[r->from], *end = &m->cells[r->end];
    size_t cols = end->at - from->at, last = model_last(m, r->from, r->end);

    if (r->row->cols != cols)
        return "columns of the row";
    if (cols <= r->avail)
        return NULL;
    if (end->n_visible - from->n_visible == 1 && cols == m->cells[last].cols)
        return NULL;
    if (!r->o->hang || !m->cells[last].hangs || m->cells[last].at > from->at + r->avail ||
        last == r->from)
        return "row too wide";
    return m->cells[r->next].legal || m->cells[r->next].kind == CELL_NEWLINE
               ? NULL
               : "hangs before what may not follow";
}

/* Only blanks and what is not shown are left out between rows. */
static inline bool model_left_out(const struct wrap_model *m, size_t from, size_t to)
{
    for (; from < to; from++)
        if (m->cells[from].kind != CELL_BLANK && m->cells[from].kind != CELL_HIDDEN)
            return false;
    return true;
}

static inline size_t model_cell(const struct wrap_model *m, size_t off)
{
    return off <= m->text.len ? m->cell_at[off] : SIZE_MAX;
}

/* The row that comes after cell AT; where its successor begins goes to *NEXT. */
static inline const char *model_row(const struct wrap_model *m, struct model_row *r,
                                    size_t at, bool more)
{
    const struct wrap_row *row = r->row;

    r->from = model_cell(m, row->off);
    r->end = model_cell(m, row->off + row->len);
    if (r->from == SIZE_MAX || r->end == SIZE_MAX)
        return "inside a cluster";
    if (r->from < at || r->end < r->from || !model_left_out(m, at, r->from))
        return "text lost before the row";
    for (r->next = r->end;
         m->cells[r->next].kind == CELL_BLANK || m->cells[r->next].kind == CELL_HIDDEN;)
        r->next++;
    if (!row->last && (!more || (r->next = model_cell(m, row[1].off)) == SIZE_MAX))
        return "no row after one that is not the last";
    if (row->last != (m->cells[r->next].kind == CELL_NEWLINE))
        return "last row of a paragraph";
    if (row->first != (!at || m->cells[at - 1].kind == CELL_NEWLINE))
        return "first row of a paragraph";
    r->avail = model_avail(r->o, row->first);
    if (!row->cols && !(row->first && row->last))
        return "row with nothing to see";
    if (row->last && r->next > r->end && row->cols + m->cells[r->end].cols <= r->avail)
        return "blanks at the end would fit";
    return model_width(m, r);
}

/* What is wrong with ROWS, or NULL; *AT = the row. */
static inline const char *model_check(const struct wrap_model *m,
                                      const struct wrap_opts *o,
                                      const struct wrap_row *rows, size_t n, size_t *at)
{
    struct model_row r = {.o = o};
    const char *wrong;
    size_t done = 0;

    for (*at = 0; *at < n; (*at)++) {
        r.row = rows + *at;
        wrong = model_row(m, &r, done, *at + 1 < n);
        if (!wrong && !r.row->last)
            wrong = model_break(m, &r);
        if (wrong)
            return wrong;
        done = r.row->last && r.next < m->n ? r.next + 1 : r.row->last ? m->n : r.end;
    }
    return done < m->n ? "text lost at the end" : NULL;
}

#endif
