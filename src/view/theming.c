#include "theming.h"

#include "state.h"

static bool read_own(struct theme *out, struct str name, struct diags *diags)
{
    const struct theme *t = theme_named(name);

    (void)diags;
    if (t)
        *out = *t;
    return t != NULL;
}

static const char *own_name_at(struct arena *a, size_t i)
{
    (void)a;
    return theme_at(i) ? theme_at(i)->name : NULL;
}

void theming_start(struct app *app, const struct app_opts *o)
{
    struct theming *t = &app->theming;

    t->read = o->read_theme ? o->read_theme : read_own;
    t->name_at = o->theme_name_at ? o->theme_name_at : own_name_at;
    t->automatic = !o->theme || o->theme_automatic;
    t->now = o->theme ? *o->theme : *theme_for(false, 0);
}

void theming_free(struct app *app)
{
    arena_free(&app->theming.a);
}

unsigned app_set_background(struct app *app, uint32_t rgb)
{
    struct theming *t = &app->theming;

    if (t->known && t->ground == rgb)
        return 0;
    t->known = true;
    t->ground = rgb;
    if (!t->automatic)
        return 0;
    *(t->trying ? &t->kept : &t->now) = *theme_for(true, rgb);
    return EFFECT_REDRAW;
}

/* "auto" or a name; what is wrong in its file is in diags. */
static bool find(struct theming *t, struct str name, struct theme *out)
{
    arena_reset(&t->a);
    t->diags = (struct diags){.a = &t->a};
    if (!str_eq(name, STR("auto")))
        return t->read(out, name, &t->diags);
    *out = *theme_for(t->known, t->ground);
    return true;
}

void theming_restore(struct app *app)
{
    struct theming *t = &app->theming;

    if (t->trying)
        t->now = t->kept;
    t->trying = false;
}

void theming_typed(struct app *app, struct str line)
{
    struct theming *t = &app->theming;
    struct str rest, word = ex_first_word(str_trim(line), &rest);
    const struct command *c = word.len ? command_named(word, NULL) : NULL;
    struct theme other;

    if (!c || c->run != cmd_theme || !find(t, rest, &other)) {
        theming_restore(app);
        return;
    }
    if (!t->trying)
        t->kept = t->now;
    t->trying = true;
    t->now = other;
}

bool theming_complete(const struct app *app, struct str word, unsigned i,
                      struct buf *name)
{
    static const char *const others[] = {"auto", "test"};
    struct arena a = {0};
    const char *z;
    bool found = false;

    for (size_t k = 0; !found && k < 2; k++)
        if (str_starts(str_of(others[k]), word) && i-- == 0) {
            buf_z(name, others[k]);
            found = true;
        }
    for (size_t k = 0; !found && (z = app->theming.name_at(&a, k)); k++)
        if (str_starts(str_of(z), word) && i-- == 0) {
            buf_z(name, z);
            found = true;
        }
    arena_free(&a);
    return found;
}

static void add_names(const struct app *app, struct buf *out)
{
    struct arena a = {0};
    const char *z;

    buf_z(out, "auto");
    for (size_t k = 0; (z = app->theming.name_at(&a, k)); k++)
        buf_printf(out, " %s", z);
    arena_free(&a);
}

/* "BEFORE NAME AFTER" and the names to choose from. */
static unsigned say_names(struct app *app, const char *before, struct str name,
                          const char *after)
{
    struct buf names = {0};

    add_names(app, &names);
    app_say(app, "%s%.*s；%s可选 %s", before, STR_ARG(name), after, names.p);
    buf_free(&names);
    return 0;
}

static unsigned say_taken(struct app *app)
{
    const struct theming *t = &app->theming;
    struct buf b = {0};

    if (t->diags.n)
        diag_format(&b, &t->diags.items[0]);
    else
        buf_printf(&b, "配色 %s%s", t->now.name, t->automatic ? "（自动）" : "");
    app_say(app, "%s", b.p);
    buf_free(&b);
    return 0;
}

COMMAND(theme)
{
    struct theming *t = &app->theming;
    struct theme other;

    if (!call->arg.len)
        return say_names(app, "配色 ", str_of(t->now.name), ":theme test 看样子，");
    if (str_eq(call->arg, STR("test"))) {
        if (app_place(app)->view != VIEW_THEME)
            place_open(app, VIEW_THEME, "", false);
        return 0;
    }
    if (!find(t, call->arg, &other))
        return say_names(app, "没有配色 ", call->arg, "");
    t->automatic = str_eq(call->arg, STR("auto"));
    t->now = other;
    return say_taken(app);
}

/* ---- The page */

enum { NAME_COLS = 11, ABOUT_COLS = 24, CONTRAST_COLS = 7 };

/* Of the colours of STYLE on the backgrounds the theme is made for the worst, as "5.3:1"; nothing
 * where the colours are the terminal's own. */
static void add_contrast(struct buf *out, const struct theme *t, enum style style)
{
    int32_t fg = t->looks[style].rgb >= 0 ? t->looks[style].rgb
                 : t->looks[style].basic >= 0
                     ? (int32_t)theme_palette((unsigned)t->looks[style].basic)
                     : t->ink;
    double least = 21;

    for (unsigned i = 0; i < t->n_grounds; i++) {
        double c = theme_contrast((uint32_t)fg, t->grounds[i]);
        least = c < least ? c : least;
    }
    if (fg >= 0 && t->n_grounds)
        buf_printf(out, "%.1f:1", least);
}

/* Words of the article selected, or of nobody. */
static struct str sample(struct app *app)
{
    const struct reading *r = reading_ready(app);

    return r->art && r->body.text.len
               ? str_slice(r->body.text, 0,
                           r->body.text.len < 600 ? r->body.text.len : 600)
               : STR("“先把路修平，再问车能跑多快。”他说，2024年的路还长。");
}

static void draw_style(struct app *app, struct grid *g, unsigned row, enum style style)
{
    bool wide = g->cols >= TWO_LINE_COLS;
    unsigned col = 2, end = g->cols - 1;
    struct buf b = {0};

    grid_put(g, row, col, NAME_COLS - 1, str_of(style_name(style)), STYLE_NORMAL);
    col += NAME_COLS;
    if (wide) {
        grid_put_clip(g, row, col, ABOUT_COLS - 1, str_of(style_about(style)),
                      STYLE_NORMAL);
        col += ABOUT_COLS;
        add_contrast(&b, &app->theming.now, style);
        grid_put(g, row, col, CONTRAST_COLS - 1, buf_view(&b), STYLE_NORMAL);
        col += CONTRAST_COLS;
    }
    if (col < end)
        grid_put_clip(g, row, col, end - col, sample(app), style);
    buf_free(&b);
}

static void draw_diag(const struct app *app, struct grid *g, unsigned row, size_t i)
{
    struct buf b = {0};

    diag_format(&b, &app->theming.diags.items[i]);
    grid_put_clip(g, row, 2, g->cols - 3, buf_view(&b), STYLE_ERROR);
    buf_free(&b);
}

static size_t count(struct app *app)
{
    return STYLE_COUNT + (app->theming.diags.n ? 1 + app->theming.diags.n : 0);
}

static size_t page(struct app *app)
{
    return panes_of(app).body.rows;
}

static size_t last(struct app *app)
{
    size_t n = count(app), rows = page(app);

    return n > rows ? n - rows : 0;
}

static size_t at(struct app *app)
{
    size_t most = last(app);

    return app->theming.top < most ? app->theming.top : most;
}

static void go(struct app *app, size_t to)
{
    app->theming.top = to;
}

static void scroll(struct app *app, ptrdiff_t by)
{
    go(app, (size_t)((ptrdiff_t)at(app) + by));
}

static void draw(struct app *app, struct grid *g)
{
    struct rect body = panes_of(app).body;
    size_t row = at(app), n = count(app);

    app->theming.top = row;
    for (unsigned y = 0; y < body.rows && row < n; y++, row++) {
        if (row < STYLE_COUNT)
            draw_style(app, g, body.row + y, (enum style)row);
        else if (row > STYLE_COUNT)
            draw_diag(app, g, body.row + y, row - STYLE_COUNT - 1);
    }
    grid_cursor(g, body.row, 0);
}

static void status(struct app *app, struct buf *out)
{
    const struct theming *t = &app->theming;

    buf_printf(out, "配色 %s%s", t->now.name, t->automatic ? "（自动）" : "");
    for (unsigned i = 0; i < t->now.n_grounds; i++)
        buf_printf(out, "%s#%06x", i ? " " : "  对比度按底色 ",
                   (unsigned)t->now.grounds[i]);
}

static const char *const hints[] = {"command", "close", "help", "down", "up", NULL};

const struct view_ops theme_ops = {
    .where = WHERE_ERRORS,
    .draw = draw,
    .count = count,
    .at = at,
    .last = last,
    .page = page,
    .go = go,
    .scroll = scroll,
    .status = status,
    .hints = hints,
};
