/* The ":" line: "verb argument", with names, Chinese verbs and completion from the table of
 * commands. */
#include "settings.h"

#include "text/fold.h"
#include "text/utf8.h"

/* The number that S is, 1 to COUNT_MAX. */
enum { COUNT_MAX = 999999 };
static bool number(struct str s, unsigned *out)
{
    unsigned n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || s.len > 6)
            return false;
        n = n * 10 + (unsigned)(s.p[i] - '0');
    }
    *out = n;
    return n >= 1 && n <= COUNT_MAX;
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

/* U+3000 parts words too. */
struct str ex_first_word(struct str line, struct str *rest)
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
    struct str word = ex_first_word(str_trim(line), &call.arg);
    const struct command *c;
    struct err e = {""};
    struct buf folded = {0};

    fold_utf8(word, &folded);
    call.counted = number(buf_view(&folded), &call.count);
    c = call.counted ? command_named(STR("bottom"), NULL)
                     : command_named(buf_view(&folded), &e);
    buf_free(&folded);
    if (!word.len)
        return EFFECT_REDRAW;
    if (!c)
        return app_say(app, "%s", e.msg);
    if (call.arg.len && !(c->flags & CMD_ARG))
        return app_say(app, "%s 不带参数", c->name);
    if (c->run == cmd_open && call.arg.len && app_allows(app, c))
        return cmd_open(app, &call) | EFFECT_REDRAW;
    return app_run(app, c, &call);
}

/* Candidate I among the names and verbs that begin with WORD. */
static const char *complete_name(const struct app *app, struct str word, unsigned i)
{
    const struct command *c;

    for (size_t k = 0; (c = command_at(k)); k++) {
        if (app_allows(app, c) && str_starts(str_of(c->name), word) && i-- == 0)
            return c->name;
    }
    for (size_t k = 0; word.len && (c = command_at(k)); k++) {
        if (app_allows(app, c) && str_starts(str_of(c->verb), word) && i-- == 0)
            return c->verb;
    }
    return NULL;
}

static const char *complete_layout(struct str word, unsigned i)
{
    static const char *const names[] = {"1", "2", "3"};
    return !word.len && i < 3 ? names[i] : NULL;
}

static const char *complete_group(struct str word, unsigned i)
{
    const char *name;

    for (unsigned k = 0; (name = group_name(k)); k++) {
        if (str_starts(str_of(name), word) && i-- == 0)
            return name;
    }
    return NULL;
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

static const char *complete_speaker(struct app *app, struct str word, unsigned i)
{
    struct str name;

    return fix_name(app, word, i, &name) ? name.p : NULL;
}

static const char *complete_argument(struct app *app, const struct command *c,
                                     struct str word, unsigned i)
{
    if (c->run == cmd_help)
        return complete_name(app, word, i);
    if (c->run == cmd_layout)
        return complete_layout(word, i);
    if (c->run == cmd_saved || c->run == cmd_unsave || c->run == cmd_save)
        return saved_name(app, word, i);
    if (c->run == cmd_sort)
        return complete_order(word, i);
    if (c->run == cmd_group)
        return complete_group(word, i);
    if (c->run == cmd_fix)
        return complete_speaker(app, word, i);
    return c->run == cmd_open ? complete_id(app, word, i) : NULL;
}

bool ex_complete(struct app *app, struct str stem, unsigned i, struct buf *line)
{
    struct str rest, word = ex_first_word(stem, &rest);
    const struct command *c = command_named(word, NULL);
    const char *found;

    buf_reset(line);
    if (word.len == stem.len) {
        found = complete_name(app, word, i);
    } else {
        buf_str(line, word);
        buf_c(line, ' ');
        if (c && c->run == cmd_set)
            return settings_complete(rest, i, line);
        if (c && c->run == cmd_theme)
            return theming_complete(app, rest, i, line);
        found = c ? complete_argument(app, c, rest, i) : NULL;
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
    theming_typed(app, edit_view(&app->prompt.edit));
}

static void leave(struct app *app)
{
    theming_restore(app);
    prompt_close(app);
}

static unsigned accept(struct app *app)
{
    struct buf line = {0};
    unsigned effects;

    buf_str(&line, edit_view(&app->prompt.edit));
    remember_entered(app, PROMPT_COMMAND, buf_view(&line));
    leave(app);
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
    ex_first_word(stem, &rest);
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
    changed(app);
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
    .leave = leave,
    .key = key,
    .info = info,
};
