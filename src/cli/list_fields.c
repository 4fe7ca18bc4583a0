#include "list_fields.h"

static void put_id(struct buf *out, const struct list_view *v)
{
    buf_z(out, v->item->id);
}

static void put_date(struct buf *out, const struct list_view *v)
{
    date_add(out, v->item->date);
}

static void put_inferred(struct buf *out, const struct list_view *v)
{
    buf_z(out, v->item->date.inferred ? "true" : "false");
}

static void put_han(struct buf *out, const struct list_view *v)
{
    buf_printf(out, "%u", v->item->n_han);
}

static void put_words(struct buf *out, const struct list_view *v)
{
    buf_printf(out, "%u", v->item->n_words);
}

static void put_title(struct buf *out, const struct list_view *v)
{
    buf_str(out, v->item->title);
}

static void put_source(struct buf *out, const struct list_view *v)
{
    buf_str(out, v->item->source);
}

static void put_author(struct buf *out, const struct list_view *v)
{
    buf_str(out, v->item->author);
}

static void put_url(struct buf *out, const struct list_view *v)
{
    buf_str(out, v->item->url);
}

static void put_path(struct buf *out, const struct list_view *v)
{
    buf_str(out, cli_text(v->a, arena_strz(v->a, v->item->path)));
}

static void put_quotes(struct buf *out, const struct list_view *v)
{
    buf_printf(out, "%u", v->item->n_quotes);
}

/* ---- Lists */

struct list_of {
    struct buf *out;
    bool json;
    size_t n;
};

static struct list_of list_begin(struct buf *out, bool json)
{
    buf_z(out, json ? "[" : "");
    return (struct list_of){out, json, 0};
}

static void list_next(struct list_of *l)
{
    if (l->n++)
        buf_z(l->out, l->json ? ", " : ";");
}

static void list_add(struct list_of *l, struct str s)
{
    list_next(l);
    if (l->json)
        json_add_str(l->out, s);
    else
        buf_str(l->out, s);
}

static void list_end(struct list_of *l)
{
    buf_z(l->out, l->json ? "]" : "");
}

/* Who is quoted, in the order of the text. */
static void put_speakers(struct buf *out, const struct list_view *v)
{
    struct list_of l = list_begin(out, v->json);

    for (size_t i = 0; i < v->facts->n_speakers; i++) {
        const struct fact_speaker *s = &v->facts->speakers[i];
        if (s->kind == SPEAKER_PERSON && s->n_quotes)
            list_add(&l, s->name);
    }
    list_end(&l);
}

/* The same and whoever speaks indirectly, has no name, or is named by the file alone. */
static void put_named(struct buf *out, const struct list_view *v)
{
    struct list_of l = list_begin(out, v->json);

    for (size_t i = 0; i < v->facts->n_speakers; i++)
        list_add(&l, v->facts->speakers[i].name);
    list_end(&l);
}

static void put_tags(struct buf *out, const struct list_view *v)
{
    struct list_of l = list_begin(out, v->json);

    for (size_t i = 0; i < v->facts->n_values; i++)
        if (v->facts->values[i].facet == FACET_TAG)
            list_add(&l, v->facts->values[i].value);
    list_end(&l);
}

/* Values of the key of value I, when none before it has the same key. */
static void put_key(struct list_of *keys, const struct facts *f, size_t i)
{
    struct str key = f->values[i].key;
    struct list_of l;

    for (size_t k = 0; k < i; k++)
        if (f->values[k].facet == FACET_OWN && str_eq(f->values[k].key, key))
            return;
    list_add(keys, key);
    buf_z(keys->out, keys->json ? ": " : "=");
    l = list_begin(keys->out, keys->json);
    for (size_t k = i; k < f->n_values; k++) {
        if (f->values[k].facet != FACET_OWN || !str_eq(f->values[k].key, key))
            continue;
        if (keys->json)
            list_add(&l, f->values[k].value);
        else
            buf_join(keys->out, &f->values[k].value, 1, l.n++ ? "、" : "");
    }
    list_end(&l);
}

/* The keys of the file that yulu gives no meaning, with their values. */
static void put_facets(struct buf *out, const struct list_view *v)
{
    struct list_of keys = {out, v->json, 0};

    buf_z(out, v->json ? "{" : "");
    for (size_t i = 0; i < v->facts->n_values; i++)
        if (v->facts->values[i].facet == FACET_OWN)
            put_key(&keys, v->facts, i);
    buf_z(out, v->json ? "}" : "");
}

static void json_words(struct buf *out, const char *name, struct str s, const char *sep)
{
    struct list_of l;

    buf_printf(out, ", \"%s\": ", name);
    l = list_begin(out, true);
    for (size_t off = 0, end; off < s.len; off = end + strlen(sep)) {
        end = str_find(s, str_of(sep), off);
        list_add(&l, str_slice(s, off, end - off));
    }
    list_end(&l);
}

static void json_speaker(struct list_of *l, const struct facts *f, uint32_t number)
{
    struct buf *out = l->out;
    const struct fact_speaker *s;
    struct list_of orgs;

    if (number >= f->n_speakers)
        return;
    s = &f->speakers[number];
    list_next(l);
    buf_z(out, "{\"name\": ");
    json_add_str(out, s->name);
    buf_printf(out, ", \"type\": \"%s\"", speaker_kind_name(s->kind));
    json_words(out, "aliases", s->aliases, "\n");
    json_words(out, "titles", s->titles, "、");
    buf_z(out, ", \"orgs\": ");
    orgs = list_begin(out, true);
    for (size_t i = 0; i < SPEAKER_ORGS; i++)
        if (s->orgs[i].len)
            list_add(&orgs, s->orgs[i]);
    list_end(&orgs);
    buf_z(out, ", \"delegate\": ");
    if (delegate_name(s->delegate))
        json_add_str(out, str_of(delegate_name(s->delegate)));
    else
        buf_z(out, "null");
    buf_c(out, '}');
}

static void json_quote(struct buf *out, const struct facts *f, const struct fact_quote *x)
{
    struct list_of l;

    buf_printf(out, "{\"kind\": \"%s\", \"text\": ", quote_kind_name(x->kind));
    json_add_str(out, x->text);
    buf_z(out, ", \"speakers\": ");
    l = list_begin(out, true);
    json_speaker(&l, f, x->speaker);
    json_speaker(&l, f, x->second);
    list_end(&l);
    buf_c(out, '}');
}

/* Everything said, indirect statements too; in tables the words alone. */
static void put_said(struct buf *out, const struct list_view *v)
{
    struct list_of l = list_begin(out, v->json);

    for (size_t i = 0; i < v->facts->n_quotes; i++) {
        const struct fact_quote *x = &v->facts->quotes[i];
        if (!v->json) {
            list_add(&l, x->text);
            continue;
        }
        list_next(&l);
        json_quote(out, v->facts, x);
    }
    list_end(&l);
}

static void put_body(struct buf *out, const struct list_view *v)
{
    buf_str(out, v->body);
}

static void put_faulty(struct buf *out, const struct list_view *v)
{
    buf_z(out, v->item->faulty ? "true" : "false");
}

/* ---- The table */

enum { FOR_ALL = FOR_TEXT | FOR_DATA };
static const struct list_field fields[] = {
    {{"id", 8, false}, FOR_ALL, VALUE_TEXT, 0, false, put_id},
    {{"date", 11, false}, FOR_ALL, VALUE_TEXT, 0, false, put_date},
    {{"date_inferred", 5, false}, FOR_DATA, VALUE_BOOL, 0, false, put_inferred},
    {{"han", 6, true}, FOR_ALL, VALUE_NUMBER, 0, false, put_han},
    {{"words", 6, true}, FOR_DATA, VALUE_NUMBER, 0, false, put_words},
    {{"title", 0, false}, FOR_ALL, VALUE_TEXT, 0, false, put_title},
    {{"source", 12, false}, FOR_ALL, VALUE_TEXT, 0, false, put_source},
    {{"author", 12, false}, FOR_DATA, VALUE_TEXT, 0, false, put_author},
    {{"url", 0, false}, FOR_DATA, VALUE_TEXT, 0, false, put_url},
    {{"path", 0, false}, FOR_DATA, VALUE_TEXT, 0, false, put_path},
    {{"quotes", 4, true}, FOR_DATA, VALUE_NUMBER, NEED_FACTS, false, put_quotes},
    {{"speakers", 0, false}, FOR_DATA, VALUE_TEXT, NEED_FACTS, true, put_speakers},
    {{"tags", 0, false}, FOR_DATA, VALUE_TEXT, NEED_FACTS, true, put_tags},
    {{"named", 0, false}, 0, VALUE_TEXT, NEED_FACTS, true, put_named},
    {{"facets", 0, false}, 0, VALUE_TEXT, NEED_FACTS, true, put_facets},
    {{"said", 0, false}, 0, VALUE_TEXT, NEED_FACTS, true, put_said},
    {{"body", 0, false}, 0, VALUE_TEXT, NEED_TEXT, false, put_body},
    {{"faulty", 5, false}, 0, VALUE_BOOL, 0, false, put_faulty},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

const struct list_field *list_field(size_t i)
{
    return i < N_FIELDS ? &fields[i] : NULL;
}

static const char *field_name_at(size_t i)
{
    return i < N_FIELDS ? fields[i].column.name : NULL;
}

const struct list_field *list_field_find(struct str name)
{
    char z[32] = "";
    const char *near;

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (str_eq(str_of(fields[i].column.name), name))
            return &fields[i];
    }
    if (name.len < sizeof z)
        memcpy(z, name.p, name.len);
    near = nearest_word(z, field_name_at);
    if (near)
        cli_say(0, "--fields 没有“%.*s”；是否 %s？", STR_ARG(name), near);
    else
        cli_say(0, "--fields 没有“%.*s”；见 yulu help list", STR_ARG(name));
    return NULL;
}
