/* Which part of a page is the article. */
#include "page.h"

enum { SITE_MAX = 48 /* bytes: the name of a site behind a title */ };

/* An element that says it is the article, with at least half of the page's text; else the one with
 * most running text near it. */
static const struct html_element *pick(const struct html_page *p)
{
    const struct html_element *best = &p->elements[0];

    for (size_t i = 0; i < p->n_elements; i++) {
        const struct html_element *e = &p->elements[i];
        if (e->role == HTML_ARTICLE && e->text * 2 >= p->elements[0].text && e->text)
            return e;
        if (e->score > best->score)
            best = e;
    }
    return best;
}

/* "标题_新闻中心_某某网", "标题 - 某某报": the site's name goes. */
static struct str without_site(struct str s)
{
    static const struct str marks[] = {STR_INIT("_"), STR_INIT(" - "), STR_INIT(" | "),
                                       STR_INIT("-"), STR_INIT("|"),   STR_INIT("——")};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(s, marks[i], 1);
        if (at < s.len && at >= 12 && s.len - at <= SITE_MAX)
            return str_trim(str_slice(s, 0, at));
    }
    return s;
}

static struct str title_of(const struct html_page *p)
{
    for (size_t i = 0; i < p->n_blocks; i++)
        if (p->blocks[i].is_h1)
            return p->blocks[i].text;
    return without_site(p->title);
}

static void add_keywords(struct arena *a, const struct html_page *p, struct article *art)
{
    struct field *f;

    if (!p->keywords.len)
        return;
    f = arena_new(a, struct field);
    *f = (struct field){.key = STR("关键词"), .id = FIELD_KEYWORDS, .raw = p->keywords};
    f->n_values = field_split(a, p->keywords, &f->values);
    art->fields = f;
    art->n_fields = f->n_values > 0;
}

static void add_body(struct arena *a, const struct html_page *p,
                     const struct html_element *e, struct article *art)
{
    struct buf b = {0};

    art->given = arena_array(a, struct given_block, e->after - e->first + 1);
    for (size_t i = e->first; i < e->after; i++) {
        const struct html_block *x = &p->blocks[i];
        if (str_eq(x->text, art->title))
            continue;
        buf_z(&b, b.len ? "\n" : "");
        art->given[art->n_given++] =
            (struct given_block){.kind = x->kind, .span = {b.len, x->text.len}};
        buf_str(&b, x->text);
    }
    art->body = arena_str(a, buf_view(&b));
    buf_free(&b);
}

bool html_article(struct arena *a, struct str page, struct article *art)
{
    struct html_page p;

    html_read(&p, a, page);
    *art = (struct article){.title = title_of(&p),
                            .url = p.url,
                            .source = p.source,
                            .author = p.author,
                            .date = date_find(p.date, true, NULL)};
    add_keywords(a, &p, art);
    add_body(a, &p, pick(&p), art);
    return art->body.len > 0;
}
