/* What the reader did in earlier runs, and what was open. */
#include "loop.h"

#include "archive/words.h"
#include "text/utf8.h"

#include <stdlib.h>

/* The first thing that is wrong; the rest is like it. */
static void tell(struct tui *t, const struct diags *d)
{
    if (!d->n)
        return;
    if (t->notice.len)
        buf_z(&t->notice, "；");
    if (d->n > 1)
        buf_printf(&t->notice, "%zu 处，", d->n);
    diag_format(&t->notice, &d->items[0]);
}

struct state *tui_open_state(struct tui *t)
{
    struct arena a = {0};
    struct diags d = {.a = &a};
    struct state *s = words_open_state(&t->a, &d);

    tell(t, &d);
    arena_free(&a);
    return s;
}

void tui_keep_archive(struct tui *t)
{
    struct buf paths = {0};
    bool all = true;

    for (size_t i = 0; i < t->o->n_paths; i++) {
        char *real = realpath(t->o->paths[i], NULL);
        buf_z(&paths, i ? "\n" : "");
        buf_z(&paths, real ? real : "");
        /* Standard input cannot be opened again. */
        all = all && real && strcmp(t->o->paths[i], "-") != 0;
        free(real);
    }
    if (t->state && all && utf8_valid_len(buf_view(&paths)) == paths.len)
        state_set_archive(t->state, buf_view(&paths));
    buf_free(&paths);
}
