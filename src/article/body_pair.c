/* Quotations and brackets: who closes whom, in one pass.
 *
 *     “A‘B’C”（D）   the outermost pairs are “…” and （…）
 *
 * A mark whose partner is more than REACH bytes away, or missing, is plain text: one forgotten
 * ” must not keep the rest of an article in one paragraph. */
#include "body_work.h"

enum { REACH = 600 * 3, REACH_BRACKET = 200 * 3, NONE = -1 };

struct mark {
    const char *open, *close;
    bool quote;
};

static const struct mark marks[] = {
    {"“", "”", true},  {"「", "」", true},  {"『", "』", true},  {"﹁", "﹂", true},
    {"‘", "’", true},  {"\"", "\"", true},  {"＂", "＂", true},  {"（", "）", false},
    {"(", ")", false}, {"《", "》", false}, {"【", "】", false}, {"[", "]", false},
};
enum { MARKS = sizeof marks / sizeof *marks };

struct open_mark {
    size_t off, end; /* end 0 until the partner is found */
    ptrdiff_t below; /* the open mark of this kind met before */
    bool quote;
};

struct pairing {
    struct arena *a;
    struct str t;
    struct open_mark *opens;
    size_t n, cap;
    ptrdiff_t top[MARKS];
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

static void push(struct pairing *p, size_t kind, size_t off)
{
    p->opens = arena_grow(p->a, p->opens, p->n, &p->cap, sizeof *p->opens);
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
        const char *open = marks[k].open, *close = marks[k].close;
        bool opens = body_in_set(cp, open), closes = body_in_set(cp, close);

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

/* Marks are few; most characters are Han ideographs. */
static bool may_be_mark(uint32_t cp)
{
    return cp < 0x80 || (cp >= 0x2018 && cp <= 0x201D) ||
           (cp >= 0x3008 && cp <= 0x3015) || cp >= 0xFE00;
}

struct pairs body_pairs(struct arena *a, struct str t, struct span s)
{
    struct pairing p = {.a = a, .t = t};
    struct str part = str_slice(t, s.off, s.len);
    bool odd = is_odd(part, "\""), odd_wide = is_odd(part, "＂");
    struct pair *out;
    size_t len, n = 0, end = 0;

    for (size_t k = 0; k < MARKS; k++)
        p.top[k] = NONE;
    for (size_t i = s.off; i < s.off + part.len; i += len) {
        uint32_t cp = utf8_decode(t.p + i, &len);

        if (may_be_mark(cp) && !(cp == '"' && odd) && !(cp == 0xFF02 && odd_wide))
            look(&p, i, cp, len);
    }
    out = arena_array(a, struct pair, p.n ? p.n : 1);
    for (size_t i = 0; i < p.n; i++) {
        if (!p.opens[i].end || p.opens[i].off < end)
            continue;
        end = p.opens[i].end;
        out[n++] = (struct pair){p.opens[i].off, end, p.opens[i].quote};
    }
    return (struct pairs){out, n};
}
