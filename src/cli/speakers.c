/* yulu speakers: who speaks in the archive, with titles and counts, one record each. */
#include "analyse.h"

#include "said/said.h"

struct view {
    const struct said *said;
    const struct person *p;
};

static void add_name(struct buf *out, const struct view *v)
{
    buf_str(out, v->p->name);
}

static void add_type(struct buf *out, const struct view *v)
{
    buf_z(out, speaker_kind_name(v->p->kind));
}

static void add_delegate(struct buf *out, const struct view *v)
{
    const char *name = delegate_name(person_delegate(v->p));
    buf_z(out, name ? name : "");
}

static void add_count(struct buf *out, size_t n)
{
    buf_printf(out, "%zu", n);
}

static void add_quotes(struct buf *out, const struct view *v)
{
    add_count(out, v->p->n_quotes);
}

static void add_indirect(struct buf *out, const struct view *v)
{
    add_count(out, v->p->n_indirect);
}

static void add_articles(struct buf *out, const struct view *v)
{
    add_count(out, v->p->n_articles);
}

static void add_date(struct buf *out, struct date d)
{
    d.inferred = false;
    date_add(out, d);
}

static void add_first(struct buf *out, const struct view *v)
{
    add_date(out, v->p->first);
}

static void add_last(struct buf *out, const struct view *v)
{
    add_date(out, v->p->last);
}

static void add_titles(struct buf *out, const struct view *v)
{
    person_add_titles(out, v->p);
}

static void add_list(struct buf *out, const struct str *list, size_t n)
{
    buf_c(out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? ", " : "");
        json_add_str(out, list[i]);
    }
    buf_c(out, ']');
}

static void add_titles_json(struct buf *out, const struct view *v)
{
    buf_c(out, '[');
    for (size_t i = 0; i < v->p->n_groups; i++) {
        buf_z(out, i ? ", " : "");
        add_list(out, v->p->groups[i].titles, v->p->groups[i].n);
    }
    buf_c(out, ']');
}

static void add_aliases(struct buf *out, const struct view *v)
{
    buf_join(out, v->p->aliases, v->p->n_aliases, "、");
}

static void add_aliases_json(struct buf *out, const struct view *v)
{
    add_list(out, v->p->aliases, v->p->n_aliases);
}

/* 可能同一人: the same name with titles that have nothing in common. */
static void add_same(struct buf *out, const struct view *v)
{
    buf_z(out, person_is_doubtful(v->p) ? "可能同一人" : "");
}

static void add_same_json(struct buf *out, const struct view *v)
{
    buf_z(out, person_is_doubtful(v->p) ? "true" : "false");
}

enum { FOR_TABLE = 1, FOR_JSON = 2, FOR_ANY = 3 };

static const struct speaker_field {
    struct column column;
    unsigned used;
    enum value_kind kind;
    void (*put)(struct buf *out, const struct view *v);
} fields[] = {
    {{"name", 12, false}, FOR_ANY, VALUE_TEXT, add_name},
    {{"type", 6, false}, FOR_ANY, VALUE_TEXT, add_type},
    {{"delegate", 8, false}, FOR_ANY, VALUE_TEXT, add_delegate},
    {{"quotes", 6, true}, FOR_ANY, VALUE_NUMBER, add_quotes},
    {{"indirect", 8, true}, FOR_ANY, VALUE_NUMBER, add_indirect},
    {{"articles", 8, true}, FOR_ANY, VALUE_NUMBER, add_articles},
    {{"first", 10, false}, FOR_ANY, VALUE_TEXT, add_first},
    {{"last", 10, false}, FOR_ANY, VALUE_TEXT, add_last},
    {{"same", 10, false}, FOR_TABLE, VALUE_TEXT, add_same},
    {{"doubtful", 0, false}, FOR_JSON, VALUE_BOOL, add_same_json},
    {{"titles", 0, false}, FOR_TABLE, VALUE_TEXT, add_titles},
    {{"titles", 0, false}, FOR_JSON, VALUE_JSON, add_titles_json},
    {{"aliases", 0, false}, FOR_TABLE, VALUE_TEXT, add_aliases},
    {{"aliases", 0, false}, FOR_JSON, VALUE_JSON, add_aliases_json},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

struct run {
    struct said said;
    struct out out;
    const struct writer *w;
    struct sheet sheet;
    const struct speaker_field *used[N_FIELDS];
    const struct column *columns[N_FIELDS];
};

static bool take_in(struct analysis *an, const struct article *art,
                    const struct quotes *q)
{
    struct run *r = an->ctx;

    r->said.map = an->map;
    said_add(&r->said, art, q);
    return true;
}

static void set_sheet(struct run *r, const struct cli_opts *o)
{
    unsigned use = strncmp(r->w->format, "json", 4) == 0 ? FOR_JSON : FOR_TABLE;
    size_t n = 0;

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!(fields[i].used & use))
            continue;
        r->used[n] = &fields[i];
        r->columns[n++] = &fields[i].column;
    }
    r->sheet = (struct sheet){.out = &r->out,
                              .columns = r->columns,
                              .n_columns = n,
                              .name = "speakers",
                              .bom = o->bom,
                              .csv_safe = o->csv_safe,
                              .amb = cli_amb(o),
                              .tty_cols = cli_tty_cols()};
}

static void write_person(struct run *r, struct arena *a, const struct person *p)
{
    struct view v = {&r->said, p};
    struct value values[N_FIELDS];

    for (size_t i = 0; i < r->sheet.n_columns; i++) {
        struct buf b = {0};
        r->used[i]->put(&b, &v);
        values[i] = (struct value){b.len ? r->used[i]->kind : VALUE_NONE,
                                   arena_str(a, buf_view(&b))};
        buf_free(&b);
    }
    cli_row(r->w, &r->sheet, values);
}

/* Returns how many there are. */
static size_t write_all(struct run *r, const struct cli_opts *o, struct arena *a)
{
    unsigned kinds = o->all ? ~0u : 1u << SPEAKER_PERSON;
    size_t n;
    const uint32_t *order = said_order(&r->said, a, kinds, BY_QUOTES, &n);

    n = n < o->limit ? n : o->limit;
    if (o->count) {
        buf_printf(&r->out.b, "%zu\n", n);
        return n;
    }
    r->w->begin(&r->sheet);
    for (size_t i = 0; i < n; i++)
        write_person(r, a, &r->said.people[order[i]]);
    r->w->end(&r->sheet);
    return n;
}

int cli_speakers(struct cli_opts *o)
{
    struct run r = {.w = cli_writer(o->format)};
    struct analysis an = {.o = o, .ctx = &r, .each = take_in};
    int status;

    if (!r.w)
        return cli_say(EXIT_USAGE,
                       "speakers 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    set_sheet(&r, o);
    status = cli_analyse(&an);
    if (!write_all(&r, o, &an.a) && status == EXIT_OK)
        status = EXIT_NONE;
    status = out_finish(&r.out, status);
    said_free(&r.said);
    arena_free(&an.a);
    arena_free(&an.kept);
    return status;
}
