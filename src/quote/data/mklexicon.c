/* usage: mklexicon FILE.tsv...
 * At build time: the tables of content/lexicon as C, on standard output.  A bad line fails the
 * build.  Rows: word TAB class[,class...] TAB note; the note may be left out. */
#include "../tables.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

static const char *path;
static bool failed;

static void complain(void *ctx, unsigned line, unsigned col, const char *code,
                     struct str what)
{
    (void)ctx;
    fprintf(stderr, "%s:%u:%u: not a row [%s]: %.*s\n", path, line, col, code,
            STR_ARG(what));
    failed = true;
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

static void print_numbers(const char *name, const uint16_t *p, size_t n)
{
    printf("static const uint16_t lexicon_%s[%zu] = {\n", name, n);
    for (size_t i = 0; i < n; i++)
        printf("%u,%s", p[i], i % 32 == 31 || i + 1 == n ? "\n" : "");
    puts("};");
}

static void print_words(const char *name, const uint32_t *p, size_t n)
{
    printf("static const uint32_t lexicon_%s[%zu] = {\n", name, n);
    for (size_t i = 0; i < n; i++)
        printf("%uu,%s", p[i], i % 16 == 15 || i + 1 == n ? "\n" : "");
    puts("};");
}

static void print_bytes(const char *name, const unsigned char *p, size_t n)
{
    printf("static const unsigned char lexicon_%s[%zu] = {\n", name, n);
    for (size_t i = 0; i < n; i++)
        printf("%u,%s", p[i], i % 32 == 31 ? "\n" : "");
    puts("};");
}

static void print_slots(const char *name, const struct slot *s, size_t n)
{
    printf("static const struct slot lexicon_%s[%zu] = {\n", name, n);
    for (size_t i = 0; i < n; i++)
        printf("{%uu,%u,%uu},%s", s[i].key, s[i].head, s[i].classes,
               i % 8 == 7 ? "\n" : "");
    puts("};");
}

static void print_far(const struct lex_tables *t)
{
    static const uint32_t none[1];

    printf("enum { LEXICON_N_FAR = %zu };\n", t->n_far);
    print_words("far_cps", t->n_far ? t->far : none, t->n_far ? t->n_far : 1);
}

static void print(const struct lex_tables *t)
{
    print_numbers("about", t->about, UNITS);
    print_numbers("number", t->number, UNITS);
    printf("static const struct letter lexicon_letters[%zu] = {\n", t->n_letters);
    for (size_t i = 0; i < t->n_letters; i++)
        printf("{%uu,%uu,%uu,%u},\n", t->letters[i].begins, t->letters[i].ends,
               t->letters[i].alone, t->letters[i].row);
    printf("};\nstatic const struct row lexicon_rows[%zu] = {\n", t->n_rows);
    for (size_t i = 0; i < t->n_rows; i++)
        printf("{%u,%u,%uu,{%u,%u}},\n", t->rows[i].first, t->rows[i].len,
               t->rows[i].classes, t->rows[i].next[AT], t->rows[i].next[BEFORE]);
    puts("};");
    print_numbers("units", t->units, t->n_units);
    print_far(t);
    print_slots("at", t->slots[AT], t->n_slots);
    print_slots("before", t->slots[BEFORE], t->n_slots);
    print_words("may_at", t->filter[AT], t->n_slots * FILTER_BITS / 32);
    print_words("may_before", t->filter[BEFORE], t->n_slots * FILTER_BITS / 32);
    printf("#define LEXICON_HASH 0x%016llxu\n", (unsigned long long)tables_hash(t));
    print_bytes("starts", t->starts, STARTS);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct builder *b = builder_new(&a, NULL);
    struct lex_tables t;

    for (int i = 1; i < argc; i++) {
        path = argv[i];
        builder_read(b, read_all(&a, path), complain, NULL);
    }
    t = builder_tables(b);
    puts("/* Made from content/lexicon/.tsv files by src/quote/data/mklexicon.c. */");
    print(&t);
    arena_free(&a);
    return failed;
}
