/* What the reader asks of the desktop.  Private to the view layer. */
#ifndef YULU_VIEW_OUTSIDE_H
#define YULU_VIEW_OUTSIDE_H

#include "base/buf.h"
#include "view/grid.h"

struct app;

struct outside {
    bool remote;    /* over SSH: a browser would open somewhere else */
    bool asking;    /* whether to open url */
    struct buf url; /* as it would be opened */
};

void outside_free(struct app *app);
/* The question: its next key; its picture, over what is drawn. */
unsigned opening_key(struct app *app, uint32_t key);
void opening_draw(struct app *app, struct grid *g);

#endif
