/* The filter of the list: a query, and the finding that answers it. */
#include "state.h"

/* Work units: what is done at once when a key was pressed, and while nobody types. */
enum { WORK_FIRST = 8 << 20, WORK_SLICE = 4 << 20 };

/* The keys of the files are fields of the query. */
static size_t own_keys(struct app *app, struct str **out)
{
    struct list *l = &app->list;
    struct source_ask nothing = {0};
    struct finding *f = source_search(app->ar, &nothing);
    struct facet_name *names;
    size_t n = finding_facets(f, &l->query_a, &names), n_keys = 0;

    *out = arena_array(&l->query_a, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        if (names[i].facet == FACET_OWN)
            (*out)[n_keys++] = arena_str(&l->query_a, names[i].key);
    finding_close(f);
    return n_keys;
}

static void parse(struct app *app)
{
    struct list *l = &app->list;
    struct query_world world = {
        .today = app->today, .saved = did_filter, .ctx = app->state};
    struct str *keys;

    arena_reset(&l->query_a);
    world.n_facets = own_keys(app, &keys);
    world.facets = keys;
    query_parse(&l->query_a, buf_view(&l->filter), QUERY_TYPING, &world, &l->query);
}

void filter_ask(struct app *app)
{
    struct list *l = &app->list;
    struct source_ask ask = {.order = l->order, .ctx = app->state, .flag = did_flag};

    finding_close(l->finding);
    l->finding = NULL;
    if (l->filter.len)
        parse(app);
    if (!l->filter.len && l->order == SEARCH_NEWEST)
        return;
    ask.query = l->filter.len ? l->query.root : NULL;
    l->finding = source_search(app->ar, &ask);
    finding_step(l->finding, WORK_FIRST);
}

bool filter_pending(const struct app *app)
{
    bool exact = true;

    if (app->list.finding)
        finding_count(app->list.finding, &exact);
    return !exact;
}

bool filter_go_on(struct app *app)
{
    size_t before = finding_ready(app->list.finding);
    bool done = finding_step(app->list.finding, WORK_SLICE);

    /* The list on the screen grows at its end; more than that is worth a picture at the end. */
    return done || (before < app->rows && finding_ready(app->list.finding) > before);
}

void filter_free(struct app *app)
{
    finding_close(app->list.finding);
    arena_free(&app->list.query_a);
}
