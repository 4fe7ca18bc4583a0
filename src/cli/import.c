/* yulu import: scraped files, saved pages and plain text as tidy YAML, with a report. */
#include "target.h"

#include "article/html.h"
#include "article/write.h"
#include "base/file.h"
#include "quote/quote.h"
#include "text/encoding.h"

#include <strings.h>
#include <unistd.h>

struct import_job {
    struct cli_opts *o;
    struct arena a; /* of one file */
    struct diags diags;
    const struct lexicon *lexicon;
    const char *from; /* the file that is read */
    struct target to;
    struct buf b;
    struct out out;
    size_t n, n_of_file; /* articles */
    int status;
};

/* ---- The report */

static size_t count_kind(const struct body *body, enum block_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < body->n_parts; i++)
        n += body->parts[i].kind == kind;
    return n;
}

/* "a.html：《标题》 2024-03-05 段落 12 小标题 3 语录 5". */
static void report(struct import_job *job, const struct article *art,
                   const struct body *body)
{
    struct quotes q = quotes_find(&job->a, job->lexicon, art, body);
    struct buf b = {0};
    size_t n = 0;

    for (size_t i = 0; i < q.n; i++)
        n += quote_is_speech(q.list[i].kind);
    buf_printf(&b, "%s：《", job->from);
    buf_str(&b, art->title);
    buf_z(&b, "》 ");
    if (art->date.precision == DATE_NONE)
        buf_z(&b, "无日期");
    date_add(&b, art->date);
    buf_printf(&b, "  段落 %zu  小标题 %zu  语录 %zu%s%s",
               count_kind(body, BLOCK_PARAGRAPH), count_kind(body, BLOCK_HEADING), n,
               art->source.len ? "" : "  没有来源", art->url.len ? "" : "  没有链接");
    cli_say(0, "%.*s", STR_ARG(buf_view(&b)));
    buf_free(&b);
}

/* ---- Writing */

/* DIR/NAME.yaml, NAME-2.yaml, … after the file it comes from. */
static const char *name_of(struct import_job *job)
{
    const char *slash = strrchr(job->from, '/'), *base = slash ? slash + 1 : job->from;
    const char *dot = strrchr(base, '.'), *name;
    size_t len = dot && dot != base ? (size_t)(dot - base) : strlen(base);

    if (job->n_of_file == 1)
        name = arena_printf(&job->a, "%.*s.yaml", (int)len, base);
    else
        name = arena_printf(&job->a, "%.*s-%zu.yaml", (int)len, base, job->n_of_file);
    return target_path(&job->to, &job->a, name);
}

/* One article, as a file of its own or behind the others. */
static bool write_out(struct import_job *job)
{
    struct target *to = &job->to;

    if (to->folder && !target_open(to, name_of(job)))
        return false;
    if (!target_write(to, &job->b)) {
        if (to->folder)
            outfile_drop(&to->file);
        return false;
    }
    return !to->folder || target_commit(to);
}

static bool put(struct import_job *job, const struct article *art,
                const struct body *body)
{
    job->n_of_file++;
    article_write_yaml(&job->b, art, body, !job->to.folder && job->n > 0);
    if (!write_out(job)) {
        buf_reset(&job->b);
        job->status = EXIT_IO;
        return false;
    }
    job->n++;
    report(job, art, body);
    return true;
}

/* ---- Reading */

static bool take(void *ctx, struct article *art)
{
    struct import_job *job = ctx;
    struct body body = body_parts(&job->a, art);

    return put(job, art, &body);
}

static bool is_page(struct str text)
{
    static const struct str marks[] = {
        STR_INIT("<!doctype html"), STR_INIT("<!DOCTYPE html"),
        STR_INIT("<!DOCTYPE HTML"), STR_INIT("<html"), STR_INIT("<HTML")};

    text = str_trim(text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(text, marks[i]))
            return true;
    return false;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t len = strlen(path), n = strlen(ending);

    return len > n && strcasecmp(path + len - n, ending) == 0;
}

/* The first line that is not blank is the title; "来源：…", "作者：…", an address or a date alone
 * on one of the next lines are what they say; the rest is the body. */
static struct str take_line(struct str *text)
{
    static const struct str wide = STR_INIT("\xE3\x80\x80");
    size_t end = str_find(*text, STR("\n"), 0);
    struct str line = str_trim(str_slice(*text, 0, end));

    while (str_starts(line, wide))
        line = str_trim(str_from(line, wide.len));
    *text = str_from(*text, end < text->len ? end + 1 : end);
    return line;
}

static bool take_head(struct article *art, struct str line)
{
    size_t colon = str_find(line, STR("："), 0);
    enum field_id id =
        colon < line.len ? field_of(str_slice(line, 0, colon)) : FIELD_FACET;
    struct str value = str_from(line, colon < line.len ? colon + 3 : line.len);
    struct date date = date_find(line, false, NULL);

    if (str_starts(line, STR("http://")) || str_starts(line, STR("https://")))
        art->url = line;
    else if (id == FIELD_SOURCE)
        art->source = str_trim(value);
    else if (id == FIELD_AUTHOR)
        art->author = str_trim(value);
    else if (date.precision != DATE_NONE)
        art->date = date;
    else
        return false;
    return true;
}

static bool take_text(struct import_job *job, struct str text)
{
    struct article art = {.path = job->from};
    struct str rest;

    while (text.len && !art.title.len)
        art.title = take_line(&text);
    for (rest = text; rest.len; text = rest) {
        struct str line = take_line(&rest);
        if (line.len && !take_head(&art, line))
            break;
    }
    art.body = str_trim(text);
    if (!art.body.len) {
        cli_say(0, "%s: 没有正文；第一行作标题，以下作正文", job->from);
        job->status = EXIT_INVALID;
        return false;
    }
    return take(job, &art);
}

static bool take_page(struct import_job *job, struct str text)
{
    struct article art;

    if (html_article(&job->a, text, &art))
        return take(job, &art);
    cli_say(0, "%s: 网页里没有找到正文", job->from);
    job->status = EXIT_INVALID;
    return false;
}

/* A file of yulu's own kinds; a text that is none is plain text. */
static bool take_file(struct import_job *job, struct str raw, struct str text)
{
    struct arena kept = {0};
    struct diags found = {.a = &kept};
    struct reader r = {
        .a = &job->a, .limits = job->o->limits, .diags = &found, .sink = {job, take}};
    size_t n = article_read_bytes(&r, job->from, raw);

    if (n || !ends_in(job->from, ".txt")) {
        cli_report(&found, DIAG_ERROR);
        job->status = cli_status(&found, job->status);
        arena_free(&kept);
        return n > 0;
    }
    arena_free(&kept);
    return take_text(job, text);
}

static void read_one(struct import_job *job, const char *path)
{
    bool is_stdin = strcmp(path, "-") == 0;
    size_t max = job->o->limits.file ? job->o->limits.file : article_limits().file;
    struct str raw, text;
    struct err e;

    job->from = path;
    job->n_of_file = 0;
    if (!(is_stdin ? file_read_fd(&job->a, STDIN_FILENO, max, &raw, &e)
                   : file_read(&job->a, path, max, &raw, &e))) {
        job->status = cli_say(EXIT_IO, "%s", e.msg);
        return;
    }
    text = encoding_decode(&job->a, raw).text;
    if (ends_in(path, ".html") || ends_in(path, ".htm") || is_page(text))
        take_page(job, text);
    else
        take_file(job, raw, text);
}

static void read_all(struct import_job *job)
{
    struct arena words = {0};

    job->lexicon = lexicon_new(&words);
    for (size_t i = 0; i < job->o->n_args; i++) {
        read_one(job, job->o->args[i]);
        arena_reset(&job->a);
    }
    arena_free(&words);
}

int cli_import(struct cli_opts *o)
{
    struct import_job job = {.o = o};
    bool one;

    if (!o->n_args)
        return cli_say(EXIT_USAGE,
                       "import 要文件：网页（.html）、文本或 YAML，- 是标准输入");
    job.status = target_find(&job.to, o, &job.out);
    if (job.status != EXIT_OK)
        return job.status;
    one = job.to.to_file && !job.to.folder;
    if (one && !target_open(&job.to, o->output))
        return EXIT_IO;
    read_all(&job);
    if (one && job.n && !target_commit(&job.to))
        job.status = EXIT_IO;
    else if (one && !job.n)
        outfile_drop(&job.to.file);
    buf_free(&job.b);
    arena_free(&job.a);
    return out_finish(&job.out, job.status ? job.status : job.n ? EXIT_OK : EXIT_NONE);
}
