/* The line that a guest's ssh sends: split, then held against the allow-list. */
#include "text/utf8.h"

#include "../../src/cli/internal.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Put words in marks and split that again: the same words. */
static void check_split(struct arena *a, struct str line)
{
    const char **words, **again;
    size_t n, n_again;
    struct err e = {""};
    struct buf b = {0};

    if (!guest_split(a, line, &words, &n, &e)) {
        if (!e.msg[0])
            abort();
        return;
    }
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, " \"");
        for (const char *p = words[i]; *p; p++) {
            if (*p == '"' || *p == '\\')
                buf_c(&b, '\\');
            buf_c(&b, *p);
        }
        buf_c(&b, '"');
    }
    /* Marks and backslashes may make it longer than a line may be. */
    if (b.len <= 4096) {
        if (!guest_split(a, buf_view(&b), &again, &n_again, &e) || n_again != n)
            abort();
        for (size_t i = 0; i < n; i++)
            if (strcmp(words[i], again[i]) != 0)
                abort();
    }
    buf_free(&b);
}

/* Whatever was asked for, the owner's settings are as they were. */
static void check_parse(struct str line)
{
    static const char *const dirs[] = {"/srv/news", NULL};
    struct cli_opts o = {.dirs = dirs, .n_dirs = 1, .cache_dir = "/var/cache/news"};
    struct err e = {""};
    bool ok = guest_parse(&o, line, &e);

    if (ok == (e.msg[0] != '\0') || !o.guest)
        abort();
    if (o.dirs != dirs || o.n_dirs != 1 || strcmp(o.cache_dir, "/var/cache/news") != 0 ||
        o.into || o.raw || o.no_cache || o.limits.file || o.kiosk.on)
        abort();
    if (ok && o.command &&
        (strcmp(o.command, "index") == 0 || strcmp(o.command, "check") == 0))
        abort();
    if (ok && !o.command && !o.open_id && o.n_args)
        abort();
    cli_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct str line = str_make((const char *)data, len);

    check_split(&a, line);
    if (!memchr(data, 0, len))
        check_parse(line);
    arena_free(&a);
    return 0;
}
