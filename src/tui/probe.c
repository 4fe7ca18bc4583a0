/* The question is asked in the second row: a reply about the first one looks like Shift-F3.
 * Primary device attributes are asked for last: every terminal answers them, so their reply says
 * that no other will come. */
#include "tui/probe.h"

enum { ROW = 2 };

bool probe_ask(struct probe *p, const struct caps *caps, struct buf *out)
{
    if (!caps->ansi || !caps->el)
        return false;
    buf_printf(out, "\033[%dH“\033[6n\r%s\033[c", ROW, caps->el);
    p->asked = true;
    return true;
}

int probe_reply(struct probe *p, const struct input *in)
{
    if (!p->asked)
        return 0;
    if (in->kind == INPUT_ATTRS) {
        p->asked = false;
        return 0;
    }
    if (in->kind != INPUT_PLACE || p->answered || in->row != ROW || in->col < 2 ||
        in->col > 3)
        return 0;
    p->answered = true;
    return (int)in->col - 1;
}
