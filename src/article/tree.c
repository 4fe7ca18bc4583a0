#include "article/tree.h"

#include "article/load.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <yaml.h>

/* One text given to libyaml: the file, or one entry of it. */
struct reading {
    struct arena *a;
    const char *path;
    struct diags *d;
    struct str text;
    unsigned line;     /* of its first line in the file, 1-based */
    unsigned text_end; /* line where the last text ended */
    size_t n_nodes;
    yaml_parser_t parser;
};

static unsigned line_of(const struct reading *r, const yaml_mark_t *m)
{
    return r->line + (unsigned)m->line;
}

static bool refuse(struct reading *r, const yaml_mark_t *m, const char *code,
                   const char *why)
{
    diag_add(r->d, r->path, line_of(r, m), (unsigned)m->column + 1, code, "%s", why);
    return false;
}

/* Errors of libyaml's reader carry an offset in bytes only. */
static bool refuse_byte(struct reading *r)
{
    struct str before = str_slice(r->text, 0, r->parser.problem_offset);
    unsigned line = r->line;
    size_t next;
    struct str s = load_line(before, &next);

    for (; next > s.len; line++) {
        before = str_from(before, next);
        s = load_line(before, &next);
    }
    diag_add(r->d, r->path, line, (unsigned)utf8_count(s) + 1, "E106",
             "不容许的控制字符");
    return false;
}

static bool next_event(struct reading *r, yaml_event_t *ev)
{
    if (yaml_parser_parse(&r->parser, ev))
        return true;
    if (r->parser.error == YAML_READER_ERROR)
        return refuse_byte(r);
    return refuse(r, &r->parser.problem_mark, "E106",
                  yaml_in_chinese(r->d->a, r->parser.problem));
}

static struct tree *new_node(struct reading *r, const yaml_event_t *ev,
                             enum tree_kind kind)
{
    struct tree *t = arena_new(r->a, struct tree);

    t->kind = kind;
    t->line = line_of(r, &ev->start_mark);
    t->col = (unsigned)ev->start_mark.column + 1;
    return t;
}

static bool is_null(struct str s)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(s, str_of(words[i])))
            return true;
    return false;
}

static struct tree *scalar(struct reading *r, const yaml_event_t *ev)
{
    struct tree *t = new_node(r, ev, TREE_TEXT);

    r->text_end = line_of(r, &ev->end_mark);
    t->text = arena_str(
        r->a, str_make((const char *)ev->data.scalar.value, ev->data.scalar.length));
    if (ev->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && is_null(t->text))
        t->kind = TREE_NONE;
    return t;
}

/* ---- The tree; what was read before a mistake stays in it */

static bool fill(struct reading *r, struct tree *parent, yaml_event_type_t end,
                 unsigned depth);

static bool add_value(struct reading *r, struct tree **out, const yaml_event_t *ev,
                      unsigned depth)
{
    bool map = ev->type == YAML_MAPPING_START_EVENT;

    if (++r->n_nodes > TREE_MAX_NODES)
        return refuse(r, &ev->start_mark, "E116", "");
    if (ev->type == YAML_SCALAR_EVENT) {
        *out = scalar(r, ev);
        return true;
    }
    if (ev->type != YAML_SEQUENCE_START_EVENT && !map)
        return refuse(r, &ev->start_mark, "E106", "这里不能用别名");
    if (depth >= TREE_MAX_DEPTH)
        return refuse(r, &ev->start_mark, "E111", "");
    *out = new_node(r, ev, map ? TREE_MAP : TREE_LIST);
    return fill(r, *out, map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT,
                depth + 1);
}

static void append(struct tree *parent, struct tree *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->n++;
}

static void drop_last(struct tree *parent)
{
    struct tree *t = parent->first;

    while (t != parent->last && t->next != parent->last)
        t = t->next;
    if (--parent->n == 0) {
        parent->first = parent->last = NULL;
        return;
    }
    t->next = NULL;
    parent->last = t;
}

/* A text on the line of a mistake may be what was mistaken. */
static void doubt_last(struct reading *r, struct tree *parent)
{
    unsigned line = r->line + (unsigned)r->parser.problem_mark.line;

    if (parent->n && parent->last->kind == TREE_TEXT && r->text_end == line)
        drop_last(parent);
}

/* Keys whose values were not read do not count. */
static void drop_halves(struct tree *map)
{
    if (map->kind == TREE_MAP && map->n % 2)
        drop_last(map);
    for (struct tree *t = map->first; t; t = t->next)
        drop_halves(t);
}

static bool fill(struct reading *r, struct tree *parent, yaml_event_type_t end,
                 unsigned depth)
{
    yaml_event_t ev;
    bool ok = true;

    while (ok) {
        struct tree *t = NULL;
        if (!next_event(r, &ev)) {
            doubt_last(r, parent);
            return false;
        }
        if (ev.type == end) {
            yaml_event_delete(&ev);
            return true;
        }
        ok = add_value(r, &t, &ev, depth);
        yaml_event_delete(&ev);
        if (t)
            append(parent, t);
    }
    return false;
}

/* The next event that is no frame of the text; a second document is refused. */
static bool next_inside(struct reading *r, yaml_event_t *ev, bool first)
{
    while (next_event(r, ev)) {
        yaml_event_type_t type = ev->type;
        if (type == YAML_DOCUMENT_START_EVENT && !first)
            refuse(r, &ev->start_mark, "E106", "只能有一份文档，从这里起没有用上");
        if (type == YAML_STREAM_END_EVENT ||
            (type == YAML_DOCUMENT_START_EVENT && !first))
            return true;
        if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
            type != YAML_DOCUMENT_END_EVENT)
            return true;
        yaml_event_delete(ev);
    }
    return false;
}

static bool read_root(struct reading *r, struct tree **root)
{
    yaml_event_t ev;
    bool ok = next_inside(r, &ev, true);

    if (ok && ev.type != YAML_STREAM_END_EVENT) {
        ok = add_value(r, root, &ev, 0);
        yaml_event_delete(&ev);
        ok = ok && next_inside(r, &ev, false);
    }
    if (ok)
        yaml_event_delete(&ev);
    return ok;
}

static bool read_text(struct reading *r, struct tree **root)
{
    bool ok;

    *root = NULL;
    if (!yaml_parser_initialize(&r->parser))
        return false;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.p,
                                 r->text.len);
    ok = read_root(r, root);
    yaml_parser_delete(&r->parser);
    if (*root)
        drop_halves(*root);
    return ok;
}

/* ---- Entry by entry */

/* Does LINE begin an entry of the top mapping? */
static bool begins_entry(struct str line)
{
    return line.len && !strchr(" \t#\r\n]}", line.p[0]) &&
           !str_starts(line, STR("---")) && !str_starts(line, STR("..."));
}

/* Bytes and lines of TEXT before the second entry. */
static size_t entry_len(struct str text, unsigned *n_lines)
{
    size_t at = 0, next;

    *n_lines = 0;
    while (at < text.len) {
        struct str line = load_line(str_from(text, at), &next);
        if (at && begins_entry(line))
            break;
        at += next;
        ++*n_lines;
    }
    return at;
}

static void take_entries(struct tree *root, struct tree *piece)
{
    if (!piece || piece->kind != TREE_MAP || !piece->n)
        return;
    if (root->last)
        root->last->next = piece->first;
    else
        root->first = piece->first;
    root->last = piece->last;
    root->n += piece->n;
}

static struct tree *read_entries(struct reading *r, struct str text)
{
    struct tree *root = arena_new(r->a, struct tree), *piece;
    unsigned n_lines;

    root->kind = TREE_MAP;
    root->line = root->col = 1;
    while (text.len) {
        size_t len = entry_len(text, &n_lines);
        r->text = str_slice(text, 0, len);
        read_text(r, &piece);
        take_entries(root, piece);
        r->line += n_lines;
        text = str_from(text, len);
    }
    return root;
}

struct tree *tree_read(struct arena *a, const char *path, struct str raw, struct diags *d)
{
    struct str text = encoding_decode(a, raw).text;
    struct diags before = *d;
    struct reading r = {.a = a, .path = path, .d = d, .text = text, .line = 1};
    struct tree *root;

    if (read_text(&r, &root))
        return root;
    *d = before; /* the same mistake is found again, alone */
    r.line = 1;
    r.n_nodes = 0;
    return read_entries(&r, text);
}
