/* usage: mktheme FILE...
 * At build time: the themes of content/themes as C, on standard output, in the order given.  A bad
 * line fails the build. */
#include "base/file.h"
#include "view/theme.h"

#include <stdio.h>
#include <stdlib.h>

static bool failed;

static void complain(void *ctx, unsigned line, unsigned col, const char *code,
                     struct str what)
{
    const char *path = ctx;

    fprintf(stderr, "%s:%u:%u: not a theme [%s]: %.*s\n", path, line, col, code,
            STR_ARG(what));
    failed = true;
}

/* Nothing to begin with while they are made. */
const struct theme *theme_named(struct str name)
{
    (void)name;
    return NULL;
}

static struct str read_all(struct arena *a, const char *name)
{
    struct str text;
    struct err e;

    if (!file_read(a, name, 0, &text, &e)) {
        fprintf(stderr, "%s\n", e.msg);
        exit(1);
    }
    return text;
}

static void print(const struct theme *t)
{
    printf("{\"%s\", {", t->name);
    for (unsigned i = 0; i < t->n_grounds; i++)
        printf("0x%06X,", (unsigned)t->grounds[i]);
    printf("}, %u, %d, {\n", t->n_grounds, (int)t->ink);
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct theme_style *l = &t->looks[i];
        printf("{%u,%u,%d,%d}, /* %s */\n", l->attrs, l->mono, l->basic, (int)l->rgb,
               style_name((enum style)i));
    }
    puts("}},");
}

int main(int argc, char **argv)
{
    struct arena a = {0};

    puts("/* Made from content/themes by src/view/data/mktheme.c. */");
    puts("static const struct theme built_in[] = {");
    for (int i = 1; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        struct theme t;
        theme_parse(&t, str_of(slash ? slash + 1 : argv[i]), read_all(&a, argv[i]),
                    complain, argv[i]);
        print(&t);
    }
    puts("};");
    arena_free(&a);
    return failed;
}
