/* The question is asked in the second row: a reply about the first one looks like Shift-F3. */
#include "tui/probe.h"

enum { ROW = 2 };

bool probe_ask(struct probe *p, const struct caps *caps, bool widths, bool ground,
               struct buf *out)
{
    if (!caps->ansi || !caps->el || !(widths || ground))
        return false;
    if (widths)
        buf_printf(out, "\033[%dH“\033[6n\r%s", ROW, caps->el);
    if (ground)
        buf_z(out, "\033]11;?\033\\");
    buf_z(out, "\033[c");
    p->asked = true;
    p->answered = !widths;
    return true;
}

int probe_reply(struct probe *p, const struct input *in)
{
    if (!p->asked)
        return 0;
    if (in->kind == INPUT_ATTRS)
        p->asked = false;
    if (in->kind == INPUT_GROUND && !p->ground) {
        p->ground = true;
        p->rgb = in->rgb;
    }
    if (in->kind != INPUT_PLACE || p->answered || in->row != ROW || in->col < 2 ||
        in->col > 3)
        return 0;
    p->answered = true;
    return (int)in->col - 1;
}
