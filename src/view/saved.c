/* Filters that have a name. */
#include "state.h"

#include "text/utf8.h"

/* "@name" and "name" are the same; a name is one word. */
static struct str name_of(struct str arg)
{
    return str_starts(arg, STR("@")) ? str_from(arg, 1) : arg;
}

static bool is_word(struct str name)
{
    static const char wide[] = "\xe3\x80\x80";

    return name.len && str_find(name, STR(" "), 0) == name.len &&
           str_find(name, STR("@"), 0) == name.len &&
           str_find(name, str_of(wide), 0) == name.len;
}

static void changed(struct app *app)
{
    if (app_place(app)->view == VIEW_SAVED)
        app->lines.cols = 0;
}

COMMAND(save)
{
    struct str name = name_of(call->arg), filter = buf_view(&app->list.filter);

    if (!is_word(name))
        return app_say(app, "用法：:save 名称，名称里没有空格");
    if (!filter.len)
        return app_say(app, "没有筛选可存；先用 / 筛选");
    state_save_filter(app->state, name, filter);
    changed(app);
    return app_say(app, "已存为 @%.*s：%.*s", STR_ARG(name), STR_ARG(filter));
}

COMMAND(saved)
{
    struct str found;
    struct buf query = {0};

    if (!call->arg.len) {
        if (app_place(app)->view != VIEW_SAVED)
            place_open(app, VIEW_SAVED, "", false);
        return 0;
    }
    if (!state_filter(app->state, name_of(call->arg), &found))
        return app_say(app, "没有存过 @%.*s；:saved 列出", STR_ARG(name_of(call->arg)));
    /* Going somewhere refreshes the state. */
    buf_str(&query, found);
    if (app_place(app)->view != VIEW_LIST)
        place_push(app, &(struct place){.view = VIEW_LIST});
    list_set_filter(app, buf_view(&query));
    remember_entered(app, PROMPT_FILTER, buf_view(&query));
    buf_free(&query);
    return 0;
}

COMMAND(unsave)
{
    struct str name = name_of(call->arg), query;

    if (!state_filter(app->state, name, &query))
        return app_say(app, "没有存过 @%.*s；:saved 列出", STR_ARG(name));
    state_revoke_filter(app->state, name);
    changed(app);
    return app_say(app, "已删除 @%.*s", STR_ARG(name));
}

const char *saved_name(const struct app *app, struct str word, unsigned i)
{
    struct state_filter f;

    word = name_of(word);
    for (size_t k = 0; state_filter_at(app->state, k, &f); k++)
        if (str_starts(f.name, word) && i-- == 0)
            return f.name.p;
    return NULL;
}
