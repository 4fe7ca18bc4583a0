/* Print the parts of texts, for the scores in this folder.
 *
 *     parts FILE...             a line per part: kind, start, end, start and end of the repeat,
 *                               derived, soft; offsets count code points; a blank line ends a file
 *     parts --features FILE...  a line per sentence: start, length, first, hard, then the names
 *                               of the features that are on
 *     parts --weights           a line per feature: name, weight
 * FILE holds the text of a body as it is. */
#include "article/body.h"
#include "article/paragraph.h"
#include "base/file.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <stdio.h>

static const char *const kinds[] = {
    [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_HEADING] = "heading",
    [BLOCK_QUOTE] = "quote",
    [BLOCK_CAPTION] = "caption",
    [BLOCK_CREDIT] = "credit",
    [BLOCK_DATELINE] = "dateline",
    [BLOCK_BOILERPLATE] = "boilerplate",
};

/* Offsets rise: counting goes on from the last one. */
struct counter {
    struct str t;
    size_t off, cps;
};

static size_t cps_at(struct counter *c, size_t off)
{
    size_t at = c->off;

    for (; c->off < off; c->off += utf8_len((unsigned char)c->t.p[c->off]))
        c->cps++;
    return off >= at ? c->cps : 0;
}

static void print_parts(struct arena *a, struct str t)
{
    struct body b = body_of_text(a, t);
    struct counter c = {t, 0, 0};

    for (size_t i = 0; i < b.n_parts; i++) {
        const struct part *p = &b.parts[i];
        size_t s = cps_at(&c, p->span.off), e = cps_at(&c, p->span.off + p->span.len);
        size_t rs = p->repeat.len ? cps_at(&c, p->repeat.off) : 0;
        size_t re = p->repeat.len ? cps_at(&c, p->repeat.off + p->repeat.len) : 0;

        printf("%s\t%zu\t%zu\t%zu\t%zu\t%d\t%d\n", kinds[p->kind], s, e, rs, re,
               p->derived, p->soft);
    }
    putchar('\n');
}

/* What the paragraphs were cut from: neighbours without a certain break between. */
static size_t stretches_of(struct arena *a, struct str t, struct span **out)
{
    struct body b = body_of_text(a, t);
    size_t n = 0;

    *out = arena_array(a, struct span, b.n_parts);
    for (size_t i = 0; i < b.n_parts; i++) {
        const struct part *p = &b.parts[i];

        if (p->kind == BLOCK_PARAGRAPH && p->soft)
            (*out)[n - 1].len = p->span.off + p->span.len - (*out)[n - 1].off;
        else if (p->kind == BLOCK_PARAGRAPH)
            (*out)[n++] = p->span;
    }
    return n;
}

static void print_features(struct arena *a, struct str t)
{
    struct span *stretches;
    size_t n = stretches_of(a, t, &stretches);
    struct sentences list = paragraph_sentences(a, t, stretches, n);
    struct counter c = {t, 0, 0};

    for (size_t i = 0; i < list.n; i++) {
        const struct sentence *s = &list.items[i];

        printf("%zu\t%u\t%d\t%d\t", cps_at(&c, s->span.off), s->cps, s->first, s->hard);
        for (size_t k = 0; k < BREAK_FEATURES; k++)
            if (break_is(s->on, (enum break_feature)k))
                printf("%s ", paragraph_feature(k, NULL));
        putchar('\n');
    }
    putchar('\n');
}

static int print_weights(void)
{
    int weight;

    for (size_t i = 0; paragraph_feature(i, &weight); i++)
        printf("%s\t%d\n", paragraph_feature(i, NULL), weight);
    return 0;
}

int main(int argc, char **argv)
{
    bool features = argc > 1 && !strcmp(argv[1], "--features");
    struct arena a = {0};

    if (argc > 1 && !strcmp(argv[1], "--weights"))
        return print_weights();
    for (int i = 1 + features; i < argc; i++) {
        struct str t;
        struct err e = {""};

        if (!file_read(&a, argv[i], 0, &t, &e)) {
            fprintf(stderr, "%s\n", e.msg);
            return 1;
        }
        (features ? print_features : print_parts)(&a, t);
        arena_reset(&a);
    }
    arena_free(&a);
    return 0;
}
