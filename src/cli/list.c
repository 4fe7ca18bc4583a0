/* yulu list: the articles of an archive, one a line. */
#include "internal.h"

#include "text/utf8.h"
#include "view/page.h"

#include <stdint.h>
#include <stdlib.h>

/* ---- Fields: one table for every format */

enum { FOR_TEXT = 1, FOR_DATA = 2 };

struct list_field {
    struct column column;
    unsigned used; /* FOR_... when --fields is not given */
    enum value_kind kind;
    void (*put)(struct buf *out, struct arena *a, const struct item *en);
    void (*put_facts)(struct buf *out, const struct facts *f); /* instead of put */
    /* Likewise; a list in JSON, else with ";" between. */
    void (*put_list)(struct buf *out, const struct facts *f, bool json);
};

static void put_id(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_z(out, en->id);
}

static void put_date(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    date_add(out, en->date);
}

static void put_inferred(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_z(out, en->date.inferred ? "true" : "false");
}

static void put_han(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_printf(out, "%u", en->n_han);
}

static void put_words(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_printf(out, "%u", en->n_words);
}

static void put_title(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_str(out, en->title);
}

static void put_source(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_str(out, en->source);
}

static void put_author(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_str(out, en->author);
}

static void put_url(struct buf *out, struct arena *a, const struct item *en)
{
    (void)a;
    buf_str(out, en->url);
}

static void put_path(struct buf *out, struct arena *a, const struct item *en)
{
    buf_str(out, cli_text(a, arena_strz(a, en->path)));
}

static void put_quotes(struct buf *out, const struct facts *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_quotes; i++)
        n += f->quotes[i].number > 0;
    buf_printf(out, "%zu", n);
}

static void add_name(struct buf *out, bool json, struct str name)
{
    if (json) {
        buf_z(out, out->len > 1 ? ", " : "");
        json_add_str(out, name);
    } else {
        buf_z(out, out->len ? ";" : "");
        buf_str(out, name);
    }
}

/* Who is quoted, in the order of the text. */
static void put_speakers(struct buf *out, const struct facts *f, bool json)
{
    for (size_t i = 0; i < f->n_speakers; i++)
        if (f->speakers[i].kind == SPEAKER_PERSON && f->speakers[i].n_quotes)
            add_name(out, json, f->speakers[i].name);
}

static void put_tags(struct buf *out, const struct facts *f, bool json)
{
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == FACET_TAG)
            add_name(out, json, f->values[i].value);
}

static const struct list_field fields[] = {
    {{"id", 8, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_id, NULL, NULL},
    {{"date", 11, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_date, NULL, NULL},
    {{"date_inferred", 5, false}, FOR_DATA, VALUE_BOOL, put_inferred, NULL, NULL},
    {{"han", 6, true}, FOR_TEXT | FOR_DATA, VALUE_NUMBER, put_han, NULL, NULL},
    {{"words", 6, true}, FOR_DATA, VALUE_NUMBER, put_words, NULL, NULL},
    {{"title", 0, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_title, NULL, NULL},
    {{"source", 12, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_source, NULL, NULL},
    {{"author", 12, false}, FOR_DATA, VALUE_TEXT, put_author, NULL, NULL},
    {{"url", 0, false}, FOR_DATA, VALUE_TEXT, put_url, NULL, NULL},
    {{"path", 0, false}, FOR_DATA, VALUE_TEXT, put_path, NULL, NULL},
    {{"quotes", 4, true}, FOR_DATA, VALUE_NUMBER, NULL, put_quotes, NULL},
    {{"speakers", 0, false}, FOR_DATA, VALUE_TEXT, NULL, NULL, put_speakers},
    {{"tags", 0, false}, FOR_DATA, VALUE_TEXT, NULL, NULL, put_tags},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static const char *field_name_at(size_t i)
{
    return i < N_FIELDS ? fields[i].column.name : NULL;
}

static const struct list_field *find_field(struct str name)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (str_eq(str_of(fields[i].column.name), name))
            return &fields[i];
    }
    return NULL;
}

/* ---- Which articles */

struct list {
    struct cli_opts *o;
    struct arena a;
    struct asked asked;
    const struct list_field **fields;
    size_t n_fields;
    bool json;
    bool data; /* a format for programs: a date without its question mark */
};

/* ---- Output */

static int say_no_field(struct str name)
{
    char z[32] = "";
    const char *near;

    if (name.len < sizeof z)
        memcpy(z, name.p, name.len);
    near = cli_nearest(z, field_name_at);
    if (near)
        return cli_say(EXIT_USAGE, "--fields 没有“%.*s”；是否 %s？", STR_ARG(name), near);
    return cli_say(EXIT_USAGE, "--fields 没有“%.*s”；见 yulu help list", STR_ARG(name));
}

static int set_fields(struct list *l)
{
    struct str s = l->o->fields ? str_of(l->o->fields) : STR("");
    size_t cap = 0, end;

    for (size_t i = 0; i < N_FIELDS && !l->o->fields; i++) {
        l->fields = arena_grow(&l->a, l->fields, l->n_fields, &cap, sizeof *l->fields);
        if (fields[i].used & (l->data ? FOR_DATA : FOR_TEXT))
            l->fields[l->n_fields++] = &fields[i];
    }
    for (size_t i = 0; l->o->fields && i <= s.len; i = end + 1) {
        struct str name;
        end = str_find(s, STR(","), i);
        name = str_trim(str_slice(s, i, end - i));
        l->fields = arena_grow(&l->a, l->fields, l->n_fields, &cap, sizeof *l->fields);
        l->fields[l->n_fields] = find_field(name);
        if (!l->fields[l->n_fields++])
            return say_no_field(name);
    }
    return EXIT_OK;
}

static void put_facts(struct list *l, const struct list_field *f, const struct item *en,
                      struct buf *out)
{
    struct arena a = {0};
    struct facts facts;

    if (l->json && f->put_list)
        buf_c(out, '[');
    if (!source_facts(l->asked.source, en, &a, &facts))
        facts = (struct facts){0};
    if (f->put_list)
        f->put_list(out, &facts, l->json);
    else
        f->put_facts(out, &facts);
    if (l->json && f->put_list)
        buf_c(out, ']');
    arena_free(&a);
}

static struct value value_of(struct list *l, const struct list_field *f,
                             const struct item *en)
{
    struct buf text = {0};
    struct item plain = *en;
    struct value v = {.kind = f->kind};

    /* Data has a column of its own for that. */
    plain.date.inferred = en->date.inferred && (!l->data || f->kind == VALUE_BOOL);
    if (f->put_facts || f->put_list)
        put_facts(l, f, en, &text);
    else
        f->put(&text, &l->a, &plain);
    v.text = arena_str(&l->a, buf_view(&text));
    buf_free(&text);
    if (l->json && f->put_list)
        v.kind = VALUE_JSON;
    if (f->kind == VALUE_TEXT && v.text.len == 0)
        v.kind = VALUE_NONE;
    return v;
}

static void write_all(struct list *l, const struct writer *w, struct out *out)
{
    struct sheet s = {.out = out,
                      .n_columns = l->n_fields,
                      .name = "articles",
                      .bom = l->o->bom,
                      .csv_safe = l->o->csv_safe,
                      .amb = cli_amb(l->o)};
    const struct column **columns =
        arena_array(&l->a, const struct column *, l->n_fields);
    struct value *values = arena_array(&l->a, struct value, l->n_fields);
    size_t n = finding_count(l->asked.finding, NULL);
    size_t from = l->o->offset < n ? l->o->offset : n;
    size_t to = l->o->limit < n - from ? from + l->o->limit : n;

    for (size_t k = 0; k < l->n_fields; k++)
        columns[k] = &l->fields[k]->column;
    s.columns = columns;
    s.tty_cols = cli_tty_cols();
    if (s.tty_cols && l->o->width)
        s.tty_cols = l->o->width;
    w->begin(&s);
    for (size_t i = from; i < to; i++) {
        struct item en;
        finding_item(l->asked.finding, i, &en);
        for (size_t k = 0; k < l->n_fields; k++)
            values[k] = value_of(l, l->fields[k], &en);
        cli_row(w, &s, values);
    }
    w->end(&s);
}

static int print(struct list *l, const struct writer *w)
{
    struct out out = {0};
    size_t n = finding_count(l->asked.finding, NULL);
    bool some = l->o->offset < n && l->o->limit > 0;

    if (l->o->count) {
        some = n > 0;
        buf_printf(&out.b, "%zu\n", n);
    } else {
        write_all(l, w, &out);
    }
    return out_finish(&out, some ? EXIT_OK : EXIT_NONE);
}

/* Quotations are looked for where somebody asks for them. */
static bool wants_quotes(const struct list *l)
{
    bool wants = l->o->n_args > 0 || l->o->sort;

    for (size_t i = 0; i < l->n_fields; i++)
        wants = wants || l->fields[i]->put_facts || l->fields[i]->put_list;
    return wants;
}

static int list(struct list *l, const struct writer *w)
{
    int status;

    l->data = w->data;
    l->json = strncmp(w->format, "json", 4) == 0;
    status = set_fields(l);
    if (status == EXIT_OK)
        status = cli_ask(&l->asked, l->o, wants_quotes(l));
    if (status != EXIT_OK)
        return status;
    cli_report(source_diags(l->asked.source), DIAG_ERROR);
    status = cli_status(source_diags(l->asked.source), print(l, w));
    return status;
}

int cli_list(struct cli_opts *o)
{
    struct list l = {.o = o};
    const struct writer *w = cli_writer(o->format);
    int status;

    if (!w)
        return cli_say(EXIT_USAGE, "list 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    if ((o->bom || o->csv_safe) && strcmp(w->format, "csv") != 0)
        return cli_say(EXIT_USAGE, "--bom 和 --csv-safe 只用于 -f csv");
    status = list(&l, w);
    cli_asked_free(&l.asked);
    arena_free(&l.a);
    return status;
}
