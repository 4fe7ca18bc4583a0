/* Han in A_DIM or A_ITALIC cannot be read on many terminals, so the styles use neither; underline
 * is kept for links, since under Chinese text it means a proper name. */
#include "view/style.h"

static const struct style_def styles[STYLE_COUNT] = {
    [STYLE_NORMAL] = {"normal", 0, -1, 0},
    [STYLE_TITLE] = {"title", ATTR_BOLD, -1, 0},
    [STYLE_HEADING] = {"heading", ATTR_BOLD, -1, 0},
    [STYLE_BAR] = {"bar", ATTR_BOLD, -1, 0},
    [STYLE_RULE] = {"rule", 0, 6, 0},
    [STYLE_DIM] = {"dim", 0, 6, 0},
    [STYLE_MARK] = {"mark", ATTR_BOLD, 6, 0},
    [STYLE_QUOTE] = {"quote", ATTR_BOLD, 6, 0},
    /* Green, magenta and cyan can be read on black and on white. */
    [STYLE_SPEAKER_1] = {"speaker-1", 0, 6, ATTR_BOLD},
    [STYLE_SPEAKER_2] = {"speaker-2", 0, 5, ATTR_BOLD},
    [STYLE_SPEAKER_3] = {"speaker-3", 0, 2, ATTR_BOLD},
    [STYLE_HIT] = {"hit", ATTR_REVERSE, -1, 0},
    [STYLE_HIT_NOW] = {"hit-now", ATTR_REVERSE | ATTR_BOLD, -1, 0},
    [STYLE_LINK] = {"link", ATTR_UNDERLINE, -1, 0},
    [STYLE_ERROR] = {"error", ATTR_BOLD, 1, 0},
    [STYLE_PROMPT] = {"prompt", ATTR_BOLD, -1, 0},
};

const struct style_def *style_def(enum style style)
{
    return &styles[style < STYLE_COUNT ? style : STYLE_NORMAL];
}
