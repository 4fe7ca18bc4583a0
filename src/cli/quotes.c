/* yulu quotes: who said what, one record each. */
#include "internal.h"

#include "archive/words.h"
#include "quote/quote.h"
#include "text/fold.h"
#include "text/show.h"
#include "text/utf8.h"

#include <stdlib.h>

/* ---- Records */

struct record {
    const struct article *art;
    const struct quotes *q;
    const struct quotation *x;
    const struct speaker *who; /* or NULL */
    size_t n;          /* of the quotation in its article, from 1; 0 = it has none */
    size_t start, end; /* code points */
};

enum { FOR_TABLE = 1, FOR_JSON = 2 };

static struct str body_part(const struct record *r, struct span s)
{
    return str_slice(r->art->body, s.off, s.len);
}

static void put_id(struct buf *out, const struct record *r)
{
    buf_z(out, r->art->id);
}

static void put_n(struct buf *out, const struct record *r)
{
    if (r->n)
        buf_printf(out, "%zu", r->n);
}

static void put_start(struct buf *out, const struct record *r)
{
    buf_printf(out, "%zu", r->start);
}

static void put_end(struct buf *out, const struct record *r)
{
    buf_printf(out, "%zu", r->end);
}

static void put_text(struct buf *out, const struct record *r)
{
    buf_str(out, body_part(r, r->x->text));
}

static void put_kind(struct buf *out, const struct record *r)
{
    buf_z(out, quote_kind_name(r->x->kind));
}

static void put_speaker(struct buf *out, const struct record *r)
{
    if (r->who)
        buf_str(out, r->who->name);
}

static void put_speaker_type(struct buf *out, const struct record *r)
{
    if (r->who)
        buf_z(out, speaker_kind_name(r->who->kind));
}

static void put_titles(struct buf *out, const struct record *r)
{
    for (size_t i = 0; r->who && i < r->who->n_titles; i++) {
        buf_z(out, i ? "、" : "");
        buf_str(out, r->who->titles[i]);
    }
}

static void put_titles_json(struct buf *out, const struct record *r)
{
    buf_c(out, '[');
    for (size_t i = 0; r->who && i < r->who->n_titles; i++) {
        buf_z(out, i ? ", " : "");
        json_add_str(out, r->who->titles[i]);
    }
    buf_c(out, ']');
}

static void put_delegate(struct buf *out, const struct record *r)
{
    const char *name = r->who ? delegate_name(r->who->delegate) : NULL;

    buf_z(out, name ? name : "");
}

static void put_cue(struct buf *out, const struct record *r)
{
    buf_str(out, body_part(r, r->x->cue));
}

static void put_position(struct buf *out, const struct record *r)
{
    buf_z(out, position_name(r->x->position));
}

static void put_rule(struct buf *out, const struct record *r)
{
    if (r->x->rule)
        buf_c(out, r->x->rule);
}

static void put_confidence(struct buf *out, const struct record *r)
{
    buf_z(out, confidence_name(r->x->confidence));
}

static void put_title(struct buf *out, const struct record *r)
{
    buf_str(out, r->art->title);
}

static void put_date(struct buf *out, const struct record *r)
{
    struct date d = r->art->date;

    d.inferred = false;
    date_add(out, d);
}

static void put_url(struct buf *out, const struct record *r)
{
    buf_str(out, r->art->url);
}

static void add_member(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, ", \"%s\": ", name);
    if (value.len)
        json_add_str(out, value);
    else
        buf_z(out, "null");
}

static void put_article(struct buf *out, const struct record *r)
{
    struct buf date = {0};

    put_date(&date, r);
    buf_z(out, "{\"id\": ");
    json_add_str(out, str_of(r->art->id));
    add_member(out, "title", r->art->title);
    add_member(out, "date", buf_view(&date));
    add_member(out, "url", r->art->url);
    buf_c(out, '}');
    buf_free(&date);
}

static const struct quote_field {
    struct column column;
    unsigned used; /* FOR_... */
    enum value_kind kind;
    void (*put)(struct buf *out, const struct record *r);
} fields[] = {
    {{"id", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_id},
    {{"n", 3, true}, FOR_TABLE | FOR_JSON, VALUE_NUMBER, put_n},
    {{"start", 6, true}, FOR_TABLE | FOR_JSON, VALUE_NUMBER, put_start},
    {{"end", 6, true}, FOR_TABLE | FOR_JSON, VALUE_NUMBER, put_end},
    {{"kind", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_kind},
    {{"speaker", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_speaker},
    {{"speaker_type", 6, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_speaker_type},
    {{"titles", 0, false}, FOR_TABLE, VALUE_TEXT, put_titles},
    {{"titles", 0, false}, FOR_JSON, VALUE_JSON, put_titles_json},
    {{"delegate", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_delegate},
    {{"cue", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_cue},
    {{"position", 8, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_position},
    {{"rule", 1, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_rule},
    {{"confidence", 6, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_confidence},
    {{"text", 0, false}, FOR_TABLE | FOR_JSON, VALUE_TEXT, put_text},
    {{"title", 0, false}, FOR_TABLE, VALUE_TEXT, put_title},
    {{"date", 11, false}, FOR_TABLE, VALUE_TEXT, put_date},
    {{"url", 0, false}, FOR_TABLE, VALUE_TEXT, put_url},
    {{"article", 0, false}, FOR_JSON, VALUE_JSON, put_article},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

/* ---- One command */

struct run {
    struct cli_opts *o;
    const struct lexicon *lx;
    const struct writer *w; /* NULL = the text form */
    struct sheet sheet;
    const struct quote_field *used[N_FIELDS];
    const struct column *columns[N_FIELDS];
    struct out out;
    struct folded speaker; /* --speaker */
    size_t n;
    struct arena a; /* of one article */
};

static bool same_name(struct run *r, struct str name)
{
    struct folded f;

    fold_text(&r->a, name, &f);
    return f.n == r->speaker.n && !memcmp(f.cp, r->speaker.cp, f.n * sizeof *f.cp);
}

static bool by_speaker(struct run *r, const struct speaker *s)
{
    if (!r->o->speaker)
        return true;
    if (!s)
        return false;
    for (size_t i = 0; i < s->n_aliases; i++)
        if (same_name(r, s->aliases[i]))
            return true;
    return same_name(r, s->name);
}

static bool is_wanted(struct run *r, const struct record *x)
{
    const struct cli_opts *o = r->o;
    bool speech = x->x->kind == QUOTE_DIRECT || x->x->kind == QUOTE_PARTIAL;

    if (x->x->kind == QUOTE_INDIRECT ? !o->indirect : !speech && !o->all)
        return false;
    if (o->min_confidence && (!x->who || (int)x->x->confidence + 1 < o->min_confidence))
        return false;
    return by_speaker(r, x->who);
}

static void add_explanation(struct buf *b, const struct record *r)
{
    static const char *const where[] = {"无说话人", "前置", "后置", "中置", "承前"};
    static const char *const sure[] = {"低", "中", "高"};

    buf_z(b, "  ");
    buf_z(b, where[r->x->position]);
    if (r->x->cue.len) {
        buf_z(b, "“");
        put_cue(b, r);
        buf_z(b, "”");
    }
    if (r->x->rule)
        buf_printf(b, " %s %c", sure[r->x->confidence], r->x->rule);
}

/* B as one line of what a terminal may get; B is empty afterwards. */
static void show_line(struct out *out, struct buf *b, int amb)
{
    show_add(&out->b, buf_view(b), amb);
    buf_c(&out->b, '\n');
    buf_reset(b);
}

/* 「……」 then who, which article, and the number to ask for it. */
static void write_text(struct run *r, const struct record *x)
{
    struct buf b = {0};

    buf_z(&b, x->x->kind == QUOTE_INDIRECT ? "（转述）" : "「");
    put_text(&b, x);
    buf_z(&b, x->x->kind == QUOTE_INDIRECT ? "" : "」");
    show_line(&r->out, &b, r->sheet.amb);
    buf_z(&b, "    ");
    buf_str(&b, x->who ? x->who->name : STR("（未说明）"));
    if (x->who && x->who->n_titles) {
        buf_z(&b, "（");
        put_titles(&b, x);
        buf_z(&b, "）");
    }
    if (r->o->explain)
        add_explanation(&b, x);
    show_line(&r->out, &b, r->sheet.amb);
    buf_printf(&b, "    《");
    put_title(&b, x);
    buf_z(&b, "》");
    if (x->art->date.precision != DATE_NONE) {
        buf_c(&b, ' ');
        put_date(&b, x);
    }
    buf_printf(&b, " %s", x->art->id);
    if (x->n)
        buf_printf(&b, "#%zu", x->n);
    show_line(&r->out, &b, r->sheet.amb);
    buf_c(&r->out.b, '\n');
    out_room(&r->out);
    buf_free(&b);
}

static void write_record(struct run *r, const struct record *x)
{
    struct value values[N_FIELDS];

    for (size_t i = 0; i < r->sheet.n_columns; i++) {
        struct buf b = {0};
        r->used[i]->put(&b, x);
        values[i] = (struct value){b.len ? r->used[i]->kind : VALUE_NONE,
                                   arena_str(&r->a, buf_view(&b))};
        buf_free(&b);
    }
    cli_row(r->w, &r->sheet, values);
}

static void print_article(struct run *r, const struct article *art)
{
    struct body body = body_parts(&r->a, art);
    struct quotes q = quotes_find(&r->a, r->lx, art, &body);
    size_t number = 0, at = 0, cps = 0;

    for (size_t i = 0; i < q.n && r->n < r->o->limit; i++) {
        const struct quotation *x = &q.list[i];
        bool speech = x->kind == QUOTE_DIRECT || x->kind == QUOTE_PARTIAL;
        struct record rec = {.art = art, .q = &q, .x = x};
        cps += utf8_count(str_slice(art->body, at, x->span.off - at));
        at = x->span.off;
        rec.start = cps;
        rec.end = cps + utf8_count(body_part(&rec, x->span));
        rec.who = x->speaker == NO_SPEAKER ? NULL : &q.speakers[x->speaker];
        rec.n = speech ? ++number : 0;
        if (!is_wanted(r, &rec))
            continue;
        r->n++;
        if (r->o->count)
            continue;
        if (r->w)
            write_record(r, &rec);
        else
            write_text(r, &rec);
    }
}

static void print_all(struct run *r, struct archive *ar)
{
    for (size_t i = 0; i < archive_count(ar) && r->n < r->o->limit; i++) {
        struct article *art;
        struct err e = {""};
        if (archive_article(ar, archive_at(ar, i), &r->a, &art, &e)) {
            memcpy(art->id, archive_at(ar, i)->id, sizeof art->id);
            print_article(r, art);
        } else {
            cli_say(0, "%s", e.msg);
        }
        arena_reset(&r->a);
    }
}

static void set_sheet(struct run *r)
{
    unsigned use = r->w && strncmp(r->w->format, "json", 4) == 0 ? FOR_JSON : FOR_TABLE;
    size_t n = 0;

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!(fields[i].used & use))
            continue;
        r->used[n] = &fields[i];
        r->columns[n++] = &fields[i].column;
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
    struct archive *ar = cli_open(r->o);
    int status;

    set_sheet(r);
    if (r->w && !r->o->count)
        r->w->begin(&r->sheet);
    print_all(r, ar);
    if (r->w && !r->o->count)
        r->w->end(&r->sheet);
    if (r->o->count)
        buf_printf(&r->out.b, "%zu\n", r->n);
    cli_report(archive_diags(ar), DIAG_ERROR);
    status =
        cli_status(archive_diags(ar), out_finish(&r->out, r->n ? EXIT_OK : EXIT_NONE));
    archive_close(ar);
    return status;
}

static int quotes(struct cli_opts *o, const struct writer *w)
{
    struct arena kept = {0};
    struct diags d = {.a = &kept};
    struct lexicon *lx = lexicon_new(&kept);
    struct run r = {.o = o, .lx = lx, .w = w};
    int status;

    words_add(lx, &kept, &d);
    cli_report(&d, DIAG_WARNING);
    if (o->speaker)
        fold_text(&kept, cli_text(&kept, o->speaker), &r.speaker);
    status = cli_find_paths(o, true);
    if (status == EXIT_OK)
        status = print(&r);
    arena_free(&r.a);
    arena_free(&kept);
    return status;
}

int cli_quotes(struct cli_opts *o)
{
    bool text = !o->format || strcmp(o->format, "text") == 0;
    const struct writer *w = text ? NULL : cli_writer(o->format);

    if (!text && !w)
        return cli_say(EXIT_USAGE,
                       "quotes 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    return quotes(o, w);
}
