/* :set and what it changes in the running reader. */
#include "settings.h"

#include "cite.h"

/* ---- Options that are more than a value in the app */

bool settings_set_ambiguous(struct app *app, struct str value, struct err *e)
{
    if (str_eq(value, STR("auto")))
        return err_set(e, "auto 只在启动时问终端");
    app->amb = value.p[0] - '0';
    return true;
}

void settings_get_ambiguous(const struct app *app, struct buf *out)
{
    buf_printf(out, "%d", app->amb);
}

bool settings_set_cite(struct app *app, struct str value, struct err *e)
{
    const struct config *c = app->conf.config;

    if (!(c && config_citation(c, value, &value))) {
        if (value.len && str_find(value, STR("{"), 0) == value.len)
            return err_set(e, "没有叫这个名称的，也不含 {text} 等");
        if (!cite_check(value, e))
            return false;
    }
    buf_reset(&app->conf.cite);
    buf_str(&app->conf.cite, value);
    return true;
}

void settings_get_cite(const struct app *app, struct buf *out)
{
    buf_z(out, app->conf.cite.len ? app->conf.cite.p : cite_default);
}

bool settings_set_layout(struct app *app, struct str value, struct err *e)
{
    (void)e;
    app->layout = str_eq(value, STR("auto")) ? 0 : (unsigned)(value.p[0] - '0');
    app->share = 0;
    return true;
}

void settings_get_layout(const struct app *app, struct buf *out)
{
    if (app->layout)
        buf_printf(out, "%u", app->layout);
    else
        buf_z(out, "auto");
}

bool settings_set_sort(struct app *app, struct str value, struct err *e)
{
    (void)e;
    list_sort(app, value);
    return true;
}

void settings_get_sort(const struct app *app, struct buf *out)
{
    buf_z(out, list_order_name(app->list.order));
}

/* ---- The others: by where they are */

static void *at(struct app *app, const struct option *o)
{
    return (char *)app + o->at;
}

static unsigned word_index(const struct option *o, struct str value)
{
    unsigned i = 0;

    while (i + 1 < OPTION_WORDS && o->words[i] && !str_eq(value, str_of(o->words[i])))
        i++;
    return i;
}

/* At most seven digits, as was checked. */
static unsigned to_number(struct str s)
{
    unsigned n = 0;

    for (size_t i = 0; i < s.len; i++)
        n = n * 10 + (unsigned)(s.p[i] - '0');
    return n;
}

static void put(struct app *app, const struct option *o, struct str value)
{
    unsigned n = o->kind == OPTION_WORD ? word_index(o, value) : to_number(value);

    if (o->kind == OPTION_SWITCH)
        *(bool *)at(app, o) = str_eq(value, STR("on"));
    else
        memcpy(at(app, o), &n, sizeof n);
}

bool settings_change(struct app *app, const struct option *o, struct str value,
                     struct err *e)
{
    struct str plain;

    if (!option_check(o, value, &plain, e))
        return false;
    if (o->set)
        return o->set(app, plain, e);
    if (o->at)
        put(app, o, plain);
    return o->at || err_set(e, "只在启动时有用，请写在 config.yaml 里");
}

void settings_start(struct app *app, const struct config *config)
{
    const struct option *o;

    app->conf.config = config;
    for (size_t i = 0; config && i < config->keys.n; i++)
        keymap_bind(&app->conf.keys, &app->conf.a, &config->keys.items[i]);
    for (size_t i = 0; config && (o = option_at(i)); i++)
        if (config->options.values[i] && option_is_live(o))
            settings_change(app, o, str_of(config->options.values[i]), NULL);
}

void settings_end(struct app *app)
{
    buf_free(&app->conf.cite);
    arena_free(&app->conf.a);
}

static void get(const struct app *app, const struct option *o, struct buf *out)
{
    const void *from = (const char *)app + o->at;
    unsigned n = 0;

    if (o->get) {
        o->get(app, out);
    } else if (!o->at) {
        buf_z(out, o->value);
    } else if (o->kind == OPTION_SWITCH) {
        buf_z(out, *(const bool *)from ? "on" : "off");
    } else {
        memcpy(&n, from, sizeof n);
        if (o->kind == OPTION_WORD)
            buf_z(out, o->words[n]);
        else
            buf_printf(out, "%u", n);
    }
}

/* ---- :set */

static unsigned tell(struct app *app, const struct option *o)
{
    struct buf value = {0}, range = {0};

    get(app, o, &value);
    option_add_range(&range, o);
    app_say(app, "%s=%s  %s %s", o->name, value.len ? value.p : "", range.p, o->help);
    buf_free(&value);
    buf_free(&range);
    return 0;
}

static unsigned change(struct app *app, const struct option *o, struct str value)
{
    struct err e = {""};

    if (!settings_change(app, o, value, &e))
        return app_say(app, "%s 不能是“%.*s”：%s", o->name, STR_ARG(value), e.msg);
    reading_relayout(app);
    app->lines.cols = 0;
    return tell(app, o);
}

COMMAND(set)
{
    size_t eq = str_find(call->arg, STR("="), 0);
    struct str key = str_trim(str_slice(call->arg, 0, eq));
    bool ask = eq == call->arg.len;
    const struct option *o;

    if (ask && key.len && key.p[key.len - 1] == '?')
        key.len--;
    if (!key.len)
        return app_say(app, "用法：:set 项目=值，或 :set 项目? 查看；Tab 列出项目");
    o = option_find(key);
    if (!o)
        return app_say(app, "没有这个设置：%.*s", STR_ARG(key));
    return ask ? tell(app, o) : change(app, o, str_trim(str_from(call->arg, eq + 1)));
}

COMMAND(width)
{
    const struct option *o = option_find(STR("width"));
    return call->arg.len ? change(app, o, call->arg) : tell(app, o);
}

/* ---- :bind */

static unsigned tell_key(struct app *app, struct str key)
{
    struct binding b;
    struct bind_words w = {.key = key};
    struct str arg;
    struct err e;
    const struct command *c;
    unsigned where = app_view(app)->where;

    if (!config_binding(&app->conf.a, &w, &b, &e))
        return app_say(app, "%s", e.msg);
    c = keymap_find(&app->conf.keys, b.key, where, &arg);
    if (!c)
        return app_say(app, "%.*s 在这里没有用处", STR_ARG(key));
    return app_say(app, "%.*s %s%s%.*s  %s", STR_ARG(key), c->name, arg.len ? " " : "",
                   STR_ARG(arg), c->help);
}

COMMAND(bind)
{
    size_t end = str_find(call->arg, STR(" "), 0);
    struct bind_words w = {.key = str_slice(call->arg, 0, end),
                           .command = str_trim(str_from(call->arg, end))};
    struct binding b;
    struct err e;

    if (!w.key.len)
        return app_say(app, "用法：:bind 键 命令；:bind 键 none 取消；:bind 键 查看");
    if (!w.command.len)
        return tell_key(app, w.key);
    if (!config_binding(&app->conf.a, &w, &b, &e))
        return app_say(app, "%s", e.msg);
    keymap_bind(&app->conf.keys, &app->conf.a, &b);
    return tell_key(app, w.key);
}

/* By 字 of two columns. */
static unsigned widen(struct app *app, long by)
{
    long to = (long)app->measure + 2 * by;

    to = to < MEASURE_MIN ? MEASURE_MIN : to > MEASURE_MAX ? MEASURE_MAX : to;
    app->measure = (unsigned)to;
    reading_relayout(app);
    return app_say(app, "正文每行最多 %ld 列", to);
}

COMMAND(wider)
{
    return widen(app, (long)call->count);
}

COMMAND(narrower)
{
    return widen(app, -(long)call->count);
}

/* ---- Completion */

/* Word K that O may be, or NULL. */
static const char *word_of(const struct option *o, size_t k)
{
    static const char *const switches[] = {"on", "off", NULL};

    if (o->kind == OPTION_SWITCH)
        return k < 2 ? switches[k] : NULL;
    return k < OPTION_WORDS ? o->words[k] : NULL;
}

static bool complete_value(const struct option *o, struct str typed, unsigned i,
                           struct buf *out)
{
    const char *word;

    for (size_t k = 0; (word = word_of(o, k)); k++) {
        if (str_starts(str_of(word), typed) && i-- == 0) {
            buf_printf(out, "%s=%s", o->name, word);
            return true;
        }
    }
    return false;
}

bool settings_complete(struct str typed, unsigned i, struct buf *out)
{
    size_t eq = str_find(typed, STR("="), 0);
    const struct option *o = option_find(str_slice(typed, 0, eq));

    if (eq < typed.len)
        return o && complete_value(o, str_from(typed, eq + 1), i, out);
    for (size_t k = 0; (o = option_at(k)); k++) {
        if (option_is_live(o) && str_starts(str_of(o->name), typed) && i-- == 0) {
            buf_z(out, o->name);
            return true;
        }
    }
    return false;
}
