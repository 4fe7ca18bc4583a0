/* Motions are the same in every view; a view says how long it is and where it stands. */
#include "state.h"

#include <stdint.h>

static void go_by(struct app *app, size_t n, bool down)
{
    const struct view_ops *v = app_view(app);
    size_t at = v->at(app), last = v->last(app);

    if (down)
        v->go(app, n < last - at ? at + n : last);
    else
        v->go(app, n < at ? at - n : 0);
}

static void scroll_by(struct app *app, size_t n, bool down)
{
    const struct view_ops *v = app_view(app);
    size_t at = v->at(app), last = v->last(app), most = down ? last - at : at;

    if (n > most)
        n = most;
    if (n)
        v->scroll(app, down ? (ptrdiff_t)n : -(ptrdiff_t)n);
}

static bool at_end(struct app *app)
{
    const struct view_ops *v = app_view(app);
    return v->at(app) >= v->last(app);
}

COMMAND(down)
{
    if (passage_on(app)) {
        passage_move(app, call->count, true);
        return 0;
    }
    go_by(app, call->count, true);
    return 0;
}

COMMAND(up)
{
    if (passage_on(app)) {
        passage_move(app, call->count, false);
        return 0;
    }
    go_by(app, call->count, false);
    return 0;
}

COMMAND(page_down)
{
    bool ask = app_place(app)->view == VIEW_ARTICLE && at_end(app);

    if (ask && app->end_asked) {
        app->end_asked = false;
        return cmd_next_article(app, &(struct call){.count = 1});
    }
    app->end_asked = ask;
    if (ask)
        return app_say(app, "已到文末，再按一次读下一篇");
    scroll_by(app, app_view(app)->page(app) * call->count, true);
    return 0;
}

COMMAND(page_up)
{
    scroll_by(app, app_view(app)->page(app) * call->count, false);
    return 0;
}

static size_t half(struct app *app)
{
    size_t page = app_view(app)->page(app);
    return page > 1 ? page / 2 : 1;
}

COMMAND(half_down)
{
    scroll_by(app, half(app) * call->count, true);
    return 0;
}

COMMAND(half_up)
{
    scroll_by(app, half(app) * call->count, false);
    return 0;
}

static unsigned go_to(struct app *app, size_t at)
{
    const struct view_ops *v = app_view(app);
    size_t last = v->last(app);

    v->go(app, at < last ? at : last);
    return 0;
}

COMMAND(top)
{
    return go_to(app, call->counted ? call->count - 1 : 0);
}

COMMAND(bottom)
{
    return go_to(app, call->counted ? call->count - 1 : SIZE_MAX);
}

COMMAND(percent)
{
    size_t n = app_view(app)->count(app), percent = call->count < 100 ? call->count : 100;

    if (!call->counted)
        return app_say(app, "先输入数字：50%% 到一半的地方");
    return go_to(app, n / 100 * percent + n % 100 * percent / 100);
}
