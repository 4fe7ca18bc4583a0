/* usage: words FILE...
 * Which words of the lexicon the engine uses on texts: a line "N TAB word" for each that fired.
 *
 * Counted are the answers of lex_at() and lex_before(), which the linker hands to the functions
 * below (--wrap): a word of two and more characters fires when a look-up of the engine, for the
 * classes it asked for there, answered with it.  Words of one character are looked up in a table
 * of letters without a call; for them N is how often the character stands in the texts.
 * A .yaml file holds articles, any other file is the text of one body. */
#include "article/article.h"
#include "base/file.h"
#include "base/hash.h"
#include "quote/quote.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <stdio.h>

struct tool {
    struct arena a, kept;
    const struct lexicon *lx;
};

static struct map fired;
static struct arena fired_a;

static void count(const uint32_t *cp, size_t n)
{
    struct buf b = {0};
    bool added;
    size_t i;

    for (size_t k = 0; k < n; k++) {
        char bytes[4];
        buf_add(&b, bytes, utf8_encode(cp[k], bytes));
    }
    i = map_find(&fired, buf_view(&b));
    if (i == fired.n)
        i = map_put(&fired_a, &fired, arena_str(&fired_a, buf_view(&b)), 0, &added);
    fired.values[i]++;
    buf_free(&b);
}

unsigned __real_lex_at(const struct lexicon *lx, const uint32_t *cp, size_t n,
                       uint32_t classes, uint32_t *found);
unsigned __real_lex_before(const struct lexicon *lx, const uint32_t *cp, size_t n,
                           uint32_t classes, uint32_t *found);
unsigned __wrap_lex_at(const struct lexicon *lx, const uint32_t *cp, size_t n,
                       uint32_t classes, uint32_t *found);
unsigned __wrap_lex_before(const struct lexicon *lx, const uint32_t *cp, size_t n,
                           uint32_t classes, uint32_t *found);

unsigned __wrap_lex_at(const struct lexicon *lx, const uint32_t *cp, size_t n,
                       uint32_t classes, uint32_t *found)
{
    unsigned len = __real_lex_at(lx, cp, n, classes, found);

    if (len > 1)
        count(cp, len);
    return len;
}

unsigned __wrap_lex_before(const struct lexicon *lx, const uint32_t *cp, size_t n,
                           uint32_t classes, uint32_t *found)
{
    unsigned len = __real_lex_before(lx, cp, n, classes, found);

    if (len > 1)
        count(cp + n - len, len);
    return len;
}

static void count_letters(struct arena *a, struct str body)
{
    struct folded t;

    fold_text(a, body, &t);
    for (size_t i = 0; i < t.n; i++) {
        uint32_t cp = t.cp[i];
        if (utf8_is_han(cp))
            count(&cp, 1);
    }
}

static void look_at(struct tool *t, const struct article *art, const struct body *body)
{
    struct arena a = {0};

    count_letters(&a, body->text);
    quotes_find(&a, t->lx, art, body);
    arena_free(&a);
}

static bool take_article(void *ctx, struct article *art)
{
    struct arena a = {0};
    struct body body = body_parts(&a, art);

    look_at(ctx, art, &body);
    arena_free(&a);
    return true;
}

static bool take_text(struct tool *t, const char *path)
{
    struct article art = {.path = path};
    struct err e = {""};
    struct body body;

    if (!file_read(&t->a, path, 0, &art.body, &e)) {
        fprintf(stderr, "%s\n", e.msg);
        return false;
    }
    body = body_of_text(&t->a, art.body);
    look_at(t, &art, &body);
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
    for (size_t i = 0; i < fired.n; i++)
        printf("%llu\t%.*s\n", (unsigned long long)fired.values[i],
               STR_ARG(fired.keys[i]));
    arena_free(&t.a);
    arena_free(&t.kept);
    arena_free(&fired_a);
    return !ok;
}
