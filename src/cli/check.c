/* yulu check: everything that is wrong with the files, where. */
#include "internal.h"

#include "archive/words.h"
#include "base/file.h"
#include "base/hash.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct check {
    const struct cli_opts *o;
    struct arena a;    /* paths and messages */
    struct arena file; /* what is being read */
    struct diags diags;
    struct reader reader;
    size_t n_articles;
    struct fixes fixes;
    const char *fixes_path;
    struct lexicon *words; /* NULL until an article has corrections */
    struct arena words_a;
};

/* Are the quotations still there that the user corrected? */
static void try_fixes(struct check *c, const struct article *art)
{
    struct arena a = {0};
    struct diags ignored = {.a = &a};
    struct body body;
    struct quotes q;

    if (!fixes_know(&c->fixes, art))
        return;
    if (!c->words) {
        c->words = lexicon_new(&c->words_a);
        words_add(c->words, &c->words_a, &ignored);
    }
    body = body_parts(&a, art);
    q = quotes_find(&a, c->words, art, &body);
    fixes_apply(&c->fixes, &a, art, &q);
    arena_free(&a);
}

static void report_fixes(struct check *c)
{
    for (size_t i = 0; i < c->fixes.n; i++) {
        const struct fix *x = &c->fixes.items[i];
        if (x->met && !x->used && !x->revoked)
            diag_add(&c->diags, c->fixes_path, x->line, 0, "W225", "%.*s",
                     STR_ARG(x->text));
    }
}

/* Reading stops at the limit; the articles themselves are not looked at. */
static bool take_article(void *ctx, struct article *art)
{
    struct check *c = ctx;

    try_fixes(c, art);
    c->n_articles++;
    return c->n_articles < c->reader.limits.articles;
}

static bool full(struct check *c, const char *path)
{
    if (c->n_articles < c->reader.limits.articles)
        return false;
    diag_add(&c->diags, path, 0, 0, "E108", "%zu 篇", c->reader.limits.articles);
    return true;
}

static bool want_file(void *ctx, const char *name)
{
    (void)ctx;
    return article_wants(name);
}

static bool check_file(void *ctx, int dirfd, const char *name, const char *path)
{
    struct check *c = ctx;
    const char *kept = arena_strz(&c->a, str_of(path));

    article_read_at(&c->reader, dirfd, name, kept);
    arena_reset(&c->file);
    return !full(c, kept);
}

static void note_problem(void *ctx, const char *path, const char *why)
{
    struct check *c = ctx;

    diag_add(&c->diags, arena_strz(&c->a, str_of(path)), 0, 0, "E107", "%s", why);
}

static bool check_path(struct check *c, const char *path)
{
    struct walk w = {c, want_file, check_file, note_problem, c->reader.limits.dirs};
    struct stat st;
    struct err e;

    if (strcmp(path, "-") == 0) {
        article_read_fd(&c->reader, STDIN_FILENO, path);
        return !full(c, path);
    }
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return check_file(c, AT_FDCWD, path, path);
    if (file_walk(path, &w, &e))
        return true;
    if (e.msg[0])
        note_problem(c, path, e.msg);
    return e.msg[0] != '\0';
}

static void fill_limits(struct limits *l)
{
    const struct limits d = article_limits();

    l->file = l->file ? l->file : d.file;
    l->depth = l->depth ? l->depth : d.depth;
    l->keys = l->keys ? l->keys : d.keys;
    l->key_len = l->key_len ? l->key_len : d.key_len;
    l->alias = l->alias ? l->alias : d.alias;
    l->directives = l->directives ? l->directives : d.directives;
    l->dirs = l->dirs ? l->dirs : d.dirs;
    l->articles = l->articles ? l->articles : d.articles;
}

/* ---- Output */

static const char *const severities[] = {
    [DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};

static const struct column columns[] = {{"file", 24, false}, {"line", 5, true},
                                        {"column", 5, true}, {"severity", 7, false},
                                        {"code", 4, false},  {"message", 0, false}};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static struct value text_value(struct str s)
{
    return (struct value){s.len ? VALUE_TEXT : VALUE_NONE, s};
}

static struct value place_value(struct arena *a, unsigned n)
{
    if (n == 0)
        return (struct value){VALUE_NONE, {NULL, 0}};
    return (struct value){VALUE_NUMBER, str_of(arena_printf(a, "%u", n))};
}

static void write_records(struct check *c, const struct writer *w, struct out *out)
{
    const struct column *list[N_COLUMNS];
    struct sheet s = {.out = out,
                      .columns = list,
                      .n_columns = N_COLUMNS,
                      .name = "diagnostics",
                      .bom = c->o->bom,
                      .csv_safe = c->o->csv_safe,
                      .amb = cli_amb(c->o)};

    for (size_t i = 0; i < N_COLUMNS; i++)
        list[i] = &columns[i];
    s.tty_cols = cli_tty_cols();
    w->begin(&s);
    for (size_t i = 0; i < c->diags.n; i++) {
        const struct diag *d = &c->diags.items[i];
        struct value values[N_COLUMNS] = {text_value(cli_text(&c->a, d->path)),
                                          place_value(&c->a, d->line),
                                          place_value(&c->a, d->col),
                                          text_value(str_of(severities[d->severity])),
                                          text_value(str_of(d->code)),
                                          text_value(cli_text(&c->a, d->text))};
        cli_row(w, &s, values);
    }
    w->end(&s);
}

static size_t count_files(struct check *c)
{
    struct map files = {0};

    for (size_t i = 0; i < c->diags.n; i++) {
        if (c->diags.items[i].severity != DIAG_NOTE)
            map_put(&c->a, &files, str_of(c->diags.items[i].path), 0, NULL);
    }
    return files.n;
}

/* "2 个文件有问题，1 个错误，1 个警告" */
static void write_sum(struct check *c, struct buf *b)
{
    const struct diags *d = &c->diags;

    if (d->n_errors + d->n_warnings == 0)
        buf_printf(b, "%zu 篇，没有问题", c->n_articles);
    else
        buf_printf(b, "%zu 个文件有问题，%zu 个错误，%zu 个警告", count_files(c),
                   d->n_errors, d->n_warnings);
    if (d->n_notes)
        buf_printf(b, "，%zu 个说明", d->n_notes);
    buf_c(b, '\n');
}

static int print(struct check *c, const struct writer *w)
{
    struct out out = {0};
    bool bad = c->diags.n_errors || (c->o->strict && c->diags.n_warnings);

    if (w) {
        write_records(c, w, &out);
    } else {
        cli_report(&c->diags, DIAG_NOTE);
        write_sum(c, &out.b);
    }
    return out_finish(&out, bad ? EXIT_INVALID : EXIT_OK);
}

static int check(struct check *c, const struct writer *w)
{
    int status;

    c->diags.a = &c->a;
    c->reader =
        (struct reader){.a = &c->file, .limits = c->o->limits, .diags = &c->diags};
    c->reader.sink = (struct article_sink){c, take_article};
    fill_limits(&c->reader.limits);
    if (!c->o->no_state)
        c->fixes_path = words_read_fixes(&c->fixes, &c->a, &c->diags);
    for (size_t i = 0; i < c->o->n_paths && check_path(c, c->o->paths[i]); i++)
        continue;
    report_fixes(c);
    status = print(c, w);
    fixes_free(&c->fixes);
    arena_free(&c->words_a);
    arena_free(&c->file);
    arena_free(&c->a);
    return status;
}

int cli_check(struct cli_opts *o)
{
    struct check c = {.o = o};
    bool text = !o->format || strcmp(o->format, "text") == 0;
    const struct writer *w = text ? NULL : cli_writer(o->format);
    int status;

    if (!text && !w)
        return cli_say(EXIT_USAGE, "check 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    if ((o->bom || o->csv_safe) && !(w && strcmp(w->format, "csv") == 0))
        return cli_say(EXIT_USAGE, "--bom 和 --csv-safe 只用于 -f csv");
    status = cli_find_paths(o, true);
    return status == EXIT_OK ? check(&c, w) : status;
}
