/* What a person chose for the running reader, and how options reach it.  Private to src/view. */
#ifndef YULU_VIEW_SETTINGS_H
#define YULU_VIEW_SETTINGS_H

#include "state.h"

#include "view/option.h"

enum { MEASURE_MIN = 16, MEASURE_MAX = 400 };

/* Hooks of the table in option.c. */
#define SETTING(name)                                                                    \
    bool settings_set_##name(struct app *app, struct str value, struct err *e);          \
    void settings_get_##name(const struct app *app, struct buf *out)
SETTING(ambiguous);
SETTING(cite);
SETTING(layout);
SETTING(sort);
#undef SETTING

/* What CONFIG (NULL: nothing) says counts; it outlives the app. */
void settings_start(struct app *app, const struct config *config);
void settings_end(struct app *app);
/* Take VALUE for O; false leaves the old value, with what it may be in E.  Draws nothing. */
bool settings_change(struct app *app, const struct option *o, struct str value,
                     struct err *e);
/* Candidate I for what is typed behind ":set ": a name, or "name=" and a word. */
bool settings_complete(struct str typed, unsigned i, struct buf *out);

#endif
