/* The public header over the layers: NUL-terminated strings for views, one arena an article. */
#include "yulu.h"

#include "article/article.h"
#include "base/file.h"
#include "quote/quote.h"
#include "text/utf8.h"
#include "text/wrap.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>

struct yulu_article {
    struct arena a;
    struct article *art;
    const char *title, *url, *source, *author, *date, *body;
    struct yulu_quotation *quotations; /* NULL until somebody asks */
    size_t n_quotations;
};

const char *yulu_version(void)
{
    return YULU_VERSION;
}

/* ---- Reading */

static bool take(void *ctx, struct article *art)
{
    struct yulu_article *y = ctx;

    y->art = art;
    return false;
}

static const char *date_text(struct arena *a, struct date d)
{
    struct buf b = {0};
    const char *z;

    if (d.precision != DATE_NONE)
        date_add(&b, d);
    z = arena_strz(a, buf_view(&b));
    buf_free(&b);
    return z;
}

static void take_strings(struct yulu_article *y)
{
    y->title = arena_strz(&y->a, y->art->title);
    y->url = arena_strz(&y->a, y->art->url);
    y->source = arena_strz(&y->a, y->art->source);
    y->author = arena_strz(&y->a, y->art->author);
    y->date = date_text(&y->a, y->art->date);
    y->body = arena_strz(&y->a, y->art->body);
}

static void tell(const struct diags *d, char *why, size_t size)
{
    struct buf b = {0};

    if (!why || !size)
        return;
    for (size_t i = 0; i < d->n && !b.len; i++)
        if (d->items[i].severity == DIAG_ERROR)
            diag_format(&b, &d->items[i]);
    snprintf(why, size, "%s", b.len ? b.p : "没有文章");
    why[utf8_valid_len(str_of(why))] = '\0';
    buf_free(&b);
}

/* RAW is in Y's arena. */
static yulu_article *read_bytes(struct yulu_article *y, const char *path, struct str raw,
                                char *why, size_t size)
{
    struct arena unsaid = {0};
    struct diags d = {.a = &unsaid};
    struct reader r = {.a = &y->a, .diags = &d, .sink = {y, take}};

    article_read_bytes(&r, path, raw);
    if (y->art)
        take_strings(y);
    else
        tell(&d, why, size);
    arena_free(&unsaid);
    if (y->art)
        return y;
    yulu_free(y);
    return NULL;
}

static struct yulu_article *new_article(void)
{
    struct yulu_article *y = mem_grow(NULL, sizeof *y);

    memset(y, 0, sizeof *y);
    return y;
}

yulu_article *yulu_open(const char *path, char *why, size_t size)
{
    struct yulu_article *y = new_article();
    struct err e = {""};
    struct str raw;
    const char *own = arena_strz(&y->a, str_of(path));

    if (file_read(&y->a, path, article_limits().file, &raw, &e))
        return read_bytes(y, own, raw, why, size);
    if (why && size)
        snprintf(why, size, "%s", e.msg);
    yulu_free(y);
    return NULL;
}

yulu_article *yulu_read(const char *text, size_t len, char *why, size_t size)
{
    struct yulu_article *y = new_article();

    return read_bytes(y, "-", arena_str(&y->a, str_make(text, len)), why, size);
}

void yulu_free(yulu_article *y)
{
    if (!y)
        return;
    arena_free(&y->a);
    free(y);
}

/* ---- What it says */

const char *yulu_id(const yulu_article *y)
{
    return y->art->id;
}

const char *yulu_title(const yulu_article *y)
{
    return y->title;
}

const char *yulu_url(const yulu_article *y)
{
    return y->url;
}

const char *yulu_source(const yulu_article *y)
{
    return y->source;
}

const char *yulu_author(const yulu_article *y)
{
    return y->author;
}

const char *yulu_date(const yulu_article *y)
{
    return y->date;
}

const char *yulu_body(const yulu_article *y, size_t *len)
{
    if (len)
        *len = y->art->body.len;
    return y->body;
}

/* ---- Quotations */

static const char *titles_of(struct arena *a, const struct speaker *who)
{
    struct buf b = {0};
    const char *z;

    buf_join(&b, who->titles, who->n_titles, "、");
    z = arena_strz(a, buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_quotation(struct yulu_article *y, const struct quotes *q,
                          const struct quotation *x)
{
    struct yulu_quotation *out = &y->quotations[y->n_quotations++];
    struct str text = str_slice(y->art->body, x->text.off, x->text.len);

    *out = (struct yulu_quotation){.offset = x->span.off,
                                   .length = x->span.len,
                                   .text = arena_strz(&y->a, text),
                                   .kind = quote_kind_name(x->kind),
                                   .speaker = "",
                                   .titles = "",
                                   .confidence = ""};
    if (x->speaker == NO_SPEAKER)
        return;
    out->speaker = arena_strz(&y->a, q->speakers[x->speaker].name);
    out->titles = titles_of(&y->a, &q->speakers[x->speaker]);
    out->confidence = confidence_name(x->confidence);
}

static void find_quotations(struct yulu_article *y)
{
    struct arena scratch = {0};
    struct body body = body_parts(&scratch, y->art);
    struct quotes q = quotes_find(&scratch, lexicon_new(&scratch), y->art, &body);

    y->quotations = arena_array(&y->a, struct yulu_quotation, q.n + 1);
    for (size_t i = 0; i < q.n; i++)
        if (quote_is_speech(q.list[i].kind) || q.list[i].kind == QUOTE_INDIRECT)
            put_quotation(y, &q, &q.list[i]);
    arena_free(&scratch);
}

size_t yulu_quotation_count(yulu_article *y)
{
    if (!y->quotations)
        find_quotations(y);
    return y->n_quotations;
}

int yulu_quotation_at(yulu_article *y, size_t i, struct yulu_quotation *out)
{
    if (i >= yulu_quotation_count(y))
        return 0;
    *out = y->quotations[i];
    return 1;
}

/* ---- Rows */

struct yulu_row *yulu_wrap(const char *text, size_t len, unsigned columns, int ambiguous,
                           size_t *n)
{
    struct wrap_opts o = {.width = columns, .amb = ambiguous, .level = KINSOKU_GB};
    struct arena a = {0};
    struct str s = str_make(text, len);
    struct wrap_row *rows;
    struct yulu_row *out;

    *n = 0;
    if (!columns || (ambiguous != 1 && ambiguous != 2) || utf8_valid_len(s) < len)
        return NULL;
    *n = wrap_text(&a, s, &o, &rows);
    out = mem_grow(NULL, (*n + 1) * sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = (struct yulu_row){rows[i].off, rows[i].len, rows[i].cols, rows[i].first,
                                   rows[i].last};
    arena_free(&a);
    return out;
}
