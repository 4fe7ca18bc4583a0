/* yulu list: the articles of an archive, one a line. */
#include "list_fields.h"
#include "tally.h"

#include "text/show.h"

static const struct column group_column = {"group", 12, false};

struct list {
    struct cli_opts *o;
    const struct writer *w;
    struct asked asked;
    const struct list_field **fields;
    size_t n_fields;
    unsigned needs;
    struct sheet sheet;
    struct out out;
    struct arena row; /* of one record */
    bool group_data;  /* the group is a column */
};

/* ---- Which fields */

static void add_field(struct list *l, size_t *cap, const struct list_field *f)
{
    l->fields = arena_grow(&l->asked.a, l->fields, l->n_fields, cap, sizeof *l->fields);
    l->fields[l->n_fields++] = f;
    l->needs |= f->needs;
}

static bool set_fields(struct list *l)
{
    struct str s = l->o->fields ? str_of(l->o->fields) : STR("");
    size_t cap = 0, end;
    const struct list_field *f;

    for (size_t i = 0; !l->o->fields && (f = list_field(i)); i++)
        if (f->used & (l->w->data ? FOR_DATA : FOR_TEXT))
            add_field(l, &cap, f);
    for (size_t i = 0; l->o->fields && i <= s.len; i = end + 1) {
        end = str_find(s, STR(","), i);
        f = list_field_find(str_trim(str_slice(s, i, end - i)));
        if (!f)
            return false;
        add_field(l, &cap, f);
    }
    return true;
}

static bool is_text(const struct list *l)
{
    return strcmp(l->w->format, "text") == 0;
}

static bool is_json(const struct list *l)
{
    return strncmp(l->w->format, "json", 4) == 0;
}

static void set_sheet(struct list *l)
{
    const struct column **columns =
        arena_array(&l->asked.a, const struct column *, l->n_fields + 1);
    size_t n = 0;

    l->group_data = l->o->group && (!is_text(l) || l->o->nul);
    if (l->group_data)
        columns[n++] = &group_column;
    for (size_t k = 0; k < l->n_fields; k++)
        columns[n++] = &l->fields[k]->column;
    l->sheet = cli_sheet(l->o, &l->out, "articles");
    l->sheet.columns = columns;
    l->sheet.n_columns = n;
}

/* ---- Records */

static struct value value_of(struct list *l, const struct list_field *f,
                             const struct list_view *view)
{
    struct buf text = {0};
    struct item plain = *view->item;
    struct list_view v = *view;
    struct value out = {.kind = f->kind};

    /* Data has a column of its own for that. */
    plain.date.inferred =
        view->item->date.inferred && (!l->w->data || f->kind == VALUE_BOOL);
    v.item = &plain;
    f->put(&text, &v);
    out.text = arena_str(&l->row, buf_view(&text));
    buf_free(&text);
    if (f->list && v.json)
        out.kind = VALUE_JSON;
    if (f->kind == VALUE_TEXT && out.text.len == 0)
        out.kind = VALUE_NONE;
    return out;
}

/* What the fields need of the article is read; an article that is gone is said to be. */
static bool look_up(struct list *l, struct facts *facts, struct list_view *v)
{
    struct article *art;
    struct err e = {""};

    if (l->needs & NEED_FACTS) {
        if (!source_facts(l->asked.source, v->item, &l->row, facts))
            return false;
        v->facts = facts;
    }
    if (!(l->needs & NEED_TEXT))
        return true;
    if (!source_get(l->asked.source, v->item, &l->row, &art, &e)) {
        cli_say(0, "%s", e.msg);
        return false;
    }
    v->body = art->body;
    return true;
}

static void write_article(struct list *l, size_t i, struct str group)
{
    struct item item;
    struct facts facts;
    struct list_view v = {.item = &item, .a = &l->row, .json = is_json(l)};
    struct value *values = arena_array(&l->row, struct value, l->n_fields + 1);
    size_t n = 0;

    finding_item(l->asked.finding, i, &item);
    if (look_up(l, &facts, &v)) {
        if (l->group_data)
            values[n++] = (struct value){group.len ? VALUE_TEXT : VALUE_NONE, group};
        for (size_t k = 0; k < l->n_fields; k++)
            values[n++] = value_of(l, l->fields[k], &v);
        cli_row(l->w, &l->sheet, values);
    }
    arena_reset(&l->row);
}

/* ---- Groups: an article is in each of those that it has a value of */

static void write_group(struct list *l, const struct tally_row *g, struct cli_range range)
{
    struct buf head = {0};
    size_t n = 0;

    for (size_t i = 0; i < g->n; i++)
        n += g->articles[i] >= range.from && g->articles[i] < range.to;
    if (n && !l->group_data) {
        buf_z(&head, "# ");
        buf_str(&head, g->name.len ? g->name : STR("（无）"));
        buf_printf(&head, "  %zu 篇", n);
        show_add(&l->out.b, buf_view(&head), l->sheet.amb);
        buf_c(&l->out.b, '\n');
        buf_free(&head);
    }
    for (size_t i = 0; i < g->n; i++)
        if (g->articles[i] >= range.from && g->articles[i] < range.to)
            write_article(l, g->articles[i], g->name);
}

static int write_groups(struct list *l, struct cli_range range)
{
    struct tally t = {.a = &l->asked.a, .keep_articles = true};
    struct tally_field f;
    int status = tally_find(&l->asked, l->o->group, &f);

    if (status != EXIT_OK)
        return status;
    tally_take(&t, &l->asked, &f);
    tally_sort(&t, TALLY_BY_NAME);
    l->w->begin(&l->sheet);
    for (size_t i = 0; i < t.n; i++)
        write_group(l, &t.rows[i], range);
    l->w->end(&l->sheet);
    return EXIT_OK;
}

static int print(struct list *l)
{
    const struct diags *d = source_diags(l->asked.source);
    size_t n = finding_count(l->asked.finding, NULL);
    struct cli_range range = cli_range(l->o, n);
    int status = range.from < range.to ? EXIT_OK : EXIT_NONE;

    if (l->o->count)
        return cli_print_count(&l->asked, n);
    set_sheet(l);
    if (l->o->group) {
        int wrong = write_groups(l, range);
        if (wrong)
            return wrong;
    } else {
        l->w->begin(&l->sheet);
        for (size_t i = range.from; i < range.to; i++)
            write_article(l, i, STR(""));
        l->w->end(&l->sheet);
    }
    cli_report(d, DIAG_ERROR);
    return cli_status(d, out_finish(&l->out, status));
}

/* Quotations are looked for where somebody asks for them. */
static bool wants_quotes(const struct list *l)
{
    return l->o->n_args > 0 || l->o->sort || l->o->group || (l->needs & NEED_FACTS);
}

int cli_list(struct cli_opts *o)
{
    struct list l = {.o = o, .w = cli_writer_for(o), .asked = {.o = o}};
    int status = EXIT_USAGE;

    if (!l.w)
        return status;
    if (set_fields(&l))
        status = cli_ask(&l.asked, wants_quotes(&l));
    if (status == EXIT_OK)
        status = print(&l);
    cli_asked_free(&l.asked);
    arena_free(&l.row);
    buf_free(&l.out.b);
    return status;
}
