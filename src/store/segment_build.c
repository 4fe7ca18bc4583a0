/* Making a segment: rows are taken in as they come and put in order at the end. */
#include "build.h"

#include <stdlib.h>

enum { HEAP_FULL = 3u << 30 };

struct seg_builder *seg_builder_new(void)
{
    struct seg_builder *b = mem_grow(NULL, sizeof *b);

    memset(b, 0, sizeof *b);
    buf_fill(&b->heap, '\0', sizeof(uint32_t)); /* the empty string */
    buf_fill(&b->said, '\0', sizeof(uint32_t));
    return b;
}

void seg_builder_free(struct seg_builder *b)
{
    if (!b)
        return;
    buf_free(&b->heap);
    buf_free(&b->said);
    buf_free(&b->text);
    buf_free(&b->key);
    arena_free(&b->a);
    free(b);
}

size_t seg_builder_n(const struct seg_builder *b)
{
    return b->n;
}

bool seg_builder_full(const struct seg_builder *b)
{
    return b->heap.len > HEAP_FULL || b->said.len > HEAP_FULL;
}

/* ---- Strings */

static uint32_t put(struct buf *heap, struct str s)
{
    uint32_t ref = (uint32_t)heap->len, len = (uint32_t)s.len;

    if (!s.len)
        return 0;
    buf_add(heap, &len, sizeof len);
    buf_str(heap, s);
    return ref;
}

uint32_t seg_put_str(struct seg_builder *b, struct str s)
{
    return put(&b->heap, s);
}

/* For strings that come again and again. */
static uint32_t put_same(struct seg_builder *b, struct str s)
{
    size_t at;

    if (!s.len)
        return 0;
    at = map_find(&b->strings, s);
    if (at < b->strings.n)
        return (uint32_t)b->strings.values[at];
    uint32_t ref = seg_put_str(b, s);
    map_put(&b->a, &b->strings, arena_str(&b->a, s), ref, NULL);
    return ref;
}

/* ---- Values */

static uint32_t key_number(struct seg_builder *b, struct str key)
{
    size_t at;
    bool added;

    buf_reset(&b->key);
    fold_utf8(key, &b->key);
    at = map_find(&b->key_names, buf_view(&b->key));
    if (at < b->key_names.n)
        return (uint32_t)at;
    map_put(&b->a, &b->key_names, arena_str(&b->a, buf_view(&b->key)), put_same(b, key),
            &added);
    return (uint32_t)(b->key_names.n - 1);
}

/* People are the same with and without the dots and blanks in their names. */
static void value_key(struct seg_builder *b, const struct fact *v, uint32_t key)
{
    buf_reset(&b->key);
    buf_printf(&b->key, "%c%u:", 'a' + (char)v->facet, key);
    if (v->facet == FACET_SPEAKER)
        people_add_key(&b->key, v->value);
    else
        fold_utf8(v->value, &b->key);
}

static uint32_t value_number(struct seg_builder *b, const struct fact *v)
{
    uint32_t key = v->facet == FACET_OWN ? key_number(b, v->key) : 0;
    size_t at;

    value_key(b, v, key);
    at = map_find(&b->value_names, buf_view(&b->key));
    if (at < b->value_names.n) {
        if (fold_prefers(b->values[at].name, v->value))
            b->values[at].name = arena_str(&b->a, v->value);
        return (uint32_t)at;
    }
    map_put(&b->a, &b->value_names, arena_str(&b->a, buf_view(&b->key)), 0, NULL);
    b->values =
        arena_grow(&b->a, b->values, b->n_values, &b->cap_values, sizeof *b->values);
    b->values[b->n_values] = (struct build_value){.facet = v->facet, .key = key};
    b->values[b->n_values].name = arena_str(&b->a, v->value);
    return (uint32_t)b->n_values++;
}

/* The words of ALIASES that the value does not have yet. */
static void add_aliases(struct seg_builder *b, struct build_value *v, struct str aliases)
{
    for (size_t off = 0, end; off < aliases.len; off = end + 1) {
        struct str one;
        end = str_find(aliases, STR("\n"), off);
        one = str_slice(aliases, off, end - off);
        if (!str_eq(one, v->name))
            arena_add_once(&b->a, &v->aliases, &v->n_aliases, &v->cap_aliases, one);
    }
}

static uint32_t speaker_value(struct seg_builder *b, const struct fact_speaker *s)
{
    static const enum facet facets[] = {[SPEAKER_PERSON] = FACET_SPEAKER,
                                        [SPEAKER_ROLE] = FACET_PHRASE,
                                        [SPEAKER_ORG] = FACET_ORG};
    struct fact v = {.facet = facets[s->kind], .value = s->name};
    uint32_t number = value_number(b, &v);

    b->values[number].kind = s->kind;
    b->values[number].n_quotes += s->n_quotes;
    add_aliases(b, &b->values[number], s->aliases);
    return number;
}

/* ---- Rows */

static void *grown(struct seg_builder *b, void *items, size_t n, size_t *cap, size_t size)
{
    return arena_grow(&b->a, items, n, cap, size);
}

static void add_list_value(struct seg_builder *b, struct build_row *row, uint32_t value)
{
    for (size_t i = row->values; i < b->n_value_list; i++)
        if (b->value_list[i] == value)
            return;
    b->value_list = grown(b, b->value_list, b->n_value_list, &b->cap_value_list,
                          sizeof *b->value_list);
    b->value_list[b->n_value_list++] = value;
    b->values[value].n_articles++;
    row->n_values++;
}

static uint32_t own_value(struct seg_builder *b, enum facet facet, struct str name)
{
    struct fact v = {.facet = facet, .value = name};

    return name.len ? value_number(b, &v) : NO_VALUE;
}

static void add_speakers(struct seg_builder *b, const struct facts *f)
{
    for (size_t i = 0; i < f->n_speakers; i++) {
        const struct fact_speaker *s = &f->speakers[i];
        struct seg_speaker *to;
        b->speakers =
            grown(b, b->speakers, b->n_speakers, &b->cap_speakers, sizeof *b->speakers);
        to = &b->speakers[b->n_speakers++];
        *to = (struct seg_speaker){.value = speaker_value(b, s),
                                   .titles = own_value(b, FACET_TITLES, s->titles),
                                   .n_quotes = (uint16_t)s->n_quotes,
                                   .n_indirect = (uint16_t)s->n_indirect,
                                   .delegate = (uint8_t)s->delegate};
        for (size_t k = 0; k < SPEAKER_ORGS; k++)
            to->orgs[k] = own_value(b, FACET_ORG, s->orgs[k]);
    }
}

static uint16_t speaker_number(uint32_t speaker)
{
    return speaker == NO_SPEAKER ? NO_SEG_SPEAKER : (uint16_t)speaker;
}

static void add_quotes(struct seg_builder *b, const struct facts *f)
{
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct fact_quote *q = &f->quotes[i];
        b->quotes = grown(b, b->quotes, b->n_quotes, &b->cap_quotes, sizeof *b->quotes);
        b->quotes[b->n_quotes++] = (struct seg_quote){
            .text = put(&b->said, q->text),
            .cue = put_same(b, q->cue),
            .off = (uint32_t)q->span.off,
            .len = (uint32_t)q->span.len,
            .start = (uint32_t)q->start,
            .end = (uint32_t)q->end,
            .folded = (uint32_t)q->folded.off,
            .folded_len = (uint32_t)q->folded.len,
            .speaker = speaker_number(q->speaker),
            .second = speaker_number(q->second),
            .number = q->number,
            .kind = (uint8_t)q->kind,
            .position = (uint8_t)q->position,
            .confidence = (uint8_t)q->confidence,
            .rule = (uint8_t)q->rule,
            .fixed = q->fixed,
            .verdict = (uint8_t)q->verdict,
        };
    }
}

static void count_kinds(const struct facts *f, struct seg_row *row)
{
    for (size_t i = 0; i < f->n_quotes; i++) {
        row->n_quotes += f->quotes[i].number > 0;
        row->n_indirect += f->quotes[i].number == 0;
    }
}

static struct str title_key(struct seg_builder *b, struct str title)
{
    buf_reset(&b->key);
    pinyin_add_key(&b->key, title);
    return arena_str(&b->a, buf_view(&b->key));
}

/* So that most titles are compared without their keys. */
static void start_of_key(struct str key, uint64_t out[2])
{
    for (size_t i = 0; i < 16; i++) {
        unsigned char c = i < key.len ? (unsigned char)key.p[i] : 0;
        out[i / 8] = out[i / 8] << 8 | c;
    }
}

void seg_add_at(struct seg_builder *b, const struct facts *f, uint32_t art,
                uint64_t text_off)
{
    struct build_row *row;

    b->rows = grown(b, b->rows, b->n, &b->cap, sizeof *b->rows);
    row = &b->rows[b->n++];
    *row = (struct build_row){
        .title_key = title_key(b, f->title),
        .title = arena_str(&b->a, f->title),
        .folded_title = arena_str(&b->a, str_slice(f->folded, 0, f->folded_title)),
        .path = arena_str(&b->a, f->path),
        .values = b->n_value_list,
        .speakers = b->n_speakers,
        .n_speakers = f->n_speakers,
        .quotes = b->n_quotes,
        .n_quotes = f->n_quotes,
        .row = {.hash = f->hash,
                .near = f->near,
                .text = text_off,
                .text_len = (uint32_t)f->folded.len,
                .title_len = (uint32_t)f->folded_title,
                .path = put_same(b, f->path),
                .url = seg_put_str(b, f->url),
                .source = put_same(b, f->source),
                .author = put_same(b, f->author),
                .doc = f->doc,
                .art = art,
                .date = seg_pack_date(f->date),
                .n_han = f->n_han,
                .n_words = f->n_words,
                .flags =
                    (f->faulty ? ROW_FAULTY : 0u) | (f->analysed ? ROW_ANALYSED : 0u)},
    };
    start_of_key(row->title_key, row->row.title_key);
    count_kinds(f, &row->row);
    add_speakers(b, f);
    add_quotes(b, f);
    for (size_t i = 0; i < f->n_values; i++)
        add_list_value(b, row, value_number(b, &f->values[i]));
}

void seg_add(struct seg_builder *b, const struct facts *f, uint32_t art)
{
    uint64_t at = b->text.len;

    buf_str(&b->text, f->folded);
    seg_add_at(b, f, art, at);
}
