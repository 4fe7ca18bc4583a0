/* An article as JSON: its fields, the parts of its body, its quotations. */
#include "internal.h"

#include "export/record.h"
#include "text/json.h"

static void member(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, ", \"%s\": ", name);
    if (value.len)
        json_add_str(out, value);
    else
        buf_z(out, "null");
}

static void add_list(struct buf *out, const struct str *list, size_t n)
{
    buf_c(out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? ", " : "");
        json_add_str(out, list[i]);
    }
    buf_c(out, ']');
}

/* Keys that have no member of their own, each once, with the values of all of that name. */
static void add_fields(struct buf *out, const struct article *art)
{
    size_t n = 0;

    buf_z(out, ", \"fields\": [");
    for (size_t i = 0; i < art->n_fields; i++) {
        const struct field *f = &art->fields[i];
        if (f->id == FIELD_TITLE || f->id == FIELD_BODY || f->id == FIELD_URL)
            continue;
        buf_z(out, n++ ? ", {\"key\": " : "{\"key\": ");
        json_add_str(out, f->key);
        buf_z(out, ", \"values\": ");
        add_list(out, f->values, f->n_values);
        buf_c(out, '}');
    }
    buf_c(out, ']');
}

static const char *const kinds[] = {[BLOCK_PARAGRAPH] = "paragraph",
                                    [BLOCK_HEADING] = "heading",
                                    [BLOCK_QUOTE] = "quote",
                                    [BLOCK_CAPTION] = "caption",
                                    [BLOCK_CREDIT] = "credit",
                                    [BLOCK_DATELINE] = "dateline",
                                    [BLOCK_BOILERPLATE] = "boilerplate"};

static void add_parts(struct buf *out, const struct body *body)
{
    buf_z(out, ", \"parts\": [");
    for (size_t i = 0; i < body->n_parts; i++) {
        const struct part *part = &body->parts[i];
        buf_printf(out, "%s{\"kind\": \"%s\", \"text\": ", i ? ", " : "",
                   kinds[part->kind]);
        json_add_str(out, str_slice(body->text, part->span.off, part->span.len));
        buf_c(out, '}');
    }
    buf_c(out, ']');
}

/* The fields of a record but those of its article. */
static void add_record(struct buf *out, const struct record *r)
{
    const struct quote_field *f;
    struct buf text = {0};
    size_t n = 0;

    for (size_t i = 0; (f = record_field(i)); i++) {
        if (!(f->used & FOR_JSON) || (f->used & FOR_CONTEXT) ||
            strcmp(f->column.name, "article") == 0)
            continue;
        buf_reset(&text);
        f->put(&text, r);
        buf_printf(out, "%s\"%s\": ", n++ ? ", " : "{", f->column.name);
        value_add_json(out,
                       &(struct value){text.len ? f->kind : VALUE_NONE, buf_view(&text)});
    }
    buf_c(out, '}');
    buf_free(&text);
}

static void add_quotes(struct buf *out, const struct export_item *x)
{
    struct record r = {.art = x->art};
    size_t n = 0;

    buf_z(out, ", \"quotes\": [");
    for (size_t i = 0; x->quotes && i < x->quotes->n; i++) {
        r.x = &x->quotes->list[i];
        if (!quote_is_speech(r.x->kind))
            continue;
        r.n = ++n;
        record_set_speakers(&r, x->quotes);
        buf_z(out, n > 1 ? ", " : "");
        add_record(out, &r);
    }
    buf_c(out, ']');
}

static void add_article(struct buf *out, const struct export_item *x)
{
    const struct article *art = x->art;
    struct buf date = {0};

    export_date(&date, art->date);
    buf_printf(out, "\"id\": \"%s\"", art->id);
    member(out, "title", art->title);
    member(out, "date", buf_view(&date));
    buf_printf(out, ", \"date_inferred\": %s", art->date.inferred ? "true" : "false");
    member(out, "source", art->source);
    member(out, "author", art->author);
    member(out, "url", art->url);
    add_fields(out, art);
    member(out, "body", art->body);
    add_parts(out, x->body);
    add_quotes(out, x);
    buf_free(&date);
}

void export_json(struct buf *out, const struct export_item *x, size_t n,
                 const struct export_opts *o)
{
    (void)o;
    buf_z(out, n ? ",\n  {" : "\n  {");
    add_article(out, x);
    buf_c(out, '}');
}

void export_jsonl(struct buf *out, const struct export_item *x, size_t n,
                  const struct export_opts *o)
{
    (void)n;
    (void)o;
    buf_z(out, "{\"schema\": 1, ");
    add_article(out, x);
    buf_z(out, "}\n");
}
