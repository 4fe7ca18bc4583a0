/* The address of an article: shown whole, and opened only when that was answered with yes.  Over
 * SSH it is copied, since a browser would open on the other machine. */
#include "state.h"

#include "view/keymap.h"
#include "view/link.h"

void outside_free(struct app *app)
{
    buf_free(&app->outside.url);
}

struct str app_link(const struct app *app)
{
    return buf_view(&app->outside.url);
}

unsigned app_told(struct app *app, const char *text)
{
    return app_say(app, "%s", text);
}

COMMAND(link)
{
    struct outside *o = &app->outside;
    const struct item *en = app_entry(app, place_article(app));

    (void)call;
    if (!en)
        return app_say(app, "没有选中文章");
    if (!en->url.len)
        return app_say(app, "这篇文章没有链接");
    buf_reset(&o->url);
    if (!link_encode(&o->url, en->url))
        return app_say(app, "不打开：不是 http、https 地址，或者太长：%.*s",
                       STR_ARG(en->url));
    if (o->remote)
        return copy_text(app, buf_view(&o->url), "这是远程登录，链接已复制");
    o->asking = true;
    return 0;
}

unsigned opening_key(struct app *app, uint32_t key)
{
    app->outside.asking = false;
    switch (key_fold(key)) {
    case 13:
    case 'y':
    case 'Y':
    case 'o':
        return app_say(app, "正在打开") | EFFECT_OPEN;
    default:
        return app_say(app, "没有打开");
    }
}

void opening_draw(struct app *app, struct grid *g)
{
    struct str url = buf_view(&app->outside.url);
    unsigned cols = g->cols > 2 ? g->cols - 2 : 1, row = g->rows - 2;
    unsigned n = (unsigned)((url.len + cols - 1) / cols),
             most = g->rows > 3 ? row - 1 : 1;
    size_t shown = n <= most ? url.len : (size_t)most * cols;

    n = n <= most ? n : most;
    for (unsigned i = 0; i < n; i++) {
        unsigned y = row - n + i;
        grid_fill(g, y, 0, g->cols, ' ', STYLE_NORMAL);
        grid_put(g, y, 1, cols, str_slice(url, (size_t)i * cols, cols), STYLE_LINK);
    }
    grid_fill(g, row, 0, g->cols, ' ', STYLE_NORMAL);
    grid_fill(g, row + 1, 0, g->cols, ' ', STYLE_NORMAL);
    grid_put_clip(g, row, 1, cols,
                  shown < url.len ? STR("地址太长，只显示了开头，也能打开吗？")
                                  : STR("用浏览器打开这个地址吗？"),
                  STYLE_PROMPT);
    grid_put_clip(g, row + 1, 1, cols, STR("Enter 打开  Esc 取消"), STYLE_DIM);
    grid_cursor(g, row, 0);
}
