/* What was found for texts before: a person who types asks nearly the same again and again. */
#include "asking.h"

#include <stdlib.h>

enum { MEMO_TEXTS = 16 };

struct search_memo {
    uint64_t generation; /* of the shelf all this is about */
    uint64_t clock;
    uint64_t pinned; /* texts used since then belong to a search that goes on */
    struct text_memo texts[MEMO_TEXTS];
    size_t n;
    size_t n_searches; /* that use it now */
};

struct search_memo *search_memo_new(void)
{
    struct search_memo *m = mem_grow(NULL, sizeof *m);

    memset(m, 0, sizeof *m);
    return m;
}

static void forget(struct text_memo *t)
{
    buf_free(&t->folded);
    for (size_t i = 0; i < SHELF_SEGMENTS; i++) {
        free(t->known[i]);
        free(t->found[i]);
    }
    memset(t, 0, sizeof *t);
}

static void forget_all(struct search_memo *m)
{
    for (size_t i = 0; i < m->n; i++)
        forget(&m->texts[i]);
    m->n = 0;
}

void search_memo_free(struct search_memo *m)
{
    if (!m)
        return;
    forget_all(m);
    free(m);
}

bool memo_begin(struct search_memo *m, uint64_t generation)
{
    if (m->n_searches && m->generation != generation)
        return false;
    if (!m->n_searches)
        m->pinned = m->clock;
    if (m->generation != generation)
        forget_all(m);
    m->generation = generation;
    m->n_searches++;
    return true;
}

void memo_end(struct search_memo *m)
{
    m->n_searches--;
}

static void make_room(struct text_memo *t, const struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->n_parts; i++) {
        size_t bytes = (shelf->parts[i].seg->s.n / 64 + 1) * sizeof(uint64_t);
        t->known[i] = mem_grow(NULL, bytes);
        t->found[i] = mem_grow(NULL, bytes);
        memset(t->known[i], 0, bytes);
        memset(t->found[i], 0, bytes);
    }
}

static struct text_memo *free_slot(struct search_memo *m)
{
    struct text_memo *oldest = &m->texts[0];

    if (m->n < MEMO_TEXTS)
        return &m->texts[m->n++];
    for (size_t i = 1; i < m->n; i++)
        if (m->texts[i].used < oldest->used)
            oldest = &m->texts[i];
    if (oldest->used > m->pinned)
        return NULL;
    forget(oldest);
    return oldest;
}

struct text_memo *memo_for(struct search_memo *m, const struct shelf *shelf,
                           struct str folded)
{
    struct text_memo *t;

    for (size_t i = 0; i < m->n; i++) {
        if (str_eq(buf_view(&m->texts[i].folded), folded)) {
            m->texts[i].used = ++m->clock;
            return &m->texts[i];
        }
    }
    t = free_slot(m);
    if (!t)
        return NULL;
    t->used = ++m->clock;
    buf_str(&t->folded, folded);
    make_room(t, shelf);
    return t;
}

static bool is_complete(const struct text_memo *t, const struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->n_parts; i++)
        if (t->n_known[i] < shelf->parts[i].seg->s.n - shelf->parts[i].n_dead)
            return false;
    return true;
}

struct text_memo *memo_wider(struct search_memo *m, const struct shelf *shelf,
                             struct str folded)
{
    struct text_memo *best = NULL;

    for (size_t i = 0; i < m->n; i++) {
        struct str have = buf_view(&m->texts[i].folded);
        if (have.len < folded.len && str_find(folded, have, 0) < folded.len &&
            (!best || have.len > best->folded.len) && is_complete(&m->texts[i], shelf))
            best = &m->texts[i];
    }
    if (best)
        best->used = ++m->clock;
    return best;
}
