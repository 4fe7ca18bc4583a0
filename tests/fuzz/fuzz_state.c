/* The lines of what a reader did: any bytes; what is written after them counts and can be read
 * again. */
#include "state/state.h"

#include "base/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"state.yaml", "filters.yaml", "history.yaml"};
enum { FILES = 3 };

/* The input is all three files. */
static void put(const char *folder, struct str text)
{
    char path[96];

    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        if (!file_replace(path, text, NULL))
            __builtin_trap();
    }
}

static void take_away(const char *folder)
{
    char path[96];

    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void touch(struct state *s)
{
    const struct state_article art = {STR("aaaa0000"), STR("https://x.example/1"),
                                      STR("a.yaml"), 1};
    struct str query, text;

    state_set_star(s, &art, true);
    state_set_star(s, &art, false);
    state_set_position(s, &art, 7, true);
    state_set_mark(s, 'q', &art, 3);
    state_save_filter(s, STR("n"), STR("甲"));
    state_add_history(s, "find", STR("乙"));
    if (!state_filter(s, STR("n"), &query) || !str_eq(query, STR("甲")) ||
        !state_history(s, "find", 0, &text) || !str_eq(text, STR("乙")))
        __builtin_trap();
}

static void check(struct state *s)
{
    const struct state_article art = {STR("aaaa0000"), STR(""), STR(""), 0};
    struct state_article marked;
    struct str text;
    size_t cps;
    bool end;

    if (state_is_starred(s, &art) || !state_position(s, &art, &cps, &end) || cps != 7 ||
        !end || !state_mark(s, 'q', &marked, &cps) || cps != 3 ||
        !str_eq(marked.id, art.id) || state_history(s, "find", STATE_HISTORY, &text))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/yulu-fuzz.XXXXXX";
    struct arena a = {0};
    struct diags d = {.a = &a, .max = 100};
    struct state_opts o = {.folder = folder, .base = "/home"};
    struct state *s;
    size_t n_bad;

    if (!mkdtemp(folder))
        return 0;
    put(folder, str_make((const char *)data, size));
    s = state_open(&o, &d);
    n_bad = d.n + d.n_lost;
    touch(s);
    check(s);
    state_close(s);
    d = (struct diags){.a = &a};
    s = state_open(&o, &d);
    check(s);
    /* A torn line was ended; nothing else is wrong now that was right before. */
    if (d.n > n_bad)
        __builtin_trap();
    state_close(s);
    take_away(folder);
    arena_free(&a);
    return 0;
}
