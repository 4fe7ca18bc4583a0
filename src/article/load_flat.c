/* The users' own form, read at the speed of memory: a key, a colon, a blank and the rest of the
 * line.  Every line is held against what libyaml (YAML 1.1 plain scalars) would make of it; the
 * first line that it would read in any other way ends the attempt. */
#include "article/load.h"

#include "text/block.h"
#include "text/utf8.h"

enum { KEY_MAX = 128 }; /* bytes; a key may have 1024 in libyaml */

/* Bytes above ASCII that may matter: C2, in U+FEFF, U+FFFE and U+FFFF the second, in U+2028 and
 * U+2029 the third; some are harmless.  Looks one byte back. */
static inline block high_hits(block c, const char *p)
{
    block b = block_load(p - 1);

    return (block)((c == 0xC2) | ((b == 0xEF) & ((c | 4) == 0xBF)) |
                   ((b == 0x80) & ((c | 1) == 0xA9)));
}

static inline block ascii_hits(block c)
{
    return (block)((c < 0x20) | (c == 0x7F) | (c == '#') | (c == ':'));
}

/* Is there nothing in N blocks that may matter?  Most of Chinese holds no ASCII at all. */
static inline bool are_calm(const char *p, size_t n)
{
    block hits = {0}, high = ~hits;

    for (size_t i = 0; i < n; i++) {
        block c = block_load(p + i * BLOCK);

        hits |= high_hits(c, p + i * BLOCK);
        high &= c;
    }
    if (!block_is_zero(~high & 0x80))
        for (size_t i = 0; i < n; i++)
            hits |= ascii_hits(block_load(p + i * BLOCK));
    return block_is_zero(hits);
}

/* Offset of the first block, from I > 0 on, that may matter; whole blocks only. */
static size_t skip_calm(struct str v, size_t i)
{
    while (v.len - i >= 4 * BLOCK && are_calm(v.p + i, 4))
        i += 4 * BLOCK;
    while (v.len - i >= BLOCK && are_calm(v.p + i, 1))
        i += BLOCK;
    return i;
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
    size_t i = 0,
           end = 2; /* the first two bytes by hand: a block looks at what is before it */

    for (; i < v.len; end = i + BLOCK) {
        end = end < v.len ? end : v.len;
        /* A character of the block before may reach into this one. */
        for (i = i < 2 ? 0 : i - 2; i < end; i++)
            if (is_trouble(v, i))
                return false;
        i = skip_calm(v, i);
        /* The rest is no whole block: together with some of what was seen it is. */
        if (v.len > BLOCK && v.len - i < BLOCK && are_calm(v.p + v.len - BLOCK, 1))
            return true;
    }
    return true;
}

/* The same for text between quotes, where only controls and line ends matter. */
static bool is_calm_inside(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if (v.p[i] != ':' && v.p[i] != '#' && is_trouble(v, i))
            return false;
    return true;
}

/* "…" or '…' without a quote or an escape inside, the whole of *V: *V becomes the inside. */
static bool unquote(struct str *v)
{
    char q = v->p[0];
    struct str inside = str_slice(*v, 1, v->len > 2 ? v->len - 2 : 0);

    if ((q != '"' && q != '\'') || !inside.len || v->p[v->len - 1] != q ||
        memchr(inside.p, q, inside.len) ||
        (q == '"' && memchr(inside.p, '\\', inside.len)) || !is_calm_inside(inside))
        return false;
    *v = inside;
    return true;
}

/* A character that YAML takes for a mark when a plain scalar would begin with it. */
static bool is_indicator(char c)
{
    return c == '\0' || strchr("-?:,[]{}#&*!|>'\"%@`", c);
}

/* Length of the key at the start of LINE, 0 when there is none of the plain kind.  A key with
 * another colon in it is left to the rules that know what to make of it. */
static size_t key_len(struct str line)
{
    size_t max = line.len < KEY_MAX ? line.len : KEY_MAX;
    size_t i;

    if (!max || line.p[0] == ' ' || is_indicator(line.p[0]))
        return 0;
    for (i = 1; i < max; i++) {
        if (line.p[i] == ':' && i + 1 < line.len && line.p[i + 1] == ' ')
            return line.p[i - 1] == ' ' ? 0 : i;
        if (line.p[i] == ':' || is_trouble(line, i) ||
            (line.p[i] == '\xEF' && str_starts(str_from(line, i), STR("："))))
            return 0;
    }
    return 0;
}

bool flat_line(struct str line, struct str *key, struct str *value, bool *plain)
{
    size_t len = key_len(line);
    struct str v = str_from(line, len + 1);

    if (!len || is_trouble(line, 0))
        return false;
    while (v.len && v.p[0] == ' ')
        v = str_from(v, 1);
    while (v.len && v.p[v.len - 1] == ' ')
        v.len--;
    *plain = v.len && !is_indicator(v.p[0]);
    if (!v.len || !(*plain ? is_calm(v) : unquote(&v)))
        return false;
    *key = str_slice(line, 0, len);
    *value = v;
    return true;
}

static struct node *add(struct arena *a, struct node *root, struct str key,
                        struct str value, bool plain)
{
    struct node *k = arena_array(a, struct node, 2), *v = k + 1;

    k->plain = true;
    v->plain = plain;
    k->col = 1;
    k->text = key;
    v->col = (unsigned)(utf8_count(str_make(key.p, (size_t)(value.p - key.p))) + 1);
    if (!plain)
        v->col--; /* the quote */
    v->text = value;
    node_append(root, k);
    node_append(root, v);
    return v;
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
        struct str s = str_make(p, end ? (size_t)(end - p) : d->text.len - pos), key,
                   value;
        struct node *v;
        bool plain;

        pos += s.len + (end != NULL);
        if (s.len && end && p[s.len - 1] == '\r')
            s.len--;
        if (!s.len && root->n)
            continue;
        if (!flat_line(s, &key, &value, &plain) ||
            load_key_limit(l, root->n / 2 + 1, key))
            return NULL;
        v = add(l->r->a, root, key, value, plain);
        v->line = v[-1].line = line;
    }
    return root->n ? root : NULL;
}
