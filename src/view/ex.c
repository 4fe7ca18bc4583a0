/* The ":" line: "verb argument", with names, Chinese verbs and completion from the table of
 * commands, and the settings behind :set. */
#include "cite.h"
#include "state.h"

#include "text/fold.h"
#include "text/utf8.h"

/* ---- Settings */

/* set: false leaves the old value. */
struct setting {
    const char *key;
    const char *help;
    bool (*set)(struct app *app, struct str value);
    void (*get)(const struct app *app, struct buf *out);
};

/* The number that S is; false when it is none or not within LOW..HIGH. */
static bool number(struct str s, unsigned low, unsigned high, unsigned *out)
{
    unsigned n = 0;

    if (!s.len || s.len > 6)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        n = n * 10 + (unsigned)(s.p[i] - '0');
    }
    if (n < low || n > high)
        return false;
    *out = n;
    return true;
}

static bool truth(struct str s, bool *out)
{
    bool on = str_eq(s, STR("on")) || str_eq(s, STR("1")) || str_eq(s, STR("开"));

    if (!on && !str_eq(s, STR("off")) && !str_eq(s, STR("0")) && !str_eq(s, STR("关")))
        return false;
    *out = on;
    return true;
}

enum { MEASURE_MIN = 16, MEASURE_MAX = 400 };

static bool set_width(struct app *app, struct str s)
{
    return number(s, MEASURE_MIN, MEASURE_MAX, &app->measure);
}

static void get_width(const struct app *app, struct buf *out)
{
    buf_printf(out, "%u", app->measure);
}

static bool set_indent(struct app *app, struct str s)
{
    return number(s, 0, 8, &app->indent);
}

static void get_indent(const struct app *app, struct buf *out)
{
    buf_printf(out, "%u", app->indent);
}

static bool set_ambiguous(struct app *app, struct str s)
{
    unsigned n;

    if (!number(s, 1, 2, &n))
        return false;
    app->amb = (int)n;
    return true;
}

static void get_ambiguous(const struct app *app, struct buf *out)
{
    buf_printf(out, "%d", app->amb);
}

static const char *const levels[] = {[KINSOKU_GB] = "gb",
                                     [KINSOKU_BASIC] = "basic",
                                     [KINSOKU_STRICT] = "strict",
                                     [KINSOKU_NONE] = "none"};

static bool set_kinsoku(struct app *app, struct str s)
{
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (str_eq(s, str_of(levels[i]))) {
            app->kinsoku = (enum kinsoku)i;
            return true;
        }
    }
    return false;
}

static void get_kinsoku(const struct app *app, struct buf *out)
{
    buf_z(out, levels[app->kinsoku]);
}

#define SWITCH(name, member)                                                             \
    static bool set_##name(struct app *app, struct str s)                                \
    {                                                                                    \
        return truth(s, &app->member);                                                   \
    }                                                                                    \
    static void get_##name(const struct app *app, struct buf *out)                       \
    {                                                                                    \
        buf_z(out, app->member ? "on" : "off");                                          \
    }
SWITCH(hang, hang)
SWITCH(indirect, indirect)
SWITCH(orphan, orphan)
SWITCH(unfold, reading.unfold)
SWITCH(web, web)

static bool set_cite(struct app *app, struct str s)
{
    struct err e;

    if (!cite_check(s, &e))
        return false;
    buf_reset(&app->cite);
    buf_str(&app->cite, s);
    return true;
}

static void get_cite(const struct app *app, struct buf *out)
{
    buf_z(out, app->cite.len ? app->cite.p : cite_default);
}

static const struct setting settings[] = {
    {"ambiguous", "1|2 ，“ ” … 等占几列", set_ambiguous, get_ambiguous},
    {"cite",
     "Y 的样子：{text} {speaker} {titles} {title} {date} {url} {id}，[] 里缺了就省",
     set_cite, get_cite},
    {"hang", "on|off 标点悬挂", set_hang, get_hang},
    {"indent", "0-8 段首缩进几列", set_indent, get_indent},
    {"indirect", "on|off 标出没有引号的转述", set_indirect, get_indirect},
    {"kinsoku", "gb|basic|strict|none 避头尾", set_kinsoku, get_kinsoku},
    {"orphan", "on|off 孤字不成行", set_orphan, get_orphan},
    {"unfold", "on|off 展开署名、图注", set_unfold, get_unfold},
    {"web", "on|off 段间空行代替缩进", set_web, get_web},
    {"width", "16-400 正文每行几列", set_width, get_width},
};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static const struct setting *find_setting(struct str key)
{
    for (size_t i = 0; i < N_SETTINGS; i++) {
        if (str_eq(key, str_of(settings[i].key)))
            return &settings[i];
    }
    return NULL;
}

static unsigned tell(struct app *app, const struct setting *s)
{
    struct buf value = {0};

    s->get(app, &value);
    app_say(app, "%s=%s  %s", s->key, value.p, s->help);
    buf_free(&value);
    return 0;
}

static unsigned change(struct app *app, const struct setting *s, struct str value)
{
    if (!s->set(app, value))
        return app_say(app, "%s 不能是“%.*s”：%s", s->key, STR_ARG(value), s->help);
    reading_relayout(app);
    app->lines.cols = 0;
    return tell(app, s);
}

COMMAND(set)
{
    size_t eq = str_find(call->arg, STR("="), 0);
    struct str key = str_trim(str_slice(call->arg, 0, eq));
    bool ask = eq == call->arg.len;
    const struct setting *s;

    if (ask && key.len && key.p[key.len - 1] == '?')
        key.len--;
    if (!key.len)
        return app_say(app, "用法：:set 项目=值，或 :set 项目? 查看；Tab 列出项目");
    s = find_setting(key);
    if (!s)
        return app_say(app, "没有这个设置：%.*s", STR_ARG(key));
    return ask ? tell(app, s) : change(app, s, str_trim(str_from(call->arg, eq + 1)));
}

COMMAND(width)
{
    const struct setting *s = find_setting(STR("width"));
    return call->arg.len ? change(app, s, call->arg) : tell(app, s);
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

/* ---- Commands about articles and the program */

/* By id, or by the whole path or its end. */
static size_t find_article(struct app *app, struct str what)
{
    size_t n = source_count(app->ar), i = source_find(app->ar, what);

    if (i < n || !what.len)
        return i;
    for (i = 0; i < n; i++) {
        struct item it;
        source_item(app->ar, i, &it);
        struct str path = it.path;
        size_t before = path.len - what.len;
        if (str_ends(path, what) && (!before || path.p[before - 1] == '/'))
            return i;
    }
    return n;
}

COMMAND(open)
{
    size_t i;

    if (!call->arg.len && facets_focused(app))
        return facets_open(app);
    if (call->arg.len) {
        i = find_article(app, call->arg);
        if (i >= source_count(app->ar))
            return app_say(app, "没有编号或路径为 %.*s 的文章", STR_ARG(call->arg));
        place_open(app, VIEW_ARTICLE, app_id(app, i), true);
    } else if (app_place(app)->view == VIEW_SAID || app_place(app)->view == VIEW_CARD) {
        return said_open(app);
    } else if (app_place(app)->view == VIEW_ARTICLE) {
        app_place(app)->zoom = true;
    } else if (list_count(app)) {
        place_open(app, VIEW_ARTICLE, place_article(app), true);
    } else if (!helper_take(app)) {
        return app_say(app, "没有文章可以打开");
    }
    return 0;
}

COMMAND(link)
{
    const struct item *en = app_entry(app, place_article(app));

    (void)call;
    if (!en)
        return app_say(app, "没有选中文章");
    if (!en->url.len)
        return app_say(app, "这篇文章没有链接");
    return app_say(app, "%.*s", STR_ARG(en->url));
}

COMMAND(redraw)
{
    (void)app;
    (void)call;
    return EFFECT_REPAINT;
}

COMMAND(reload)
{
    (void)call;
    app_say(app, "重新读取");
    return EFFECT_RELOAD;
}

COMMAND(suspend)
{
    (void)app;
    (void)call;
    return EFFECT_SUSPEND;
}

/* ---- The line */

/* The first word of LINE; *REST = what follows, trimmed.  U+3000 parts words too. */
static struct str first_word(struct str line, struct str *rest)
{
    static const char wide[] = "\xe3\x80\x80";
    size_t end = str_find(line, STR(" "), 0), wide_end = str_find(line, str_of(wide), 0);

    if (wide_end < end) {
        *rest = str_trim(str_from(line, wide_end + 3));
        return str_slice(line, 0, wide_end);
    }
    *rest = str_trim(str_from(line, end));
    return str_slice(line, 0, end);
}

unsigned ex_run(struct app *app, struct str line)
{
    struct call call = {.count = 1};
    struct str word = first_word(str_trim(line), &call.arg);
    const struct command *c;
    struct err e = {""};
    struct buf folded = {0};

    fold_utf8(word, &folded);
    call.counted = number(buf_view(&folded), 1, 999999, &call.count);
    c = call.counted ? command_named(STR("bottom"), NULL)
                     : command_named(buf_view(&folded), &e);
    buf_free(&folded);
    if (!word.len)
        return EFFECT_REDRAW;
    if (!c)
        return app_say(app, "%s", e.msg);
    if (call.arg.len && !(c->flags & CMD_ARG))
        return app_say(app, "%s 不带参数", c->name);
    if (c->run == cmd_open && call.arg.len)
        return cmd_open(app, &call) | EFFECT_REDRAW;
    return app_run(app, c, &call);
}

/* Candidate I among the names and verbs that begin with WORD. */
static const char *complete_name(struct str word, unsigned i)
{
    const struct command *c;

    for (size_t k = 0; (c = command_at(k)); k++) {
        if (str_starts(str_of(c->name), word) && i-- == 0)
            return c->name;
    }
    for (size_t k = 0; word.len && (c = command_at(k)); k++) {
        if (str_starts(str_of(c->verb), word) && i-- == 0)
            return c->verb;
    }
    return NULL;
}

static const char *complete_setting(struct str word, unsigned i)
{
    for (size_t k = 0; k < N_SETTINGS; k++) {
        if (str_starts(str_of(settings[k].key), word) && i-- == 0)
            return settings[k].key;
    }
    return NULL;
}

static const char *complete_layout(struct str word, unsigned i)
{
    static const char *const names[] = {"1", "2", "3"};
    return !word.len && i < 3 ? names[i] : NULL;
}

static const char *complete_order(struct str word, unsigned i)
{
    const char *name;

    for (unsigned k = 0; (name = list_order_name(k)); k++) {
        if (str_starts(str_of(name), word) && i-- == 0)
            return name;
    }
    return NULL;
}

/* Ids of articles: by their first digits, or all in the order of the list. */
static const char *complete_id(struct app *app, struct str word, unsigned i)
{
    size_t n = source_count(app->ar);

    for (size_t k = 0; k < n; k++) {
        const char *id = app_id(app, k);
        if (str_starts(str_of(id), word) && i-- == 0)
            return id;
    }
    return NULL;
}

static const char *complete_argument(struct app *app, const struct command *c,
                                     struct str word, unsigned i)
{
    if (c->run == cmd_set)
        return complete_setting(word, i);
    if (c->run == cmd_help)
        return complete_name(word, i);
    if (c->run == cmd_layout)
        return complete_layout(word, i);
    if (c->run == cmd_saved || c->run == cmd_unsave || c->run == cmd_save)
        return saved_name(app, word, i);
    if (c->run == cmd_sort)
        return complete_order(word, i);
    return c->run == cmd_open ? complete_id(app, word, i) : NULL;
}

bool ex_complete(struct app *app, struct str stem, unsigned i, struct buf *line)
{
    struct str rest, word = first_word(stem, &rest);
    const struct command *c = command_named(word, NULL);
    const char *found;

    buf_reset(line);
    if (word.len == stem.len) {
        found = complete_name(word, i);
    } else {
        found = c ? complete_argument(app, c, rest, i) : NULL;
        buf_str(line, word);
        buf_c(line, ' ');
    }
    if (found)
        buf_z(line, found);
    return found != NULL;
}

/* ---- Its prompt */

COMMAND(command)
{
    (void)call;
    prompt_open(app, PROMPT_COMMAND, STR(""));
    return 0;
}

static void changed(struct app *app)
{
    (void)app;
}

static unsigned accept(struct app *app)
{
    struct buf line = {0};
    unsigned effects;

    buf_str(&line, edit_view(&app->prompt.edit));
    remember_entered(app, PROMPT_COMMAND, buf_view(&line));
    prompt_close(app);
    effects = ex_run(app, buf_view(&line));
    buf_free(&line);
    return effects;
}

/* The stem has one completion: LINE is it, ready for what comes next. */
static bool complete_only(struct app *app, struct buf *line)
{
    struct str stem = buf_view(&app->prompt.stem), rest;
    const struct command *c;

    if (ex_complete(app, stem, 1, line) || !ex_complete(app, stem, 0, line))
        return false;
    first_word(stem, &rest);
    c = command_named(buf_view(line), NULL);
    if (c && !rest.len && (c->flags & CMD_ARG))
        buf_c(line, ' ');
    return true;
}

static bool key(struct app *app, uint32_t k)
{
    struct prompt *p = &app->prompt;
    struct buf line = {0};

    if (k != 9)
        return false;
    if (!p->n_tabs) {
        buf_reset(&p->stem);
        buf_str(&p->stem, edit_view(&p->edit));
    }
    if (!p->n_tabs && complete_only(app, &line)) {
        edit_set(&p->edit, buf_view(&line));
    } else if (!ex_complete(app, buf_view(&p->stem), p->n_tabs, &line)) {
        /* Once around: back to what was typed. */
        app_say(app, p->n_tabs ? "没有更多" : "没有可补全的");
        edit_set(&p->edit, buf_view(&p->stem));
        p->n_tabs = 0;
    } else {
        edit_set(&p->edit, buf_view(&line));
        p->n_tabs++;
    }
    buf_free(&line);
    return true;
}

static void info(struct app *app, struct buf *out)
{
    struct buf line = {0};
    unsigned n = 0;

    while (n < 99 && app->prompt.n_tabs &&
           ex_complete(app, buf_view(&app->prompt.stem), n, &line))
        n++;
    if (n)
        buf_printf(out, "%u/%u", app->prompt.n_tabs, n);
    buf_free(&line);
}

const struct prompt_ops command_prompt = {
    .label = ": ",
    .hint = "Enter 执行  Tab 补全  Up/Down Ctrl-R 以前的  Esc 清除、离开",
    .changed = changed,
    .accept = accept,
    .leave = prompt_close,
    .key = key,
    .info = info,
};
