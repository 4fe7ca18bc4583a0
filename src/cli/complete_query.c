/* Completion from what the archive holds: fields, values with their counts, also by pinyin, saved
 * filters, ids. */
#include "complete.h"

#include "query/edit.h"
#include "state/state.h"
#include "store/facets.h"
#include "text/match.h"

#include <stdint.h>

enum { OFFERS_MAX = 100 };

/* An archive that was opened to be asked for words. */
struct source_words {
    struct completing *c;
    struct asked q;
    struct query_completion at;
    struct matcher m;
    bool any; /* nothing typed yet: everything fits */
};

static bool open_words(struct source_words *w, struct completing *c)
{
    struct source_ask nothing = {0};

    *w = (struct source_words){.c = c, .q = {.o = c->in}};
    if (cli_ask_open(&w->q, true) != EXIT_OK)
        return false;
    w->q.finding = source_search(w->q.source, &nothing);
    while (!finding_step(w->q.finding, SIZE_MAX))
        continue;
    return true;
}

static bool look_for(struct source_words *w, struct str stem)
{
    w->any = !stem.len;
    return match_compile(&w->m, stem, MATCH_PINYIN | MATCH_PARTIAL);
}

static bool fits(const struct source_words *w, struct str name)
{
    return w->any || match_in(&w->m, name, NULL, 0, NULL, NULL);
}

/* What replaces the part of the word that is being written. */
static void put_part(struct source_words *w, struct str text, const char *about)
{
    struct completing *c = w->c;
    struct buf b = {0};

    buf_str(&b, str_slice(c->word, 0, w->at.span.off));
    buf_str(&b, text);
    complete_put(c, buf_view(&b), about);
    buf_free(&b);
}

/* ---- Fields */

static void put_field(struct source_words *w, struct str name, const char *about)
{
    struct buf b = {0};

    buf_str(&b, name);
    buf_c(&b, ':');
    put_part(w, buf_view(&b), about);
    buf_free(&b);
}

static void offer_fields(struct source_words *w)
{
    for (int i = QUERY_ANY + 1; i < QUERY_FACET; i++) {
        enum query_field f = (enum query_field)i;
        struct str english = str_of(query_field_name(f));
        struct str chinese = str_of(query_field_chinese(f));
        if (str_starts(english, w->at.stem))
            put_field(w, english, chinese.p);
        else if (fits(w, chinese))
            put_field(w, chinese, english.p);
    }
    for (size_t i = 0; i < w->q.world.n_facets; i++)
        if (fits(w, w->q.world.facets[i]))
            put_field(w, w->q.world.facets[i], NULL);
}

/* ---- Values */

/* The facet whose values the field has. */
static bool is_facet_of(const struct source_words *w, const struct facet_name *name)
{
    enum query_field f;
    struct str key;

    return query_field_find(name->name, &w->q.world, &f, &key) && f == w->at.field &&
           (f != QUERY_FACET || str_eq(key, w->at.key));
}

static void offer_rows(struct source_words *w, const struct facet_name *name)
{
    struct facet_ask ask = {.facet = name, .match = w->any ? NULL : &w->m};
    struct facet_row *rows;
    size_t n = finding_rows(w->q.finding, &ask, &w->q.a, &rows);

    for (size_t i = 0; i < n && i < OFFERS_MAX; i++) {
        struct buf b = {0};
        query_add_value(&b, w->at.field, rows[i].name, false);
        put_part(w, buf_view(&b), arena_printf(&w->q.a, "%zu篇", rows[i].n));
        buf_free(&b);
    }
}

static void offer_facets(struct source_words *w)
{
    struct facet_name *names;
    size_t n = finding_facets(w->q.finding, &w->q.a, &names);

    for (size_t i = 0; i < n; i++)
        if (is_facet_of(w, &names[i]))
            offer_rows(w, &names[i]);
}

static void offer_months(struct source_words *w)
{
    struct facet_month *months;

    for (size_t i = finding_months(w->q.finding, &w->q.a, &months); i-- > 0;) {
        const struct facet_month *m = &months[i];
        struct str s =
            str_of(m->month ? arena_printf(&w->q.a, "%04u-%02u", m->year, m->month)
                            : arena_printf(&w->q.a, "%04u", m->year));
        if (m->year && str_starts(s, w->at.stem))
            put_part(w, s, arena_printf(&w->q.a, "%zu篇", m->n));
    }
}

static void offer_flags(struct source_words *w)
{
    for (int i = 0; i < QUERY_N_FLAGS; i++) {
        enum query_flag flag = (enum query_flag)i;
        struct str english = str_of(query_flag_name(flag));
        struct str chinese = str_of(query_flag_chinese(flag));
        if (query_flag_field(flag) != w->at.field)
            continue;
        if (str_starts(english, w->at.stem))
            put_part(w, english, chinese.p);
        else if (fits(w, chinese))
            put_part(w, chinese, english.p);
    }
}

static void offer_saved(struct source_words *w)
{
    struct state_filter saved;
    const struct state *s = cli_ask_state(&w->q);

    for (size_t i = 0; state_filter_at(s, i, &saved); i++) {
        struct buf b = {0};
        buf_c(&b, '@');
        buf_str(&b, saved.name);
        if (fits(w, saved.name))
            put_part(w, buf_view(&b), NULL);
        buf_free(&b);
    }
}

static void offer_values(struct source_words *w)
{
    static void (*const by_kind[])(struct source_words *) = {
        [QUERY_KIND_TEXT] = offer_facets,
        [QUERY_KIND_DATE] = offer_months,
        [QUERY_KIND_FLAG] = offer_flags};

    if (query_field_kind(w->at.field) != QUERY_KIND_NUMBER)
        by_kind[query_field_kind(w->at.field)](w);
}

void complete_query(struct completing *c)
{
    struct source_words w;

    if (open_words(&w, c)) {
        w.at = query_complete(c->word, c->word.len, &w.q.world);
        if (!look_for(&w, w.at.stem))
            w.at.want = QUERY_WANT_NOTHING;
        if (w.at.want == QUERY_WANT_FIELD)
            offer_fields(&w);
        else if (w.at.want == QUERY_WANT_VALUE)
            offer_values(&w);
        else if (w.at.want == QUERY_WANT_SAVED)
            offer_saved(&w);
    }
    cli_asked_free(&w.q);
}

/* ---- Words that are no query */

void complete_field(struct completing *c)
{
    struct source_words w;
    struct facet_name *names;
    size_t n;

    if (open_words(&w, c) && look_for(&w, c->word)) {
        n = finding_facets(w.q.finding, &w.q.a, &names);
        for (size_t i = 0; i < n; i++) {
            enum query_field f;
            struct str key, english;
            if (!query_field_find(names[i].name, &w.q.world, &f, &key))
                continue;
            english = str_of(query_field_name(f));
            if (english.len && str_starts(english, c->word))
                complete_put(c, english, arena_strz(&w.q.a, names[i].name));
            else if (fits(&w, names[i].name))
                complete_put(c, names[i].name, english.p);
        }
        complete_offer(c, STR("month"), "月份");
    }
    cli_asked_free(&w.q);
}

void complete_speaker(struct completing *c)
{
    struct source_words w;
    struct facet_name *names;
    struct facet_row *rows;

    if (open_words(&w, c) && look_for(&w, c->word)) {
        size_t n = finding_facets(w.q.finding, &w.q.a, &names);
        for (size_t i = 0; i < n; i++) {
            struct facet_ask ask = {.facet = &names[i], .match = w.any ? NULL : &w.m};
            size_t n_rows = names[i].facet == FACET_SPEAKER
                                ? finding_rows(w.q.finding, &ask, &w.q.a, &rows)
                                : 0;
            for (size_t k = 0; k < n_rows && k < OFFERS_MAX; k++)
                complete_put(c, rows[k].name, arena_printf(&w.q.a, "%zu篇", rows[k].n));
        }
    }
    cli_asked_free(&w.q);
}

void complete_id(struct completing *c)
{
    struct source_words w;
    struct item item;

    if (open_words(&w, c)) {
        for (size_t i = 0; i < source_count(w.q.source) && c->n < OFFERS_MAX; i++) {
            source_item(w.q.source, i, &item);
            complete_offer(c, str_of(item.id), arena_strz(&w.q.a, item.title));
        }
    }
    cli_asked_free(&w.q);
}
