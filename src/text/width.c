#include "text/width.h"

#include "text/charprop.h"

#include "width.h"

/* As what is unassigned: 〓 stands there. */
enum { COLS_OF_NOTHING = 2 };

int width_cp(uint32_t cp, int amb)
{
    return cp <= 0x10FFFF ? (int)prop_cols(char_prop(cp), amb) : COLS_OF_NOTHING;
}

bool width_is_ambiguous(uint32_t cp)
{
    return width_cp(cp, 1) != width_cp(cp, 2);
}

const char *width_unicode_version(void)
{
    return WIDTH_UNICODE;
}
