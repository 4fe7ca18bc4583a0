/* The theme in force, another one tried while it is typed, and the page that shows all styles.
 * Private to the view layer. */
#ifndef YULU_VIEW_THEMING_H
#define YULU_VIEW_THEMING_H

#include "base/buf.h"
#include "view/theme.h"

struct app;
struct app_opts;

struct theming {
    struct theme now;
    bool automatic; /* the background decides */
    bool known;     /* what it is: ground */
    uint32_t ground;
    bool trying;
    struct theme kept;  /* in force before */
    struct arena a;     /* of diags */
    struct diags diags; /* of the theme in force */
    size_t top;         /* row of the page */
    bool (*read)(struct theme *out, struct str name, struct diags *diags);
    const char *(*name_at)(struct arena *a, size_t i);
};

void theming_start(struct app *app, const struct app_opts *o);
void theming_free(struct app *app);
/* The ":" line is LINE now: show the theme it names; what was in force when it names none. */
void theming_typed(struct app *app, struct str line);
/* The line was left or entered. */
void theming_restore(struct app *app);
/* Argument I of :theme that begins with WORD, in *NAME; false when there are fewer. */
bool theming_complete(const struct app *app, struct str word, unsigned i,
                      struct buf *name);

#endif
