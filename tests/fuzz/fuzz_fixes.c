/* Corrections, the table of who is who, templates of citations: a user's files hold any bytes. */
#include "said/fixes.h"
#include "said/people.h"

#include <stddef.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diags d = {.a = &a};
    struct fixes f = {0}, again = {0};
    struct people_map *m = people_map_new(&a);
    struct str s = str_make((const char *)data, size);
    struct buf b = {0};

    people_map_add(m, "p", s, &d);
    fixes_read(&f, "c", s, &d);
    for (size_t i = 0; i < f.n; i++)
        fix_add_line(&b, &f.items[i]);
    d.n = 0;
    fixes_read(&again, "c", buf_view(&b), &d);
    /* What is written can be read. */
    if (d.n || again.n != f.n)
        __builtin_trap();
    buf_free(&b);
    fixes_free(&f);
    fixes_free(&again);
    arena_free(&a);
    return 0;
}
