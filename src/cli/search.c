/* yulu search: where words stand, with the text around them. */
#include "hits.h"

#include "text/fold.h"
#include "text/show.h"

#include <stdint.h>

struct run {
    struct asked asked;
    struct cli_opts *o;
    const struct writer *w;
    struct hits hits;
    struct out out;
    struct sheet sheet;
    struct ink ink;
};

static const char *const places[] = {"title", "quote", "body"};
static const char *const places_chinese[] = {"标题", "语录", "正文"};

/* ---- Records */

static const struct column columns[] = {
    {"id", 8, false},     {"where", 5, false}, {"start", 6, true},  {"end", 6, true},
    {"before", 0, false}, {"text", 0, false},  {"after", 0, false}, {"speaker", 8, false},
    {"title", 0, false},  {"date", 11, false},
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static struct str digits(struct arena *a, size_t n)
{
    return str_of(arena_printf(a, "%zu", n));
}

static struct value text_value(struct str s)
{
    return (struct value){s.len ? VALUE_TEXT : VALUE_NONE, s};
}

static void write_record(struct run *r, const struct hit *h)
{
    struct arena *a = &r->hits.a;
    struct buf date = {0};
    struct date d = h->date;

    d.inferred = false;
    date_add(&date, d);
    struct value values[N_COLUMNS] = {text_value(str_of(h->id)),
                                      text_value(str_of(places[h->where])),
                                      {VALUE_NUMBER, digits(a, h->start)},
                                      {VALUE_NUMBER, digits(a, h->end)},
                                      {VALUE_TEXT, h->before},
                                      {VALUE_TEXT, h->text},
                                      {VALUE_TEXT, h->after},
                                      text_value(h->speaker),
                                      text_value(h->title),
                                      text_value(buf_view(&date))};
    cli_row(r->w, &r->sheet, values);
    buf_free(&date);
}

/* ---- For people */

/* The end of S that fits into COLS columns. */
static struct str tail(struct str s, unsigned cols, int amb)
{
    size_t off = 0;

    while (off < s.len && show_cols(str_from(s, off), amb) > cols)
        off += show_next(s, off);
    return str_from(s, off);
}

/* Columns for the text before and after, so that a row of the terminal holds it all: each has half
 * of what there is, and what the other leaves. */
static void share_cols(const struct run *r, const struct hit *h, unsigned used,
                       unsigned *before, unsigned *after)
{
    unsigned cols = r->sheet.tty_cols, rest = cols > used ? cols - used : 0;
    unsigned b = show_cols(h->before, r->sheet.amb) + (h->cut_before ? 2 : 0);
    unsigned a = show_cols(h->after, r->sheet.amb) + (h->cut_after ? 2 : 0);

    if (cols && a + b > rest) {
        unsigned half = rest / 2;
        b = b < half ? b : a < rest - half ? rest - a : half;
        a = rest - b;
    }
    *before = b;
    *after = a;
}

static void write_around(struct run *r, const struct hit *h, unsigned used)
{
    struct buf *b = &r->out.b;
    int amb = r->sheet.amb;
    unsigned cols, after_cols;
    struct str before = h->before;
    size_t after;

    share_cols(r, h, used + show_cols(h->text, amb), &cols, &after_cols);
    if (h->cut_before || show_cols(before, amb) > cols) {
        before = tail(before, cols > 2 ? cols - 2 : 0, amb);
        buf_z(b, "..");
    }
    show_add(b, before, amb);
    cli_put_style(b, STYLE_HIT, &r->ink);
    show_add(b, h->text, amb);
    cli_put_style(b, STYLE_NORMAL, &r->ink);
    if (h->cut_after || show_cols(h->after, amb) > after_cols) {
        after = show_fit(h->after, after_cols > 2 ? after_cols - 2 : 0, amb, NULL);
        show_add(b, str_slice(h->after, 0, after), amb);
        buf_z(b, "..");
    } else {
        show_add(b, h->after, amb);
    }
}

/* 7e28fbc0@358 语录 丁光宏  ..text around.. */
static void write_text(struct run *r, const struct hit *h)
{
    struct buf head = {0};
    struct buf *b = &r->out.b;

    buf_printf(&head, "%s@%zu %s ", h->id, h->start, places_chinese[h->where]);
    if (h->speaker.len) {
        buf_str(&head, h->speaker);
        buf_c(&head, ' ');
    }
    show_add(b, buf_view(&head), r->sheet.amb);
    buf_c(b, ' ');
    write_around(r, h, show_cols(buf_view(&head), r->sheet.amb) + 1);
    buf_c(b, r->o->nul ? '\0' : '\n');
    buf_free(&head);
    out_room(&r->out);
}

static void set_sheet(struct run *r)
{
    const struct column **list =
        arena_array(&r->asked.a, const struct column *, N_COLUMNS);

    for (size_t i = 0; i < N_COLUMNS; i++)
        list[i] = &columns[i];
    r->sheet = cli_sheet(r->o, &r->out, "hits");
    r->sheet.columns = list;
    r->sheet.n_columns = N_COLUMNS;
    r->ink = cli_ink(r->o);
}

/* ---- Which */

static int print(struct run *r)
{
    const struct diags *d = source_diags(r->asked.source);
    const struct hits *h = &r->hits;
    size_t n = h->n[HIT_TITLE] + h->n[HIT_QUOTE] + h->n[HIT_BODY], k = 0;
    struct cli_range range = cli_range(r->o, n);
    bool text = strcmp(r->w->format, "text") == 0;

    if (!text)
        r->w->begin(&r->sheet);
    for (size_t place = 0; place < HIT_PLACES; place++)
        for (size_t i = 0; i < h->n[place] && k < range.to; i++, k++) {
            if (k < range.from)
                continue;
            if (text)
                write_text(r, &h->list[place][i]);
            else
                write_record(r, &h->list[place][i]);
        }
    if (!text)
        r->w->end(&r->sheet);
    cli_report(d, DIAG_ERROR);
    return cli_status(d,
                      out_finish(&r->out, range.from < range.to ? EXIT_OK : EXIT_NONE));
}

/* The rest of the operands, and the words in title or body. */
static int parse(struct run *r, struct str words)
{
    struct asked *q = &r->asked;
    struct buf all = {0};
    int status = cli_ask_parse(q, cli_ask_words(q, 1));

    if (status != EXIT_OK)
        return status;
    if (q->query.root) {
        buf_c(&all, '(');
        query_print(&all, q->query.root);
        buf_z(&all, ") ");
    }
    buf_z(&all, "(title:");
    query_add_value(&all, QUERY_TITLE, words, false);
    buf_z(&all, " | body:");
    query_add_value(&all, QUERY_BODY, words, false);
    buf_c(&all, ')');
    status = cli_ask_parse(q, buf_view(&all));
    buf_free(&all);
    return status;
}

static int search(struct run *r)
{
    struct asked *q = &r->asked;
    struct str words = cli_text(&q->a, r->o->args[0]);
    struct cli_range range = cli_range(r->o, SIZE_MAX);
    struct buf folded = {0};
    int status = cli_find_order(r->o->sort, &q->order) ? EXIT_OK : EXIT_USAGE;

    if (status == EXIT_OK)
        status = cli_ask_open(q, true);
    if (status == EXIT_OK)
        status = parse(r, words);
    if (status != EXIT_OK)
        return status;
    cli_ask_find(q);
    set_sheet(r);
    fold_utf8(words, &folded);
    r->hits.keep = r->o->count ? 0 : range.to;
    if (r->hits.keep || r->o->count)
        hits_take(&r->hits, q, buf_view(&folded));
    buf_free(&folded);
    if (r->o->count)
        return cli_print_count(q, r->hits.n[HIT_TITLE] + r->hits.n[HIT_QUOTE] +
                                      r->hits.n[HIT_BODY]);
    return print(r);
}

int cli_search(struct cli_opts *o)
{
    struct run r = {.asked = {.o = o}, .o = o, .w = cli_writer_for(o)};
    int status;

    if (!r.w)
        return EXIT_USAGE;
    if (o->n_args == 0 || !*o->args[0])
        return cli_say(EXIT_USAGE, "search 要一个词，如 yulu search 算力");
    status = search(&r);
    cli_asked_free(&r.asked);
    arena_free(&r.hits.a);
    return status;
}
