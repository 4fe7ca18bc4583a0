/* Keys: "bind" of config.yaml, and what :bind says. */
#include "config_read.h"

#include "article/tree.h"
#include "base/nearest.h"
#include "text/utf8.h"
#include "view/event.h"

/* Names, and aliases where there are some. */
static const char *command_name_at(size_t i)
{
    const struct command *c = command_at(i / 2);

    return !c ? NULL : i % 2 && c->alias ? c->alias : c->name;
}

static bool find_key(struct str name, uint32_t *key, struct err *e)
{
    if (utf8_valid_len(name) < name.len || !event_key_named(name, key))
        return err_set(e, "没有这个键：%.*s（写法见 yulu keys）", STR_ARG(name));
    *key = key_fold(*key);
    if (*key >= '0' && *key <= '9')
        return err_set(e, "数字是次数，不能绑定");
    return true;
}

static bool find_command(struct arena *a, struct str word, const struct command **out,
                         struct err *e)
{
    const char *near;
    struct err why = {""};

    *out = command_named(word, &why);
    if (*out)
        return true;
    near = nearest_word(arena_strz(a, word), command_name_at);
    return near ? err_set(e, "%s；是否 %s？", why.msg, near) : err_set(e, "%s", why.msg);
}

bool config_binding(struct arena *a, const struct bind_words *w, struct binding *b,
                    struct err *e)
{
    struct str line = str_trim(w->command);
    size_t end = str_find(line, STR(" "), 0);
    struct str arg = str_trim(str_from(line, end));

    *b = (struct binding){.where = w->where ? w->where : WHERE_ALL, .arg = ""};
    if (!find_key(w->key, &b->key, e))
        return false;
    if (!line.len || str_eq(line, STR("none")))
        return true;
    if (!find_command(a, str_slice(line, 0, end), &b->command, e))
        return false;
    if (arg.len && !(b->command->flags & CMD_ARG))
        return err_set(e, "%s 不带参数", b->command->name);
    b->where &= b->command->where;
    if (!b->where)
        return err_set(e, "%s 在这个视图里不能用", b->command->name);
    b->arg = arena_strz(a, arg);
    return true;
}

/* The bit of the view that S names; 0 when it names none. */
static unsigned view_named(struct str s)
{
    unsigned where;
    const char *name;

    for (size_t i = 0; (name = keymap_view_at(i, &where)); i++)
        if (str_eq(s, str_of(name)))
            return where;
    return 0;
}

/* Bound twice where one of them would do nothing. */
static void check_conflict(struct config_job *j, const struct tree *key,
                           const struct bound *new)
{
    for (size_t i = 0; i < j->n_bound; i++) {
        const struct bound *old = &j->bound[i];
        if (old->b.key != new->b.key || old->in_view != new->in_view ||
            !(old->b.where & new->b.where))
            continue;
        config_complain(j, key, "W229",
                        arena_printf(j->d->a, "%.*s（另一处在第%u行）",
                                     STR_ARG(key->text), old->line));
        return;
    }
}

static void read_binding(struct config_job *j, const struct tree *key,
                         const struct tree *value, unsigned where)
{
    struct bind_words w = {.key = key->text, .where = where};
    struct bound new = {.in_view = where != 0, .line = key->line, .col = key->col};
    struct err e = {""};

    if (!config_name(j, key))
        return;
    if (j->n_bound == CONFIG_MAX)
        err_set(&e, "绑定太多");
    else if (value->kind == TREE_TEXT)
        w.command = value->text;
    else if (value->kind != TREE_NONE)
        err_set(&e, "这里要写一个命令的名称");
    if (e.msg[0] || !config_binding(j->a, &w, &new.b, &e)) {
        config_complain(j, value->kind == TREE_TEXT ? value : key, "E120", e.msg);
        return;
    }
    check_conflict(j, key, &new);
    j->bound = arena_grow(j->a, j->bound, j->n_bound, &j->cap_bound, sizeof *j->bound);
    j->bound[j->n_bound++] = new;
}

void config_read_bind(struct config_job *j, const struct tree *key,
                      const struct tree *value)
{
    unsigned where = view_named(key->text);

    if (value->kind != TREE_MAP) {
        read_binding(j, key, value, 0);
    } else if (!where) {
        config_complain(j, key, "E120",
                        "没有这个视图；有 list article raw info errors quotations "
                        "speaker facets");
    } else {
        for (const struct tree *t = value->first; t; t = t->next->next)
            read_binding(j, t, t->next, where);
    }
}

void config_settle_bind(struct config_job *j)
{
    for (int in_view = 0; in_view < 2; in_view++)
        for (size_t i = 0; i < j->n_bound; i++)
            if (j->bound[i].in_view == in_view)
                keymap_bind(&j->c->keys, j->a, &j->bound[i].b);
}
