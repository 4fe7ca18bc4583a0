/* The text of an article as the engine reads it: folded code points, a class for each, and the
 * paragraphs. */
#include "work.h"

#include "text/utf8.h"

bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2002 && c <= 0x200A);
}

static bool is_latin(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c < 0x250 && c != 0xD7);
}

static uint16_t class_of(uint32_t c)
{
    static const struct {
        uint32_t c;
        uint16_t class;
    } marks[] = {
        {0x3002, C_END},   {'!', C_END},      {'?', C_END},  {0x2026, C_END},
        {0xFF61, C_END},   {',', C_COMMA},    {';', C_SEMI}, {':', C_COLON},
        {0x3001, C_PAUSE}, {0xFF64, C_PAUSE},
    };

    if (utf8_is_han(c))
        return C_HAN;
    if (is_latin(c))
        return C_LATIN;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].c == c)
            return marks[i].class;
    return C_OTHER;
}

/* 7:30 and 1,000 are numbers, no clauses. */
static bool in_number(const struct work *w, uint32_t i)
{
    const uint32_t *c = w->t.cp;

    return i > 0 && i + 1 < w->n && c[i - 1] >= '0' && c[i - 1] <= '9' &&
           c[i + 1] >= '0' && c[i + 1] <= '9';
}

static void classify(struct work *w)
{
    w->cls = arena_bytes(w->a, (w->n + 1) * sizeof *w->cls);
    w->cls[w->n] = C_OTHER;
    for (uint32_t i = 0; i < w->n; i++) {
        w->cls[i] = class_of(w->t.cp[i]);
        if ((w->cls[i] & (C_COMMA | C_COLON)) && in_number(w, i))
            w->cls[i] = C_OTHER;
    }
}

/* Number of the code point at byte OFF, from *AT on. */
static uint32_t index_of(const struct work *w, size_t off, uint32_t *at)
{
    while (*at < w->n && w->t.off[*at] < off)
        ++*at;
    return *at;
}

static void find_paras(struct work *w)
{
    const struct body *b = w->body;
    uint32_t at = 0;

    w->paras = arena_calloc(w->a, b->n_parts + 1, sizeof *w->paras);
    for (size_t i = 0; i < b->n_parts; i++) {
        const struct part *p = &b->parts[i];
        struct para *q = &w->paras[w->n_paras];
        q->s = index_of(w, p->span.off, &at);
        q->e = index_of(w, p->span.off + p->span.len, &at);
        q->kind = p->kind;
        q->soft = p->derived && p->soft;
        w->n_paras += q->e > q->s;
    }
}

void work_text(struct work *w)
{
    fold_text(w->a, w->body->text, &w->t);
    w->n = (uint32_t)w->t.n;
    classify(w);
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

bool text_is(const struct work *w, uint32_t i, const char *z)
{
    while (*z && i < w->n) {
        size_t len;
        if (utf8_decode(z, &len) != w->t.cp[i])
            return false;
        z += len;
        i++;
    }
    return !*z;
}

bool text_has(const struct work *w, uint32_t s, uint32_t e, const char *z)
{
    uint32_t len = (uint32_t)utf8_count(str_of(z));

    for (; s + len <= e; s++)
        if (text_is(w, s, z))
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
    return (struct span){w->t.off[r.s], w->t.off[r.e] - w->t.off[r.s]};
}
