/* Any page: parts that lie in the body in order; written as YAML it is one article again, with the
 * same title and the same texts. */
#include "article/html.h"
#include "article/write.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct again {
    const struct article *art;
    size_t n;
};

static void want(bool holds)
{
    if (!holds)
        abort();
}

static struct str text_of(const struct article *art, size_t i)
{
    return str_slice(art->body, art->given[i].span.off, art->given[i].span.len);
}

static bool take(void *ctx, struct article *art)
{
    struct again *x = ctx;

    want(x->n++ == 0 && str_eq(art->title, x->art->title));
    for (size_t i = 0; art->n_given && i < art->n_given; i++)
        want(i < x->art->n_given && str_eq(text_of(art, i), text_of(x->art, i)));
    return true;
}

static void check_parts(const struct article *art, const struct body *body)
{
    size_t end = 0;

    want(utf8_valid_len(art->body) == art->body.len);
    for (size_t i = 0; i < body->n_parts; i++) {
        want(body->parts[i].span.off >= end && body->parts[i].span.len > 0);
        end = body->parts[i].span.off + body->parts[i].span.len;
    }
    want(end <= art->body.len);
}

static void check_yaml(struct arena *a, const struct article *art,
                       const struct body *body)
{
    struct arena kept = {0};
    struct diags diags = {.a = &kept};
    struct again x = {.art = art};
    struct reader r = {.a = a, .diags = &diags, .sink = {&x, take}};
    struct buf yaml = {0};

    article_write_yaml(&yaml, art, body, false);
    want(article_read_bytes(&r, "a.yaml", buf_view(&yaml)) == 1);
    buf_free(&yaml);
    arena_free(&kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0};
    struct article art;

    utf8_repair(str_make((const char *)data, len), &text);
    if (html_article(&a, buf_view(&text), &art)) {
        struct body body = body_parts(&a, &art);
        check_parts(&art, &body);
        if (art.title.len)
            check_yaml(&a, &art, &body);
    }
    buf_free(&text);
    arena_free(&a);
    return 0;
}
