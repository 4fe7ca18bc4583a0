/* Strings that may be names: counted wherever they stand, then the best of those that overlap. */
#include "names.h"

#include <stdlib.h>

/* ---- Strings that may be names */

static uint32_t hash_units(const uint16_t *unit, uint32_t n)
{
    uint32_t h = n;

    for (uint32_t i = 0; i < n; i++)
        h = (h ^ unit[i]) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static struct range range_of(const struct cand *c)
{
    return (struct range){c->s, c->s + c->len};
}

/* The slot where R is, or would be. */
static uint32_t *slot_for(const struct names *t, struct range r)
{
    const struct table *x = &t->table;
    size_t i = hash_units(t->w->t.cp + r.s, r.e - r.s) & (x->size - 1);

    while (x->slots[i] && !range_eq(t->w, range_of(&t->cands[x->slots[i] - 1]), r))
        i = (i + 1) & (x->size - 1);
    return &x->slots[i];
}

static void more_slots(struct names *t)
{
    struct table old = t->table;

    t->table =
        (struct table){.a.tally = t->a.tally, .size = old.size ? old.size * 2 : 128};
    t->table.slots = arena_array(&t->table.a, uint32_t, t->table.size);
    arena_free(&old.a);
    for (size_t i = 0; i < t->n_cands; i++)
        *slot_for(t, range_of(&t->cands[i])) = (uint32_t)i + 1;
}

static uint32_t cand_of(struct names *t, struct range r, enum way way)
{
    uint32_t *slot;

    if (t->n_cands * 2 >= t->table.size)
        more_slots(t);
    slot = slot_for(t, r);
    if (!*slot) {
        t->cands = arena_regrow(&t->cands_a, t->cands, t->n_cands, &t->cap_cands,
                                sizeof *t->cands);
        t->cands[t->n_cands++] = (struct cand){.s = r.s,
                                               .first = t->at,
                                               .len = (unsigned char)(r.e - r.s),
                                               .way = (unsigned char)way};
        *slot = (uint32_t)t->n_cands;
    }
    return *slot - 1;
}

void add_place(struct names *t, struct range r, int weight, bool strong, enum way way)
{
    uint32_t number = cand_of(t, r, way);
    struct cand *c = &t->cands[number];

    c->best = (signed char)(weight > c->best ? weight : c->best);
    c->n = (unsigned char)(c->n + (c->n < MANY));
    c->strong |= strong;
    t->places = arena_regrow(&t->places_a, t->places, t->n_places, &t->cap_places,
                             sizeof *t->places);
    t->places[t->n_places++] = (struct place){r.s, number, weight};
}

void met(struct names *t, struct range r)
{
    uint32_t number = *slot_for(t, r);
    struct cand *c = number ? &t->cands[number - 1] : NULL;

    if (c && (t->at < c->first || (t->at == c->first && c->way > BY_SURNAME))) {
        c->first = t->at;
        c->way = BY_SURNAME;
    }
}

/* ---- The choice */

static int worth(const struct names *t, const struct place *p)
{
    const struct cand *c = &t->cands[p->cand];
    int more = c->n > 6 ? 6 : (int)c->n;

    return 4 * p->weight + 3 * more + (c->strong > 0 ? 6 : 0);
}

static bool is_name(const struct cand *c)
{
    return (c->strong && c->best >= 7) ||
           (c->n >= 2 && c->best >= PRECIOUS - 1 && c->strong) ||
           (c->n >= 3 && c->best >= PRECIOUS) || (c->no_surname && c->n >= 2);
}

/* 宇昊 where 邓宇昊 is a name: no person of its own.  Those are told by a filter first. */
struct endings {
    const struct names *t;
    const uint32_t *winners;
    size_t n;
    uint64_t filter[64];
};

static unsigned two_bits(const struct work *w, uint32_t i)
{
    return hash_units(w->t.cp + i, 2) % 4096;
}

static void endings_begin(struct endings *x)
{
    for (size_t k = 0; k < x->n; k++) {
        const struct cand *c = &x->t->cands[x->winners[k]];
        unsigned bit = c->len == 3 ? two_bits(x->t->w, c->s + 1) : 0;

        if (c->len == 3)
            x->filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

static bool ends_a_name(const struct endings *x, const struct cand *part)
{
    const struct work *w = x->t->w;
    unsigned bit = two_bits(w, part->s);

    if (!part->no_surname || !(x->filter[bit / 64] >> bit % 64 & 1))
        return false;
    for (size_t k = 0; k < x->n; k++) {
        const struct cand *c = &x->t->cands[x->winners[k]];
        if (c->len == 3 &&
            range_eq(w, (struct range){c->s + 1, c->s + 3}, range_of(part)))
            return true;
    }
    return false;
}

/* 沈阳一|直, 雷闯持|有: a name of two that is met more often, and the head of the next word. */
static bool cuts_a_word(const struct endings *x, const struct cand *c)
{
    const struct work *w = x->t->w;

    if (c->len != 3 || c->n > 2)
        return false;
    for (size_t k = 0; k < x->n; k++) {
        const struct cand *o = &x->t->cands[x->winners[k]];
        if (o->len == 2 && o->n > c->n &&
            range_eq(w, range_of(o), (struct range){c->s, c->s + 2}))
            return true;
    }
    return false;
}

/* 小泉 where 小泉纯一郎 is a name; 上一次勒布朗·詹姆斯 where 勒布朗·詹姆斯 is one: the longer one has
 * words before it. */
static bool is_other_form(const struct endings *x, const struct cand *c)
{
    const struct work *w = x->t->w;
    bool surname = c->len == 2 && word_at(w, c->s, c->s + 2, LEX_SURNAME_LONG) == 2;

    if (cuts_a_word(x, c))
        return true;
    if (!surname && c->best < PRECIOUS + 4)
        return false;
    for (size_t k = 0; k < x->n; k++) {
        const struct cand *o = &x->t->cands[x->winners[k]];
        uint32_t at = c->s + c->len - o->len;
        if (surname && o->len > 2 &&
            range_eq(w, (struct range){o->s, o->s + 2}, range_of(c)))
            return true;
        if (!surname && o->best >= PRECIOUS + 4 && o->len < c->len &&
            range_eq(w, range_of(o), (struct range){at, at + o->len}))
            return true;
    }
    return false;
}

/* Places come in the order of their starts.  Of those that overlap a name wins over what is none,
 * the heavier over the lighter. */
static void choose(struct names *t)
{
    for (size_t i = 0, end; i < t->n_places; i = end) {
        size_t best = i;
        uint32_t e = t->places[i].s + t->cands[t->places[i].cand].len;
        for (end = i; end < t->n_places && t->places[end].s < e; end++) {
            uint32_t stop = t->places[end].s + t->cands[t->places[end].cand].len;
            e = stop > e ? stop : e;
            if (worth(t, &t->places[end]) > worth(t, &t->places[best]))
                best = end;
        }
        t->cands[t->places[best].cand].won = true;
    }
}

/* Names are numbered as they were met, which may be where nothing told them from other words. */
static void meet_again(struct names *t, const uint32_t *winners, size_t n)
{
    const struct work *w = t->w;
    uint64_t *begins = arena_array(&t->a, uint64_t, UNITS / 64);
    struct gaps g = {0};
    uint32_t last = 0;

    for (size_t k = 0; k < n; k++) {
        const struct cand *c = &t->cands[winners[k]];
        uint16_t unit = w->t.cp[c->s];
        begins[unit / 64] |= (uint64_t)1 << unit % 64;
        last = c->first >= last ? c->first + 1 : last;
    }
    t->again = true;
    for (size_t k = 0; k < w->n_paras && w->paras[k].s < last; k++) {
        struct range para = {w->paras[k].s, w->paras[k].e};

        g.e = para.e < last ? para.e : last;
        if (body_folds(w->paras[k].kind))
            continue;
        for (uint32_t i = para.s, stop; gap_next(w, &g, &i, &stop);)
            for (; i < stop; i++) {
                uint16_t unit = w->t.cp[i];
                t->at = i;
                if ((begins[unit / 64] >> unit % 64 & 1) && (cls(w, i) & C_HAN) &&
                    may_begin_word(w, i, SURNAMES))
                    try_surname(t, para, i);
            }
    }
}

static int by_first(const void *a, const void *b)
{
    const struct cand *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->way != y->way ? x->way - y->way : x->len - y->len;
}

/* The winners, as they were met. */
static void add_people(struct names *t)
{
    uint32_t *winners = arena_array(&t->a, uint32_t, t->n_cands + 1);
    struct endings x = {.t = t, .winners = winners};
    struct cand *list;
    size_t n = 0;

    for (size_t i = 0; i < t->n_cands; i++)
        if (t->cands[i].won && is_name(&t->cands[i]))
            winners[x.n++] = (uint32_t)i;
    endings_begin(&x);
    meet_again(t, winners, x.n);
    list = arena_array(&t->a, struct cand, x.n + 1);
    for (size_t k = 0; k < x.n; k++)
        if (!ends_a_name(&x, &t->cands[winners[k]]) &&
            !is_other_form(&x, &t->cands[winners[k]]))
            list[n++] = t->cands[winners[k]];
    if (n)
        qsort(list, n, sizeof *list, by_first);
    for (size_t k = 0; k < n; k++)
        person_add(t->w, range_of(&list[k]), SPEAKER_PERSON);
}

static bool later(const struct names *t, const struct place *x, const struct place *y)
{
    return x->s != y->s ? x->s > y->s : t->cands[x->cand].len > t->cands[y->cand].len;
}

/* Few places are out of order: of names that began before the place that was looked at. */
static void sort_places(struct names *t)
{
    for (size_t i = 1; i < t->n_places; i++) {
        struct place x = t->places[i];
        size_t k = i;

        for (; k > 0 && later(t, &t->places[k - 1], &x); k--)
            t->places[k] = t->places[k - 1];
        t->places[k] = x;
    }
}

void names_choose(struct names *t)
{
    sort_places(t);
    choose(t);
    add_people(t);
}
