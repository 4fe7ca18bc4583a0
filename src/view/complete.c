/* Tab in the prompt of the filter: names of fields, values with their counts, also by pinyin and
 * by a part of the name; Tab and Shift-Tab go around, by way of what was typed. */
#include "query/edit.h"

#include "sought.h"

enum { OFFERS_MAX = 200, SPEAKERS_MAX_OFFERED = 20, WORK = 8 << 20 };

/* What is being completed. */
struct want {
    struct app *app;
    struct completing *c;
    struct query_completion at;
    const struct matcher *m;
    bool any;                /* nothing typed yet: everything fits */
    struct finding *finding; /* whose counts are shown */
};

static void offer(struct want *w, struct str text, struct str label, size_t n,
                  bool counted)
{
    struct completing *c = w->c;

    if (c->n == OFFERS_MAX)
        return;
    c->offers = arena_grow(&c->a, c->offers, c->n, &c->cap, sizeof *c->offers);
    c->offers[c->n++] = (struct offer){text, label, n, counted};
}

static bool fits(const struct want *w, struct str name)
{
    return w->any || match_in(w->m, name, NULL, 0, NULL, NULL);
}

/* ---- Fields */

static void offer_field(struct want *w, struct str name)
{
    struct str text = str_of(arena_printf(&w->c->a, "%.*s:", (int)name.len, name.p));

    offer(w, text, text, 0, false);
}

/* In English for those who began so. */
static void offer_known_field(struct want *w, enum query_field f)
{
    struct str english = str_of(query_field_name(f));
    struct str chinese = str_of(query_field_chinese(f));
    const char *alias;

    if (!w->any && str_starts(english, w->at.stem)) {
        offer_field(w, english);
        return;
    }
    if (fits(w, chinese)) {
        offer_field(w, chinese);
        return;
    }
    for (size_t i = 2; (alias = query_field_alias(f, i)); i++)
        if (str_starts(str_of(alias), w->at.stem)) {
            offer_field(w, chinese);
            return;
        }
}

static void offer_values(struct want *w, const struct facet_name *name, size_t most,
                         const char *prefix);

/* A word alone may be the name of a speaker. */
static void offer_speakers(struct want *w)
{
    struct facet_name *names;
    size_t n = finding_facets(w->finding, &w->c->a, &names);

    for (size_t i = 0; i < n && !w->any; i++)
        if (names[i].facet == FACET_SPEAKER)
            offer_values(w, &names[i], SPEAKERS_MAX_OFFERED, "发言人:");
}

static void offer_fields(struct want *w)
{
    const struct query_world *world = filter_world(w->app);

    for (int f = QUERY_ANY + 1; f < QUERY_FACET; f++)
        offer_known_field(w, (enum query_field)f);
    for (size_t i = 0; i < world->n_facets; i++) {
        enum query_field f;
        struct str key;
        query_field_find(world->facets[i], world, &f, &key);
        if (f == QUERY_FACET && fits(w, world->facets[i]))
            offer_field(w, world->facets[i]);
    }
    offer_speakers(w);
}

/* ---- Values */

static void offer_value(struct want *w, enum query_field f, struct str value,
                        const char *prefix, size_t n)
{
    struct buf text = {0};

    buf_z(&text, prefix);
    query_add_value(&text, f, value, false);
    offer(w, arena_str(&w->c->a, buf_view(&text)),
          *prefix ? arena_str(&w->c->a, buf_view(&text)) : value, n, true);
    buf_free(&text);
}

static void offer_values(struct want *w, const struct facet_name *name, size_t most,
                         const char *prefix)
{
    struct facet_ask ask = {.facet = name, .match = w->any ? NULL : w->m, .all = !w->any};
    struct facet_row *rows;
    enum query_field f;
    struct str key;
    size_t n = finding_rows(w->finding, &ask, &w->c->a, &rows);

    facet_field(w->app, name, &f, &key);
    for (size_t i = 0; i < n && i < most; i++)
        offer_value(w, f, rows[i].name, prefix, rows[i].n);
}

static void offer_facets(struct want *w)
{
    struct facet_name *names;
    size_t n = finding_facets(w->finding, &w->c->a, &names);

    for (size_t i = 0; i < n; i++) {
        enum query_field f;
        struct str key;
        facet_field(w->app, &names[i], &f, &key);
        if (f == w->at.field && str_eq(key, w->at.key))
            offer_values(w, &names[i], OFFERS_MAX, "");
    }
}

/* The months there are, newest first. */
static void offer_months(struct want *w)
{
    struct facet_month *months;

    for (size_t i = finding_months(w->finding, &w->c->a, &months); i-- > 0;) {
        const struct facet_month *m = &months[i];
        struct str s =
            str_of(m->month ? arena_printf(&w->c->a, "%04u-%02u", m->year, m->month)
                            : arena_printf(&w->c->a, "%04u", m->year));
        if (m->year && str_starts(s, w->at.stem))
            offer(w, s, s, m->n, true);
    }
}

static void offer_flags(struct want *w)
{
    for (int i = 0; i < QUERY_N_FLAGS; i++) {
        enum query_flag flag = (enum query_flag)i;
        struct str english = str_of(query_flag_name(flag));
        struct str chinese = str_of(query_flag_chinese(flag));
        if (query_flag_field(flag) != w->at.field)
            continue;
        if (!w->any && str_starts(english, w->at.stem))
            offer(w, english, english, 0, false);
        else if (fits(w, chinese))
            offer(w, chinese, chinese, 0, false);
    }
}

static void offer_saved(struct want *w)
{
    struct state_filter saved;

    for (size_t i = 0; state_filter_at(w->app->state, i, &saved); i++)
        if (fits(w, saved.name)) {
            /* The @ stands there already. */
            bool plain = str_find(saved.name, STR(" "), 0) == saved.name.len;
            const char *mark = plain ? "" : "\"";
            struct str label = str_of(
                arena_printf(&w->c->a, "@%s%.*s%s", mark, STR_ARG(saved.name), mark));
            offer(w, str_from(label, 1), label, 0, false);
        }
}

static void offer_all(struct want *w)
{
    static void (*const by_kind[])(struct want *) = {[QUERY_KIND_TEXT] = offer_facets,
                                                     [QUERY_KIND_DATE] = offer_months,
                                                     [QUERY_KIND_FLAG] = offer_flags};

    if (w->at.want == QUERY_WANT_FIELD)
        offer_fields(w);
    else if (w->at.want == QUERY_WANT_SAVED)
        offer_saved(w);
    else if (w->at.want == QUERY_WANT_VALUE &&
             query_field_kind(w->at.field) != QUERY_KIND_NUMBER)
        by_kind[query_field_kind(w->at.field)](w);
}

/* ---- Keys */

void complete_end(struct app *app)
{
    app->completing.on = false;
    arena_reset(&app->completing.a);
}

static bool is_literal(const struct completing *c, const struct offer *o)
{
    enum match_rank rank = MATCH_PINYIN_INSIDE;

    /* A name that fits by another one, as fyr does, is what was asked for. */
    return !match_in(c->m, o->label, NULL, 0, NULL, &rank) || rank < MATCH_PINYIN_START;
}

/* What has the very letters comes before what is only said so. */
static void literal_first(struct completing *c)
{
    struct offer *all = arena_array(&c->a, struct offer, c->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (is_literal(c, &c->offers[i]))
            all[n++] = c->offers[i];
    for (size_t i = 0; i < c->n; i++)
        if (!is_literal(c, &c->offers[i]))
            all[n++] = c->offers[i];
    c->offers = all;
}

static void begin(struct app *app)
{
    struct completing *c = &app->completing;
    struct edit *e = &app->prompt.edit;
    struct source_ask nothing = {0};
    struct want w = {.app = app, .c = c, .finding = app->list.finding};
    struct finding *all = NULL;

    arena_reset(&c->a);
    c->offers = NULL;
    c->n = c->cap = 0;
    c->typed = arena_str(&c->a, edit_view(e));
    w.at = query_complete(c->typed, e->at, filter_world(app));
    c->span = w.at.span;
    w.any = !w.at.stem.len;
    if (!w.finding) {
        w.finding = all = source_search(app->ar, &nothing);
        finding_step(all, WORK);
    }
    c->m = arena_new(&c->a, struct matcher);
    w.m = c->m;
    if (match_compile(c->m, w.at.stem, MATCH_PINYIN | MATCH_PARTIAL))
        offer_all(&w);
    if (w.any)
        c->m = NULL;
    else
        literal_first(c);
    finding_close(all);
    c->now = c->n;
    c->on = c->n > 0;
}

/* Put the offer in the place of what was typed; the list follows. */
static void put_in(struct app *app)
{
    struct completing *c = &app->completing;
    struct edit *e = &app->prompt.edit;
    struct buf text = {0};
    size_t at;

    buf_str(&text, str_slice(c->typed, 0, c->span.off));
    buf_str(&text, c->now < c->n ? c->offers[c->now].text
                                 : str_slice(c->typed, c->span.off, c->span.len));
    at = text.len;
    buf_str(&text, str_from(c->typed, c->span.off + c->span.len));
    edit_set(e, buf_view(&text));
    e->at = at <= e->text.len ? at : e->text.len;
    list_set_filter(app, edit_view(e));
    buf_free(&text);
}

void complete_key(struct app *app, bool back)
{
    struct completing *c = &app->completing;

    if (!c->on)
        begin(app);
    if (!c->n) {
        app_say(app, "没有可补全的");
        complete_end(app);
        return;
    }
    c->now = back ? (c->now + c->n) % (c->n + 1) : (c->now + 1) % (c->n + 1);
    put_in(app);
    /* The only one: the next Tab is about what follows. */
    if (c->n == 1)
        complete_end(app);
}

/* ---- Painting */

static unsigned label_cols(const struct offer *o, int amb)
{
    struct buf b = {0};
    unsigned cols;

    if (o->counted)
        buf_printf(&b, " %zu", o->n);
    cols = show_cols(o->label, amb) + show_cols(buf_view(&b), amb);
    buf_free(&b);
    return cols + 2;
}

static void put_offer(struct grid *g, const struct rect *at, const struct completing *c,
                      size_t i)
{
    const struct offer *o = &c->offers[i];
    bool now = i == c->now;
    struct buf b = {0};

    buf_c(&b, now ? '[' : ' ');
    buf_str(&b, o->label);
    if (o->counted)
        buf_printf(&b, " %zu", o->n);
    buf_c(&b, now ? ']' : ' ');
    grid_put(g, at->row, at->col, at->cols, buf_view(&b), now ? STYLE_PROMPT : STYLE_DIM);
    if (c->m && at->cols > 1)
        sought_mark(g, &(struct rect){at->row, at->col + 1, 1, at->cols - 1}, o->label,
                    c->m);
    buf_free(&b);
}

/* A row of them with the present one in it: as many before it as a row of its own would not
 * change. */
bool complete_draw(struct app *app, struct grid *g, unsigned row)
{
    const struct completing *c = &app->completing;
    unsigned x = 0, cols = g->cols - 1;
    size_t first = 0;

    if (!c->on)
        return false;
    for (size_t i = 0; i < c->n && i <= c->now; i++) {
        unsigned used = label_cols(&c->offers[i], g->amb);
        if (x + used > cols && c->now < c->n) {
            first = i;
            x = 0;
        }
        x += used;
    }
    x = 0;
    for (size_t i = first; i < c->n; i++) {
        unsigned used = label_cols(&c->offers[i], g->amb);
        if (x + used > cols && i > first)
            break;
        put_offer(g, &(struct rect){row, x, 1, g->cols - x}, c, i);
        x += used;
    }
    return true;
}
