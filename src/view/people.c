/* Everything said in the articles listed, or by one person: taken over from what the archive knows
 * of them while nobody types.  An article is read and analysed only when a correction of this
 * session is about it, or when the archive does not know its quotations. */
#include "state.h"

#include "query/edit.h"
#include "text/utf8.h"

#include <stdio.h>

enum { AT_ONCE = 256, LOOKED_AT_ONCE = 20000, ENOUGH = 100000, WORK = 4 << 20 };

static struct said *said(struct app *app)
{
    struct people *p = &app->people;

    if (!p->map) {
        p->map = people_map_new(&p->map_a);
        if (app->add_people)
            app->add_people(p->map, &p->map_a);
        if (app->conf.config)
            people_map_add(p->map, "config.yaml", app->conf.config->people,
                           &(struct diags){.a = &p->map_a});
        said_init(&p->said, p->map);
        p->enough = ENOUGH;
    }
    return &p->said;
}

const struct said *people_said(struct app *app)
{
    return said(app);
}

/* ---- Taking in */

/* Text that the quotations of facts are parts of. */
struct words {
    struct arena *a;
    struct buf text;
};

static struct span put_words(struct words *w, struct str s)
{
    struct span at = {w->text.len, s.len};

    buf_str(&w->text, s);
    return at;
}

static size_t split(struct arena *a, struct str s, struct str mark, struct str **out)
{
    size_t n = 0, cap = 0, len;

    *out = NULL;
    for (size_t off = 0; off < s.len; off += len + mark.len) {
        len = str_find(s, mark, off) - off;
        *out = arena_grow(a, *out, n, &cap, sizeof **out);
        (*out)[n++] = str_slice(s, off, len);
    }
    return n;
}

static void make_speakers(struct arena *a, const struct facts *f, struct quotes *q)
{
    q->speakers = arena_array(a, struct speaker, f->n_speakers + 1);
    q->n_speakers = f->n_speakers;
    for (size_t i = 0; i < f->n_speakers; i++) {
        const struct fact_speaker *from = &f->speakers[i];
        struct speaker *to = &q->speakers[i];
        *to = (struct speaker){
            .kind = from->kind, .name = from->name, .delegate = from->delegate};
        to->n_titles = split(a, from->titles, STR("、"), &to->titles);
        to->n_aliases = split(a, from->aliases, STR("\n"), &to->aliases);
    }
}

static void make_quotes(struct words *w, const struct facts *f, struct quotes *q)
{
    q->list = arena_array(w->a, struct quotation, f->n_quotes + 1);
    q->n = f->n_quotes;
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct fact_quote *from = &f->quotes[i];
        q->list[i] = (struct quotation){.span = from->span,
                                        .start = from->start,
                                        .end = from->end,
                                        .text = put_words(w, from->text),
                                        .kind = from->kind,
                                        .position = from->position,
                                        .confidence = from->confidence,
                                        .rule = from->rule,
                                        .speaker = from->speaker,
                                        .second = from->second,
                                        .cue = put_words(w, from->cue),
                                        .fixed = from->fixed,
                                        .verdict = from->verdict};
    }
}

static void make_tags(struct arena *a, const struct facts *f, struct article *art)
{
    struct field *tags = arena_new(a, struct field);

    *tags = (struct field){.id = FIELD_KEYWORDS};
    tags->values = arena_array(a, struct str, f->n_values + 1);
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == FACET_TAG)
            tags->values[tags->n_values++] = f->values[i].value;
    art->fields = tags;
    art->n_fields = 1;
}

/* What said_add() wants to know of an article, without its body. */
static void take_facts(struct app *app, const struct item *en, const struct facts *f)
{
    struct words w = {.a = &app->people.a};
    struct article art = {.title = f->title, .url = f->url, .date = f->date};
    struct quotes q = {0};

    memcpy(art.id, en->id, sizeof art.id - 1);
    make_speakers(w.a, f, &q);
    make_quotes(&w, f, &q);
    make_tags(w.a, f, &art);
    art.body = buf_view(&w.text);
    said_add(said(app), &art, &q);
    buf_free(&w.text);
}

static void read_article(struct app *app, const struct item *en, bool again)
{
    struct people *p = &app->people;
    struct article *art;
    struct err e;

    if (!source_get(app->ar, en, &p->a, &art, &e))
        return;
    struct body body = body_parts(&p->a, art);
    struct quotes q = quotes_find(&p->a, quotes_words(app), art, &body);
    fixes_apply(fix_all(app), &p->a, art, &q);
    if (again)
        said_update(said(app), art, &q);
    else
        said_add(said(app), art, &q);
}

static bool is_known(struct app *app, const struct item *en)
{
    const struct said *s = said(app);
    return said_article(s, str_of(en->id)) < s->n_articles;
}

/* Was it corrected after the archive looked at it? */
static bool is_corrected(struct app *app, const struct item *en)
{
    const struct fixes *f = fix_all(app);

    for (size_t i = f->n; i-- > 0;)
        if (!f->items[i].line && str_eq(f->items[i].id, str_of(en->id)))
            return true;
    return false;
}

/* False: the archive will know more of it soon. */
static bool take_in(struct app *app, const struct item *en, bool now)
{
    struct people *p = &app->people;
    struct facts f;
    bool taken = true;

    if (is_known(app, en))
        return true;
    if (!is_corrected(app, en) && source_facts(app->ar, en, &p->a, &f) && f.analysed)
        take_facts(app, en, &f);
    else if (now || source_progress(app->ar).phase == SOURCE_READY)
        read_article(app, en, false);
    else
        taken = false;
    arena_reset(&p->a);
    return taken;
}

void people_need(struct app *app, const char *id)
{
    const struct item *en = app_entry(app, id);

    if (en)
        take_in(app, en, true);
}

void people_again(struct app *app, const char *id)
{
    const struct item *en = app_entry(app, id);

    if (en && is_known(app, en))
        read_article(app, en, true);
    arena_reset(&app->people.a);
}

/* ---- Which articles */

static bool is_card(struct app *app)
{
    return app_place(app)->view == VIEW_CARD;
}

/* The articles in which who the card is of speaks, under that name or another one. */
static void ask_for_person(struct app *app)
{
    struct people *p = &app->people;
    const struct place *at = app_place(app);
    struct source_ask ask = {0};
    struct buf text = {0};

    if (p->finding && strcmp(p->of, at->name) == 0)
        return;
    finding_close(p->finding);
    memcpy(p->of, at->name, sizeof p->of);
    arena_reset(&p->query_a);
    buf_z(&text, at->kind == SPEAKER_ORG ? "org:" : "speaker:");
    query_add_value(&text, at->kind == SPEAKER_ORG ? QUERY_ORG : QUERY_SPEAKER,
                    str_of(at->name), true);
    query_parse(&p->query_a, buf_view(&text), QUERY_TYPING, filter_world(app), &p->query);
    buf_free(&text);
    ask.query = p->query.root;
    p->finding = source_search(app->ar, &ask);
    p->next = 0;
}

static size_t n_items(struct app *app)
{
    if (!is_card(app))
        return list_n_found(app);
    ask_for_person(app);
    return finding_ready(app->people.finding);
}

static void item_at(struct app *app, size_t i, struct item *out)
{
    if (is_card(app))
        finding_item(app->people.finding, i, out);
    else
        list_found(app, i, out);
}

/* May there be more articles than n_items()? */
static bool may_grow(struct app *app)
{
    bool exact = true;

    if (is_card(app))
        finding_count(app->people.finding, &exact);
    else
        exact = !filter_pending(app);
    return !exact || source_is_reading(app->ar);
}

/* The page or the card of more than one article needs them all. */
static bool is_of_many(struct app *app)
{
    const struct place *p = app_place(app);

    return p->view == VIEW_SAID ? !p->id[0]
                                : p->view == VIEW_CARD && p->kind != SPEAKER_ROLE;
}

bool people_paused(struct app *app)
{
    return is_of_many(app) && !is_card(app) &&
           app->people.n_passed >= app->people.enough && app->people.next < n_items(app);
}

void people_more(struct app *app)
{
    app->people.enough = app->people.n_passed + ENOUGH;
}

static bool is_searching(struct app *app)
{
    bool exact = true;

    if (is_card(app))
        finding_count(app->people.finding, &exact);
    return !exact;
}

bool people_wanted(struct app *app)
{
    return is_of_many(app) && !people_paused(app) &&
           (app->people.next < n_items(app) || is_searching(app));
}

static size_t n_sayings_of(struct app *app, const struct item *en)
{
    const struct said *s = said(app);
    size_t i = said_article(s, str_of(en->id));

    return i < s->n_articles ? s->articles[i].n : 0;
}

bool people_step(struct app *app)
{
    struct people *p = &app->people;
    size_t n = n_items(app), taken = 0, looked = 0;

    if (is_searching(app)) {
        finding_step(p->finding, WORK);
        return !is_searching(app);
    }
    for (; p->next < n && taken < AT_ONCE && looked < LOOKED_AT_ONCE;
         p->next++, looked++) {
        struct item it;
        item_at(app, p->next, &it);
        if (!is_known(app, &it)) {
            take_in(app, &it, false);
            taken++;
        }
        p->n_passed += n_sayings_of(app, &it);
    }
    /* A picture of every few articles would cost more than they do. */
    if (p->next < n && !people_paused(app) &&
        p->n_passed < p->drawn + p->drawn / 4 + AT_ONCE)
        return false;
    p->drawn = p->n_passed;
    return true;
}

void people_refresh(struct app *app)
{
    struct people *p = &app->people;

    finding_close(p->finding);
    p->finding = NULL;
    p->next = p->drawn = p->n_passed = 0;
    p->enough = ENOUGH;
}

bool people_complete(struct app *app)
{
    return app->people.next >= n_items(app) && !may_grow(app);
}

void people_progress(struct app *app, size_t *done, size_t *total)
{
    *total = n_items(app);
    *done = app->people.next < *total ? app->people.next : *total;
}

void people_forget(struct app *app)
{
    said_free(&app->people.said);
    people_refresh(app);
}

void people_free(struct app *app)
{
    people_refresh(app);
    said_free(&app->people.said);
    arena_free(&app->people.query_a);
    arena_free(&app->people.a);
    arena_free(&app->people.map_a);
}
