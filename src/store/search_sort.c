/* Articles found, in other orders than the list's. */
#include "asking.h"

#include "text/pinyin.h"

#include <stdlib.h>

/* What an article is sorted by: a text or a number, then its place in the list. */
struct sorted {
    struct str text;
    int64_t number;
    size_t index;
    place_t place;
};

static int by_key(const void *x, const void *y)
{
    const struct sorted *a = x, *b = y;
    int c = (a->number > b->number) - (a->number < b->number);

    if (c == 0)
        c = str_cmp(a->text, b->text);
    return c ? c : (a->index > b->index) - (a->index < b->index);
}

static struct str pinyin_of(struct arena *a, struct str s)
{
    struct buf key = {0};
    struct str out;

    pinyin_add_key(&key, s);
    out = arena_str(a, buf_view(&key));
    buf_free(&key);
    return out;
}

/* Who speaks most; the first of those who speak equally much. */
static struct str main_speaker(const struct segment *seg, size_t row)
{
    size_t n, best = 0;
    const struct seg_speaker *list = seg_speakers(seg, row, &n);

    for (size_t i = 1; i < n; i++)
        if (list[i].n_quotes > list[best].n_quotes)
            best = i;
    return n ? seg_value_name(seg, list[best].value) : STR("");
}

static void key_of(const struct search *s, struct arena *a, enum search_order order,
                   struct sorted *to)
{
    const struct segment *seg = shelf_segment(s->shelf, to->place);
    size_t row = place_row(to->place);
    const struct seg_row *r = &seg->rows[row];
    struct str name;

    switch (order) {
    case SEARCH_OLDEST:
        to->number = (r->date & 3) == DATE_NONE ? INT64_MAX : r->date >> 3;
        return;
    case SEARCH_TITLE:
        to->text = pinyin_of(a, seg_str(seg, r->title));
        return;
    case SEARCH_SPEAKER:
        name = main_speaker(seg, row);
        to->number = name.len == 0;
        to->text = pinyin_of(a, name);
        return;
    case SEARCH_QUOTES:
        to->number = -(int64_t)r->n_quotes;
        return;
    case SEARCH_LENGTH:
        to->number = -(int64_t)r->n_han;
        return;
    case SEARCH_NEWEST:
    case SEARCH_ORDERS:
        return;
    }
}

void search_sort(struct search *s, enum search_order order)
{
    struct arena a = {0};
    struct sorted *all = arena_calloc(&a, s->n_hits + 1, sizeof *all);

    for (size_t i = 0; i < s->n_hits; i++) {
        all[i] = (struct sorted){.index = shelf_index(s->shelf, s->hits[i]),
                                 .place = s->hits[i]};
        key_of(s, &a, order, &all[i]);
    }
    if (s->n_hits)
        qsort(all, s->n_hits, sizeof *all, by_key);
    for (size_t i = 0; i < s->n_hits; i++)
        s->hits[i] = all[i].place;
    s->sorted = order != SEARCH_NEWEST;
    arena_free(&a);
}
