/* yulu list: the articles of an archive, one a line. */
#include "internal.h"

#include "text/utf8.h"
#include "view/page.h"

#include <stdint.h>
#include <stdlib.h>

/* ---- Fields: one table for every format */

enum { FOR_TEXT = 1, FOR_DATA = 2 };

struct list_field {
    struct column column;
    unsigned used; /* FOR_... when --fields is not given */
    enum value_kind kind;
    void (*put)(struct buf *out, struct arena *a, const struct entry *en);
};

static void put_id(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_z(out, en->id);
}

static void put_date(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    date_add(out, en->date);
}

static void put_inferred(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_z(out, en->date.inferred ? "true" : "false");
}

static void put_han(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_printf(out, "%u", en->n_han);
}

static void put_words(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_printf(out, "%u", en->n_words);
}

static void put_title(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_str(out, en->title);
}

static void put_source(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_str(out, en->source);
}

static void put_author(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_str(out, en->author);
}

static void put_url(struct buf *out, struct arena *a, const struct entry *en)
{
    (void)a;
    buf_str(out, en->url);
}

static void put_path(struct buf *out, struct arena *a, const struct entry *en)
{
    buf_str(out, cli_text(a, en->path));
}

static const struct list_field fields[] = {
    {{"id", 8, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_id},
    {{"date", 11, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_date},
    {{"date_inferred", 5, false}, FOR_DATA, VALUE_BOOL, put_inferred},
    {{"han", 6, true}, FOR_TEXT | FOR_DATA, VALUE_NUMBER, put_han},
    {{"words", 6, true}, FOR_DATA, VALUE_NUMBER, put_words},
    {{"title", 0, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_title},
    {{"source", 12, false}, FOR_TEXT | FOR_DATA, VALUE_TEXT, put_source},
    {{"author", 12, false}, FOR_DATA, VALUE_TEXT, put_author},
    {{"url", 0, false}, FOR_DATA, VALUE_TEXT, put_url},
    {{"path", 0, false}, FOR_DATA, VALUE_TEXT, put_path},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static const char *field_name_at(size_t i)
{
    return i < N_FIELDS ? fields[i].column.name : NULL;
}

static const struct list_field *find_field(struct str name)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (str_eq(str_of(fields[i].column.name), name))
            return &fields[i];
    }
    return NULL;
}

/* ---- Which articles */

struct list {
    struct cli_opts *o;
    struct arena a;
    struct str *words; /* folded */
    size_t n_words;
    const struct list_field **fields;
    size_t n_fields;
    const struct entry **entries;
    size_t n;
    bool data; /* a format for programs: a date without its question mark */
};

static void fold(struct buf *out, struct str s)
{
    char bytes[4];
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = page_fold(utf8_decode(s.p + i, &len));
        if (cp)
            buf_add(out, bytes, utf8_encode(cp, bytes));
    }
}

/* The operands make one query: words between blanks, wherever the shell cut them. */
static void set_words(struct list *l)
{
    struct buf all = {0};
    struct str s;
    size_t cap = 0, end;

    for (size_t i = 0; i < l->o->n_args; i++) {
        fold(&all, cli_text(&l->a, l->o->args[i]));
        buf_c(&all, ' ');
    }
    s = arena_str(&l->a, buf_view(&all));
    for (size_t i = 0; i < s.len; i = end + 1) {
        end = str_find(s, STR(" "), i);
        if (end == i)
            continue;
        l->words = arena_grow(&l->a, l->words, l->n_words, &cap, sizeof *l->words);
        l->words[l->n_words++] = str_slice(s, i, end - i);
    }
    buf_free(&all);
}

/* Does every word occur in what a list shows of EN? */
static bool matches(const struct list *l, const struct entry *en, struct buf *text)
{
    const struct str parts[] = {en->title, en->source, en->author, en->tags};
    bool all = true;

    buf_reset(text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        fold(text, parts[i]);
        buf_c(text, '\n');
    }
    date_add(text, en->date);
    for (size_t i = 0; i < l->n_words && all; i++)
        all = str_find(buf_view(text), l->words[i], 0) < text->len;
    return all;
}

static void collect(struct list *l, const struct archive *ar)
{
    struct buf text = {0};
    size_t n = archive_count(ar);

    l->entries = arena_array(&l->a, const struct entry *, n);
    for (size_t i = 0; i < n; i++) {
        const struct entry *en = archive_at(ar, i);
        if (l->n_words == 0 || matches(l, en, &text))
            l->entries[l->n++] = en;
    }
    buf_free(&text);
}

/* ---- Order: the archive's, oldest first, or by title */

static int by_date(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a,
                       *y = *(const struct entry *const *)b;
    bool dated_x = x->date.precision != DATE_NONE,
         dated_y = y->date.precision != DATE_NONE;
    int c = dated_x != dated_y ? dated_y - dated_x : date_cmp(x->date, y->date);

    c = c ? c : str_cmp(x->title, y->title);
    return c ? c : strcmp(x->id, y->id);
}

static int by_title(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a,
                       *y = *(const struct entry *const *)b;
    int c = str_cmp(x->title, y->title);

    c = c ? c : date_cmp(y->date, x->date);
    return c ? c : strcmp(x->id, y->id);
}

static const struct {
    const char *name;
    int (*cmp)(const void *, const void *);
} orders[] = {{"-date", NULL}, {"date", by_date}, {"title", by_title}};

static int sort(struct list *l)
{
    const char *key = l->o->sort ? l->o->sort : "-date";

    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (strcmp(orders[i].name, key) != 0)
            continue;
        if (orders[i].cmp && l->n)
            qsort(l->entries, l->n, sizeof *l->entries, orders[i].cmp);
        return EXIT_OK;
    }
    return cli_say(EXIT_USAGE, "--sort 没有“%s”；可用 date、-date、title", key);
}

/* ---- Output */

static int say_no_field(struct str name)
{
    char z[32] = "";
    const char *near;

    if (name.len < sizeof z)
        memcpy(z, name.p, name.len);
    near = cli_nearest(z, field_name_at);
    if (near)
        return cli_say(EXIT_USAGE, "--fields 没有“%.*s”；是否 %s？", STR_ARG(name), near);
    return cli_say(EXIT_USAGE, "--fields 没有“%.*s”；见 yulu help list", STR_ARG(name));
}

static int set_fields(struct list *l)
{
    struct str s = l->o->fields ? str_of(l->o->fields) : STR("");
    size_t cap = 0, end;

    for (size_t i = 0; i < N_FIELDS && !l->o->fields; i++) {
        l->fields = arena_grow(&l->a, l->fields, l->n_fields, &cap, sizeof *l->fields);
        if (fields[i].used & (l->data ? FOR_DATA : FOR_TEXT))
            l->fields[l->n_fields++] = &fields[i];
    }
    for (size_t i = 0; l->o->fields && i <= s.len; i = end + 1) {
        struct str name;
        end = str_find(s, STR(","), i);
        name = str_trim(str_slice(s, i, end - i));
        l->fields = arena_grow(&l->a, l->fields, l->n_fields, &cap, sizeof *l->fields);
        l->fields[l->n_fields] = find_field(name);
        if (!l->fields[l->n_fields++])
            return say_no_field(name);
    }
    return EXIT_OK;
}

static struct value value_of(struct list *l, const struct list_field *f,
                             const struct entry *en)
{
    struct buf text = {0};
    struct entry plain = *en;
    struct value v = {.kind = f->kind};

    /* Data has a column of its own for that. */
    plain.date.inferred = en->date.inferred && (!l->data || f->kind == VALUE_BOOL);
    f->put(&text, &l->a, &plain);
    v.text = arena_str(&l->a, buf_view(&text));
    buf_free(&text);
    if (f->kind == VALUE_TEXT && v.text.len == 0)
        v.kind = VALUE_NONE;
    return v;
}

static void write_all(struct list *l, const struct writer *w, struct out *out)
{
    struct sheet s = {.out = out,
                      .n_columns = l->n_fields,
                      .name = "articles",
                      .bom = l->o->bom,
                      .csv_safe = l->o->csv_safe,
                      .amb = cli_amb(l->o)};
    const struct column **columns =
        arena_array(&l->a, const struct column *, l->n_fields);
    struct value *values = arena_array(&l->a, struct value, l->n_fields);
    size_t from = l->o->offset < l->n ? l->o->offset : l->n;
    size_t to = l->o->limit < l->n - from ? from + l->o->limit : l->n;

    for (size_t k = 0; k < l->n_fields; k++)
        columns[k] = &l->fields[k]->column;
    s.columns = columns;
    s.tty_cols = cli_tty_cols();
    if (s.tty_cols && l->o->width)
        s.tty_cols = l->o->width;
    w->begin(&s);
    for (size_t i = from; i < to; i++) {
        for (size_t k = 0; k < l->n_fields; k++)
            values[k] = value_of(l, l->fields[k], l->entries[i]);
        cli_row(w, &s, values);
    }
    w->end(&s);
}

static int print(struct list *l, const struct writer *w)
{
    struct out out = {0};
    bool some = l->o->offset < l->n && l->o->limit > 0;

    if (l->o->count) {
        some = l->n > 0;
        buf_printf(&out.b, "%zu\n", l->n);
    } else {
        write_all(l, w, &out);
    }
    return out_finish(&out, some ? EXIT_OK : EXIT_NONE);
}

static int list(struct list *l, const struct writer *w)
{
    struct archive *ar;
    int status;

    l->data = w->data;
    status = set_fields(l);
    if (status == EXIT_OK)
        status = sort(l);
    if (status == EXIT_OK)
        status = cli_find_paths(l->o, false);
    if (status != EXIT_OK)
        return status;
    set_words(l);
    ar = cli_open(l->o);
    collect(l, ar);
    sort(l);
    cli_report(archive_diags(ar), DIAG_ERROR);
    status = cli_status(archive_diags(ar), print(l, w));
    archive_close(ar);
    return status;
}

int cli_list(struct cli_opts *o)
{
    struct list l = {.o = o};
    const struct writer *w = cli_writer(o->format);
    int status;

    if (!w)
        return cli_say(EXIT_USAGE, "list 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    if ((o->bom || o->csv_safe) && strcmp(w->format, "csv") != 0)
        return cli_say(EXIT_USAGE, "--bom 和 --csv-safe 只用于 -f csv");
    status = list(&l, w);
    arena_free(&l.a);
    return status;
}
