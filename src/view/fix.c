/* Corrections: who really spoke, what was checked.  The content is never touched. */
#include "state.h"

#include "text/utf8.h"

#include <stdio.h>

struct fixes *fix_all(struct app *app)
{
    if (app->read_fixes && !app->fixes_stamp)
        app->read_fixes(&app->fixes, &app->fixes_stamp);
    return &app->fixes;
}

/* ---- The quotation that is meant */

/* On the page or the card: the article it is from is read for it. */
static bool from_page(struct app *app, struct fix *x, enum verdict *verdict)
{
    const struct said *said = people_said(app);
    const struct saying *it = said_selected(app);
    const struct said_article *art;

    if (!it)
        return false;
    art = &said->articles[it->article];
    *x = (struct fix){.id = str_of(art->id),
                      .url = art->url,
                      .start = it->start,
                      .end = it->end,
                      .text = it->text,
                      .has_speaker = it->fixed,
                      .verdict = it->verdict};
    if (it->fixed && it->person != NO_SPEAKER)
        x->speaker = said->people[it->person].name;
    *verdict = it->verdict;
    return true;
}

static bool from_article(struct app *app, struct fix *x, enum verdict *verdict)
{
    const struct reading *r = &app->reading;
    const struct speaker *who;
    const struct quotation *q = quotes_here(app, &who);

    if (!q)
        return false;
    *x = (struct fix){.id = str_of(r->id),
                      .url = r->art->url,
                      .start = q->start,
                      .end = q->end,
                      .text = str_slice(r->art->body, q->text.off, q->text.len),
                      .has_speaker = q->fixed,
                      .verdict = q->verdict};
    if (q->fixed && who)
        x->speaker = who->name;
    *verdict = q->verdict;
    return true;
}

static bool selected(struct app *app, struct fix *x, enum verdict *verdict)
{
    bool found = app_place(app)->view == VIEW_ARTICLE ? from_article(app, x, verdict)
                                                      : from_page(app, x, verdict);

    if (!found)
        app_say(app, "先用 ] 到一条语录");
    return found;
}

/* ---- Changing it */

/* The quotation a person jumped to is the same one when they are found again. */
static void forget_quotes(struct app *app)
{
    const struct page_mark *m = quotes_now(app);

    app->has_want_off = m != NULL;
    app->want_off = m ? m->span.off : 0;
    quotes_forget(&app->reading);
}

/* What was found with the old corrections is found again; the place stays. */
static void look_again(struct app *app, const char *id)
{
    if (app->reading.art && app->reading.quotes_known) {
        forget_quotes(app);
        quotes_find_now(app);
    }
    people_again(app, id);
    app_place(app)->moved = true;
    said_forget(app);
}

void fix_look(struct app *app)
{
    struct reading *r = &app->reading;
    struct fixes now = {0}, *old = &app->fixes;
    bool open = r->art && r->quotes_known;

    if (!app->read_fixes || !app->fixes_stamp ||
        !app->read_fixes(&now, &app->fixes_stamp))
        return;
    for (size_t i = 0; i < old->n; i++)
        if (old->items[i].unsaved)
            fixes_put(&now, &old->items[i]);
    open = open && (fixes_know(old, r->art) || fixes_know(&now, r->art));
    if (open)
        forget_quotes(app);
    fixes_free(old);
    *old = now;
    if (open)
        quotes_find_now(app);
    people_forget(app);
    said_forget(app);
}

static unsigned keep(struct app *app, const struct fix *x, const char *what)
{
    struct fix now = *x;
    char id[ID_MAX] = "";
    struct err e = {""};
    bool saved = !app->save_fix || app->save_fix(x, &e);

    /* After all others, whatever the clock says. */
    now.at = STR("~");
    now.unsaved = !saved;
    memcpy(id, x->id.p, x->id.len < ID_MAX ? x->id.len : ID_MAX - 1);
    fixes_put(fix_all(app), &now);
    look_again(app, id);
    if (saved && app->save_fix)
        source_look(app->ar);
    return saved ? app_say(app, "%s", what)
                 : app_say(app, "%s，但没有存下：%s", what, e.msg);
}

static bool is_nobody(struct str name)
{
    return str_eq(name, STR("none")) || str_eq(name, STR("无")) || str_eq(name, STR("-"));
}

static unsigned fix_to(struct app *app, struct str name)
{
    struct fix x;
    enum verdict v;
    char what[160];

    if (!selected(app, &x, &v))
        return 0;
    x.has_speaker = true;
    x.speaker = is_nobody(name) ? STR("") : name;
    if (is_nobody(name))
        name = STR("没有说话人");
    snprintf(what, sizeof what, "已更正：%.*s（X 撤销）",
             (int)(name.len < 90 ? name.len : 90), name.p);
    what[utf8_valid_len(str_of(what))] = '\0';
    return keep(app, &x, what);
}

COMMAND(verdict)
{
    static const char *const says[] = {"不作核实", "已核实", "存疑"};
    struct fix x;
    enum verdict v;

    (void)call;
    if (!selected(app, &x, &v))
        return 0;
    x.verdict = (enum verdict)((v + 1) % (VERDICT_DISPUTED + 1));
    return keep(app, &x, says[x.verdict]);
}

COMMAND(undo)
{
    struct fix x;
    enum verdict v;

    (void)call;
    if (!selected(app, &x, &v))
        return 0;
    if (!x.has_speaker && !v)
        return app_say(app, "这条语录没有更正过");
    x.has_speaker = false;
    x.verdict = VERDICT_NONE;
    x.revoked = true;
    return keep(app, &x, "已撤销更正");
}

/* ---- Its prompt */

COMMAND(fix)
{
    struct fix x;
    enum verdict v;

    if (call->arg.len)
        return fix_to(app, call->arg);
    if (!selected(app, &x, &v))
        return 0;
    prompt_open(app, PROMPT_FIX, STR(""));
    return 0;
}

static void changed(struct app *app)
{
    (void)app;
}

static unsigned accept(struct app *app)
{
    struct buf name = {0};
    unsigned effects = 0;

    buf_str(&name, str_trim(edit_view(&app->prompt.edit)));
    remember_entered(app, PROMPT_FIX, buf_view(&name));
    prompt_close(app);
    if (name.len)
        effects = fix_to(app, buf_view(&name));
    buf_free(&name);
    return effects | EFFECT_REDRAW;
}

static bool key(struct app *app, uint32_t k)
{
    struct prompt *p = &app->prompt;
    struct str name;

    if (k != 9)
        return false;
    if (!p->n_tabs) {
        buf_reset(&p->stem);
        buf_str(&p->stem, edit_view(&p->edit));
    }
    if (fix_name(app, buf_view(&p->stem), p->n_tabs, &name)) {
        edit_set(&p->edit, name);
        p->n_tabs++;
    } else {
        app_say(app, p->n_tabs ? "没有更多" : "没有可补全的");
        edit_set(&p->edit, buf_view(&p->stem));
        p->n_tabs = 0;
    }
    return true;
}

const struct prompt_ops fix_prompt = {
    .label = "说话人> ",
    .hint = "Enter 更正  Tab 补全，也可用拼音  none 没有说话人  Esc 清除、离开",
    .changed = changed,
    .accept = accept,
    .leave = prompt_close,
    .key = key,
};
