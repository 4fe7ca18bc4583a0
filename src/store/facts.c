/* From an article and its quotations to what an archive keeps of it. */
#include "store/facts.h"

#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>

/* ---- Values */

struct collector {
    struct arena *a;
    struct facts *f;
    size_t cap;
};

static void add_value(struct collector *c, enum facet facet, struct str key,
                      struct str value)
{
    struct facts *f = c->f;

    if (!value.len)
        return;
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == facet && str_eq(f->values[i].key, key) &&
            str_eq(f->values[i].value, value))
            return;
    f->values = arena_grow(c->a, f->values, f->n_values, &c->cap, sizeof *f->values);
    f->values[f->n_values++] = (struct fact){facet, key, value};
}

static void add_fields(struct collector *c, const struct article *art)
{
    for (size_t i = 0; i < art->n_fields; i++) {
        const struct field *field = &art->fields[i];
        bool own = field->id == FIELD_FACET;
        if (!own && field->id != FIELD_KEYWORDS)
            continue;
        for (size_t k = 0; k < field->n_values; k++)
            add_value(c, own ? FACET_OWN : FACET_TAG, own ? field->key : STR(""),
                      field->values[k]);
    }
    add_value(c, FACET_SOURCE, STR(""),
              art->source.len ? art->source : article_host(art->url));
}

static void add_speaker_values(struct collector *c, const struct fact_speaker *s)
{
    static const enum facet facets[] = {[SPEAKER_PERSON] = FACET_SPEAKER,
                                        [SPEAKER_ROLE] = FACET_PHRASE,
                                        [SPEAKER_ORG] = FACET_ORG};
    const char *role = delegate_name(s->delegate);

    /* Whom the file names and who says nothing is found, and counted nowhere. */
    if (!s->n_quotes && !s->n_indirect) {
        add_value(c, FACET_PHRASE, STR(""), s->name);
        return;
    }
    add_value(c, facets[s->kind], STR(""), s->name);
    if (s->kind == SPEAKER_PERSON)
        add_value(c, FACET_ROLE, STR(""), role ? str_of(role) : STR("未注明"));
    for (size_t i = 0; i < SPEAKER_ORGS; i++)
        add_value(c, FACET_ORG, STR(""), s->orgs[i]);
}

/* ---- Speakers */

static struct str joined(struct arena *a, const struct str *list, size_t n,
                         const char *sep)
{
    struct buf b = {0};
    struct str s;

    buf_join(&b, list, n, sep);
    s = arena_str(a, buf_view(&b));
    buf_free(&b);
    return s;
}

static void take_orgs(const struct lexicon *lx, const struct speaker *who,
                      struct fact_speaker *s)
{
    size_t n = 0;

    for (size_t i = 0; i < who->n_titles && n < SPEAKER_ORGS; i++) {
        s->orgs[n] = facts_org(lx, who->titles[i]);
        n += s->orgs[n].len > 0;
    }
}

/* Whoever is filed under another name still goes by the printed one. */
static struct str other_names(struct arena *a, const struct speaker *who,
                              struct str filed)
{
    struct str names = joined(a, who->aliases, who->n_aliases, "\n");
    struct str both[] = {who->name, names};

    if (!filed.len || str_eq(filed, who->name))
        return names;
    return joined(a, both, names.len ? 2 : 1, "\n");
}

static void take_speakers(struct collector *c, const struct lexicon *lx,
                          const struct people_map *map, const struct quotes *q)
{
    struct facts *f = c->f;
    size_t n = q->n_speakers < SPEAKERS_MAX ? q->n_speakers : SPEAKERS_MAX;

    f->speakers = arena_array(c->a, struct fact_speaker, n);
    f->n_speakers = n;
    for (size_t i = 0; i < n; i++) {
        const struct speaker *who = &q->speakers[i];
        struct fact_speaker *s = &f->speakers[i];
        struct str filed = people_map_find(map, who);
        *s = (struct fact_speaker){.kind = who->kind,
                                   .name = filed.len ? filed : who->name,
                                   .delegate = who->delegate,
                                   .n_quotes = who->n_quotes,
                                   .n_indirect = who->n_indirect};
        s->aliases = other_names(c->a, who, filed);
        s->titles = joined(c->a, who->titles, who->n_titles, "、");
        if (who->kind == SPEAKER_PERSON)
            take_orgs(lx, who, s);
        add_speaker_values(c, s);
    }
}

/* ---- Quotations */

static void take_quotes(struct collector *c, const struct article *art,
                        const struct quotes *q)
{
    struct facts *f = c->f;
    unsigned number = 0;

    f->quotes = arena_array(c->a, struct fact_quote, q->n);
    for (size_t i = 0; i < q->n; i++) {
        const struct quotation *x = &q->list[i];
        bool speech = quote_is_speech(x->kind);
        if (!speech && x->kind != QUOTE_INDIRECT)
            continue;
        f->quotes[f->n_quotes++] = (struct fact_quote){
            .speaker = x->speaker < f->n_speakers ? x->speaker : NO_SPEAKER,
            .second = x->second < f->n_speakers ? x->second : NO_SPEAKER,
            .kind = x->kind,
            .position = x->position,
            .confidence = x->confidence,
            .rule = x->rule,
            .fixed = x->fixed,
            .verdict = x->verdict,
            .number = speech ? ++number : 0,
            .span = x->span,
            .start = x->start,
            .end = x->end,
            .text = str_slice(art->body, x->text.off, x->text.len),
            .cue = str_slice(art->body, x->cue.off, x->cue.len),
            .folded = x->text, /* of the body until fold() */
        };
    }
}

/* ---- Folded text, and where the quotations are in it */

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* Borders of quotations in the body, in order, and behind them their places when folded. */
struct borders {
    size_t *from, *to;
    size_t n;
};

static size_t moved(const struct borders *b, size_t off)
{
    size_t lo = 0, hi = b->n;

    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;
        if (b->from[mid] <= off)
            lo = mid;
        else
            hi = mid;
    }
    return b->to[lo];
}

static void fold_body(struct arena *a, struct buf *out, struct str body, struct facts *f)
{
    struct borders b = {.from = arena_array(a, size_t, 2 * f->n_quotes + 1)};
    size_t at = 0;

    for (size_t i = 0; i < f->n_quotes; i++) {
        b.from[b.n++] = f->quotes[i].folded.off;
        b.from[b.n++] = f->quotes[i].folded.off + f->quotes[i].folded.len;
    }
    if (b.n)
        qsort(b.from, b.n, sizeof *b.from, by_size);
    b.to = arena_array(a, size_t, b.n + 1);
    for (size_t i = 0; i < b.n; i++) {
        fold_utf8(str_slice(body, at, b.from[i] - at), out);
        at = b.from[i];
        b.to[i] = out->len;
    }
    fold_utf8(str_from(body, at), out);
    for (size_t i = 0; i < f->n_quotes; i++) {
        struct span *s = &f->quotes[i].folded;
        size_t from = moved(&b, s->off), to = moved(&b, s->off + s->len);
        *s = (struct span){from, to - from};
    }
}

static void fold(struct arena *a, const struct article *art, struct facts *f)
{
    struct buf b = {0};

    fold_utf8(art->title, &b);
    f->folded_title = b.len;
    for (size_t i = 0; i < b.len; i++)
        if (b.p[i] == '\n')
            b.p[i] = ' ';
    buf_c(&b, '\n');
    fold_body(a, &b, art->body, f);
    f->folded = arena_str(a, buf_view(&b));
    buf_free(&b);
}

void facts_of(struct arena *a, const struct lexicon *lx, const struct people_map *map,
              const struct article *art, const struct quotes *q, struct facts *out)
{
    struct collector c = {a, out, 0};

    *out = (struct facts){.hash = art->hash,
                          .path = str_of(art->path),
                          .doc = art->doc,
                          .date = art->date,
                          .title = art->title,
                          .url = art->url,
                          .source = art->source,
                          .author = art->author};
    out->n_han = (unsigned)utf8_count_han(art->body);
    out->n_words = (unsigned)utf8_count_words(art->body);
    out->analysed = q != NULL;
    if (q)
        take_speakers(&c, lx, map, q);
    add_fields(&c, art);
    if (q)
        take_quotes(&c, art, q);
    fold(a, art, out);
    out->near = facts_near(str_from(out->folded, out->folded_title + 1));
}

/* ---- The organisation in a title */

/* 江城大学党委 is a part of 江城大学. */
static struct str without_board(struct str org)
{
    static const struct str boards[] = {
        STR_INIT("党委"),   STR_INIT("黨委"),   STR_INIT("党组"),   STR_INIT("黨組"),
        STR_INIT("团委"),   STR_INIT("纪委"),   STR_INIT("董事会"), STR_INIT("董事會"),
        STR_INIT("理事会"), STR_INIT("理事會"), STR_INIT("监事会")};

    for (size_t i = 0; i < sizeof boards / sizeof *boards; i++)
        if (org.len > boards[i].len && str_ends(org, boards[i]))
            return str_slice(org, 0, org.len - boards[i].len);
    return org;
}

struct str facts_org(const struct lexicon *lx, struct str title)
{
    struct arena a = {0};
    struct folded t;
    size_t end = 0;

    lexicon_fold(lx, &a, title, &t);
    for (size_t i = 0; i < t.n; i++) {
        unsigned len = lex_at(lx, t.cp + i, t.n - i, LEX_ORG, NULL);
        if (len && i > 0)
            end = i + len;
    }
    /* Of 人大代表 and 政协委员 the role tells, not the organisation. */
    if (t.n && lex_before(lx, t.cp, t.n, LEX_DELEGATE, NULL))
        end = 0;
    /* A rank is no organisation, and neither is all of a title. */
    title =
        end < t.n ? without_board(str_slice(title, 0, fold_offset(&t, end))) : STR("");
    arena_free(&a);
    return title;
}
