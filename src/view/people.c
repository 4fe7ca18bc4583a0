/* Everything said in the archive: read article by article while nobody types, once somebody asks
 * for it; what is found stays until the archive is read again. */
#include "state.h"

#include "text/utf8.h"

static struct said *said(struct app *app)
{
    struct people *p = &app->people;

    if (!p->map) {
        p->map = people_map_new(&p->map_a);
        if (app->add_people)
            app->add_people(p->map, &p->map_a);
        said_init(&p->said, p->map);
    }
    return &p->said;
}

const struct said *people_said(struct app *app)
{
    return said(app);
}

static void take_in(struct app *app, const struct item *en, bool again)
{
    struct people *p = &app->people;
    struct article *art;
    struct err e;

    if (source_get(app->ar, en, &p->a, &art, &e)) {
        struct body body = body_parts(&p->a, art);
        struct quotes q = quotes_find(&p->a, quotes_words(app), art, &body);
        fixes_apply(fix_all(app), &p->a, art, &q);
        if (again)
            said_update(said(app), art, &q);
        else
            said_add(said(app), art, &q);
    }
    arena_reset(&p->a);
}

static bool is_known(struct app *app, const struct item *en)
{
    const struct said *s = said(app);
    return said_article(s, str_of(en->id)) < s->n_articles;
}

void people_need(struct app *app, const char *id)
{
    const struct item *en = app_entry(app, id);

    if (en && !is_known(app, en))
        take_in(app, en, false);
}

void people_again(struct app *app, const char *id)
{
    const struct item *en = app_entry(app, id);

    if (en && is_known(app, en))
        take_in(app, en, true);
}

bool people_step(struct app *app)
{
    struct people *p = &app->people;
    size_t n = source_count(app->ar);

    while (p->next < n) {
        struct item it;
        source_item(app->ar, p->next++, &it);
        if (!is_known(app, &it)) {
            take_in(app, &it, false);
            break;
        }
    }
    return p->next < n;
}

void people_refresh(struct app *app)
{
    app->people.next = 0;
}

bool people_complete(const struct app *app)
{
    return app->people.next >= source_count(app->ar) && !source_is_reading(app->ar);
}

void people_forget(struct app *app)
{
    said_free(&app->people.said);
    app->people.next = 0;
}

void people_free(struct app *app)
{
    said_free(&app->people.said);
    arena_free(&app->people.a);
    arena_free(&app->people.map_a);
}
