/* Rows: the first bytes choose the options, the rest is text; tests/property/wrap_model.h says
 * what has to hold. */
#include "property/wrap_model.h"

#include <stdint.h>
#include <stdlib.h>

enum { N_CHOICES = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct wrap_opts choose(const uint8_t *c)
{
    return (struct wrap_opts){.width = c[0],
                              .amb = c[2] & 1 ? 2 : 1,
                              .level = (enum kinsoku)(c[2] >> 1 & 3),
                              .indent = c[1],
                              .hang = c[2] & 8,
                              .orphan = c[2] & 16};
}

static void check_rows(struct arena *a, struct str text, const struct wrap_opts *o)
{
    struct wrap_row *rows;
    size_t n = wrap_text(a, text, o, &rows), at;

    if (model_check(model_new(a, text, o->amb, o->level), o, rows, n, &at))
        abort();
    for (size_t i = 0; i < n; i++) {
        if (show_cols(str_slice(text, rows[i].off, rows[i].len), o->amb) != rows[i].cols)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0};
    struct wrap_opts o;

    if (len < N_CHOICES)
        return 0;
    o = choose(data);
    utf8_repair(str_make((const char *)data + N_CHOICES, len - N_CHOICES), &text);
    check_rows(&a, buf_view(&text), &o);
    buf_free(&text);
    arena_free(&a);
    return 0;
}
