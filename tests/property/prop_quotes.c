/* usage: prop_quotes FILE...
 * What must hold for the quotations of any text: borders of characters, order, pieces inside their
 * whole, speakers that exist, counts that agree; the same in simplified as in traditional
 * characters; the same whatever stands between paragraphs that are sure. */
#include "base/file.h"
#include "quote/quote.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdio.h>

struct run {
    const struct lexicon *lx;
    const char *path;
    size_t passed, failed;
};

static void check(struct run *r, bool ok, const char *what, size_t off)
{
    if (ok) {
        r->passed++;
        return;
    }
    r->failed++;
    if (r->failed < 20)
        printf("%s: %s at byte %zu\n", r->path, what, off);
}

static bool on_border(struct str s, size_t off)
{
    return off == s.len || (off < s.len && ((unsigned char)s.p[off] & 0xC0) != 0x80);
}

static bool inside(struct span in, struct span out)
{
    return in.off >= out.off && in.off + in.len <= out.off + out.len;
}

static struct quotes find(struct run *r, struct arena *a, struct str text)
{
    const struct article art = {.body = text};
    struct body body = body_of_text(a, text);

    return quotes_find(a, r->lx, &art, &body);
}

static void check_shape(struct run *r, struct str s, const struct quotes *q)
{
    size_t end = 0;

    for (size_t i = 0; i < q->n; i++) {
        const struct quotation *x = &q->list[i];
        size_t off = x->span.off;
        check(r, on_border(s, off) && on_border(s, off + x->span.len), "border", off);
        check(r, off >= end && x->span.len > 0, "order", off);
        check(r, off + x->span.len <= s.len && inside(x->text, x->span), "text", off);
        check(r, x->speaker == NO_SPEAKER || x->speaker < q->n_speakers, "speaker", off);
        check(r,
              x->second == NO_SPEAKER ||
                  (x->second < q->n_speakers && x->speaker < q->n_speakers &&
                   x->second != x->speaker),
              "second", off);
        check(r, (x->speaker == NO_SPEAKER) == (x->rule == 0), "rule", off);
        check(r,
              !x->cue.len ||
                  (on_border(s, x->cue.off) && x->cue.off + x->cue.len <= s.len),
              "cue", off);
        if (x->kind != QUOTE_INDIRECT)
            end = off + x->span.len;
    }
}

static bool is_by(const struct quotation *x, size_t who)
{
    return x->speaker == who || x->second == who;
}

static void check_counts(struct run *r, const struct quotes *q)
{
    for (size_t k = 0; k < q->n_speakers; k++) {
        unsigned n = 0, indirect = 0;
        for (size_t i = 0; i < q->n; i++) {
            bool speech = q->list[i].kind <= QUOTE_PARTIAL;
            n += speech && is_by(&q->list[i], k);
            indirect += q->list[i].kind == QUOTE_INDIRECT && is_by(&q->list[i], k);
        }
        check(r, n == q->speakers[k].n_quotes, "count", q->speakers[k].intro.off);
        check(r, indirect == q->speakers[k].n_indirect, "indirect", 0);
    }
}

/* Only 汉字 change, one for one. */
static struct str simplified(struct arena *a, struct str s)
{
    struct buf b = {0};
    struct str out;
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        char bytes[4];
        uint32_t cp = utf8_decode(s.p + i, &len);
        buf_add(&b, bytes, utf8_encode(utf8_is_han(cp) ? fold_char(cp) : cp, bytes));
    }
    out = arena_str(a, buf_view(&b));
    buf_free(&b);
    return out;
}

static bool same_folded(struct str x, struct str y)
{
    struct buf a = {0}, b = {0};
    bool same;

    fold_utf8(x, &a);
    fold_utf8(y, &b);
    same = str_eq(buf_view(&a), buf_view(&b));
    buf_free(&a);
    buf_free(&b);
    return same;
}

static void check_same(struct run *r, struct str s, const struct quotes *q, struct str t,
                       const struct quotes *p, const char *what)
{
    check(r, q->n == p->n, what, 0);
    for (size_t i = 0; i < q->n && i < p->n; i++) {
        const struct quotation *x = &q->list[i], *y = &p->list[i];
        bool who = (x->speaker == NO_SPEAKER) == (y->speaker == NO_SPEAKER);
        if (who && x->speaker != NO_SPEAKER)
            who = same_folded(q->speakers[x->speaker].name, p->speakers[y->speaker].name);
        check(r, who && x->kind == y->kind && x->rule == y->rule, what, x->span.off);
        check(r,
              same_folded(str_slice(s, x->span.off, x->span.len),
                          str_slice(t, y->span.off, y->span.len)),
              what, x->span.off);
    }
}

/* One newline between paragraphs, or three. */
static struct str spread(struct arena *a, struct str s)
{
    struct buf b = {0};
    struct str out;

    for (size_t i = 0; i < s.len; i++) {
        buf_c(&b, s.p[i]);
        if (s.p[i] == '\n')
            buf_z(&b, "\n\n");
    }
    out = arena_str(a, buf_view(&b));
    buf_free(&b);
    return out;
}

static void check_text(struct run *r, struct str s)
{
    struct arena a = {0};
    struct quotes q = find(r, &a, s), other;
    struct str t = simplified(&a, s);

    check_shape(r, s, &q);
    check_counts(r, &q);
    other = find(r, &a, t);
    check_same(r, s, &q, t, &other, "not the same in simplified characters");
    t = spread(&a, s);
    other = find(r, &a, t);
    check_same(r, s, &q, t, &other, "not the same with empty lines");
    arena_free(&a);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct run r = {.lx = lexicon_new(&a)};

    for (int i = 1; i < argc; i++) {
        struct str s;
        struct err e;
        r.path = argv[i];
        if (!file_read(&a, argv[i], 0, &s, &e)) {
            printf("%s\n", e.msg);
            return 1;
        }
        /* The text after the last key of a sample, or the whole of a plain text. */
        check_text(&r, str_slice(s, 0, utf8_valid_len(s)));
    }
    printf("quotes-hold: %zu passed, %zu failed\n", r.passed, r.failed);
    arena_free(&a);
    return r.failed > 0 || r.passed == 0;
}
