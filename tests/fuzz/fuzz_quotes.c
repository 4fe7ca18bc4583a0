/* The quotation engine on any text: spans lie in the body on borders of characters and in order,
 * outer pairs do not overlap, speakers exist, and the same text gives the same again. */
#include "quote/quote.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void check_span(struct str body, struct span s)
{
    must(s.off <= body.len && s.len <= body.len - s.off);
    for (size_t at = s.off;; at = s.off + s.len) {
        must(at == body.len || ((unsigned char)body.p[at] & 0xC0) != 0x80);
        if (at == s.off + s.len)
            return;
    }
}

static void check_quotation(struct str body, const struct quotes *q, size_t i)
{
    const struct quotation *x = &q->list[i];

    check_span(body, x->span);
    check_span(body, x->text);
    check_span(body, x->cue);
    check_span(body, x->mention);
    must(x->text.off >= x->span.off &&
         x->text.off + x->text.len <= x->span.off + x->span.len);
    must(x->speaker == NO_SPEAKER || x->speaker < q->n_speakers);
    must(x->second == NO_SPEAKER || x->second < q->n_speakers);
    must((x->speaker == NO_SPEAKER) == (x->rule == 0));
    must(i == 0 || q->list[i - 1].span.off <= x->span.off);
}

static void check(struct str body, const struct quotes *q)
{
    size_t end = 0;

    for (size_t i = 0; i < q->n; i++) {
        check_quotation(body, q, i);
        if (q->list[i].kind == QUOTE_INDIRECT)
            continue;
        must(q->list[i].span.off >= end);
        end = q->list[i].span.off + q->list[i].span.len;
    }
    for (size_t i = 0; i < q->n_speakers; i++) {
        must(q->speakers[i].name.len > 0);
        check_span(body, q->speakers[i].intro);
    }
}

static void check_same(const struct quotes *a, const struct quotes *b)
{
    must(a->n == b->n && a->n_speakers == b->n_speakers);
    for (size_t i = 0; i < a->n; i++)
        must(a->list[i].span.off == b->list[i].span.off &&
             a->list[i].kind == b->list[i].kind &&
             a->list[i].speaker == b->list[i].speaker &&
             a->list[i].rule == b->list[i].rule);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct arena words;
    static struct lexicon *lx;
    struct arena a = {0};
    struct buf text = {0};
    struct article art = {.path = "-", .title = STR("题")};
    struct body body;
    struct quotes q, again;

    if (!lx)
        lx = lexicon_new(&words);
    utf8_repair(str_make((const char *)data, len), &text);
    art.body = buf_view(&text);
    body = body_parts(&a, &art);
    q = quotes_find(&a, lx, &art, &body);
    check(body.text, &q);
    again = quotes_find(&a, lx, &art, &body);
    check_same(&q, &again);
    arena_free(&a);
    buf_free(&text);
    return 0;
}
