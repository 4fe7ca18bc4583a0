/* How much of a style reaches standard output. */
#include "internal.h"

#include <stdlib.h>
#include <unistd.h>

static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return !term || !*term || strcmp(term, "dumb") == 0;
}

enum ink cli_ink(const struct cli_opts *o)
{
    const char *no_color = getenv("NO_COLOR");
    bool styled = isatty(STDOUT_FILENO) && !is_dumb();

    if (o->plain)
        return INK_NONE;
    if (strcmp(o->color, "always") == 0)
        return INK_COLOUR;
    if (!styled)
        return INK_NONE;
    return strcmp(o->color, "never") == 0 || (no_color && *no_color) ? INK_ATTRS
                                                                     : INK_COLOUR;
}

void cli_put_style(struct buf *b, enum style style, enum ink ink)
{
    const struct style_def *def = style_def(style);

    if (ink == INK_NONE)
        return;
    buf_z(b, "\x1b[0");
    if (def->attrs & ATTR_BOLD)
        buf_z(b, ";1");
    if (def->attrs & ATTR_UNDERLINE)
        buf_z(b, ";4");
    if (def->attrs & ATTR_REVERSE)
        buf_z(b, ";7");
    if (ink == INK_COLOUR && def->fg >= 0)
        buf_printf(b, ";%d", def->fg < 8 ? 30 + def->fg : 90 + def->fg - 8);
    buf_c(b, 'm');
}
