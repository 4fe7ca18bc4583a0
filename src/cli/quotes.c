/* yulu quotes: who said what, one record each. */
#include "analyse.h"
#include "record.h"

#include "said/people.h"
#include "text/fold.h"
#include "text/sentence.h"

typedef void write_fn(struct buf *out, const struct record *r, bool explain, int amb);

struct run {
    struct cli_opts *o;
    const struct writer *w; /* NULL = WRITE, for people */
    write_fn *write;
    struct sheet sheet;
    const struct quote_field *used[RECORD_FIELDS_MAX];
    const struct column *columns[RECORD_FIELDS_MAX];
    struct out out;
    struct str speaker; /* --speaker, folded */
    size_t n;
};

static bool same_name(const struct run *r, struct str name)
{
    struct buf folded = {0};
    bool same;

    fold_utf8(name, &folded);
    same = str_eq(buf_view(&folded), r->speaker);
    buf_free(&folded);
    return same;
}

/* By the name, an alias, or what the user files the person under. */
static bool goes_by(const struct run *r, const struct people_map *map,
                    const struct speaker *s)
{
    for (size_t i = 0; i < s->n_aliases; i++)
        if (same_name(r, s->aliases[i]))
            return true;
    return same_name(r, s->name) || same_name(r, people_map_find(map, s));
}

static bool by_speaker(const struct run *r, const struct people_map *map,
                       const struct record *x)
{
    const struct speaker *s;

    for (size_t i = 0; (s = record_speaker(x, i)); i++)
        if (goes_by(r, map, s))
            return true;
    return false;
}

static bool is_wanted(const struct run *r, const struct people_map *map,
                      const struct record *x)
{
    const struct cli_opts *o = r->o;
    enum quote_kind kind = x->x->kind;

    if (kind == QUOTE_INDIRECT ? !o->indirect : !quote_is_speech(kind) && !o->all)
        return false;
    if (o->min_confidence && (!x->who || (int)x->x->confidence + 1 < o->min_confidence))
        return false;
    return !o->speaker || by_speaker(r, map, x);
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

static void write_one(struct run *r, struct arena *a, struct record *x)
{
    r->n++;
    if (r->o->count)
        return;
    if (r->o->context)
        x->around = sentence_around(x->art->body, x->x->span, r->o->context);
    if (r->w) {
        write_record(r, a, x);
    } else {
        r->write(&r->out.b, x, r->o->explain, r->sheet.amb);
        out_room(&r->out);
    }
}

static bool print_article(struct analysis *an, const struct article *art,
                          const struct quotes *q)
{
    struct run *r = an->ctx;
    size_t number = 0;

    for (size_t i = 0; i < q->n && r->n < r->o->limit; i++) {
        const struct quotation *x = &q->list[i];
        struct record rec = {.art = art, .x = x};
        rec.who = x->speaker == NO_SPEAKER ? NULL : &q->speakers[x->speaker];
        rec.second = x->second == NO_SPEAKER ? NULL : &q->speakers[x->second];
        rec.n = quote_is_speech(x->kind) ? ++number : 0;
        if (is_wanted(r, an->map, &rec))
            write_one(r, &an->a, &rec);
    }
    return r->n < r->o->limit;
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
    r->sheet = (struct sheet){.out = &r->out,
                              .columns = r->columns,
                              .n_columns = n,
                              .name = "quotes",
                              .bom = r->o->bom,
                              .csv_safe = r->o->csv_safe,
                              .amb = cli_amb(r->o),
                              .tty_cols = cli_tty_cols()};
}

static int print(struct run *r)
{
    struct analysis an = {.o = r->o, .ctx = r, .each = print_article};
    bool table = r->w && !r->o->count;
    int status;

    if (r->o->speaker) {
        struct buf folded = {0};
        fold_utf8(cli_text(&an.kept, r->o->speaker), &folded);
        r->speaker = arena_str(&an.kept, buf_view(&folded));
        buf_free(&folded);
    }
    set_sheet(r);
    if (table)
        r->w->begin(&r->sheet);
    status = cli_analyse(&an);
    if (table)
        r->w->end(&r->sheet);
    if (r->o->count)
        buf_printf(&r->out.b, "%zu\n", r->n);
    status = out_finish(&r->out, status || r->n ? status : EXIT_NONE);
    arena_free(&an.a);
    arena_free(&an.kept);
    return status;
}

int cli_quotes(struct cli_opts *o)
{
    bool text = !o->format || strcmp(o->format, "text") == 0;
    bool md = o->format && strcmp(o->format, "md") == 0;
    struct run r = {.o = o,
                    .write = md ? record_write_md : record_write_text,
                    .w = text || md ? NULL : cli_writer(o->format)};

    if (!text && !md && !r.w)
        return cli_say(EXIT_USAGE,
                       "quotes 没有格式“%s”；可用 text、tsv、csv、json、jsonl、md",
                       o->format);
    return print(&r);
}
