#include "said/said.h"

#include "text/pinyin.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#include "names.h"

void said_init(struct said *s, const struct people_map *map)
{
    *s = (struct said){.map = map};
}

void said_free(struct said *s)
{
    arena_free(&s->a);
    said_init(s, s->map);
}

size_t said_article(const struct said *s, struct str id)
{
    return map_find(&s->ids, id);
}

/* ---- People */

/* A role is of its article alone: its key has the id. */
static struct str key_of(struct arena *a, const char *id, enum speaker_kind kind,
                         struct str name)
{
    static const char *const prefix[] = {"", "\x01", "\x02"};
    char of_article[64];

    snprintf(of_article, sizeof of_article, "%s%s", prefix[kind],
             kind == SPEAKER_ROLE ? id : "");
    return name_key(a, str_of(of_article), name);
}

static uint32_t person_new(struct said *s, enum speaker_kind kind, struct str name)
{
    s->people =
        arena_grow(&s->a, s->people, s->n_people, &s->cap_people, sizeof *s->people);
    s->people[s->n_people] =
        (struct person){.kind = kind, .name = arena_str(&s->a, name)};
    return (uint32_t)s->n_people++;
}

/* The number of WHO, whom the article ID names. */
static uint32_t person_for(struct said *s, const char *id, const struct speaker *who)
{
    struct str filed =
        who->kind == SPEAKER_PERSON ? people_map_find(s->map, who) : STR("");
    struct str name = filed.len ? filed : who->name;
    bool added;
    size_t at = map_put(&s->a, &s->names, key_of(&s->a, id, who->kind, name), s->n_people,
                        &added);

    if (added)
        person_new(s, who->kind, name);
    /* What was filed before has the name it was filed under. */
    if (filed.len || people_map_files(s->map, who->name))
        s->people[s->names.values[at]].settled = true;
    return (uint32_t)s->names.values[at];
}

static void note_date(struct person *p, struct date d)
{
    if (d.precision == DATE_NONE)
        return;
    if (p->first.precision == DATE_NONE || date_cmp(d, p->first) < 0)
        p->first = d;
    if (p->last.precision == DATE_NONE || date_cmp(d, p->last) > 0)
        p->last = d;
}

/* WHO speaks in the article number ARTICLE. */
static uint32_t meet(struct said *s, uint32_t article, const struct speaker *who)
{
    uint32_t number = person_for(s, s->articles[article].id, who);
    struct person *p = &s->people[number];
    struct title_group *g =
        group_for(&s->a, p, who->titles, who->n_titles, who->delegate);

    g->n_articles++;
    if (!g->delegate)
        g->delegate = who->delegate;
    for (size_t i = 0; i < who->n_titles; i++)
        arena_add_once(&s->a, &g->titles, &g->n, &g->cap, who->titles[i]);
    if (!str_eq(who->name, p->name))
        arena_add_once(&s->a, &p->aliases, &p->n_aliases, &p->cap_aliases, who->name);
    for (size_t i = 0; i < who->n_aliases; i++)
        arena_add_once(&s->a, &p->aliases, &p->n_aliases, &p->cap_aliases,
                       who->aliases[i]);
    if (!p->n_articles || p->articles[p->n_articles - 1] != article) {
        p->articles = arena_grow(&s->a, p->articles, p->n_articles, &p->cap_articles,
                                 sizeof *p->articles);
        p->articles[p->n_articles++] = article;
        note_date(p, s->articles[article].date);
    }
    return number;
}

/* ---- Articles */

static void credit(struct said *s, uint32_t number, uint32_t person, bool speech)
{
    struct person *p = &s->people[person];

    p->sayings =
        arena_grow(&s->a, p->sayings, p->n_sayings, &p->cap_sayings, sizeof *p->sayings);
    p->sayings[p->n_sayings++] = number;
    *(speech ? &p->n_quotes : &p->n_indirect) += 1;
}

/* Who says it: a person and maybe a second one, NO_SPEAKER for none. */
struct voices {
    uint32_t person, second;
};

static void keep(struct said *s, const struct article *art, uint32_t article,
                 struct voices by, unsigned number, const struct quotation *x)
{
    struct saying *to;

    s->sayings =
        arena_grow(&s->a, s->sayings, s->n_sayings, &s->cap_sayings, sizeof *s->sayings);
    to = &s->sayings[s->n_sayings];
    *to = (struct saying){.article = article,
                          .person = by.person,
                          .second = by.second,
                          .number = number,
                          .kind = x->kind,
                          .position = x->position,
                          .confidence = x->confidence,
                          .rule = x->rule,
                          .fixed = x->fixed,
                          .verdict = x->verdict,
                          .span = x->span,
                          .start = x->start,
                          .end = x->end};
    to->text = arena_str(&s->a, str_slice(art->body, x->text.off, x->text.len));
    to->cue = arena_str(&s->a, str_slice(art->body, x->cue.off, x->cue.len));
    if (by.person != NO_SPEAKER)
        credit(s, (uint32_t)s->n_sayings, by.person, number > 0);
    if (by.second != NO_SPEAKER)
        credit(s, (uint32_t)s->n_sayings, by.second, number > 0);
    s->n_sayings++;
}

/* The number of SPEAKER of Q, who speaks in ARTICLE; KNOWN: of those met there before. */
static uint32_t voice_of(struct said *s, uint32_t article, const struct quotes *q,
                         unsigned speaker, uint32_t *known)
{
    if (speaker == NO_SPEAKER)
        return NO_SPEAKER;
    if (known[speaker] == NO_SPEAKER)
        known[speaker] = meet(s, article, &q->speakers[speaker]);
    return known[speaker];
}

static void add_sayings(struct said *s, const struct article *art, uint32_t article,
                        const struct quotes *q)
{
    struct arena tmp = {0};
    uint32_t *people = arena_array(&tmp, uint32_t, q->n_speakers);
    unsigned number = 0;

    memset(people, 0xFF, q->n_speakers * sizeof *people);
    for (size_t i = 0; i < q->n; i++) {
        const struct quotation *x = &q->list[i];
        bool speech = quote_is_speech(x->kind);
        struct voices by;
        if (!speech && x->kind != QUOTE_INDIRECT)
            continue;
        by.person = voice_of(s, article, q, x->speaker, people);
        by.second = voice_of(s, article, q, x->second, people);
        if (by.second == by.person)
            by.second = NO_SPEAKER;
        keep(s, art, article, by, speech ? ++number : 0, x);
    }
    arena_free(&tmp);
}

static void keep_tags(struct said *s, struct said_article *to, const struct article *art)
{
    size_t cap = 0;

    for (size_t i = 0; i < art->n_fields; i++)
        for (size_t k = 0;
             art->fields[i].id == FIELD_KEYWORDS && k < art->fields[i].n_values; k++)
            arena_add_once(&s->a, &to->tags, &to->n_tags, &cap, art->fields[i].values[k]);
}

void said_add(struct said *s, const struct article *art, const struct quotes *q)
{
    struct said_article *to;
    char *id = arena_strz(&s->a, str_of(art->id));
    bool added;

    map_put(&s->a, &s->ids, str_of(id), 0, &added);
    if (!added)
        return;
    s->articles = arena_grow(&s->a, s->articles, s->n_articles, &s->cap_articles,
                             sizeof *s->articles);
    to = &s->articles[s->n_articles++];
    *to = (struct said_article){.id = id,
                                .title = arena_str(&s->a, art->title),
                                .url = arena_str(&s->a, art->url),
                                .date = art->date,
                                .first = s->n_sayings};
    keep_tags(s, to, art);
    add_sayings(s, art, (uint32_t)(s->n_articles - 1), q);
    to->n = s->n_sayings - to->first;
}

/* ---- Changing */

static void take_back(struct said *s, uint32_t number, uint32_t person, bool speech)
{
    struct person *p = &s->people[person];
    size_t i = 0;

    while (i < p->n_sayings && p->sayings[i] != number)
        i++;
    if (i == p->n_sayings)
        return;
    memmove(&p->sayings[i], &p->sayings[i + 1],
            (--p->n_sayings - i) * sizeof *p->sayings);
    *(speech ? &p->n_quotes : &p->n_indirect) -= 1;
}

/* The number of WHO (NULL: nobody) in the article of Y, where WAS spoke before. */
static uint32_t now_by(struct said *s, const struct saying *y, const struct speaker *who,
                       uint32_t was)
{
    uint32_t person = who ? person_for(s, s->articles[y->article].id, who) : NO_SPEAKER;

    return who && person != was ? meet(s, y->article, who) : person;
}

static void pass_on(struct said *s, uint32_t number, uint32_t *from, uint32_t to)
{
    bool speech = s->sayings[number].number > 0;

    if (*from == to)
        return;
    if (*from != NO_SPEAKER)
        take_back(s, number, *from, speech);
    if (to != NO_SPEAKER)
        credit(s, number, to, speech);
    *from = to;
}

static const struct speaker *speaker_at(const struct quotes *q, unsigned i)
{
    return i == NO_SPEAKER ? NULL : &q->speakers[i];
}

static void change(struct said *s, uint32_t number, const struct quotation *x,
                   const struct quotes *q)
{
    struct saying *y = &s->sayings[number];
    uint32_t person = now_by(s, y, speaker_at(q, x->speaker), y->person);
    uint32_t second = now_by(s, y, speaker_at(q, x->second), y->second);

    y->verdict = x->verdict;
    y->fixed = x->fixed;
    y->rule = x->rule;
    y->position = x->position;
    y->confidence = x->confidence;
    /* Who was the second and is the first now loses nothing. */
    pass_on(s, number, &y->second, second == person ? NO_SPEAKER : second);
    pass_on(s, number, &y->person, person);
}

void said_update(struct said *s, const struct article *art, const struct quotes *q)
{
    size_t number = said_article(s, str_of(art->id)), k = 0;
    const struct said_article *to;

    if (number == s->n_articles)
        return;
    to = &s->articles[number];
    for (size_t i = 0; i < q->n && k < to->n; i++) {
        const struct quotation *x = &q->list[i];
        if (x->span.off != s->sayings[to->first + k].span.off)
            continue;
        change(s, (uint32_t)(to->first + k++), x, q);
    }
}

/* ---- Asking */

size_t said_person(const struct said *s, enum speaker_kind kind, const char *id,
                   struct str name)
{
    struct arena a = {0};
    struct str key = key_of(&a, id, kind, name);
    size_t at = map_find(&s->names, key), found = s->n_people;

    if (at < s->names.n)
        found = s->names.values[at];
    for (size_t i = 0; kind == SPEAKER_PERSON && i < s->n_people && found == s->n_people;
         i++)
        for (size_t k = 0; k < s->people[i].n_aliases; k++)
            if (s->people[i].kind == SPEAKER_PERSON &&
                str_eq(name_key(&a, STR(""), s->people[i].aliases[k]), key))
                found = i;
    arena_free(&a);
    return found;
}

bool person_is_doubtful(const struct person *p)
{
    return p->n_groups > 1 && !p->settled;
}

void person_add_titles(struct buf *out, const struct person *p)
{
    bool any = false;

    for (size_t i = 0; i < p->n_groups; i++) {
        const struct title_group *g = &p->groups[i];
        buf_z(out, any && g->n ? " | " : "");
        buf_join(out, g->titles, g->n, "、");
        any = any || g->n;
    }
}

enum delegate_kind person_delegate(const struct person *p)
{
    size_t best = 0;
    enum delegate_kind found = DELEGATE_NONE;

    for (size_t i = 0; i < p->n_groups; i++) {
        if (p->groups[i].delegate && p->groups[i].n_articles > best) {
            best = p->groups[i].n_articles;
            found = p->groups[i].delegate;
        }
    }
    return found;
}

struct sorted {
    const struct person *p;
    enum person_order order;
    uint32_t number;
    struct str key; /* pinyin */
};

static int compare(const void *x, const void *y)
{
    const struct sorted *a = x, *b = y;
    unsigned na = a->p->n_quotes, nb = b->p->n_quotes;
    int by_name = str_cmp(a->key, b->key);

    if (a->order == BY_QUOTES && na != nb)
        return na > nb ? -1 : 1;
    if (a->order == BY_QUOTES && a->p->n_indirect != b->p->n_indirect)
        return a->p->n_indirect > b->p->n_indirect ? -1 : 1;
    return by_name ? by_name : a->number < b->number ? -1 : 1;
}

uint32_t *said_order(const struct said *s, struct arena *a, unsigned kinds,
                     enum person_order order, size_t *n)
{
    struct sorted *all = arena_array(a, struct sorted, s->n_people);
    uint32_t *numbers = arena_array(a, uint32_t, s->n_people);

    struct buf key = {0};

    *n = 0;
    for (size_t i = 0; i < s->n_people; i++) {
        if (!(kinds & 1u << s->people[i].kind))
            continue;
        buf_reset(&key);
        pinyin_add_key(&key, s->people[i].name);
        all[(*n)++] = (struct sorted){&s->people[i], order, (uint32_t)i,
                                      arena_str(a, buf_view(&key))};
    }
    buf_free(&key);
    if (*n)
        qsort(all, *n, sizeof *all, compare);
    for (size_t i = 0; i < *n; i++)
        numbers[i] = all[i].number;
    return numbers;
}
