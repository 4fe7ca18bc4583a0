/* One record a line, in every format. */
#include "internal.h"

#include "text/show.h"
#include "text/utf8.h"

static void nothing(struct sheet *s)
{
    (void)s;
}

static void end_record(struct sheet *s)
{
    buf_c(&s->out->b, s->nul ? '\0' : '\n');
}

/* ---- text: aligned on a terminal, single blanks and nothing cut elsewhere */

/* What is left for the columns of no fixed width, each. */
static unsigned share(const struct sheet *s)
{
    unsigned used = 1, flexible = 0;

    for (size_t i = 0; i < s->n_columns; i++) {
        used += s->columns[i]->cols + (i ? 2 : 0);
        flexible += s->columns[i]->cols == 0;
    }
    if (flexible == 0 || used + 8 * flexible >= s->tty_cols)
        return 8;
    return (s->tty_cols - used) / flexible;
}

static void aligned_cell(struct sheet *s, size_t i, struct str text)
{
    struct buf *b = &s->out->b;
    const struct column *c = s->columns[i];
    unsigned cols = c->cols ? c->cols : share(s), used = show_cols(text, s->amb);

    if (c->right && used < cols)
        buf_fill(b, ' ', cols - used);
    if (c->right && used <= cols)
        show_add(b, text, s->amb);
    else
        show_clip(b, text, cols, s->amb, i + 1 < s->n_columns);
}

static void text_row(struct sheet *s, const struct value *values)
{
    struct buf *b = &s->out->b;

    for (size_t i = 0; i < s->n_columns; i++) {
        struct str text = values[i].text.len ? values[i].text : STR("-");
        if (i)
            buf_z(b, s->tty_cols ? "  " : " ");
        if (s->tty_cols)
            aligned_cell(s, i, text);
        else
            show_add(b, text, s->amb);
    }
    end_record(s);
}

/* ---- TSV: no tab or line end can be in a shown form */

static void tsv_row(struct sheet *s, const struct value *values)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        if (i)
            buf_c(&s->out->b, '\t');
        show_add(&s->out->b, values[i].text, s->amb);
    }
    end_record(s);
}

/* ---- CSV: RFC 4180 */

static bool is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') ||
           (cp >= 0x7F && cp <= 0x9F);
}

static bool is_any_of(char c, struct str set)
{
    return memchr(set.p, c, set.len) != NULL;
}

static bool must_quote(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (is_any_of(s.p[i], STR(",\"\r\n")))
            return true;
    }
    return false;
}

static void csv_text(struct buf *out, struct str s)
{
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (cp == '"')
            buf_z(out, "\"\"");
        else if (is_control(cp))
            buf_z(out, "\xEF\xBF\xBD");
        else
            buf_add(out, s.p + i, len);
    }
}

/* A value in a file keeps its line ends and bidi marks, so that it can be read back as it was; a
 * terminal gets what it can show. */
static void csv_cell(struct sheet *s, struct str text)
{
    struct buf *b = &s->out->b, shown = {0};
    bool formula = s->csv_safe && text.len && is_any_of(text.p[0], STR("=+-@\t\r"));

    if (s->tty_cols) {
        show_add(&shown, text, s->amb);
        text = buf_view(&shown);
    }
    if (!formula && !must_quote(text)) {
        csv_text(b, text);
    } else {
        buf_z(b, formula ? "\"'" : "\"");
        csv_text(b, text);
        buf_c(b, '"');
    }
    buf_free(&shown);
}

static void csv_row(struct sheet *s, const struct value *values)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        if (i)
            buf_c(&s->out->b, ',');
        csv_cell(s, values[i].text);
    }
    buf_z(&s->out->b, "\r\n");
}

static void csv_begin(struct sheet *s)
{
    if (s->bom)
        buf_z(&s->out->b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < s->n_columns; i++) {
        buf_z(&s->out->b, i ? "," : "");
        buf_z(&s->out->b, s->columns[i]->name);
    }
    buf_z(&s->out->b, "\r\n");
}

/* ---- JSON */

static void json_begin(struct sheet *s)
{
    buf_printf(&s->out->b, "{\"schema\": 1, \"%s\": [", s->name);
}

static void json_row(struct sheet *s, const struct value *values)
{
    buf_z(&s->out->b, s->n_rows ? ",\n  {" : "\n  {");
    json_add_values(s, values);
    buf_c(&s->out->b, '}');
}

static void json_end(struct sheet *s)
{
    buf_z(&s->out->b, s->n_rows ? "\n]}\n" : "]}\n");
}

static void jsonl_row(struct sheet *s, const struct value *values)
{
    buf_z(&s->out->b, "{\"schema\": 1, ");
    json_add_values(s, values);
    buf_c(&s->out->b, '}');
    end_record(s);
}

static const struct writer writers[] = {
    {"text", false, nothing, text_row, nothing},
    {"tsv", false, nothing, tsv_row, nothing},
    {"csv", true, csv_begin, csv_row, nothing},
    {"json", true, json_begin, json_row, json_end},
    {"jsonl", true, nothing, jsonl_row, nothing},
};

const struct writer *cli_writer(const char *format)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i].format, format ? format : "text") == 0)
            return &writers[i];
    }
    return NULL;
}

bool cli_format_fits(const struct cli_opts *o, const char *format)
{
    if ((o->bom || o->csv_safe) && strcmp(format, "csv") != 0) {
        cli_say(0, "--bom 和 --csv-safe 只用于 -f csv");
        return false;
    }
    if (o->nul && (strcmp(format, "csv") == 0 || strcmp(format, "json") == 0)) {
        cli_say(0, "-0 不能用于 -f %s；可用 text、tsv、jsonl", format);
        return false;
    }
    return true;
}

const struct writer *cli_writer_for(const struct cli_opts *o)
{
    const struct writer *w = cli_writer(o->format);

    if (!w) {
        cli_say(0, "%s 没有格式“%s”；可用 text、tsv、csv、json、jsonl", o->command,
                o->format);
        return NULL;
    }
    return cli_format_fits(o, w->format) ? w : NULL;
}

struct sheet cli_sheet(const struct cli_opts *o, struct out *out, const char *name)
{
    struct sheet s = {.out = out,
                      .name = name,
                      .bom = o->bom,
                      .csv_safe = o->csv_safe,
                      .nul = o->nul,
                      .amb = cli_amb(o),
                      .tty_cols = cli_tty_cols()};

    if (s.tty_cols && o->width)
        s.tty_cols = o->width;
    return s;
}

void cli_row(const struct writer *w, struct sheet *s, const struct value *values)
{
    w->row(s, values);
    s->n_rows++;
    out_room(s->out);
}
