/* libyaml's events as a tree, one article at a time.
 *
 * libyaml 0.2.5 has no limit on depth, says nothing of aliases without an anchor, and loses text
 * behind " #" and before &x and !x; here depth, keys and aliases are counted while events come one
 * by one, and what would be lost is taken from the source. */
#include "article/load.h"

#include "text/utf8.h"

#include <stdio.h>
#include <yaml.h>

enum { SOURCE_MAX = 4096 }; /* bytes */

struct anchor {
    struct str name;
    struct node *node;
    bool used;
    bool drop; /* on plain text: when nobody uses it, it was text */
};

struct yaml {
    struct load *l;
    const struct doc *d;
    struct load_problem *why;
    yaml_parser_t parser;
    size_t index, byte; /* one position of the text in both measures */
    struct anchor anchors[LOAD_MAX_ANCHORS];
    size_t n_anchors;
    yaml_mark_t ended_at, ended; /* of the end of a list or map that was read last */
    size_t n_nodes;              /* of this article */
    size_t expanded;             /* bytes put in for aliases */
};

/* ---- Positions */

/* libyaml counts characters; the source is bytes.  Marks come in order nearly always. */
static size_t byte_of(struct yaml *y, const yaml_mark_t *m)
{
    if (m->index < y->index)
        y->index = y->byte = 0;
    y->byte += utf8_offset(str_from(y->d->text, y->byte), m->index - y->index);
    y->index = m->index;
    return y->byte;
}

static unsigned line_of(const struct yaml *y, const yaml_mark_t *m)
{
    return y->d->line + (unsigned)m->line;
}

static struct node *new_node(struct yaml *y, enum node_kind kind, const yaml_event_t *ev)
{
    struct node *n = node_new(y->l->r->a, kind);

    n->line = line_of(y, &ev->start_mark);
    n->col = (unsigned)ev->start_mark.column + 1;
    return n;
}

/* ---- What goes wrong */

static bool refuse(struct yaml *y, const yaml_mark_t *m, const char *code,
                   const char *text)
{
    *y->why = (struct load_problem){.line = line_of(y, m),
                                    .col = (unsigned)m->column + 1,
                                    .code = code,
                                    .text = text,
                                    .n_items = y->why->n_items};
    return false;
}

/* Reader errors carry an offset in bytes only. */
static void reader_problem(struct yaml *y)
{
    struct str before = str_slice(y->d->text, 0, y->parser.problem_offset);
    unsigned line = y->d->line;
    size_t next;

    for (;; line++) {
        struct str s = load_line(before, &next);
        if (next == s.len) {
            y->why->line = line;
            y->why->col = (unsigned)utf8_count(s) + 1;
            break;
        }
        before = str_from(before, next);
    }
    y->why->code = "E106";
    y->why->text = "不容许的控制字符";
}

static bool parse(struct yaml *y, yaml_event_t *ev)
{
    y->l->n_events++;
    if (yaml_parser_parse(&y->parser, ev))
        return true;
    if (y->parser.error == YAML_READER_ERROR)
        reader_problem(y);
    else
        refuse(y, &y->parser.problem_mark, "E106",
               yaml_in_chinese(y->l->r->diags->a, y->parser.problem));
    return false;
}

static bool count_node(struct yaml *y, const yaml_mark_t *m, size_t n)
{
    y->n_nodes += n;
    return y->n_nodes <= LOAD_MAX_NODES || refuse(y, m, "E116", "");
}

/* ---- Text */

/* End of the line that holds byte AT, without blanks. */
static size_t line_end(struct str text, size_t at)
{
    size_t next;
    struct str line = load_line(str_from(text, at), &next);

    while (line.len && (line.p[line.len - 1] == ' ' || line.p[line.len - 1] == '\t'))
        line.len--;
    return at + line.len;
}

static struct str copy(struct yaml *y, size_t from, size_t to)
{
    return arena_str(y->l->r->a, str_slice(y->d->text, from, to - from));
}

/* Offset of the # of a comment that follows byte AT in its line, or 0. */
static size_t comment_after(struct str text, size_t at)
{
    size_t i = at;

    while (i < text.len && (text.p[i] == ' ' || text.p[i] == '\t'))
        i++;
    return i > at && i < text.len && text.p[i] == '#' ? i : 0;
}

/* A plain scalar is followed by " #…": that is text of the article, not a comment. */
static void keep_tail(struct yaml *y, struct node *n, const yaml_mark_t *m)
{
    size_t at = n->src.off + n->src.len, hash = comment_after(y->d->text, at), end;
    struct str tail;

    if (!hash)
        return;
    end = line_end(y->d->text, hash);
    tail = str_slice(y->d->text, at, end - at);
    load_say_at(y->l, line_of(y, m), (unsigned)(m->column + hash - at) + 1, "W201", "");
    if (!n->text.len)
        tail = str_trim(tail);
    n->text =
        str_of(arena_printf(y->l->r->a, "%.*s%.*s", STR_ARG(n->text), STR_ARG(tail)));
    n->src.len = end - n->src.off;
    n->rescued = true;
    n->plain = false;
}

static bool is_core_tag(const char *tag)
{
    return !tag || strncmp(tag, "tag:yaml.org,2002:", 18) == 0;
}

/* Escapes in quotes can write what the source could not hold. */
static void note_controls(struct yaml *y, const struct node *n)
{
    for (size_t i = 0, len; i < n->text.len; i += len) {
        uint32_t cp = utf8_decode(n->text.p + i, &len);
        if ((cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp < 0xA0)) {
            load_say(y->l, n, "N303", "");
            return;
        }
    }
}

static bool add_anchor(struct yaml *y, const char *name, struct node *n, bool drop,
                       const yaml_mark_t *m)
{
    if (y->n_anchors == LOAD_MAX_ANCHORS)
        return refuse(y, m, "E114", "");
    y->anchors[y->n_anchors++] =
        (struct anchor){arena_str(y->l->r->a, str_of(name)), n, false, drop};
    return true;
}

/* The scalar as it stands in the source, marks and all. */
static void take_source(struct yaml *y, struct node *n)
{
    n->text = copy(y, n->src.off, n->src.off + n->src.len);
    n->rescued = true;
    n->plain = false;
    load_say(y->l, n, "W207", "");
}

static struct node *scalar(struct yaml *y, yaml_event_t *ev)
{
    struct node *n = new_node(y, NODE_TEXT, ev);
    bool plain = ev->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool foreign = !is_core_tag((const char *)ev->data.scalar.tag);

    n->text = arena_str(y->l->r->a, str_make((const char *)ev->data.scalar.value,
                                             ev->data.scalar.length));
    n->plain = plain && !ev->data.scalar.tag;
    n->src.off = byte_of(y, &ev->start_mark);
    n->src.len = byte_of(y, &ev->end_mark) - n->src.off;
    if (ev->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        note_controls(y, n);
    if (foreign)
        take_source(y, n);
    if (plain)
        keep_tail(y, n, &ev->end_mark);
    if (ev->data.scalar.anchor && !foreign &&
        !add_anchor(y, (const char *)ev->data.scalar.anchor, n, true, &ev->start_mark))
        return NULL;
    return n;
}

/* ---- Aliases */

static struct anchor *find_anchor(struct yaml *y, const char *name)
{
    for (size_t i = y->n_anchors; i > 0; i--)
        if (str_eq(y->anchors[i - 1].name, str_of(name)))
            return &y->anchors[i - 1];
    return NULL;
}

/* Bytes that N expands to, or -1: aliases go to text and to lists of text only. */
static bool alias_size(const struct node *n, size_t *size)
{
    *size = n->text.len;
    if (n->kind == NODE_MAP || n->open)
        return false;
    for (const struct node *c = n->first; c; c = c->next) {
        if (c->kind != NODE_TEXT)
            return false;
        *size += c->text.len;
    }
    return true;
}

static struct node *alias(struct yaml *y, yaml_event_t *ev)
{
    struct anchor *an = find_anchor(y, (const char *)ev->data.alias.anchor);
    struct node *n = new_node(y, NODE_TEXT, ev);
    size_t size = 0;

    n->src.off = byte_of(y, &ev->start_mark);
    n->src.len = byte_of(y, &ev->end_mark) - n->src.off;
    if (!an || !alias_size(an->node, &size)) {
        n->text = copy(y, n->src.off, n->src.off + n->src.len);
        n->rescued = true;
        load_say(y->l, n, "W212", "");
        keep_tail(y, n, &ev->end_mark);
        return n;
    }
    an->used = true;
    y->expanded += size;
    if (y->expanded > y->l->limits.alias) {
        refuse(y, &ev->start_mark, "E114", "");
        return NULL;
    }
    if (!count_node(y, &ev->start_mark, an->node->n))
        return NULL;
    n->kind = an->node->kind;
    n->plain = an->node->plain;
    n->text = an->node->text;
    n->first = an->node->first;
    n->last = an->node->last;
    n->n = an->node->n;
    return n;
}

/* Anchors that nobody used were the first word of a text. */
static void settle_anchors(struct yaml *y)
{
    for (size_t i = 0; i < y->n_anchors; i++)
        if (y->anchors[i].drop && !y->anchors[i].used)
            take_source(y, y->anchors[i].node);
    y->n_anchors = 0;
}

/* ---- The tree */

static struct node *value(struct yaml *y, yaml_event_t *ev, unsigned depth);

static struct node *next_value(struct yaml *y, unsigned depth, yaml_event_type_t end,
                               bool *ended)
{
    yaml_event_t ev;
    struct node *n = NULL;

    *ended = false;
    if (!parse(y, &ev))
        return NULL;
    if (ev.type == end) {
        *ended = true;
        y->ended_at = ev.start_mark;
        y->ended = ev.end_mark;
        yaml_event_delete(&ev);
        return NULL;
    }
    if (count_node(y, &ev.start_mark, 1))
        n = value(y, &ev, depth);
    yaml_event_delete(&ev);
    return n;
}

static bool fill_list(struct yaml *y, struct node *list, unsigned depth)
{
    struct node *n;
    bool ended;

    while ((n = next_value(y, depth, YAML_SEQUENCE_END_EVENT, &ended)))
        node_append(list, n);
    return ended;
}

static bool check_key(struct yaml *y, const struct node *map, const struct node *key)
{
    const char *code = load_key_limit(y->l, map->n / 2 + 1, key->text);

    if (code)
        *y->why = (struct load_problem){.line = key->line,
                                        .col = key->col,
                                        .code = code,
                                        .text = "",
                                        .n_items = y->why->n_items};
    return !code;
}

static bool fill_map(struct yaml *y, struct node *map, unsigned depth)
{
    struct node *key, *v;
    bool ended;

    while ((key = next_value(y, depth, YAML_MAPPING_END_EVENT, &ended))) {
        if (!check_key(y, map, key))
            return false;
        v = next_value(y, depth, YAML_NO_EVENT, &ended);
        if (!v)
            return false;
        node_append(map, key);
        node_append(map, v);
    }
    map->end_line = line_of(y, &y->ended_at);
    return ended;
}

/* Between brackets on one line: the source is kept, since it may be text that begins with one. */
static void keep_source(struct yaml *y, struct node *n)
{
    size_t to = byte_of(y, &y->ended), from = n->src.off;

    n->src.len = to - from;
    if (n->flow && n->src.len <= SOURCE_MAX && line_end(y->d->text, from) >= to)
        n->text = copy(y, from, line_end(y->d->text, from));
}

static struct node *collection(struct yaml *y, yaml_event_t *ev, unsigned depth)
{
    bool map = ev->type == YAML_MAPPING_START_EVENT;
    struct node *n = new_node(y, map ? NODE_MAP : NODE_LIST, ev);
    const yaml_char_t *anchor =
        map ? ev->data.mapping_start.anchor : ev->data.sequence_start.anchor;

    n->open = true;
    n->src.off = byte_of(y, &ev->start_mark);
    n->flow = map ? ev->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                  : ev->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    if (depth >= y->l->limits.depth) {
        refuse(y, &ev->start_mark, "E111", "");
        return NULL;
    }
    if (anchor && !add_anchor(y, (const char *)anchor, n, false, &ev->start_mark))
        return NULL;
    if (!(map ? fill_map(y, n, depth + 1) : fill_list(y, n, depth + 1)))
        return NULL;
    n->open = false;
    keep_source(y, n);
    return n;
}

static struct node *value(struct yaml *y, yaml_event_t *ev, unsigned depth)
{
    if (ev->type == YAML_SCALAR_EVENT)
        return scalar(y, ev);
    if (ev->type == YAML_ALIAS_EVENT)
        return alias(y, ev);
    return collection(y, ev, depth);
}

/* ---- Documents */

static void forget_article(struct yaml *y)
{
    y->n_anchors = y->n_nodes = y->expanded = 0;
}

/* The items of a top list: each an article, delivered when it is complete. */
static bool deliver_items(struct yaml *y)
{
    size_t n_strays = 0;

    while (!y->l->stopped) {
        size_t n_before = y->l->n_articles;
        bool ended;
        struct node *n;

        forget_article(y);
        n = next_value(y, 2, YAML_SEQUENCE_END_EVENT, &ended);
        if (!n)
            return ended;
        settle_anchors(y);
        load_article(y->l, y->d, n);
        n_strays = y->l->n_articles > n_before ? 0 : n_strays + 1;
        if (n_strays == LOAD_MAX_FRUITLESS)
            return refuse(y, &y->parser.mark, "E118", "");
        y->why->n_items++;
        y->l->saved = *y->l->r->diags;
    }
    return true;
}

/* The event after those that only frame the text; false on an error. */
static bool first_event(struct yaml *y, yaml_event_t *ev)
{
    while (parse(y, ev)) {
        if (ev->type != YAML_STREAM_START_EVENT && ev->type != YAML_DOCUMENT_START_EVENT)
            return true;
        yaml_event_delete(ev);
    }
    return false;
}

static bool read_end(struct yaml *y)
{
    yaml_event_t ev;

    while (parse(y, &ev)) {
        yaml_event_type_t type = ev.type;
        yaml_mark_t at = ev.start_mark;

        yaml_event_delete(&ev);
        if (type == YAML_STREAM_END_EVENT)
            return true;
        if (type != YAML_DOCUMENT_END_EVENT)
            return refuse(y, &at, "E106", "这里应是新的一篇");
    }
    return false;
}

static bool read_root(struct yaml *y, struct node **root)
{
    yaml_event_t ev;
    bool ok = true;

    if (!first_event(y, &ev))
        return false;
    if (ev.type == YAML_STREAM_END_EVENT) {
        yaml_event_delete(&ev);
        return true;
    }
    if (ev.type == YAML_SEQUENCE_START_EVENT) {
        ok = deliver_items(y);
    } else {
        *root = value(y, &ev, 0);
        ok = *root != NULL;
        if (ok)
            settle_anchors(y);
    }
    yaml_event_delete(&ev);
    return ok && (y->l->stopped || read_end(y));
}

bool yaml_read(struct load *l, const struct doc *d, struct node **root,
               struct load_problem *why)
{
    struct yaml y = {.l = l, .d = d, .why = why};
    bool ok;

    *root = NULL;
    *why = (struct load_problem){.code = "E106", .text = ""};
    if (!yaml_parser_initialize(&y.parser))
        return false;
    yaml_parser_set_encoding(&y.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&y.parser, (const unsigned char *)d->text.p,
                                 d->text.len);
    ok = read_root(&y, root);
    yaml_parser_delete(&y.parser);
    return ok;
}
