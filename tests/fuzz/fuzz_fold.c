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
    size_t at = 0, off = 0, len;

    want(f->n == utf8_count(s) && f->n == utf8_count(folded) &&
         fold_offset(f, f->n) == s.len);
    for (size_t i = 0; i < f->n; i++) {
        uint32_t cp = fold_cp(f, i);

        want(fold_offset(f, i) == off);
        want(f->n_far == FAR_MOST ||
             (utf8_decode(folded.p + at, &len) == cp && fold_char(cp) == cp));
        utf8_decode(folded.p + at, &len);
        if (i < 64)
            want(fold_source(s, at) == off && fold_source(s, at + len - 1) == off);
        off += utf8_len((unsigned char)s.p[off]);
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
    fold_text(&a, buf_view(&text), NULL, 0, &f);
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
