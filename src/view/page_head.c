/* The head of a page: title, date and length, then the fields by their names. */
#include "view/page.h"

#include "page_build.h"
#include "text/show.h"
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

/* A value of one line, whatever the file put into it: only notes have lines of their own. */
static void add_flat(struct buf *out, struct str s)
{
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        bool ends_line = cp == '\n' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
        if (ends_line)
            buf_c(out, ' ');
        else
            buf_add(out, s.p + i, len);
    }
}

/* The file's name stands in for a missing title; it may hold any bytes. */
static struct str name_of(struct arena *a, const struct article *art)
{
    const char *path = art->path ? art->path : "";
    const char *slash = strrchr(path, '/');
    struct buf name = {0};
    struct str s;

    utf8_repair(str_of(slash ? slash + 1 : path), &name);
    s = arena_str(a, buf_view(&name));
    buf_free(&name);
    return s;
}

static void add_title(struct page_build *b)
{
    struct page_put how = {
        .kind = ROW_TITLE, .off = SIZE_MAX, .part = SIZE_MAX, .balance = true};
    const struct article *art = b->p->art;
    struct buf flat = {0};

    add_flat(&flat, art->title.len ? art->title : name_of(b->a, art));
    page_add_text(b, arena_str(b->a, buf_view(&flat)), &how);
    buf_free(&flat);
}

/* A line of items is broken between items where that is possible. */
struct meta {
    struct buf text;
    unsigned cols; /* of its last row */
    unsigned width;
    int amb;
    bool keep_lines;
};

static void put_item(struct meta *m, const char *gap, struct str item)
{
    unsigned cols = show_cols(item, m->amb), gap_cols = (unsigned)strlen(gap);

    if (item.len == 0)
        return;
    /* What must be broken anyway begins beside what stands there. */
    if (m->text.len && cols <= m->width && m->cols + gap_cols + cols > m->width) {
        buf_c(&m->text, '\n');
        m->cols = 0;
    } else if (m->text.len) {
        buf_z(&m->text, gap);
        m->cols += gap_cols;
    }
    if (m->keep_lines)
        buf_str(&m->text, item);
    else
        add_flat(&m->text, item);
    m->cols = cols <= m->width ? m->cols + cols : m->width;
}

static void end_line(struct page_build *b, struct meta *m)
{
    struct page_put how = {.kind = ROW_META, .off = SIZE_MAX, .part = SIZE_MAX};

    if (m->text.len)
        page_add_text(b, arena_str(b->a, buf_view(&m->text)), &how);
    buf_reset(&m->text);
    m->cols = 0;
}

static void put_length(struct meta *m, struct str text)
{
    size_t han = utf8_count_han(text), words = utf8_count_words(text);
    struct buf item = {0};

    page_add_count(&item, han ? han : words);
    buf_z(&item, han ? "字" : "词");
    put_item(m, "  ", buf_view(&item));
    buf_reset(&item);
    buf_printf(&item, "约%zu分", page_minutes(han, words));
    put_item(m, "  ", buf_view(&item));
    buf_free(&item);
}

/* "2024-03-15  江畔新闻  蒲雨洲  2,575字  约7分" */
static void add_origin(struct page_build *b, struct meta *m)
{
    const struct article *art = b->p->art;
    struct buf date = {0};

    date_add(&date, art->date);
    put_item(m, "  ", buf_view(&date));
    put_item(m, "  ", art->source);
    put_item(m, "  ", art->author);
    put_length(m, art->body);
    end_line(b, m);
    buf_free(&date);
}

static void add_field(struct page_build *b, struct meta *m, const struct field *f)
{
    if (f->n_values == 0)
        return;
    m->keep_lines = f->id == FIELD_NOTE;
    put_item(m, "", f->id == FIELD_FACET ? f->key : str_of(field_name(f->id)));
    for (size_t i = 0; i < f->n_values; i++) {
        put_item(m, i ? "  " : " ", f->values[i]);
    }
    end_line(b, m);
}

void page_add_head(struct page_build *b)
{
    static const enum field_id order[] = {FIELD_URL, FIELD_KEYWORDS, FIELD_FACET,
                                          FIELD_NOTE};
    const struct article *art = b->p->art;
    struct meta m = {.width = b->p->width, .amb = b->p->opts.amb};

    add_title(b);
    add_origin(b, &m);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        for (size_t i = 0; i < art->n_fields; i++) {
            if (art->fields[i].id == order[k])
                add_field(b, &m, &art->fields[i]);
        }
    }
    buf_free(&m.text);
    page_add_gap(b);
}
