/* A query of the command line, put to an archive that was opened for it. */
#include "internal.h"

#include "archive/did.h"
#include "archive/words.h"
#include "store/facets.h"

static const struct {
    const char *name;
    enum search_order order;
} orders[] = {
    {"-date", SEARCH_NEWEST},    {"date", SEARCH_OLDEST},   {"title", SEARCH_TITLE},
    {"speaker", SEARCH_SPEAKER}, {"quotes", SEARCH_QUOTES}, {"len", SEARCH_LENGTH},
};
enum { N_ORDERS = sizeof orders / sizeof *orders };

static const char *order_name(size_t i)
{
    return i < N_ORDERS ? orders[i].name : NULL;
}

static int find_order(const char *key, enum search_order *order)
{
    const char *near;

    *order = SEARCH_NEWEST;
    if (!key)
        return EXIT_OK;
    for (size_t i = 0; i < N_ORDERS; i++) {
        *order = orders[i].order;
        if (strcmp(orders[i].name, key) == 0)
            return EXIT_OK;
    }
    near = cli_nearest(key, order_name);
    return near
               ? cli_say(EXIT_USAGE, "--sort 没有“%s”；是否 %s？", key, near)
               : cli_say(EXIT_USAGE,
                         "--sort 没有“%s”；可用 date、-date、title、speaker、quotes、len",
                         key);
}

/* The keys of the files that are fields of a query. */
static size_t own_keys(struct asked *q, struct str **out)
{
    struct source_ask nothing = {0};
    struct finding *f = source_search(q->source, &nothing);
    struct facet_name *names;
    size_t n = finding_facets(f, &q->a, &names), n_keys = 0;

    *out = arena_array(&q->a, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        if (names[i].facet == FACET_OWN)
            (*out)[n_keys++] = names[i].key;
    finding_close(f);
    return n_keys;
}

/* The query, a caret below what is wrong, and why. */
static void say_problem(const struct query *q)
{
    struct buf b = {0};
    struct str s;

    query_problem_add(&b, q, 1);
    s = buf_view(&b);
    for (size_t off = 0, end; off < s.len; off = end + 1) {
        end = str_find(s, STR("\n"), off);
        cli_say(0, "%.*s", STR_ARG(str_slice(s, off, end - off)));
    }
    buf_free(&b);
}

/* Most queries ask for nothing that a reader did. */
static struct state *state_of(struct asked *q)
{
    if (!q->state)
        q->state = q->no_state ? state_open(&(struct state_opts){0}, NULL)
                               : words_open_state(&q->a, NULL);
    return q->state;
}

static bool has_flag(void *ctx, enum query_flag flag, const struct item *item)
{
    return did_flag(state_of(ctx), flag, item);
}

static bool find_saved(void *ctx, struct str name, struct str *text)
{
    return did_filter(state_of(ctx), name, text);
}

static int parse(struct asked *q, const struct cli_opts *o)
{
    struct query_world world = {.today = words_today(), .saved = find_saved, .ctx = q};
    struct str *keys, text;
    const char **words = arena_array(&q->a, const char *, o->n_args + 1);

    for (size_t i = 0; i < o->n_args; i++)
        words[i] = arena_strz(&q->a, cli_text(&q->a, o->args[i]));
    text = query_words(&q->a, words, o->n_args);
    world.n_facets = own_keys(q, &keys);
    world.facets = keys;
    query_parse(&q->a, text, QUERY_FINISHED, &world, &q->query);
    if (q->query.has_problem) {
        say_problem(&q->query);
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

int cli_ask(struct asked *q, struct cli_opts *o, bool analyse)
{
    struct source_ask ask = {.ctx = q, .flag = has_flag};
    int status = find_order(o->sort, &ask.order);

    if (status == EXIT_OK)
        status = cli_find_paths(o, false);
    if (status != EXIT_OK)
        return status;
    q->no_state = o->no_state;
    q->source = cli_open(o, analyse);
    status = parse(q, o);
    if (status != EXIT_OK)
        return status;
    ask.query = q->query.root;
    q->finding = source_search(q->source, &ask);
    while (!finding_step(q->finding, SIZE_MAX))
        continue;
    return EXIT_OK;
}

void cli_asked_free(struct asked *q)
{
    finding_close(q->finding);
    source_close(q->source);
    state_close(q->state);
    arena_free(&q->a);
}
