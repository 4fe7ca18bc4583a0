/* The line that asks: filter, find, command, help.  What a prompt means lies with its owner. */
#include "state.h"
#include "view/keymap.h"

enum {
    TAB = 9,
    ENTER = 13,
    CTRL_C = 3,
    CTRL_G = 7,
    CTRL_N = 14,
    CTRL_P = 16,
    CTRL_R = 18,
    ESC = 27,
    BACKSPACE = 127
};

static const struct prompt_ops *const prompts[PROMPT_COUNT] = {
    [PROMPT_FILTER] = &filter_prompt,   [PROMPT_FIND] = &find_prompt,
    [PROMPT_COMMAND] = &command_prompt, [PROMPT_HELP] = &help_prompt,
    [PROMPT_FIX] = &fix_prompt,         [PROMPT_FACET] = &facet_prompt,
};

void prompt_open(struct app *app, enum prompt_id id, struct str text)
{
    app->prompt.id = id;
    app->prompt.n_tabs = 0;
    app->prompt.searching = false;
    edit_set(&app->prompt.edit, text);
    recall_rewind(&app->recalls[id]);
}

void prompt_close(struct app *app)
{
    app->prompt.id = PROMPT_NONE;
}

static unsigned escape(struct app *app, const struct prompt_ops *p)
{
    if (app->prompt.edit.text.len) {
        edit_set(&app->prompt.edit, STR(""));
        p->changed(app);
    } else {
        p->leave(app);
    }
    return EFFECT_REDRAW;
}

/* Ctrl-R: older lines that hold what was typed; again: older still. */
static unsigned search(struct app *app, const struct prompt_ops *ops)
{
    struct prompt *p = &app->prompt;

    if (!p->searching) {
        buf_reset(&p->part);
        buf_str(&p->part, edit_view(&p->edit));
        p->searching = true;
    }
    if (!recall_find(&app->recalls[p->id], buf_view(&p->part), &p->edit))
        return p->part.len ? app_say(app, "没有更早的含有“%.*s”的", STR_ARG(p->part))
                           : app_say(app, "没有更早的");
    p->n_tabs = 0;
    ops->changed(app);
    return EFFECT_REDRAW;
}

/* Lines entered before. */
static bool recall_key(struct app *app, uint32_t key)
{
    struct recall *r = &app->recalls[app->prompt.id];

    if (key == K_UP || key == CTRL_P)
        return recall_older(r, &app->prompt.edit);
    return (key == K_DOWN || key == CTRL_N) && recall_newer(r, &app->prompt.edit);
}

static unsigned edit(struct app *app, const struct prompt_ops *p, uint32_t key)
{
    bool empty = !app->prompt.edit.text.len;

    if (key == BACKSPACE && empty) {
        p->leave(app);
    } else if (recall_key(app, key) || edit_key(&app->prompt.edit, key) == EDIT_CHANGED) {
        app->prompt.n_tabs = 0;
        p->changed(app);
    }
    return EFFECT_REDRAW;
}

unsigned prompt_key(struct app *app, uint32_t key)
{
    const struct prompt_ops *p = prompts[app->prompt.id];

    if (key == 8 || key == 10)
        key = key_fold(key);
    if (key == CTRL_R)
        return search(app, p);
    app->prompt.searching = false;
    if (p->key && p->key(app, key))
        return EFFECT_REDRAW;
    switch (key) {
    case ENTER:
        return p->accept(app) | EFFECT_REDRAW;
    case ESC:
        return escape(app, p);
    case CTRL_C:
    case CTRL_G:
        p->leave(app);
        return EFFECT_REDRAW;
    default:
        return edit(app, p, key);
    }
}

unsigned prompt_paste(struct app *app, struct str text)
{
    edit_insert(&app->prompt.edit, text);
    app->prompt.n_tabs = 0;
    prompts[app->prompt.id]->changed(app);
    return EFFECT_REDRAW;
}

/* First byte shown so that the cursor is within COLS columns. */
static size_t first_shown(const struct edit *e, unsigned cols, int amb)
{
    struct str s = edit_view(e);
    size_t from = 0;

    while (from < e->at && show_cols(str_slice(s, from, e->at - from), amb) >= cols)
        from += show_next(s, from);
    return from;
}

void prompt_draw(struct app *app, struct grid *g, unsigned row)
{
    const struct prompt_ops *p = prompts[app->prompt.id];
    const struct edit *e = &app->prompt.edit;
    struct buf right = {0};
    unsigned left, cols, info;
    size_t from;

    /* Where there is no row of hints. */
    if (g->rows < HINT_ROWS && app->notice.len)
        grid_put_clip(g, row - 1, 1, g->cols - 2, buf_view(&app->notice), STYLE_BAR);
    if (p->info)
        p->info(app, &right);
    info = show_cols(buf_view(&right), g->amb);
    left = 1 + grid_put(g, row, 1, g->cols - 2, str_of(p->label), STYLE_PROMPT);
    cols = g->cols - 1 - left;
    if (info && info + 12 < cols) {
        grid_put(g, row, g->cols - 1 - info, info, buf_view(&right), STYLE_BAR);
        cols -= info + 1;
    }
    from = first_shown(e, cols, g->amb);
    grid_put(g, row, left, cols, str_from(edit_view(e), from), STYLE_NORMAL);
    grid_cursor(g, row,
                left + show_cols(str_slice(edit_view(e), from, e->at - from), g->amb));
    buf_free(&right);
}

bool prompt_draw_hints(struct app *app, struct grid *g, unsigned row)
{
    const struct prompt_ops *p = prompts[app->prompt.id];

    return p->draw_hints && p->draw_hints(app, g, row);
}

const char *prompt_hint(struct app *app)
{
    return prompts[app->prompt.id]->hint;
}
