#include "store/recall.h"

#include "base/buf.h"

/* The parts of S between SEP, in A; none of an empty text. */
static struct str *parts_of(struct arena *a, struct str s, struct str sep, size_t *n)
{
    struct str *list = NULL;
    size_t cap = 0;

    *n = 0;
    for (size_t off = 0, end; off < s.len; off = end + sep.len) {
        end = str_find(s, sep, off);
        list = arena_grow(a, list, *n, &cap, sizeof *list);
        list[(*n)++] = str_slice(s, off, end - off);
    }
    return list;
}

/* What is printed where WHO speaks, when that is filed under the name he has now. */
static void name_as_printed(struct speaker *who, const struct people_map *map)
{
    struct str filed = who->name;

    if (!map || people_map_find(map, who).len)
        return;
    for (size_t i = 0; i < who->n_aliases; i++) {
        struct speaker printed = *who;
        printed.name = who->aliases[i];
        if (!str_eq(people_map_find(map, &printed), filed))
            continue;
        who->name = printed.name;
        memmove(&who->aliases[i], &who->aliases[i + 1],
                (--who->n_aliases - i) * sizeof *who->aliases);
        return;
    }
}

static void recall_speakers(struct arena *a, const struct facts *f,
                            const struct people_map *map, struct quotes *q)
{
    q->speakers = arena_array(a, struct speaker, f->n_speakers);
    q->n_speakers = f->n_speakers;
    for (size_t i = 0; i < f->n_speakers; i++) {
        const struct fact_speaker *s = &f->speakers[i];
        struct speaker *who = &q->speakers[i];
        *who = (struct speaker){.kind = s->kind,
                                .name = s->name,
                                .delegate = s->delegate,
                                .n_quotes = s->n_quotes,
                                .n_indirect = s->n_indirect};
        who->aliases = parts_of(a, s->aliases, STR("\n"), &who->n_aliases);
        who->titles = parts_of(a, s->titles, STR("、"), &who->n_titles);
        if (who->kind == SPEAKER_PERSON)
            name_as_printed(who, map);
    }
}

static struct span put(struct buf *body, struct str s)
{
    struct span at = {body->len, s.len};

    buf_str(body, s);
    return at;
}

static struct str recall_quotes(struct arena *a, const struct facts *f, struct quotes *q)
{
    struct buf body = {0};
    struct str all;

    q->list = arena_array(a, struct quotation, f->n_quotes);
    q->n = f->n_quotes;
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct fact_quote *x = &f->quotes[i];
        q->list[i] = (struct quotation){.span = x->span,
                                        .start = x->start,
                                        .end = x->end,
                                        .text = put(&body, x->text),
                                        .kind = x->kind,
                                        .position = x->position,
                                        .confidence = x->confidence,
                                        .rule = x->rule,
                                        .speaker = x->speaker,
                                        .second = x->second,
                                        .cue = put(&body, x->cue),
                                        .fixed = x->fixed,
                                        .verdict = x->verdict};
    }
    all = arena_str(a, buf_view(&body));
    buf_free(&body);
    return all;
}

static void recall_keywords(struct arena *a, const struct facts *f, struct article *art)
{
    struct field *field = arena_new(a, struct field);

    *field = (struct field){.key = STR("关键词"), .id = FIELD_KEYWORDS};
    field->values = arena_array(a, struct str, f->n_values);
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == FACET_TAG)
            field->values[field->n_values++] = f->values[i].value;
    art->fields = field;
    art->n_fields = field->n_values > 0;
}

void facts_recall(struct arena *a, const struct facts *f, const struct item *item,
                  const struct people_map *map, struct recalled *out)
{
    *out = (struct recalled){.art = {.hash = f->hash,
                                     .path = "",
                                     .doc = f->doc,
                                     .title = f->title,
                                     .url = f->url,
                                     .source = f->source,
                                     .author = f->author,
                                     .date = f->date}};
    memcpy(out->art.id, item->id, sizeof out->art.id - 1);
    recall_speakers(a, f, map, &out->q);
    out->art.body = recall_quotes(a, f, &out->q);
    recall_keywords(a, f, &out->art);
}
