#include "pty/strict.h"

#include "text/utf8.h"
#include "text/width.h"

enum { ESC = 27 };

/* Whole sequences after ESC: modes that are switched on at the start and off at the end, the
 * question about widths.  The title is saved and restored by xterm's entry, never set. */
static const struct str whole[] = {
    STR_INIT("[?1049h"), STR_INIT("[?1049l"), STR_INIT("[22;0;0t"), STR_INIT("[23;0;0t"),
    STR_INIT("[?1h"),    STR_INIT("[?1l"),    STR_INIT("="),        STR_INIT(">"),
    STR_INIT("[?2004h"), STR_INIT("[?2004l"), STR_INIT("[?25h"),    STR_INIT("[?25l"),
    STR_INIT("[?12l"),   STR_INIT("[?12h"),   STR_INIT("[34h"),     STR_INIT("[?0c"),
    STR_INIT("[?1c"),    STR_INIT("[6n"),     STR_INIT("[c"),       STR_INIT("(B"),
    STR_INIT("M"),       STR_INIT("7"),       STR_INIT("8"),
};
/* With numbers: moves, erasing, scrolling, margins; attributes are looked at one by one. */
static const char finals[] = "HCDKXJSTrm";

static bool allowed_sgr(unsigned n, bool colour)
{
    return n == 0 || n == 1 || n == 4 || n == 7 ||
           (colour && ((n >= 30 && n <= 37) || n == 39 || (n >= 90 && n <= 97)));
}

/* OSC 52 with base64: what was copied. */
static size_t clipboard(struct str s)
{
    const struct str start = STR("]52;c;");
    size_t i = start.len;

    if (!str_starts(s, start))
        return 0;
    while (i < s.len &&
           ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
            (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' || s.p[i] == '/' ||
            s.p[i] == '='))
        i++;
    return i < s.len && s.p[i] == 7 ? i + 1 : 0;
}

/* Length of the sequence after ESC at the start of S, 0 when it is none of ours. */
static size_t sequence(struct str s, bool colour)
{
    unsigned n = 0;
    bool sgr_ok = true;

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (str_starts(s, whole[i]))
            return whole[i].len;
    if (!str_starts(s, STR("[")))
        return clipboard(s);
    for (size_t i = 1; i < s.len && i < 16; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9') {
            n = n * 10 + (unsigned)(c - '0');
            continue;
        }
        sgr_ok = sgr_ok && allowed_sgr(n, colour);
        n = 0;
        if (c == ';')
            continue;
        return strchr(finals, c) && (c != 'm' || sgr_ok) ? i + 1 : 0;
    }
    return 0;
}

/* Nothing that reorders text, cannot be seen, or changes what stands beside it. */
static bool allowed_character(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x61C, 0x61C},
        {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
        {0xD800, 0xF8FF}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFF0, 0xFFFB},
        {0xFFFE, 0xFFFF}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}, {0xE01F0, 0x10FFFF},
    };

    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (cp >= hidden[i].first && cp <= hidden[i].last)
            return false;
    return true;
}

bool strict_find(struct str bytes, bool colour, struct buf *why)
{
    for (size_t i = 0, len; i < bytes.len; i += len) {
        struct str s = str_from(bytes, i);
        unsigned char c = (unsigned char)s.p[0];
        len = 1;
        if (c == '\r' || c == '\n' || c == '\b' || c == 15)
            continue;
        if (c == ESC) {
            len = 1 + sequence(str_from(s, 1), colour);
            if (len > 1)
                continue;
            buf_printf(why, "byte %zu: sequence ESC %.*s", i,
                       STR_ARG(str_slice(s, 1, 10)));
            return true;
        }
        len = c < 0x80 ? 1 : c < 0xC0 ? 0 : utf8_len(c);
        if (!len || utf8_valid_len(str_slice(s, 0, len)) != len) {
            buf_printf(why, "byte %zu: 0x%02X is no UTF-8", i, c);
            return true;
        }
        if (!allowed_character(utf8_decode(s.p, &len))) {
            buf_printf(why, "byte %zu: character U+%04X", i,
                       (unsigned)utf8_decode(s.p, &len));
            return true;
        }
    }
    return false;
}
