/* The same program without a terminal: what the screen of the real one has to show. */
#ifndef YULU_PTY_PLAYER_H
#define YULU_PTY_PLAYER_H

#include "pty/host.h"

#include "archive/archive.h"
#include "view/app.h"

struct player {
    const char *const *paths; /* the caller's */
    size_t n_paths;
    struct source *ar;
    struct app *app;
    struct grid grid;
};

void player_start(struct player *p, const char *const *paths, const struct app_opts *o);
void player_end(struct player *p);
/* Step, draw; returns the effects. */
unsigned player_step(struct player *p, const struct event *ev);
/* What a terminal sends for EV; false when it sends nothing. */
bool player_bytes(const struct event *ev, struct buf *out);
/* Until the host's screen shows what the player has drawn, cell for cell: text, attributes, colour,
 * cursor.  False, with both printed, when it never does. */
bool player_agrees(struct player *p, struct host *h, const char *what);

#endif
