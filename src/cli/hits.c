#include "hits.h"

#include "text/fold.h"
#include "text/show.h"
#include "text/utf8.h"

#include <stdint.h>

/* A text and its folded form, walked through together: a character of one is one of the other. */
struct walk {
    struct str text, folded;
    size_t at, folded_at, cps;
};

static void walk_to(struct walk *w, size_t folded_at)
{
    while (w->folded_at < folded_at) {
        w->folded_at += utf8_len((unsigned char)w->folded.p[w->folded_at]);
        w->at += utf8_len((unsigned char)w->text.p[w->at]);
        w->cps++;
    }
}

struct look {
    struct hits *h;
    struct asked *q;
    struct str needle;
    struct arena *a; /* of one article */
    const struct item *item;
    struct facts facts;
    size_t quote; /* quotations before it end before the hit */
};

/* The quotation that holds all of the bytes [FROM, TO) of the body, or NULL. */
static const struct fact_quote *quote_around(struct look *l, size_t from, size_t to)
{
    const struct facts *f = &l->facts;

    while (l->quote < f->n_quotes &&
           (!f->quotes[l->quote].number ||
            f->quotes[l->quote].span.off + f->quotes[l->quote].span.len <= from))
        l->quote++;
    if (l->quote == f->n_quotes)
        return NULL;
    return f->quotes[l->quote].span.off <= from &&
                   to <= f->quotes[l->quote].span.off + f->quotes[l->quote].span.len
               ? &f->quotes[l->quote]
               : NULL;
}

static size_t back(struct str s, size_t off)
{
    for (unsigned n = 0; n < HIT_AROUND && off > 0; n++)
        off = show_prev(s, off);
    return off;
}

static size_t forth(struct str s, size_t off)
{
    for (unsigned n = 0; n < HIT_AROUND && off < s.len; n++)
        off += show_next(s, off);
    return off < s.len ? off : s.len;
}

static void set_around(struct arena *a, struct hit *hit, struct str s, size_t from,
                       size_t to)
{
    size_t first = back(s, from), last = forth(s, to);

    hit->before = arena_str(a, str_slice(s, first, from - first));
    hit->text = arena_str(a, str_slice(s, from, to - from));
    hit->after = arena_str(a, str_slice(s, to, last - to));
    hit->cut_before = first > 0;
    hit->cut_after = last < s.len;
}

static void keep(struct look *l, struct hit *hit, struct str s, size_t from, size_t to)
{
    struct hits *h = l->h;
    enum hit_where w = hit->where;

    if (h->n[w]++ >= h->keep)
        return;
    memcpy(hit->id, l->item->id, sizeof hit->id);
    hit->date = l->item->date;
    hit->title = arena_str(&h->a, l->item->title);
    hit->speaker = arena_str(&h->a, hit->speaker);
    set_around(&h->a, hit, s, from, to);
    h->list[w] =
        arena_grow(&h->a, h->list[w], h->n[w] - 1, &h->cap[w], sizeof *h->list[w]);
    h->list[w][h->n[w] - 1] = *hit;
}

/* All hits in TEXT, the title or else the body; hits do not overlap. */
static void look_in(struct look *l, struct str text, struct str folded, bool title)
{
    struct walk w = {.text = text, .folded = folded};
    size_t at;

    l->quote = 0;
    for (size_t off = 0; (at = str_find(folded, l->needle, off)) < folded.len;
         off = at + l->needle.len) {
        struct hit hit = {.where = title ? HIT_TITLE : HIT_BODY};
        const struct fact_quote *x;
        size_t from;
        walk_to(&w, at);
        from = w.at;
        hit.start = w.cps;
        walk_to(&w, at + l->needle.len);
        hit.end = w.cps;
        x = title ? NULL : quote_around(l, from, w.at);
        if (x) {
            hit.where = HIT_QUOTE;
            if (x->speaker < l->facts.n_speakers)
                hit.speaker = l->facts.speakers[x->speaker].name;
        }
        keep(l, &hit, text, from, w.at);
    }
}

static struct str folded_of(struct arena *a, struct str s)
{
    struct buf b = {0};
    struct str out;

    fold_utf8(s, &b);
    out = arena_str(a, buf_view(&b));
    buf_free(&b);
    return out;
}

/* Only to count; the folded texts are at hand. */
static void count(struct look *l)
{
    struct str all = l->facts.folded;
    struct str title = str_slice(all, 0, l->facts.folded_title);
    struct str body = str_from(all, l->facts.folded_title + 1);

    l->h->keep = 0;
    look_in(l, title, title, true);
    look_in(l, body, body, false);
}

static void look(struct look *l)
{
    struct article *art;
    struct err e = {""};

    if (!source_facts(l->q->source, l->item, l->a, &l->facts))
        return;
    if (!l->h->keep) {
        count(l);
    } else if (source_get(l->q->source, l->item, l->a, &art, &e)) {
        look_in(l, art->title, folded_of(l->a, art->title), true);
        look_in(l, art->body, folded_of(l->a, art->body), false);
    } else {
        cli_say(0, "%s", e.msg);
    }
}

void hits_take(struct hits *h, struct asked *q, struct str folded)
{
    struct arena a = {0};
    struct look l = {.h = h, .q = q, .needle = folded, .a = &a};
    size_t n = finding_count(q->finding, NULL);

    for (size_t i = 0; i < n; i++) {
        struct item item;
        finding_item(q->finding, i, &item);
        l.item = &item;
        look(&l);
        arena_reset(&a);
        /* Better ones cannot come. */
        if (h->keep && h->n[HIT_TITLE] >= h->keep)
            break;
    }
    arena_free(&a);
}
