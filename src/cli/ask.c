/* A query of the command line, put to an archive that was opened for it. */
#include "internal.h"

#include "archive/did.h"
#include "archive/words.h"
#include "store/facets.h"

#include <stdint.h>

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

bool cli_find_order(const char *key, enum search_order *order)
{
    const char *near;

    *order = SEARCH_NEWEST;
    if (!key)
        return true;
    for (size_t i = 0; i < N_ORDERS; i++) {
        *order = orders[i].order;
        if (strcmp(orders[i].name, key) == 0)
            return true;
    }
    near = nearest_word(key, order_name);
    if (near)
        cli_say(0, "--sort 没有“%s”；是否 %s？", key, near);
    else
        cli_say(0, "--sort 没有“%s”；可用 date、-date、title、speaker、quotes、len", key);
    return false;
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
struct state *cli_ask_state(struct asked *q)
{
    if (!q->state)
        q->state = q->o->no_state ? state_open(&(struct state_opts){0}, NULL)
                                  : words_open_state(&q->a, NULL);
    return q->state;
}

static bool has_flag(void *ctx, enum query_flag flag, const struct item *item)
{
    return did_flag(cli_ask_state(ctx), flag, item);
}

static bool find_saved(void *ctx, struct str name, struct str *text)
{
    return did_filter(cli_ask_state(ctx), name, text);
}

struct str cli_ask_words(struct asked *q, size_t first)
{
    const char **words = arena_array(&q->a, const char *, q->o->n_args + 1);
    size_t n = 0;

    for (size_t i = first; i < q->o->n_args; i++)
        words[n++] = arena_strz(&q->a, cli_text(&q->a, q->o->args[i]));
    return query_words(&q->a, words, n);
}

int cli_ask_parse(struct asked *q, struct str text)
{
    query_parse(&q->a, text, QUERY_FINISHED, &q->world, &q->query);
    if (!q->query.has_problem)
        return EXIT_OK;
    say_problem(&q->query);
    return EXIT_USAGE;
}

/* The user's tables; what is wrong with them is said. */
static void read_words(struct asked *q)
{
    struct diags d = {.a = &q->a};
    struct cli_words *w = arena_new(&q->a, struct cli_words);

    *w = (struct cli_words){.lexicon = lexicon_new(&q->a), .map = people_map_new(&q->a)};
    words_add(w->lexicon, &q->a, &d);
    words_add_people(w->map, &q->a, &d);
    people_map_add(w->map, "config.yaml", q->o->config.people, &d);
    if (!q->o->no_state)
        words_read_fixes(&w->fixes, &q->a, &d);
    cli_report(&d, DIAG_WARNING);
    q->words = w;
}

int cli_ask_open(struct asked *q, bool analyse)
{
    struct str *keys;
    int status;

    if (analyse)
        read_words(q);
    status = cli_find_paths(q->o, false);
    if (status != EXIT_OK)
        return status;
    q->source = cli_open(q->o, analyse);
    q->world =
        (struct query_world){.today = words_today(), .saved = find_saved, .ctx = q};
    q->world.n_facets = own_keys(q, &keys);
    q->world.facets = keys;
    return EXIT_OK;
}

void cli_ask_find(struct asked *q)
{
    struct source_ask ask = {
        .query = q->query.root, .order = q->order, .ctx = q, .flag = has_flag};

    q->finding = source_search(q->source, &ask);
    while (!finding_step(q->finding, SIZE_MAX))
        continue;
}

int cli_ask(struct asked *q, bool analyse)
{
    int status = cli_find_order(q->o->sort, &q->order) ? EXIT_OK : EXIT_USAGE;

    if (status == EXIT_OK)
        status = cli_ask_open(q, analyse);
    if (status == EXIT_OK)
        status = cli_ask_parse(q, cli_ask_words(q, 0));
    if (status == EXIT_OK)
        cli_ask_find(q);
    return status;
}

void cli_asked_free(struct asked *q)
{
    finding_close(q->finding);
    source_close(q->source);
    state_close(q->state);
    if (q->words)
        fixes_free(&q->words->fixes);
    arena_free(&q->a);
}

struct cli_range cli_range(const struct cli_opts *o, size_t n)
{
    size_t from = o->offset < n ? o->offset : n;

    return (struct cli_range){from, o->limit < n - from ? from + o->limit : n};
}

int cli_print_count(struct asked *q, size_t n)
{
    struct out out = {0};
    const struct diags *d = source_diags(q->source);

    buf_printf(&out.b, "%zu\n", n);
    cli_report(d, DIAG_ERROR);
    return cli_status(d, out_finish(&out, n ? EXIT_OK : EXIT_NONE));
}
