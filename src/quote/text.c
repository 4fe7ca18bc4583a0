/* The text of an article as the engine reads it: folded code points, a class for each, and the
 * paragraphs. */
#include "work.h"

#include "text/utf8.h"

static bool is_latin(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c < 0x250 && c != 0xD7);
}

/* Number of the bit of a C_… */
enum { END, COMMA, SEMI, COLON, PAUSE, HAN, LATIN, OTHER };
_Static_assert(C_END == 1 << END && C_PAUSE == 1 << PAUSE && C_OTHER == 1 << OTHER, "");

static unsigned char class_of(uint32_t c)
{
    static const struct {
        uint32_t c;
        unsigned char class;
    } marks[] = {
        {0x3002, END}, {'!', END},  {'?', END},   {0x2026, END},   {0xFF61, END},
        {',', COMMA},  {';', SEMI}, {':', COLON}, {0x3001, PAUSE}, {0xFF64, PAUSE},
    };

    if (utf8_is_han(c))
        return HAN;
    if (is_latin(c))
        return LATIN;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].c == c)
            return marks[i].class;
    return OTHER;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* 7:30 and 1,000 are numbers, no clauses. */
static bool in_number(const struct work *w, uint32_t i)
{
    return i > 0 && i + 1 < w->n && is_digit(w->t.cp[i - 1]) && is_digit(w->t.cp[i + 1]);
}

enum { SURNAMES = LEX_SURNAME | LEX_SURNAME_WEAK | LEX_SURNAME_LONG };
enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };

static bool is_dot(uint32_t c)
{
    return char_is_in(c, "\u00B7\u2022\u30FB\u2027\uFF65");
}

/* What may begin with the 汉字 UNIT. */
static unsigned char begins(const struct work *w, uint16_t unit)
{
    const struct letter *l = letter(&w->lx->t, unit);
    unsigned m = 0;

    if (l->begins & (CUES | LEX_NOT_CUE))
        m |= MARK_CUE;
    if ((l->begins & SURNAMES) || (l->alone & (LEX_TRANSLIT | LEX_GIVEN)) ||
        char_is_in(unit, "小老阿"))
        m |= MARK_NAME;
    if ((l->begins & (SURNAMES | LEX_PRONOUN)) || (l->alone & LEX_GIVEN))
        m |= MARK_MENTION;
    return (unsigned char)m;
}

static void classify(struct work *w)
{
    w->mark = arena_bytes(w->a, w->n + 1);
    w->mark[w->n] = OTHER;
    for (uint32_t i = 0; i < w->n; i++) {
        uint16_t unit = w->t.cp[i];
        unsigned char m = class_of(fold_cp(&w->t, i));

        if (m == HAN)
            m |= begins(w, unit);
        else if ((m == COMMA || m == COLON) && in_number(w, i))
            m = OTHER;
        else if (is_dot(unit))
            m |= MARK_NAME;
        w->mark[i] = m;
    }
}

/* Folding has made small letters of the capitals. */
static void mark_capitals(struct work *w)
{
    struct str s = w->t.text;
    uint32_t i = 0;

    for (size_t off = 0; off < s.len; off += utf8_len((unsigned char)s.p[off]), i++)
        if (s.p[off] >= 'A' && s.p[off] <= 'Z')
            w->mark[i] |= MARK_CAPITAL | MARK_NAME;
}

/* The number of the code point at byte OFF; *AT, *I: one before it, moved there. */
static uint32_t index_of(const struct work *w, size_t off, size_t *at, uint32_t *i)
{
    *i += (uint32_t)utf8_count(str_slice(w->t.text, *at, off - *at));
    *at = off;
    return *i;
}

static void find_paras(struct work *w)
{
    const struct body *b = w->body;
    size_t at = 0;
    uint32_t i = 0;

    w->paras = arena_calloc(w->a, b->n_parts + 1, sizeof *w->paras);
    for (size_t k = 0; k < b->n_parts; k++) {
        const struct part *p = &b->parts[k];
        struct para *q = &w->paras[w->n_paras];
        q->s = index_of(w, p->span.off, &at, &i);
        q->e = index_of(w, p->span.off + p->span.len, &at, &i);
        q->kind = p->kind;
        q->soft = p->derived && p->soft;
        w->n_paras += q->e > q->s;
    }
}

void work_text(struct work *w)
{
    size_t n_far;
    const uint32_t *far = lexicon_far(w->lx, &n_far);

    fold_text(w->a, w->body->text, far, n_far, &w->t);
    w->n = (uint32_t)w->t.n;
    classify(w);
    mark_capitals(w);
    find_paras(w);
}

size_t para_at(const struct work *w, uint32_t i)
{
    size_t lo = 0, hi = w->n_paras;

    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;
        if (w->paras[mid].s <= i)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool text_has_units(const struct work *w, uint32_t s, uint32_t e, const char16_t *z,
                    uint32_t n)
{
    for (; s + n <= e; s++)
        if (w->t.cp[s] == z[0] && text_is_units(w, s, z, n))
            return true;
    return false;
}

bool range_eq(const struct work *w, struct range a, struct range b)
{
    return a.e - a.s == b.e - b.s &&
           memcmp(w->t.cp + a.s, w->t.cp + b.s, (a.e - a.s) * sizeof *w->t.cp) == 0;
}

struct span span_of(const struct work *w, struct range r)
{
    size_t off = fold_offset(&w->t, r.s);

    return (struct span){off, fold_offset(&w->t, r.e) - off};
}
