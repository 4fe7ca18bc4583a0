/* yulu speakers: who speaks in the archive, with titles and counts, one record each. */
#include "told.h"

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
    struct asked asked;
    struct cli_opts *o;
    struct said said;
    struct out out;
    const struct writer *w;
    struct sheet sheet;
    const struct speaker_field *used[N_FIELDS];
    const struct column *columns[N_FIELDS];
};

/* Who said what was asked for. */
static void take_in(struct run *r)
{
    struct arena a = {0};
    size_t n = finding_count(r->asked.finding, NULL);

    said_init(&r->said, r->asked.words->map);
    for (size_t i = 0; i < n; i++) {
        struct item item;
        struct told t;
        size_t kept = 0;
        finding_item(r->asked.finding, i, &item);
        if (!cli_tell(&r->asked, &item, &a, &t))
            continue;
        for (size_t k = 0; k < t.q.n; k++)
            if (t.taken[k])
                t.q.list[kept++] = t.q.list[k];
        t.q.n = kept;
        said_add(&r->said, t.art, &t.q);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void set_sheet(struct run *r)
{
    unsigned use = strncmp(r->w->format, "json", 4) == 0 ? FOR_JSON : FOR_TABLE;
    size_t n = 0;

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!(fields[i].used & use))
            continue;
        r->used[n] = &fields[i];
        r->columns[n++] = &fields[i].column;
    }
    r->sheet = cli_sheet(r->o, &r->out, "speakers");
    r->sheet.columns = r->columns;
    r->sheet.n_columns = n;
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
static size_t write_all(struct run *r)
{
    const struct cli_opts *o = r->o;
    struct arena a = {0};
    unsigned kinds = o->all ? ~0u : 1u << SPEAKER_PERSON;
    size_t n;
    const uint32_t *order = said_order(&r->said, &a, kinds, BY_QUOTES, &n);
    struct cli_range range = cli_range(o, n);

    n = range.to - range.from;
    if (o->count) {
        buf_printf(&r->out.b, "%zu\n", n);
        arena_free(&a);
        return n;
    }
    r->w->begin(&r->sheet);
    for (size_t i = range.from; i < range.to; i++)
        write_person(r, &a, &r->said.people[order[i]]);
    r->w->end(&r->sheet);
    arena_free(&a);
    return n;
}

static int speakers(struct run *r)
{
    const struct diags *d;
    int status;

    cli_split_paths(r->o);
    status = cli_ask(&r->asked, true);
    if (status != EXIT_OK)
        return status;
    take_in(r);
    set_sheet(r);
    status = write_all(r) ? EXIT_OK : EXIT_NONE;
    d = source_diags(r->asked.source);
    cli_report(d, DIAG_ERROR);
    return cli_status(d, out_finish(&r->out, status));
}

int cli_speakers(struct cli_opts *o)
{
    struct run r = {.asked = {.o = o}, .o = o, .w = cli_writer_for(o)};
    int status;

    if (!r.w)
        return EXIT_USAGE;
    status = speakers(&r);
    said_free(&r.said);
    cli_asked_free(&r.asked);
    return status;
}
