/* yulu facets: the values of a field, with how many articles and quotations each has. */
#include "tally.h"

static const struct column value = {"value", 0, false};
static const struct column articles = {"articles", 8, true};
static const struct column quotes = {"quotes", 8, true};
static const struct column *const columns[] = {&value, &articles, &quotes};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

struct run {
    struct asked asked;
    struct cli_opts *o;
    struct tally_field field;
    struct tally tally;
    enum tally_order order;
    struct out out;
};

static bool find_order(const struct cli_opts *o, enum tally_order *order)
{
    *order = o->sort && strcmp(o->sort, "name") == 0 ? TALLY_BY_NAME : TALLY_BY_COUNT;
    if (!o->sort || *order == TALLY_BY_NAME || strcmp(o->sort, "count") == 0)
        return true;
    cli_say(0, "--sort 没有“%s”；facets 可用 count、name", o->sort);
    return false;
}

static struct str digits(struct arena *a, size_t n)
{
    return str_of(arena_printf(a, "%zu", n));
}

/* Articles without a value are no value. */
static size_t n_values(const struct tally *t)
{
    return t->n && !t->rows[t->n - 1].name.len ? t->n - 1 : t->n;
}

static int print(struct run *r, const struct writer *w)
{
    const struct diags *d = source_diags(r->asked.source);
    struct cli_range range = cli_range(r->o, n_values(&r->tally));
    struct sheet s = cli_sheet(r->o, &r->out, "facets");

    s.columns = columns;
    s.n_columns = N_COLUMNS;
    w->begin(&s);
    for (size_t i = range.from; i < range.to; i++) {
        const struct tally_row *row = &r->tally.rows[i];
        struct value values[] = {{VALUE_TEXT, row->name},
                                 {VALUE_NUMBER, digits(&r->asked.a, row->n)},
                                 {VALUE_NUMBER, digits(&r->asked.a, row->quotes)}};
        cli_row(w, &s, values);
    }
    w->end(&s);
    cli_report(d, DIAG_ERROR);
    return cli_status(d,
                      out_finish(&r->out, range.from < range.to ? EXIT_OK : EXIT_NONE));
}

static int facets(struct run *r, const struct writer *w)
{
    int status = cli_ask_open(&r->asked, true);

    if (status == EXIT_OK)
        status = tally_find(&r->asked, r->o->args[0], &r->field);
    if (status == EXIT_OK)
        status = cli_ask_parse(&r->asked, cli_ask_words(&r->asked, 1));
    if (status != EXIT_OK)
        return status;
    cli_ask_find(&r->asked);
    r->tally.a = &r->asked.a;
    tally_take(&r->tally, &r->asked, &r->field);
    /* Months have an order of their own. */
    tally_sort(&r->tally, r->field.month && !r->o->sort ? TALLY_BY_NAME : r->order);
    if (r->o->count)
        return cli_print_count(&r->asked, n_values(&r->tally));
    return print(r, w);
}

int cli_facets(struct cli_opts *o)
{
    struct run r = {.asked = {.o = o}, .o = o};
    const struct writer *w = cli_writer_for(o);
    int status;

    if (!w || !find_order(o, &r.order))
        return EXIT_USAGE;
    if (o->n_args == 0)
        return cli_say(EXIT_USAGE, "facets 要一个字段：speaker、role、org、tag、source、"
                                   "month，或文件里的键名，如 行业");
    status = facets(&r, w);
    cli_asked_free(&r.asked);
    return status;
}
