/* usage: prop_page FILE...
 * Every article of every file (a file without one is a body) at every width: each byte of the
 * body is shown in exactly one row, or belongs to a folded part, a second copy or white space; no
 * row reaches the last column; places come back; the two ways of output agree. */
#include "base/file.h"
#include "text/show.h"
#include "text/utf8.h"
#include "view/page.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH_MIN = 10, WIDTH_MAX = 200, DRAW_EVERY = 13 };

struct props {
    struct arena page;
    size_t passed, failed;
    const struct article *art;
    struct page_opts opts;
};

static bool fail(struct props *t, const char *what, size_t at)
{
    printf("%s article %u: cols %u gutter %u ambiguous %d%s: %s at %zu\n", t->art->path,
           t->art->doc, t->opts.cols, t->opts.gutter, t->opts.amb,
           t->opts.unfold ? " unfolded" : "", what, at);
    return false;
}

static bool cover(unsigned char *seen, struct span s)
{
    bool fresh = true;

    for (size_t i = s.off; i < s.off + s.len; i++)
        fresh = fresh && seen[i]++ == 0;
    return fresh;
}

/* White space between parts and at soft breaks, and what is never shown. */
static bool may_be_left_out(struct str text, size_t off)
{
    struct show shown;

    while (off > 0 && ((unsigned char)text.p[off] & 0xC0) == 0x80)
        off--;
    show_cluster(str_slice(text, off, show_next(text, off)), 1, &shown);
    return shown.len == 0 || (shown.len == 1 && shown.bytes[0] == ' ') ||
           memcmp(text.p + off, "\xE3\x80\x80",
                  text.len - off < 3 ? text.len - off : 3) == 0;
}

static bool all_bytes(struct props *t, const struct page *p)
{
    const struct body *body = p->body;
    unsigned char *seen = arena_alloc(&t->page, body->text.len + 1);

    for (size_t i = 0; i < p->n_rows; i++) {
        const struct page_row *r = &p->rows[i];
        if (r->off == SIZE_MAX)
            continue;
        if (r->text.p != body->text.p + r->off)
            return fail(t, "row is no slice of the body", r->off);
        if (!cover(seen, (struct span){r->off, r->text.len}))
            return fail(t, "shown twice", r->off);
    }
    for (size_t i = 0; i < body->n_parts && !t->opts.unfold; i++) {
        const struct part *part = &body->parts[i];
        if (!cover(seen, part->repeat) ||
            (body_folds(part->kind) && !cover(seen, part->span)))
            return fail(t, "folded and shown", part->span.off);
    }
    for (size_t i = 0; i < body->text.len; i++) {
        if (!seen[i] && !may_be_left_out(body->text, i))
            return fail(t, "lost", i);
    }
    return true;
}

static bool all_rows(struct props *t, const struct page *p)
{
    for (size_t i = 0; i < p->n_rows; i++) {
        const struct page_row *r = &p->rows[i];
        if (r->x + show_cols(r->text, t->opts.amb) >= t->opts.cols)
            return fail(t, "row too wide", i);
        if (r->off == SIZE_MAX)
            continue;
        if (page_row_at(p, page_offset_at(p, i)) != i)
            return fail(t, "place does not come back", i);
        if (page_row_at(p, r->off + r->text.len - 1) != i)
            return fail(t, "last byte is elsewhere", i);
    }
    return true;
}

static bool same_output(struct props *t, const struct page *p)
{
    struct grid g = {0};
    struct buf drawn = {0}, printed = {0};
    bool same = true;

    for (size_t i = 0; i < p->n_rows && same; i++) {
        grid_resize(&g, 1, t->opts.cols, t->opts.amb);
        grid_clear(&g);
        buf_reset(&drawn);
        buf_reset(&printed);
        page_draw(p, i, &g, 0, 0, t->opts.cols, NULL);
        grid_text(&g, &drawn);
        page_print(p, i, &printed);
        while (printed.len && printed.p[printed.len - 1] == ' ')
            printed.len--;
        buf_c(&printed, '\n');
        same = str_eq(buf_view(&drawn), buf_view(&printed)) ||
               fail(t, "drawn is not printed", i);
    }
    grid_free(&g);
    buf_free(&drawn);
    buf_free(&printed);
    return same;
}

static void check_page(struct props *t, const struct body *body)
{
    const struct page *p = page_new(&t->page, t->art, body, &t->opts);
    bool ok = all_bytes(t, p) && all_rows(t, p) &&
              (t->opts.cols % DRAW_EVERY || same_output(t, p));

    t->passed += ok;
    t->failed += !ok;
    arena_reset(&t->page);
}

static void check_body(struct props *t, const struct article *art,
                       const struct body *body)
{
    t->art = art;
    for (unsigned cols = WIDTH_MIN; cols <= WIDTH_MAX; cols++) {
        for (unsigned k = 0; k < 8; k++) {
            t->opts = (struct page_opts){.cols = cols,
                                         .measure = 76,
                                         .indent = 4,
                                         .head = true,
                                         .centre = true,
                                         .amb = k & 1 ? 2 : 1,
                                         .gutter = k & 2 ? 4 : 0,
                                         .unfold = k & 4};
            check_page(t, body);
        }
    }
}

static bool check_article(void *ctx, struct article *art)
{
    struct arena a = {0};
    struct body body = body_parts(&a, art);

    check_body(ctx, art, &body);
    arena_free(&a);
    return true;
}

static void check_file(struct props *t, struct reader *r, const char *path)
{
    struct article art = {.path = path};
    struct body body;
    struct err e;

    if (article_read_at(r, AT_FDCWD, path, path) > 0)
        return;
    if (!file_read(r->a, path, r->limits.file, &art.body, &e)) {
        printf("%s\n", e.msg);
        t->failed++;
        return;
    }
    body = body_of_text(r->a, art.body);
    check_body(t, &art, &body);
}

int main(int argc, char **argv)
{
    struct props t = {0};
    struct arena text = {0}, messages = {0};
    struct diags diags = {.a = &messages};
    struct reader r = {.a = &text, .limits = article_limits(), .diags = &diags};

    r.sink = (struct article_sink){&t, check_article};
    for (int i = 1; i < argc; i++) {
        check_file(&t, &r, argv[i]);
        arena_reset(&text);
    }
    printf("page: %zu passed, %zu failed\n", t.passed, t.failed);
    arena_free(&t.page);
    arena_free(&text);
    arena_free(&messages);
    return t.failed || !t.passed;
}
