/* The quotations page: what was said in the articles listed, by person, month or keyword. */
#include "said.h"

#include "text/pinyin.h"

#include <stdio.h>
#include <stdlib.h>

/* A page has that many groups; the last row makes it longer. */
enum { GROUPS_MAX = 500, SHOWN_AT_FIRST = 3, ALL_UP_TO = 40 };

struct group {
    struct str name;  /* key: a number of a person, a month, a word */
    struct str order; /* key of the order by name */
    uint32_t person;  /* or NO_SPEAKER */
    size_t n, first;  /* of refs */
    uint32_t number;  /* before they were put in order */
};

struct maker {
    struct said_page *p;
    struct app *app;
    struct map keys;
    struct group *groups;
    size_t n, cap;
    uint32_t *refs;
};

typedef void take_fn(struct maker *m, struct group *g, uint32_t saying);

static bool is_wanted(const struct app *app, const struct saying *x)
{
    return x->kind != QUOTE_INDIRECT || app->indirect;
}

/* The articles whose quotations are shown. */
static bool *scope(struct app *app, struct arena *a, const struct said *s)
{
    bool *in = arena_array(a, bool, s->n_articles + 1);
    const char *id = app_place(app)->id;
    size_t n, total;

    if (id[0]) {
        in[said_article(s, str_of(id))] = true;
        return in;
    }
    people_progress(app, &n, &total);
    for (size_t i = 0; i < n; i++) {
        struct item it;
        list_found(app, i, &it);
        in[said_article(s, str_of(it.id))] = true;
    }
    in[s->n_articles] = false;
    return in;
}

static struct group *group_of(struct maker *m, struct str key)
{
    bool added;
    size_t i = map_put(m->p->a, &m->keys, key, m->n, &added);

    if (!added)
        return &m->groups[m->keys.values[i]];
    m->groups = arena_grow(m->p->a, m->groups, m->n, &m->cap, sizeof *m->groups);
    m->groups[m->n] = (struct group){
        .name = key, .order = key, .person = NO_SPEAKER, .number = (uint32_t)m->n};
    return &m->groups[m->n++];
}

static void by_person(struct maker *m, uint32_t saying, take_fn *take)
{
    const struct said *s = m->p->said;
    uint32_t person = s->sayings[saying].person;
    struct group *g;
    struct buf key = {0};

    g = group_of(m, str_of(arena_printf(m->p->a, "%u", person)));
    if (person != NO_SPEAKER && g->person == NO_SPEAKER) {
        pinyin_add_key(&key, s->people[person].name);
        g->order = arena_str(m->p->a, buf_view(&key));
        g->person = person;
        buf_free(&key);
    }
    take(m, g, saying);
}

/* Newest first is the order of keys. */
static void by_month(struct maker *m, uint32_t saying, take_fn *take)
{
    const struct said *s = m->p->said;
    struct date d = s->articles[s->sayings[saying].article].date;
    struct buf b = {0};
    struct group *g;

    d.inferred = false;
    if (d.precision == DATE_DAY)
        d.precision = DATE_MONTH;
    date_add(&b, d);
    g = group_of(m, b.len ? arena_str(m->p->a, buf_view(&b)) : STR("无日期"));
    if (g->order.p == g->name.p)
        g->order = str_of(
            arena_printf(m->p->a, "%08d", 99999999 - (b.len ? date_key(d) / 100 : 0)));
    buf_free(&b);
    take(m, g, saying);
}

static void by_tag(struct maker *m, uint32_t saying, take_fn *take)
{
    const struct said *s = m->p->said;
    const struct said_article *art = &s->articles[s->sayings[saying].article];

    for (size_t i = 0; i < art->n_tags; i++)
        take(m, group_of(m, art->tags[i]), saying);
    if (!art->n_tags)
        take(m, group_of(m, STR("无关键词")), saying);
}

static void count(struct maker *m, struct group *g, uint32_t saying)
{
    (void)m;
    (void)saying;
    g->n++;
}

/* FIRST is where the next one goes; it is set back afterwards. */
static void put(struct maker *m, struct group *g, uint32_t saying)
{
    m->refs[g->first++] = saying;
}

static void each(struct maker *m, const bool *in, take_fn *take)
{
    static void (*const by[GROUP_COUNT])(struct maker * m, uint32_t saying,
                                         take_fn * take) = {by_person, by_month, by_tag};
    const struct said *s = m->p->said;

    for (size_t i = 0; i < s->n_sayings; i++)
        if (in[s->sayings[i].article] && is_wanted(m->app, &s->sayings[i]))
            by[app_place(m->app)->group](m, (uint32_t)i, take);
}

static void collect(struct maker *m)
{
    const bool *in = scope(m->app, m->p->a, m->p->said);
    size_t total = 0;

    each(m, in, count);
    for (size_t i = 0; i < m->n; i++) {
        m->groups[i].first = total;
        total += m->groups[i].n;
    }
    m->refs = arena_array(m->p->a, uint32_t, total);
    each(m, in, put);
    for (size_t i = 0; i < m->n; i++)
        m->groups[i].first -= m->groups[i].n;
}

static int by_order(const void *x, const void *y)
{
    const struct group *a = x, *b = y;
    int c = str_cmp(a->order, b->order);

    return c ? c : a->number < b->number ? -1 : 1;
}

static int by_count(const void *x, const void *y)
{
    const struct group *a = x, *b = y;

    return a->n != b->n ? a->n > b->n ? -1 : 1 : by_order(x, y);
}

static void add_head(struct maker *m, const struct group *g)
{
    struct said_page *p = m->p;
    struct buf b = {0};
    const char *n = arena_printf(p->a, "%zu条", g->n);

    if (p->n_rows)
        said_add_text(p, STR(""), STR(""), STR(""), 1, STYLE_NORMAL, NO_ITEM);
    if (g->person != NO_SPEAKER) {
        const struct person *who = &p->said->people[g->person];
        said_add_name(&b, who);
        buf_z(&b, who->kind == SPEAKER_ORG    ? "（机构）  "
                  : who->kind == SPEAKER_ROLE ? "（身份）  "
                                              : "  ");
        person_add_titles(&b, who);
        buf_z(&b, person_is_doubtful(who) ? "  可能同一人" : "");
    } else if (app_place(m->app)->group == GROUP_PERSON) {
        buf_z(&b, "未归属");
    } else {
        buf_str(&b, g->name);
    }
    said_add_text(p, STR(""), arena_str(p->a, buf_view(&b)), str_of(n), 1, STYLE_HEADING,
                  NO_ITEM);
    buf_free(&b);
}

static void add_group(struct maker *m, const struct group *g, size_t total,
                      size_t *number)
{
    const struct place *at = app_place(m->app);
    size_t show =
        total <= ALL_UP_TO || at->open == g->number + 1 || g->n <= SHOWN_AT_FIRST + 1
            ? g->n
            : SHOWN_AT_FIRST;

    add_head(m, g);
    for (size_t i = 0; i < show; i++)
        said_add_saying(m->p, m->refs[g->first + i], g->number, *number + i + 1);
    if (show < g->n)
        said_add_more(m->p, g->number, g->n - show, "条，Enter 展开");
    *number += g->n;
}

void groups_make(struct said_page *p, struct app *app, struct said_counts *counts)
{
    const struct place *at = app_place(app);
    struct maker m = {.p = p, .app = app};
    bool named = at->by_name != (at->group == GROUP_MONTH);
    size_t total = 0, number = 0, most = GROUPS_MAX * (size_t)(1 + at->pages);

    collect(&m);
    for (size_t i = 0; i < m.n; i++)
        total += m.groups[i].n;
    if (m.n)
        qsort(m.groups, m.n, sizeof *m.groups, named ? by_order : by_count);
    for (size_t i = 0; i < m.n && i < most; i++)
        add_group(&m, &m.groups[i], total, &number);
    if (m.n > most)
        said_add_more(p, GROUP_NEXT, m.n - most, "组，Enter 列出");
    if (people_paused(app)) {
        size_t done, all;
        people_progress(app, &done, &all);
        said_add_more(p, GROUP_READ, all - done, "篇没有读，Enter 接着读");
    }
    *counts = (struct said_counts){total, m.n};
}
