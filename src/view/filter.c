/* The filter of the list: a query, and the finding that answers it. */
#include "state.h"

/* The keys of the files are fields of the query. */
static void learn(struct app *app)
{
    struct world *w = &app->world;
    struct source_ask nothing = {0};
    struct finding *f = source_search(app->ar, &nothing);
    struct facet_name *names;
    size_t n = finding_facets(f, &w->a, &names);
    struct str *keys = arena_array(&w->a, struct str, n + 1);

    w->w = (struct query_world){
        .today = app->today, .facets = keys, .saved = did_filter, .ctx = app->state};
    for (size_t i = 0; i < n; i++)
        if (names[i].facet == FACET_OWN)
            keys[w->w.n_facets++] = arena_str(&w->a, names[i].key);
    w->known = true;
    finding_close(f);
}

const struct query_world *filter_world(struct app *app)
{
    if (!app->world.known)
        learn(app);
    return &app->world.w;
}

void filter_forget_world(struct app *app)
{
    arena_reset(&app->world.a);
    app->world.known = false;
}

/* The list without a filter is the archive as it is, unless more must be known of it. */
static bool is_plain(struct app *app)
{
    const struct list *l = &app->list;

    return !l->related[0] && !l->filter.len && l->order == SEARCH_NEWEST &&
           !app->facets.shown && !group_wanted(app) &&
           (l->unfolded || !source_n_copies(app->ar));
}

void filter_ask(struct app *app)
{
    struct list *l = &app->list;
    struct source_ask ask = {
        .order = l->order, .fold = !l->unfolded, .ctx = app->state, .flag = did_flag};

    finding_close(l->finding);
    l->finding = NULL;
    facets_forget(app);
    helper_forget(app);
    sought_forget(app);
    group_forget(app);
    totals_forget(app);
    people_refresh(app);
    arena_reset(&l->query_a);
    l->query = (struct query){.tidy = true};
    if (is_plain(app))
        return;
    query_parse(&l->query_a, buf_view(&l->filter), QUERY_TYPING, filter_world(app),
                &l->query);
    if (l->related[0]) {
        const struct item *it = app_entry(app, l->related);
        l->finding = it ? source_related(app->ar, it) : NULL;
        return;
    }
    ask.query = l->query.root;
    l->finding = source_search(app->ar, &ask);
    finding_step(l->finding, FINDING_SLICE);
    group_make(app);
}

bool filter_finished(struct app *app, struct str text)
{
    struct arena a = {0};
    struct query q;

    query_parse(&a, text, QUERY_FINISHED, filter_world(app), &q);
    if (q.has_problem)
        app_say(app, "%.*s", STR_ARG(q.problem.message));
    else
        list_set_filter(app, text);
    arena_free(&a);
    return !q.has_problem;
}

void filter_check(struct app *app)
{
    struct arena a = {0};
    struct query q;

    if (!app->query_unchecked || source_is_reading(app->ar))
        return;
    app->query_unchecked = false;
    query_parse(&a, buf_view(&app->list.filter), QUERY_FINISHED, filter_world(app), &q);
    if (q.has_problem)
        app_say(app, "筛选：%.*s", STR_ARG(q.problem.message));
    arena_free(&a);
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
    bool done = finding_step(app->list.finding, FINDING_SLICE);

    facets_forget(app);
    if (done)
        group_make(app);
    /* The list on the screen grows at its end; more than that is worth a picture at the end. */
    return done || (before < app->rows && finding_ready(app->list.finding) > before);
}

void filter_free(struct app *app)
{
    helper_forget(app);
    finding_close(app->list.finding);
    arena_free(&app->list.query_a);
    totals_forget(app);
    arena_free(&app->list.sought.a);
    arena_free(&app->list.groups.a);
    buf_free(&app->list.groups.key);
    arena_free(&app->world.a);
}
