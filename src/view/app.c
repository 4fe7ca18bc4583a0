/* Events become commands here; everything a command does lies in the files named after it. */
#include "view/app.h"

#include "settings.h"
#include "text/utf8.h"
#include "view/keymap.h"

#include <stdio.h>
#include <stdlib.h>

enum { COUNT_MAX = 1000000 };

static const struct view_ops *const views[VIEW_COUNT] = {
    [VIEW_LIST] = &list_ops, [VIEW_ARTICLE] = &article_ops, [VIEW_RAW] = &raw_ops,
    [VIEW_INFO] = &info_ops, [VIEW_ERRORS] = &errors_ops,   [VIEW_SAID] = &said_ops,
    [VIEW_CARD] = &card_ops, [VIEW_SAVED] = &saved_ops,     [VIEW_THEME] = &theme_ops,
};

const struct view_ops *app_view(const struct app *app)
{
    return facets_focused(app) ? &facets_ops
                               : views[app->history.items[app->history.now].view];
}

struct place *app_place(struct app *app)
{
    return &app->history.items[app->history.now];
}

unsigned app_say(struct app *app, const char *fmt, ...)
{
    char line[512];
    va_list ap;
    size_t len;

    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    len = utf8_valid_len(str_of(line));
    buf_reset(&app->notice);
    buf_str(&app->notice, str_make(line, len));
    return EFFECT_REDRAW;
}

void app_name(struct buf *out, const char *const *paths, size_t n)
{
    struct str s = n ? str_of(paths[0]) : STR("yulu");

    while (s.len > 1 && s.p[s.len - 1] == '/')
        s.len--;
    for (size_t i = s.len; i-- > 0;) {
        if (s.p[i] == '/' && i + 1 < s.len) {
            s = str_from(s, i + 1);
            break;
        }
    }
    if (str_eq(s, STR("-")))
        s = STR("标准输入");
    utf8_repair(s, out);
    if (n > 1)
        buf_printf(out, " 等%zu处", n);
}

bool app_too_small(const struct app *app)
{
    return app->cols < MIN_COLS || app->rows < MIN_ROWS;
}

const struct item *app_entry(struct app *app, const char *id)
{
    size_t i = id[0] ? source_find(app->ar, str_of(id)) : source_count(app->ar);

    if (i == source_count(app->ar))
        return NULL;
    source_item(app->ar, i, &app->entry);
    return &app->entry;
}

const char *app_id(struct app *app, size_t i)
{
    source_item(app->ar, i, &app->entry);
    return app->entry.id;
}

/* Open what was asked for at the start, or the only article, as soon as it is there. */
static void open_first(struct app *app)
{
    size_t n = source_count(app->ar), i;

    if (app->want.len) {
        i = source_find(app->ar, buf_view(&app->want));
        if (i < n) {
            place_open(app, VIEW_ARTICLE, app_id(app, i), true);
            buf_reset(&app->want);
        } else if (!source_is_reading(app->ar)) {
            app_say(app, "没有编号为 %s 的文章", app->want.p);
            buf_reset(&app->want);
        }
    } else if (!app->touched && n == 1 && !source_is_reading(app->ar)) {
        /* Nothing to choose from: q leaves the program, not the article. */
        app->history.n = app->history.now = 0;
        place_open(app, VIEW_ARTICLE, app_id(app, 0), true);
        app->touched = true;
    }
}

/* "7e28fbc0#3": an article, and a quotation in it. */
static void take_wanted(struct app *app, struct str id)
{
    size_t hash = str_find(id, STR("#"), 0);

    for (size_t i = hash + 1; hash < id.len && i < id.len; i++)
        if (id.p[i] >= '0' && id.p[i] <= '9' && app->want_quote < COUNT_MAX)
            app->want_quote = app->want_quote * 10 + (unsigned)(id.p[i] - '0');
    buf_str(&app->want, str_slice(id, 0, hash < id.len ? hash : id.len));
}

struct app *app_new(struct source *ar, const struct app_opts *o)
{
    struct app *app = mem_grow(NULL, sizeof *app);

    memset(app, 0, sizeof *app);
    app->ar = ar;
    app->rows = o->rows;
    app->cols = o->cols;
    app->amb = o->amb;
    app->kinsoku = o->kinsoku;
    app->measure = o->measure;
    app->today = o->today;
    app->indent = o->indent;
    if (o->name)
        buf_z(&app->name, o->name);
    take_wanted(app, o->open_id);
    app->add_words = o->add_words;
    app->add_people = o->add_people;
    app->kiosk = o->kiosk;
    app->may_copy = o->may_copy;
    app->read_fixes = o->read_fixes;
    app->save_fix = o->save_fix;
    theming_start(app, o);
    app->no_clipboard = o->no_clipboard;
    app->outside.remote = o->remote;
    app->history.n = 1;
    app->aside.on = true;
    remember_start(app, o->state);
    buf_str(&app->list.filter, o->query);
    app->query_unchecked = o->query.len > 0;
    settings_start(app, o->config);
    list_refresh(app);
    filter_check(app);
    if (o->notice)
        app_say(app, "%s", o->notice);
    open_first(app);
    if (!app->notice.len)
        remember_trouble(app);
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    remember_end(app);
    struct arena *arenas[] = {
        &app->reading.a,        &app->reading.page_a,  &app->reading.hits_a,
        &app->reading.quotes_a, &app->lexicon_a,       &app->lines.a,
        &app->said_view.a,      &app->said_view.row_a, &app->fix_names.a};
    struct buf *bufs[] = {&app->copy,           &app->name,        &app->notice,
                          &app->want,           &app->list.filter, &app->list.sel_path,
                          &app->reading.needle, &app->prompt.stem, &app->prompt.kept,
                          &app->prompt.part};
    for (size_t i = 0; i < sizeof arenas / sizeof *arenas; i++)
        arena_free(arenas[i]);
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_free(bufs[i]);
    for (size_t i = 0; i < PROMPT_COUNT; i++)
        recall_free(&app->recalls[i]);
    edit_free(&app->prompt.edit);
    filter_free(app);
    aside_free(app);
    facets_free(app);
    complete_end(app);
    arena_free(&app->helper.a);
    arena_free(&app->completing.a);
    settings_end(app);
    people_free(app);
    theming_free(app);
    outside_free(app);
    fixes_free(&app->fixes);
    free(app);
}

void app_set_archive(struct app *app, struct source *ar)
{
    app->ar = ar;
    state_refresh(app->state);
    people_forget(app);
    said_forget(app);
    list_refresh(app);
    reading_reload(app);
    app->lines.cols = 0;
    app_say(app, "已重新读取，共%zu篇", source_count(ar));
}

unsigned app_set_ambiguous(struct app *app, int amb)
{
    if (app->amb == amb)
        return 0;
    app->amb = amb;
    reading_relayout(app);
    app->lines.cols = 0;
    return EFFECT_REPAINT;
}

bool app_allows(const struct app *app, const struct command *cmd)
{
    return !app->kiosk || command_is_public(cmd, app->may_copy);
}

unsigned app_run(struct app *app, const struct command *cmd, const struct call *call)
{
    app->count = 0;
    if (!app_allows(app, cmd))
        return app_say(app, "访客不能用：%s", cmd->verb);
    if (cmd->run != cmd_page_down)
        app->end_asked = false;
    /* What the list can is done by the ":" line also while the facets have the keys. */
    if (!(cmd->where & (app_view(app)->where | (facets_focused(app) ? WHERE_LIST : 0))))
        return app_say(app, "这里不能用：%s", cmd->verb);
    return cmd->run(app, call) | EFFECT_REDRAW;
}

/* A person whose input method is on typed Han where commands are expected. */
static unsigned take_han(struct app *app, uint32_t key)
{
    char bytes[4];

    if (app_place(app)->view == VIEW_LIST) {
        filter_open(app, str_make(bytes, utf8_encode(key, bytes)));
        filter_prompt.changed(app);
    }
    if (app->ime_told)
        return EFFECT_REDRAW;
    app->ime_told = true;
    return app_say(app, "输入法为中文状态，按 Shift 切换");
}

unsigned app_key(struct app *app, uint32_t key)
{
    const struct command *cmd;
    struct call call = {.count = app->count ? app->count : 1, .counted = app->count > 0};
    uint32_t folded = key_fold(key);
    char name[32];

    if (app->letter)
        return marks_key(app, folded);
    if ((folded >= '1' && folded <= '9') || (folded == '0' && app->count)) {
        app->count = app->count * 10 + (folded - '0');
        if (app->count > COUNT_MAX)
            app->count = COUNT_MAX;
        return EFFECT_REDRAW;
    }
    if (folded == 27 && app->count) {
        app->count = 0;
        return EFFECT_REDRAW;
    }
    cmd = keymap_find(&app->conf.keys, folded, app_view(app)->where, &call.arg);
    if (cmd)
        return app_run(app, cmd, &call);
    app->count = 0;
    if (utf8_is_han(key))
        return take_han(app, key);
    return app_say(app, "没有这个键 %s，按 ? 看帮助", event_key_name(key, name));
}

/* What still works where nothing can be seen: Ctrl-L, Ctrl-Z, Q. */
static bool blind_key(uint32_t key)
{
    return key == 12 || key == 26 || key == 'Q';
}

static unsigned step_key(struct app *app, uint32_t key)
{
    bool second = key_comes_twice(key) && app->pair == key;

    app->pair = key_comes_twice(key) && !second ? key : 0;
    app->touched = true;
    buf_reset(&app->notice);
    if (app_too_small(app) && !blind_key(key_fold(key)))
        return 0;
    remember_seen(app);
    if (app->outside.asking)
        return opening_key(app, key);
    if (app->prompt.id)
        return prompt_key(app, key);
    return second ? 0 : app_key(app, key);
}

static unsigned step_paste(struct app *app, struct str text)
{
    app->touched = true;
    buf_reset(&app->notice);
    if (!text.len)
        return 0;
    if (app->prompt.id)
        return prompt_paste(app, text);
    /* Like Han typed there. */
    if (app_place(app)->view == VIEW_LIST && !app->outside.asking) {
        filter_open(app, STR(""));
        return prompt_paste(app, text);
    }
    return app_say(app, "粘贴的文字不会当作命令；先按 / 或 : 再粘贴");
}

static unsigned step_archive(struct app *app)
{
    bool other = source_pump(app->ar) || source_count(app->ar) != app->n_listed;

    /* Messages and the phase may come without a change of the articles. */
    if (other)
        app->lines.cols = 0;
    if (source_generation(app->ar) != app->generation ||
        source_count(app->ar) != app->n_listed) {
        list_refresh(app);
        people_refresh(app);
        said_forget(app);
        fix_look(app);
        if (!app->reading.art)
            reading_reload(app);
    }
    open_first(app);
    filter_check(app);
    return EFFECT_REDRAW;
}

static unsigned step(struct app *app, const struct event *ev)
{
    switch (ev->kind) {
    case EVENT_KEY:
        return step_key(app, ev->key);
    case EVENT_PASTE:
        return step_paste(app, ev->text);
    case EVENT_RESIZE:
        app->rows = ev->rows ? ev->rows : 1;
        app->cols = ev->cols ? ev->cols : 1;
        return EFFECT_REDRAW;
    case EVENT_ARCHIVE:
        return step_archive(app);
    }
    return 0;
}

unsigned app_step(struct app *app, const struct event *ev)
{
    unsigned effects = step(app, ev);

    remember_trouble(app);
    return effects;
}

unsigned app_hold(struct app *app, bool held)
{
    bool released = app->held && !held;

    app->held = held;
    return released ? EFFECT_REDRAW : 0;
}

bool app_is_busy(struct app *app)
{
    return filter_pending(app) || helper_pending(app) || quotes_pending(app) ||
           people_wanted(app) || totals_pending(app) || aside_pending(app);
}

unsigned app_idle(struct app *app)
{
    if (filter_pending(app)) {
        bool more = filter_go_on(app);
        list_found_more(app);
        return more ? EFFECT_REDRAW : EFFECT_BUSY;
    }
    if (helper_pending(app))
        return helper_step(app) ? EFFECT_REDRAW : EFFECT_BUSY;
    if (quotes_pending(app)) {
        quotes_find_now(app);
        return EFFECT_REDRAW;
    }
    if (people_wanted(app))
        return people_step(app) ? EFFECT_REDRAW : EFFECT_BUSY;
    if (totals_pending(app))
        return totals_step(app) ? EFFECT_REDRAW : EFFECT_BUSY;
    if (!aside_pending(app))
        return 0;
    aside_step(app);
    return EFFECT_REDRAW;
}

static void draw_too_small(const struct app *app, struct grid *g)
{
    char text[64];
    struct str s;
    unsigned cols;

    snprintf(text, sizeof text, "需%dx%d 现%ux%u", MIN_COLS, MIN_ROWS, app->cols,
             app->rows);
    s = str_of(text);
    cols = show_cols(s, g->amb);
    grid_put(g, g->rows / 2, cols < g->cols ? (g->cols - cols) / 2 : 0, g->cols, s,
             STYLE_NORMAL);
    grid_cursor(g, g->rows / 2, 0);
}

void app_draw(struct app *app, struct grid *g)
{
    grid_resize(g, app->rows, app->cols, app->amb);
    g->theme = &app->theming.now;
    if (app_too_small(app)) {
        draw_too_small(app, g);
        return;
    }
    app->drawing = true;
    if (app->prompt.id == PROMPT_HELP)
        help_draw(app, g);
    else
        app_view(app)->draw(app, g);
    app->drawing = false;
    bar_header(app, g);
    bar_status(app, g);
    bar_hints(app, g);
    if (app->outside.asking)
        opening_draw(app, g);
    remember_shown(app);
}
