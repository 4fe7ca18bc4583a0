/* usage: said FILE...
 * Print the quotations of texts, for the scores in this folder.  A .yaml file holds articles,
 * any other file the text of a body.  For each article a line "@" TAB path, then per speaker
 *     P number kind name delegate titles aliases        (lists joined by |)
 * and per quotation
 *     Q start end kind rule confidence position speaker cue
 * with offsets in code points of the body, half-open; missing values are "-". */
#include "article/article.h"
#include "base/file.h"
#include "quote/quote.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <stdio.h>

struct tool {
    struct arena a;
    const struct lexicon *lx;
    const char *path;
};

static void print_list(const struct str *list, size_t n)
{
    putchar('\t');
    for (size_t i = 0; i < n; i++)
        printf("%s%.*s", i ? "|" : "", STR_ARG(list[i]));
}

static void print_speakers(const struct quotes *q)
{
    for (size_t i = 0; i < q->n_speakers; i++) {
        const struct speaker *s = &q->speakers[i];
        const char *delegate = delegate_name(s->delegate);
        printf("P\t%zu\t%s\t%.*s\t%s", i, speaker_kind_name(s->kind), STR_ARG(s->name),
               delegate ? delegate : "-");
        print_list(s->titles, s->n_titles);
        print_list(s->aliases, s->n_aliases);
        putchar('\n');
    }
}

static void print_quotation(struct str body, const struct quotation *x)
{
    static const char *const kinds[] = {"direct", "partial", "term",
                                        "title",  "doc",     "indirect"};
    size_t s = utf8_count(str_slice(body, 0, x->span.off));
    size_t e = s + utf8_count(str_slice(body, x->span.off, x->span.len));

    printf("Q\t%zu\t%zu\t%s\t%c\t%s\t%s\t", s, e, kinds[x->kind], x->rule ? x->rule : '-',
           confidence_name(x->confidence), position_name(x->position));
    if (x->speaker == NO_SPEAKER)
        printf("-");
    else
        printf("%u", x->speaker);
    printf("\t%.*s\t", STR_ARG(str_slice(body, x->cue.off, x->cue.len)));
    if (x->second == NO_SPEAKER)
        printf("-\n");
    else
        printf("%u\n", x->second);
}

static void print_article(struct tool *t, const struct article *art,
                          const struct body *body)
{
    struct arena a = {0};
    struct quotes q = quotes_find(&a, t->lx, art, body);

    printf("@\t%s\n", t->path);
    print_speakers(&q);
    for (size_t i = 0; i < q.n; i++)
        print_quotation(body->text, &q.list[i]);
    arena_free(&a);
}

static bool take_article(void *ctx, struct article *art)
{
    struct tool *t = ctx;
    struct arena a = {0};
    struct body body = body_parts(&a, art);

    print_article(t, art, &body);
    arena_free(&a);
    return true;
}

static bool print_text(struct tool *t)
{
    struct arena a = {0};
    struct article art = {.path = t->path};
    struct err e = {""};
    struct body body;

    if (!file_read(&a, t->path, 0, &art.body, &e)) {
        fprintf(stderr, "%s\n", e.msg);
        arena_free(&a);
        return false;
    }
    body = body_of_text(&a, art.body);
    print_article(t, &art, &body);
    arena_free(&a);
    return true;
}

int main(int argc, char **argv)
{
    struct arena lexicon = {0};
    struct tool t = {.lx = lexicon_new(&lexicon)};
    bool ok = true;

    for (int i = 1; i < argc; i++) {
        struct diags d = {.a = &t.a};
        struct reader r = {.a = &t.a,
                           .limits = article_limits(),
                           .diags = &d,
                           .sink = {&t, take_article}};
        t.path = argv[i];
        if (str_ends(str_of(argv[i]), STR(".yaml")))
            ok = article_read_at(&r, AT_FDCWD, argv[i], argv[i]) > 0 && ok;
        else
            ok = print_text(&t) && ok;
        arena_reset(&t.a);
    }
    arena_free(&t.a);
    arena_free(&lexicon);
    return !ok;
}
