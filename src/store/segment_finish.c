/* The end of a builder: rows and values put in order, and everything written as one block. */
#include "build.h"

#include <stdlib.h>

struct look_up {
    const struct build_row *row;
    uint32_t at;
};

struct finish {
    struct seg_builder *b;
    struct arena a;
    struct build_row **order; /* rows as they will stand */
    uint32_t *value_order;    /* values as they will stand */
    uint32_t *value_number;   /* of each value: its place in that order */
    struct look_up *hashes, *twins;
    size_t n_twins;
    uint32_t *leader;
    struct buf out;
    struct image_layout at;
};

/* ---- Orders */

static int by_list(const void *x, const void *y)
{
    const struct build_row *a = *(const struct build_row *const *)x;
    const struct build_row *b = *(const struct build_row *const *)y;
    uint32_t da = a->row.date >> 3, db = b->row.date >> 3;
    int c = (da < db) - (da > db);

    if (c == 0)
        c = str_cmp(a->title_key, b->title_key);
    if (c == 0)
        c = (a->row.hash > b->row.hash) - (a->row.hash < b->row.hash);
    if (c == 0)
        c = str_cmp(a->path, b->path);
    return c ? c : (a->row.doc > b->row.doc) - (a->row.doc < b->row.doc);
}

static void order_rows(struct finish *f)
{
    struct seg_builder *b = f->b;

    f->order = arena_calloc(&f->a, b->n + 1, sizeof *f->order);
    for (size_t i = 0; i < b->n; i++)
        f->order[i] = &b->rows[i];
    if (b->n)
        qsort(f->order, b->n, sizeof *f->order, by_list);
}

struct keyed {
    const struct build_value *v;
    struct str key; /* the name in the order of pinyin */
    uint32_t number;
};

static int by_name(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    int c = (a->v->facet > b->v->facet) - (a->v->facet < b->v->facet);

    if (c == 0)
        c = (a->v->key > b->v->key) - (a->v->key < b->v->key);
    if (c == 0)
        c = str_cmp(a->key, b->key);
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

static void order_values(struct finish *f)
{
    struct seg_builder *b = f->b;
    struct keyed *all = arena_calloc(&f->a, b->n_values + 1, sizeof *all);

    f->value_order = arena_array(&f->a, uint32_t, b->n_values + 1);
    f->value_number = arena_array(&f->a, uint32_t, b->n_values + 1);
    for (size_t i = 0; i < b->n_values; i++) {
        buf_reset(&b->key);
        pinyin_add_key(&b->key, b->values[i].name);
        all[i] = (struct keyed){&b->values[i], arena_str(&f->a, buf_view(&b->key)),
                                (uint32_t)i};
    }
    if (b->n_values)
        qsort(all, b->n_values, sizeof *all, by_name);
    for (size_t i = 0; i < b->n_values; i++) {
        f->value_order[i] = all[i].number;
        f->value_number[all[i].number] = (uint32_t)i;
    }
}

/* ---- Parts */

/* Behind blanks up to where PART begins. */
static void begin(struct finish *f, enum image_part part)
{
    buf_fill(&f->out, '\0', f->at.off[part] - f->out.len);
}

static void put_u32(struct finish *f, uint32_t x)
{
    buf_add(&f->out, &x, sizeof x);
}

static void put_rows(struct finish *f)
{
    begin(f, PART_ROWS);
    for (size_t i = 0; i < f->b->n; i++)
        buf_add(&f->out, &f->order[i]->row, sizeof f->order[i]->row);
    begin(f, PART_DATES);
    for (size_t i = 0; i < f->b->n; i++)
        put_u32(f, f->order[i]->row.date);
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

    return (a > b) - (a < b);
}

static void put_values_of_rows(struct finish *f)
{
    struct seg_builder *b = f->b;
    uint32_t at = 0;

    begin(f, PART_VALUES_AT);
    for (size_t i = 0; i < b->n; i++) {
        put_u32(f, at);
        at += (uint32_t)f->order[i]->n_values;
    }
    put_u32(f, at);
    begin(f, PART_VALUE_LIST);
    for (size_t i = 0; i < b->n; i++) {
        const struct build_row *row = f->order[i];
        uint32_t *list = row->n_values ? &b->value_list[row->values] : NULL;
        for (size_t k = 0; k < row->n_values; k++)
            list[k] = f->value_number[list[k]];
        if (row->n_values)
            qsort(list, row->n_values, sizeof *list, by_number);
        buf_add(&f->out, list, row->n_values * sizeof *list);
    }
}

static void put_starts(struct finish *f, enum image_part part)
{
    uint32_t at = 0;

    begin(f, part);
    for (size_t i = 0; i < f->b->n; i++) {
        put_u32(f, at);
        at += (uint32_t)(part == PART_QUOTES_AT ? f->order[i]->n_quotes
                                                : f->order[i]->n_speakers);
    }
    put_u32(f, at);
}

static uint32_t renumbered(const struct finish *f, uint32_t value)
{
    return value == NO_VALUE ? NO_VALUE : f->value_number[value];
}

static void put_speakers(struct finish *f)
{
    struct seg_builder *b = f->b;

    begin(f, PART_SPEAKERS);
    for (size_t i = 0; i < b->n; i++) {
        const struct build_row *row = f->order[i];
        for (size_t k = 0; k < row->n_speakers; k++) {
            struct seg_speaker s = b->speakers[row->speakers + k];
            s.value = renumbered(f, s.value);
            s.titles = renumbered(f, s.titles);
            for (size_t o = 0; o < SPEAKER_ORGS; o++)
                s.orgs[o] = renumbered(f, s.orgs[o]);
            buf_add(&f->out, &s, sizeof s);
        }
    }
}

static void put_quotes(struct finish *f)
{
    begin(f, PART_QUOTES);
    for (size_t i = 0; i < f->b->n; i++) {
        const struct build_row *row = f->order[i];
        if (row->n_quotes)
            buf_add(&f->out, &f->b->quotes[row->quotes],
                    row->n_quotes * sizeof *f->b->quotes);
    }
}

static void put_values(struct finish *f)
{
    struct seg_builder *b = f->b;

    begin(f, PART_VALUES);
    for (size_t i = 0; i < b->n_values; i++) {
        const struct build_value *v = &b->values[f->value_order[i]];
        struct seg_value out = {.name = v->name_ref,
                                .aliases = v->aliases_ref,
                                .n_articles = v->n_articles,
                                .n_quotes = v->n_quotes,
                                .key = v->key,
                                .facet = (uint16_t)v->facet,
                                .kind = (uint16_t)v->kind};
        buf_add(&f->out, &out, sizeof out);
    }
    begin(f, PART_KEYS);
    for (size_t i = 0; i < b->key_names.n; i++)
        put_u32(f, (uint32_t)b->key_names.values[i]);
}

/* ---- Orders of rows for look-ups */

static int by_hash(const void *x, const void *y)
{
    const struct build_row *a = ((const struct look_up *)x)->row;
    const struct build_row *b = ((const struct look_up *)y)->row;
    int c = (a->row.hash > b->row.hash) - (a->row.hash < b->row.hash);

    if (c == 0)
        c = str_cmp(a->path, b->path);
    return c ? c : (a->row.doc > b->row.doc) - (a->row.doc < b->row.doc);
}

static int by_text(const void *x, const void *y)
{
    const struct build_row *a = ((const struct look_up *)x)->row;
    const struct build_row *b = ((const struct look_up *)y)->row;

    return (a->row.text > b->row.text) - (a->row.text < b->row.text);
}

static struct look_up *look_ups(struct finish *f,
                                int (*compare)(const void *, const void *))
{
    size_t n = f->b->n;
    struct look_up *all = arena_calloc(&f->a, n + 1, sizeof *all);

    for (size_t i = 0; i < n; i++)
        all[i] = (struct look_up){f->order[i], (uint32_t)i};
    if (n)
        qsort(all, n, sizeof *all, compare);
    return all;
}

static void put_look_ups(struct finish *f, enum image_part part,
                         const struct look_up *all, size_t n)
{
    begin(f, part);
    for (size_t i = 0; i < n; i++)
        put_u32(f, all[i].at);
}

/* Neighbours by hash that share its first half. */
static size_t find_twins(struct finish *f)
{
    struct look_up *all = f->hashes;
    size_t n = f->b->n, n_twins = 0;

    f->twins = arena_calloc(&f->a, n + 1, sizeof *f->twins);
    for (size_t i = 0; i < n; i++) {
        uint64_t half = all[i].row->row.hash >> 32;
        bool before = i > 0 && all[i - 1].row->row.hash >> 32 == half;
        bool after = i + 1 < n && all[i + 1].row->row.hash >> 32 == half;
        if (before || after)
            f->twins[n_twins++] = all[i];
    }
    return n_twins;
}

static void find_leaders(struct finish *f)
{
    f->leader = arena_array(&f->a, uint32_t, f->b->n + 1);
    near_leaders(&f->a, f->order, f->b->n, f->leader);
    for (size_t i = 0; i < f->b->n; i++)
        if (f->leader[i] != i)
            f->order[f->leader[i]]->row.flags |= ROW_LEADS;
}

/* ---- The whole */

/* The titles in the order of the rows, so that looking through them goes on and on in memory. */
static void place_titles(struct finish *f)
{
    struct seg_builder *b = f->b;

    for (size_t i = 0; i < b->n; i++) {
        struct build_row *row = f->order[i];
        row->row.title = seg_put_str(b, row->title);
        row->row.folded_title = str_eq(row->title, row->folded_title)
                                    ? row->row.title
                                    : seg_put_str(b, row->folded_title);
    }
}

/* The strings of the values, as long as the heap may grow. */
static void place_names(struct seg_builder *b)
{
    struct buf all = {0};

    for (size_t i = 0; i < b->n_values; i++) {
        struct build_value *v = &b->values[i];
        v->name_ref = seg_put_str(b, v->name);
        buf_reset(&all);
        buf_join(&all, v->aliases, v->n_aliases, "\n");
        v->aliases_ref = seg_put_str(b, buf_view(&all));
    }
    buf_free(&all);
}

static struct image_header header_of(const struct seg_builder *b)
{
    struct image_header h = {.magic = IMAGE_MAGIC,
                             .version = SEGMENT_VERSION,
                             .order = IMAGE_ORDER,
                             .n = b->n,
                             .n_value_list = b->n_value_list,
                             .n_speakers = b->n_speakers,
                             .n_quotes = b->n_quotes,
                             .n_values = b->n_values,
                             .n_keys = b->key_names.n,
                             .heap_len = b->heap.len,
                             .said_len = b->said.len};

    return h;
}

static void put_parts(struct finish *f)
{
    put_rows(f);
    put_values_of_rows(f);
    put_starts(f, PART_SPEAKERS_AT);
    put_starts(f, PART_QUOTES_AT);
    put_speakers(f);
    put_quotes(f);
    put_values(f);
    put_look_ups(f, PART_BY_HASH, f->hashes, f->b->n);
    put_look_ups(f, PART_BY_TEXT, look_ups(f, by_text), f->b->n);
    put_look_ups(f, PART_TWINS, f->twins, f->n_twins);
    begin(f, PART_LEADER);
    buf_add(&f->out, f->leader, f->b->n * sizeof *f->leader);
    begin(f, PART_HEAP);
    buf_str(&f->out, buf_view(&f->b->heap));
    begin(f, PART_SAID);
    buf_str(&f->out, buf_view(&f->b->said));
    buf_fill(&f->out, '\0', f->at.total - f->out.len);
}

void seg_finish(struct seg_builder *b, struct block *image, struct block *text)
{
    struct finish f = {.b = b};
    struct image_header h;

    place_names(b);
    order_rows(&f);
    order_values(&f);
    place_titles(&f);
    find_leaders(&f);
    f.hashes = look_ups(&f, by_hash);
    f.n_twins = find_twins(&f);
    h = header_of(b);
    h.n_twins = f.n_twins;
    image_layout(&h, &f.at);
    h.len = f.at.total;
    buf_add(&f.out, &h, sizeof h);
    put_parts(&f);
    h.body_hash = hash64(f.out.p + sizeof h, f.out.len - sizeof h, 0);
    h.header_hash = image_header_hash(&h);
    memcpy(f.out.p, &h, sizeof h);
    *image = block_of_buf(&f.out);
    *text = block_of_buf(&b->text);
    arena_free(&f.a);
    seg_builder_free(b);
}
