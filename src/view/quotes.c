/* Quotations in the reader: found once an article is on the screen and no key waits, marked in its
 * text, and visited one after the other.  They are spans of the body, so they outlive a layout. */
#include "state.h"

#include "base/hash.h"

#include <stdint.h>

enum { SPEAKER_STYLES = STYLE_SPEAKER_LAST - STYLE_SPEAKER_1 + 1 };
#define ANYBODY (NO_SPEAKER - 1)

/* ---- Finding them */

struct lexicon *quotes_words(struct app *app)
{
    if (!app->lexicon) {
        app->lexicon = lexicon_new(&app->lexicon_a);
        if (app->add_words)
            app->add_words(app->lexicon, &app->lexicon_a);
    }
    return app->lexicon;
}

static const struct speaker *speaker_of(const struct reading *r, size_t i)
{
    const struct quotation *x = &r->quotes.list[r->marks[i].quote];

    return x->speaker == NO_SPEAKER ? NULL : &r->quotes.speakers[x->speaker];
}

/* The same person has the same colour in every article. */
static enum style style_for(const struct speaker *s)
{
    if (!s)
        return STYLE_NORMAL;
    return (enum style)(STYLE_SPEAKER_1 +
                        hash64(s->name.p, s->name.len, 0) % SPEAKER_STYLES);
}

static char sign_for(const struct quotation *x)
{
    if (x->verdict)
        return x->verdict == VERDICT_VERIFIED ? '=' : '!';
    if (x->kind == QUOTE_INDIRECT)
        return '~';
    if (x->speaker == NO_SPEAKER || x->confidence == CONFIDENCE_LOW)
        return '?';
    return x->kind == QUOTE_DIRECT ? '>' : '-';
}

static void add_mark(struct reading *r, size_t i, unsigned number)
{
    const struct quotation *x = &r->quotes.list[i];
    struct page_mark *m = &r->marks[r->n_marks++];
    const struct speaker *s;

    *m = (struct page_mark){.span = x->span, .quote = i, .number = number};
    s = speaker_of(r, r->n_marks - 1);
    m->sign = sign_for(x);
    m->style = style_for(s);
    m->name = s ? s->name : STR("");
}

static void make_marks(struct app *app)
{
    struct reading *r = &app->reading;
    unsigned number = 0;

    r->marks = arena_calloc(&r->quotes_a, r->quotes.n + 1, sizeof *r->marks);
    r->n_marks = 0;
    r->mark_now = SIZE_MAX;
    r->marked_indirect = app->indirect;
    for (size_t i = 0; i < r->quotes.n; i++) {
        enum quote_kind kind = r->quotes.list[i].kind;
        if (quote_is_speech(kind))
            add_mark(r, i, ++number);
        else if (kind == QUOTE_INDIRECT && app->indirect)
            add_mark(r, i, 0);
    }
}

/* The marks of the article on the screen; finds them when that was not done yet. */
static struct reading *ready(struct app *app)
{
    struct reading *r = reading_ready(app);

    if (r->art && !r->quotes_known) {
        r->quotes = quotes_find(&r->quotes_a, quotes_words(app), r->art, &r->body);
        fixes_apply(fix_all(app), &r->quotes_a, r->art, &r->quotes);
        r->quotes_known = true;
        make_marks(app);
    }
    if (r->art && r->marked_indirect != app->indirect)
        make_marks(app);
    return r;
}

void quotes_forget(struct reading *r)
{
    arena_reset(&r->quotes_a);
    r->quotes_known = false;
    r->n_marks = 0;
    r->mark_now = SIZE_MAX;
}

const struct page_mark *quotes_marks(struct app *app, size_t *n)
{
    const struct reading *r = &app->reading;

    *n = 0;
    if (!r->art || !r->quotes_known)
        return NULL;
    ready(app);
    *n = r->n_marks;
    return r->marks;
}

/* ---- The current one */

static size_t row_of(const struct reading *r, size_t i)
{
    return page_row_at(r->page, r->marks[i].span.off);
}

const struct page_mark *quotes_now(struct app *app)
{
    const struct reading *r = &app->reading;
    size_t row;

    if (!r->page || r->mark_now >= r->n_marks)
        return NULL;
    row = row_of(r, r->mark_now);
    return row >= r->top && row - r->top < r->at.rows ? &r->marks[r->mark_now] : NULL;
}

const struct quotation *quotes_here(struct app *app, const struct speaker **who)
{
    struct reading *r = &app->reading;
    const struct page_mark *m = r->art && r->quotes_known ? quotes_now(app) : NULL;

    *who = m ? speaker_of(r, (size_t)(m - r->marks)) : NULL;
    return m ? &r->quotes.list[m->quote] : NULL;
}

const struct quotation *quotes_first(struct app *app)
{
    const struct reading *r = ready(app);

    for (size_t i = 0; i < r->n_marks; i++)
        if (r->quotes.list[r->marks[i].quote].speaker != NO_SPEAKER)
            return &r->quotes.list[r->marks[i].quote];
    return NULL;
}

static void show(struct app *app, size_t i)
{
    struct reading *r = &app->reading;
    size_t row = row_of(r, i);

    r->mark_now = i;
    if (row < r->top || row >= r->top + r->at.rows)
        reading_set_top(app, row > 2 ? row - 2 : 0);
}

void quotes_show(struct app *app, unsigned number)
{
    struct reading *r = ready(app);

    for (size_t i = 0; r->page && i < r->n_marks; i++) {
        if (r->marks[i].number == number) {
            show(app, i);
            return;
        }
    }
    if (r->page)
        app_say(app, "这篇文章只有%zu条语录", r->n_marks);
}

/* ---- From one to the next */

static size_t first_below(const struct reading *r)
{
    size_t off = page_offset_at(r->page, r->top), i = 0;

    while (i < r->n_marks && r->marks[i].span.off < off)
        i++;
    return i;
}

static bool is_by(const struct reading *r, size_t i, unsigned who)
{
    const struct quotation *x = &r->quotes.list[r->marks[i].quote];

    return who == ANYBODY || x->speaker == who || x->second == who;
}

/* From mark I on to the BY-th one of WHO; *WRAPPED when the end was passed. */
static size_t seek(const struct reading *r, size_t i, size_t by, unsigned who, bool down,
                   bool *wrapped)
{
    size_t n = r->n_marks, all = 0;

    for (size_t k = 0; k < n; k++)
        all += is_by(r, k, who);
    *wrapped = *wrapped || by > all;
    for (by = all ? (by - 1) % all + 1 : 0; by > 0;) {
        i = down ? (i + 1) % n : (i + n - 1) % n;
        *wrapped = *wrapped || i == (down ? 0 : n - 1);
        by -= is_by(r, i, who);
    }
    return i;
}

static unsigned visit(struct app *app, size_t i, bool wrapped, bool down)
{
    show(app, i);
    if (!wrapped)
        return 0;
    return app_say(app,
                   down ? "已过文末，从头找起  语录%zu/%zu"
                        : "已过文首，从末尾找起  语录%zu/%zu",
                   i + 1, app->reading.n_marks);
}

unsigned quotes_step(struct app *app, size_t by, bool down)
{
    struct reading *r = ready(app);
    bool wrapped = false;
    size_t i = r->mark_now;

    if (!r->page)
        return 0;
    if (!r->n_marks)
        return app_say(app, "本篇未识别到直接引语");
    if (!quotes_now(app)) {
        i = first_below(r);
        wrapped = i == (down ? r->n_marks : 0);
        i %= r->n_marks;
        if (down && --by == 0)
            return visit(app, i, wrapped, down);
        if (!down && !wrapped && first_below(r) == r->n_marks)
            return visit(app, r->n_marks - 1, false, down);
    }
    i = seek(r, i, by, ANYBODY, down, &wrapped);
    return visit(app, i, wrapped, down);
}

static unsigned same_speaker(struct app *app, size_t by, bool down)
{
    struct reading *r = ready(app);
    bool wrapped = false;
    unsigned who;
    size_t i;

    if (!r->page || !r->n_marks)
        return quotes_step(app, by, down);
    i = quotes_now(app) ? r->mark_now : first_below(r) % r->n_marks;
    who = r->quotes.list[r->marks[i].quote].speaker;
    if (who == NO_SPEAKER) {
        show(app, i);
        return app_say(app, "这条语录没有说话人");
    }
    i = seek(r, i, by, who, down, &wrapped);
    return visit(app, i, wrapped, down);
}

COMMAND(next_quotation)
{
    return quotes_step(app, call->count, true);
}

COMMAND(previous_quotation)
{
    return quotes_step(app, call->count, false);
}

COMMAND(next_by_speaker)
{
    return same_speaker(app, call->count, true);
}

COMMAND(previous_by_speaker)
{
    return same_speaker(app, call->count, false);
}

COMMAND(indirect)
{
    (void)call;
    app->indirect = !app->indirect;
    if (app_place(app)->view == VIEW_ARTICLE)
        ready(app);
    said_forget(app);
    return app_say(app, app->indirect ? "转述也标出 (~)" : "只标引号里的话");
}

/* ---- The status line */

static void add_who(struct buf *out, const struct speaker *s,
                    const struct speaker *second)
{
    static const char *const kinds[] = {"", "（身份）", "（机构）"};

    if (!s) {
        buf_z(out, "未归属");
        return;
    }
    buf_str(out, s->name);
    buf_z(out, kinds[s->kind]);
    if (second)
        buf_printf(out, "、%.*s%s", STR_ARG(second->name), kinds[second->kind]);
}

/* 后置“表示” 高 C */
static void add_evidence(struct buf *out, const struct reading *r,
                         const struct quotation *x)
{
    static const char *const verdicts[] = {"", "  已核实", "  存疑"};

    buf_z(out, verdicts[x->verdict]);
    if (x->fixed)
        buf_z(out, "  已更正");
    if (!x->rule || x->fixed)
        return;
    buf_z(out, "  ");
    quote_add_reason(out, x->position, str_slice(r->body.text, x->cue.off, x->cue.len),
                     x->confidence, x->rule);
}

/* As many titles as fit into COLS. */
static void add_titles(struct buf *out, const struct speaker *s, unsigned cols, int amb)
{
    for (size_t i = 0; s && i < s->n_titles; i++) {
        unsigned need = show_cols(s->titles[i], amb) + 2;
        if (need > cols)
            return;
        cols -= need;
        buf_z(out, i ? "、" : " ");
        buf_str(out, s->titles[i]);
    }
}

bool quotes_status(struct app *app, struct buf *out)
{
    const struct speaker *who;
    const struct quotation *x = quotes_here(app, &who);
    struct reading *r = &app->reading;
    struct buf tail = {0};
    unsigned used;

    if (!x)
        return false;
    buf_printf(out, "语录%zu/%zu ", r->mark_now + 1, r->n_marks);
    add_who(out, who, x->second == NO_SPEAKER ? NULL : &r->quotes.speakers[x->second]);
    add_evidence(&tail, r, x);
    used = show_cols(buf_view(out), app->amb) + show_cols(buf_view(&tail), app->amb) + 2;
    add_titles(out, who, app->cols > used ? app->cols - used : 0, app->amb);
    buf_str(out, buf_view(&tail));
    buf_free(&tail);
    return true;
}

/* ---- While nobody types */

bool quotes_pending(struct app *app)
{
    const struct reading *r = &app->reading;

    return app_place(app)->view == VIEW_ARTICLE &&
           (r->loaded ? r->art && (!r->quotes_known || app->has_want_off)
                      : !source_is_reading(app->ar));
}

/* The quotation that begins at OFF, or at least its sentence. */
static void show_at(struct app *app, size_t off)
{
    struct reading *r = &app->reading;
    size_t row;

    for (size_t i = 0; r->page && i < r->n_marks; i++) {
        if (r->marks[i].span.off == off) {
            show(app, i);
            return;
        }
    }
    if (!r->page)
        return;
    row = page_row_at(r->page, off);
    reading_set_top(app, row > 2 ? row - 2 : 0);
}

void quotes_find_now(struct app *app)
{
    ready(app);
    if (app->want_quote)
        quotes_show(app, app->want_quote);
    if (app->has_want_off)
        show_at(app, app->want_off);
    app->want_quote = 0;
    app->has_want_off = false;
}
