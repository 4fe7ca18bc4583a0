/* The sections of config.yaml; keys are in config_bind.c. */
#include "config_read.h"

#include "cite.h"

#include "article/tree.h"
#include "base/nearest.h"

#include <stdint.h>

/* ---- What is said of mistakes */

void config_complain(struct config_job *j, const struct tree *at, const char *code,
                     const char *why)
{
    diag_add(j->d, j->path, at->line, at->col, code, "%s", why);
}

const char *config_name(struct config_job *j, const struct tree *key)
{
    if (key->kind == TREE_TEXT || key->kind == TREE_NONE)
        return arena_strz(j->a, key->text);
    config_complain(j, key, "E119", "名称要是文字");
    return NULL;
}

/* A text of one line, without what could act on a terminal or end a cell of a table. */
static bool is_line(struct str s)
{
    return option_check(option_find(STR("query")), s, NULL, NULL);
}

static bool text_of(struct config_job *j, const struct tree *value, struct str *out)
{
    *out = value->text;
    if (value->kind == TREE_TEXT && value->text.len && is_line(value->text))
        return true;
    config_complain(j, value, "E119", "这里要写一行文字");
    return false;
}

static bool is_map(struct config_job *j, const struct tree *value)
{
    if (value->kind == TREE_NONE)
        return false;
    if (value->kind == TREE_MAP)
        return true;
    config_complain(j, value, "E119", "这里要一行一项，写成“名称: 值”");
    return false;
}

/* ---- Options */

static void read_option(struct config_job *j, const struct option *o,
                        const struct tree *key, const struct tree *value)
{
    const char **slot = &j->c->options.values[option_index(o)];
    struct str plain = STR("");
    struct err e = {""};
    struct str text = value->kind == TREE_NONE ? STR("") : value->text;
    bool ok = value->kind == TREE_TEXT || value->kind == TREE_NONE;

    if (*slot)
        config_complain(j, key, "W229", o->name);
    if (!ok)
        err_set(&e, "这里要写一个值，不是几项");
    else if (value->kind == TREE_NONE && o->kind != OPTION_TEXT)
        ok = err_set(&e, "没有写值");
    else
        ok = option_check(o, text, &plain, &e);
    if (!ok) {
        config_complain(j, value, "E119", arena_printf(j->d->a, "%s %s", o->name, e.msg));
        return;
    }
    *slot = arena_strz(j->a, plain);
    j->at[option_index(o)] = value;
}

/* ---- Citations */

static void read_citation(struct config_job *j, const struct tree *key,
                          const struct tree *value)
{
    struct config *c = j->c;
    const char *name = config_name(j, key);
    struct str text, old;
    struct err e = {""};

    if (!name || !text_of(j, value, &text))
        return;
    if (!*name || strpbrk(name, "{}[] ")) {
        config_complain(j, key, "E119", "名称里不能有空格和括号");
        return;
    }
    if (!cite_check(text, &e)) {
        config_complain(j, value, "E119", e.msg);
        return;
    }
    if (config_citation(c, key->text, &old))
        config_complain(j, key, "W229", name);
    c->citations = arena_grow(j->a, c->citations, c->n_citations, &j->cap_citations,
                              sizeof *c->citations);
    c->citations[c->n_citations++] = (struct citation){name, text};
}

/* ---- People */

static void add_person(struct config_job *j, const struct tree *key,
                       const struct tree *value, struct str title)
{
    const char *name = config_name(j, key);
    struct str to;

    if (!name || !text_of(j, value, &to))
        return;
    if (!key->text.len || !is_line(key->text) || !is_line(title)) {
        config_complain(j, key, "E119", "这里要写一行文字");
        return;
    }
    buf_printf(&j->people, "%s\t%.*s\t%.*s\n", name, STR_ARG(to), STR_ARG(title));
}

/* A name for all, or one for each word of the titles. */
static void read_person(struct config_job *j, const struct tree *key,
                        const struct tree *value)
{
    if (value->kind != TREE_MAP) {
        add_person(j, key, value, STR(""));
        return;
    }
    for (const struct tree *title = value->first; title; title = title->next->next)
        add_person(j, key, title->next, title->text);
}

/* ---- Archives */

/* "~/x" and "x" as paths that do not depend on where the program runs. */
static const char *whole_path(struct config_job *j, struct str path)
{
    const struct config_base *b = j->base;

    if (b && b->home && str_starts(path, STR("~/")))
        return arena_printf(j->a, "%s%.*s", b->home, STR_ARG(str_from(path, 1)));
    if (b && b->folder && !str_starts(path, STR("/")))
        return arena_printf(j->a, "%s/%.*s", b->folder, STR_ARG(path));
    return arena_strz(j->a, path);
}

static void read_archive(struct config_job *j, const struct tree *key,
                         const struct tree *value)
{
    struct config *c = j->c;
    const char *name = config_name(j, key);
    size_t n = value->kind == TREE_LIST ? value->n : 1, n_paths = 0;
    const char **paths = arena_array(j->a, const char *, n + 1);
    struct str path;

    if (!name)
        return;
    if (!*name || strpbrk(name, "/ @")) {
        config_complain(j, key, "E119", "名称里不能有空格、/ 和 @");
        return;
    }
    for (const struct tree *t = n == 1 && value->kind != TREE_LIST ? value : value->first;
         t && n_paths < n; t = t->next)
        if (text_of(j, t, &path))
            paths[n_paths++] = whole_path(j, path);
    if (!n_paths)
        return;
    if (config_archive(c, key->text))
        config_complain(j, key, "W229", name);
    c->archives = arena_grow(j->a, c->archives, c->n_archives, &j->cap_archives,
                             sizeof *c->archives);
    c->archives[c->n_archives++] = (struct named_archive){name, paths, n_paths};
}

/* ---- Options that name something of the file */

static const char *settle_archive(struct config_job *j, const char *value, struct err *e)
{
    struct str s = str_of(value);
    bool named = str_starts(s, STR("@"));
    struct str name = named ? str_from(s, 1) : s;

    if (config_archive(j->c, name))
        return arena_printf(j->a, "@%.*s", STR_ARG(name));
    if (named)
        err_set(e, "archives 里没有 %.*s", STR_ARG(name));
    return whole_path(j, s);
}

static const char *settle_cite(struct config_job *j, const char *value, struct err *e)
{
    struct str template;

    if (!config_citation(j->c, str_of(value), &template) && !strchr(value, '{'))
        err_set(e, "citations 里没有 %s", value);
    else if (strchr(value, '{'))
        cite_check(str_of(value), e);
    return value;
}

static const char *settle_path(struct config_job *j, const char *value, struct err *e)
{
    (void)e;
    return whole_path(j, str_of(value));
}

static void settle_options(struct config_job *j)
{
    static const struct {
        const char *name;
        const char *(*settle)(struct config_job *j, const char *value, struct err *e);
    } rows[] = {
        {"archive", settle_archive}, {"cache-dir", settle_path}, {"cite", settle_cite}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t k = option_index(option_find(str_of(rows[i].name)));
        const char **slot = &j->c->options.values[k];
        struct err e = {""};
        if (!*slot || !**slot)
            continue;
        *slot = rows[i].settle(j, *slot, &e);
        if (!e.msg[0])
            continue;
        *slot = NULL;
        config_complain(j, j->at[k], "E119",
                        arena_printf(j->d->a, "%s：%s", rows[i].name, e.msg));
    }
}

/* ---- The file */

static const struct {
    const char *name;
    size_t max; /* entries */
    void (*entry)(struct config_job *j, const struct tree *key, const struct tree *value);
} sections[] = {
    {"archives", CONFIG_MAX, read_archive},
    {"bind", CONFIG_MAX, config_read_bind},
    {"citations", CONFIG_MAX, read_citation},
    {"people", SIZE_MAX, read_person},
};
enum { N_SECTIONS = sizeof sections / sizeof *sections };

static const char *name_at(size_t i)
{
    const struct option *o;

    if (i < N_SECTIONS)
        return sections[i].name;
    o = option_at(i - N_SECTIONS);
    return o ? o->name : NULL;
}

static void read_section(struct config_job *j, size_t section, const struct tree *map)
{
    size_t n = 0;

    for (const struct tree *t = map->first; t; t = t->next->next) {
        if (n++ == sections[section].max) {
            config_complain(j, t, "E119", "太多，从这里起没有用上");
            return;
        }
        sections[section].entry(j, t, t->next);
    }
}

static void read_entry(struct config_job *j, const struct tree *key,
                       const struct tree *value)
{
    const char *name = config_name(j, key), *near;
    const struct option *o = name ? option_find(str_of(name)) : NULL;
    size_t section = 0;

    while (name && section < N_SECTIONS && strcmp(name, sections[section].name) != 0)
        section++;
    if (o) {
        read_option(j, o, key, value);
    } else if (name && section < N_SECTIONS) {
        if (is_map(j, value))
            read_section(j, section, value);
    } else if (name) {
        near = nearest_word(name, name_at);
        config_complain(j, key, "W228",
                        near ? arena_printf(j->d->a, "%s；是否 %s？", name, near) : name);
    }
}

void config_read(struct config *c, struct arena *a, const char *path, struct str text,
                 const struct config_base *base, struct diags *d)
{
    struct config_job j = {.c = c, .a = a, .path = path, .d = d, .base = base};
    struct tree *root = tree_read(a, path, text, d);

    if (root && root->kind != TREE_NONE && is_map(&j, root))
        for (struct tree *t = root->first; t; t = t->next->next)
            read_entry(&j, t, t->next);
    settle_options(&j);
    config_settle_bind(&j);
    c->people = arena_str(a, buf_view(&j.people));
    buf_free(&j.people);
}

const struct named_archive *config_archive(const struct config *c, struct str name)
{
    for (size_t i = c->n_archives; i-- > 0;)
        if (str_eq(name, str_of(c->archives[i].name)))
            return &c->archives[i];
    return NULL;
}

bool config_citation(const struct config *c, struct str name, struct str *template)
{
    for (size_t i = c->n_citations; i-- > 0;) {
        if (str_eq(name, str_of(c->citations[i].name))) {
            *template = c->citations[i].template;
            return true;
        }
    }
    return false;
}
