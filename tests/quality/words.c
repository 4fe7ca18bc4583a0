/* usage: words FILE...
 * Which words of the lexicon occur in texts: a line "N TAB word" for each that fired.
 *
 * A word fires where it is the longest one of one of its classes that begins there: what a look-up
 * of the engine for that class alone would answer.  Once a place, whatever the number of classes.
 * A .yaml file holds articles, any other file is the text of one body. */
#include "article/article.h"
#include "base/file.h"
#include "base/hash.h"
#include "quote/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <stdio.h>

enum {
    CLASSES = 31,
    MOST = 64
}; /* of lex_class; characters of a word, more than there are */

struct tool {
    struct arena a, kept;
    const struct lexicon *lx;
    struct map fired;
};

static void count(struct tool *t, const struct folded *f, size_t at, unsigned len)
{
    struct buf b = {0};
    size_t i;

    for (size_t k = at; k < at + len; k++) {
        char bytes[4];
        buf_add(&b, bytes, utf8_encode(fold_cp(f, k), bytes));
    }
    i = map_find(&t->fired, buf_view(&b));
    if (i == t->fired.n)
        i = map_put(&t->kept, &t->fired, arena_str(&t->kept, buf_view(&b)), 0, NULL);
    t->fired.values[i]++;
    buf_free(&b);
}

static void look_at(struct tool *t, struct str body)
{
    struct arena a = {0};
    struct folded f;

    fold_text(&a, body, NULL, 0, &f);
    for (size_t i = 0; i < f.n; i++) {
        uint64_t seen = 0; /* a bit for each length counted here */
        for (unsigned class = 0; class < CLASSES; class ++) {
            unsigned len = lex_at(t->lx, f.cp + i, f.n - i, 1u << class, NULL);
            if (!len || len >= MOST || seen >> len & 1)
                continue;
            seen |= (uint64_t)1 << len;
            count(t, &f, i, len);
        }
    }
    arena_free(&a);
}

static bool take_article(void *ctx, struct article *art)
{
    look_at(ctx, art->body);
    return true;
}

static bool take_text(struct tool *t, const char *path)
{
    struct str body;
    struct err e = {""};

    if (!file_read(&t->a, path, 0, &body, &e)) {
        fprintf(stderr, "%s\n", e.msg);
        return false;
    }
    look_at(t, body);
    return true;
}

int main(int argc, char **argv)
{
    struct tool t = {0};
    bool ok = true;

    t.lx = lexicon_new(&t.kept);
    for (int i = 1; i < argc; i++) {
        struct diags d = {.a = &t.a};
        struct reader r = {.a = &t.a,
                           .limits = article_limits(),
                           .diags = &d,
                           .sink = {&t, take_article}};
        if (str_ends(str_of(argv[i]), STR(".yaml")))
            ok = article_read_at(&r, AT_FDCWD, argv[i], argv[i]) > 0 && ok;
        else
            ok = take_text(&t, argv[i]) && ok;
        arena_reset(&t.a);
    }
    for (size_t i = 0; i < t.fired.n; i++)
        printf("%llu\t%.*s\n", (unsigned long long)t.fired.values[i],
               STR_ARG(t.fired.keys[i]));
    arena_free(&t.a);
    arena_free(&t.kept);
    return !ok;
}
