/* OSC 52 (xterm's "Manipulate Selection Data"): only ever to set, never to ask. */
#include "tui/clip.h"

enum { SCREEN_PIECE = 480 }; /* bytes; GNU screen takes strings of 768 */

static void add_base64(struct buf *out, struct str s)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.len; i += 3) {
        unsigned long bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (i + k < s.len ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_c(out, i + k > s.len ? '=' : digits[bits >> (18 - 6 * k) & 63]);
    }
}

/* tmux passes on what stands in its own string, with every ESC doubled, where allow-passthrough is
 * on; where set-clipboard is on it takes the plain sequence.  Either may be off. */
static void add_tmux(struct buf *out, struct str sequence)
{
    buf_z(out, "\033Ptmux;\033");
    buf_str(out, sequence);
    buf_z(out, "\033\\");
}

/* GNU screen hands the text of such strings on as it is. */
static void add_screen(struct buf *out, struct str sequence)
{
    for (size_t i = 0; i < sequence.len; i += SCREEN_PIECE) {
        buf_z(out, "\033P");
        buf_str(out, str_slice(sequence, i, SCREEN_PIECE));
        buf_z(out, "\033\\");
    }
}

void clip_add(struct buf *out, struct str text, enum clip_way way)
{
    struct buf sequence = {0};

    buf_z(&sequence, "\033]52;c;");
    add_base64(&sequence, text);
    buf_c(&sequence, '\a');
    if (way != CLIP_SCREEN)
        buf_str(out, buf_view(&sequence));
    if (way == CLIP_TMUX)
        add_tmux(out, buf_view(&sequence));
    if (way == CLIP_SCREEN)
        add_screen(out, buf_view(&sequence));
    buf_free(&sequence);
}

enum clip_way clip_way(const char *term, const char *tmux, const char *sty)
{
    bool is_screen = term && strncmp(term, "screen", 6) == 0;

    if ((tmux && *tmux) || (term && strncmp(term, "tmux", 4) == 0))
        return CLIP_TMUX;
    return is_screen || (sty && *sty) ? CLIP_SCREEN : CLIP_PLAIN;
}

bool clip_is_refused(const char *term, const char *vte, const char *program)
{
    static const char *const without[] = {"linux", "vt1",  "vt2",   "vt3",
                                          "vt5",   "ansi", "cons25"};
    enum { VTE_FIRST = 7600 }; /* 0.76 */
    unsigned long version = 0;

    for (const char *p = vte; p && *p >= '0' && *p <= '9' && version < 1000000; p++)
        version = version * 10 + (unsigned long)(*p - '0');
    if ((version && version < VTE_FIRST) ||
        (program && strcmp(program, "Apple_Terminal") == 0))
        return true;
    for (size_t i = 0; term && i < sizeof without / sizeof *without; i++)
        if (strncmp(term, without[i], strlen(without[i])) == 0)
            return true;
    return false;
}
