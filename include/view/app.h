/* The whole program as state: app_step() takes what happened, app_draw() gives the picture.
 * No terminal, no clock, no environment: testable with a key script and a text file. */
#ifndef YULU_VIEW_APP_H
#define YULU_VIEW_APP_H

#include "archive/archive.h"
#include "quote/lexicon.h"
#include "said/fixes.h"
#include "said/people.h"
#include "state/state.h"
#include "text/wrap.h"
#include "view/config.h"
#include "view/event.h"
#include "view/grid.h"

/* What app_step asks of its caller. */
enum effect {
    EFFECT_REDRAW = 1,  /* draw and paint */
    EFFECT_REPAINT = 2, /* forget what the terminal shows: paint everything (Ctrl-L) */
    EFFECT_QUIT = 4,
    EFFECT_SUSPEND = 8, /* Ctrl-Z */
    EFFECT_RELOAD = 16, /* open the archive again, then app_set_archive() */
    EFFECT_OPEN = 256,  /* open app_link() in a browser */
    EFFECT_COPY = 64,   /* put app_copied() on the clipboard */
    EFFECT_BUSY = 32    /* of app_idle(): something was done, nothing new to see */
};

struct app_opts {
    unsigned rows, cols;
    int amb; /* 1 or 2 */
    enum kinsoku kinsoku;
    unsigned measure; /* columns of a text row at most: 76 */
    unsigned indent;  /* columns before a paragraph: 4 */
    const char *name; /* of the archive, for the header; copied */
    const char
        *notice; /* shown once in the status line, or NULL: "TERM xterm-foo 未知…" */
    struct date today; /* for "7d" and the like; none: such words are text */
    struct str
        open_id; /* open this article at once; empty = the list (or the only article);
                  * "id#3": at its third quotation */
    struct str query; /* the filter of the list at first; empty = all articles */
    const struct config
        *config; /* goes before the members above; outlives the app; or NULL */
    void (*add_words)(struct lexicon *lx, struct arena *a); /* a user's own, or NULL */
    void (*add_people)(struct people_map *m, struct arena *a);
    /* A user's corrections, unless they are those of *STAMP (0: none yet) still; or NULL. */
    bool (*read_fixes)(struct fixes *f, uint64_t *stamp);
    bool (*save_fix)(const struct fix *x, struct err *e); /* one more; NULL: not kept */
    const struct theme *theme; /* copied; NULL: that for an unknown background */
    bool remote;               /* over SSH: addresses are copied, not opened */
    bool no_clipboard;         /* the terminal is known not to take OSC 52 */
    bool theme_automatic;      /* the background may change it */
    /* Another theme by name, and the names there are (theme_read(), theme_name_at()); NULL: only
     * the program's. */
    bool (*read_theme)(struct theme *out, struct str name, struct diags *diags);
    const char *(*theme_name_at)(struct arena *a, size_t i);
    bool kiosk;    /* only commands that are marked for strangers */
    bool may_copy; /* they may write the clipboard of their terminal */
    struct state
        *state; /* what the reader did; the caller's, outlives the app; NULL: nothing
                          * is remembered */
};

/* Append the name that an archive opened from these paths goes by in the header: the last part of
 * a path, "标准输入" for "-", "等N处" after the first of several. */
void app_name(struct buf *out, const char *const *paths, size_t n);

struct app;

/* AR stays the caller's and must outlive the app (or the next app_set_archive). */
struct app *app_new(struct source *ar, const struct app_opts *o);
void app_free(struct app *app);
/* Take another archive, keeping place and selection by id. */
void app_set_archive(struct app *app, struct source *ar);
/* The only door.  Returns effect bits.  Never blocks but for reading the article it shows. */
unsigned app_step(struct app *app, const struct event *ev);
/* What the last EFFECT_COPY is about: at most 74,994 bytes of UTF-8, no control characters but
 * newlines; until the next step. */
struct str app_copied(const struct app *app);
/* What the last EFFECT_OPEN is about: an address in ASCII that begins with http:// or https://. */
struct str app_link(const struct app *app);
/* Say TEXT in the status line.  Returns effect bits. */
unsigned app_told(struct app *app, const char *text);
/* Ambiguous characters are AMB columns wide from now on (the terminal's answer may come after the
 * first picture): what was painted is wrong.  Returns effect bits. */
unsigned app_set_ambiguous(struct app *app, int amb);
/* A key is HELD on a slow line: until it is released (false), pictures show beside the list the
 * text they showed before.  Returns effect bits. */
unsigned app_hold(struct app *app, bool held);
/* The terminal's background is RGB (0xRRGGBB): an automatic theme follows it.  Returns effect
 * bits. */
unsigned app_set_background(struct app *app, uint32_t rgb);
/* Is there work that may wait while keys come?  app_idle() does some of it; it returns effect bits,
 * 0 when nothing was left to do. */
bool app_is_busy(struct app *app);
unsigned app_idle(struct app *app);
/* Fill G (resized by this call to the size last told) with the picture of the state. */
void app_draw(struct app *app, struct grid *g);

#endif
