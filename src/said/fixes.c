#include "said/fixes.h"

#include "names.h"

void fixes_free(struct fixes *f)
{
    arena_free(&f->a);
    *f = (struct fixes){0};
}

/* ---- Keeping them */

/* Hang item NUMBER (1-based) before the others of KEY; returns the one that was first. */
static uint32_t hang(struct fixes *f, struct map *m, struct str key, uint32_t number)
{
    bool added;
    size_t at;
    uint32_t first;

    if (!key.len)
        return 0;
    at = map_put(&f->a, m, key, number, &added);
    first = added ? 0 : (uint32_t)m->values[at];
    m->values[at] = number;
    return first;
}

void fixes_put(struct fixes *f, const struct fix *x)
{
    struct fix *to;
    uint32_t number = (uint32_t)f->n + 1;

    f->items = arena_grow(&f->a, f->items, f->n, &f->cap, sizeof *f->items);
    to = &f->items[f->n++];
    *to = *x;
    to->at = arena_str(&f->a, x->at);
    to->id = arena_str(&f->a, x->id);
    to->url = arena_str(&f->a, x->url);
    to->text = arena_str(&f->a, x->text);
    to->speaker = arena_str(&f->a, x->speaker);
    to->next_id = hang(f, &f->ids, to->id, number);
    to->next_url = hang(f, &f->urls, to->url, number);
}

static uint32_t first_of(const struct map *m, struct str key)
{
    size_t at = key.len ? map_find(m, key) : m->n;
    return at < m->n ? (uint32_t)m->values[at] : 0;
}

bool fixes_know(const struct fixes *f, const struct article *art)
{
    return first_of(&f->ids, str_of(art->id)) || first_of(&f->urls, art->url);
}

/* ---- Finding the quotation again */

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* The quotation that X is about; q->n when there is none. */
static size_t find(const struct fix *x, const struct article *art, const struct quotes *q)
{
    size_t best = q->n, least = SIZE_MAX;

    for (size_t i = 0; i < q->n; i++) {
        const struct quotation *c = &q->list[i];
        if (distance(c->start, x->start) < least &&
            str_eq(str_slice(art->body, c->text.off, c->text.len), x->text)) {
            least = distance(c->start, x->start);
            best = i;
        }
    }
    return best;
}

static bool goes_by(const struct speaker *s, struct str key, struct arena *tmp)
{
    for (size_t i = 0; i < s->n_aliases; i++)
        if (str_eq(name_key(tmp, STR(""), s->aliases[i]), key))
            return true;
    return str_eq(name_key(tmp, STR(""), s->name), key);
}

/* The number of the speaker NAME in Q, made when the article has none of that name. */
static unsigned speaker_named(struct arena *a, struct quotes *q, struct str name)
{
    struct arena tmp = {0};
    struct str key = name_key(&tmp, STR(""), name);
    struct speaker *more;
    size_t i = 0;

    while (i < q->n_speakers && !goes_by(&q->speakers[i], key, &tmp))
        i++;
    arena_free(&tmp);
    if (i < q->n_speakers)
        return (unsigned)i;
    more = arena_array(a, struct speaker, q->n_speakers + 1);
    memcpy(more, q->speakers, q->n_speakers * sizeof *more);
    more[i] = (struct speaker){.kind = SPEAKER_PERSON, .name = arena_str(a, name)};
    q->speakers = more;
    q->n_speakers++;
    return (unsigned)i;
}

static void apply(const struct fix *fix, struct arena *a, struct quotes *q, size_t i)
{
    struct quotation *x = &q->list[i];

    x->verdict = fix->verdict;
    if (!fix->has_speaker)
        return;
    quotes_give(q, x, fix->speaker.len ? speaker_named(a, q, fix->speaker) : NO_SPEAKER);
    x->fixed = true;
}

struct work {
    struct fixes *f;
    const struct article *art;
    struct quotes *q;
    const struct fix **last; /* of each quotation */
};

/* Later lines come first in a chain, so of equal stamps the first one met stays. */
static void consider(struct work *w, struct fix *x)
{
    size_t i = find(x, w->art, w->q);

    x->met = true;
    if (i == w->q->n)
        return;
    x->used = true;
    if (!w->last[i] || str_cmp(w->last[i]->at, x->at) < 0)
        w->last[i] = x;
}

void fixes_apply(struct fixes *f, struct arena *a, const struct article *art,
                 struct quotes *q)
{
    struct arena tmp = {0};
    struct work w = {f, art, q, NULL};

    if (!fixes_know(f, art))
        return;
    w.last = arena_array(&tmp, const struct fix *, q->n);
    for (uint32_t i = first_of(&f->ids, str_of(art->id)); i; i = f->items[i - 1].next_id)
        consider(&w, &f->items[i - 1]);
    for (uint32_t i = first_of(&f->urls, art->url); i; i = f->items[i - 1].next_url)
        if (!str_eq(f->items[i - 1].id, str_of(art->id)))
            consider(&w, &f->items[i - 1]);
    for (size_t i = 0; i < q->n; i++)
        if (w.last[i] && !w.last[i]->revoked)
            apply(w.last[i], a, q, i);
    arena_free(&tmp);
}
