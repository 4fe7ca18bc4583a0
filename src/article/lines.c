/* The line rule: what people mean when they write "key: text", whatever YAML makes of it.
 *
 * A document is cut at its key lines; each entry that YAML reads alone, whole, is taken from YAML
 * (lists, literal blocks, quotes); every other is the rest of its line and the lines below it.  For
 * each of those one warning says what YAML would have lost. */
#include "article/lines.h"

#include "text/utf8.h"

enum { KEY_MAX = 20 }; /* code points of a key that is not known by name */

static bool is_letter(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
           (cp >= 'A' && cp <= 'Z') || utf8_is_han(cp) ||
           (cp >= 0xC0 && cp <= 0x52F && cp != 0xD7 && cp != 0xF7) ||
           (cp >= 0x3041 && cp <= 0x30FF && cp != 0x30FB) ||
           (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xFF10 && cp <= 0xFF19) ||
           (cp >= 0xFF21 && cp <= 0xFF3A) || (cp >= 0xFF41 && cp <= 0xFF5A);
}

static bool is_joint(uint32_t cp)
{
    return cp == ' ' || cp == '_' || cp == '-' || cp == 0x3000;
}

/* Offset of the colon that ends a key at the start of S, or s.len. */
static size_t find_colon(struct str s)
{
    unsigned cps = 0;

    for (size_t i = 0, len; i < s.len && cps <= KEY_MAX; i += len, cps++) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (cp == ':' || cp == 0xFF1A)
            return i > 0 ? i : s.len;
        if (!is_letter(cp) && (i == 0 || !is_joint(cp)))
            return s.len;
    }
    return s.len;
}

/* "标题": the key between quotes. */
static struct str unquote(struct str s, size_t *quotes)
{
    char q = s.len ? s.p[0] : '\0';
    const char *end = q == '"' || q == '\'' ? memchr(s.p + 1, q, s.len - 1) : NULL;

    *quotes = end ? (size_t)(end - s.p) + 1 : 0;
    return end ? str_make(s.p + 1, (size_t)(end - s.p) - 1) : s;
}

static bool quoted_key(struct str line, struct key_line *k)
{
    size_t quotes;
    struct str key = unquote(line, &quotes), rest = str_from(line, quotes);
    struct str probe = rest;

    if (!quotes || !key.len || find_colon(key) != key.len || utf8_count(key) > KEY_MAX)
        return false;
    while (probe.len && probe.p[0] == ' ')
        probe = str_from(probe, 1);
    if (!probe.len || probe.p[0] != ':')
        return false;
    k->key = key;
    k->colon = (size_t)(probe.p - line.p);
    k->value = k->colon + 1;
    k->form = COLON_YAML;
    return true;
}

bool lines_key(struct str line, struct key_line *k)
{
    size_t colon;

    if (quoted_key(line, k))
        return true;
    colon = find_colon(line);
    if (colon >= line.len)
        return false;
    k->key = str_trim(str_slice(line, 0, colon));
    k->colon = colon;
    k->value = colon + (line.p[colon] == ':' ? 1 : 3);
    if (line.p[colon] != ':')
        k->form = COLON_WIDE;
    else if (k->value == line.len || line.p[k->value] == ' ' || line.p[k->value] == '\t')
        k->form = COLON_YAML;
    else
        k->form = COLON_TIGHT;
    return k->form != COLON_TIGHT || field_of(k->key) != FIELD_FACET;
}

bool lines_hidden_key(const struct node *map)
{
    struct key_line k;

    for (const struct node *n = map->first; n; n = n->next->next)
        if (n->kind == NODE_TEXT && n->plain && lines_key(n->text, &k) &&
            k.form != COLON_YAML)
            return true;
    return false;
}

/* ---- Cutting */

static size_t blanks(struct str line)
{
    size_t n = 0;

    while (n < line.len && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return n;
}

static bool is_marker(struct str line)
{
    line = str_trim(line);
    return str_eq(line, STR("---")) || str_eq(line, STR("..."));
}

static bool has_stop(struct str s)
{
    return str_find(s, STR("。"), 0) < s.len || str_find(s, STR("？"), 0) < s.len ||
           str_find(s, STR("！"), 0) < s.len;
}

/* 记者：这是为什么？  A line of a conversation in the body, not a key. */
static bool is_dialogue(const struct cut *c, const struct key_line *k, struct str line)
{
    enum field_id id = field_of(k->key);

    return c->body_seen && k->form == COLON_WIDE &&
           (id == FIELD_FACET || id == FIELD_AUTHOR) &&
           has_stop(str_from(line, k->value));
}

/* A known key that was indented by mistake; not below a list or a block, where it may be text. */
static bool is_astray(const struct cut *c, const struct key_line *k, struct str line)
{
    const struct entry *last = c->n ? &c->items[c->n - 1] : NULL;
    struct str value;

    if (!last || field_of(k->key) == FIELD_FACET || k->form == COLON_TIGHT ||
        blanks(line) > 3)
        return false;
    value = str_trim(last->inline_value);
    return value.len && !strchr("|>[{\"'&!", value.p[0]);
}

static bool key_line(const struct cut *c, struct str line, struct key_line *k)
{
    size_t n = blanks(line);

    if (!lines_key(str_from(line, n), k))
        return false;
    if (n != c->indent && !is_astray(c, k, line))
        return false;
    k->colon += n;
    k->value += n;
    k->off = n;
    return !is_dialogue(c, k, line);
}

static bool start(struct load *l, struct cut *c, const struct key_line *k,
                  struct str line)
{
    struct entry *e;

    c->items = arena_grow(l->r->a, c->items, c->n, &c->cap, sizeof *c->items);
    e = &c->items[c->n++];
    *e = (struct entry){.k = *k, .inline_value = str_from(line, k->value)};
    c->body_seen = c->body_seen || field_of(k->key) == FIELD_BODY;
    return true;
}

/* Where the content begins: behind the marker, comments and blank lines. */
static void find_indent(struct cut *c, const struct doc *d)
{
    c->line = d->line;
    for (size_t next; c->from < d->text.len; c->from += next, c->line++) {
        struct str line = load_line(str_from(d->text, c->from), &next);
        if (str_trim(line).len && line.p[0] != '#' && line.p[0] != '%' &&
            !is_marker(line)) {
            c->indent = blanks(line);
            return;
        }
    }
}

static void cut(struct load *l, const struct doc *d, struct cut *c)
{
    unsigned no;
    size_t first;

    find_indent(c, d);
    no = c->line;
    first = c->from;
    for (size_t pos = first, next; pos < d->text.len; pos += next, no++) {
        struct str line = load_line(str_from(d->text, pos), &next);
        struct key_line k = {0};

        if (c->n <= l->limits.keys && key_line(c, line, &k)) {
            start(l, c, &k, line);
            c->items[c->n - 1].from = pos;
            c->items[c->n - 1].line = no;
        }
        if (c->n)
            c->items[c->n - 1].to = pos + next;
        else
            c->lead = pos + next - first;
    }
}

bool lines_fit(const struct doc *d)
{
    struct cut c = {0};
    struct key_line k;

    find_indent(&c, d);
    if (c.from >= d->text.len || strchr("{-", d->text.p[c.from]))
        return false;
    for (size_t pos = c.from, next; pos < d->text.len; pos += next) {
        struct str line = load_line(str_from(d->text, pos), &next);
        if (key_line(&c, line, &k) && field_of(k.key) != FIELD_FACET)
            return true;
    }
    return false;
}

/* ---- Reading */

static struct node *pair(struct load *l, const struct entry *e, struct node **value)
{
    struct node *k = arena_array(l->r->a, struct node, 2);

    k->plain = true;
    k->line = k[1].line = e->line;
    k->col = e->key_col;
    k[1].col = e->value_col;
    k->text = e->k.key;
    *value = k + 1;
    return k;
}

/* The entry as YAML reads it alone; NULL when it does not, or makes another key of it. */
static struct node *by_yaml(struct load *l, struct str text, const struct entry *e)
{
    struct doc part = {text, e->line};
    struct load_problem why;
    struct diags saved = *l->r->diags;
    struct node *root;

    if (yaml_read(l, &part, &root, &why) && root && root->kind == NODE_MAP &&
        root->n == 2 && root->first->kind == NODE_TEXT &&
        str_eq(str_trim(root->first->text), e->k.key))
        return root->first;
    *l->r->diags = saved;
    return NULL;
}

static bool is_control(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];

    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c == 0xC2)
        return (unsigned char)s.p[i + 1] < 0xA0 && (unsigned char)s.p[i + 1] != 0x85;
    if (c == 0xEF && (unsigned char)s.p[i + 1] == 0xBF)
        return (unsigned char)s.p[i + 2] >= 0xBE;
    return c == 0x7F;
}

size_t lines_find_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_control(s, i))
            return i;
    return s.len;
}

/* A list or a block with a control character inside: its form is worth more than that character. */
static struct node *by_clean_yaml(struct load *l, struct str text, const struct entry *e)
{
    size_t at = lines_find_control(text), len;
    struct buf b = {0};
    struct node *k;

    if (at == text.len || e->n_lines < 2)
        return NULL;
    for (size_t i = 0; i < text.len; i += len) {
        utf8_decode(text.p + i, &len);
        if (is_control(text, i))
            buf_z(&b, "\xEF\xBF\xBD");
        else
            buf_add(&b, text.p + i, len);
    }
    k = by_yaml(l, arena_str(l->r->a, buf_view(&b)), e);
    buf_free(&b);
    if (k)
        load_say_at(l, e->line + load_count_lines(str_slice(text, 0, at + 1)) - 1, 0,
                    "N304", "");
    return k;
}

/* Lines that carry text; comments and blank lines at the end belong to what follows. */
static struct str strip_end(struct str text, unsigned *n_lines)
{
    size_t end = 0;
    unsigned n = 0;

    for (size_t pos = 0, next; pos < text.len; pos += next) {
        struct str line = load_line(str_from(text, pos), &next);
        n++;
        if (pos == 0 || (str_trim(line).len && line.p[0] != '#' && !is_marker(line))) {
            end = pos + line.len;
            *n_lines = n;
        }
    }
    return str_slice(text, 0, end);
}

static bool is_dash(struct str line)
{
    line = str_trim(line);
    return line.len && line.p[0] == '-' && (line.len == 1 || line.p[1] == ' ');
}

static bool is_dashed(struct str below)
{
    bool any = false;

    for (size_t pos = 0, next; pos < below.len; pos += next) {
        struct str line = load_line(str_from(below, pos), &next);
        if (str_trim(line).len && !is_dash(line))
            return false;
        any = any || str_trim(line).len;
    }
    return any;
}

static bool is_block_header(struct str s)
{
    if (!s.len || (s.p[0] != '|' && s.p[0] != '>'))
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (!strchr("+-123456789", s.p[i]))
            return false;
    return true;
}

static void take_list(struct load *l, struct node *v, struct str below, unsigned line)
{
    v->kind = NODE_LIST;
    for (size_t pos = 0, next; pos < below.len; pos += next, line++) {
        struct str s = str_trim(load_line(str_from(below, pos), &next));
        struct node *n;
        if (!s.len)
            continue;
        n = node_new(l->r->a, NODE_TEXT);
        n->line = line;
        n->col = 1;
        n->text = str_trim(str_from(s, 1));
        node_append(v, n);
    }
}

static struct str join(struct load *l, struct str first, struct str below)
{
    struct buf b = {0};
    struct str s;

    if (!is_block_header(first) || !str_trim(below).len)
        buf_str(&b, first);
    for (size_t pos = 0, next; pos < below.len; pos += next) {
        struct str line = str_trim(load_line(str_from(below, pos), &next));
        if (b.len)
            buf_c(&b, '\n');
        buf_str(&b, line);
    }
    s = arena_str(l->r->a, buf_view(&b));
    buf_free(&b);
    return str_trim(s);
}

static struct node *by_lines(struct load *l, const struct cut *c, const struct entry *e,
                             struct str text)
{
    size_t next;
    struct str first = str_trim(str_from(load_line(text, &next), e->k.value));
    struct str below = str_from(text, next);
    struct node *v, *k = pair(l, e, &v);

    if (!first.len && is_dashed(below))
        take_list(l, v, below, e->line + 1);
    else
        v->text = below.len ? join(l, first, below) : first;
    v->plain = !below.len && first.len == 0;
    v->rescued = true;
    lines_say(l, c, e, text);
    return k;
}

static struct node *read_entry(struct load *l, const struct doc *d, const struct cut *c,
                               struct entry *e)
{
    struct str all = str_slice(d->text, e->from, e->to - e->from);
    struct str text = strip_end(all, &e->n_lines);
    struct str key, value;
    struct node *k, *v;
    bool plain;

    e->key_col = (unsigned)e->k.off + 1;
    e->value_col = (unsigned)utf8_count(str_slice(text, 0, e->k.value)) + 1 +
                   (unsigned)blanks(str_from(text, e->k.value));
    if (e->n_lines == 1 && e->k.off == c->indent && !memchr(text.p, '\t', c->indent) &&
        flat_line(str_from(text, c->indent), &key, &value, &plain)) {
        k = pair(l, e, &v);
        v->text = value;
        v->plain = plain;
        return k;
    }
    k = e->k.form == COLON_YAML && e->k.off == c->indent ? by_yaml(l, all, e) : NULL;
    if (!k && e->k.form == COLON_YAML)
        k = by_clean_yaml(l, all, e);
    return k ? k : by_lines(l, c, e, text);
}

static void add_lead(struct load *l, const struct doc *d, const struct cut *c,
                     struct node *root)
{
    struct entry e = {.line = c->line, .key_col = 1, .value_col = 1};
    struct str text = str_trim(str_slice(d->text, c->from, c->lead));
    struct node *v, *k;

    if (!text.len)
        return;
    e.k.key = str_of(field_name(FIELD_NOTE));
    k = pair(l, &e, &v);
    v->text = text;
    v->rescued = true;
    load_say(l, k, "W217", "");
    node_append(root, k);
    node_append(root, v);
}

struct node *lines_read(struct load *l, const struct doc *d,
                        const struct load_problem *why)
{
    struct node *root = node_new(l->r->a, NODE_MAP);
    struct cut c = {.why = why};

    cut(l, d, &c);
    root->line = c.line;
    root->col = 1;
    root->rescued = true;
    add_lead(l, d, &c, root);
    for (size_t i = 0; i < c.n; i++) {
        struct node *k = read_entry(l, d, &c, &c.items[i]),
                    *v = k->next ? k->next : k + 1;
        const char *code = load_key_limit(l, i + 1, c.items[i].k.key);

        if (code) {
            load_unsay(l);
            load_say(l, k, code, "");
            return NULL;
        }
        k->next = NULL;
        node_append(root, k);
        node_append(root, v);
    }
    return root;
}
