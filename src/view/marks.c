/* Letters that stand for places: m and a letter, ' and the letter. */
#include "state.h"

#include "text/utf8.h"

/* ---- Setting */

static unsigned set_mark(struct app *app, uint32_t key)
{
    const struct item *en = app_entry(app, place_article(app));
    struct state_article art;
    size_t cps = 0;

    if (key < 'a' || key > 'z')
        return app_say(app, "记号是 a 到 z 的字母");
    if (!en)
        return app_say(app, "没有选中文章");
    art = did_article(en);
    if (app_place(app)->view == VIEW_ARTICLE)
        cps = remember_here(app);
    else
        state_position(app->state, &art, &cps, NULL);
    state_set_mark(app->state, (char)key, &art, cps);
    return app_say(app, "记号 %c 记在这里，'%c 回来", (char)key, (char)key);
}

COMMAND(mark)
{
    if (call->arg.len)
        return set_mark(app, call->arg.len == 1 ? (unsigned char)call->arg.p[0] : 0);
    app->letter = set_mark;
    return app_say(app, "记在哪个字母下 (a-z)");
}

/* ---- Going there */

/* The article of a mark: by id, else by address, else by path.  False when it is not here. */
static bool marked(const struct app *app, const struct state_article *art,
                   struct item *out)
{
    size_t n = source_count(app->ar), i = source_find(app->ar, art->id), at_path = n;
    struct buf path = {0};

    for (size_t k = 0; i == n && k < n; k++) {
        struct state_article other;
        source_item(app->ar, k, out);
        other = did_article(out);
        if (art->url.len && str_eq(art->url, out->url))
            i = k;
        buf_reset(&path);
        state_path(app->state, &other, &path);
        if (art->path.len && str_eq(art->path, buf_view(&path)))
            at_path = k;
    }
    buf_free(&path);
    i = i < n ? i : at_path;
    if (i < n)
        source_item(app->ar, i, out);
    return i < n;
}

/* Where one is, to come back to. */
static struct place here(struct app *app)
{
    struct place p = *app_place(app);

    if (p.view == VIEW_ARTICLE)
        p.anchor = app->reading.anchor;
    else if (p.view == VIEW_LIST)
        memcpy(p.id, app->list.sel_id, ID_MAX);
    return p;
}

static unsigned go_back(struct app *app)
{
    struct place to = app->before;

    if (!app->has_before)
        return app_say(app, "还没有到过记号");
    app->before = here(app);
    if (to.view == VIEW_LIST) {
        list_select_id(app, to.id);
        to.id[0] = '\0';
    }
    place_push(app, &to);
    return 0;
}

static unsigned go_to_mark(struct app *app, uint32_t key)
{
    struct item it;
    struct state_article art;
    struct place from = here(app);
    size_t cps;

    if (key == '\'')
        return go_back(app);
    if (key < 'a' || key > 'z')
        return app_say(app, "记号是 a 到 z 的字母，'' 回到刚才的地方");
    if (!state_mark(app->state, (char)key, &art, &cps))
        return app_say(app, "没有记号 %c，m%c 记下", (char)key, (char)key);
    if (!marked(app, &art, &it))
        return app_say(app, "记号 %c 的文章不在这里", (char)key);
    place_open(app, VIEW_ARTICLE, it.id, true);
    remember_show(app, cps);
    app->before = from;
    app->has_before = true;
    return app_say(app, "记号 %c，'' 回到刚才的地方", (char)key);
}

COMMAND(to_mark)
{
    struct state_article art;
    struct buf known = {0};
    size_t cps;

    if (call->arg.len)
        return go_to_mark(app, call->arg.len == 1 ? (unsigned char)call->arg.p[0] : 0);
    for (int c = 'a'; c <= 'z'; c++)
        if (state_mark(app->state, (char)c, &art, &cps))
            buf_printf(&known, " %c", c);
    app->letter = go_to_mark;
    if (known.len)
        app_say(app, "到哪个记号：%s，' 回到刚才的地方", known.p + 1);
    else
        app_say(app, "还没有记号，m 加字母记下；' 回到刚才的地方");
    buf_free(&known);
    return 0;
}

unsigned marks_key(struct app *app, uint32_t key)
{
    unsigned (*letter)(struct app *, uint32_t) = app->letter;

    app->letter = NULL;
    return (key == 27 ? app_say(app, "已取消") : letter(app, key)) | EFFECT_REDRAW;
}
