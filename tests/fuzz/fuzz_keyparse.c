/* Any bytes: no key may come out that is no key, and cutting the bytes elsewhere changes nothing.
 * The first byte chooses where to cut. */
#include "text/utf8.h"
#include "tui/keyparse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(const struct input *in)
{
    uint32_t key = in->ev.key;

    if (in->kind == INPUT_PLACE && (!in->row || !in->col))
        abort();
    if (in->kind != INPUT_EVENT)
        return;
    if (in->ev.kind == EVENT_PASTE) {
        if (in->ev.text.len > 3 * KEYPARSE_PASTE_MAX ||
            utf8_valid_len(in->ev.text) != in->ev.text.len)
            abort();
        for (size_t i = 0; i < in->ev.text.len; i++)
            if (in->ev.text.p[i] == 27)
                abort();
        return;
    }
    if (in->ev.kind != EVENT_KEY || key == 0 || key >= K_LAST ||
        (key >= 0x80 && key < 0xA0) || (key >= 0xD800 && key < 0xE000))
        abort();
}

static void add(struct buf *out, const struct input *in)
{
    check(in);
    if (in->kind == INPUT_EVENT && in->ev.kind == EVENT_PASTE)
        buf_printf(out, "p%zu ", in->ev.text.len);
    else
        buf_printf(out, "%d:%u:%u:%u ", (int)in->kind,
                   in->kind == INPUT_EVENT ? in->ev.key : 0u, in->row, in->col);
}

static void run(struct str bytes, size_t cut, struct buf *out)
{
    struct keyparse k = {.asked = cut & 1};
    struct input in;
    struct str head = str_slice(bytes, 0, cut), tail = str_from(bytes, cut);

    while (keyparse_next(&k, &head, &in))
        add(out, &in);
    while (keyparse_next(&k, &tail, &in))
        add(out, &in);
    for (int i = 0; keyparse_wait(&k) >= 0; i++) {
        if (i > 3)
            abort();
        if (keyparse_idle(&k, &in))
            add(out, &in);
    }
    keyparse_free(&k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct buf whole = {0}, cut = {0};
    struct str bytes;
    size_t at;

    if (len == 0)
        return 0;
    bytes = str_make((const char *)data + 1, len - 1);
    at = data[0] < bytes.len ? data[0] : bytes.len;
    run(bytes, at, &cut);
    run(bytes, at & 1 ? bytes.len | 1 : 0, &whole);
    if (!str_eq(buf_view(&whole), buf_view(&cut)))
        abort();
    buf_free(&whole);
    buf_free(&cut);
    return 0;
}
