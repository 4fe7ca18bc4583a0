/* yulu config: what is set, where it is kept, what is wrong with it. */
#include "internal.h"

#include "archive/place.h"
#include "archive/words.h"

#include <stdlib.h>
#include <unistd.h>

static const struct column name = {"name", 16, false}, value = {"value", 20, false},
                           origin = {"origin", 8, false}, range = {"range", 26, false},
                           help = {"help", 0, false}, path = {"path", 0, false},
                           there = {"there", 6, false};

static const struct writer *begin(struct cli_opts *o, struct sheet *s)
{
    const struct writer *w = cli_writer_for(o);

    if (w)
        w->begin(s);
    return w;
}

/* ---- What is set */

static void put_option(struct cli_opts *o, const struct writer *w, struct sheet *s,
                       const struct option *opt)
{
    static const char *const origins[] = {[ORIGIN_DEFAULT] = "默认",
                                          [ORIGIN_FILE] = "文件",
                                          [ORIGIN_ENVIRONMENT] = "环境",
                                          [ORIGIN_WORD] = "命令行"};
    static const char *const plain[] = {[ORIGIN_DEFAULT] = "default",
                                        [ORIGIN_FILE] = "file",
                                        [ORIGIN_ENVIRONMENT] = "environment",
                                        [ORIGIN_WORD] = "command line"};
    unsigned char from = o->origins[option_index(opt)];
    const char *now = options_get(&o->config.options, opt->name);
    bool is_text = !o->format || strcmp(o->format, "text") == 0;
    struct buf may = {0};
    struct value row[] = {
        {VALUE_TEXT, str_of(opt->name)},
        {VALUE_TEXT, str_of(now)},
        {VALUE_TEXT, str_of((is_text ? origins : plain)[from])},
        {VALUE_TEXT, STR("")},
        {VALUE_TEXT, str_of(opt->help)},
    };

    if (!is_text && (opt->kind == OPTION_TEXT || opt->kind == OPTION_SIZE))
        buf_z(&may, opt->kind == OPTION_TEXT ? "text" : "size");
    else
        option_add_range(&may, opt);
    row[3].text = buf_view(&may);
    cli_row(w, s, row);
    buf_free(&may);
}

static bool is_wanted(const struct cli_opts *o, const char *word)
{
    for (size_t i = 0; i < o->n_args; i++)
        if (strcmp(o->args[i], word) == 0)
            return true;
    return o->n_args == 0;
}

static const char *option_name_at(size_t i)
{
    const struct option *o = option_at(i);

    return o ? o->name : NULL;
}

static int list_options(struct cli_opts *o)
{
    static const struct column *const columns[] = {&name, &value, &origin, &range, &help};
    struct out out = {0};
    struct sheet s = cli_sheet(o, &out, "options");
    const struct option *opt;
    const struct writer *w;

    for (size_t i = 0; i < o->n_args; i++) {
        const char *near = nearest_word(o->args[i], option_name_at);
        if (option_find(str_of(o->args[i])))
            continue;
        return near ? cli_say(EXIT_USAGE, "没有设置“%s”；是否 %s？", o->args[i], near)
                    : cli_say(EXIT_USAGE, "没有设置“%s”", o->args[i]);
    }
    s.columns = columns;
    s.n_columns = 5;
    w = begin(o, &s);
    if (!w)
        return EXIT_USAGE;
    for (size_t i = 0; (opt = option_at(i)); i++)
        if (is_wanted(o, opt->name))
            put_option(o, w, &s, opt);
    w->end(&s);
    return out_finish(&out, EXIT_OK);
}

/* ---- Where things are */

static void put_path(const struct writer *w, struct sheet *s, const char *what,
                     struct str where)
{
    bool is = where.len && access(where.p, F_OK) == 0;
    struct value row[] = {
        {VALUE_TEXT, str_of(what)},
        {VALUE_BOOL, str_of(is ? "true" : "false")},
        {where.len ? VALUE_TEXT : VALUE_NONE, where},
    };

    cli_row(w, s, row);
}

static int list_paths(struct cli_opts *o)
{
    static const struct column *const columns[] = {&name, &there, &path};
    struct out out = {0};
    struct sheet s = cli_sheet(o, &out, "paths");
    const char *state = words_state_folder(&o->a),
               *cache = o->cache_dir ? o->cache_dir : place_cache_home(&o->a);
    const struct writer *w;

    s.columns = columns;
    s.n_columns = 3;
    w = begin(o, &s);
    if (!w)
        return EXIT_USAGE;
    put_path(w, &s, "config", cli_text(&o->a, cli_config_path(o)));
    put_path(w, &s, "lexicon", cli_text(&o->a, words_config_path(&o->a, "lexicon")));
    put_path(w, &s, "people", cli_text(&o->a, words_config_path(&o->a, "people.tsv")));
    put_path(w, &s, "state", cli_text(&o->a, state ? state : ""));
    put_path(
        w, &s, "corrections",
        cli_text(&o->a, state ? arena_printf(&o->a, "%s/corrections.yaml", state) : ""));
    put_path(w, &s, "cache", cli_text(&o->a, cache ? cache : ""));
    w->end(&s);
    return out_finish(&out, EXIT_OK);
}

/* ---- What is wrong */

static int check(struct cli_opts *o)
{
    struct arena a = {0};
    struct diags d = {.a = &a};
    const char *file = o->n_args ? o->args[0] : cli_config_path(o);
    struct out out = {0};
    bool bad;

    if (!o->n_args && !o->config_path && access(file, F_OK) != 0) {
        buf_printf(&out.b, "没有设置文件 %s，一切照原来的\n", file);
        return out_finish(&out, EXIT_OK);
    }
    cli_read_config(o, file, &d);
    cli_report(&d, DIAG_WARNING);
    bad = d.n_errors || (o->strict && d.n_warnings);
    buf_printf(&out.b, "%zu 个错误，%zu 个警告\n", d.n_errors, d.n_warnings);
    arena_free(&a);
    return out_finish(&out, bad ? EXIT_USAGE : EXIT_OK);
}

static int print_defaults(void)
{
    struct out out = {0};

    config_add_defaults(&out.b);
    return out_finish(&out, EXIT_OK);
}

int cli_config(struct cli_opts *o)
{
    if (o->defaults + o->where + o->verify > 1)
        return cli_say(EXIT_USAGE, "--defaults、--paths 和 --check 只能用一个");
    if ((o->defaults || o->where) && o->n_args)
        return cli_say(EXIT_USAGE, "config --%s 不带参数",
                       o->where ? "paths" : "defaults");
    if (o->verify && o->n_args > 1)
        return cli_say(EXIT_USAGE, "config --check 只要一个文件");
    if (o->defaults)
        return print_defaults();
    if (o->where)
        return list_paths(o);
    return o->verify ? check(o) : list_options(o);
}
