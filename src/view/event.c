/* Names of keys: one table for key scripts and for help. */
#include "view/event.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

struct key_name {
    const char *name;
    uint32_t key;
};

static const struct key_name names[] = {
    {"Enter", 13},
    {"Esc", 27},
    {"Space", ' '},
    {"Tab", 9},
    {"BS", 127},
    {"lt", '<'},
    {"Up", K_UP},
    {"Down", K_DOWN},
    {"Left", K_LEFT},
    {"Right", K_RIGHT},
    {"Home", K_HOME},
    {"End", K_END},
    {"PgUp", K_PGUP},
    {"PgDn", K_PGDN},
    {"Ins", K_INSERT},
    {"Del", K_DELETE},
    {"S-Tab", K_BACKTAB},
    {"C-Up", K_CTRL_UP},
    {"C-Down", K_CTRL_DOWN},
    {"A-Left", K_ALT_LEFT},
    {"A-Right", K_ALT_RIGHT},
    {"S-F3", K_SHIFT_F3},
};
enum { N_NAMES = sizeof names / sizeof *names };

/* Control characters with a letter: C-a is 1, C-z is 26. */
static bool is_control(uint32_t key)
{
    return key >= 1 && key <= 26;
}

static const char *special_name(uint32_t key)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        if (names[i].key == key)
            return names[i].name;
    }
    return NULL;
}

const char *event_key_name(uint32_t key, char buf[32])
{
    const char *name = special_name(key);

    if (name)
        snprintf(buf, 32, "<%s>", name);
    else if (key >= K_F1 && key <= K_F12)
        snprintf(buf, 32, "<F%u>", (unsigned)(key - K_F1 + 1));
    else if (is_control(key))
        snprintf(buf, 32, "<C-%c>", (char)('a' + key - 1));
    else if (key < ' ' || key >= K_LAST)
        snprintf(buf, 32, "<0x%X>", (unsigned)key);
    else
        buf[utf8_encode(key, buf)] = '\0';
    return buf;
}

/* A decimal number at the start of *S, at most 9999; 0 when there is none. */
static unsigned take_number(struct str *s)
{
    unsigned n = 0;

    while (s->len && *s->p >= '0' && *s->p <= '9' && n < 1000) {
        n = n * 10 + (unsigned)(*s->p - '0');
        *s = str_from(*s, 1);
    }
    return n;
}

/* "80x24": columns, then rows. */
static bool parse_size(struct str s, struct event *out)
{
    out->kind = EVENT_RESIZE;
    out->cols = take_number(&s);
    if (!str_starts(s, STR("x")))
        return false;
    s = str_from(s, 1);
    out->rows = take_number(&s);
    return out->cols && out->rows && !s.len;
}

static bool parse_function_key(struct str s, struct event *out)
{
    unsigned n;

    if (!str_starts(s, STR("F")))
        return false;
    s = str_from(s, 1);
    n = take_number(&s);
    out->key = K_F1 + n - 1;
    return n >= 1 && n <= 12 && !s.len;
}

/* What stands between < and >. */
static bool parse_name(struct str s, struct event *out)
{
    out->kind = EVENT_KEY;
    for (size_t i = 0; i < N_NAMES; i++) {
        if (str_eq(s, str_of(names[i].name))) {
            out->key = names[i].key;
            return true;
        }
    }
    if (s.len == 3 && str_starts(s, STR("C-")) && s.p[2] >= 'a' && s.p[2] <= 'z') {
        out->key = (uint32_t)(s.p[2] - 'a' + 1);
        return true;
    }
    if (str_starts(s, STR("Resize ")))
        return parse_size(str_from(s, 7), out);
    if (str_starts(s, STR("Paste "))) {
        out->kind = EVENT_PASTE;
        out->text = str_from(s, 6);
        return true;
    }
    if (str_eq(s, STR("Archive"))) {
        out->kind = EVENT_ARCHIVE;
        return true;
    }
    return parse_function_key(s, out);
}

/* ASCII letters of either case are the same. */
static bool same_name(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        char x = a.p[i], y = b.p[i];
        x = (char)(x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x);
        y = (char)(y >= 'A' && y <= 'Z' ? y + ('a' - 'A') : y);
        if (x != y)
            return false;
    }
    return true;
}

bool event_key_named(struct str name, uint32_t *key)
{
    size_t len;
    char known[32];

    if (name.len > 2 && name.p[0] == '<' && name.p[name.len - 1] == '>')
        name = str_slice(name, 1, name.len - 2);
    if (!name.len)
        return false;
    *key = utf8_decode(name.p, &len);
    if (len == name.len)
        return *key >= ' ' && *key != 0x7F;
    for (uint32_t k = 1; k < K_LAST; k = k == 127 ? K_UP : k + 1) {
        struct str s = str_of(event_key_name(k, known));
        if (s.len > 2 && same_name(name, str_slice(s, 1, s.len - 2))) {
            *key = k;
            return true;
        }
    }
    return false;
}

bool event_parse(struct str *script, struct event *out)
{
    size_t len;

    while (script->len && (*script->p == ' ' || *script->p == '\n'))
        *script = str_from(*script, 1);
    if (!script->len)
        return false;
    *out = (struct event){.kind = EVENT_KEY};
    if (*script->p == '<') {
        len = str_find(*script, STR(">"), 0);
        if (len == script->len || !parse_name(str_slice(*script, 1, len - 1), out))
            return false;
        len++;
    } else {
        out->key = utf8_decode(script->p, &len);
    }
    *script = str_from(*script, len);
    return true;
}
