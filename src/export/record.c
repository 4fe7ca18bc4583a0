#include "export/record.h"

#include "text/json.h"
#include "text/utf8.h"

static struct str body_part(const struct record *r, struct span s)
{
    return str_slice(r->art->body, s.off, s.len);
}

/* The number people use, or where it is for what has none. */
void record_id(struct buf *out, const struct record *r)
{
    if (r->n)
        buf_printf(out, "%s#%zu", r->art->id, r->n);
    else
        buf_printf(out, "%s@%zu", r->art->id, r->x->start);
}

static void put_n(struct buf *out, const struct record *r)
{
    if (r->n)
        buf_printf(out, "%zu", r->n);
}

static void put_start(struct buf *out, const struct record *r)
{
    buf_printf(out, "%zu", r->x->start);
}

static void put_end(struct buf *out, const struct record *r)
{
    buf_printf(out, "%zu", r->x->end);
}

void record_text(struct buf *out, const struct record *r)
{
    buf_str(out, body_part(r, r->x->text));
}

static void put_kind(struct buf *out, const struct record *r)
{
    buf_z(out, quote_kind_name(r->x->kind));
}

static void put_speaker(struct buf *out, const struct record *r)
{
    if (r->who)
        buf_str(out, r->who->name);
}

void record_set_speakers(struct record *r, const struct quotes *q)
{
    r->who = r->x->speaker == NO_SPEAKER ? NULL : &q->speakers[r->x->speaker];
    r->second = r->x->second == NO_SPEAKER ? NULL : &q->speakers[r->x->second];
}

const struct speaker *record_speaker(const struct record *r, size_t i)
{
    return i == 0 ? r->who : i == 1 && r->who ? r->second : NULL;
}

static void put_second(struct buf *out, const struct record *r)
{
    if (r->second)
        buf_str(out, r->second->name);
}

static void put_speaker_type(struct buf *out, const struct record *r)
{
    if (r->who)
        buf_z(out, speaker_kind_name(r->who->kind));
}

void record_titles(struct buf *out, const struct record *r)
{
    if (r->who)
        buf_join(out, r->who->titles, r->who->n_titles, "、");
}

static void add_titles_json(struct buf *out, const struct speaker *s)
{
    buf_c(out, '[');
    for (size_t i = 0; s && i < s->n_titles; i++) {
        buf_z(out, i ? ", " : "");
        json_add_str(out, s->titles[i]);
    }
    buf_c(out, ']');
}

static void put_titles_json(struct buf *out, const struct record *r)
{
    add_titles_json(out, r->who);
}

static void put_speakers_json(struct buf *out, const struct record *r)
{
    const struct speaker *s;

    buf_c(out, '[');
    for (size_t i = 0; (s = record_speaker(r, i)); i++) {
        buf_z(out, i ? ", {\"name\": " : "{\"name\": ");
        json_add_str(out, s->name);
        buf_printf(out, ", \"type\": \"%s\", \"titles\": ", speaker_kind_name(s->kind));
        add_titles_json(out, s);
        buf_c(out, '}');
    }
    buf_c(out, ']');
}

static void put_delegate(struct buf *out, const struct record *r)
{
    const char *name = r->who ? delegate_name(r->who->delegate) : NULL;

    buf_z(out, name ? name : "");
}

static void put_cue(struct buf *out, const struct record *r)
{
    buf_str(out, body_part(r, r->x->cue));
}

static void put_position(struct buf *out, const struct record *r)
{
    buf_z(out, position_name(r->x->position));
}

static void put_rule(struct buf *out, const struct record *r)
{
    if (r->x->rule)
        buf_c(out, r->x->rule);
}

static void put_verdict(struct buf *out, const struct record *r)
{
    const char *name = verdict_name(r->x->verdict);
    buf_z(out, name ? name : "");
}

static void put_confidence(struct buf *out, const struct record *r)
{
    buf_z(out, confidence_name(r->x->confidence));
}

void record_title(struct buf *out, const struct record *r)
{
    buf_str(out, r->art->title);
}

void record_date(struct buf *out, const struct record *r)
{
    struct date d = r->art->date;

    d.inferred = false;
    date_add(out, d);
}

static void put_url(struct buf *out, const struct record *r)
{
    buf_str(out, r->art->url);
}

static void add_member(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, ", \"%s\": ", name);
    if (value.len)
        json_add_str(out, value);
    else
        buf_z(out, "null");
}

static void put_article(struct buf *out, const struct record *r)
{
    struct buf date = {0};

    record_date(&date, r);
    buf_z(out, "{\"id\": ");
    json_add_str(out, str_of(r->art->id));
    add_member(out, "title", r->art->title);
    add_member(out, "date", buf_view(&date));
    add_member(out, "url", r->art->url);
    buf_c(out, '}');
    buf_free(&date);
}

/* The text of the article between OFF and END, line ends as blanks. */
static void put_around(struct buf *out, const struct record *r, size_t off, size_t end)
{
    buf_line(out, str_trim(str_slice(r->art->body, off, end - off)));
}

static void put_before(struct buf *out, const struct record *r)
{
    put_around(out, r, r->around.off, r->x->span.off);
}

static void put_after(struct buf *out, const struct record *r)
{
    put_around(out, r, r->x->span.off + r->x->span.len, r->around.off + r->around.len);
}

static const struct quote_field fields[] = {
    {{"id", 8, false}, FOR_ANY, VALUE_TEXT, record_id},
    {{"n", 3, true}, FOR_ANY, VALUE_NUMBER, put_n},
    {{"start", 6, true}, FOR_ANY, VALUE_NUMBER, put_start},
    {{"end", 6, true}, FOR_ANY, VALUE_NUMBER, put_end},
    {{"kind", 8, false}, FOR_ANY, VALUE_TEXT, put_kind},
    {{"speaker", 8, false}, FOR_ANY, VALUE_TEXT, put_speaker},
    {{"speaker_type", 6, false}, FOR_ANY, VALUE_TEXT, put_speaker_type},
    {{"second", 8, false}, FOR_TABLE, VALUE_TEXT, put_second},
    {{"titles", 0, false}, FOR_TABLE, VALUE_TEXT, record_titles},
    {{"titles", 0, false}, FOR_JSON, VALUE_JSON, put_titles_json},
    {{"delegate", 8, false}, FOR_ANY, VALUE_TEXT, put_delegate},
    {{"speakers", 0, false}, FOR_JSON, VALUE_JSON, put_speakers_json},
    {{"cue", 8, false}, FOR_ANY, VALUE_TEXT, put_cue},
    {{"position", 8, false}, FOR_ANY, VALUE_TEXT, put_position},
    {{"rule", 1, false}, FOR_ANY, VALUE_TEXT, put_rule},
    {{"confidence", 6, false}, FOR_ANY, VALUE_TEXT, put_confidence},
    {{"verdict", 8, false}, FOR_JSON, VALUE_TEXT, put_verdict},
    {{"text", 0, false}, FOR_ANY, VALUE_TEXT, record_text},
    {{"title", 0, false}, FOR_TABLE, VALUE_TEXT, record_title},
    {{"date", 11, false}, FOR_TABLE, VALUE_TEXT, record_date},
    {{"url", 0, false}, FOR_TABLE, VALUE_TEXT, put_url},
    {{"before", 0, false}, FOR_ANY | FOR_CONTEXT, VALUE_TEXT, put_before},
    {{"after", 0, false}, FOR_ANY | FOR_CONTEXT, VALUE_TEXT, put_after},
    {{"article", 0, false}, FOR_JSON, VALUE_JSON, put_article},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

const struct quote_field *record_field(size_t i)
{
    return i < N_FIELDS ? &fields[i] : NULL;
}

void record_reason(struct buf *b, const struct record *r)
{
    buf_z(b, r->x->position == POSITION_NONE ? "无说话人" : "");
    quote_add_reason(b, r->x->position, body_part(r, r->x->cue), r->x->confidence,
                     r->x->rule);
}

void value_add_json(struct buf *out, const struct value *v)
{
    if (v->kind == VALUE_TEXT)
        json_add_str(out, v->text);
    else if (v->kind == VALUE_NONE)
        buf_z(out, "null");
    else
        buf_str(out, v->text);
}
