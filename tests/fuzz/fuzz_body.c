/* Body recovery on any text: it must end, and every byte must lie in one part, or be white
 * space between parts, in the order of the text. */
#include "article/body.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void only_blanks(struct str t, size_t off, size_t end)
{
    size_t len;

    for (; off < end; off += len) {
        uint32_t cp = utf8_decode(t.p + off, &len);

        if (cp != ' ' && cp != '\t' && cp != '\r' && cp != '\n' && cp != 0x3000 &&
            cp != 0xA0)
            abort();
    }
}

static size_t pass(struct str t, size_t at, struct span s)
{
    if (s.off < at || s.off + s.len > t.len ||
        utf8_valid_len(str_slice(t, s.off, s.len)) != s.len)
        abort();
    only_blanks(t, at, s.off);
    return s.off + s.len;
}

static void check(struct str t, const struct body *b)
{
    size_t at = 0, folded = 0;

    for (size_t i = 0; i < b->n_parts; i++) {
        const struct part *p = &b->parts[i];

        if (!p->span.len || (p->soft && !p->derived))
            abort();
        at = pass(t, at, p->span);
        if (p->repeat.len)
            at = pass(t, at, p->repeat);
        folded += body_folds(p->kind);
    }
    only_blanks(t, at, t.len);
    if (folded != b->n_folded)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0};
    struct body b;

    utf8_repair(str_make((const char *)data, len), &text);
    b = body_of_text(&a, buf_view(&text));
    check(buf_view(&text), &b);
    arena_free(&a);
    buf_free(&text);
    return 0;
}
