/* yulu quotes: who said what, one record each. */
#include "told.h"

#include "export/record.h"
#include "text/match.h"
#include "text/sentence.h"

#include <stdint.h>

typedef void write_fn(struct buf *out, const struct record *r, bool explain, int amb);

struct run {
    struct asked asked;
    struct cli_opts *o;
    const struct writer *w; /* NULL = WRITE, for people */
    write_fn *write;
    struct sheet sheet;
    const struct quote_field *used[RECORD_FIELDS_MAX];
    const struct column *columns[RECORD_FIELDS_MAX];
    struct out out;
    struct matcher speaker; /* --speaker */
    size_t n;               /* records that fit, those before --offset too */
};

static bool same_name(const struct run *r, struct str name)
{
    return name.len && match_in(&r->speaker, name, NULL, 0, NULL, NULL);
}

/* By the name, an alias, or what the user files the person under. */
static bool goes_by(const struct run *r, const struct speaker *s)
{
    for (size_t i = 0; i < s->n_aliases; i++)
        if (same_name(r, s->aliases[i]))
            return true;
    return same_name(r, s->name) || same_name(r, people_map_find(r->asked.words->map, s));
}

static bool by_speaker(const struct run *r, const struct record *x)
{
    const struct speaker *s;

    for (size_t i = 0; (s = record_speaker(x, i)); i++)
        if (goes_by(r, s))
            return true;
    return false;
}

static bool is_wanted(const struct run *r, const struct record *x)
{
    const struct cli_opts *o = r->o;
    enum quote_kind kind = x->x->kind;

    if (kind == QUOTE_INDIRECT ? !o->indirect : !quote_is_speech(kind) && !o->all)
        return false;
    if (o->min_confidence && (!x->who || (int)x->x->confidence + 1 < o->min_confidence))
        return false;
    return !o->speaker || by_speaker(r, x);
}

static void write_record(struct run *r, struct arena *a, const struct record *x)
{
    struct value values[RECORD_FIELDS_MAX];

    for (size_t i = 0; i < r->sheet.n_columns; i++) {
        struct buf b = {0};
        r->used[i]->put(&b, x);
        values[i] = (struct value){b.len ? r->used[i]->kind : VALUE_NONE,
                                   arena_str(a, buf_view(&b))};
        buf_free(&b);
    }
    cli_row(r->w, &r->sheet, values);
}

static void write_text(struct run *r, const struct record *x)
{
    struct buf *b = &r->out.b;

    r->write(b, x, r->o->explain, r->sheet.amb);
    if (r->o->nul)
        b->p[b->len - 1] = '\0'; /* instead of the empty line */
    out_room(&r->out);
}

static void write_one(struct run *r, struct arena *a, struct record *x)
{
    if (r->o->context)
        x->around = sentence_around(x->art->body, x->x->span, r->o->context);
    if (r->w)
        write_record(r, a, x);
    else
        write_text(r, x);
}

static size_t wanted_end(const struct run *r)
{
    return cli_range(r->o, SIZE_MAX).to;
}

static void print_article(struct run *r, struct arena *a, const struct told *t)
{
    const struct quotes *q = &t->q;
    size_t number = 0;

    for (size_t i = 0; i < q->n && r->n < wanted_end(r); i++) {
        const struct quotation *x = &q->list[i];
        struct record rec = {.art = t->art, .x = x};
        record_set_speakers(&rec, q);
        rec.n = quote_is_speech(x->kind) ? ++number : 0;
        if (!t->taken[i] || !is_wanted(r, &rec))
            continue;
        if (r->n++ >= r->o->offset && !r->o->count)
            write_one(r, a, &rec);
    }
}

/* What is not a quotation, and what stands around one, is only in the text. */
static bool needs_text(const struct cli_opts *o)
{
    return o->all || (o->context && !o->count);
}

static void print_found(struct run *r)
{
    struct arena a = {0};
    size_t n = finding_count(r->asked.finding, NULL);

    for (size_t i = 0; i < n && r->n < wanted_end(r); i++) {
        struct item item;
        struct told t;
        struct err e = {""};
        finding_item(r->asked.finding, i, &item);
        if (needs_text(r->o) ? cli_tell_again(&r->asked, &item, &a, &t, &e)
                             : cli_tell(&r->asked, &item, &a, &t))
            print_article(r, &a, &t);
        else
            cli_say(0, "%s", e.msg);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void set_sheet(struct run *r)
{
    unsigned use = r->w && strncmp(r->w->format, "json", 4) == 0 ? FOR_JSON : FOR_TABLE;
    const struct quote_field *f;
    size_t n = 0;

    for (size_t i = 0; (f = record_field(i)); i++) {
        if (!(f->used & use) || ((f->used & FOR_CONTEXT) && !r->o->context))
            continue;
        r->used[n] = f;
        r->columns[n++] = &f->column;
    }
    r->sheet = cli_sheet(r->o, &r->out, "quotes");
    r->sheet.columns = r->columns;
    r->sheet.n_columns = n;
}

static int print(struct run *r)
{
    const struct diags *d = source_diags(r->asked.source);
    bool table = r->w && !r->o->count;
    size_t n;

    set_sheet(r);
    if (table)
        r->w->begin(&r->sheet);
    print_found(r);
    if (table)
        r->w->end(&r->sheet);
    n = r->n > r->o->offset ? r->n - r->o->offset : 0;
    if (r->o->count)
        buf_printf(&r->out.b, "%zu\n", n);
    cli_report(d, DIAG_ERROR);
    return cli_status(d, out_finish(&r->out, n ? EXIT_OK : EXIT_NONE));
}

static int quotes(struct run *r)
{
    int status;

    if (r->o->speaker && !match_compile(&r->speaker, cli_text(&r->asked.a, r->o->speaker),
                                        MATCH_WHOLE | MATCH_PINYIN))
        return cli_say(EXIT_USAGE, "--speaker 最多 %d 个字", MATCH_MAX);
    cli_split_paths(r->o);
    status = cli_ask(&r->asked, true);
    return status == EXIT_OK ? print(r) : status;
}

int cli_quotes(struct cli_opts *o)
{
    bool text = !o->format || strcmp(o->format, "text") == 0;
    bool md = o->format && strcmp(o->format, "md") == 0;
    struct run r = {.asked = {.o = o},
                    .o = o,
                    .write = md ? record_write_md : record_write_text,
                    .w = text || md ? NULL : cli_writer(o->format)};
    int status;

    if (!text && !md && !r.w)
        return cli_say(EXIT_USAGE,
                       "quotes 没有格式“%s”；可用 text、tsv、csv、json、jsonl、md",
                       o->format);
    if (!cli_format_fits(o, o->format ? o->format : "text"))
        return EXIT_USAGE;
    status = quotes(&r);
    cli_asked_free(&r.asked);
    return status;
}
