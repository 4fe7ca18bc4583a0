/* The blocks of text of a page, and below which elements they stand. */
#include "page.h"

#include "text/utf8.h"

enum {
    DEPTH_MAX = 256,
    RUNNING = 60, /* bytes: a block of running text, no label */
    WIDE = 0x2E80 /* from here on characters are written without blanks, mostly */
};

struct build {
    struct html_page *p;
    struct html_scan scan;
    unsigned stack[DEPTH_MAX];
    char names[DEPTH_MAX][sizeof((struct html_scan *)0)->name];
    size_t depth;
    size_t hidden; /* depth at which something hidden began; 0 = none */
    struct buf text;
};

/* Sorted by role; a name that is not here is a part of running text. */
static const struct {
    const char *name;
    enum html_role role;
} roles[] = {
    {"div", HTML_CONTAINER},      {"section", HTML_CONTAINER},
    {"body", HTML_CONTAINER},     {"html", HTML_CONTAINER},
    {"header", HTML_CONTAINER},   {"table", HTML_CONTAINER},
    {"tbody", HTML_CONTAINER},    {"tr", HTML_CONTAINER},
    {"td", HTML_CONTAINER},       {"ul", HTML_CONTAINER},
    {"ol", HTML_CONTAINER},       {"figure", HTML_CONTAINER},
    {"dl", HTML_CONTAINER},       {"head", HTML_CONTAINER},
    {"p", HTML_PARAGRAPH},        {"li", HTML_PARAGRAPH},
    {"dd", HTML_PARAGRAPH},       {"dt", HTML_PARAGRAPH},
    {"pre", HTML_PARAGRAPH},      {"blockquote", HTML_CONTAINER},
    {"h1", HTML_HEADING},         {"h2", HTML_HEADING},
    {"h3", HTML_HEADING},         {"h4", HTML_HEADING},
    {"h5", HTML_HEADING},         {"h6", HTML_HEADING},
    {"figcaption", HTML_CAPTION}, {"caption", HTML_CAPTION},
    {"br", HTML_BREAK},           {"img", HTML_VOID},
    {"meta", HTML_VOID},          {"link", HTML_VOID},
    {"input", HTML_VOID},         {"hr", HTML_BREAK},
    {"wbr", HTML_VOID},           {"source", HTML_VOID},
    {"area", HTML_VOID},          {"base", HTML_VOID},
    {"col", HTML_VOID},           {"embed", HTML_VOID},
    {"track", HTML_VOID},         {"param", HTML_VOID},
    {"nav", HTML_HIDDEN},         {"footer", HTML_HIDDEN},
    {"aside", HTML_HIDDEN},       {"form", HTML_HIDDEN},
    {"button", HTML_HIDDEN},      {"select", HTML_HIDDEN},
    {"article", HTML_ARTICLE},    {"main", HTML_ARTICLE},
    {"title", HTML_TITLE},
};

enum html_role html_role(const char *name)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].name, name) == 0)
            return roles[i].role;
    return HTML_INLINE;
}

/* ---- Text */

static bool is_blank(uint32_t cp)
{
    return cp <= ' ' || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0xFEFF;
}

/* Blanks become one; line breaks of the page's source none between characters that are written
 * without, while a blank that somebody set stays. */
static struct str tidy(struct arena *a, struct str s)
{
    struct buf b = {0};
    bool blank = false, set = false, line = false, wide = true;
    struct str out;
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (is_blank(cp)) {
            blank = true;
            set = set || cp > ' ';
            line = line || cp == '\n' || cp == '\r';
            continue;
        }
        if (blank && b.len && !(wide && cp >= WIDE && line && !set))
            buf_c(&b, ' ');
        buf_add(&b, s.p + i, len);
        wide = cp >= WIDE;
        blank = set = line = false;
    }
    out = arena_str(a, buf_view(&b));
    buf_free(&b);
    return out;
}

static struct html_element *top(struct build *b)
{
    return &b->p->elements[b->stack[b->depth - 1]];
}

/* Running text counts for what holds its paragraph, and half for what holds that. */
static void score(struct build *b, unsigned element, size_t len)
{
    struct html_element *e = &b->p->elements[element];
    unsigned holder = e->role == HTML_PARAGRAPH ? e->parent : element;

    b->p->elements[holder].score += len;
    b->p->elements[b->p->elements[holder].parent].score += len / 2;
    for (size_t i = 0; i < b->depth; i++)
        b->p->elements[b->stack[i]].text += len;
}

/* What has come together is a block of the innermost element. */
static void flush(struct build *b)
{
    struct html_page *p = b->p;
    enum html_role role = top(b)->role;
    struct html_block block = {.element = b->stack[b->depth - 1]};

    block.text = tidy(p->a, buf_view(&b->text));
    buf_reset(&b->text);
    if (!block.text.len)
        return;
    if (role == HTML_TITLE) {
        p->title = p->title.len ? p->title : block.text;
        return;
    }
    block.kind = role == HTML_HEADING   ? BLOCK_HEADING
                 : role == HTML_CAPTION ? BLOCK_CAPTION
                                        : BLOCK_PARAGRAPH;
    block.is_h1 = strcmp(b->names[b->depth - 1], "h1") == 0;
    p->blocks =
        arena_grow(p->a, p->blocks, p->n_blocks, &p->cap_blocks, sizeof *p->blocks);
    p->blocks[p->n_blocks++] = block;
    if (block.kind == BLOCK_PARAGRAPH && block.text.len >= RUNNING)
        score(b, block.element, block.text.len);
}

/* ---- Elements */

static void push(struct build *b, enum html_role role)
{
    struct html_page *p = b->p;
    unsigned parent = b->depth ? b->stack[b->depth - 1] : 0;

    if (b->depth == DEPTH_MAX)
        return;
    p->elements = arena_grow(p->a, p->elements, p->n_elements, &p->cap_elements,
                             sizeof *p->elements);
    p->elements[p->n_elements] =
        (struct html_element){.role = role, .parent = parent, .first = p->n_blocks};
    memcpy(b->names[b->depth], b->scan.name, sizeof b->scan.name);
    b->stack[b->depth++] = (unsigned)p->n_elements++;
    if (role == HTML_HIDDEN && !b->hidden)
        b->hidden = b->depth;
}

static void pop(struct build *b)
{
    if (b->hidden == b->depth)
        b->hidden = 0;
    top(b)->after = b->p->n_blocks;
    b->depth--;
}

/* A paragraph ends where another block begins. */
static void end_paragraph(struct build *b)
{
    enum html_role role = top(b)->role;

    if (b->depth > 1 && (role == HTML_PARAGRAPH || role == HTML_HEADING))
        pop(b);
}

static bool meta_is(struct buf *key, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (key->len && strcmp(key->p, names[i]) == 0)
            return true;
    return false;
}

static void take_meta(struct build *b)
{
    static const char *const titles[] = {"og:title", "twitter:title", "articletitle",
                                         NULL};
    static const char *const urls[] = {"og:url", NULL};
    static const char *const sources[] = {"og:site_name", "source", "contentsource",
                                          "mediaid", NULL};
    static const char *const authors[] = {"author", "article:author", "og:article:author",
                                          NULL};
    static const char *const dates[] = {"article:published_time",
                                        "og:release_date",
                                        "pubdate",
                                        "publishdate",
                                        "datepublished",
                                        NULL};
    static const char *const keywords[] = {"keywords", NULL};
    struct html_page *p = b->p;
    const struct {
        const char *const *names;
        struct str *to;
    } rows[] = {{titles, &p->title},   {urls, &p->url},   {sources, &p->source},
                {authors, &p->author}, {dates, &p->date}, {keywords, &p->keywords}};
    struct buf key = {0}, value = {0};

    if (!html_attr(&b->scan, "property", &key))
        html_attr(&b->scan, "name", &key);
    for (size_t i = 0; i < key.len; i++)
        if (key.p[i] >= 'A' && key.p[i] <= 'Z')
            key.p[i] = (char)(key.p[i] + ('a' - 'A'));
    html_attr(&b->scan, "content", &value);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (meta_is(&key, rows[i].names) && !rows[i].to->len)
            *rows[i].to = tidy(p->a, buf_view(&value));
    buf_free(&key);
    buf_free(&value);
}

static void take_link(struct build *b)
{
    struct buf rel = {0}, href = {0};

    if (html_attr(&b->scan, "rel", &rel) && rel.len && strcmp(rel.p, "canonical") == 0 &&
        html_attr(&b->scan, "href", &href))
        b->p->url = tidy(b->p->a, buf_view(&href));
    buf_free(&rel);
    buf_free(&href);
}

static void take_time(struct build *b)
{
    struct buf when = {0};

    if (!b->p->date.len && html_attr(&b->scan, "datetime", &when))
        b->p->date = tidy(b->p->a, buf_view(&when));
    buf_free(&when);
}

static void open(struct build *b)
{
    enum html_role role = html_role(b->scan.name);

    if (strcmp(b->scan.name, "meta") == 0)
        take_meta(b);
    else if (strcmp(b->scan.name, "link") == 0)
        take_link(b);
    else if (strcmp(b->scan.name, "time") == 0)
        take_time(b);
    if (role == HTML_INLINE || role == HTML_VOID)
        return;
    flush(b);
    if (role == HTML_BREAK)
        return;
    end_paragraph(b);
    push(b, role);
}

/* An end tag closes what stands open inside its element; without one it counts for nothing. */
static void close(struct build *b)
{
    enum html_role role = html_role(b->scan.name);
    size_t i = b->depth;

    if (role == HTML_INLINE || role == HTML_VOID || role == HTML_BREAK)
        return;
    flush(b);
    while (i > 1 && strcmp(b->names[i - 1], b->scan.name) != 0)
        i--;
    while (i > 1 && b->depth >= i)
        pop(b);
}

void html_read(struct html_page *p, struct arena *a, struct str page)
{
    struct build b = {.p = p, .scan = {.page = page}};
    enum html_token t;

    *p = (struct html_page){.a = a};
    push(&b, HTML_CONTAINER);
    while ((t = html_next(&b.scan)) != HTML_END) {
        if (t == HTML_OPEN)
            open(&b);
        else if (t == HTML_CLOSE)
            close(&b);
        else if (!b.hidden)
            html_text(&b.text, b.scan.text);
    }
    flush(&b);
    while (b.depth)
        pop(&b);
    buf_free(&b.text);
}
