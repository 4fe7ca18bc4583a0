/* config.yaml: any bytes that somebody may have there, and what is made of them used. */
#include "said/people.h"
#include "view/config.h"

#include <stddef.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct config_base base = {"/etc", "/home"};
    struct arena a = {0};
    struct diags d = {.a = &a}, more = {.a = &a};
    struct config c = {.n_archives = 0};
    const struct option *o;
    const struct command *cmd;
    struct buf b = {0};

    config_read(&c, &a, "c", str_make((const char *)data, size), &base, &d);
    /* Whatever was taken may be had. */
    for (size_t i = 0; (o = option_at(i)); i++)
        if (!option_check(o, str_of(options_get(&c.options, o->name)), NULL, NULL))
            __builtin_trap();
    for (size_t i = 0; (cmd = command_at(i)); i++)
        keymap_add(&b, &c.keys, cmd, WHERE_ALL, KEYMAP_MAX);
    people_map_add(people_map_new(&a), "p", c.people, &more);
    if (more.n)
        __builtin_trap();
    for (size_t i = 0; i < d.n; i++)
        diag_format(&b, &d.items[i]);
    buf_free(&b);
    arena_free(&a);
    return 0;
}
