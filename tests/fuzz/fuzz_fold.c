/* Folding any text: one code point for one, offsets that are exact in both directions, and
 * nothing more to fold afterwards. */
#include "text/fold.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void want(bool holds)
{
    if (!holds)
        abort();
}

/* The folded characters as bytes are FOLDED, and each leads back to where it came from. */
static void check(struct str s, const struct folded *f, struct str folded)
{
    size_t at = 0, len;

    want(f->n == utf8_count(s) && f->n == utf8_count(folded) && f->off[f->n] == s.len);
    for (size_t i = 0; i < f->n; i++) {
        want(f->off[i] ==
             (i ? f->off[i - 1] + utf8_len((unsigned char)s.p[f->off[i - 1]]) : 0));
        want(utf8_decode(folded.p + at, &len) == f->cp[i] &&
             fold_char(f->cp[i]) == f->cp[i]);
        if (i < 64)
            want(fold_source(s, at) == f->off[i] &&
                 fold_source(s, at + len - 1) == f->off[i]);
        at += len;
    }
    want(at == folded.len && fold_source(s, at) == s.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0}, once = {0}, twice = {0};
    struct folded f;

    utf8_repair(str_make((const char *)data, len), &text);
    fold_text(&a, buf_view(&text), &f);
    want(fold_utf8(buf_view(&text), &once) == once.len);
    want(once.len <= 2 * text.len && utf8_valid_len(buf_view(&once)) == once.len);
    check(buf_view(&text), &f, buf_view(&once));
    fold_utf8(buf_view(&once), &twice);
    want(str_eq(buf_view(&once), buf_view(&twice)));
    buf_free(&text);
    buf_free(&once);
    buf_free(&twice);
    arena_free(&a);
    return 0;
}
