/* Names for a correction: who speaks in the article, then everybody in the archive, by the
 * beginning of the name or by pinyin; made once for what was typed. */
#include "sought.h"

enum { NAMES_MAX = 99, WORK = 8 << 20 };

static bool has(const struct fix_names *f, struct str name)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_eq(f->names[i], name))
            return true;
    return false;
}

static void add(struct fix_names *f, struct str name)
{
    if (f->n == NAMES_MAX || !name.len || has(f, name))
        return;
    f->names = arena_grow(&f->a, f->names, f->n, &f->cap, sizeof *f->names);
    f->names[f->n++] = arena_str(&f->a, name);
}

static void add_of_article(struct app *app, const struct matcher *m)
{
    const struct quotes *q = &app->reading.quotes;

    for (size_t i = 0; app->reading.quotes_known && i < q->n_speakers; i++)
        if (match_in(m, q->speakers[i].name, NULL, 0, NULL, NULL))
            add(&app->fix_names, q->speakers[i].name);
}

/* People who are quoted, most first. */
static void add_of_archive(struct app *app, const struct matcher *m)
{
    struct source_ask everything = {0};
    struct finding *f = source_search(app->ar, &everything);
    struct arena a = {0};
    struct facet_name *names;
    size_t n = finding_facets(f, &a, &names);

    finding_step(f, WORK);
    for (size_t i = 0; i < n; i++) {
        struct facet_ask ask = {.facet = &names[i], .match = m, .all = true};
        struct facet_row *rows;
        if (names[i].facet != FACET_SPEAKER && names[i].facet != FACET_ORG)
            continue;
        for (size_t k = 0, found = finding_rows(f, &ask, &a, &rows); k < found; k++)
            add(&app->fix_names, rows[k].name);
    }
    finding_close(f);
    arena_free(&a);
}

static void find(struct app *app, struct str stem)
{
    struct fix_names *f = &app->fix_names;
    struct matcher *m = arena_new(&f->a, struct matcher);

    f->stem = arena_str(&f->a, stem);
    f->generation = source_generation(app->ar);
    f->of_quotes = app->reading.quotes_known ? app->reading.quotes.speakers : NULL;
    if (!match_compile(m, stem, MATCH_PINYIN | MATCH_PARTIAL | MATCH_START))
        return;
    add_of_article(app, m);
    add_of_archive(app, m);
}

/* Is that what the names were looked for? */
static bool is_current(const struct app *app, struct str stem)
{
    const struct fix_names *f = &app->fix_names;

    return f->stem.p && str_eq(f->stem, stem) &&
           f->generation == source_generation(app->ar) &&
           (!app->reading.quotes_known || f->of_quotes == app->reading.quotes.speakers);
}

bool fix_name(struct app *app, struct str stem, size_t i, struct str *name)
{
    struct fix_names *f = &app->fix_names;

    if (!is_current(app, stem)) {
        arena_reset(&f->a);
        *f = (struct fix_names){.a = f->a};
        find(app, stem);
    }
    if (i >= f->n)
        return false;
    *name = f->names[i];
    return true;
}
