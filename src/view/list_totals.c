/* How much the list holds: quotations, people who speak, articles without a date.  Of a filter
 * they come with its answer; the archive as it is gets an answer of its own, while nobody types. */
#include "state.h"

enum { WORK = 8 << 20 };

void totals_forget(struct app *app)
{
    struct list_totals *t = &app->list.totals;

    finding_close(t->finding);
    *t = (struct list_totals){0};
}

static size_t n_speakers(const struct finding *f, struct arena *a)
{
    struct facet_name *names;
    struct facet_row *rows;
    size_t n = finding_facets(f, a, &names);

    for (size_t i = 0; i < n; i++)
        if (names[i].facet == FACET_SPEAKER)
            return finding_rows(f, &(struct facet_ask){.facet = &names[i]}, a, &rows);
    return 0;
}

static void count(struct list_totals *t, const struct finding *f)
{
    struct arena a = {0};
    struct facet_month *months;
    size_t n = finding_months(f, &a, &months);

    t->known = true;
    t->n_quotes = finding_quotes(f);
    t->n_people = n_speakers(f, &a);
    t->n_undated = n && !months[n - 1].year ? months[n - 1].n : 0;
    arena_free(&a);
}

/* Is the archive listed as it is? */
static bool is_plain(const struct app *app)
{
    return !app->list.finding && !app->list.related[0];
}

const struct list_totals *totals_of(struct app *app)
{
    struct list_totals *t = &app->list.totals;

    if (!t->known && app->list.finding && !app->list.related[0] && !filter_pending(app))
        count(t, app->list.finding);
    return t;
}

bool totals_pending(struct app *app)
{
    return is_plain(app) && !app->list.totals.known && source_count(app->ar) &&
           app_place(app)->view == VIEW_LIST && app->cols >= TWO_LINE_COLS;
}

bool totals_step(struct app *app)
{
    struct list_totals *t = &app->list.totals;
    struct source_ask everything = {0};

    if (!t->finding)
        t->finding = source_search(app->ar, &everything);
    if (!finding_step(t->finding, WORK))
        return false;
    count(t, t->finding);
    finding_close(t->finding);
    t->finding = NULL;
    return true;
}
