/* A .keys file: what to open and what to press.
 *
 *     80x24 amb=1 tests/golden/screen/data     columns x rows, options, paths from the top folder
 *     j j <Enter> /算力<Enter>                  a key script (view/event.h), over several lines
 *
 * Lines that begin with "#" before the first are comments.  Shared by whoever plays them. */
#ifndef YULU_GOLDEN_KEYS_H
#define YULU_GOLDEN_KEYS_H

#include "base/file.h"
#include "view/config.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYS_PATHS = 8 };

struct keys {
    unsigned cols, rows;
    int amb;                       /* amb=1|2; 1 */
    const char *paths[KEYS_PATHS]; /* relative to the top folder of the project */
    size_t n_paths;
    const char *open_id; /* id=...; NULL */
    const char *config;  /* config=FILE; NULL */
    bool state;          /* state=1: what was read is remembered */
    struct str script;
};

static inline struct str keys_take(struct str *s, char end)
{
    size_t len = 0;
    struct str taken;

    while (len < s->len && s->p[len] != end)
        len++;
    taken = str_slice(*s, 0, len);
    *s = str_from(*s, len < s->len ? len + 1 : len);
    return taken;
}

static inline bool keys_word(struct arena *a, struct keys *k, struct str word)
{
    char *z = arena_strz(a, word), *end;

    if (str_starts(word, STR("amb="))) {
        k->amb = z[4] - '0';
        return word.len == 5 && (k->amb == 1 || k->amb == 2);
    }
    if (str_starts(word, STR("id="))) {
        k->open_id = z + 3;
        return true;
    }
    if (str_starts(word, STR("config="))) {
        k->config = z + 7;
        return true;
    }
    if (str_eq(word, STR("state=1"))) {
        k->state = true;
        return true;
    }
    if (!k->cols) {
        k->cols = (unsigned)strtoul(z, &end, 10);
        if (*end != 'x')
            return false;
        k->rows = (unsigned)strtoul(end + 1, &end, 10);
        return *end == '\0' && k->cols && k->rows;
    }
    if (k->n_paths == KEYS_PATHS)
        return false;
    k->paths[k->n_paths++] = z;
    return true;
}

/* Parse the content of a .keys file; everything in *K lives in A or in TEXT. */
static inline bool keys_parse(struct arena *a, struct str text, struct keys *k)
{
    struct str line;

    *k = (struct keys){.amb = 1};
    do
        line = keys_take(&text, '\n');
    while (str_starts(line, STR("#")));
    while (line.len) {
        struct str word = keys_take(&line, ' ');
        if (word.len && !keys_word(a, k, word))
            return false;
    }
    k->script = text;
    return k->cols && k->n_paths;
}

/* What k->config says, in A. */
static inline struct config *keys_config(struct arena *a, const struct keys *k)
{
    struct config *c = arena_new(a, struct config);
    struct diags d = {.a = a};
    struct str text;

    if (k->config && file_read(a, k->config, 0, &text, NULL))
        config_read(c, a, k->config, text, NULL, &d);
    return c;
}

#endif
