/* Quotation marks: which opens what, paragraph by paragraph.  An unbalanced mark spoils its own
 * paragraph at most. */
#include "work.h"

enum { MAX_DEPTH = 32 };

struct open {
    uint32_t at;
    uint32_t close; /* the mark that ends it */
};

struct pairing {
    struct work *w;
    uint32_t para, s, e;
    struct open stack[MAX_DEPTH];
    size_t depth;
    enum { UNKNOWN, PAIRED, ODD } straight; /* " is used in pairs here? */
};

/* GB/T 15834 4.8: double outside, single inside; clreq: corner brackets; folding keeps them. */
static uint32_t closer_of(uint32_t c)
{
    static const uint32_t marks[][2] = {
        {0x201C, 0x201D}, {0x300C, 0x300D}, {0x300E, 0x300F},
        {0x2018, 0x2019}, {0xFE41, 0xFE42}, {0x301D, 0x301E},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i][0] == c)
            return marks[i][1];
    return 0;
}

static bool is_closer(uint32_t c)
{
    return c == 0x201D || c == 0x300D || c == 0x300F || c == 0x2019 || c == 0xFE42 ||
           c == 0x301E;
}

/* The ’ of don’t and of 5’: no Han character and no mark beside it. */
static bool is_apostrophe(const struct work *w, uint32_t i)
{
    return w->t.cp[i] == 0x2019 && i > 0 && (cls(w, i - 1) & C_LATIN) &&
           (i + 1 >= w->n || (cls(w, i + 1) & C_LATIN) || w->t.cp[i + 1] == ' ');
}

static void trim(const struct work *w, struct pair *p)
{
    while (p->is < p->ie && is_blank(w->t.cp[p->is]))
        p->is++;
    while (p->ie > p->is && is_blank(w->t.cp[p->ie - 1]))
        p->ie--;
}

static struct pair *add_pair(struct pairing *p, uint32_t s, uint32_t e, bool unclosed)
{
    struct work *w = p->w;
    struct pair *q;

    w->pairs = arena_regrow(&w->lists[LIST_PAIRS], w->pairs, w->n_pairs, &w->cap_pairs,
                            sizeof *w->pairs);
    q = &w->pairs[w->n_pairs++];
    *q = (struct pair){.s = s,
                       .e = e,
                       .is = s + 1,
                       .ie = unclosed ? e : e - 1,
                       .para = p->para,
                       .unclosed = unclosed};
    trim(w, q);
    return q;
}

/* A mark closes the innermost open one that waits for it; what was opened inside is text. */
static void close_mark(struct pairing *p, uint32_t i)
{
    size_t d = p->depth;

    while (d > 0 && p->stack[d - 1].close != p->w->t.cp[i])
        d--;
    if (d == 0)
        return;
    p->depth = d - 1;
    if (p->depth == 0)
        add_pair(p, p->stack[0].at, i + 1, false);
}

static void open_mark(struct pairing *p, uint32_t i, uint32_t close)
{
    if (p->depth < MAX_DEPTH)
        p->stack[p->depth++] = (struct open){i, close};
}

static bool straight_marks_pair(const struct work *w, uint32_t s, uint32_t e)
{
    uint32_t n = 0;

    for (; s < e; s++)
        n += w->t.cp[s] == '"';
    return n % 2 == 0;
}

static bool is_straight(struct pairing *p)
{
    if (p->straight == UNKNOWN)
        p->straight = straight_marks_pair(p->w, p->s, p->e) ? PAIRED : ODD;
    return p->straight == PAIRED;
}

static void look(struct pairing *p, uint32_t i)
{
    uint32_t c = p->w->t.cp[i], close;

    if (c == '"' && is_straight(p)) {
        if (p->depth > 0 && p->stack[p->depth - 1].close == '"')
            close_mark(p, i);
        else
            open_mark(p, i, '"');
        return;
    }
    if (c < 0x2018 || (c > 0x301E && c < 0xFE41))
        return;
    close = closer_of(c);
    if (close)
        open_mark(p, i, close);
    else if (is_closer(c) && !is_apostrophe(p->w, i))
        close_mark(p, i);
}

static void scan(struct pairing *p, uint32_t s)
{
    p->depth = 0;
    for (uint32_t i = s; i < p->e; i++)
        if ((p->w->mark[i] & MARK_CLASS) == IS_OTHER)
            look(p, i);
}

/* Does the next paragraph of text open with the mark that is still open?  Then the quotation goes
 * on there (GB/T 15834 4.8: a mark opens each paragraph, one closes the last). */
static bool goes_on(const struct pairing *p)
{
    const struct work *w = p->w;

    return p->para + 1 < w->n_paras &&
           w->t.cp[w->paras[p->para + 1].s] == w->t.cp[p->stack[0].at];
}

/* The outermost mark is not closed: the quotation ends with the paragraph when it goes on in the
 * next or begins the paragraph, else with the sentence. */
static void close_open(struct pairing *p)
{
    const struct work *w = p->w;
    uint32_t s = p->stack[0].at, e = p->e;
    bool on = goes_on(p);

    if (!on && s != p->s) {
        for (e = s + 1; e < p->e && !(cls(w, e) & C_END); e++)
            ;
        while (e < p->e && (cls(w, e) & C_END))
            e++;
    }
    if (e > s + 1)
        add_pair(p, s, e, true);
    if (e < p->e)
        scan(p, e);
    else
        p->depth = 0;
}

/* Pairs found inside an open mark that never closed are outer pairs after all. */
static void scan_para(struct pairing *p)
{

    scan(p, p->s);
    while (p->depth > 0) {
        uint32_t before = p->stack[0].at;
        close_open(p);
        if (p->depth > 0 && p->stack[0].at <= before)
            break;
    }
}

static void mark_inside(struct work *w)
{
    for (size_t i = 0; i < w->n_pairs; i++)
        for (uint32_t k = w->pairs[i].s; k < w->pairs[i].e; k++)
            w->mark[k] |= MARK_QUOTED;
}

static void mark_continued(struct work *w)
{
    for (size_t i = 1; i < w->n_pairs; i++) {
        const struct pair *a = &w->pairs[i - 1];
        struct pair *b = &w->pairs[i];
        b->continues = a->unclosed && b->para == a->para + 1 &&
                       a->e == w->paras[a->para].e && b->s == w->paras[b->para].s &&
                       w->t.cp[a->s] == w->t.cp[b->s];
    }
}

void work_pairs(struct work *w)
{
    for (size_t i = 0; i < w->n_paras; i++) {
        struct pairing p = {
            .w = w, .para = (uint32_t)i, .s = w->paras[i].s, .e = w->paras[i].e};
        scan_para(&p);
    }
    mark_continued(w);
    mark_inside(w);
    w->pair_places = places_of(w, w->pairs, w->n_pairs, sizeof *w->pairs);
}

size_t pair_holding(const struct work *w, uint32_t i)
{
    size_t k;

    if (i >= w->n || !(cls(w, i) & C_QUOTED))
        return w->n_pairs;
    k = pair_from(w, i + 1);
    return k > 0 && i < w->pairs[k - 1].e ? k - 1 : w->n_pairs;
}

bool gap_next(const struct work *w, struct gaps *g, uint32_t *i, uint32_t *stop)
{
    while (*i < g->e) {
        const struct pair *p;

        while (g->pair < w->n_pairs && w->pairs[g->pair].e <= *i)
            g->pair++;
        p = g->pair < w->n_pairs ? &w->pairs[g->pair] : NULL;
        if (!p || p->s > *i) {
            *stop = p && p->s < g->e ? p->s : g->e;
            return true;
        }
        *i = p->e;
    }
    return false;
}
