/* Reading a segment: every number that comes from the block is held against the block. */
#include "image.h"

#include "base/hash.h"
#include "base/mapping.h"
#include "text/pinyin.h"
#include "text/utf8.h"

#include <stdlib.h>

void block_release(struct block *b)
{
    if (b->release)
        b->release(b);
    *b = (struct block){0};
}

static void free_bytes(struct block *b)
{
    struct buf owner = {.p = (char *)(uintptr_t)b->p};

    buf_free(&owner);
}

struct block block_of_buf(struct buf *b)
{
    struct block block = {b->p, b->len, free_bytes};

    *b = (struct buf){0};
    return block;
}

/* ---- The header */

bool image_layout(const struct image_header *h, struct image_layout *out)
{
    const struct {
        uint64_t n, size;
    } parts[PART_COUNT] = {
        [PART_ROWS] = {h->n, sizeof(struct seg_row)},
        [PART_DATES] = {h->n, sizeof(uint32_t)},
        [PART_VALUES_AT] = {h->n + 1, sizeof(uint32_t)},
        [PART_VALUE_LIST] = {h->n_value_list, sizeof(uint32_t)},
        [PART_SPEAKERS_AT] = {h->n + 1, sizeof(uint32_t)},
        [PART_QUOTES_AT] = {h->n + 1, sizeof(uint32_t)},
        [PART_SPEAKERS] = {h->n_speakers, sizeof(struct seg_speaker)},
        [PART_QUOTES] = {h->n_quotes, sizeof(struct seg_quote)},
        [PART_VALUES] = {h->n_values, sizeof(struct seg_value)},
        [PART_KEYS] = {h->n_keys, sizeof(uint32_t)},
        [PART_BY_HASH] = {h->n, sizeof(uint32_t)},
        [PART_BY_TEXT] = {h->n, sizeof(uint32_t)},
        [PART_TWINS] = {h->n_twins, sizeof(uint32_t)},
        [PART_LEADER] = {h->n, sizeof(uint32_t)},
        [PART_HEAP] = {h->heap_len, 1},
        [PART_SAID] = {h->said_len, 1},
    };
    uint64_t at = sizeof *h;

    for (size_t i = 0; i < PART_COUNT; i++) {
        if (parts[i].n > UINT32_MAX)
            return false;
        out->off[i] = at;
        out->len[i] = parts[i].n * parts[i].size;
        at += (out->len[i] + 7) / 8 * 8;
    }
    out->total = at;
    return true;
}

uint64_t image_header_hash(const struct image_header *h)
{
    return hash64(h, offsetof(struct image_header, header_hash), 0);
}

static bool header_fits(const struct image_header *h, size_t len, struct image_layout *at,
                        struct err *e)
{
    if (memcmp(h->magic, IMAGE_MAGIC, sizeof h->magic) != 0 || h->order != IMAGE_ORDER)
        return err_set(e, "不是本机的索引文件");
    if (h->version != SEGMENT_VERSION)
        return err_set(e, "索引文件是另一个版本");
    if (h->header_hash != image_header_hash(h))
        return err_set(e, "索引文件的开头已损坏");
    if (!image_layout(h, at) || at->total != h->len || h->len != len)
        return err_set(e, "索引文件不完整");
    return true;
}

static void take_parts(struct segment *s, const struct image_header *h,
                       const struct image_layout *at)
{
    const char *p = s->image.p;

    s->n = h->n;
    s->n_value_list = h->n_value_list;
    s->n_speakers = h->n_speakers;
    s->n_quotes = h->n_quotes;
    s->n_values = h->n_values;
    s->n_keys = h->n_keys;
    s->heap_len = h->heap_len;
    s->rows = (const void *)(p + at->off[PART_ROWS]);
    s->dates = (const void *)(p + at->off[PART_DATES]);
    s->values_at = (const void *)(p + at->off[PART_VALUES_AT]);
    s->value_list = (const void *)(p + at->off[PART_VALUE_LIST]);
    s->speakers_at = (const void *)(p + at->off[PART_SPEAKERS_AT]);
    s->quotes_at = (const void *)(p + at->off[PART_QUOTES_AT]);
    s->speakers = (const void *)(p + at->off[PART_SPEAKERS]);
    s->quotes = (const void *)(p + at->off[PART_QUOTES]);
    s->values = (const void *)(p + at->off[PART_VALUES]);
    s->keys = (const void *)(p + at->off[PART_KEYS]);
    s->by_hash = (const void *)(p + at->off[PART_BY_HASH]);
    s->by_text = (const void *)(p + at->off[PART_BY_TEXT]);
    s->n_twins = h->n_twins;
    s->twins = (const void *)(p + at->off[PART_TWINS]);
    s->leader = (const void *)(p + at->off[PART_LEADER]);
    s->said_len = h->said_len;
    s->heap = p + at->off[PART_HEAP];
    s->said = p + at->off[PART_SAID];
}

bool segment_open(struct segment *s, struct block image, struct block text, struct err *e)
{
    struct image_header h;
    struct image_layout at = {0};

    *s = (struct segment){.image = image, .text = text};
    if (image.len < sizeof h || (uintptr_t)image.p % 8) {
        segment_close(s);
        return err_set(e, "索引文件太短");
    }
    memcpy(&h, image.p, sizeof h);
    if (!header_fits(&h, image.len, &at, e)) {
        segment_close(s);
        return false;
    }
    take_parts(s, &h, &at);
    return true;
}

void segment_close(struct segment *s)
{
    block_release(&s->image);
    block_release(&s->text);
    *s = (struct segment){0};
}

bool segment_verify(const struct segment *s)
{
    struct image_header h;

    memcpy(&h, s->image.p, sizeof h);
    return h.body_hash == hash64(s->image.p + sizeof h, s->image.len - sizeof h, 0);
}

bool segment_torn(const struct segment *s)
{
    return mapping_torn(s->image.p) || mapping_torn(s->text.p);
}

/* ---- What is in it */

static struct str string_at(const char *heap, size_t heap_len, uint32_t ref)
{
    uint32_t len;

    if (ref > heap_len || heap_len - ref < sizeof len)
        return STR("");
    memcpy(&len, heap + ref, sizeof len);
    if (len > heap_len - ref - sizeof len)
        return STR("");
    return str_make(heap + ref + sizeof len, len);
}

struct str seg_bytes(const struct segment *s, uint32_t ref)
{
    return string_at(s->heap, s->heap_len, ref);
}

struct str seg_said(const struct segment *s, const struct seg_quote *q)
{
    struct str out = string_at(s->said, s->said_len, q->text);

    return utf8_valid_len(out) == out.len ? out : STR("");
}

struct str seg_str(const struct segment *s, uint32_t ref)
{
    struct str out = seg_bytes(s, ref);

    return utf8_valid_len(out) == out.len ? out : STR("");
}

uint32_t seg_pack_date(struct date d)
{
    uint32_t key = d.precision == DATE_NONE ? 0 : (uint32_t)date_key(d);

    return key << 3 | (uint32_t)(d.inferred && d.precision) << 2 | d.precision;
}

struct date seg_date(uint32_t packed)
{
    uint32_t key = packed >> 3;
    struct date d = {.precision = packed & 3, .inferred = packed >> 2 & 1};

    if (d.precision == DATE_NONE)
        return (struct date){0};
    d.year = (short)(key / 10000 % 10000);
    d.month = (signed char)(key / 100 % 100);
    d.day = (signed char)(key % 100);
    return d;
}

/* The part [at[row], at[row + 1]) of a list of N; empty when it is none. */
static size_t part_of(const uint32_t *at, size_t row, size_t n, size_t *n_part)
{
    uint32_t from = at[row], to = at[row + 1];
    bool fits = from <= to && to <= n;

    *n_part = fits ? to - from : 0;
    return fits ? from : 0;
}

const uint32_t *seg_values(const struct segment *s, size_t row, size_t *n)
{
    return s->value_list + part_of(s->values_at, row, s->n_value_list, n);
}

size_t seg_leader(const struct segment *s, size_t row)
{
    return s->leader[row] < s->n ? s->leader[row] : row;
}

const struct seg_speaker *seg_speakers(const struct segment *s, size_t row, size_t *n)
{
    return s->speakers + part_of(s->speakers_at, row, s->n_speakers, n);
}

const struct seg_quote *seg_quotes(const struct segment *s, size_t row, size_t *n)
{
    return s->quotes + part_of(s->quotes_at, row, s->n_quotes, n);
}

struct str seg_value_name(const struct segment *s, uint32_t v)
{
    return v < s->n_values ? seg_str(s, s->values[v].name) : STR("");
}

struct str seg_text(const struct segment *s, size_t row)
{
    const struct seg_row *r = &s->rows[row];

    if (r->text > s->text.len || r->text_len > s->text.len - r->text)
        return STR("");
    return str_make(s->text.p + r->text, r->text_len);
}

struct str seg_folded_title(const struct segment *s, size_t row)
{
    return seg_bytes(s, s->rows[row].folded_title);
}

struct str seg_folded_body(const struct segment *s, size_t row)
{
    return str_from(seg_text(s, row), (size_t)s->rows[row].title_len + 1);
}

/* ---- Order */

/* In the order of pinyin. */
static int by_title(struct str a, struct str b)
{
    struct buf x = {0}, y = {0};
    int c;

    pinyin_add_key(&x, a);
    pinyin_add_key(&y, b);
    c = str_cmp(buf_view(&x), buf_view(&y));
    buf_free(&x);
    buf_free(&y);
    return c;
}

int segment_order(const struct segment *a, size_t i, const struct segment *b, size_t j)
{
    const struct seg_row *x = &a->rows[i], *y = &b->rows[j];
    uint32_t dx = x->date >> 3, dy = y->date >> 3;
    int c = (dx < dy) - (dx > dy);

    for (size_t k = 0; k < 2 && c == 0; k++)
        c = (x->title_key[k] > y->title_key[k]) - (x->title_key[k] < y->title_key[k]);
    if (c == 0)
        c = by_title(seg_str(a, x->title), seg_str(b, y->title));
    if (c == 0)
        c = (x->hash > y->hash) - (x->hash < y->hash);
    if (c == 0)
        c = str_cmp(seg_bytes(a, x->path), seg_bytes(b, y->path));
    return c ? c : (x->doc > y->doc) - (x->doc < y->doc);
}
