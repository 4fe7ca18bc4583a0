/* One pass: clusters are put on the row as they come, and the last place where the row may end is
 * remembered; when a cluster does not fit, the row ends there and what stands after that place
 * is already on the next row.  Blanks count once something follows them. */
#include "text/wrap.h"

#include "text/charprop.h"
#include "text/show.h"
#include "text/utf8.h"
#include "wrap_rules.h"

/* One grapheme cluster of the text. */
struct cluster {
    size_t off;
    size_t len;
    unsigned cols;
    unsigned prop; /* of its first character */
};

/* A place where the row may end. */
struct stop {
    size_t at;         /* what comes here goes to the next row; 0 = no such place */
    size_t end;        /* where the content before it ends, without blanks */
    unsigned cols;     /* from the start of the row to AT */
    unsigned end_cols; /* to END */
};

/* The row being filled. */
struct row {
    size_t start;
    unsigned avail;   /* columns there are */
    struct stop here; /* its content so far; AT = where the next cluster comes */
    struct stop last; /* the last place to end it, and the one before that */
    struct stop earlier;
    size_t full_end; /* with the blanks after its content, as far as they fit */
    unsigned full_cols;
};

/* The row before could also have ended here (for `orphan`). */
struct retreat {
    size_t at;         /* 0 = no */
    size_t end;        /* of its content then */
    unsigned end_cols; /* columns of its content then */
    unsigned moved;    /* columns that go down */
};

/* A stop past the width, and all as it was before it: whether it may hang is known only when the
 * next cluster has come. */
struct hanging {
    bool now;
    struct row row;
    struct wrap_rules rules;
    size_t refused; /* where the last stop is that may not */
};

struct wrap {
    struct arena *arena;
    const struct wrap_opts *o;
    struct wrap_rules rules;
    struct row row;
    struct retreat retreat;
    struct hanging hanging;
    struct wrap_row *rows;
    size_t n_rows, cap;
    bool first; /* no row of this paragraph is finished */
    bool open;  /* it has a cluster */
};

static void push_row(struct wrap *w, size_t end, unsigned cols, bool last)
{
    w->rows = arena_grow(w->arena, w->rows, w->n_rows, &w->cap, sizeof *w->rows);
    w->rows[w->n_rows++] =
        (struct wrap_row){w->row.start, end - w->row.start, cols, w->first, last};
    w->first = false;
}

static void start_row(struct wrap *w, size_t at, unsigned avail)
{
    w->row = (struct row){.start = at, .avail = avail, .full_end = at};
    w->row.here = (struct stop){at, at, 0, 0};
}

static void start_paragraph(struct wrap *w, size_t at)
{
    unsigned width = w->o->width ? w->o->width : 1, least = width < 2 ? width : 2;
    unsigned avail = w->o->indent < width ? width - w->o->indent : 0;

    w->first = true;
    w->open = false;
    w->retreat.at = 0;
    w->hanging.now = false;
    wrap_rules_start(&w->rules);
    start_row(w, at, avail < least ? least : avail);
}

/* End the row at the last place where it may; what stands after it begins the next. */
static void end_at_stop(struct wrap *w)
{
    struct row old = w->row;
    bool rest = old.here.end > old.last.at;

    push_row(w, old.last.end, old.last.end_cols, false);
    w->retreat = (struct retreat){0};
    if (old.earlier.at && old.earlier.end_cols)
        w->retreat =
            (struct retreat){old.earlier.at, old.earlier.end, old.earlier.end_cols,
                             old.last.cols - old.earlier.cols};
    start_row(w, old.last.at, w->o->width ? w->o->width : 1);
    w->row.here.at = old.here.at;
    w->row.here.cols = old.here.cols - old.last.cols;
    if (rest) {
        w->row.here.end = old.here.end;
        w->row.here.end_cols = old.here.end_cols - old.last.cols;
    }
    w->row.full_end = w->row.here.end;
    w->row.full_cols = w->row.here.end_cols;
}

/* No place fits: cut before the cluster that does not. */
static void cut(struct wrap *w)
{
    push_row(w, w->row.here.end, w->row.here.end_cols, false);
    w->retreat.at = 0;
    start_row(w, w->row.here.at, w->o->width ? w->o->width : 1);
}

static void make_room(struct wrap *w, unsigned cols)
{
    if (w->row.last.at && w->row.here.cols + cols > w->row.avail)
        end_at_stop(w);
    if (w->row.here.cols && w->row.here.cols + cols > w->row.avail)
        cut(w);
}

static void put_content(struct row *row, const struct cluster *c)
{
    row->here.at += c->len;
    row->here.cols += c->cols;
    row->here.end = row->full_end = row->here.at;
    row->here.end_cols = row->full_cols = row->here.cols;
}

/* Blanks, and what is not shown among them, stay on their row and vanish where it ends. */
static void put_blank(struct row *row, const struct cluster *c)
{
    bool fits = row->full_end == row->here.at && row->here.cols + c->cols <= row->avail;

    row->here.at += c->len;
    row->here.cols += c->cols;
    if (fits) {
        row->full_end = row->here.at;
        row->full_cols = row->here.cols;
    }
}

/* Blanks that begin a paragraph are content as far as they fit. */
static void add_blank(struct wrap *w, const struct cluster *c)
{
    struct row *row = &w->row;
    bool leading = w->rules.before == WRAP_START && row->here.end == row->here.at;

    w->rules.blanks = true;
    w->rules.latin = false;
    if (leading && row->here.cols + c->cols <= row->avail)
        put_content(row, c);
    else if (leading && !row->here.cols)
        start_row(w, c->off + c->len, row->avail);
    else
        put_blank(row, c);
}

/* 、，。 may hang, but never with other punctuation before it (clreq). */
static bool may_hang(const struct wrap *w, const struct cluster *c)
{
    static const unsigned text =
        1u << CLASS_HAN | 1u << CLASS_AL | 1u << CLASS_NU | 1u << CLASS_PO;
    struct str s = str_slice(w->rules.text, c->off, c->len);

    return w->o->hang && !w->hanging.now && w->hanging.refused != c->off &&
           w->row.here.cols && w->row.here.cols <= w->row.avail && !w->rules.blanks &&
           (text >> w->rules.before & 1) &&
           (str_eq(s, STR("、")) || str_eq(s, STR("，")) || str_eq(s, STR("。")));
}

/* Back to the stop that may not hang after all; returns where to go on. */
static size_t unhang(struct wrap *w)
{
    w->row = w->hanging.row;
    w->rules = w->hanging.rules;
    w->hanging.now = false;
    w->hanging.refused = w->row.here.at;
    return w->row.here.at;
}

static void overflow(struct wrap *w, const struct cluster *c)
{
    if (may_hang(w, c)) {
        w->hanging.row = w->row;
        w->hanging.rules = w->rules;
        w->hanging.now = true;
        return;
    }
    w->hanging.now = false;
    make_room(w, c->cols);
}

static void mark_stop(struct row *row)
{
    row->earlier = row->last;
    row->last = row->here;
}

/* False: C forbids what hangs before it; go on from unhang(). */
static bool add_visible(struct wrap *w, const struct cluster *c, enum char_class raw)
{
    unsigned cls = raw;
    bool allowed;

    if ((WRAP_SPECIAL >> raw & 1) || c->off < w->rules.url_end)
        cls = wrap_resolve(&w->rules, c->off, c->len, raw);
    allowed = wrap_allowed(&w->rules, cls);
    if (w->hanging.now && !allowed)
        return false;
    if (allowed && w->row.here.cols)
        mark_stop(&w->row);
    if (w->row.here.cols + c->cols > w->row.avail)
        overflow(w, c);
    wrap_passed(&w->rules, cls, c->prop);
    put_content(&w->row, c);
    return true;
}

/* Characters of no columns never need room.  The zero width space and the word joiner count for
 * the rules once there is something before them, all others belong to what is before them. */
static void add_invisible(struct wrap *w, const struct cluster *c, enum char_class raw)
{
    if (raw != CLASS_IGN && w->rules.before != WRAP_START)
        wrap_passed(&w->rules, raw, 0);
    if (w->row.here.end == w->row.here.at)
        put_content(&w->row, c);
    else
        put_blank(&w->row, c);
}

/* 孤字不成行: is the row one 汉字, or one and the stops and closers after it, and what cannot be
 * seen? */
static bool is_orphan(const struct wrap *w)
{
    static const unsigned closing = 1u << CLASS_CL | 1u << CLASS_ACL | 1u << CLASS_RQ |
                                    1u << CLASS_DQ | 1u << CLASS_COLON | 1u << CLASS_IGN |
                                    1u << CLASS_ZW | 1u << CLASS_GL;
    struct str s = str_slice(w->rules.text, 0, w->row.here.end);
    size_t off = w->row.start, len;

    if (off >= s.len || prop_class(char_prop(utf8_decode(s.p + off, &len))) != CLASS_HAN)
        return false;
    for (off += show_next(s, off); off < s.len; off += show_next(s, off))
        if (!(closing >> prop_class(char_prop(utf8_decode(s.p + off, &len))) & 1))
            return false;
    return true;
}

static void save_orphan(struct wrap *w)
{
    struct wrap_row *above = w->rows + w->n_rows - 1;

    if (w->retreat.moved + w->row.full_cols > w->o->width)
        return;
    above->len = w->retreat.end - above->off;
    above->cols = w->retreat.end_cols;
    w->row.start = w->retreat.at;
    w->row.full_cols += w->retreat.moved;
}

static void end_paragraph(struct wrap *w)
{
    if (w->o->orphan && w->retreat.at && is_orphan(w))
        save_orphan(w);
    push_row(w, w->row.full_end, w->row.full_cols, true);
}

static struct cluster cluster_at(struct str s, size_t off, int amb)
{
    struct cluster c = {.off = off};
    struct show shown;
    size_t next_len;

    c.prop = char_prop(utf8_decode(s.p + off, &c.len));
    c.cols = prop_cols(c.prop, amb);
    if (off + c.len < s.len &&
        (c.prop & char_prop(utf8_decode(s.p + off + c.len, &next_len)) & PROP_SOLO))
        return c;
    c.len = show_next(s, off);
    show_cluster(str_slice(s, off, c.len), amb, &shown);
    c.cols = shown.cols;
    return c;
}

/* Returns where the next cluster is. */
static size_t add(struct wrap *w, const struct cluster *c)
{
    enum char_class raw = prop_class(c->prop);
    size_t after = c->off + c->len;

    if (raw == CLASS_BK || (raw == CLASS_CR && c->len > 1)) {
        end_paragraph(w);
        start_paragraph(w, after);
        return after;
    }
    w->open = true;
    if (raw == CLASS_SP || raw == CLASS_CR) {
        add_blank(w, c);
        return after;
    }
    if (!c->cols) {
        add_invisible(w, c, raw);
        return after;
    }
    return add_visible(w, c, raw == CLASS_IGN ? CLASS_AL : raw) ? after : unhang(w);
}

/* U+4E00..U+9FFF, which all have one and the same entry in the table. */
static bool is_plain_han(const char *p)
{
    unsigned lead = (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];

    return lead >= 0xE4B8 && lead <= 0xE9BF;
}

/* How many of at most N characters at P are 汉字 that another follows, so that each is a cluster. */
static size_t count_han(const char *p, size_t len, size_t n)
{
    size_t k = 0;

    if (len < 6 || !is_plain_han(p))
        return 0;
    while (k < n && len - 3 * k >= 6 && is_plain_han(p + 3 * k + 3))
        k++;
    return k;
}

static void advance(struct stop *here, size_t n)
{
    here->at = here->end = here->at + 3 * n;
    here->cols = here->end_cols = here->cols + (unsigned)(2 * n);
}

/* The same as add() for each of the 汉字 between 汉字 that fit on the row, which is most of any
 * Chinese text: a row may end before each of them. */
static size_t add_han(struct wrap *w, size_t off)
{
    struct row *row = &w->row;
    struct str text = w->rules.text;
    size_t n;

    if (w->rules.before != CLASS_HAN || w->rules.blanks || row->here.end != off ||
        row->here.cols >= row->avail)
        return off;
    n = count_han(text.p + off, text.len - off, (row->avail - row->here.cols) / 2);
    if (!n)
        return off;
    if (n > 1)
        advance(&row->here, n - 2);
    for (size_t i = n > 1 ? 2 : 1; i; i--) {
        mark_stop(row);
        advance(&row->here, 1);
    }
    row->full_end = row->here.end;
    row->full_cols = row->here.cols;
    return row->here.at;
}

size_t wrap_text(struct arena *a, struct str text, const struct wrap_opts *o,
                 struct wrap_row **rows)
{
    struct wrap w = {.arena = a, .o = o};
    struct cluster c = {0};

    w.rules.text = text;
    w.rules.level = o->level;
    start_paragraph(&w, 0);
    for (size_t off = 0; off < text.len;) {
        off = add_han(&w, off);
        c = cluster_at(text, off, o->amb);
        off = add(&w, &c);
    }
    if (w.open)
        end_paragraph(&w);
    *rows = w.rows;
    return w.n_rows;
}
