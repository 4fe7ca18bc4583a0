/* From a tree to an article: what each key means, what is missing, what is double. */
#include "article/load.h"

#include "base/hash.h"

#include <stdio.h>

struct build {
    struct load *l;
    const struct doc *d;
    struct article *art;
    const struct node *seen[FIELD_FACET + 1]; /* the key that gave each meaning first */
    const struct node *date;                  /* the value of its field */
};

static bool is_single(enum field_id id)
{
    return id == FIELD_TITLE || id == FIELD_URL || id == FIELD_BODY || id == FIELD_DATE;
}

static bool is_split(enum field_id id)
{
    return id == FIELD_FACET || id == FIELD_KEYWORDS;
}

/* Was this very key there before? */
static bool is_repeated(const struct build *b, struct str key)
{
    const struct article *art = b->art;

    for (size_t i = 0; i < art->n_fields; i++)
        if (str_eq(art->fields[i].key, key))
            return true;
    return false;
}

static void list_values(struct build *b, struct field *f, const struct node *list)
{
    struct arena *a = b->l->r->a;

    f->list = true;
    f->values = arena_array(a, struct str, list->n);
    for (const struct node *c = list->first; c; c = c->next) {
        struct str s = node_flatten(a, c, "、");
        if (c->kind != NODE_TEXT && f->id != FIELD_QUOTES && f->id != FIELD_BODY)
            load_say(b->l, c, "W214", "");
        if (str_trim(s).len)
            f->values[f->n_values++] = s;
    }
    if (is_single(f->id) && f->id != FIELD_BODY && list->n)
        load_say(b->l, list, "W214", "");
}

static void text_values(struct build *b, struct field *f, struct str text)
{
    f->raw = text;
    if (is_split(f->id)) {
        f->n_values = field_split(b->l->r->a, text, &f->values);
        return;
    }
    f->values = arena_array(b->l->r->a, struct str, 1);
    f->values[0] = text;
    f->n_values = 1;
}

/* 标题: [快讯] is a headline, not a list: the brackets are text. */
static bool is_bracketed(enum field_id id, const struct node *v)
{
    return v->flow && v->kind != NODE_TEXT && v->text.len &&
           (id == FIELD_TITLE || id == FIELD_URL || id == FIELD_DATE ||
            (v->kind == NODE_MAP && id != FIELD_QUOTES && id != FIELD_SPEAKERS));
}

static void fill_values(struct build *b, struct field *f, const struct node *v)
{
    if (node_is_null(v)) {
        if (f->id == FIELD_TITLE || f->id == FIELD_BODY)
            load_say(b->l, v, "W213", "");
    } else if (v->kind == NODE_TEXT) {
        text_values(b, f, v->text);
    } else if (is_bracketed(f->id, v)) {
        load_say(b->l, v, "W203", "");
        b->art->by_lines = true;
        text_values(b, f, v->text);
    } else if (v->kind == NODE_LIST) {
        list_values(b, f, v);
    } else {
        if (f->id != FIELD_QUOTES && f->id != FIELD_SPEAKERS && f->id != FIELD_NOTE)
            load_say(b->l, v, "E105", field_name(f->id));
        text_values(b, f, node_flatten(b->l->r->a, v, "、"));
    }
}

/* One text for a field that has one. */
static struct str one_text(struct build *b, const struct field *f, const char *sep)
{
    struct buf buf = {0};
    struct str s;

    if (!f->list)
        return f->raw;
    for (size_t i = 0; i < f->n_values; i++) {
        if (i)
            buf_z(&buf, sep);
        buf_str(&buf, f->values[i]);
    }
    s = arena_str(b->l->r->a, buf_view(&buf));
    buf_free(&buf);
    return s;
}

static bool is_web(struct str url)
{
    return article_host(url).len > 0;
}

static void use_url(struct build *b, const struct field *f, const struct node *v)
{
    b->art->url = str_trim(one_text(b, f, " "));
    if (!is_web(b->art->url))
        load_say(b->l, v, "W210", "");
}

static void use_body(struct build *b, const struct field *f, const struct node *v)
{
    b->art->body_line = v->line;
    if (f->list)
        blocks_read(b->l, b->art, v);
    else
        b->art->body = f->raw;
}

/* The first field of a meaning is the article's. */
static void use(struct build *b, const struct field *f, const struct node *v)
{
    struct article *art = b->art;

    if (f->id == FIELD_TITLE)
        art->title = one_text(b, f, " ");
    else if (f->id == FIELD_URL)
        use_url(b, f, v);
    else if (f->id == FIELD_BODY)
        use_body(b, f, v);
    else if (f->id == FIELD_SOURCE)
        art->source = one_text(b, f, "、");
    else if (f->id == FIELD_AUTHOR)
        art->author = one_text(b, f, "、");
    else if (f->id == FIELD_DATE)
        b->date = v;
}

/* What to do when the key, or another of its meaning, was there before. */
static void check_repeated(struct build *b, struct field *f, const struct node *key)
{
    bool again = is_repeated(b, key->text), had = b->seen[f->id] && is_single(f->id);

    if (again)
        load_say(b->l, key, "W208", "");
    else if (had)
        load_say(b->l, key, "W215", field_name(f->id));
    if (had && (f->id == FIELD_TITLE || f->id == FIELD_BODY))
        f->id = FIELD_NOTE;
}

static void add_pair(struct build *b, const struct node *key)
{
    const struct node *v = key->next;
    struct field f = {.key = key->text, .line = key->line, .col = key->col};

    if (key->kind != NODE_TEXT) {
        load_say(b->l, key, "E117", "");
        return;
    }
    f.id = field_of(f.key);
    if (!str_trim(f.key).len) {
        load_say(b->l, key, "W218", "");
        f.id = FIELD_NOTE;
    }
    check_repeated(b, &f, key);
    fill_values(b, &f, v);
    if (!b->seen[f.id] && (f.n_values || f.list)) {
        b->seen[f.id] = key;
        use(b, &f, v);
    }
    b->art->by_lines = b->art->by_lines || v->rescued || key->rescued;
    b->art->fields[b->art->n_fields++] = f;
}

/* Where a missing key would stand: in the line after the last. */
static unsigned line_after(const struct build *b, const struct node *root)
{
    return root->end_line ? root->end_line : b->d->line + load_count_lines(b->d->text);
}

static void identify(struct article *art)
{
    static const char hex[] = "0123456789abcdef";

    art->hash = hash64(art->body.p, art->body.len, 0);
    for (unsigned i = 0; i < 8; i++)
        art->id[i] = hex[art->hash >> (60 - 4 * i) & 15];
}

static void deliver(struct load *l, struct article *art)
{
    art->doc = (unsigned)l->n_articles++;
    if (!l->r->sink.article(l->r->sink.ctx, art))
        l->stopped = true;
}

/* A map without any key of an article is something else, and one message says so. */
static bool knows_a_key(const struct article *art)
{
    for (size_t i = 0; i < art->n_fields; i++)
        if (art->fields[i].id < FIELD_SPEAKERS)
            return true;
    return false;
}

void load_article(struct load *l, const struct doc *d, const struct node *root)
{
    struct build b = {.l = l, .d = d};
    struct arena *a = l->r->a;

    if (root->kind != NODE_MAP) {
        load_say(l, root, "E104", "");
        return;
    }
    b.art = arena_new(a, struct article);
    b.art->path = arena_strz(a, str_of(l->path));
    b.art->line = root->line;
    b.art->fields = arena_array(a, struct field, root->n / 2);
    b.art->by_lines = root->rescued;
    for (const struct node *k = root->first; k; k = k->next->next)
        add_pair(&b, k);
    if (!knows_a_key(b.art)) {
        load_say(l, root, "E104", "");
        return;
    }
    if (!str_trim(b.art->title).len)
        load_say_at(l, line_after(&b, root), 1, "E101", "");
    if (!str_trim(b.art->body).len) {
        load_say_at(l, line_after(&b, root), 1, "E102", "");
        return;
    }
    load_date(l, b.art, b.date);
    identify(b.art);
    deliver(l, b.art);
}
