/* usage: query_answers DUMP FILE... <QUERIES
 * Writes the articles of FILES to DUMP as query_oracle.py reads them, makes a shelf of them, and
 * prints for each query of stdin a line of the ids it finds, sorted; "!" for one that is wrong. */
#include "article/load.h"
#include "base/file.h"
#include "store/search.h"
#include "text/json.h"
#include "unit/query_world.h"

#include <stdio.h>
#include <stdlib.h>

struct dump {
    struct arena a; /* of the article at hand */
    struct arena keys_a;
    struct lexicon *lexicon;
    struct seg_builder *builder;
    struct buf out;
    struct str keys[64];
    size_t n_keys, n;
};

static void key(struct dump *d, const char *name)
{
    buf_printf(&d->out, ",\"%s\":", name);
}

static void add_list(struct dump *d, const char *name, struct str joined, const char *sep)
{
    key(d, name);
    buf_c(&d->out, '[');
    for (size_t off = 0, end; off < joined.len; off = end + strlen(sep)) {
        end = str_find(joined, str_of(sep), off);
        buf_z(&d->out, off ? "," : "");
        json_add_str(&d->out, str_slice(joined, off, end - off));
    }
    buf_c(&d->out, ']');
}

static void add_speaker(struct dump *d, const struct fact_speaker *s)
{
    const char *delegate = delegate_name(s->delegate);
    bool some = false;

    key(d, "speaker");
    json_add_str(&d->out, s->name);
    buf_printf(&d->out, ",\"kind\":\"%s\"", speaker_kind_name(s->kind));
    add_list(d, "aliases", s->aliases, "\n");
    add_list(d, "titles", s->titles, "、");
    if (delegate)
        buf_printf(&d->out, ",\"delegate\":\"%s\"", delegate);
    buf_z(&d->out, ",\"org\":[");
    for (size_t i = 0; i < SPEAKER_ORGS; i++) {
        if (!s->orgs[i].len)
            continue;
        buf_z(&d->out, some ? "," : "");
        json_add_str(&d->out, s->orgs[i]);
        some = true;
    }
    if (s->kind == SPEAKER_ORG)
        json_add_str(&d->out, s->name);
    buf_c(&d->out, ']');
}

static void add_quote(struct dump *d, const struct facts *f, const struct fact_quote *q)
{
    buf_printf(&d->out, "{\"indirect\":%s", q->number ? "false" : "true");
    if (q->speaker != NO_SPEAKER)
        add_speaker(d, &f->speakers[q->speaker]);
    key(d, "text");
    json_add_str(&d->out, q->text);
    if (q->second != NO_SPEAKER) {
        buf_z(&d->out, ",\"second\":{\"indirect\":false");
        add_speaker(d, &f->speakers[q->second]);
        buf_c(&d->out, '}');
    }
    buf_c(&d->out, '}');
}

static void keep_key(struct dump *d, struct str name)
{
    for (size_t i = 0; i < d->n_keys; i++)
        if (str_eq(d->keys[i], name))
            return;
    if (d->n_keys < sizeof d->keys / sizeof *d->keys)
        d->keys[d->n_keys++] = arena_str(&d->keys_a, name);
}

/* Values of FACET; for own keys a list of [key, value]. */
static void add_values(struct dump *d, const char *name, const struct facts *f,
                       enum facet facet)
{
    bool some = false;

    key(d, name);
    buf_c(&d->out, '[');
    for (size_t i = 0; i < f->n_values; i++) {
        const struct fact *v = &f->values[i];
        if (v->facet != facet)
            continue;
        buf_z(&d->out, some ? "," : "");
        some = true;
        if (facet == FACET_OWN) {
            keep_key(d, v->key);
            buf_c(&d->out, '[');
            json_add_str(&d->out, v->key);
            buf_c(&d->out, ',');
        }
        json_add_str(&d->out, v->value);
        buf_z(&d->out, facet == FACET_OWN ? "]" : "");
    }
    buf_c(&d->out, ']');
}

static void add_article(struct dump *d, const struct article *art, const struct facts *f)
{
    struct date date = f->date;

    date.inferred = false;
    buf_printf(&d->out, "{\"id\":\"%s\",\"date\":\"", art->id);
    date_add(&d->out, date);
    buf_z(&d->out, "\"");
    key(d, "title");
    json_add_str(&d->out, f->title);
    key(d, "body");
    json_add_str(&d->out, art->body);
    add_values(d, "tags", f, FACET_TAG);
    add_values(d, "own", f, FACET_OWN);
    add_values(d, "source", f, FACET_SOURCE);
    buf_printf(&d->out, ",\"len\":%u,\"flags\":[%s],\"quotations\":[", f->n_han,
               f->url.len ? "\"link\"" : "");
    for (size_t i = 0; i < f->n_quotes; i++) {
        buf_z(&d->out, i ? "," : "");
        add_quote(d, f, &f->quotes[i]);
    }
    buf_z(&d->out, "]}\n");
}

static bool take_article(void *ctx, struct article *art)
{
    struct dump *d = ctx;
    struct body body = body_parts(&d->a, art);
    struct quotes q = quotes_find(&d->a, d->lexicon, art, &body);
    struct facts f;

    facts_of(&d->a, d->lexicon, NULL, art, &q, &f);
    add_article(d, art, &f);
    seg_add(d->builder, &f, (uint32_t)d->n++);
    arena_reset(&d->a);
    return true;
}

static void read_file(struct dump *d, const char *path)
{
    struct arena a = {0};
    struct diags diags = {.a = &a};
    struct reader r = {.a = &d->a,
                       .limits = article_limits(),
                       .diags = &diags,
                       .sink = {d, take_article}};
    struct str raw;
    struct err e;

    if (file_read(&a, path, 0, &raw, &e))
        article_read_bytes(&r, path, raw);
    arena_free(&a);
}

static struct shelf *finish(struct dump *d)
{
    struct shelf_part part = {0};
    struct block image, text;
    struct segment s;
    struct err e;

    seg_finish(d->builder, &image, &text);
    if (!segment_open(&s, image, text, &e))
        return NULL;
    part.seg = segment_share(&s);
    return shelf_new(&part, 1, 1);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void answer(const struct shelf *shelf, const struct query_world *w,
                   struct str text)
{
    struct arena a = {0};
    struct query q;
    struct search *s;
    char(*ids)[ID_SIZE];

    query_parse(&a, text, QUERY_FINISHED, w, &q);
    if (q.has_problem) {
        puts("!");
        arena_free(&a);
        return;
    }
    s = search_new(shelf, q.root, &(struct search_world){0}, NULL);
    while (!search_step(s, 1000))
        continue;
    ids = arena_calloc(&a, search_n(s) + 1, sizeof *ids);
    for (size_t i = 0; i < search_n(s); i++)
        shelf_id(shelf, search_at(s, i), ids[i]);
    qsort(ids, search_n(s), sizeof *ids, by_text);
    for (size_t i = 0; i < search_n(s); i++)
        printf("%s%s", i ? " " : "", ids[i]);
    putchar('\n');
    search_free(s);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    static char line[1 << 16];
    struct arena a = {0};
    struct dump d = {.lexicon = lexicon_new(&a), .builder = seg_builder_new()};
    struct query_world w = query_test_world();
    struct shelf *shelf;
    FILE *out = argc > 2 ? fopen(argv[1], "wb") : NULL;

    for (int i = 2; i < argc; i++)
        read_file(&d, argv[i]);
    shelf = finish(&d);
    if (!out || !shelf || fwrite(d.out.p, 1, d.out.len, out) != d.out.len || fclose(out))
        return 1;
    w.facets = d.keys;
    w.n_facets = d.n_keys;
    while (fgets(line, sizeof line, stdin))
        answer(shelf, &w, str_make(line, strcspn(line, "\n")));
    shelf_unref(shelf);
    buf_free(&d.out);
    arena_free(&d.a);
    arena_free(&d.keys_a);
    arena_free(&a);
    return 0;
}
