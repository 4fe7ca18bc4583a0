/* The quotations page: what was said in the articles listed, by person, month or keyword. */
#include "said.h"

#include "text/pinyin.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHOWN_AT_FIRST = 3, ALL_UP_TO = 40 };

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
    uint32_t *of_person; /* 1 + group of each; the last one of nobody */
    struct group *groups;
    size_t n, cap;
    uint32_t *refs;
};

struct said_groups {
    struct group *list;
    bool by_person;
    size_t n_unread; /* articles */
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

static struct group *add_group(struct maker *m, struct str name)
{
    m->groups = arena_grow(m->p->a, m->groups, m->n, &m->cap, sizeof *m->groups);
    m->groups[m->n] = (struct group){
        .name = name, .order = name, .person = NO_SPEAKER, .number = (uint32_t)m->n};
    return &m->groups[m->n++];
}

static struct group *group_of(struct maker *m, struct str key)
{
    bool added;
    size_t i = map_put(m->p->a, &m->keys, key, m->n, &added);

    return added ? add_group(m, key) : &m->groups[m->keys.values[i]];
}

static struct group *group_of_person(struct maker *m, uint32_t person)
{
    const struct said *s = m->p->said;
    uint32_t *at = &m->of_person[person < s->n_people ? person : s->n_people];
    struct buf key = {0};
    struct group *g;

    if (*at)
        return &m->groups[*at - 1];
    g = add_group(m, STR(""));
    *at = (uint32_t)m->n;
    if (person < s->n_people) {
        pinyin_add_key(&key, s->people[person].name);
        g->order = arena_str(m->p->a, buf_view(&key));
        g->person = person;
        buf_free(&key);
    }
    return g;
}

/* Newest first is the order of keys. */
static struct group *group_of_month(struct maker *m, struct date d)
{
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
    return g;
}

/* Those of article ART that are wanted go into G, NULL: into those of their speakers. */
static void take_article(struct maker *m, const struct said_article *art, struct group *g,
                         take_fn *take)
{
    const struct said *s = m->p->said;

    for (size_t i = art->first; i < art->first + art->n; i++)
        if (is_wanted(m->app, &s->sayings[i]))
            take(m, g ? g : group_of_person(m, s->sayings[i].person), (uint32_t)i);
}

static bool is_any_wanted(const struct maker *m, const struct said_article *art)
{
    for (size_t i = art->first; i < art->first + art->n; i++)
        if (is_wanted(m->app, &m->p->said->sayings[i]))
            return true;
    return false;
}

static void by_person(struct maker *m, const struct said_article *art, take_fn *take)
{
    take_article(m, art, NULL, take);
}

static void by_month(struct maker *m, const struct said_article *art, take_fn *take)
{
    take_article(m, art, group_of_month(m, art->date), take);
}

static void by_tag(struct maker *m, const struct said_article *art, take_fn *take)
{
    for (size_t i = 0; i < art->n_tags; i++)
        take_article(m, art, group_of(m, art->tags[i]), take);
    if (!art->n_tags)
        take_article(m, art, group_of(m, STR("无关键词")), take);
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
    static void (*const by[GROUP_COUNT])(struct maker * m, const struct said_article *art,
                                         take_fn *take) = {by_person, by_month, by_tag};
    const struct said *s = m->p->said;

    for (size_t i = 0; i < s->n_articles; i++)
        if (in[i] && is_any_wanted(m, &s->articles[i]))
            by[app_place(m->app)->group](m, &s->articles[i], take);
}

static void collect(struct maker *m)
{
    const bool *in = scope(m->app, m->p->a, m->p->said);
    size_t total = 0;

    m->of_person = arena_array(m->p->a, uint32_t, m->p->said->n_people + 1);
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

/* "全国政协委员、复旦大学教授 | 会长 等31个头衔": those there is room for in two rows. */
static void add_titles(struct buf *out, const struct person *who, unsigned cols, int amb)
{
    size_t n = 0, added = 0;

    for (size_t i = 0; i < who->n_groups; i++)
        n += who->groups[i].n;
    for (size_t i = 0; i < who->n_groups; i++) {
        const struct title_group *g = &who->groups[i];
        for (size_t k = 0; k < g->n; k++, added++) {
            if (added &&
                show_cols(buf_view(out), amb) + show_cols(g->titles[k], amb) > cols) {
                buf_printf(out, " 等%zu个头衔", n);
                return;
            }
            buf_z(out, !added ? "" : k ? "、" : " | ");
            buf_str(out, g->titles[k]);
        }
    }
}

static void write_head(struct said_page *p, const struct group *g)
{
    struct buf b = {0};
    const char *n = arena_printf(p->row_a, "%zu条", g->n);

    if (p->writing)
        said_add_text(p, STR(""), STR(""), STR(""), 1, STYLE_NORMAL, NO_ITEM);
    if (g->person != NO_SPEAKER) {
        const struct person *who = &p->said->people[g->person];
        said_add_name(&b, who);
        buf_z(&b, who->kind == SPEAKER_ORG    ? "（机构）  "
                  : who->kind == SPEAKER_ROLE ? "（身份）  "
                                              : "  ");
        add_titles(&b, who, p->cols > 40 ? 2 * p->cols - 40 : p->cols, p->amb);
        buf_z(&b, person_is_doubtful(who) ? "  可能同一人" : "");
    } else if (p->groups->by_person) {
        buf_z(&b, "未归属");
    } else {
        buf_str(&b, g->name);
    }
    said_add_text(p, STR(""), arena_str(p->row_a, buf_view(&b)), str_of(n), 1,
                  STYLE_HEADING, NO_ITEM);
    buf_free(&b);
}

/* ".. 还有2条，Enter 展开". */
static void write_more(struct said_page *p, size_t item)
{
    const struct said_item *it = &p->items[item];
    const struct group *g = it->group == GROUP_READ ? NULL : &p->groups->list[it->group];
    size_t n = g ? g->n - SHOWN_AT_FIRST : p->groups->n_unread;

    said_add_text(p, STR(""),
                  str_of(arena_printf(p->row_a, ".. 还有%zu%s", n,
                                      g ? "条，Enter 展开" : "篇没有读，Enter 接着读")),
                  STR(""), p->text_x, STYLE_DIM, (uint32_t)item);
}

static void write(struct said_page *p, size_t item)
{
    const struct said_item *it = &p->items[item];

    if (it->group != GROUP_READ && (!item || p->items[item - 1].group != it->group))
        write_head(p, &p->groups->list[it->group]);
    if (it->saying == SAYING_MORE)
        write_more(p, item);
    else
        said_write_saying(p, item);
}

static void add_items(struct maker *m, size_t group, size_t total, size_t *number)
{
    const struct place *at = app_place(m->app);
    const struct group *g = &m->groups[group];
    bool whole =
        total <= ALL_UP_TO || at->open == g->number + 1 || g->n <= SHOWN_AT_FIRST + 1;
    size_t show = whole ? g->n : SHOWN_AT_FIRST;

    for (size_t i = 0; i < show; i++)
        said_add_item(m->p, m->refs[g->first + i], (uint32_t)group, *number + i + 1);
    if (!whole)
        said_add_item(m->p, SAYING_MORE, (uint32_t)group, *number + show);
    *number += g->n;
}

uint32_t groups_number(const struct said_page *p, uint32_t group)
{
    return p->groups->list[group].number;
}

void groups_make(struct said_page *p, struct app *app, struct said_counts *counts)
{
    const struct place *at = app_place(app);
    struct maker m = {.p = p, .app = app};
    struct said_groups *all = arena_new(p->a, struct said_groups);
    bool named = at->by_name != (at->group == GROUP_MONTH);
    size_t total = 0, number = 0;

    collect(&m);
    for (size_t i = 0; i < m.n; i++)
        total += m.groups[i].n;
    if (m.n)
        qsort(m.groups, m.n, sizeof *m.groups, named ? by_order : by_count);
    *all = (struct said_groups){.list = m.groups, .by_person = at->group == GROUP_PERSON};
    p->groups = all;
    p->write = write;
    for (size_t i = 0; i < m.n; i++)
        add_items(&m, i, total, &number);
    if (people_paused(app)) {
        size_t done, n;
        people_progress(app, &done, &n);
        all->n_unread = n - done;
        said_add_item(p, SAYING_MORE, GROUP_READ, number);
    }
    *counts = (struct said_counts){total, m.n};
}
