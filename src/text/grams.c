#include "text/grams.h"

#include "base/hash.h"
#include "text/utf8.h"

#include <assert.h>

/* ---- Which characters */

/* Letters and digits of other scripts that SQLite's tokenizer has known from its first version on
 * and leaves as they are, when they are folded.  Missing on purpose: ſ and ς, which it folds. */
static const struct {
    uint32_t first, last;
} letters[] = {
    {'0', '9'},       {'A', 'Z'},       {'a', 'z'},       {0xC0, 0xD6},
    {0xD8, 0xF6},     {0xF8, 0x17E},    {0x180, 0x2AF},   {0x386, 0x386},
    {0x388, 0x38A},   {0x38C, 0x38C},   {0x38E, 0x3A1},   {0x3A3, 0x3C1},
    {0x3C3, 0x3CE},   {0x400, 0x481},   {0x48A, 0x523},   {0x5D0, 0x5EA},
    {0x620, 0x64A},   {0x660, 0x669},   {0x671, 0x6D3},   {0xE01, 0xE30},
    {0x1E00, 0x1E9A}, {0x1EA0, 0x1EFF}, {0x2460, 0x249B}, {0x3005, 0x3006},
    {0x3041, 0x3096}, {0x309D, 0x309F}, {0x30A1, 0x30FA}, {0x30FC, 0x30FF},
    {0x3105, 0x312D}, {0x3131, 0x318E}, {0x31F0, 0x31FF}, {0x3220, 0x3229},
    {0x3280, 0x3289}, {0xAC00, 0xD7A3}, {0xFF66, 0xFF9D},
};

static bool is_letter(uint32_t cp)
{
    size_t lo = 0, hi = sizeof letters / sizeof *letters;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (letters[mid].last < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < sizeof letters / sizeof *letters && letters[lo].first <= cp;
}

enum gram_kind gram_kind(uint32_t cp)
{
    if (utf8_is_han(cp))
        return GRAM_HAN;
    return is_letter(cp) ? GRAM_WORD_PART : GRAM_NONE;
}

static inline bool is_ascii_letter(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The character at OFF of S and its bytes; most are 汉字 of three. */
static inline enum gram_kind kind_at(struct str s, size_t off, uint32_t *cp, size_t *len)
{
    unsigned char c = (unsigned char)s.p[off];

    if (c < 0x80) {
        *cp = c;
        *len = 1;
        return is_ascii_letter(c) ? GRAM_WORD_PART : GRAM_NONE;
    }
    *cp = utf8_decode(s.p + off, len);
    return *cp >= 0x4E00 && *cp <= 0x9FFF ? GRAM_HAN : gram_kind(*cp);
}

/* The end of the run of letters that goes on at OFF. */
static size_t word_end(struct str s, size_t off)
{
    uint32_t cp;
    size_t len;

    while (off < s.len && kind_at(s, off, &cp, &len) == GRAM_WORD_PART)
        off += len;
    return off;
}

/* OFF, or the start of the character that it is inside of. */
static size_t boundary(struct str s, size_t off)
{
    while (off < s.len && ((unsigned char)s.p[off] & 0xC0) == 0x80)
        off--;
    return off;
}

/* ---- The set of what was met: open addressing; a slot with an old stamp is free */

struct gram_slot {
    uint64_t key;
    uint32_t stamp;
    uint32_t at; /* of a word: its offset in the output */
};

enum { FIRST_SLOTS = 4096 };

static inline size_t place_of(const struct grams *g, uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (g->n_slots - 1);
}

static void grow(struct grams *g)
{
    struct gram_slot *old = g->slots;
    size_t n_old = g->n_slots;

    g->n_slots = n_old ? n_old * 2 : FIRST_SLOTS;
    g->slots = arena_array(&g->mem, struct gram_slot, g->n_slots);
    for (size_t i = 0; old && i < n_old; i++) {
        size_t p;
        if (old[i].stamp != g->now)
            continue;
        for (p = place_of(g, old[i].key); g->slots[p].stamp == g->now;)
            p = (p + 1) & (g->n_slots - 1);
        g->slots[p] = old[i];
    }
}

void grams_begin(struct grams *g)
{
    g->n = 0;
    /* After four billion texts old stamps would look new. */
    if (++g->now == 0) {
        if (g->slots)
            memset(g->slots, 0, g->n_slots * sizeof *g->slots);
        g->now = 1;
    }
}

void grams_free(struct grams *g)
{
    arena_free(&g->mem);
    *g = (struct grams){0};
}

/* ---- The grams of a text */

/* What is new goes out by way of STAGE: most grams are a few bytes. */
struct work {
    struct grams *g;
    struct str text;
    struct buf *out;
    size_t staged; /* bytes */
    char stage[1024];
};

static void flush(struct work *w)
{
    buf_add(w->out, w->stage, w->staged);
    w->staged = 0;
    assert(w->out->len <= UINT32_MAX);
}

/* Append the gram GRAM of the text; returns its offset in the output. */
static uint32_t append(struct work *w, struct span gram)
{
    enum { SHORT = 8 };
    const char *p = w->text.p + gram.off;
    char *to;

    if (w->staged + 1 + GRAM_WORD > sizeof w->stage)
        flush(w);
    if (w->staged || w->out->len)
        w->stage[w->staged++] = ' ';
    to = w->stage + w->staged;
    /* A copy of a fixed size is a single move. */
    if (gram.len <= SHORT && gram.off + SHORT <= w->text.len)
        memcpy(to, p, SHORT);
    else
        memcpy(to, p, gram.len);
    w->staged += gram.len;
    return (uint32_t)(w->out->len + w->staged - gram.len);
}

/* Is the gram at AT of OUT, up to a blank or the end, TEXT? */
static bool is_there(const struct buf *out, size_t at, struct str text)
{
    return out->len - at >= text.len && memcmp(out->p + at, text.p, text.len) == 0 &&
           (out->len == at + text.len || out->p[at + text.len] == ' ');
}

/* GRAM is appended when it was not met.  KEY says which one it is; of a word it is a hash, and the
 * word is compared with the output. */
static inline void meet(struct work *w, struct span gram, uint64_t key, bool is_word)
{
    struct grams *g = w->g;
    size_t p = place_of(g, key);

    for (; g->slots[p].stamp == g->now; p = (p + 1) & (g->n_slots - 1)) {
        struct gram_slot *s = &g->slots[p];
        if (s->key == key &&
            (!is_word || is_there(w->out, s->at, str_slice(w->text, gram.off, gram.len))))
            return;
    }
    g->slots[p] = (struct gram_slot){key, g->now, append(w, gram)};
    if (++g->n > g->n_slots / 2)
        grow(g);
}

/* The run of letters [FROM, TO), in pieces that begin at most half a word after each other. */
static void add_word(struct work *w, size_t from, size_t to)
{
    size_t at = from, end;

    do {
        uint64_t hash;
        end = to - at <= GRAM_WORD ? to : boundary(w->text, at + GRAM_WORD);
        hash = hash64(w->text.p + at, end - at, 0);
        flush(w);
        /* Never the key of a 字 or a pair. */
        meet(w, (struct span){at, end - at}, hash | (uint64_t)1 << 63, true);
        at = boundary(w->text, at + GRAM_WORD / 2);
    } while (end < to);
}

/* The run of 汉字 at OFF; returns its end. */
static size_t add_han(struct work *w, size_t off)
{
    uint64_t before = 0;
    size_t from = off, len;
    uint32_t cp;

    for (; off < w->text.len && kind_at(w->text, off, &cp, &len) == GRAM_HAN;
         off += len) {
        if (before)
            meet(w, (struct span){from, off + len - from}, before << 21 | cp, false);
        meet(w, (struct span){off, len}, cp, false);
        before = cp;
        from = off;
    }
    return off;
}

void grams_add(struct grams *g, struct str folded, struct buf *out)
{
    struct work w = {.g = g, .text = folded, .out = out};
    size_t len;
    uint32_t cp;

    if (!g->now)
        grams_begin(g);
    if (!g->slots)
        grow(g);
    for (size_t off = 0; off < folded.len;) {
        enum gram_kind kind = kind_at(folded, off, &cp, &len);
        size_t from = off;

        if (kind == GRAM_HAN) {
            off = add_han(&w, off);
        } else if (kind == GRAM_WORD_PART) {
            off = word_end(folded, off);
            add_word(&w, from, off);
        } else {
            off += len;
        }
    }
    flush(&w);
}

/* ---- The grams of a query */

struct list {
    struct arena *a;
    struct gram *items;
    size_t n, cap;
};

static void push(struct list *l, struct str text, enum gram_kind kind)
{
    l->items = arena_grow(l->a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = (struct gram){text, kind};
}

static size_t query_han(struct list *l, struct str s, size_t off)
{
    size_t before = off, n = 0, len;
    uint32_t cp;

    for (; off < s.len && kind_at(s, off, &cp, &len) == GRAM_HAN; off += len) {
        if (n++)
            push(l, str_slice(s, before, off + len - before), GRAM_HAN);
        before = off;
    }
    if (n == 1)
        push(l, str_slice(s, before, off - before), GRAM_HAN);
    return off;
}

size_t grams_of_query(struct arena *a, struct str folded, struct gram **out)
{
    struct list l = {.a = a};
    size_t len;
    uint32_t cp;

    for (size_t off = 0; off < folded.len;) {
        enum gram_kind kind = kind_at(folded, off, &cp, &len);
        size_t from = off;

        if (kind == GRAM_HAN) {
            off = query_han(&l, folded, off);
        } else if (kind == GRAM_WORD_PART) {
            off = word_end(folded, off);
            len = off - from <= GRAM_PART ? off - from
                                          : boundary(folded, from + GRAM_PART) - from;
            push(&l, str_slice(folded, from, len), GRAM_WORD_PART);
        } else {
            off += len;
        }
    }
    *out = l.items;
    return l.n;
}
