/* Facts of a row again, for merging segments. */
#include "store/segment.h"

static void take_values(const struct segment *s, struct arena *a, size_t row,
                        struct facts *f)
{
    size_t n;
    const uint32_t *list = seg_values(s, row, &n);

    f->values = arena_array(a, struct fact, n);
    for (size_t i = 0; i < n; i++) {
        const struct seg_value *v = &s->values[list[i]];
        if (list[i] >= s->n_values || v->facet >= FACET_COUNT)
            continue;
        f->values[f->n_values++] =
            (struct fact){.facet = (enum facet)v->facet,
                          .key = v->facet == FACET_OWN && v->key < s->n_keys
                                     ? seg_str(s, s->keys[v->key])
                                     : STR(""),
                          .value = seg_str(s, v->name)};
    }
}

static void take_speakers(const struct segment *s, struct arena *a, size_t row,
                          struct facts *f)
{
    size_t n;
    const struct seg_speaker *list = seg_speakers(s, row, &n);

    f->speakers = arena_array(a, struct fact_speaker, n);
    f->n_speakers = n;
    for (size_t i = 0; i < n; i++) {
        const struct seg_value *v =
            list[i].value < s->n_values ? &s->values[list[i].value] : NULL;
        struct fact_speaker *to = &f->speakers[i];
        *to = (struct fact_speaker){.kind = v && v->kind <= SPEAKER_ORG
                                                ? (enum speaker_kind)v->kind
                                                : SPEAKER_ROLE,
                                    .name = seg_value_name(s, list[i].value),
                                    .aliases = v ? seg_str(s, v->aliases) : STR(""),
                                    .titles = seg_value_name(s, list[i].titles),
                                    .delegate = list[i].delegate <= DELEGATE_CPPCC
                                                    ? (enum delegate_kind)list[i].delegate
                                                    : DELEGATE_NONE,
                                    .n_quotes = list[i].n_quotes,
                                    .n_indirect = list[i].n_indirect};
        for (size_t k = 0; k < SPEAKER_ORGS; k++)
            to->orgs[k] = seg_value_name(s, list[i].orgs[k]);
    }
}

static uint32_t speaker_of(uint16_t number, size_t n)
{
    return number < n ? number : NO_SPEAKER;
}

static void take_quotes(const struct segment *s, struct arena *a, size_t row,
                        struct facts *f)
{
    size_t n;
    const struct seg_quote *list = seg_quotes(s, row, &n);

    f->quotes = arena_array(a, struct fact_quote, n);
    f->n_quotes = n;
    for (size_t i = 0; i < n; i++) {
        const struct seg_quote *q = &list[i];
        f->quotes[i] = (struct fact_quote){
            .speaker = speaker_of(q->speaker, f->n_speakers),
            .second = speaker_of(q->second, f->n_speakers),
            .kind = q->kind <= QUOTE_INDIRECT ? (enum quote_kind)q->kind : QUOTE_INDIRECT,
            .position = q->position <= POSITION_CARRIED ? (enum quote_position)q->position
                                                        : POSITION_NONE,
            .confidence = q->confidence <= CONFIDENCE_HIGH
                              ? (enum confidence)q->confidence
                              : CONFIDENCE_LOW,
            .rule = q->rule >= 'A' && q->rule <= 'Z' ? (char)q->rule : 0,
            .fixed = q->fixed,
            .verdict =
                q->verdict <= VERDICT_DISPUTED ? (enum verdict)q->verdict : VERDICT_NONE,
            .number = q->number,
            .span = {q->off, q->len},
            .start = q->start,
            .end = q->end,
            .text = seg_said(s, q),
            .cue = seg_str(s, q->cue),
            .folded = {q->folded, q->folded_len}};
    }
}

void segment_facts(const struct segment *s, struct arena *a, size_t row,
                   struct facts *out)
{
    const struct seg_row *r = &s->rows[row];

    *out = (struct facts){.hash = r->hash,
                          .path = seg_bytes(s, r->path),
                          .doc = r->doc,
                          .date = seg_date(r->date),
                          .title = seg_str(s, r->title),
                          .url = seg_str(s, r->url),
                          .source = seg_str(s, r->source),
                          .author = seg_str(s, r->author),
                          .n_han = r->n_han,
                          .n_words = r->n_words,
                          .faulty = r->flags & ROW_FAULTY,
                          .analysed = r->flags & ROW_ANALYSED,
                          .near = r->near,
                          .folded = seg_text(s, row),
                          .folded_title = r->title_len};
    take_values(s, a, row, out);
    take_speakers(s, a, row, out);
    take_quotes(s, a, row, out);
}
