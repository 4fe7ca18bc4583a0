/* The head of a page: title, date and length, then the fields by their names. */
#include "view/page.h"

#include "page_build.h"
#include "text/utf8.h"

#include <stdint.h>

enum { HAN_A_MINUTE = 400, WORDS_A_MINUTE = 200 };

size_t page_minutes(size_t n_han, size_t n_words)
{
    size_t doubled = n_han + n_words * (HAN_A_MINUTE / WORDS_A_MINUTE);
    size_t minutes = (doubled + HAN_A_MINUTE - 1) / HAN_A_MINUTE;

    return minutes ? minutes : 1;
}

void page_add_count(struct buf *out, size_t n)
{
    if (n >= 1000) {
        page_add_count(out, n / 1000);
        buf_printf(out, ",%03zu", n % 1000);
    } else {
        buf_printf(out, "%zu", n);
    }
}

static void add_meta(struct page_build *b, struct buf *line)
{
    struct page_put how = {.kind = ROW_META, .off = SIZE_MAX, .part = SIZE_MAX};

    if (line->len)
        page_add_text(b, arena_str(b->a, buf_view(line)), &how);
    buf_reset(line);
}

static void add_title(struct page_build *b)
{
    struct page_put how = {
        .kind = ROW_TITLE, .off = SIZE_MAX, .part = SIZE_MAX, .balance = true};
    const struct article *art = b->p->art;
    const char *slash = art->path ? strrchr(art->path, '/') : NULL;
    struct str title = art->title;

    if (title.len == 0 && art->path)
        title = str_of(slash ? slash + 1 : art->path);
    page_add_text(b, title, &how);
}

static void separate(struct buf *line)
{
    if (line->len)
        buf_z(line, "  ");
}

static void put_length(struct buf *line, struct str text)
{
    size_t han = utf8_count_han(text), words = utf8_count_words(text);

    separate(line);
    page_add_count(line, han ? han : words);
    buf_printf(line, "%s  约%zu分", han ? "字" : "词", page_minutes(han, words));
}

/* "2024-03-15  江畔新闻  蒲雨洲  2,575字  约7分" */
static void put_origin(struct page_build *b, struct buf *line)
{
    const struct article *art = b->p->art;
    const struct str names[] = {art->source, art->author};

    date_add(line, art->date);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].len == 0)
            continue;
        separate(line);
        buf_str(line, names[i]);
    }
    put_length(line, art->body);
    add_meta(b, line);
}

static void put_field(struct page_build *b, struct buf *line, const struct field *f)
{
    bool named = f->id == FIELD_FACET;

    if (f->n_values == 0)
        return;
    if (named)
        buf_str(line, f->key);
    else
        buf_z(line, field_name(f->id));
    for (size_t i = 0; i < f->n_values; i++) {
        buf_z(line, i ? "  " : " ");
        buf_str(line, f->values[i]);
    }
    add_meta(b, line);
}

void page_add_head(struct page_build *b)
{
    static const enum field_id order[] = {FIELD_URL, FIELD_KEYWORDS, FIELD_FACET,
                                          FIELD_NOTE};
    const struct article *art = b->p->art;
    struct buf line = {0};

    add_title(b);
    put_origin(b, &line);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        for (size_t i = 0; i < art->n_fields; i++) {
            if (art->fields[i].id == order[k])
                put_field(b, &line, &art->fields[i]);
        }
    }
    buf_free(&line);
    page_add_gap(b);
}
