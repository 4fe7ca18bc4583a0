/* To the clipboard of the terminal: a quotation, a passage, a link; plain or with its source. */
#include "cite.h"
#include "state.h"

#include "text/utf8.h"

/* Terminals take about 100,000 bytes of OSC 52, of which three quarters are text. */
enum { COPY_MAX = 74994 };

/* What is copied, and where it is from. */
struct cited {
    struct str text;
    struct buf speaker, titles, date, id; /* speaker: two of them with 、 between */
    struct str title, url;
};

static void source_free(struct cited *s)
{
    buf_free(&s->speaker);
    buf_free(&s->titles);
    buf_free(&s->date);
    buf_free(&s->id);
}

static void set_article(struct app *app, struct cited *s, const char *id)
{
    const struct item *en = app_entry(app, id);
    struct date d;

    if (!en)
        return;
    d = en->date;
    d.inferred = false;
    date_add(&s->date, d);
    s->title = en->title;
    s->url = en->url;
    buf_z(&s->id, id);
}

static void add_speaker(struct cited *s, struct str name)
{
    buf_z(&s->speaker, s->speaker.len ? "、" : "");
    buf_str(&s->speaker, name);
}

static void set_speaker(struct cited *s, const struct speaker *who)
{
    add_speaker(s, who->name);
    buf_join(&s->titles, who->titles, who->n_titles, "、");
}

/* Who says X of R. */
static void set_speakers(struct cited *s, const struct reading *r,
                         const struct quotation *x)
{
    if (x->speaker != NO_SPEAKER)
        set_speaker(s, &r->quotes.speakers[x->speaker]);
    if (x->second != NO_SPEAKER)
        add_speaker(s, r->quotes.speakers[x->second].name);
}

/* The selected row of the quotations page or the card. */
static bool from_page(struct app *app, struct cited *s)
{
    const struct said *said = people_said(app);
    const struct saying *x = said_selected(app);
    const struct person *who;

    if (!x)
        return false;
    s->text = x->text;
    set_article(app, s, said->articles[x->article].id);
    if (x->number)
        buf_printf(&s->id, "#%u", x->number);
    if (x->person == NO_SPEAKER)
        return true;
    who = &said->people[x->person];
    add_speaker(s, who->name);
    if (x->second != NO_SPEAKER)
        add_speaker(s, said->people[x->second].name);
    buf_join(&s->titles, who->groups[0].titles, who->groups[0].n, "、");
    return true;
}

/* The quotation that holds all of SPAN speaks for it. */
static void speaker_of_span(const struct reading *r, struct span span, struct cited *s)
{
    for (size_t i = 0; i < r->n_marks; i++) {
        const struct quotation *x = &r->quotes.list[r->marks[i].quote];
        if (x->span.off <= span.off && span.off + span.len <= x->span.off + x->span.len &&
            x->speaker != NO_SPEAKER)
            set_speakers(s, r, x);
    }
}

/* The passage chosen, else the quotation a person jumped to. */
static bool from_article(struct app *app, struct cited *s)
{
    const struct reading *r = &app->reading;
    const struct page_mark *mark = quotes_now(app);
    const struct speaker *who;
    const struct quotation *x = quotes_here(app, &who);

    set_article(app, s, r->id);
    if (passage_on(app)) {
        struct span span = passage_span(app);
        s->text = str_slice(r->body.text, span.off, span.len);
        speaker_of_span(r, span, s);
        return true;
    }
    if (!x)
        return false;
    s->text = str_slice(r->body.text, x->text.off, x->text.len);
    set_speakers(s, r, x);
    if (mark->number)
        buf_printf(&s->id, "#%u", mark->number);
    return true;
}

static bool find_source(struct app *app, struct cited *s)
{
    enum view_id view = app_place(app)->view;

    if (view == VIEW_SAID || view == VIEW_CARD)
        return from_page(app, s);
    if (view == VIEW_ARTICLE)
        return from_article(app, s);
    set_article(app, s, place_article(app));
    return false;
}

/* Line ends of the file become those of a paragraph; nothing that could act on a terminal that
 * it is pasted into is copied. */
static void add_clean(struct buf *out, struct str s)
{
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (cp == '\n' || (cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp <= 0x9F)))
            buf_add(out, s.p + i, len);
    }
}

static void add_cited(struct buf *out, struct str template, const struct cited *s)
{
    const struct str values[CITE_COUNT] = {
        [CITE_TEXT] = s->text,
        [CITE_SPEAKER] = buf_view(&s->speaker),
        [CITE_TITLES] = buf_view(&s->titles),
        [CITE_TITLE] = s->title,
        [CITE_DATE] = buf_view(&s->date),
        [CITE_URL] = s->url,
        [CITE_ID] = buf_view(&s->id),
    };
    struct buf all = {0};

    cite_format(&all, template, values);
    add_clean(out, buf_view(&all));
    buf_free(&all);
}

/* Without a quotation: 《title》, date, link. */
static void add_article(struct buf *out, const struct cited *s)
{
    buf_z(out, "《");
    add_clean(out, s->title);
    buf_z(out, "》");
    if (s->date.len)
        buf_printf(out, "，%s", s->date.p);
    if (s->url.len) {
        buf_z(out, "，");
        add_clean(out, s->url);
    }
}

static unsigned say_copied(struct app *app)
{
    size_t n;

    /* A line end behind the text would run it where a shell waits for lines. */
    while (app->copy.len && app->copy.p[app->copy.len - 1] == '\n')
        app->copy.len--;
    n = utf8_count(buf_view(&app->copy));
    if (app->no_clipboard) {
        buf_reset(&app->copy);
        return app_say(app, "这个终端没有剪贴板（OSC 52），没有复制");
    }
    if (app->copy.len > COPY_MAX) {
        buf_reset(&app->copy);
        return app_say(app, "太长，终端的剪贴板放不下（最多约%d字）", COPY_MAX / 3);
    }
    app_say(app, "已复制%zu字（OSC 52）", n);
    passage_end(app);
    return EFFECT_COPY;
}

/* ":copy cite NAME": the template of that name, without one the usual; false when there is none. */
static bool find_template(const struct app *app, struct str arg, struct str *template)
{
    struct str name = str_trim(str_from(arg, 4));

    *template = app->conf.cite.len ? buf_view(&app->conf.cite) : str_of(cite_default);
    return !name.len ||
           (app->conf.config && config_citation(app->conf.config, name, template));
}

unsigned copy_text(struct app *app, struct str text, const char *what)
{
    unsigned effects;

    buf_reset(&app->copy);
    buf_str(&app->copy, text);
    effects = say_copied(app);
    return effects & EFFECT_COPY ? app_say(app, "%s", what) | effects : effects;
}

COMMAND(copy)
{
    struct cited s = {0};
    struct str template;
    bool quoted = find_source(app, &s);
    unsigned effects;

    buf_reset(&app->copy);
    if (str_eq(call->arg, STR("cite")) || str_starts(call->arg, STR("cite "))) {
        if (!find_template(app, call->arg, &template))
            app_say(app, "没有叫这个名称的出处格式；在 config.yaml 的 citations 里写");
        else
            quoted ? add_cited(&app->copy, template, &s) : add_article(&app->copy, &s);
    } else if (str_eq(call->arg, STR("id")))
        buf_str(&app->copy, buf_view(&s.id));
    else if (str_eq(call->arg, STR("link")))
        add_clean(&app->copy, s.url);
    else if (call->arg.len)
        app_say(app, "用法：:copy、:copy cite、:copy link 或 :copy id");
    else
        add_clean(&app->copy, quoted ? s.text : s.url.len ? s.url : s.title);
    effects = app->copy.len     ? say_copied(app)
              : app->notice.len ? 0
                                : app_say(app, "没有可以复制的");
    source_free(&s);
    return effects;
}

COMMAND(copy_cited)
{
    (void)call;
    return cmd_copy(app, &(struct call){.count = 1, .arg = STR("cite")});
}

struct str app_copied(const struct app *app)
{
    return buf_view(&app->copy);
}
