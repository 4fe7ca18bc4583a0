/* Help: the commands valid in the view below, narrowed by typing, run by Enter. */
#include "state.h"

#include "text/fold.h"
#include "view/keymap.h"

/* Does what is typed name a key of C? */
static bool is_key(const struct app *app, const struct command *c, struct str typed)
{
    struct buf keys = {0};
    bool found = false;

    keymap_add(&keys, &app->conf.keys, c, app_view(app)->where, KEYMAP_MAX);
    for (size_t off = 0, len; off < keys.len && !found; off += len + 1) {
        len = str_find(buf_view(&keys), STR(" "), off) - off;
        found = str_eq(str_slice(buf_view(&keys), off, len), typed);
    }
    buf_free(&keys);
    return found;
}

static bool holds(const char *text, struct str folded)
{
    struct str s = str_of(text);
    return str_find(s, folded, 0) < s.len;
}

static bool wanted(const struct app *app, const struct command *c)
{
    struct str typed = edit_view(&app->prompt.edit);
    struct buf folded = {0};
    bool found;

    if (!(c->where & app_view(app)->where) || !app_allows(app, c))
        return false;
    if (!typed.len)
        return true;
    fold_utf8(typed, &folded);
    found = is_key(app, c, typed) || is_key(app, c, buf_view(&folded)) ||
            holds(c->name, buf_view(&folded)) || holds(c->verb, typed) ||
            holds(c->help, typed);
    buf_free(&folded);
    return found;
}

/* Command I of those shown: whoever has the key that was typed comes first. */
static const struct command *shown(const struct app *app, size_t i)
{
    struct str typed = edit_view(&app->prompt.edit);
    const struct command *c;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; (c = command_at(k)); k++) {
            bool first = typed.len && is_key(app, c, typed);
            if (wanted(app, c) && first == (pass == 0) && i-- == 0)
                return c;
        }
    }
    return NULL;
}

static size_t n_shown(const struct app *app)
{
    const struct command *c;
    size_t n = 0;

    for (size_t k = 0; (c = command_at(k)); k++)
        n += wanted(app, c);
    return n;
}

COMMAND(help)
{
    prompt_open(app, PROMPT_HELP, call->arg);
    app->help.sel = app->help.top = 0;
    return 0;
}

static void changed(struct app *app)
{
    app->help.sel = app->help.top = 0;
}

static unsigned accept(struct app *app)
{
    const struct command *c = shown(app, app->help.sel);

    if (!c)
        return app_say(app, "没有这样的命令");
    prompt_close(app);
    return app_run(app, c, &(struct call){.count = 1});
}

static void move(struct app *app, long by)
{
    long n = (long)n_shown(app), to = (long)app->help.sel + by;

    app->help.sel = n == 0 || to < 0 ? 0 : (size_t)(to < n ? to : n - 1);
}

static bool key(struct app *app, uint32_t k)
{
    long page = (long)panes_of(app).body.rows - 1;
    const struct {
        uint32_t key;
        long by;
    } moves[] = {{K_DOWN, 1},     {K_UP, -1},     {9, 1},
                 {K_BACKTAB, -1}, {K_PGDN, page}, {K_PGUP, -page}};

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (moves[i].key == k) {
            move(app, moves[i].by);
            return true;
        }
    }
    return false;
}

static void info(struct app *app, struct buf *out)
{
    buf_printf(out, "%zu/%zu", n_shown(app) ? app->help.sel + 1 : 0, n_shown(app));
}

const struct prompt_ops help_prompt = {
    .label = "帮助> ",
    .hint = "输入名称、中文或键来筛选  Up/Down 选择  Enter 执行  Esc 离开",
    .changed = changed,
    .accept = accept,
    .leave = prompt_close,
    .key = key,
    .info = info,
};

enum { KEYS_COLS = 18, VERB_COLS = 9, NAME_COLS = 17 };

static void draw_command(struct app *app, struct grid *g, unsigned row,
                         const struct command *c)
{
    struct buf keys = {0};
    unsigned col = 2, end = g->cols - 1;

    keymap_add(&keys, &app->conf.keys, c, app_view(app)->where, KEYMAP_MAX);
    if (g->cols < TWO_LINE_COLS) {
        buf_reset(&keys);
        keymap_add(&keys, &app->conf.keys, c, app_view(app)->where, 1);
    }
    if (!keys.len && g->cols >= TWO_LINE_COLS)
        buf_printf(&keys, ":%s", c->name);
    unsigned keys_cols = g->cols < TWO_LINE_COLS ? 6 : KEYS_COLS;
    grid_put(g, row, col, keys_cols - 1, buf_view(&keys), STYLE_PROMPT);
    col += keys_cols;
    grid_put(g, row, col, VERB_COLS, str_of(c->verb), STYLE_NORMAL);
    col += VERB_COLS;
    if (g->cols >= 80) {
        grid_put(g, row, col, NAME_COLS, str_of(c->name), STYLE_DIM);
        col += NAME_COLS;
    }
    if (col < end)
        grid_put_clip(g, row, col, end - col, str_of(c->help), STYLE_NORMAL);
    buf_free(&keys);
}

void help_draw(struct app *app, struct grid *g)
{
    struct rect body = panes_of(app).body;
    struct help *h = &app->help;
    size_t n = n_shown(app);

    if (h->sel < h->top)
        h->top = h->sel;
    if (h->sel >= h->top + body.rows)
        h->top = h->sel - body.rows + 1;
    for (unsigned y = 0; y < body.rows && h->top + y < n; y++) {
        draw_command(app, g, body.row + y, shown(app, h->top + y));
        if (h->top + y == h->sel)
            grid_fill(g, body.row + y, 0, 1, '>', STYLE_MARK);
    }
    if (!n)
        grid_put(g, body.row, 2, g->cols - 3, STR("没有这样的命令"), STYLE_NORMAL);
}
