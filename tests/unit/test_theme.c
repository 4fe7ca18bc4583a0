/* The themes as their data say: everything can be read, nothing is told by hue alone. */
#include "unit/check.h"

#include "view/theme.h"

#include <math.h>

enum { SPEAKERS = STYLE_SPEAKER_LAST - STYLE_SPEAKER_1 + 1 };
#define CONTRAST_MIN 4.5 /* WCAG 2.1, success criterion 1.4.3 */
#define HUES_MIN 25.0    /* CIE76; 2.3 is just noticeable */

/* The colour that STYLE has with DEPTH colours; -1 = the default one. */
static int32_t colour(const struct theme *t, enum style style, enum depth depth)
{
    int32_t fg = theme_look(t, style, depth).fg;

    if (fg < 0)
        return -1;
    return fg & LOOK_DIRECT ? fg & 0xFFFFFF : (int32_t)theme_palette((unsigned)fg);
}

static void contrast(void **state)
{
    static const enum depth depths[] = {DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256,
                                        DEPTH_DIRECT};
    const struct theme *t;
    size_t n = 0;

    (void)state;
    for (size_t k = 0; (t = theme_at(k)); k++) {
        CHECK(t->name, t->n_grounds > 0);
        for (unsigned i = 0; i < t->n_grounds * STYLE_COUNT * 5; i++) {
            enum style s = (enum style)(i / t->n_grounds / 5);
            int32_t fg = colour(t, s, depths[i % 5]);
            uint32_t ground = t->grounds[i / 5 % t->n_grounds];
            fg = fg < 0 ? t->ink : fg;
            if (fg < 0)
                continue;
            if (theme_contrast((uint32_t)fg, ground) < CONTRAST_MIN)
                check_fail(__FILE__, __LINE__, t->name, style_name(s));
            n++;
        }
    }
    CHECK("some were looked at", n > 400);
    CHECK("black on white", fabs(theme_contrast(0, 0xFFFFFF) - 21) < 1e-6);
    CHECK("W3C's example: #777 on white fails", theme_contrast(0x777777, 0xFFFFFF) < 4.5);
    CHECK("and #767676 does not", theme_contrast(0x767676, 0xFFFFFF) >= 4.5);
}

/* ---- As people see it who lack a kind of cones */

/* G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
 * of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0, on linear RGB. */
static const double eyes[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}}, /* protanopia */
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}}, /* deuteranopia */
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}}, /* tritanopia */
};
static const char *const eye_names[] = {"all cones", "protanopia", "deuteranopia",
                                        "tritanopia"};

static double curve(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16 / 116.0;
}

/* CIE L*a*b* (D65) of RGB as seen by EYE. */
static void lab_of(uint32_t rgb, size_t eye, double lab[3])
{
    double linear[3], seen[3];

    for (int i = 0; i < 3; i++) {
        double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++) {
        const double *m = eyes[eye][i];
        seen[i] = m[0] * linear[0] + m[1] * linear[1] + m[2] * linear[2];
        seen[i] = seen[i] < 0 ? 0 : seen[i] > 1 ? 1 : seen[i];
    }
    double x = 0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2];
    double y = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2];
    double z = 0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2];
    lab[0] = 116 * curve(y) - 16;
    lab[1] = 500 * (curve(x / 0.95047) - curve(y));
    lab[2] = 200 * (curve(y) - curve(z / 1.08883));
}

static double distance(uint32_t a, uint32_t b, size_t eye)
{
    double p[3], q[3];

    lab_of(a, eye, p);
    lab_of(b, eye, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

static size_t compare_speakers(const struct theme *t, enum depth depth)
{
    size_t n = 0;

    for (unsigned a = 0; a < SPEAKERS; a++) {
        for (unsigned b = a + 1; b < SPEAKERS; b++) {
            int32_t x = colour(t, (enum style)(STYLE_SPEAKER_1 + a), depth);
            int32_t y = colour(t, (enum style)(STYLE_SPEAKER_1 + b), depth);
            for (size_t eye = 0; x >= 0 && y >= 0 && eye < 3; eye++, n++)
                if (distance((uint32_t)x, (uint32_t)y, eye) < HUES_MIN)
                    check_fail(__FILE__, __LINE__, t->name, eye_names[eye]);
        }
    }
    return n;
}

static void hues(void **state)
{
    const struct theme *t;
    size_t n = 0;

    (void)state;
    for (size_t k = 0; (t = theme_at(k)); k++) {
        n += compare_speakers(t, DEPTH_8);
        n += compare_speakers(t, DEPTH_16);
        n += compare_speakers(t, DEPTH_256);
    }
    CHECK("some were compared", n > 30);
    CHECK("red and green are alike", distance(0xAA5500, 0x808000, 2) < HUES_MIN);
    CHECK("to some", distance(0xAA5500, 0x808000, 0) > HUES_MIN);
}

/* What has a colour has an attribute, a sign in the gutter or words of its own; speakers have bold
 * where there is no colour, like no other text of the body. */
static void without_colour(void **state)
{
    static const enum style told[] = {STYLE_TITLE, STYLE_HEADING, STYLE_MARK,
                                      STYLE_QUOTE, STYLE_HIT,     STYLE_HIT_NOW,
                                      STYLE_LINK,  STYLE_ERROR,   STYLE_PROMPT};
    const struct theme *t;

    (void)state;
    for (size_t k = 0; (t = theme_at(k)); k++) {
        for (size_t i = 0; i < sizeof told / sizeof *told; i++)
            CHECK(t->name, theme_look(t, told[i], DEPTH_NONE).attrs);
        for (int s = STYLE_SPEAKER_1; s <= STYLE_SPEAKER_LAST; s++)
            CHECK(t->name, theme_look(t, (enum style)s, DEPTH_NONE).attrs & ATTR_BOLD);
        for (int s = 0; s < STYLE_COUNT; s++)
            CHECK_INT(t->name, theme_look(t, (enum style)s, DEPTH_NONE).fg, -1);
    }
    t = theme_named(STR("mono"));
    for (int s = 0; s < STYLE_COUNT; s++)
        CHECK_INT(style_name((enum style)s), colour(t, (enum style)s, DEPTH_DIRECT), -1);
}

/* ---- Depths */

static void depths(void **state)
{
    static const char text[] =
        "title #5fafff bright-red\nheading #102030\nrule mono-bold "
        "bright-black\ndim cyan\n";
    static const struct {
        enum style style;
        enum depth depth;
        const char *sgr; /* "" = the default colour */
        unsigned attrs;
    } rows[] = {
        {STYLE_TITLE, DEPTH_NONE, "", 0},
        {STYLE_TITLE, DEPTH_8, "31", ATTR_BOLD},
        {STYLE_TITLE, DEPTH_16, "91", 0},
        {STYLE_TITLE, DEPTH_256, "38;5;75", 0},
        {STYLE_TITLE, DEPTH_DIRECT, "38;5;75", 0},
        {STYLE_HEADING, DEPTH_16, "", 0},
        {STYLE_HEADING, DEPTH_256, "38;5;234", 0},
        {STYLE_HEADING, DEPTH_DIRECT, "38;2;16;32;48", 0},
        {STYLE_RULE, DEPTH_NONE, "", ATTR_BOLD},
        {STYLE_RULE, DEPTH_16, "90", 0},
        {STYLE_DIM, DEPTH_256, "36", 0},
    };
    struct theme t;

    (void)state;
    theme_parse(&t, STR("x"), str_of(text), NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shown_look look = theme_look(&t, rows[i].style, rows[i].depth);
        struct buf sgr = {0};
        if (look.fg >= 0)
            theme_add_sgr(&sgr, look.fg);
        CHECK_STR(rows[i].sgr, sgr.len ? sgr.p : "", rows[i].sgr);
        CHECK_INT(rows[i].sgr, look.attrs, rows[i].attrs);
        buf_free(&sgr);
    }
}

/* ---- Files */

static void collect(void *ctx, unsigned line, unsigned col, const char *code,
                    struct str what)
{
    buf_printf(ctx, "%u:%u %s %.*s\n", line, col, code, STR_ARG(what));
}

static void mistakes(void **state)
{
    static const char text[] = "# a theme\r\nbase dark\r\n\n  title  #00ff00 bold\n"
                               "标题 bold\nrule 深 red\nhit #12345\n"
                               "error red green\nbase mine\nground red #000000\nink\n"
                               "heading";
    static const char want[] = "5:1 W240 标题\n6:6 W241 深\n7:5 W241 #12345\n"
                               "8:11 W241 green\n9:6 W242 mine\n10:8 W241 red\n"
                               "11:4 W241 \n";
    struct theme t;
    struct buf got = {0};

    (void)state;
    theme_parse(&t, STR("mine"), str_of(text), collect, &got);
    CHECK_STR("messages", got.p, want);
    CHECK_STR("name", t.name, "mine");
    CHECK_INT("kept", t.looks[STYLE_TITLE].rgb, 0x00FF00);
    CHECK_INT("kept", t.looks[STYLE_RULE].basic, 1);
    CHECK_INT("from dark", t.looks[STYLE_SPEAKER_1].rgb, 0x5FAFFF);
    CHECK_INT("grounds", t.n_grounds, 1);
    CHECK_INT("nothing", t.looks[STYLE_HEADING].attrs, 0);
    buf_free(&got);
}

static void backgrounds(void **state)
{
    static const struct {
        const char *colorfgbg;
        const char *theme;
    } rows[] = {
        {"15;0", "dark"},          {"0;15", "light"},   {"0;default;15", "light"},
        {"15;default", "neutral"}, {"7;8", "dark"},     {"", "neutral"},
        {NULL, "neutral"},         {"0;16", "neutral"}, {"0;-1", "neutral"},
        {"0;7x", "neutral"},       {"7", "neutral"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t rgb = 0;
        bool known = theme_ground(rows[i].colorfgbg, &rgb);
        CHECK_STR(rows[i].theme, theme_for(known, rgb)->name, rows[i].theme);
    }
    CHECK_STR("solarized", theme_for(true, 0x002B36)->name, "dark");
    CHECK_STR("solarized", theme_for(true, 0xFDF6E3)->name, "light");
}

static void names(void **state)
{
    static const char *const want[] = {"ansi-16", "dark", "light", "mono", "neutral"};
    size_t n = 0;

    (void)state;
    for (; theme_at(n); n++)
        CHECK_STR("in order", theme_at(n)->name, n < 5 ? want[n] : "");
    CHECK_INT("all", n, 5);
    CHECK("none", !theme_named(STR("dar")));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(contrast),       cmocka_unit_test(hues),
    cmocka_unit_test(without_colour), cmocka_unit_test(depths),
    cmocka_unit_test(mistakes),       cmocka_unit_test(backgrounds),
    cmocka_unit_test(names),
};
const struct check_suite suite_theme = {"theme", tests, sizeof tests / sizeof *tests};
