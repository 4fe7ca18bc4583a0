#include "target.h"

#include "text/show.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

int target_find(struct target *t, const struct cli_opts *o, struct out *out)
{
    const char *path = o->output;
    struct stat st;

    *t = (struct target){.o = o, .out = out, .file = {.fd = -1}};
    t->to_file = path && strcmp(path, "-") != 0;
    if (!t->to_file)
        return EXIT_OK;
    t->folder = str_ends(str_of(path), STR("/"));
    if (stat(path, &st) == 0)
        t->folder = S_ISDIR(st.st_mode);
    else if (t->folder && mkdir(path, 0777) != 0)
        return cli_say(EXIT_IO, "%s: %s", path, err_reason(errno));
    return EXIT_OK;
}

static bool fail(const char *why)
{
    cli_say(0, "%s", why);
    return false;
}

bool target_open(struct target *t, const char *path)
{
    struct err e;

    return outfile_open(&t->file, path, &e) || fail(e.msg);
}

static void print_lines(struct target *t, struct str all)
{
    for (size_t i = 0, end; i < all.len; i = end + 1) {
        end = str_find(all, STR("\n"), i);
        show_add(&t->out->b, str_slice(all, i, end - i), cli_amb(t->o));
        buf_c(&t->out->b, '\n');
    }
}

bool target_write(struct target *t, struct buf *b)
{
    struct err e;
    bool ok = true;

    if (t->to_file)
        ok = outfile_write(&t->file, buf_view(b), &e) || fail(e.msg);
    else if (isatty(STDOUT_FILENO))
        print_lines(t, buf_view(b));
    else
        buf_str(&t->out->b, buf_view(b));
    out_room(t->out);
    buf_reset(b);
    return ok;
}

bool target_commit(struct target *t)
{
    const char *path = t->file.path;
    struct err e;

    if (outfile_commit(&t->file, t->o->force, &e))
        return true;
    if (access(path, F_OK) == 0 && !t->o->force)
        err_set(&e, "%s: 已经有这个文件；要覆盖请加 --force", path);
    return fail(e.msg);
}

const char *target_path(const struct target *t, struct arena *a, const char *name)
{
    bool slash = str_ends(str_of(t->o->output), STR("/"));

    return arena_printf(a, "%s%s%s", t->o->output, slash ? "" : "/", name);
}
