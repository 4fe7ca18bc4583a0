/* yulu export: the articles found as files of another format. */
#include "target.h"

#include "archive/words.h"
#include "base/file.h"
#include "export/export.h"
#include "text/show.h"

#include <unistd.h>

enum {
    PIECE = 1 << 20,
    NAME_MAX_LEN = 120,  /* bytes of a title in a file name */
    PROGRESS_EVERY = 200 /* articles */
};

struct export_job {
    struct asked asked;
    struct cli_opts *o;
    const struct export_format *format;
    struct export_opts opts;
    struct target to;
    struct buf b;
    struct out out;
    size_t n, n_failed; /* written; not written */
    int status;
};

static bool written(struct export_job *job, bool ok)
{
    if (!ok) {
        job->n_failed++;
        job->status = EXIT_IO;
    }
    return ok;
}

/* ---- Articles */

static bool get(struct export_job *job, const struct item *item, struct arena *a,
                struct export_item *x)
{
    struct article *art;
    struct body *body = arena_new(a, struct body);
    struct quotes *q = arena_new(a, struct quotes);
    struct err e = {""};

    if (!source_get(job->asked.source, item, a, &art, &e)) {
        cli_say(0, "%s", e.msg);
        return written(job, false);
    }
    *body = body_parts(a, art);
    *x = (struct export_item){.art = art, .body = body};
    if (!job->format->quotes)
        return true;
    *q = quotes_find(a, job->asked.words->lexicon, art, body);
    fixes_apply(&job->asked.words->fixes, a, art, q);
    x->quotes = q;
    return true;
}

/* What no file system refuses: "7e28fbc0-标题.md". */
static const char *name_of(struct export_job *job, struct arena *a,
                           const struct article *art)
{
    struct buf b = {0}, title = {0};
    const char *name;
    size_t len = 0;

    show_add(&title, art->title, 1);
    for (size_t n; len < title.len && len < NAME_MAX_LEN; len += n)
        n = show_next(buf_view(&title), len);
    buf_printf(&b, "%s-", art->id);
    for (size_t i = 0; i < len; i++) {
        char c = title.p[i];
        buf_c(&b, c && strchr("/\\:*?\"<>| .", c) ? '_' : c);
    }
    buf_z(&b, job->format->extension);
    name = target_path(&job->to, a, b.p);
    buf_free(&title);
    buf_free(&b);
    return name;
}

static void write_alone(struct export_job *job, struct arena *a,
                        const struct export_item *x)
{
    if (!written(job, target_open(&job->to, name_of(job, a, x->art))))
        return;
    job->format->begin(&job->b);
    job->format->item(&job->b, x, 0, &job->opts);
    job->format->end(&job->b);
    if (written(job, target_write(&job->to, &job->b)))
        job->n += written(job, target_commit(&job->to));
    else
        outfile_drop(&job->to.file);
}

static void write_among(struct export_job *job, const struct export_item *x)
{
    job->format->item(&job->b, x, job->n++, &job->opts);
    if (job->b.len >= PIECE)
        written(job, target_write(&job->to, &job->b));
}

/* "导出 1,200/10,000" on a terminal that shows nothing else meanwhile. */
static void progress(const struct export_job *job, size_t done, size_t all)
{
    struct buf b = {0};
    struct err e;

    if (!job->to.to_file || all < PROGRESS_EVERY || !isatty(STDERR_FILENO))
        return;
    if (done < all && done % PROGRESS_EVERY)
        return;
    buf_printf(&b, done < all ? "\r导出 %zu/%zu" : "\r导出 %zu/%zu\n", done, all);
    (void)file_write_fd(STDERR_FILENO, buf_view(&b), &e);
    buf_free(&b);
}

static void write_all(struct export_job *job)
{
    struct arena a = {0};
    struct cli_range range = cli_range(job->o, finding_count(job->asked.finding, NULL));

    for (size_t i = range.from; i < range.to; i++) {
        struct item item;
        struct export_item x;
        size_t failed = job->n_failed;
        finding_item(job->asked.finding, i, &item);
        if (get(job, &item, &a, &x) && job->to.folder)
            write_alone(job, &a, &x);
        else if (job->n_failed == failed)
            write_among(job, &x);
        arena_reset(&a);
        progress(job, i + 1 - range.from, range.to - range.from);
        if (job->to.file.fd >= 0 && !job->to.folder && job->n_failed > failed)
            break;
    }
    arena_free(&a);
}

static void write_one_file(struct export_job *job)
{
    struct target *to = &job->to;

    if (to->to_file && (finding_count(job->asked.finding, NULL) == 0 ||
                        !written(job, target_open(to, job->o->output))))
        return;
    job->format->begin(&job->b);
    write_all(job);
    job->format->end(&job->b);
    written(job, target_write(to, &job->b));
    if (to->to_file && !job->n_failed)
        written(job, target_commit(to));
    else if (to->to_file)
        outfile_drop(&to->file);
}

static int finish(struct export_job *job)
{
    const struct diags *d = source_diags(job->asked.source);
    int status = job->status ? job->status : job->n ? EXIT_OK : EXIT_NONE;

    cli_report(d, DIAG_ERROR);
    status = cli_status(d, out_finish(&job->out, status));
    if (job->to.to_file && job->n && (job->to.folder || !job->n_failed))
        cli_say(0, "%s：写出 %zu 篇", job->o->output, job->n);
    return status;
}

/* ---- What is asked */

/* By the ending of a file's name, else Markdown. */
static const char *format_name(const struct cli_opts *o)
{
    const struct export_format *f;
    const char *name = "md";

    if (o->format)
        return o->format;
    for (size_t i = 0; o->output && (f = export_format_at(i)); i++)
        if (str_ends(str_of(o->output), str_of(f->extension)))
            name = f->name;
    return name;
}

static bool find_format(struct export_job *job)
{
    const char *name = format_name(job->o);
    const struct export_format *f;
    struct buf b = {0};

    job->format = export_format_find(name);
    if (job->format)
        return true;
    for (size_t i = 0; (f = export_format_at(i)); i++)
        buf_printf(&b, "%s%s", i ? "、" : "", f->name);
    cli_say(0, "export 没有格式“%s”；可用 %s", name, b.p);
    buf_free(&b);
    return false;
}

static bool find_day(struct export_job *job)
{
    const char *day = job->o->accessed;

    job->opts.accessed = words_today();
    if (!day)
        return true;
    job->opts.accessed = date_find(cli_text(&job->asked.a, day), false, NULL);
    if (job->opts.accessed.precision != DATE_NONE)
        return true;
    cli_say(0, "选项 --accessed：“%s”不是日期；写成 2024-03-05", day);
    return false;
}

int cli_export(struct cli_opts *o)
{
    struct export_job job = {.o = o, .asked = {.o = o}};
    int status = EXIT_USAGE;

    if (!find_format(&job) || !find_day(&job)) {
        cli_asked_free(&job.asked);
        return status;
    }
    cli_split_paths(o);
    status = cli_ask(&job.asked, job.format->quotes || o->n_args > 0);
    if (status == EXIT_OK)
        status = target_find(&job.to, o, &job.out);
    if (status == EXIT_OK) {
        if (job.to.folder)
            write_all(&job);
        else
            write_one_file(&job);
        status = finish(&job);
    }
    cli_asked_free(&job.asked);
    buf_free(&job.b);
    buf_free(&job.out.b);
    return status;
}
