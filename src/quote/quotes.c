/* The engine from end to end: text, pairs, verbs, names, mentions; then each pair in the order of
 * the text, then the statements; and the result in the caller's arena. */
#include "given.h"
#include "indirect.h"

#include <stdlib.h>

struct run {
    struct work w;
    struct turns turns;
    unsigned char *kinds; /* enum quote_kind */
    struct answer *answers;
    bool *direct;
};

/* ---- Each pair */

static void judge(struct run *r, size_t k)
{
    struct work *w = &r->w;
    struct context c;
    static const struct answer none = {.who = NOBODY, .second = NOBODY};

    context_of(w, k, &c);
    turns_until(&r->turns, w->pairs[k].s);
    r->kinds[k] = (unsigned char)context_kind(w, &c);
    r->answers[k] = none;
    if (r->kinds[k] > QUOTE_PARTIAL)
        return;
    r->answers[k] = speaker_of(&r->turns, k, &c, k > 0 ? &r->answers[k - 1] : &none);
    r->direct[k] = r->kinds[k] == QUOTE_DIRECT;
    turns_add(&r->turns, w->pairs[k].s, r->answers[k].second, true);
    turns_add(&r->turns, w->pairs[k].s, r->answers[k].who, true);
}

enum { HEADING_REACH = 200 }; /* pairs behind it in which its words may come again */

/* A heading that repeats a speaker's words is part of what that speaker said. */
static bool repeats(const struct work *w, const struct pair *h, const struct pair *p)
{
    uint32_t len = h->ie - h->is;

    for (uint32_t i = p->is; i + len <= p->ie; i++)
        if (range_eq(w, (struct range){i, i + len}, (struct range){h->is, h->ie}))
            return true;
    return false;
}

static void judge_heading(struct run *r, size_t k)
{
    struct work *w = &r->w;
    const struct pair *h = &w->pairs[k];

    if (h->ie - h->is < 6 || w->paras[h->para].kind != BLOCK_HEADING)
        return;
    for (size_t i = k + 1; i < w->n_pairs && i - k < HEADING_REACH; i++) {
        if (!r->direct[i] || !repeats(w, h, &w->pairs[i]))
            continue;
        r->kinds[k] = QUOTE_PARTIAL;
        r->answers[k] = r->answers[i];
        r->answers[k].position = POSITION_CARRIED;
        r->answers[k].confidence = CONFIDENCE_MIDDLE;
        return;
    }
}

/* ---- The result */

static struct str text_of(const struct work *w, struct range r)
{
    struct span s = span_of(w, r);

    return str_slice(w->body->text, s.off, s.len);
}

static struct str *texts_of(const struct work *w, struct arena *a,
                            const struct range *list, size_t n)
{
    struct str *out = arena_calloc(a, n + 1, sizeof *out);

    for (size_t i = 0; i < n; i++)
        out[i] = text_of(w, list[i]);
    return out;
}

static void export_speaker(const struct work *w, struct arena *a, const struct person *p,
                           struct speaker *s)
{
    uint32_t at = p->first == UINT32_MAX ? p->name.s : p->first;

    s->kind = p->kind;
    s->name = text_of(w, p->name);
    s->aliases = texts_of(w, a, p->aliases, p->n_aliases);
    s->titles = texts_of(w, a, p->titles, p->n_titles);
    s->n_aliases = p->n_aliases;
    s->n_titles = p->n_titles;
    s->delegate = p->delegate;
    s->intro = span_of(w, (struct range){at, at + (p->name.e - p->name.s)});
    for (size_t m = mention_from(w, at); m < w->n_mentions && w->mentions[m].s == at; m++)
        s->intro = span_of(w, (struct range){w->mentions[m].lead, w->mentions[m].e});
}

/* People who speak, in the order of their first mention; MAP[person] = speaker. */
static void export_speakers(const struct run *r, struct arena *a, struct quotes *q,
                            const bool *speaks, unsigned *map)
{
    const struct work *w = &r->w;
    uint32_t *order = arena_calloc(w->a, w->n_people + 1, sizeof *order);
    size_t n = 0;

    for (uint32_t i = 0; i < w->n_people; i++) {
        map[i] = NO_SPEAKER;
        if (!speaks[i])
            continue;
        size_t k = n++;
        for (; k > 0 && w->people[order[k - 1]].first > w->people[i].first; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    q->speakers = arena_calloc(a, n + 1, sizeof *q->speakers);
    q->n_speakers = n;
    for (size_t k = 0; k < n; k++) {
        map[order[k]] = (unsigned)k;
        export_speaker(w, a, &w->people[order[k]], &q->speakers[k]);
    }
}

static struct quotation quotation_of(const struct work *w, const struct answer *a,
                                     const unsigned *map)
{
    return (struct quotation){
        .position = a->who == NOBODY ? POSITION_NONE : a->position,
        .confidence = a->who == NOBODY ? CONFIDENCE_LOW : a->confidence,
        .rule = a->who == NOBODY ? 0 : a->rule,
        .speaker = a->who == NOBODY ? NO_SPEAKER : map[a->who],
        .second = a->second == NOBODY ? NO_SPEAKER : map[a->second],
        .cue = span_of(w, a->cue),
        .mention = span_of(w, a->mention),
    };
}

static void export_pair(const struct run *r, size_t k, const unsigned *map,
                        struct quotation *out)
{
    const struct work *w = &r->w;
    const struct pair *p = &w->pairs[k];

    *out = quotation_of(w, &r->answers[k], map);
    out->span = span_of(w, (struct range){p->s, p->e});
    out->start = p->s;
    out->end = p->e;
    out->text = span_of(w, (struct range){p->is, p->ie});
    out->kind = (enum quote_kind)r->kinds[k];
    out->unclosed = p->unclosed;
}

static void export_statement(const struct work *w, const struct statement *s,
                             const unsigned *map, struct quotation *out)
{
    bool verb = s->cue < w->n_cues;
    struct answer a = {.who = s->by.who,
                       .second = s->by.also ? s->by.also - 1 : NOBODY,
                       .mention = s->by.at,
                       .position = POSITION_BEFORE,
                       .rule = s->by.rule ? s->by.rule
                               : verb     ? 'B'
                                          : 'A',
                       .confidence =
                           s->by.adjacent ? CONFIDENCE_HIGH : CONFIDENCE_MIDDLE};

    if (verb)
        a.cue = (struct range){w->cues[s->cue].s, w->cues[s->cue].e};
    *out = quotation_of(w, &a, map);
    out->span = out->text = span_of(w, s->at);
    out->start = s->at.s;
    out->end = s->at.e;
    out->kind = QUOTE_INDIRECT;
}

static void credit_one(struct quotes *q, enum quote_kind kind, unsigned who, int by)
{
    struct speaker *s = who == NO_SPEAKER ? NULL : &q->speakers[who];

    if (s && kind == QUOTE_INDIRECT)
        s->n_indirect += (unsigned)by;
    else if (s && quote_is_speech(kind))
        s->n_quotes += (unsigned)by;
}

static void credit(struct quotes *q, const struct quotation *x, int by)
{
    credit_one(q, x->kind, x->speaker, by);
    credit_one(q, x->kind, x->second, by);
}

static void count(struct quotes *q)
{
    for (size_t i = 0; i < q->n; i++)
        credit(q, &q->list[i], 1);
}

static struct quotes export(const struct run *r, struct arena *a,
                            const struct statement *st, size_t n_st)
{
    const struct work *w = &r->w;
    struct quotes q = {0};
    bool *speaks = arena_calloc(w->a, w->n_people + 1, sizeof *speaks);
    unsigned *map = arena_calloc(w->a, w->n_people + 1, sizeof *map);
    size_t j = 0;

    for (size_t k = 0; k < w->n_pairs; k++) {
        if (r->answers[k].who != NOBODY)
            speaks[r->answers[k].who] = true;
        if (r->answers[k].second != NOBODY)
            speaks[r->answers[k].second] = true;
    }
    for (size_t k = 0; k < n_st; k++) {
        speaks[st[k].by.who] = true;
        if (st[k].by.also)
            speaks[st[k].by.also - 1] = true;
    }
    export_speakers(r, a, &q, speaks, map);
    q.list = arena_calloc(a, w->n_pairs + n_st + 1, sizeof *q.list);
    for (size_t k = 0; k < w->n_pairs; k++) {
        for (; j < n_st && st[j].at.s < w->pairs[k].s; j++)
            export_statement(w, &st[j], map, &q.list[q.n++]);
        export_pair(r, k, map, &q.list[q.n++]);
    }
    for (; j < n_st; j++)
        export_statement(w, &st[j], map, &q.list[q.n++]);
    count(&q);
    return q;
}

struct quotes quotes_find(struct arena *a, const struct lexicon *lx,
                          const struct article *art, const struct body *body)
{
    struct arena scratch = {.tally = a->tally};
    struct run r = {.w = {.a = &scratch, .lx = lx, .art = art, .body = body}};
    struct statement *st;
    struct walks walks = {0};
    struct quotes q;
    size_t n;

    r.w.walks = &walks;
    for (int i = 0; i < LISTS; i++)
        r.w.lists[i].tally = a->tally;
    work_text(&r.w);
    work_pairs(&r.w);
    work_cues(&r.w);
    work_names(&r.w);
    work_mentions(&r.w);
    turns_begin(&r.turns, &r.w);
    r.kinds = arena_calloc(&scratch, r.w.n_pairs + 1, sizeof *r.kinds);
    r.answers = arena_calloc(&scratch, r.w.n_pairs + 1, sizeof *r.answers);
    r.direct = arena_calloc(&scratch, r.w.n_pairs + 1, sizeof *r.direct);
    for (size_t k = 0; k < r.w.n_pairs; k++)
        judge(&r, k);
    for (size_t k = 0; k < r.w.n_pairs; k++)
        judge_heading(&r, k);
    turns_until(&r.turns, UINT32_MAX);
    n = statements_find(&r.turns, r.direct, &st);
    q = export(&r, a, st, n);
    for (int i = 0; i < LISTS; i++)
        arena_free(&r.w.lists[i]);
    arena_free(&scratch);
    given_apply(a, art, body, &q);
    return q;
}

/* ---- What others say */

void quotes_give(struct quotes *q, struct quotation *x, unsigned who)
{
    credit(q, x, -1);
    x->speaker = who;
    x->second = NO_SPEAKER;
    x->rule = who == NO_SPEAKER ? 0 : 'X';
    x->confidence = CONFIDENCE_HIGH;
    x->position = POSITION_NONE;
    x->cue.len = x->mention.len = 0;
    credit(q, x, 1);
}

/* ---- Names */

void quote_add_reason(struct buf *out, enum quote_position p, struct str cue,
                      enum confidence c, char rule)
{
    static const char *const where[] = {"", "前置", "后置", "中置", "承前"};
    static const char *const sure[] = {"低", "中", "高"};

    buf_z(out, where[p]);
    if (cue.len)
        buf_printf(out, "“%.*s”", STR_ARG(cue));
    if (rule)
        buf_printf(out, " %s %c", sure[c], rule);
}

const char *quote_kind_name(enum quote_kind k)
{
    static const char *const names[] = {"direct", "partial", "other",
                                        "other",  "other",   "indirect"};

    return names[k];
}

const char *confidence_name(enum confidence c)
{
    static const char *const names[] = {"low", "middle", "high"};

    return names[c];
}

const char *position_name(enum quote_position p)
{
    static const char *const names[] = {"none", "before", "after", "split", "carried"};

    return names[p];
}

const char *delegate_name(enum delegate_kind d)
{
    static const char *const names[] = {NULL, "人大代表", "政协委员"};

    return names[d];
}

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {NULL, "verified", "disputed"};
    return names[v];
}

const char *speaker_kind_name(enum speaker_kind k)
{
    static const char *const names[] = {"person", "role", "org"};

    return names[k];
}
