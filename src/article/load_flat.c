/* The users' own form, read at the speed of memory: a key, a colon, a blank and the rest of the
 * line.  Every line is held against what libyaml (YAML 1.1 plain scalars) would make of it; the
 * first line that it would read in any other way ends the attempt. */
#include "article/load.h"

#include "text/utf8.h"

enum { KEY_MAX = 128, BLOCK = 64 }; /* bytes; libyaml allows a simple key 1024 characters */

/* Is there a byte in the block that may matter?  Looks two bytes back.  Written without branches so
 * that compilers make vector code of it. */
static bool block_is_calm(const unsigned char *p)
{
    unsigned char any = 0;

    for (size_t i = 0; i < BLOCK; i++) {
        unsigned char c = p[i], b = p[(ptrdiff_t)i - 1], a = p[(ptrdiff_t)i - 2];
        any |= (unsigned char)((c < 0x20) | (c == 0x7F) | (c == '#') | (c == ':') | (c == 0xC2) |
                               ((b == 0xEF) & ((c == 0xBB) | (c == 0xBF))) |
                               ((a == 0xE2) & (b == 0x80) & ((c == 0xA8) | (c == 0xA9))));
    }
    return any == 0;
}

/* Does the byte at I of V make YAML read something else than text?  U+0085, U+2028 and U+2029 end a
 * line there; C1, U+FFFE and U+FFFF are refused. */
static bool is_trouble(struct str v, size_t i)
{
    const unsigned char *p = (const unsigned char *)v.p + i;
    size_t room = v.len - i;

    if (p[0] < 0x20 || p[0] == 0x7F)
        return true;
    if (p[0] == '#')
        return i > 0 && v.p[i - 1] == ' ';
    if (p[0] == ':')
        return room < 2 || p[1] == ' ';
    if (p[0] == 0xC2)
        return p[1] < 0xA0;
    if (p[0] == 0xE2)
        return p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9);
    if (p[0] == 0xEF)
        return (p[1] == 0xBB && p[2] == 0xBF) || (p[1] == 0xBF && p[2] >= 0xBE);
    return false;
}

static bool is_calm(struct str v)
{
    size_t i = 0;

    while (i < v.len) {
        size_t end = v.len - i < BLOCK ? v.len : i + BLOCK;
        if (i >= 2 && end - i == BLOCK && block_is_calm((const unsigned char *)v.p + i)) {
            i = end;
            continue;
        }
        for (; i < end; i++)
            if (is_trouble(v, i))
                return false;
    }
    return true;
}

/* A character that YAML takes for a mark when a plain scalar would begin with it. */
static bool is_indicator(char c)
{
    return c == '\0' || strchr("-?:,[]{}#&*!|>'\"%@`", c);
}

/* Length of the key at the start of LINE, 0 when there is none of the plain kind. */
static size_t key_len(struct str line)
{
    size_t max = line.len < KEY_MAX ? line.len : KEY_MAX;
    size_t i;

    if (!max || line.p[0] == ' ' || is_indicator(line.p[0]))
        return 0;
    for (i = 1; i < max; i++) {
        if (line.p[i] == ':' && i + 1 < line.len && line.p[i + 1] == ' ')
            return line.p[i - 1] == ' ' ? 0 : i;
        if (is_trouble(line, i) || (i + 3 <= line.len && memcmp(line.p + i, "：", 3) == 0))
            return 0;
    }
    return 0;
}

bool flat_line(struct str line, struct str *key, struct str *value)
{
    size_t len = key_len(line);
    struct str v = str_from(line, len + 1);

    if (!len || is_trouble(line, 0))
        return false;
    while (v.len && v.p[0] == ' ')
        v = str_from(v, 1);
    while (v.len && v.p[v.len - 1] == ' ')
        v.len--;
    if (!v.len || is_indicator(v.p[0]) || !is_calm(v))
        return false;
    *key = str_slice(line, 0, len);
    *value = v;
    return true;
}

static void add(struct arena *a, struct node *root, struct str key, struct str value, unsigned line)
{
    struct node *k = arena_array(a, struct node, 2), *v = k + 1;

    k->plain = v->plain = true;
    k->line = v->line = line;
    k->col = 1;
    k->text = key;
    v->col = (unsigned)(utf8_count(str_make(key.p, (size_t)(value.p - key.p))) + 1);
    v->text = value;
    node_append(root, k);
    node_append(root, v);
}

/* A first line of "---" alone is passed over. */
static size_t skip_marker(struct str text, unsigned *line)
{
    size_t next;
    struct str first = load_line(text, &next);

    if (!str_starts(first, STR("---")) || str_trim(first).len != 3 ||
        memchr(first.p, '\t', first.len))
        return 0;
    ++*line;
    return next;
}

struct node *flat_read(struct load *l, const struct doc *d)
{
    unsigned line = d->line;
    size_t pos = skip_marker(d->text, &line);
    struct node *root = node_new(l->r->a, NODE_MAP);

    root->line = line;
    root->col = 1;
    for (; pos < d->text.len; line++) {
        const char *p = d->text.p + pos;
        const char *end = memchr(p, '\n', d->text.len - pos);
        struct str s = str_make(p, end ? (size_t)(end - p) : d->text.len - pos), key, value;

        pos += s.len + (end != NULL);
        if (s.len && end && p[s.len - 1] == '\r')
            s.len--;
        if (!s.len && root->n)
            continue;
        if (!flat_line(s, &key, &value) || load_key_limit(l, root->n / 2 + 1, key))
            return NULL;
        add(l->r->a, root, key, value, line);
    }
    return root->n ? root : NULL;
}
