#include "pty/strict.h"

#include "text/utf8.h"
#include "text/width.h"

enum { ESC = 27, BEL = 7, MARKS_MAX = 4, CLIPBOARD_MAX = 100000, LINK_MAX = 2083 };

/* What terminfo has no word for: pasted text in brackets, the mouse's reports, and the questions
 * about widths and colours that are asked at the start.  Only of terminals with an alternate screen
 * like xterm's, but for the questions. */
static const struct str switches[] = {
    STR_INIT("[?2004h"),     STR_INIT("[?2004l"),      STR_INIT("[?1000h"),
    STR_INIT("[?1000l"),     STR_INIT("[?1002h"),      STR_INIT("[?1002l"),
    STR_INIT("[?1006h"),     STR_INIT("[?1006l"),      STR_INIT("]11;?\a"),
    STR_INIT("]11;?\033\\"), STR_INIT("[?1006;1000h"), STR_INIT("[?1006;1000l"),
};
static const struct str questions[] = {STR_INIT("[6n"), STR_INIT("[c")};

/* Reading one log. */
struct reader {
    const struct strict *s;
    struct str log;
    size_t at;
    unsigned marks; /* on the last character */
    bool base;      /* the last thing was a character */
    bool linked;    /* OSC 8 is open */
    struct buf *why;
};

static bool wrong(struct reader *r, const char *what, struct str s)
{
    buf_printf(r->why, "byte %zu: %s", r->at, what);
    for (size_t i = 0; i < s.len && i < 24; i++)
        buf_printf(r->why,
                   (unsigned char)s.p[i] > ' ' && (unsigned char)s.p[i] < 0x7F ? "%c"
                                                                               : "<%02X>",
                   (unsigned char)s.p[i]);
    return true;
}

static bool among(const struct str *list, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i], s))
            return true;
    return false;
}

/* Length of the sequence at the start of S, which begins with ESC; 0 when it is cut off. */
static size_t sequence_len(struct str s)
{
    size_t i = 2;

    if (s.len < 2)
        return 0;
    if (strchr("]P^_X", s.p[1])) {
        for (; i < s.len; i++) {
            if (s.p[i] == BEL && s.p[1] == ']')
                return i + 1;
            /* tmux doubles ESC in what it is to pass on. */
            if (s.p[i] == ESC && i + 1 < s.len && s.p[i + 1] == ESC)
                i++;
            else if (s.p[i] == ESC && i + 1 < s.len && s.p[i + 1] == '\\')
                return i + 2;
        }
        return 0;
    }
    if (s.p[1] == '(' || s.p[1] == ')')
        return s.len > 2 ? 3 : 0;
    if (s.p[1] != '[')
        return 2;
    while (i < s.len && s.p[i] >= 0x20 && s.p[i] <= 0x3F)
        i++;
    return i < s.len ? i + 1 : 0;
}

static bool is_base64(struct str s)
{
    size_t pad = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     (c >= '0' && c <= '9') || c == '+' || c == '/';
        if (c == '=')
            pad++;
        else if (!digit || pad)
            return false;
    }
    return s.len % 4 == 0 && pad <= 2;
}

/* The text of a string sequence, without its ends. */
static struct str inside(struct str seq)
{
    size_t tail = seq.p[seq.len - 1] == BEL ? 1 : 2;

    return str_slice(seq, 2, seq.len - 2 - tail);
}

/* "8;PARAMS;ADDRESS": opened on an address of the web, closed before anything else is opened. */
static bool bad_link(struct reader *r, struct str text)
{
    size_t semi = str_find(text, STR(";"), 2);
    struct str address = str_from(text, semi < text.len ? semi + 1 : text.len);

    if (semi >= text.len || (address.len == 0) != r->linked)
        return true;
    r->linked = address.len > 0;
    if (!address.len)
        return false;
    if (!str_starts(address, STR("http://")) && !str_starts(address, STR("https://")))
        return true;
    for (size_t i = 0; i < address.len; i++)
        if (address.p[i] <= ' ' || address.p[i] > '~')
            return true;
    return address.len > LINK_MAX;
}

static bool bad_string(struct reader *r, struct str seq)
{
    struct str text = inside(seq);
    struct buf plain = {0};
    bool bad = true;

    if (seq.p[1] == ']' && str_starts(text, STR("52;c;")))
        bad =
            !r->s->clipboard || text.len > CLIPBOARD_MAX || !is_base64(str_from(text, 5));
    else if (seq.p[1] == ']' && str_starts(text, STR("8;")))
        bad = !r->s->links || bad_link(r, text);
    else if (seq.p[1] == 'P' && str_starts(text, STR("tmux;\033\033"))) {
        for (size_t i = 5; i < text.len; i++) {
            buf_c(&plain, text.p[i]);
            i += text.p[i] == ESC && i + 1 < text.len && text.p[i + 1] == ESC;
        }
        bad = sequence_len(buf_view(&plain)) != plain.len || plain.p[1] != ']' ||
              bad_string(r, buf_view(&plain));
    } else if (seq.p[1] == 'P' && str_starts(text, STR("\033]"))) {
        /* Only what goes through GNU screen. */
        bad = sequence_len(text) != text.len || bad_string(r, text);
    }
    buf_free(&plain);
    return bad;
}

/* Attributes one by one: each is what terminfo's entry sends for something. */
static bool bad_style(const struct reader *r, struct str params)
{
    for (size_t at = 0, end; at <= params.len; at = end + 1) {
        struct str one;
        end = str_find(params, STR(";"), at);
        one = str_slice(params, at, end - at);
        if ((str_eq(one, STR("38")) || str_eq(one, STR("48"))) && end < params.len) {
            end = str_find(params, STR(";"), end + 1);
            end = end < params.len ? str_find(params, STR(";"), end + 1) : end;
            one = str_slice(params, at, end - at);
        }
        if (!among(r->s->styles, r->s->n_styles, one))
            return true;
        if (!r->s->colour && one.len > 1)
            return true;
    }
    return false;
}

/* Moves, erasing, scrolling, margins: with numbers that are on the screen. */
static bool bad_numbered(const struct reader *r, struct str seq)
{
    char final = seq.p[seq.len - 1];
    unsigned n[2] = {0}, count = 0;
    unsigned rows = r->s->rows ? r->s->rows : 24, cols = r->s->cols ? r->s->cols : 80;

    if (!strchr(r->s->finals, final))
        return true;
    for (size_t i = 2; i + 1 < seq.len; i++) {
        if (seq.p[i] == ';' && ++count < 2)
            continue;
        if (seq.p[i] < '0' || seq.p[i] > '9' || n[count] > 9999)
            return true;
        n[count] = n[count] * 10 + (unsigned)(seq.p[i] - '0');
    }
    if (final == 'H')
        return n[0] > rows || n[1] > cols;
    if (final == 'r')
        return n[0] > rows || n[1] > rows || (count && n[0] >= n[1]);
    return count || n[0] > (final == 'S' || final == 'T' ? rows : cols);
}

static bool bad_sequence(struct reader *r, struct str seq)
{
    struct str rest = str_from(seq, 1);

    if (among(r->s->tokens, r->s->n_tokens, seq) || among(questions, 2, rest))
        return false;
    if (r->s->modern && among(switches, sizeof switches / sizeof *switches, rest))
        return false;
    if (strchr("]P", seq.p[1]))
        return bad_string(r, seq);
    if (seq.p[1] != '[')
        return true;
    if (seq.p[seq.len - 1] == 'm')
        return bad_style(r, str_slice(seq, 2, seq.len - 3));
    return bad_numbered(r, seq);
}

/* Nothing that reorders text, cannot be seen, or changes what stands beside it. */
static bool allowed_character(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {
        {0x00, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},       {0x34F, 0x34F},
        {0x61C, 0x61C},      {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
        {0x200B, 0x200F},    {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},
        {0xD800, 0xF8FF},    {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFFB},    {0xFFFE, 0xFFFF}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF},
        {0xE01F0, 0x10FFFF},
    };

    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (cp >= hidden[i].first && cp <= hidden[i].last)
            return false;
    return true;
}

/* The character at S of LEN bytes: something that is seen, marks only on something, and few. */
static bool bad_character(struct reader *r, struct str s, size_t len)
{
    uint32_t cp;
    bool mark;

    if (!len || utf8_valid_len(str_slice(s, 0, len)) != len)
        return wrong(r, "no UTF-8: ", str_slice(s, 0, 1));
    cp = utf8_decode(s.p, &len);
    mark = width_cp(cp, 1) == 0;
    if (!allowed_character(cp) || (mark && (!r->base || r->marks == MARKS_MAX))) {
        buf_printf(r->why, "byte %zu: character U+%04X", r->at, (unsigned)cp);
        return true;
    }
    r->marks = mark ? r->marks + 1 : 0;
    r->base = true;
    return false;
}

bool strict_find(const struct strict *s, struct str bytes, struct buf *why)
{
    struct reader r = {.s = s, .log = bytes, .why = why};
    size_t len;

    for (; r.at < bytes.len; r.at += len) {
        struct str left = str_from(bytes, r.at);
        unsigned char c = (unsigned char)left.p[0];
        if (c >= ' ' && c != 0x7F) {
            len = c < 0x80 ? 1 : c < 0xC0 ? 0 : utf8_len(c);
            if (bad_character(&r, left, len))
                return true;
            continue;
        }
        r.base = false;
        len = c == ESC ? sequence_len(left) : 1;
        if (!len)
            return wrong(&r, "cut off: ", left);
        if (c == ESC ? bad_sequence(&r, str_slice(left, 0, len))
                     : !among(s->tokens, s->n_tokens, str_slice(left, 0, 1)))
            return wrong(&r, "not of this terminal: ", str_slice(left, 0, len));
    }
    return r.linked && wrong(&r, "a link is left open", STR(""));
}
