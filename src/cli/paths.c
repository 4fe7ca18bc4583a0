/* Which files a command is about. */
#include "internal.h"

#include "archive/place.h"

#include "archive/words.h"
#include "base/file.h"
#include "state/state.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool here_are_articles(void)
{
    DIR *dir = opendir(".");
    struct dirent *entry;
    bool found = false;

    while (dir && !found && (entry = readdir(dir)) != NULL)
        found = entry->d_name[0] != '.' && article_wants(entry->d_name);
    if (dir)
        closedir(dir);
    return found;
}

static const char *command_name_at(size_t i)
{
    const struct cli_command *c = cli_command_at(i);

    return c ? c->name : NULL;
}

static int say_missing(const struct cli_opts *o, const char *path, int errnum)
{
    const char *near = o->command ? NULL : nearest_word(path, command_name_at);

    if (o->command)
        return cli_say(EXIT_IO, "%s：%s", path, err_reason(errnum));
    if (near)
        return cli_say(EXIT_USAGE, "“%s”不是文件，也不是子命令；是否 yulu %s？", path,
                       near);
    return cli_say(EXIT_USAGE, "“%s”：%s（也不是子命令，见 yulu --help）", path,
                   err_reason(errnum));
}

bool cli_is_id(const char *z)
{
    size_t digits = strspn(z, "0123456789abcdef"), end = digits;

    if (z[end] == '-') /* a second article with the same text */
        end += 1 + strspn(z + end + 1, "0123456789abcdef");
    if (z[end] == '#')
        end += 1 + strspn(z + end + 1, "0123456789");
    return digits >= 4 && z[end] == '\0';
}

void cli_take_id(struct cli_opts *o)
{
    struct stat st;

    if (o->n_args == 1 && cli_is_id(o->args[0]) && stat(o->args[0], &st) != 0)
        o->open_id = o->args[0];
}

/* What the reader had open last, as far as it is still there. */
static void take_last(struct cli_opts *o)
{
    struct state *s = words_open_state(&o->a, NULL);
    struct str paths = arena_str(&o->a, state_archive(s));
    const char **list = arena_array(&o->a, const char *, paths.len + 1);
    struct stat st;
    size_t n = 0;

    for (size_t at = 0, end; at < paths.len; at = end + 1) {
        end = str_find(paths, STR("\n"), at);
        list[n] = arena_strz(&o->a, str_slice(paths, at, end - at));
        n += stat(list[n], &st) == 0;
    }
    state_close(s);
    o->paths = list;
    o->n_paths = n;
}

/* A file, a directory, or what can only be meant as one. */
static bool is_path(const char *z)
{
    struct stat st;

    return strcmp(z, "-") == 0 || article_wants(z) || stat(z, &st) == 0;
}

void cli_split_paths(struct cli_opts *o)
{
    const char **dirs = arena_array(&o->a, const char *, o->n_args + 1);
    const char **args = arena_array(&o->a, const char *, o->n_args + 1);
    size_t n_args = 0;

    if (o->n_dirs)
        return;
    for (size_t i = 0; i < o->n_args; i++) {
        if (is_path(o->args[i]))
            dirs[o->n_dirs++] = o->args[i];
        else
            args[n_args++] = o->args[i];
    }
    o->dirs = dirs;
    o->args = args;
    o->n_args = n_args;
}

static int say_no_archive(const struct cli_opts *o, const char *name)
{
    struct buf names = {0};
    int status;

    for (size_t i = 0; i < o->config.n_archives; i++)
        buf_printf(&names, "%s%s", i ? "、" : "；有 ", o->config.archives[i].name);
    status = cli_say(EXIT_USAGE, "设置的 archives 里没有“%s”%s", name,
                     names.len ? names.p : "");
    buf_free(&names);
    return status;
}

/* "@NAME" becomes the paths of the archive that has the name; a file that is called so is meant
 * when none has. */
static int take_named(struct cli_opts *o)
{
    const char **paths = NULL;
    size_t n = 0, cap = 0;
    struct stat st;

    for (size_t i = 0; i < o->n_paths; i++) {
        const char *path = o->paths[i];
        const struct named_archive *named =
            path[0] == '@' ? config_archive(&o->config, str_of(path + 1)) : NULL;
        if (path[0] == '@' && !named && stat(path, &st) != 0)
            return say_no_archive(o, path + 1);
        for (size_t k = 0; k < (named ? named->n_paths : 1); k++) {
            paths = arena_grow(&o->a, paths, n, &cap, sizeof *paths);
            paths[n++] = named ? named->paths[k] : path;
        }
        if (named && o->n_paths == 1)
            o->name = named->name;
    }
    o->paths = paths;
    o->n_paths = n;
    return EXIT_OK;
}

static void take_one(struct cli_opts *o, const char *path)
{
    const char **one = arena_array(&o->a, const char *, 2);

    one[0] = path;
    o->paths = one;
    o->n_paths = 1;
}

int cli_find_paths(struct cli_opts *o, bool operands)
{
    static const char *const here[] = {".", NULL};
    const char *env = getenv("YULU_DIR"),
               *usual = options_get(&o->config.options, "archive");
    int status;

    o->paths = operands && o->n_args ? o->args : o->dirs;
    o->n_paths = operands && o->n_args ? o->n_args : o->n_dirs;
    if (o->n_paths == 0 && env && *env)
        take_one(o, env);
    else if (o->n_paths == 0 && *usual)
        take_one(o, usual);
    if (o->n_paths == 0 && here_are_articles()) {
        o->paths = here;
        o->n_paths = 1;
    }
    if (o->n_paths == 0 && !o->command && !o->no_state)
        take_last(o);
    if (o->n_paths == 0)
        return cli_say(EXIT_USAGE,
                       "没有说读什么：请给出文件或目录，用 -d 或 YULU_DIR 指定也可");
    status = take_named(o);
    if (status != EXIT_OK)
        return status;
    for (size_t i = 0; i < o->n_paths; i++) {
        struct stat st;
        if (strcmp(o->paths[i], "-") == 0)
            continue;
        if (stat(o->paths[i], &st) != 0 || access(o->paths[i], R_OK) != 0)
            return say_missing(o, o->paths[i], errno);
    }
    return EXIT_OK;
}

struct source *cli_open(const struct cli_opts *o, bool analyse)
{
    struct arena a = {0};
    struct source *s;
    struct err e = {""};
    struct archive_opts ao = {.limits = o->limits,
                              .watch = true,
                              .analyse = analyse,
                              .no_fixes = o->no_state,
                              .people = o->config.people,
                              .sandbox = o->kiosk.sandbox,
                              .unsafe = &e,
                              .stdin_fd = isatty(STDIN_FILENO) ? -1 : STDIN_FILENO};

    if (!o->no_cache)
        place_cache(&a, o->paths, o->n_paths, o->cache_dir, &ao);
    s = archive_open(o->paths, o->n_paths, &ao);
    arena_free(&a);
    /* A stranger is not let in where the door does not shut. */
    if (!s)
        exit(cli_say(EXIT_USAGE, "%s", e.msg));
    return s;
}
