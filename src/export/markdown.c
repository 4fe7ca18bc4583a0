/* An article as Markdown (CommonMark with footnotes): who said a quotation is its footnote. */
#include "internal.h"

#include "export/record.h"

void md_add(struct buf *out, struct str s)
{
    size_t done = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (!s.p[i] || !strchr("\\`*_[]<>#|~!&", s.p[i]))
            continue;
        export_line(out, str_slice(s, done, i - done));
        buf_c(out, '\\');
        done = i;
    }
    export_line(out, str_from(s, done));
}

/* A list or a rule begins with one of these, a numbered list with digits and . or ). */
void md_add_first(struct buf *out, struct str s)
{
    size_t digits = 0;

    while (digits < s.len && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    if (digits && digits < s.len && (s.p[digits] == '.' || s.p[digits] == ')')) {
        buf_add(out, s.p, digits);
        buf_c(out, '\\');
        buf_c(out, s.p[digits]);
        md_add(out, str_from(s, digits + 1));
        return;
    }
    if (s.len && strchr("-+=", s.p[0]) && s.p[0])
        buf_c(out, '\\');
    md_add(out, s);
}

static void add_fact(struct buf *out, const char *name, struct str value)
{
    if (!value.len)
        return;
    buf_printf(out, "- %s：", name);
    md_add(out, value);
    buf_c(out, '\n');
}

/* An address that can be one stands in angle brackets. */
static void add_url(struct buf *out, struct str url)
{
    bool web = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));

    for (size_t i = 0; i < url.len; i++)
        web = web && (unsigned char)url.p[i] > ' ' && !strchr("<>\x7F", url.p[i]);
    if (!web) {
        add_fact(out, "链接", url);
        return;
    }
    buf_z(out, "- 链接：<");
    buf_str(out, url);
    buf_z(out, ">\n");
}

static void add_list(struct buf *out, const struct field *f)
{
    struct buf all = {0};

    buf_join(&all, f->values, f->n_values, "、");
    buf_z(out, "- ");
    md_add(out, f->key);
    buf_z(out, "：");
    md_add(out, buf_view(&all));
    buf_c(out, '\n');
    buf_free(&all);
}

static void add_head(struct buf *out, const struct article *art)
{
    struct buf date = {0};

    buf_z(out, "# ");
    md_add(out, art->title);
    buf_z(out, "\n\n");
    date_add(&date, art->date);
    add_fact(out, "日期", buf_view(&date));
    buf_free(&date);
    add_fact(out, "来源", art->source);
    add_fact(out, "作者", art->author);
    add_url(out, art->url);
    for (size_t i = 0; i < art->n_fields; i++) {
        const struct field *f = &art->fields[i];
        if (f->id == FIELD_KEYWORDS || f->id == FIELD_FACET || f->id == FIELD_NOTE)
            add_list(out, f);
    }
    buf_printf(out, "- 编号：%s\n", art->id);
}

/* Captions, credits and the like are text of the article, in small print. */
static const char *mark_of(const struct part *part)
{
    return part->kind == BLOCK_HEADING ? "## " : part->kind == BLOCK_QUOTE ? "> " : "";
}

static void add_part(struct buf *out, struct pieces *pieces, struct str text,
                     const struct part *part)
{
    struct piece x;
    bool small = body_folds(part->kind), first = !small;

    buf_printf(out, "\n%s%s", mark_of(part), small ? "*" : "");
    pieces_begin(pieces, part->span);
    while (pieces_next(pieces, &x)) {
        struct str s = str_slice(text, x.span.off, x.span.len);
        if (first)
            md_add_first(out, s);
        else
            md_add(out, s);
        first = false;
        if (x.ends)
            buf_printf(out, "[^%zu]", x.n);
    }
    buf_z(out, small ? "*\n" : "\n");
}

/* 丁一（院长）、丁二 */
static void add_who(struct buf *out, const struct record *r)
{
    const struct speaker *s;
    struct buf titles = {0};

    buf_z(out, r->who ? "" : "（未说明）");
    for (size_t i = 0; (s = record_speaker(r, i)); i++) {
        buf_z(out, i ? "、" : "");
        md_add(out, s->name);
        if (!s->n_titles)
            continue;
        buf_reset(&titles);
        buf_join(&titles, s->titles, s->n_titles, "、");
        buf_z(out, "（");
        md_add(out, buf_view(&titles));
        buf_z(out, "）");
    }
    buf_free(&titles);
}

static void add_notes(struct buf *out, const struct export_item *x)
{
    struct record r = {.art = x->art};

    for (size_t i = 0; i < x->quotes->n; i++) {
        r.x = &x->quotes->list[i];
        if (!quote_is_speech(r.x->kind))
            continue;
        r.n++;
        record_set_speakers(&r, x->quotes);
        buf_printf(out, "%s[^%zu]: ", r.n == 1 ? "\n" : "", r.n);
        add_who(out, &r);
        buf_z(out, "。");
        record_reason(out, &r);
        buf_printf(out, "。%s#%zu\n", x->art->id, r.n);
    }
}

void export_md(struct buf *out, const struct export_item *x, size_t n,
               const struct export_opts *o)
{
    struct pieces pieces = {.q = x->quotes};

    (void)o;
    buf_z(out, n ? "\n---\n\n" : "");
    add_head(out, x->art);
    for (size_t i = 0; i < x->body->n_parts; i++)
        add_part(out, &pieces, x->body->text, &x->body->parts[i]);
    if (x->quotes)
        add_notes(out, x);
}
