/* Where an article is to be found, for lists of references: BibTeX (biblatex's @online), CSL-JSON
 * 1.0, GB/T 7714-2015 (4.4 an article in a newspaper, 4.6 electronic resources). */
#include "internal.h"

#include "text/json.h"

/* Call PUT with each author; authors are joined by 、 or given as a list. */
static size_t authors(const struct article *art, struct arena *a, struct str **list)
{
    return art->author.len ? field_split(a, art->author, list) : 0;
}

/* ---- BibTeX */

static void bib_text(struct buf *out, struct str s)
{
    size_t done = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (!c || !strchr("\\~^{}%&#$_", c))
            continue;
        export_line(out, str_slice(s, done, i - done));
        if (c == '\\')
            buf_z(out, "\\textbackslash{}");
        else
            buf_printf(out, c == '~' || c == '^' ? "\\%c{}" : "\\%c", c);
        done = i + 1;
    }
    export_line(out, str_from(s, done));
}

static void bib_field(struct buf *out, const char *name, struct str value)
{
    if (!value.len)
        return;
    buf_printf(out, ",\n  %s = {{", name);
    bib_text(out, value);
    buf_z(out, "}}");
}

static void bib_date(struct buf *out, const char *name, struct date d)
{
    if (d.precision == DATE_NONE)
        return;
    buf_printf(out, ",\n  %s = {", name);
    export_date(out, d);
    buf_c(out, '}');
}

static void bib_authors(struct buf *out, const struct article *art)
{
    struct arena a = {0};
    struct str *list;
    size_t n = authors(art, &a, &list);

    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? " and {" : ",\n  author = {{");
        bib_text(out, list[i]);
        buf_c(out, '}');
    }
    buf_z(out, n ? "}" : "");
    arena_free(&a);
}

/* An address is taken as it is; what would end the field is written as the web does. */
static void bib_url(struct buf *out, struct str url)
{
    if (!url.len)
        return;
    buf_z(out, ",\n  url = {");
    for (size_t i = 0; i < url.len; i++) {
        char c = url.p[i];
        if (strchr("{}\\", c) || (unsigned char)c <= ' ' || (unsigned char)c >= 0x7F)
            buf_printf(out, "%%%02X", (unsigned char)c);
        else
            buf_c(out, c);
    }
    buf_c(out, '}');
}

void export_bib(struct buf *out, const struct export_item *x, size_t n,
                const struct export_opts *o)
{
    const struct article *art = x->art;

    buf_printf(out, "%s@online{yulu-%s", n ? "\n" : "", art->id);
    bib_authors(out, art);
    bib_field(out, "title", art->title);
    bib_field(out, "organization", art->source);
    bib_date(out, "date", art->date);
    bib_url(out, art->url);
    bib_date(out, "urldate", o->accessed);
    buf_z(out, ",\n  langid = {chinese}\n}\n");
}

/* ---- CSL-JSON */

static void csl_member(struct buf *out, const char *name, struct str value)
{
    if (!value.len)
        return;
    buf_printf(out, ", \"%s\": ", name);
    json_add_str(out, value);
}

static void csl_date(struct buf *out, const char *name, struct date d)
{
    if (d.precision == DATE_NONE || !d.year)
        return;
    buf_printf(out, ", \"%s\": {\"date-parts\": [[%d", name, d.year);
    if (d.precision >= DATE_MONTH)
        buf_printf(out, ", %d", d.month);
    if (d.precision >= DATE_DAY)
        buf_printf(out, ", %d", d.day);
    buf_z(out, "]]}");
}

static void csl_authors(struct buf *out, const struct article *art)
{
    struct arena a = {0};
    struct str *list;
    size_t n = authors(art, &a, &list);

    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? ", {\"literal\": " : ", \"author\": [{\"literal\": ");
        json_add_str(out, list[i]);
        buf_c(out, '}');
    }
    buf_z(out, n ? "]" : "");
    arena_free(&a);
}

void export_csl(struct buf *out, const struct export_item *x, size_t n,
                const struct export_opts *o)
{
    const struct article *art = x->art;
    const struct field *words = export_keywords(art);
    struct buf keyword = {0};

    if (words)
        buf_join(&keyword, words->values, words->n_values, ", ");
    buf_printf(out, "%s\n  {\"id\": \"yulu-%s\", \"type\": \"%s\"", n ? "," : "", art->id,
               art->source.len ? "article-newspaper" : "webpage");
    csl_member(out, "title", art->title);
    csl_authors(out, art);
    csl_member(out, "container-title", art->source);
    csl_date(out, "issued", art->date);
    csl_member(out, "URL", art->url);
    csl_date(out, "accessed", o->accessed);
    csl_member(out, "keyword", buf_view(&keyword));
    buf_z(out, ", \"language\": \"zh\"}");
    buf_free(&keyword);
}

/* ---- GB/T 7714 */

/* Up to three authors, then 等. */
static void gbt_authors(struct buf *out, const struct article *art)
{
    struct arena a = {0};
    struct str *list;
    size_t n = authors(art, &a, &list);

    for (size_t i = 0; i < n && i < 3; i++) {
        buf_z(out, i ? ", " : "");
        export_line(out, list[i]);
    }
    buf_z(out, n > 3 ? ", 等. " : n ? ". " : "");
    arena_free(&a);
}

static void gbt_date(struct buf *out, const char *open, struct date d, const char *close)
{
    if (d.precision == DATE_NONE)
        return;
    buf_z(out, open);
    export_date(out, d);
    buf_z(out, close);
}

void export_gbt(struct buf *out, const struct export_item *x, size_t n,
                const struct export_opts *o)
{
    const struct article *art = x->art;
    const char *carrier = art->url.len ? "/OL" : "";

    (void)n;
    gbt_authors(out, art);
    export_line(out, art->title);
    if (art->source.len) {
        buf_printf(out, "[N%s]. ", carrier);
        export_line(out, art->source);
        gbt_date(out, ", ", art->date, "");
    } else {
        buf_printf(out, "[EB%s]. ", carrier);
        gbt_date(out, "(", art->date, ")");
    }
    if (art->url.len) {
        gbt_date(out, "[", o->accessed, "]");
        buf_z(out, ". ");
        export_line(out, art->url);
    }
    buf_z(out, ".\n");
}
