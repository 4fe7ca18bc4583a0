/* What config.yaml says, below the environment and the command line. */
#include "internal.h"

#include "archive/words.h"
#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIAGS_MAX = 100, DIAGS_SHOWN = 3 };

/* The one place that decides whether a file of the user is read at all. */
static bool reads_config(const struct cli_opts *o)
{
    static const char *const without[] = {"help", "wrap"};

    for (size_t i = 0; o->command && i < sizeof without / sizeof *without; i++)
        if (strcmp(o->command, without[i]) == 0)
            return false;
    return !o->no_config && !o->help && !o->version;
}

/* Options and those of the command line that mean the same, for the commands that heed the file.
 * What makes tables for programs and breaks lines in pipes (wrap) is left as it is. */
struct rule {
    const char *option, *word;
    unsigned commands;
    bool negated;  /* on = not given */
    bool csv_only; /* of no use, and refused, with other formats */
};
enum {
    LAID_OUT = CMD_READ | CMD_SHOW,
    ALL_FILES = CMD_READ | CMD_INDEX | CMD_LIST | CMD_SHOW | CMD_CHECK | CMD_QUOTES |
                CMD_SPEAKERS | CMD_FACETS | CMD_SEARCH | CMD_STATS | CMD_EXPORT
};
static const struct rule rules[] = {
    {"ambiguous", "ambiguous", CMD_ANY & ~CMD_WRAP, false, false},
    {"bom", "bom", ALL_FILES, false, true},
    {"cache", "no-cache", CMD_ANY, true, false},
    {"cache-dir", "cache-dir", CMD_ANY, false, false},
    {"color", "color", CMD_ANY, false, false},
    {"csv-safe", "csv-safe", ALL_FILES, false, true},
    {"hang", "hang", LAID_OUT, false, false},
    {"indent", "indent", LAID_OUT, false, false},
    {"kinsoku", "kinsoku", LAID_OUT, false, false},
    {"lang", "lang", CMD_ANY, false, false},
    {"max-alias", "max-alias", ALL_FILES, false, false},
    {"max-articles", "max-articles", ALL_FILES, false, false},
    {"max-depth", "max-depth", ALL_FILES, false, false},
    {"max-directives", "max-directives", ALL_FILES, false, false},
    {"max-dirs", "max-dirs", ALL_FILES, false, false},
    {"max-file", "max-file", ALL_FILES, false, false},
    {"max-key", "max-key", ALL_FILES, false, false},
    {"max-keys", "max-keys", ALL_FILES, false, false},
    {"min-confidence", "min-confidence", CMD_QUOTES, false, false},
    {"orphan", "orphan", LAID_OUT, false, false},
    {"query", "query", CMD_READ, false, false},
    {"sort", "sort", CMD_LIST | CMD_QUOTES, false, false},
    {"state", "no-state", CMD_ANY, true, false},
    {"theme", "theme", CMD_ANY, false, false},
    {"width", "width", CMD_READ, false, false},
};

/* What a variable of the environment says of OPTION, or NULL. */
static const char *environment(const char *option)
{
    const char *dir = getenv("YULU_DIR"), *no_color = getenv("NO_COLOR");

    if (strcmp(option, "ambiguous") == 0)
        return cli_env_amb() ? getenv("YULU_AMBIGUOUS") : NULL;
    if (strcmp(option, "theme") == 0)
        return getenv("YULU_THEME");
    if (strcmp(option, "archive") == 0)
        return dir && *dir ? dir : NULL;
    return strcmp(option, "color") == 0 && no_color && *no_color ? "never" : NULL;
}

static const struct rule *rule_for(const struct option *opt)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].option, opt->name) == 0)
            return &rules[i];
    return NULL;
}

/* What the command line says of it in the words of the option, or NULL. */
static const char *given(const struct cli_opts *o, const struct rule *r)
{
    const char *value = r ? cli_given(o, r->word) : NULL;

    if (!value || !r->negated)
        return value;
    return strcmp(value, "on") == 0 ? "off" : "on";
}

/* Heed the file's VALUE as if the command line had it. */
static void apply(struct cli_opts *o, const struct rule *r, const char *value)
{
    const struct cli_command *c = o->command ? cli_command_find(o->command) : NULL;
    const struct cli_option *def = cli_option_find(r->word);
    struct err ignored;

    if (!(r->commands & (c ? c->bit : CMD_READ)))
        return;
    if (r->csv_only && !(o->format && strcmp(o->format, "csv") == 0))
        return;
    /* Pipes are counted as they were before there was a file. */
    if (strcmp(r->option, "ambiguous") == 0 && c && !isatty(STDOUT_FILENO))
        return;
    if (def->arg)
        def->set(o, def, value, &ignored);
    else
        def->set(o, def, (strcmp(value, "on") == 0) != r->negated ? "on" : "off",
                 &ignored);
}

static void settle(struct cli_opts *o, size_t i, const struct option *opt)
{
    const char **value = &o->config.options.values[i];
    const struct rule *r = rule_for(opt);
    const char *word = given(o, r), *env = environment(opt->name);

    o->origins[i] = *value ? ORIGIN_FILE : ORIGIN_DEFAULT;
    if (word) {
        *value = word;
        o->origins[i] = ORIGIN_WORD;
    } else if (env) {
        *value = env;
        o->origins[i] = ORIGIN_ENVIRONMENT;
    } else if (*value && r) {
        apply(o, r, *value);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct diag *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->col > y->col) - (x->col < y->col);
}

void cli_read_config(struct cli_opts *o, const char *path, struct diags *d)
{
    struct config_base base = {.home = getenv("HOME")};
    const char *slash = strrchr(path, '/');
    struct str text;
    struct err e;

    base.folder = slash ? arena_strz(&o->a, str_make(path, (size_t)(slash - path)))
                        : arena_strz(&o->a, STR("."));
    o->config = (struct config){.n_archives = 0};
    if (file_read(&o->a, path, CONFIG_MAX_BYTES, &text, &e))
        config_read(&o->config, &o->a, path, text, &base, d);
    else
        diag_add(d, path, 0, 0, "E107", "%s", e.msg);
    if (d->n)
        qsort(d->items, d->n, sizeof *d->items, by_place);
}

const char *cli_config_path(struct cli_opts *o)
{
    return o->config_path ? o->config_path : words_config_path(&o->a, "config.yaml");
}

/* Some of them on standard error; the reader has none: the first in its status line. */
static void tell(struct cli_opts *o, const struct diags *d)
{
    struct buf b = {0};
    struct diags some = *d;

    some.n = d->n < DIAGS_SHOWN ? d->n : DIAGS_SHOWN;
    if (o->command || !d->n) {
        cli_report(&some, DIAG_WARNING);
        if (d->n > some.n)
            cli_say(0, "设置文件里共%zu处，见 yulu config --check", d->n);
        return;
    }
    diag_format(&b, &d->items[0]);
    if (d->n > 1)
        buf_printf(&b, "；共%zu处，见 yulu config --check", d->n);
    o->notice = arena_strz(&o->a, buf_view(&b));
    buf_free(&b);
}

bool cli_configure(struct cli_opts *o)
{
    struct arena a = {0};
    struct diags d = {.a = &a, .max = DIAGS_MAX};
    const char *path = cli_config_path(o);
    const struct option *opt;
    struct stat st;
    bool there = stat(path, &st) == 0;

    if (o->config_path && !there) {
        cli_say(0, "没有设置文件 %s", path);
        return false;
    }
    if (reads_config(o) && there)
        cli_read_config(o, path, &d);
    if (!o->command || strcmp(o->command, "config") != 0)
        tell(o, &d);
    for (size_t i = 0; (opt = option_at(i)); i++)
        settle(o, i, opt);
    if (!o->width)
        o->measure =
            (unsigned)strtoul(options_get(&o->config.options, "width"), NULL, 10);
    arena_free(&a);
    return true;
}
