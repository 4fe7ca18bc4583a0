/* yulu show: one article laid out, or the file as it is. */
#include "internal.h"

#include "base/file.h"
#include "view/page.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLS_DEFAULT = 80, GUTTER = 4, INDENT = 4, ID_MIN = 4 };

struct show_job {
    const struct cli_opts *o;
    struct arena a; /* of one article */
    struct out out;
    struct grid grid; /* one row, for styled output */
    struct ink ink;
    bool plain;
    size_t n_shown;
};

/* ---- Rows */

/* Styles that would look like normal text are normal text. */
static enum style seen_as(enum style style, const struct ink *ink)
{
    struct shown_look look = theme_look(&ink->theme, style, ink->depth);

    return look.attrs || look.fg >= 0 ? style : STYLE_NORMAL;
}

static unsigned used_cols(const struct grid *g)
{
    unsigned n = g->cols;

    while (n > 0 && grid_cell(g, 0, n - 1)->len == 0 && grid_cell(g, 0, n - 1)->cols != 0)
        n--;
    return n;
}

/* The cells of the grid's only row; blanks at its end are left out. */
static void put_cells(struct show_job *job)
{
    struct buf *b = &job->out.b;
    enum style style = STYLE_NORMAL;
    unsigned n = used_cols(&job->grid);

    for (unsigned x = 0; x < n; x++) {
        const struct cell *c = grid_cell(&job->grid, 0, x);
        if (c->len == 0 && c->cols == 0)
            continue;
        enum style now = seen_as((enum style)c->style, &job->ink);
        if (now != style)
            cli_put_style(b, now, &job->ink);
        style = now;
        if (c->len)
            buf_add(b, c->bytes, c->len);
        else
            buf_c(b, ' ');
    }
    if (style != STYLE_NORMAL)
        buf_z(b, "\x1b[0m");
}

static void put_row(struct show_job *job, const struct page *p, size_t row)
{
    if (!job->ink.on) {
        page_print(p, row, &job->out.b);
    } else {
        grid_resize(&job->grid, 1, p->opts.cols, p->opts.amb);
        grid_clear(&job->grid);
        page_draw(p, row, &job->grid, 0, 0, p->opts.cols, NULL);
        put_cells(job);
    }
    buf_c(&job->out.b, '\n');
    out_room(&job->out);
}

/* An explicit width is filled to its last column; a terminal's own last column stays free. */
static struct page_opts page_options(const struct show_job *job)
{
    const struct cli_opts *o = job->o;
    unsigned tty = cli_tty_cols();
    struct page_opts po = {.amb = cli_amb(o),
                           .kinsoku = o->kinsoku,
                           .hang = o->hang,
                           .orphan = o->orphan,
                           .unfold = o->all_text,
                           .head = true};

    po.cols = o->width ? o->width + 1 : tty ? tty : COLS_DEFAULT;
    po.measure = o->width ? o->width : o->measure;
    po.indent = o->indent_given ? o->indent : INDENT;
    po.gutter = job->plain ? 0 : GUTTER;
    po.fold_hint = job->plain ? "" : "--all-text";
    return po;
}

static void show_article(struct show_job *job, const struct article *art)
{
    struct page_opts po = page_options(job);
    struct body body = body_parts(&job->a, art);
    const struct page *p = page_new(&job->a, art, &body, &po);

    if (job->n_shown++)
        buf_c(&job->out.b, '\n');
    for (size_t i = 0; i < p->n_rows; i++)
        put_row(job, p, i);
}

/* ---- Which article */

static void show_entry(struct show_job *job, struct source *ar, const struct item *en,
                       int *status)
{
    struct article *art;
    struct err e;

    if (source_get(ar, en, &job->a, &art, &e))
        show_article(job, art);
    else
        *status = cli_say(EXIT_INVALID, "%s", e.msg);
    arena_reset(&job->a);
}

static int by_doc(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* The articles of a file in its order, which is not the list's. */
static void show_all(struct show_job *job, struct source *ar, int *status)
{
    size_t n = source_count(ar);
    struct arena keep = {0};
    struct item *items = arena_calloc(&keep, n + 1, sizeof *items);

    for (size_t i = 0; i < n; i++)
        source_item(ar, i, &items[i]);
    if (n)
        qsort(items, n, sizeof *items, by_doc);
    for (size_t i = 0; i < n; i++)
        show_entry(job, ar, &items[i], status);
    arena_free(&keep);
}

static int show_file(struct show_job *job, const char *path)
{
    const char *const paths[] = {path, NULL};
    struct cli_opts one = *job->o;
    struct source *ar;
    int status = EXIT_OK;

    one.paths = paths;
    one.n_paths = 1;
    ar = cli_open(&one, false);
    cli_report(source_diags(ar), DIAG_ERROR);
    show_all(job, ar, &status);
    status = cli_status(source_diags(ar), status);
    if (source_count(ar) == 0 && status == EXIT_OK)
        status = cli_say(EXIT_NONE, "%s：没有文章", path);
    source_close(ar);
    return status;
}

static bool is_id(struct str s)
{
    bool hex = s.len >= ID_MIN;

    for (size_t i = 0; i < s.len && hex; i++) {
        char c = s.p[i];
        hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (i >= 8 && c == '-');
    }
    return hex;
}

static size_t count_prefix(const struct source *ar, struct str id)
{
    size_t n = 0;

    for (size_t i = 0; i < source_count(ar); i++) {
        struct item it;
        source_item(ar, i, &it);
        n += str_starts(str_of(it.id), id);
    }
    return n;
}

static int say_no_id(const struct source *ar, const char *id)
{
    size_t n = count_prefix(ar, str_of(id));

    if (n > 1)
        return cli_say(EXIT_USAGE, "编号 %s 对得上 %zu 篇，请多写几位", id, n);
    return cli_say(EXIT_NONE, "没有编号为 %s 的文章", id);
}

static bool write_raw(struct show_job *job, const char *path, int *status)
{
    struct str raw;
    struct err e;
    size_t max = job->o->limits.file ? job->o->limits.file : article_limits().file;
    bool ok = strcmp(path, "-") == 0 ? file_read_fd(&job->a, STDIN_FILENO, max, &raw, &e)
                                     : file_read(&job->a, path, max, &raw, &e);

    if (ok)
        buf_str(&job->out.b, raw);
    else
        *status = cli_say(EXIT_IO, "%s", e.msg);
    return ok;
}

static int show_id(struct show_job *job, const char *id)
{
    struct cli_opts all = *job->o;
    struct source *ar;
    struct item it = {0};
    size_t i;
    int status = cli_find_paths(&all, false);

    if (status != EXIT_OK)
        return status;
    ar = cli_open(&all, false);
    cli_report(source_diags(ar), DIAG_ERROR);
    i = source_find(ar, str_of(id));
    if (i < source_count(ar))
        source_item(ar, i, &it);
    if (i == source_count(ar))
        status = say_no_id(ar, id);
    else if (job->o->raw)
        write_raw(job, arena_strz(&job->a, it.path), &status);
    else
        show_entry(job, ar, &it, &status);
    status = cli_status(source_diags(ar), status);
    source_close(ar);
    return status;
}

static int show_operand(struct show_job *job, const char *what)
{
    struct stat st;
    int status = EXIT_OK;
    bool is_stdin = strcmp(what, "-") == 0;

    if (job->o->guest)
        return show_id(job, what);
    if (!is_stdin && stat(what, &st) != 0) {
        int why = errno;
        return is_id(str_of(what)) ? show_id(job, what)
                                   : cli_say(EXIT_IO, "%s：%s", what, err_reason(why));
    }
    if (!is_stdin && S_ISDIR(st.st_mode))
        return cli_say(EXIT_USAGE, "%s 是目录；列出其中文章：yulu list -d %s", what,
                       what);
    if (!job->o->raw)
        return show_file(job, what);
    write_raw(job, what, &status);
    return status;
}

int cli_show(struct cli_opts *o)
{
    struct show_job job = {.o = o};
    int status;

    if (o->format && strcmp(o->format, "text") != 0)
        return cli_say(EXIT_USAGE, "show 没有格式“%s”；可用 text", o->format);
    if (o->n_args != 1)
        return cli_say(EXIT_USAGE, "show 要一个编号、文件或 -（用法见 yulu help show）");
    if (o->raw && isatty(STDOUT_FILENO))
        return cli_say(EXIT_USAGE, "--raw 不写到终端：请重定向，或用 yulu 打开后按 \\");
    job.ink = cli_ink(o);
    job.plain = o->plain || (!job.ink.on && !isatty(STDOUT_FILENO));
    status = out_finish(&job.out, show_operand(&job, o->args[0]));
    grid_free(&job.grid);
    arena_free(&job.a);
    return status;
}
