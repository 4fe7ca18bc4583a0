/* Pages: the first bytes choose how to lay out, the rest is title, needle and body. */
#include "text/utf8.h"
#include "view/page.h"

#include <stdint.h>
#include <stdlib.h>

enum { N_CHOICES = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct page_opts choose(const uint8_t *c)
{
    return (struct page_opts){.cols = c[0],
                              .measure = c[1],
                              .indent = c[2] % 9,
                              .gutter = c[3] % 9,
                              .centre = c[4] & 1,
                              .amb = c[4] & 2 ? 2 : 1,
                              .kinsoku = (enum kinsoku)(c[5] % 4),
                              .hang = c[4] & 4,
                              .orphan = c[4] & 8,
                              .unfold = c[4] & 16,
                              .web = c[4] & 32,
                              .head = c[4] & 64};
}

static void draw_all(struct arena *a, const struct page *p, struct str needle)
{
    struct grid g = {0};
    struct buf b = {0};
    struct span *spans;
    struct page_hits hits = {.now = 0};
    unsigned cols = p->opts.cols ? p->opts.cols : 1;

    hits.n = page_find(a, p, needle, &spans);
    hits.spans = spans;
    for (size_t i = 0; i < hits.n; i++) {
        if (spans[i].off + spans[i].len > p->body->text.len)
            abort();
    }
    grid_resize(&g, 1, cols, p->opts.amb);
    for (size_t i = 0; i < p->n_rows; i++) {
        page_draw(p, i, &g, 0, 0, cols, &hits);
        page_print(p, i, &b);
        buf_reset(&b);
        if (p->rows[i].off != SIZE_MAX && page_row_at(p, page_offset_at(p, i)) != i)
            abort();
    }
    buf_free(&b);
    grid_free(&g);
}

static void lay_out(struct arena *a, struct str text, const struct page_opts *o)
{
    size_t first = str_find(text, STR("\n"), 0),
           second = str_find(text, STR("\n"), first + 1);
    struct article art = {.path = "-", .title = str_slice(text, 0, first)};
    struct body body;

    art.body = str_from(text, second < text.len ? second + 1 : text.len);
    art.source = art.title;
    body = body_of_text(a, art.body);
    draw_all(a, page_new(a, &art, &body, o),
             str_slice(text, first + 1, second - first - 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0};
    struct page_opts o;

    if (len < N_CHOICES)
        return 0;
    o = choose(data);
    utf8_repair(str_make((const char *)data + N_CHOICES, len - N_CHOICES), &text);
    lay_out(&a, buf_view(&text), &o);
    buf_free(&text);
    arena_free(&a);
    return 0;
}
