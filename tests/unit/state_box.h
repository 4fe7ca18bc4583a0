/* A folder of its own for the state of a test. */
#ifndef YULU_UNIT_STATE_BOX_H
#define YULU_UNIT_STATE_BOX_H

#include "base/buf.h"
#include "base/file.h"
#include "state/state.h"
#include "unit/check.h"

#include <sys/stat.h>
#include <unistd.h>

struct box {
    struct arena a;
    char folder[64];
    struct diags diags;
    int64_t now;
};

static inline struct box *box_new(void)
{
    struct box *b = calloc(1, sizeof *b);

    b->diags.a = &b->a;
    snprintf(b->folder, sizeof b->folder, "/tmp/yulu-state.XXXXXX");
    CHECK("folder", mkdtemp(b->folder) != NULL);
    return b;
}

static inline const char *file(struct box *b, const char *name)
{
    return arena_printf(&b->a, "%s/%s", b->folder, name);
}

static inline void box_free(struct box *b)
{
    static const char *const names[] = {"state.yaml", "filters.yaml", "history.yaml",
                                        "target.yaml"};

    chmod(b->folder, 0700);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(file(b, names[i]));
    CHECK_INT("nothing else is left", rmdir(b->folder), 0);
    arena_free(&b->a);
    free(b);
}

static inline struct state *opened(struct box *b)
{
    b->diags = (struct diags){.a = &b->a};
    return state_open(&(struct state_opts){.folder = b->folder, .base = "/home/甲"},
                      &b->diags);
}

static inline void write_file(struct box *b, const char *name, struct str text)
{
    CHECK(name, file_replace(file(b, name), text, NULL));
}

static inline struct str content(struct box *b, const char *name)
{
    struct str s = {0};

    file_read(&b->a, file(b, name), 0, &s, NULL);
    return s;
}

static inline struct state_article article(const char *id, const char *url,
                                           const char *path)
{
    return (struct state_article){str_of(id), str_of(url), str_of(path), 0};
}

/* "read star position-end", "-" for what is not known. */
static inline const char *told(struct box *b, const struct state *s,
                               const struct state_article *art)
{
    size_t cps = 0;
    bool end = false, left = state_position(s, art, &cps, &end);

    return arena_printf(&b->a, "%s%s %s", state_is_read(s, art) ? "r" : "-",
                        state_is_starred(s, art) ? "*" : "-",
                        left ? arena_printf(&b->a, "%zu%s", cps, end ? "$" : "") : "-");
}

static inline int64_t tick(void *ctx)
{
    struct box *b = ctx;
    return b->now += 1000;
}

#define AT(second) "- {\"at\": \"2026-01-02T03:04:" second "Z\", "

#endif
