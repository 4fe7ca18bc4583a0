/* An article as a page of HTML 5: no scripts, nothing from elsewhere, everything escaped. */
#include "internal.h"

#include "export/record.h"
#include "text/utf8.h"

static const char page_begin[] =
    "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>语录</title>\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "body{max-width:38em;margin:2em auto;padding:0 "
    "1em;line-height:1.8;font-family:serif}\n"
    "article p{text-indent:2em;margin:.6em 0}\n"
    "article+article{border-top:1px solid;margin-top:3em}\n"
    "dl{display:grid;grid-template-columns:5em 1fr;font-size:.9em}\n"
    "dd{margin:0;overflow-wrap:anywhere}\n"
    "mark{background:none;color:inherit;border-bottom:2px solid #0072b2}\n"
    "mark.low{border-bottom-style:dotted}\n"
    "sup a{text-decoration:none}\n"
    ".small{font-size:.85em;opacity:.75}\n"
    "</style>\n</head>\n<body>\n";

void export_html_begin(struct buf *out)
{
    buf_z(out, page_begin);
}

void export_html_end(struct buf *out)
{
    buf_z(out, "</body>\n</html>\n");
}

static const char *entity(uint32_t cp)
{
    static const struct {
        char c;
        const char *name;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (cp == (unsigned char)entities[i].c)
            return entities[i].name;
    return export_is_control(cp) ? "\xEF\xBF\xBD" : NULL;
}

static void add(struct buf *out, struct str s)
{
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        const char *name = entity(utf8_decode(s.p + i, &len));
        if (name)
            buf_z(out, name);
        else
            buf_add(out, s.p + i, len);
    }
}

static void add_fact(struct buf *out, struct str name, struct str value)
{
    if (!value.len)
        return;
    buf_z(out, "<dt>");
    add(out, name);
    buf_z(out, "</dt><dd>");
    add(out, value);
    buf_z(out, "</dd>\n");
}

/* Only an address of the web is a link. */
static void add_url(struct buf *out, struct str url)
{
    if (!str_starts(url, STR("http://")) && !str_starts(url, STR("https://"))) {
        add_fact(out, STR("链接"), url);
        return;
    }
    buf_z(out, "<dt>链接</dt><dd><a rel=\"noreferrer\" href=\"");
    add(out, url);
    buf_z(out, "\">");
    add(out, url);
    buf_z(out, "</a></dd>\n");
}

static void add_head(struct buf *out, const struct article *art)
{
    struct buf text = {0};

    buf_printf(out, "<article id=\"a%s\">\n<header>\n<h1>", art->id);
    add(out, art->title);
    buf_z(out, "</h1>\n<dl>\n");
    date_add(&text, art->date);
    add_fact(out, STR("日期"), buf_view(&text));
    add_fact(out, STR("来源"), art->source);
    add_fact(out, STR("作者"), art->author);
    add_url(out, art->url);
    for (size_t i = 0; i < art->n_fields; i++) {
        const struct field *f = &art->fields[i];
        if (f->id != FIELD_KEYWORDS && f->id != FIELD_FACET && f->id != FIELD_NOTE)
            continue;
        buf_reset(&text);
        buf_join(&text, f->values, f->n_values, "、");
        add_fact(out, f->key, buf_view(&text));
    }
    add_fact(out, STR("编号"), str_of(art->id));
    buf_z(out, "</dl>\n</header>\n");
    buf_free(&text);
}

/* 丁一，院长、教授 */
static void add_who(struct buf *out, const struct record *r)
{
    const struct speaker *s;

    add(out, r->who ? STR("") : STR("（未说明）"));
    for (size_t i = 0; (s = record_speaker(r, i)); i++) {
        buf_z(out, i ? "；" : "");
        add(out, s->name);
        for (size_t k = 0; k < s->n_titles; k++) {
            buf_z(out, k ? "、" : "，");
            add(out, s->titles[k]);
        }
    }
}

static void add_quoted(struct buf *out, const struct export_item *x,
                       const struct piece *piece, struct str text)
{
    struct record r = {.art = x->art, .x = piece->x, .n = piece->n};
    bool begins = piece->span.off == piece->x->span.off;

    record_set_speakers(&r, x->quotes);
    buf_z(out, "<mark");
    if (begins)
        buf_printf(out, " id=\"a%s-%zu\"", x->art->id, piece->n);
    if (r.x->confidence == CONFIDENCE_LOW)
        buf_z(out, " class=\"low\"");
    buf_z(out, " title=\"");
    add_who(out, &r);
    buf_z(out, "\">");
    add(out, text);
    buf_z(out, "</mark>");
    if (piece->ends)
        buf_printf(out, "<sup><a href=\"#a%s-note-%zu\">%zu</a></sup>", x->art->id,
                   piece->n, piece->n);
}

struct tags {
    const char *begin, *end;
};

static struct tags tags_of(enum block_kind kind)
{
    if (kind == BLOCK_HEADING)
        return (struct tags){"<h2>", "</h2>\n"};
    if (kind == BLOCK_QUOTE)
        return (struct tags){"<blockquote><p>", "</p></blockquote>\n"};
    if (body_folds(kind))
        return (struct tags){"<p class=\"small\">", "</p>\n"};
    return (struct tags){"<p>", "</p>\n"};
}

static void add_part(struct buf *out, const struct export_item *x, struct pieces *pieces,
                     const struct part *part)
{
    struct tags tags = tags_of(part->kind);
    struct piece piece;

    buf_z(out, tags.begin);
    pieces_begin(pieces, part->span);
    while (pieces_next(pieces, &piece)) {
        struct str s = str_slice(x->body->text, piece.span.off, piece.span.len);
        if (piece.x)
            add_quoted(out, x, &piece, s);
        else
            add(out, s);
    }
    buf_z(out, tags.end);
}

/* Who said what, in the order of the text. */
static void add_notes(struct buf *out, const struct export_item *x)
{
    struct record r = {.art = x->art};
    struct buf why = {0};

    for (size_t i = 0; i < x->quotes->n; i++) {
        r.x = &x->quotes->list[i];
        if (!quote_is_speech(r.x->kind))
            continue;
        buf_z(out, r.n++ ? "" : "<ol class=\"small\">\n");
        record_set_speakers(&r, x->quotes);
        buf_printf(out, "<li id=\"a%s-note-%zu\"><a href=\"#a%s-%zu\">", x->art->id, r.n,
                   x->art->id, r.n);
        add_who(out, &r);
        buf_z(out, "</a> ");
        buf_reset(&why);
        record_reason(&why, &r);
        add(out, buf_view(&why));
        buf_z(out, "</li>\n");
    }
    buf_z(out, r.n ? "</ol>\n" : "");
    buf_free(&why);
}

void export_html(struct buf *out, const struct export_item *x, size_t n,
                 const struct export_opts *o)
{
    struct pieces pieces = {.q = x->quotes};

    (void)n;
    (void)o;
    add_head(out, x->art);
    for (size_t i = 0; i < x->body->n_parts; i++)
        add_part(out, x, &pieces, &x->body->parts[i]);
    if (x->quotes)
        add_notes(out, x);
    buf_z(out, "</article>\n");
}
