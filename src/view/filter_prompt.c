/* The prompt of the filter: the list follows each key; a finished query may have a problem. */
#include "state.h"

enum { TAB = 9 };

static void keep(struct app *app, struct str filter)
{
    buf_reset(&app->prompt.kept);
    buf_str(&app->prompt.kept, filter);
}

void filter_open(struct app *app, struct str text)
{
    keep(app, buf_view(&app->list.filter));
    prompt_open(app, PROMPT_FILTER, text);
}

COMMAND(filter)
{
    if (call->arg.len)
        filter_finished(app, call->arg);
    else
        filter_open(app, buf_view(&app->list.filter));
    return 0;
}

static void changed(struct app *app)
{
    complete_end(app);
    list_set_filter(app, edit_view(&app->prompt.edit));
}

/* The message stays in sight, the cursor on what it is about, the list as it was. */
static void show_problem(struct app *app, const struct query *q)
{
    struct edit *e = &app->prompt.edit;
    size_t at = q->problem.span.off;

    app_say(app, "%.*s", STR_ARG(q->problem.message));
    e->at = at < e->text.len ? at : e->text.len;
    list_set_filter(app, buf_view(&app->prompt.kept));
}

static unsigned accept(struct app *app)
{
    struct arena a = {0};
    struct query q;
    struct str text = edit_view(&app->prompt.edit);

    complete_end(app);
    query_parse(&a, text, QUERY_FINISHED, filter_world(app), &q);
    if (q.has_problem) {
        show_problem(app, &q);
    } else if (helper_on(app) && app->helper.chosen && helper_take(app)) {
        edit_set(&app->prompt.edit, buf_view(&app->list.filter));
    } else {
        if (!str_eq(buf_view(&app->list.filter), text))
            list_set_filter(app, text);
        remember_entered(app, PROMPT_FILTER, text);
        prompt_close(app);
    }
    arena_free(&a);
    return 0;
}

static void leave(struct app *app)
{
    complete_end(app);
    prompt_close(app);
}

static bool key(struct app *app, uint32_t k)
{
    size_t sel = list_ops.at(app), last = list_ops.last(app);

    if (k == TAB || k == K_BACKTAB) {
        complete_key(app, k == K_BACKTAB);
        return true;
    }
    if (k != K_UP && k != K_DOWN)
        return false;
    app->helper.chosen = helper_on(app);
    list_ops.go(app, k == K_DOWN ? sel < last ? sel + 1 : last : sel ? sel - 1 : 0);
    return true;
}

static void info(struct app *app, struct buf *out)
{
    list_add_count(app, out);
    buf_c(out, '/');
    page_add_count(out, source_count(app->ar));
    buf_z(out, "篇");
}

const struct prompt_ops filter_prompt = {
    .label = "筛选> ",
    .hint = "Enter 采用  Tab 补全  Esc 清除、离开  Up/Down 选择  Ctrl-R 以前的",
    .changed = changed,
    .accept = accept,
    .leave = leave,
    .key = key,
    .info = info,
    .draw_hints = complete_draw,
};
