/* Quotations and brackets: who closes whom, in one pass.
 *
 *     “A‘B’C”（D）   the outermost pairs are “…” and （…）
 *
 * A mark whose partner is more than REACH bytes away, or missing, is plain text: one forgotten
 * ” must not keep the rest of an article in one paragraph. */
#include "body_work.h"

enum { REACH = 600 * 3, REACH_BRACKET = 200 * 3, NONE = -1 };

struct mark {
    uint32_t open, close;
    bool quote;
};

static const struct mark marks[] = {
    {0x201C, 0x201D, true}, /* “ ” */
    {0x300C, 0x300D, true}, /* 「 」 */
    {0x300E, 0x300F, true}, /* 『 』 */
    {0xFE41, 0xFE42, true}, /* ﹁ ﹂ */
    {0x2018, 0x2019, true}, /* ‘ ’ */
    {'"', '"', true},        {0xFF02, 0xFF02, true},  {0xFF08, 0xFF09, false}, /* （ ） */
    {'(', ')', false},       {0x300A, 0x300B, false}, /* 《 》 */
    {0x3010, 0x3011, false},                          /* 【 】 */
    {'[', ']', false},
};
/* All of them.  Marks are few; most characters are Han ideographs. */
#define ALL_MARKS "“”「」『』﹁﹂‘’\"＂（）()《》【】[]"
enum { MARKS = sizeof marks / sizeof *marks };

struct open_mark {
    size_t off, end; /* end 0 until the partner is found */
    ptrdiff_t below; /* the open mark of this kind met before */
    bool quote;
};

enum { WINDOW = 2 * REACH }; /* open marks that are kept: each has a byte at least */

struct pairing {
    struct arena *a;
    struct str t;
    struct open_mark *opens;
    size_t n;
    ptrdiff_t top[MARKS];
    struct pair *out;
    size_t n_out, cap_out;
};

static bool is_latin(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= '0' && cp <= '9');
}

/* don’t and 5’ are no quotations. */
static bool is_apostrophe(struct str t, size_t off, uint32_t cp)
{
    return cp == 0x2019 && is_latin(body_cp_before(t, off));
}

/* Straight marks say nothing about direction: they count only when they come in pairs. */
static bool is_odd(struct str t, const char *mark)
{
    struct str m = str_of(mark);
    size_t n = 0;

    for (size_t i = str_find(t, m, 0); i < t.len; i = str_find(t, m, i + m.len))
        n++;
    return n % 2 != 0;
}

static void put_out(struct pairing *p, const struct open_mark *o)
{
    size_t end = p->n_out ? p->out[p->n_out - 1].end : 0;

    if (!o->end || o->off < end)
        return; /* without a partner, or inside another pair */
    p->out = arena_regrow(p->a, p->out, p->n_out, &p->cap_out, sizeof *p->out);
    p->out[p->n_out++] = (struct pair){o->off, o->end, o->quote};
}

static ptrdiff_t moved(ptrdiff_t mark, size_t by)
{
    return mark < (ptrdiff_t)by ? NONE : mark - (ptrdiff_t)by;
}

/* The first marks, closed or too far from OFF to be, make room. */
static void settle(struct pairing *p, size_t off)
{
    size_t n = 0;

    for (; n < p->n && (p->opens[n].end || off - p->opens[n].off > REACH); n++)
        put_out(p, &p->opens[n]);
    p->n -= n;
    memmove(p->opens, p->opens + n, p->n * sizeof *p->opens);
    for (size_t i = 0; i < p->n; i++)
        p->opens[i].below = moved(p->opens[i].below, n);
    for (size_t k = 0; k < MARKS; k++)
        p->top[k] = moved(p->top[k], n);
}

static void push(struct pairing *p, size_t kind, size_t off)
{
    if (p->n == WINDOW)
        settle(p, off);
    p->opens[p->n] = (struct open_mark){off, 0, p->top[kind], marks[kind].quote};
    p->top[kind] = (ptrdiff_t)p->n++;
}

/* The nearest open mark of this kind is the partner; what was opened in between and is still
 * open can no longer be closed. */
static bool close_mark(struct pairing *p, size_t kind, size_t off, size_t end)
{
    size_t reach = marks[kind].quote ? REACH : REACH_BRACKET;
    struct open_mark *o;

    if (p->top[kind] == NONE)
        return false;
    o = &p->opens[p->top[kind]];
    if (off - o->off > reach)
        return false;
    o->end = end;
    for (size_t k = 0; k < MARKS; k++)
        while (p->top[k] != NONE && p->opens[p->top[k]].off >= o->off)
            p->top[k] = p->opens[p->top[k]].below;
    return true;
}

static void look(struct pairing *p, size_t off, uint32_t cp, size_t len)
{
    for (size_t k = 0; k < MARKS; k++) {
        bool opens = cp == marks[k].open, closes = cp == marks[k].close;

        if (!opens && !closes)
            continue;
        if (closes && is_apostrophe(p->t, off, cp))
            return;
        if (closes && close_mark(p, k, off, off + len))
            return;
        if (opens)
            push(p, k, off);
        return;
    }
}

/* Where the next mark may be, from I on, before END. */
static size_t next_mark(struct str t, size_t i, size_t end, uint32_t *cp, size_t *len)
{
    for (; (i = body_skip_han(t, i, end)) < end; i += *len) {
        *cp = utf8_decode(t.p + i, len);
        if (*cp != 0xFF0C && body_in(*cp, ALL_MARKS)) /* ， is met most often */
            break;
    }
    return i;
}

struct pairs body_pairs(struct arena *a, struct str t, struct span s)
{
    struct arena own = {.tally = a->tally};
    struct pairing p = {.a = a, .t = t};
    struct str part = str_slice(t, s.off, s.len);
    bool odd = is_odd(part, "\""), odd_wide = is_odd(part, "＂");
    uint32_t cp = 0;
    size_t len, window = part.len < WINDOW ? part.len + 1 : WINDOW;

    p.opens = arena_bytes(&own, window * sizeof *p.opens);
    for (size_t k = 0; k < MARKS; k++)
        p.top[k] = NONE;
    for (size_t i = s.off, end = i + part.len;
         (i = next_mark(t, i, end, &cp, &len)) < end; i += len)
        if (!(cp == '"' && odd) && !(cp == 0xFF02 && odd_wide))
            look(&p, i, cp, len);
    for (size_t i = 0; i < p.n; i++)
        put_out(&p, &p.opens[i]);
    arena_free(&own);
    return (struct pairs){p.out, p.n_out};
}
