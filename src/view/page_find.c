/* Searching the shown text of a body: one pass (Knuth, Morris, Pratt) over folded characters,
 * with the offsets of the source kept beside them. */
#include "view/page.h"

#include "text/utf8.h"

#include <stdint.h>

enum { SKIP = 0 }; /* folded form of a character that is not shown */

/* Not shown (text/show.h), so they do not part a word either. */
static const struct {
    uint32_t first, last;
} hidden[] = {
    {0x00AD, 0x00AD}, {0x061C, 0x061C},   {0x180B, 0x180E}, {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0xE0000, 0xE01EF},
};

static bool is_hidden(uint32_t cp)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (cp >= hidden[i].first && cp <= hidden[i].last)
            return true;
    }
    return false;
}

uint32_t page_fold(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        cp -= 0xFEE0;
    if (cp >= 'A' && cp <= 'Z')
        return cp + ('a' - 'A');
    if (cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0xA0 ||
        cp == 0x3000)
        return ' ';
    return cp > 0x7F && is_hidden(cp) ? SKIP : cp;
}

struct finder {
    uint32_t *want; /* folded code points of the needle */
    size_t *back;   /* length of the longest proper border of want[0..i] */
    size_t *starts; /* ring: source offsets of the last n folded characters */
    size_t n;
    struct span *hits;
    size_t n_hits, cap;
    struct arena *a;
};

static void set_borders(struct finder *f)
{
    size_t k = 0;

    for (size_t i = 1; i < f->n; i++) {
        while (k > 0 && f->want[i] != f->want[k])
            k = f->back[k - 1];
        k += f->want[i] == f->want[k];
        f->back[i] = k;
    }
}

static bool set_needle(struct finder *f, struct str needle)
{
    size_t cps = utf8_count(needle);

    f->want = arena_array(f->a, uint32_t, cps);
    f->back = arena_array(f->a, size_t, cps);
    f->starts = arena_array(f->a, size_t, cps);
    for (size_t i = 0, len; i < needle.len; i += len) {
        uint32_t cp = page_fold(utf8_decode(needle.p + i, &len));
        if (cp != SKIP)
            f->want[f->n++] = cp;
    }
    set_borders(f);
    return f->n > 0;
}

static void add_hit(struct finder *f, size_t off, size_t end)
{
    f->hits = arena_grow(f->a, f->hits, f->n_hits, &f->cap, sizeof *f->hits);
    f->hits[f->n_hits++] = (struct span){off, end - off};
}

/* Hits do not overlap: the search goes on behind each. */
static void find_in(struct finder *f, struct str text, struct span s)
{
    size_t k = 0, seen = 0;

    for (size_t i = s.off, len; i < s.off + s.len; i += len) {
        uint32_t cp = page_fold(utf8_decode(text.p + i, &len));
        if (cp == SKIP)
            continue;
        f->starts[seen++ % f->n] = i;
        while (k > 0 && cp != f->want[k])
            k = f->back[k - 1];
        k += cp == f->want[k];
        if (k == f->n) {
            add_hit(f, f->starts[seen % f->n], i + len);
            k = 0;
        }
    }
}

size_t page_find(struct arena *a, const struct page *p, struct str needle,
                 struct span **hits)
{
    struct finder f = {.a = a};
    const struct body *body = p->body;

    *hits = NULL;
    if (!set_needle(&f, needle))
        return 0;
    for (size_t i = 0; i < body->n_parts; i++) {
        const struct part *part = &body->parts[i];
        if (p->opts.unfold || !body_folds(part->kind))
            find_in(&f, body->text, part->span);
        if (p->opts.unfold)
            find_in(&f, body->text, part->repeat);
    }
    *hits = f.hits;
    return f.n_hits;
}
