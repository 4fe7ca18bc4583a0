/* Themes: how each style looks.  They are small files; those of content/themes are compiled in.
 *
 *     # comment                                 STYLE is a name of style.h
 *     base      dark                            begin with a theme of the program (optional)
 *     ground    #000000 #1c1c1c                 backgrounds it is made for; never painted
 *     ink       #d0d0d0                         the default colour of text there, or default
 *     STYLE     bold #5fafff cyan mono-bold     attributes, colours, attributes without colour
 *
 * #rrggbb is for terminals of 256 colours and more, a name for those of 8 and 16; where a theme has
 * no colour for a terminal, the style has its mono- attributes as well.  Han in faint or slanted
 * type cannot be read on many terminals, so there is neither; underlining is for links, since under
 * Chinese text it means a proper name. */
#ifndef YULU_VIEW_THEME_H
#define YULU_VIEW_THEME_H

#include "article/diag.h"
#include "base/buf.h"
#include "base/err.h"
#include "view/style.h"

#include <stdint.h>

enum { THEME_NAME_MAX = 32, THEME_GROUNDS = 4 };

/* How many colours a terminal has. */
enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_DIRECT };

/* How a style looks: as a theme says it. */
struct theme_style {
    unsigned char attrs; /* ATTR_... */
    unsigned char mono;  /* more of them where there is no colour for it */
    short basic;         /* 0-15; -1 = the default colour */
    int32_t rgb;         /* 0xRRGGBB; -1 = none */
};

struct theme {
    char name[THEME_NAME_MAX];
    uint32_t grounds[THEME_GROUNDS]; /* 0xRRGGBB */
    unsigned n_grounds;
    int32_t ink; /* 0xRRGGBB; -1 = not known */
    struct theme_style looks[STYLE_COUNT];
};

/* Theme I of the program, NULL after the last; sorted by name. */
const struct theme *theme_at(size_t i);
/* The theme of the program with this name, or NULL. */
const struct theme *theme_named(struct str name);

/* What a line of a theme says wrong. */
typedef void theme_complain(void *ctx, unsigned line, unsigned col, const char *code,
                            struct str what);
/* Fill T (with NAME) from TEXT; a line with a mistake is left out and TELL is told. */
void theme_parse(struct theme *t, struct str name, struct str text, theme_complain *tell,
                 void *ctx);

/* Read NAME: $XDG_CONFIG_HOME/yulu/themes/NAME, else the program's.  False when there is none; what
 * is wrong in the file is added to DIAGS, and the rest of it counts. */
bool theme_read(struct theme *out, struct str name, struct diags *diags);
/* The theme to begin with: NAME, else $YULU_THEME, else ("auto" too) the one for the background as
 * far as the environment tells it; then *AUTOMATIC.  False when there is no theme of that name;
 * *OUT is an automatic one then. */
bool theme_start(struct theme *out, const char *name, bool *automatic,
                 struct diags *diags);
/* "a、b、c": the user's themes and the program's, each once. */
void theme_add_names(struct buf *out);
/* Name I of those, in A; NULL after the last. */
const char *theme_name_at(struct arena *a, size_t i);

/* The theme for a background: "dark" or "light"; KNOWN false: "neutral", whose colours can be read
 * on both. */
const struct theme *theme_for(bool known, uint32_t rgb);
/* What $COLORFGBG ("15;0", "0;default;15") says of the background; false for anything else. */
bool theme_ground(const char *colorfgbg, uint32_t *rgb);

/* How a style looks on a terminal of that depth. */
struct shown_look {
    unsigned attrs;
    int32_t fg; /* -1 default, 0-255 of the palette, LOOK_DIRECT | 0xRRGGBB */
};
enum { LOOK_DIRECT = 1 << 24 };
bool theme_same_looks(const struct theme *a, const struct theme *b);
struct shown_look theme_look(const struct theme *t, enum style style, enum depth depth);
/* Append the parameters of SGR that choose FG (>= 0): "36", "38;5;74", "38;2;1;2;3". */
void theme_add_sgr(struct buf *out, int32_t fg);

/* What xterm shows for colour I, 0-255. */
uint32_t theme_palette(unsigned i);
/* Contrast of two colours after WCAG 2.1: 1 to 21. */
double theme_contrast(uint32_t a, uint32_t b);

#endif
