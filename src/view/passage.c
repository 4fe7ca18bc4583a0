/* A passage chosen by sentences, for copying. */
#include "state.h"

#include "text/sentence.h"
#include "text/utf8.h"

#include <stdint.h>

/* The part of the body that holds OFF, or the next one that is shown. */
static const struct part *part_at(const struct reading *r, size_t off)
{
    for (size_t i = 0; i < r->body.n_parts; i++) {
        const struct part *p = &r->body.parts[i];
        if (off < p->span.off + p->span.len && (r->unfold || !body_folds(p->kind)))
            return p;
    }
    return NULL;
}

/* The sentence of the article that holds OFF: a heading is one, and none goes over its part. */
static struct span sentence_at(const struct reading *r, size_t off)
{
    const struct part *p = part_at(r, off);
    struct str s;
    size_t from;

    if (!p)
        return (struct span){0, 0};
    s = str_slice(r->body.text, p->span.off, p->span.len);
    from = sentence_start(s, off > p->span.off ? off - p->span.off : 0);
    return (struct span){p->span.off + from, sentence_end(s, from) - from};
}

static struct span next_sentence(const struct reading *r, struct span s)
{
    struct span next = sentence_at(r, s.off + s.len);

    return next.len && next.off > s.off ? next : s;
}

static struct span previous_sentence(const struct reading *r, struct span s)
{
    for (size_t off = s.off; off-- > 0;) {
        struct span before;
        if (((unsigned char)r->body.text.p[off] & 0xC0) == 0x80)
            continue;
        before = sentence_at(r, off);
        if (before.len && before.off < s.off)
            return before;
    }
    return s;
}

bool passage_on(const struct app *app)
{
    const struct reading *r = &app->reading;

    return r->choosing && r->art &&
           app->history.items[app->history.now].view == VIEW_ARTICLE;
}

struct span passage_span(const struct app *app)
{
    const struct reading *r = &app->reading;
    const struct span *a = &r->chosen_from, *b = &r->chosen_to;
    size_t off = a->off < b->off ? a->off : b->off;
    size_t end_a = a->off + a->len, end_b = b->off + b->len;

    return (struct span){off, (end_a > end_b ? end_a : end_b) - off};
}

void passage_move(struct app *app, size_t n, bool down)
{
    struct reading *r = &app->reading;
    size_t row;

    for (size_t i = 0; i < n; i++) {
        struct span to =
            down ? next_sentence(r, r->chosen_to) : previous_sentence(r, r->chosen_to);
        if (to.off == r->chosen_to.off)
            break;
        r->chosen_to = to;
    }
    row = page_row_at(r->page,
                      down ? r->chosen_to.off + r->chosen_to.len - 1 : r->chosen_to.off);
    if (row < r->top)
        reading_set_top(app, row);
    else if (row >= r->top + r->at.rows)
        reading_set_top(app, row - r->at.rows + 1);
}

void passage_end(struct app *app)
{
    app->reading.choosing = false;
}

void passage_status(struct app *app, struct buf *out)
{
    struct reading *r = &app->reading;
    struct span s = passage_span(app);
    struct span at = sentence_at(r, s.off), last = {SIZE_MAX, 0};
    size_t n = 0;

    for (; at.len && at.off < s.off + s.len && at.off != last.off; n++) {
        last = at;
        at = next_sentence(r, at);
    }
    buf_printf(out, "选了%zu句 %zu字  j k 增减  y 复制  Y 带出处  Esc 取消", n,
               utf8_count_han(str_slice(r->body.text, s.off, s.len)));
}

COMMAND(choose)
{
    const struct page_mark *mark;
    struct reading *r = reading_ready(app);

    (void)call;
    if (!r->page)
        return 0;
    if (r->choosing) {
        passage_end(app);
        return 0;
    }
    mark = quotes_now(app);
    r->chosen_from =
        sentence_at(r, mark ? mark->span.off : page_offset_at(r->page, r->top));
    r->chosen_to = r->chosen_from;
    if (!r->chosen_from.len)
        return app_say(app, "这里没有可选的文字");
    r->choosing = true;
    return 0;
}
