/* ECMA-48 says how long every sequence is, so that even what nobody has heard of can be skipped:
 *   ESC [ parameters 30-3F, intermediates 20-2F, final 40-7E       (CSI)
 *   ESC O and one byte                                            (SS3)
 *   ESC ] P X ^ _ and text up to BEL or ESC \                     (strings)
 * Pasted text is data: between ESC[200~ and ESC[201~ nothing is a key. */
#include "tui/keyparse.h"

#include "text/utf8.h"

enum { ESC = 27, CAN = 24, SUB = 26, BEL = 7, DEL = 127 };
enum {
    WAIT_ESC = 25,
    WAIT_ESC_ASKED = 1000,
    WAIT_SEQ = 500,
    WAIT_ASKED = 10000,
    WAIT_PASTE = 2000
}; /* ms */

enum state {
    GROUND,
    UTF8, /* inside a character */
    ESCAPE,
    CSI,
    CSI_LINUX, /* ESC [ [: F1-F5 of the Linux console, one byte more */
    SS3,
    STRING,
    STRING_ESC /* ESC inside a string: its end when a backslash follows */
};

struct final_key {
    unsigned char final;
    uint32_t key;
};

/* ESC [ 1 ; MODIFIER final and ESC O final. */
static const struct final_key finals[] = {
    {'A', K_UP},   {'B', K_DOWN}, {'C', K_RIGHT},  {'D', K_LEFT}, {'F', K_END},
    {'H', K_HOME}, {'P', K_F1},   {'Q', K_F1 + 1}, {'R', K_F3},   {'S', K_F1 + 3},
};
/* The numeric pad in application mode. */
static const struct final_key pad[] = {
    {'M', 13},  {'X', '='}, {'j', '*'}, {'k', '+'}, {'l', ','}, {'m', '-'},
    {'n', '.'}, {'o', '/'}, {'p', '0'}, {'q', '1'}, {'r', '2'}, {'s', '3'},
    {'t', '4'}, {'u', '5'}, {'v', '6'}, {'w', '7'}, {'x', '8'}, {'y', '9'},
};
/* ESC [ number ~ */
static const struct final_key tildes[] = {
    {1, K_HOME},    {2, K_INSERT},  {3, K_DELETE},  {4, K_END},      {5, K_PGUP},
    {6, K_PGDN},    {7, K_HOME},    {8, K_END},     {11, K_F1},      {12, K_F1 + 1},
    {13, K_F3},     {14, K_F1 + 3}, {15, K_F1 + 4}, {17, K_F1 + 5},  {18, K_F1 + 6},
    {19, K_F1 + 7}, {20, K_F1 + 8}, {21, K_F1 + 9}, {23, K_F1 + 10}, {24, K_F12},
};
/* Keys with Shift (2), Alt (3) or Ctrl (5) that mean something of their own. */
static const struct modified {
    uint32_t key;
    unsigned modifier;
    uint32_t then;
} modified[] = {
    {K_UP, 5, K_CTRL_UP},      {K_DOWN, 5, K_CTRL_DOWN}, {K_LEFT, 3, K_ALT_LEFT},
    {K_RIGHT, 3, K_ALT_RIGHT}, {K_F3, 2, K_SHIFT_F3},
};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static uint32_t find_final(const struct final_key *t, size_t n, unsigned final)
{
    for (size_t i = 0; i < n; i++)
        if (t[i].final == final)
            return t[i].key;
    return 0;
}

/* KEY with MODIFIER (1 = none), 0 when that means nothing here. */
static uint32_t with_modifier(uint32_t key, unsigned modifier)
{
    if (modifier <= 1)
        return key;
    for (size_t i = 0; i < COUNT(modified); i++)
        if (modified[i].key == key && modified[i].modifier == modifier)
            return modified[i].then;
    return 0;
}

static bool give_key(struct keyparse *k, uint32_t key, struct input *out)
{
    bool alt = k->alt;

    k->state = GROUND;
    k->len = 0;
    k->alt = false;
    if (alt && key)
        key = with_modifier(key, 3);
    if (!key)
        return false;
    *out = (struct input){.kind = INPUT_EVENT, .ev = {.kind = EVENT_KEY, .key = key}};
    return true;
}

/* The parameters of a CSI sequence: up to two numbers, with nothing else between. */
struct numbers {
    unsigned n, v[2];
    bool plain;
};

static struct numbers numbers_of(const struct keyparse *k)
{
    struct numbers r = {.plain = true};
    unsigned now = 0;

    for (size_t i = 2; i + 1 < k->len; i++) {
        unsigned c = k->seq[i];
        if (c >= '0' && c <= '9') {
            now = now < 10000 ? now * 10 + (c - '0') : now;
            if (r.n < 2)
                r.v[r.n] = now;
        } else if (c == ';') {
            r.n++;
            now = 0;
        } else {
            r.plain = false;
        }
    }
    r.n++;
    r.plain = r.plain && r.n <= 2;
    return r;
}

static bool begin_paste(struct keyparse *k)
{
    k->pasting = true;
    k->state = GROUND;
    k->len = 0;
    k->alt = false;
    buf_reset(&k->paste);
    return false;
}

static bool give_reply(struct keyparse *k, const struct input *reply, struct input *out)
{
    *out = *reply;
    k->state = GROUND;
    k->len = 0;
    k->alt = false;
    return true;
}

/* ESC [ code u: keys that terminals tell unambiguously when asked to by whoever ran before. */
static bool finish_code(struct keyparse *k, const struct numbers *p, struct input *out)
{
    uint32_t c = p->v[0];
    bool plain = p->n == 1 || p->v[1] <= 1;
    bool key = c == ESC || c == '\r' || c == '\t' || (c >= ' ' && c <= DEL);

    return give_key(k, plain && key ? c : 0, out);
}

/* A whole CSI sequence is in seq. */
static bool finish_csi(struct keyparse *k, struct input *out)
{
    struct numbers p = numbers_of(k);
    unsigned final = k->seq[k->len - 1];
    unsigned modifier = p.n == 2 ? p.v[1] : 1;

    if (final == 'c' && k->len > 3 && k->seq[2] == '?')
        return give_reply(k, &(struct input){.kind = INPUT_ATTRS}, out);
    if (!p.plain)
        return give_key(k, 0, out);
    if (final == 'R' && p.n == 2 && p.v[0] && p.v[1] && (k->asked || p.v[0] > 1))
        return give_reply(
            k, &(struct input){.kind = INPUT_PLACE, .row = p.v[0], .col = p.v[1]}, out);
    if (final == 'u')
        return finish_code(k, &p, out);
    if (final == 'Z' && p.n == 1)
        return give_key(k, K_BACKTAB, out);
    if (final == '~' && p.v[0] == 200 && p.n == 1)
        return begin_paste(k);
    if (final == '~' && p.v[0] < 200)
        return give_key(
            k, with_modifier(find_final(tildes, COUNT(tildes), p.v[0]), modifier), out);
    if (p.v[0] > 1)
        return give_key(k, 0, out);
    return give_key(k, with_modifier(find_final(finals, COUNT(finals), final), modifier),
                    out);
}

static bool finish_ss3(struct keyparse *k, unsigned c, struct input *out)
{
    uint32_t key = find_final(finals, COUNT(finals), c);

    return give_key(k, key ? key : find_final(pad, COUNT(pad), c), out);
}

/* Does seq stand in the terminal's own list? */
static uint32_t own_key(const struct keyparse *k)
{
    for (size_t i = 0; i < k->n_seqs; i++) {
        struct str s = k->seqs[i].bytes;
        if (s.len == k->len && memcmp(s.p, k->seq, s.len) == 0)
            return k->seqs[i].key;
    }
    return 0;
}

static bool take_escape(struct keyparse *k, unsigned c, struct input *out)
{
    switch (c) {
    case '[':
        k->state = CSI;
        return false;
    case 'O':
        k->state = SS3;
        return false;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        k->state = STRING;
        return false;
    default:
        return give_key(k, 0, out);
    }
}

static bool take_csi(struct keyparse *k, unsigned c, struct input *out)
{
    if (c == '[' && k->len == 3) {
        k->state = CSI_LINUX;
        return false;
    }
    return c >= 0x40 ? finish_csi(k, out) : false;
}

/* C belongs to the sequence in seq, which ends with it. */
static bool take_sequence(struct keyparse *k, unsigned c, struct input *out)
{
    uint32_t own = own_key(k);

    if (own)
        return give_key(k, own, out);
    switch ((enum state)k->state) {
    case ESCAPE:
        return take_escape(k, c, out);
    case CSI:
        return take_csi(k, c, out);
    case CSI_LINUX:
        return give_key(k, c >= 'A' && c <= 'E' ? K_F1 + (c - 'A') : 0, out);
    case SS3:
        return finish_ss3(k, c, out);
    case GROUND:
    case UTF8:
    case STRING:
    case STRING_ESC:
        break;
    }
    return give_key(k, 0, out);
}

/* One part of a colour: 1 to 4 hexadecimal digits, brought to 0-255; -1 for anything else. */
static int colour_part(struct str s)
{
    unsigned v = 0, most = 0;

    for (size_t i = 0; i < s.len; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *d = strchr(digits, s.p[i] | 0x20);
        if (!d || s.len > 4 || s.p[i] == '\0')
            return -1;
        v = v * 16 + (unsigned)(d - digits);
        most = most * 16 + 15;
    }
    return most ? (int)(v * 255 / most) : -1;
}

/* "11;rgb:RRRR/GGGG/BBBB", or with "rgba:" and a fourth part. */
static bool parse_ground(struct str s, uint32_t *rgb)
{
    const struct str starts[] = {STR("11;rgb:"), STR("11;rgba:")};
    size_t n = 3 + str_starts(s, starts[1]), i = 0;

    if (!str_starts(s, starts[n - 3]))
        return false;
    *rgb = 0;
    for (size_t at = starts[n - 3].len, end; at <= s.len; at = end + 1, i++) {
        end = str_find(s, STR("/"), at);
        int part = colour_part(str_slice(s, at, end - at));
        if (part < 0)
            return false;
        if (i < 3)
            *rgb = *rgb << 8 | (uint32_t)part;
    }
    return i == n;
}

/* Of strings only the answer about the background is looked at. */
static bool finish_string(struct keyparse *k, struct input *out)
{
    struct input in = {.kind = INPUT_GROUND};
    struct str s = str_make((const char *)k->seq, k->len);
    bool found = k->len < KEYPARSE_SEQ_MAX && s.p[1] == ']' &&
                 parse_ground(str_from(s, 2), &in.rgb);

    if (found)
        *out = in;
    k->state = GROUND;
    k->len = 0;
    k->alt = false;
    return found;
}

static bool take_string(struct keyparse *k, unsigned c, struct input *out)
{
    if (c == BEL || (k->state == STRING_ESC && c == '\\'))
        return finish_string(k, out);
    if (c == CAN || c == SUB)
        return give_key(k, 0, out);
    if (c != ESC && k->len < KEYPARSE_SEQ_MAX)
        k->seq[k->len++] = (unsigned char)c;
    k->state = c == ESC ? STRING_ESC : STRING;
    return false;
}

/* One more byte of a character; what is no UTF-8 is dropped. */
static bool take_utf8(struct keyparse *k, unsigned c, struct input *out)
{
    size_t want, got;
    uint32_t cp;

    if (k->len == 0 && (c < 0xC2 || c > 0xF4))
        return false;
    k->seq[k->len++] = (unsigned char)c;
    k->state = UTF8;
    want = utf8_len(k->seq[0]);
    if (k->len < want)
        return false;
    if (utf8_valid_len(str_make((const char *)k->seq, want)) != want)
        return give_key(k, 0, out);
    cp = utf8_decode((const char *)k->seq, &got);
    return give_key(k, cp < 0xA0 ? 0 : cp, out);
}

/* Pasted lines end in LF; tabs stay; other controls are dropped. */
static void clean_paste(struct keyparse *k)
{
    struct buf clean = {0};

    for (size_t i = 0; i < k->paste.len; i++) {
        unsigned char c = (unsigned char)k->paste.p[i];
        if (c == '\r' && i + 1 < k->paste.len && k->paste.p[i + 1] == '\n')
            continue;
        if (c == '\r')
            c = '\n';
        if (c >= 0x20 ? c != DEL : c == '\n' || c == '\t')
            buf_c(&clean, (char)c);
    }
    buf_reset(&k->paste);
    utf8_repair(buf_view(&clean), &k->paste);
    buf_free(&clean);
}

static bool end_paste(struct keyparse *k, struct input *out)
{
    k->pasting = false;
    clean_paste(k);
    *out = (struct input){.kind = INPUT_EVENT,
                          .ev = {.kind = EVENT_PASTE, .text = buf_view(&k->paste)}};
    return true;
}

/* More than the limit is read and forgotten, all but what may be the end mark. */
static bool take_paste(struct keyparse *k, unsigned c, struct input *out)
{
    static const struct str end = STR_INIT("\033[201~");

    if (k->paste.len >= KEYPARSE_PASTE_MAX + 2 * end.len) {
        memcpy(k->paste.p + KEYPARSE_PASTE_MAX, k->paste.p + k->paste.len - end.len,
               end.len);
        k->paste.len = KEYPARSE_PASTE_MAX + end.len;
    }
    buf_c(&k->paste, (char)c);
    if (!str_ends(buf_view(&k->paste), end))
        return false;
    k->paste.len -= end.len;
    if (k->paste.len > KEYPARSE_PASTE_MAX)
        k->paste.len = KEYPARSE_PASTE_MAX;
    return end_paste(k, out);
}

/* Does one of the terminal's own sequences begin with ESC C? */
static bool own_begins(const struct keyparse *k, unsigned c)
{
    for (size_t i = 0; i < k->n_seqs; i++)
        if (k->seqs[i].bytes.len > 1 && (unsigned char)k->seqs[i].bytes.p[1] == c)
            return true;
    return false;
}

/* Is C, after a lone ESC, the start or end of nothing: Esc and then a key typed fast? */
static bool is_separate(const struct keyparse *k, unsigned c)
{
    if (c < 0x20 || c >= DEL)
        return true;
    return !strchr("[O]PX^_", (int)c) && !own_begins(k, c);
}

/* A control or a byte of a character inside a sequence ends it without effect. */
static bool breaks_off(const struct keyparse *k, unsigned c)
{
    return (k->state == CSI || k->state == SS3 || k->state == CSI_LINUX) &&
           (c < 0x20 || c >= DEL);
}

static bool take_ground(struct keyparse *k, unsigned c, struct input *out)
{
    if (c == ESC) {
        k->state = ESCAPE;
        k->seq[0] = ESC;
        k->len = 1;
        return false;
    }
    return c < 0x80 ? give_key(k, c, out) : take_utf8(k, c, out);
}

/* *KEEP: look at C once more. */
static bool take_byte(struct keyparse *k, unsigned c, struct input *out, bool *keep)
{
    if (k->pasting)
        return take_paste(k, c, out);
    if (k->state == STRING || k->state == STRING_ESC)
        return take_string(k, c, out);
    if (k->state == GROUND)
        return take_ground(k, c, out);
    if (k->state == UTF8 && (c & 0xC0) == 0x80)
        return take_utf8(k, c, out);
    if (k->state == UTF8 || breaks_off(k, c)) {
        *keep = true;
        return give_key(k, 0, out);
    }
    if (k->state == ESCAPE && c == ESC && !k->alt) {
        k->alt = true;
        return false;
    }
    if (k->state == ESCAPE && is_separate(k, c)) {
        *keep = true;
        return keyparse_idle(k, out);
    }
    if (k->len < KEYPARSE_SEQ_MAX) {
        k->seq[k->len++] = (unsigned char)c;
        return take_sequence(k, c, out);
    }
    return k->state == CSI && c < 0x40 ? false : give_key(k, 0, out);
}

bool keyparse_next(struct keyparse *k, struct str *in, struct input *out)
{
    while (in->len) {
        bool keep = false, done = take_byte(k, (unsigned char)in->p[0], out, &keep);
        if (!keep)
            *in = str_from(*in, 1);
        if (done)
            return true;
    }
    return false;
}

int keyparse_wait(const struct keyparse *k)
{
    if (k->pasting)
        return WAIT_PASTE;
    if (k->state == GROUND)
        return -1;
    if (k->state == ESCAPE)
        return k->asked ? WAIT_ESC_ASKED : WAIT_ESC;
    return k->asked ? WAIT_ASKED : WAIT_SEQ;
}

bool keyparse_idle(struct keyparse *k, struct input *out)
{
    bool alt = k->alt;

    if (k->pasting)
        return end_paste(k, out);
    k->alt = false;
    if (k->state != ESCAPE)
        return give_key(k, 0, out);
    give_key(k, ESC, out);
    if (alt) {
        /* Two: the other one is begun again. */
        k->state = ESCAPE;
        k->seq[0] = ESC;
        k->len = 1;
    }
    return true;
}

void keyparse_free(struct keyparse *k)
{
    buf_free(&k->paste);
}
