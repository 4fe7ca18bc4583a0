#include "unit/check.h"

#include "text/charprop.h"
#include "text/utf8.h"
#include "text/width.h"

#include <unictype.h>
#include <uniwidth.h>

static void known(void **state)
{
    static const struct {
        const char *name;
        uint32_t cp;
        int narrow, wide; /* columns with ambiguous = 1 and 2 */
    } rows[] = {
        {"han", 0x4E2D, 2, 2},
        {"extension A", 0x3400, 2, 2},
        {"extension B", 0x20000, 2, 2},
        {"extension G", 0x30000, 2, 2},
        {"extension H, Unicode 15", 0x31350, 2, 2},
        {"ideographic zero", 0x3007, 2, 2},
        {"ideographic blank", 0x3000, 2, 2},
        {"geta", 0x3013, 2, 2},
        {"full-width comma", 0xFF0C, 2, 2},
        {"full-width letter", 0xFF21, 2, 2},
        {"full-width tilde", 0xFF5E, 2, 2},
        {"full-width yen", 0xFFE5, 2, 2},
        {"katakana dot", 0x30FB, 2, 2},
        {"left quote", 0x201C, 1, 2},
        {"right quote", 0x201D, 1, 2},
        {"left single", 0x2018, 1, 2},
        {"right single", 0x2019, 1, 2},
        {"em dash", 0x2014, 1, 2},
        {"en dash", 0x2013, 1, 2},
        {"ellipsis", 0x2026, 1, 2},
        {"interpunct", 0xB7, 1, 2},
        {"bullet", 0x2022, 1, 2},
        {"times", 0xD7, 1, 2},
        {"degree", 0xB0, 1, 2},
        {"celsius", 0x2103, 1, 2},
        {"per mille", 0x2030, 1, 2},
        {"circled one", 0x2460, 1, 2},
        {"roman one", 0x2160, 1, 2},
        {"reference mark", 0x203B, 1, 2},
        {"numero", 0x2116, 1, 2},
        {"alpha", 0x3B1, 1, 2},
        {"zhe", 0x416, 1, 2},
        {"black star", 0x2605, 1, 2},
        {"arrow", 0x2192, 1, 2},
        {"box", 0x2500, 1, 2},
        {"full block", 0x2588, 1, 2},
        {"two-em dash", 0x2E3A, 1, 1},
        {"midline ellipsis", 0x22EF, 1, 1},
        {"check mark", 0x2713, 1, 1},
        {"heart", 0x2764, 1, 1},
        {"yen", 0xA5, 1, 1},
        {"half-width stop", 0xFF61, 1, 1},
        {"half-width kana", 0xFF76, 1, 1},
        {"letter", 'A', 1, 1},
        {"thumbs up", 0x1F44D, 2, 2},
        {"no-break space", 0xA0, 1, 1},
        {"combining acute", 0x301, 0, 0},
        {"variation selector 16", 0xFE0F, 0, 0},
        {"ideographic variation", 0xE0100, 0, 0},
        {"zero width space", 0x200B, 0, 0},
        {"zero width joiner", 0x200D, 0, 0},
        {"left-to-right mark", 0x200E, 0, 0},
        {"right-to-left override", 0x202E, 0, 0},
        {"left-to-right isolate", 0x2066, 0, 0},
        {"word joiner", 0x2060, 0, 0},
        {"byte order mark", 0xFEFF, 0, 0},
        {"soft hyphen", 0xAD, 0, 0},
        {"tag", 0xE0041, 0, 0},
        {"hangul vowel", 0x1161, 0, 0},
        {"tab, a blank", '\t', 1, 1},
        {"newline, a blank", '\n', 1, 1},
        {"escape, U+FFFD", 0x1B, 1, 2},
        {"C1, U+FFFD", 0x9B, 1, 2},
        {"private, a geta", 0xE000, 2, 2},
        {"private, plane 15", 0xF0000, 2, 2},
        {"assigned in 15.1 only", 0x31EF, 2, 2},
        {"not assigned", 0x378, 2, 2},
        {"no character", 0xFFFF, 2, 2},
        {"surrogate", 0xD800, 2, 2},
        {"beyond", 0x110000, 2, 2},
        {"far beyond", 0xFFFFFFFF, 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_INT(rows[i].name, width_cp(rows[i].cp, 1), rows[i].narrow);
        CHECK_INT(rows[i].name, width_cp(rows[i].cp, 2), rows[i].wide);
        CHECK_INT(rows[i].name, width_is_ambiguous(rows[i].cp),
                  rows[i].narrow != rows[i].wide);
    }
    CHECK_STR("version", width_unicode_version(), "15.0.0");
}

/* libunistring has Unicode 14.  Where both know a character that is shown as it is, both agree on
 * wide and narrow; its zero-width set is not ours (soft hyphen, jamo) and stays out. */
static void like_libunistring(void **state)
{
    size_t n_seen = 0;

    (void)state;
    for (uint32_t cp = 0x20; cp < 0x110000; cp++) {
        int theirs = uc_width(cp, "UTF-8");
        bool kept = prop_show(char_prop(cp)) == CHAR_KEEP;

        if (!kept || theirs <= 0 || uc_is_general_category(cp, UC_CATEGORY_Cn))
            continue;
        n_seen++;
        if (width_cp(cp, 1) != theirs) {
            char row[32];
            snprintf(row, sizeof row, "U+%04X", cp);
            CHECK_INT(row, width_cp(cp, 1), theirs);
        }
    }
    CHECK("characters compared", n_seen > 130000);
}

/* What the fast path of row breaking takes for granted. */
static void plain_han(void **state)
{
    (void)state;
    for (uint32_t cp = 0x4E00; cp <= 0x9FFF; cp++)
        CHECK_INT("plain han", char_prop(cp), char_prop(0x4E00));
    CHECK_INT("class", prop_class(char_prop(0x4E00)), CLASS_HAN);
    CHECK_INT("show", prop_show(char_prop(0x4E00)), CHAR_KEEP);
    CHECK("solo", char_prop(0x4E00) & PROP_SOLO);
}

static void all_total(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        int narrow = width_cp(cp, 1), wide = width_cp(cp, 2);

        if (narrow < 0 || narrow > 2 || wide < narrow || wide > 2 ||
            prop_class(char_prop(cp)) >= N_CLASSES ||
            prop_show(char_prop(cp)) > CHAR_GETA)
            CHECK_INT("code point", cp, -1);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(known),
    cmocka_unit_test(like_libunistring),
    cmocka_unit_test(plain_han),
    cmocka_unit_test(all_total),
};
const struct check_suite suite_width = {"width", tests, sizeof tests / sizeof *tests};
