/* What the reader did is remembered: read, starred, where one was, what was entered, the layout.
 * The files lie below (state/state.h); without them the app keeps marks, filters and history in
 * memory, and says nothing of what was read. */
#include "state.h"

#include "text/utf8.h"

/* ---- In the list */

/* "*" starred, "." unread, "+" left before its end. */
char remember_sign(const struct app *app, const struct item *en)
{
    struct state_article art;
    size_t cps;
    bool end;

    if (!app->remembers)
        return ' ';
    art = did_article(en);
    if (state_is_starred(app->state, &art))
        return '*';
    if (!state_is_read(app->state, &art))
        return '.';
    return state_position(app->state, &art, &cps, &end) && cps && !end ? '+' : ' ';
}

/* The article a command is about; NULL after saying why there is none. */
static const struct item *meant(struct app *app, struct state_article *art)
{
    const struct item *en = app_entry(app, place_article(app));

    if (!app->remembers)
        app_say(app, "没有记下阅读状态（--no-state）");
    else if (!en)
        app_say(app, "没有选中文章");
    else
        *art = did_article(en);
    return app->remembers ? en : NULL;
}

COMMAND(star)
{
    struct state_article art;
    bool star;

    (void)call;
    if (!meant(app, &art))
        return 0;
    star = !state_is_starred(app->state, &art);
    state_set_star(app->state, &art, star);
    return app_say(app, star ? "已收藏" : "已取消收藏");
}

COMMAND(unread)
{
    struct state_article art;
    bool read;

    (void)call;
    if (!meant(app, &art))
        return 0;
    read = !state_is_read(app->state, &art);
    state_set_read(app->state, &art, read);
    return app_say(app, read ? "标为已读" : "标为未读");
}

/* ---- In the article */

/* Is the article of this place the one in memory? */
static bool is_here(struct app *app)
{
    const struct reading *r = &app->reading;

    return app_place(app)->view == VIEW_ARTICLE && r->loaded && r->art &&
           strcmp(r->id, app_place(app)->id) == 0;
}

void remember_shown(struct app *app)
{
    if (app->remembers && is_here(app))
        memcpy(app->shown_id, app->reading.id, ID_MAX);
}

void remember_seen(struct app *app)
{
    const struct item *en;
    struct state_article art;

    if (!app->remembers || !is_here(app) || strcmp(app->shown_id, app->reading.id) != 0 ||
        strcmp(app->seen_id, app->reading.id) == 0)
        return;
    memcpy(app->seen_id, app->reading.id, ID_MAX);
    en = app_entry(app, app->seen_id);
    if (!en)
        return;
    art = did_article(en);
    state_set_read(app->state, &art, true);
}

/* Code points of the body above the text at the top. */
size_t remember_here(struct app *app)
{
    const struct reading *r = &app->reading;

    if (!is_here(app) || r->anchor.off == SIZE_MAX)
        return 0;
    return utf8_count(str_slice(r->art->body, 0, r->anchor.off));
}

void remember_leave(struct app *app)
{
    const struct item *en;
    struct state_article art;

    if (!app->remembers || !is_here(app) || strcmp(app->seen_id, app->reading.id) != 0)
        return;
    en = app_entry(app, app->reading.id);
    if (!en)
        return;
    art = did_article(en);
    state_set_position(app->state, &art, remember_here(app), reading_at_end(app));
}

void remember_enter(struct app *app)
{
    app->shown_id[0] = app->seen_id[0] = '\0';
    state_refresh(app->state);
}

static size_t offset_of(struct str body, size_t cps)
{
    size_t off = 0;

    while (cps-- && off < body.len)
        off += utf8_len((unsigned char)body.p[off]);
    return off < body.len ? off : body.len;
}

bool remember_show(struct app *app, size_t cps)
{
    struct reading *r = reading_ready(app);

    if (!is_here(app))
        return false;
    r->anchor = (struct anchor){SIZE_MAX, 0};
    if (cps)
        r->anchor.off = offset_of(r->art->body, cps);
    r->at.rows = 0; /* lay out again: the top follows from the anchor */
    app_place(app)->anchor = r->anchor;
    reading_ready(app);
    return true;
}

void remember_opened(struct app *app)
{
    const struct item *en = app_entry(app, app_place(app)->id);
    struct state_article art;
    size_t cps;

    if (!app->remembers || !en || app->want_quote || app->has_want_off)
        return;
    art = did_article(en);
    if (state_position(app->state, &art, &cps, NULL) && cps && remember_show(app, cps) &&
        !app->notice.len)
        app_say(app, "从上次读到的地方继续，g 到开头");
}

/* ---- What was entered */

static const char *const prompt_names[PROMPT_COUNT] = {[PROMPT_FILTER] = "filter",
                                                       [PROMPT_FIND] = "find",
                                                       [PROMPT_COMMAND] = "command",
                                                       [PROMPT_FIX] = "speaker"};

void remember_entered(struct app *app, enum prompt_id id, struct str text)
{
    recall_add(&app->recalls[id], text);
    if (app->remembers && prompt_names[id])
        state_add_history(app->state, prompt_names[id], text);
}

static void fill(struct app *app, enum prompt_id id)
{
    struct str lines[STATE_HISTORY];
    size_t n = 0;

    if (!prompt_names[id])
        return;
    while (n < STATE_HISTORY && state_history(app->state, prompt_names[id], n, &lines[n]))
        n++;
    while (n-- > 0)
        recall_add(&app->recalls[id], lines[n]);
}

void remember_recalls(struct app *app)
{
    for (enum prompt_id id = PROMPT_NONE; app->remembers && id < PROMPT_COUNT; id++)
        fill(app, id);
}

/* ---- From one run to the next */

void remember_start(struct app *app, struct state *state)
{
    app->remembers = state != NULL;
    app->state = state ? state : state_open(&(struct state_opts){0}, NULL);
    state_layout(app->state, &app->layout, &app->share);
    remember_recalls(app);
}

void remember_end(struct app *app)
{
    remember_leave(app);
    if (app->remembers)
        state_set_layout(app->state, app->layout, app->share);
    else
        state_close(app->state);
}

void remember_trouble(struct app *app)
{
    struct err e;

    if (state_trouble(app->state, &e))
        app_say(app, "%s", e.msg);
}
