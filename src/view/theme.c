/* The themes of the program, and their colours on terminals of few colours. */
#include "view/theme.h"

#include "themes.h"

#include <math.h>
#include <stdlib.h>

enum { N_THEMES = sizeof built_in / sizeof *built_in };

const struct theme *theme_at(size_t i)
{
    return i < N_THEMES ? &built_in[i] : NULL;
}

const struct theme *theme_named(struct str name)
{
    for (size_t i = 0; i < N_THEMES; i++)
        if (str_eq(name, str_of(built_in[i].name)))
            return &built_in[i];
    return NULL;
}

/* ---- Colours */

uint32_t theme_palette(unsigned i)
{
    static const uint32_t basic[16] = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF};
    static const uint32_t steps[6] = {0, 95, 135, 175, 215, 255};

    if (i < 16)
        return basic[i];
    if (i >= 232)
        return (8 + 10 * (i - 232)) * 0x010101u;
    i -= 16;
    return steps[i / 36] << 16 | steps[i / 6 % 6] << 8 | steps[i % 6];
}

/* Of the 240 that every terminal of 256 colours shows alike. */
static int32_t nearest(uint32_t rgb)
{
    int32_t best = 16;
    long least = -1;

    for (unsigned i = 16; i < 256; i++) {
        uint32_t other = theme_palette(i);
        long sum = 0;
        for (unsigned shift = 0; shift < 24; shift += 8) {
            long d = (long)(rgb >> shift & 255) - (long)(other >> shift & 255);
            sum += d * d;
        }
        if (least < 0 || sum < least) {
            least = sum;
            best = (int32_t)i;
        }
    }
    return best;
}

/* WCAG 2.1, "relative luminance". */
static double luminance(uint32_t rgb)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;

    for (unsigned i = 0; i < 3; i++) {
        double c = (rgb >> (8 * i) & 255) / 255.0;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

    return x > y ? x / y : y / x;
}

/* ---- Which one */

const struct theme *theme_for(bool known, uint32_t rgb)
{
    bool light;

    if (!known)
        return theme_named(STR("neutral"));
    light = theme_contrast(rgb, 0x000000) > theme_contrast(rgb, 0xFFFFFF);
    return theme_named(light ? STR("light") : STR("dark"));
}

bool theme_ground(const char *colorfgbg, uint32_t *rgb)
{
    const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
    char *end;
    long n;

    if (!last || last[1] < '0' || last[1] > '9')
        return false;
    n = strtol(last + 1, &end, 10);
    if (*end || n > 15)
        return false;
    /* Dark grey is the ground of dark themes, whatever xterm makes of it. */
    *rgb = n == 8 ? 0 : theme_palette((unsigned)n);
    return true;
}

/* ---- On a terminal */

bool theme_same_looks(const struct theme *a, const struct theme *b)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct theme_style *x = &a->looks[i], *y = &b->looks[i];
        if (x->attrs != y->attrs || x->mono != y->mono || x->basic != y->basic ||
            x->rgb != y->rgb)
            return false;
    }
    return true;
}

/* A colour that only 16-colour terminals have is the plain one and bold on those of 8. */
static void look_basic(const struct theme_style *l, enum depth depth,
                       struct shown_look *out)
{
    out->fg = l->basic;
    if (depth == DEPTH_8 && l->basic >= 8) {
        out->fg = l->basic - 8;
        out->attrs |= ATTR_BOLD;
    }
}

struct shown_look theme_look(const struct theme *t, enum style style, enum depth depth)
{
    const struct theme_style *l = &t->looks[style < STYLE_COUNT ? style : STYLE_NORMAL];
    struct shown_look out = {l->attrs, -1};

    if (depth >= DEPTH_256 && l->rgb >= 0) {
        out.fg = nearest((uint32_t)l->rgb);
        if (depth == DEPTH_DIRECT && theme_palette((unsigned)out.fg) != (uint32_t)l->rgb)
            out.fg = LOOK_DIRECT | l->rgb;
    } else if (depth > DEPTH_NONE) {
        look_basic(l, depth, &out);
    }
    if (out.fg < 0)
        out.attrs |= l->mono;
    return out;
}

void theme_add_sgr(struct buf *out, int32_t fg)
{
    if (fg & LOOK_DIRECT)
        buf_printf(out, "38;2;%d;%d;%d", fg >> 16 & 255, fg >> 8 & 255, fg & 255);
    else if (fg >= 16)
        buf_printf(out, "38;5;%d", fg);
    else
        buf_printf(out, "%d", fg < 8 ? 30 + fg : 82 + fg);
}
