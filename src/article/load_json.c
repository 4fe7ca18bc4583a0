/* JSON as RFC 8259 has it.  libyaml would read most of it, but not surrogate pairs (\ud83d\ude00),
 * and would take more than is JSON. */
#include "article/load.h"

#include "text/json.h"
#include "text/utf8.h"

struct json {
    struct load *l; /* NULL: only look whether it is JSON */
    struct str s;
    size_t pos;
    unsigned max_depth;
    unsigned line;
    size_t mark;     /* an offset whose column is known */
    unsigned column; /* code points before MARK in its line */
    size_t n_nodes;
    struct load_problem *why; /* may be NULL */
};

/* ---- Positions and faults */

static void move_mark(struct json *j, size_t to)
{
    for (; j->mark < to; j->mark++) {
        unsigned char c = (unsigned char)j->s.p[j->mark];
        if (c == '\n') {
            j->line++;
            j->column = 0;
        } else if ((c & 0xC0) != 0x80) {
            j->column++;
        }
    }
}

static bool fault_code(struct json *j, const char *code, const char *text)
{
    if (!j->why)
        return false;
    move_mark(j, j->pos);
    j->why->line = j->line;
    j->why->col = j->column + 1;
    j->why->code = code;
    j->why->text = text;
    return false;
}

static bool fault(struct json *j, const char *text)
{
    return fault_code(j, "E109", text);
}

static struct node *new_node(struct json *j, enum node_kind kind)
{
    struct node *n;

    if (!j->l)
        return NULL;
    n = node_new(j->l->r->a, kind);
    move_mark(j, j->pos);
    n->line = j->line;
    n->col = j->column + 1;
    return n;
}

static bool count_node(struct json *j)
{
    return !j->l || ++j->n_nodes <= LOAD_MAX_NODES || fault_code(j, "E116", "");
}

/* ---- Tokens */

static char peek(struct json *j)
{
    while (j->pos < j->s.len && strchr(" \t\n\r", j->s.p[j->pos]) && j->s.p[j->pos])
        j->pos++;
    return j->pos < j->s.len ? j->s.p[j->pos] : '\0';
}

static bool expect(struct json *j, char c, const char *text)
{
    if (peek(j) != c)
        return fault(j, text);
    j->pos++;
    return true;
}

/* The end of the string that begins at POS: behind its last quote.  *ESCAPES: it has some. */
static bool scan_string(struct json *j, struct str *inner, bool *escapes)
{
    size_t start = j->pos + 1, len;
    uint32_t cp;

    *escapes = false;
    for (j->pos++; j->pos < j->s.len; j->pos++) {
        unsigned char c = (unsigned char)j->s.p[j->pos];
        if (c == '"') {
            *inner = str_slice(j->s, start, j->pos - start);
            j->pos++;
            return true;
        }
        if (c < 0x20)
            return fault(j, "字符串里有没有转义的控制字符");
        if (c != '\\')
            continue;
        *escapes = true;
        if (!json_read_escape(str_from(j->s, j->pos + 1), &cp, &len))
            return fault(j, "不认识的转义");
        j->pos += len;
    }
    return fault(j, "引号没有配好");
}

static struct str unescape(struct json *j, struct str s, const struct node *n)
{
    char *out = arena_alloc(j->l->r->a, s.len + 1);
    size_t len = 0, used;
    uint32_t cp;
    bool control = false, lone = false;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != '\\') {
            out[len++] = s.p[i];
            continue;
        }
        json_read_escape(str_from(s, i + 1), &cp, &used);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            lone = true;
            cp = UTF8_REPLACEMENT;
        }
        control = control || (cp < 0x20 && cp != '\n' && cp != '\t') ||
                  (cp >= 0x7F && cp < 0xA0);
        len += utf8_encode(cp, out + len);
        i += used;
    }
    if (lone)
        load_say(j->l, n, "N302", "");
    if (control)
        load_say(j->l, n, "N303", "");
    return str_make(out, len);
}

static bool read_string(struct json *j, struct node **out)
{
    struct node *n = new_node(j, NODE_TEXT);
    struct str inner = {0};
    bool escapes;

    if (!scan_string(j, &inner, &escapes))
        return false;
    if (n)
        n->text = escapes ? unescape(j, inner, n) : arena_str(j->l->r->a, inner);
    *out = n;
    return true;
}

static size_t digits(struct str s)
{
    size_t n = 0;
    while (n < s.len && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

/* Bytes of the number at S, 0 when there is none. */
static size_t number_len(struct str s)
{
    size_t i = s.len && s.p[0] == '-', n = digits(str_from(s, i));

    if (!n || (n > 1 && s.p[i] == '0'))
        return 0;
    i += n;
    if (i < s.len && s.p[i] == '.') {
        n = digits(str_from(s, i + 1));
        if (!n)
            return 0;
        i += 1 + n;
    }
    if (i < s.len && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        i += i < s.len && (s.p[i] == '+' || s.p[i] == '-');
        n = digits(str_from(s, i));
        if (!n)
            return 0;
        i += n;
    }
    return i;
}

static bool read_word(struct json *j, struct node **out)
{
    static const struct str words[] = {STR_INIT("true"), STR_INIT("false"),
                                       STR_INIT("null")};
    struct str rest = str_from(j->s, j->pos);
    struct node *n = new_node(j, NODE_TEXT);
    size_t len = number_len(rest);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(rest, words[i]))
            len = words[i].len;
    if (!len)
        return fault(j, "这里应是一个值");
    if (n) {
        n->text = arena_str(j->l->r->a, str_slice(rest, 0, len));
        n->plain = true;
    }
    j->pos += len;
    *out = n;
    return true;
}

/* ---- Values */

static bool read_value(struct json *j, unsigned depth, struct node **out);

static bool read_pair(struct json *j, struct node *map, size_t n_keys, unsigned depth)
{
    struct node *key, *v;
    const char *code;

    if (peek(j) != '"')
        return fault(j, "这里应是带引号的键");
    if (!count_node(j) || !read_string(j, &key))
        return false;
    code = j->l ? load_key_limit(j->l, n_keys, key->text) : NULL;
    if (code)
        return fault_code(j, code, "");
    if (!expect(j, ':', "键后面应是冒号") || !read_value(j, depth, &v))
        return false;
    if (map) {
        node_append(map, key);
        node_append(map, v);
    }
    return true;
}

static bool read_item(struct json *j, struct node *list, unsigned depth)
{
    struct node *v;

    if (!read_value(j, depth, &v))
        return false;
    if (list)
        node_append(list, v);
    return true;
}

static bool read_inside(struct json *j, struct node *n, bool map, unsigned depth)
{
    char end = map ? '}' : ']';

    j->pos++;
    if (peek(j) == end) {
        j->pos++;
        return true;
    }
    for (size_t i = 1;; i++) {
        if (!(map ? read_pair(j, n, i, depth + 1) : read_item(j, n, depth + 1)))
            return false;
        if (peek(j) == end) {
            j->pos++;
            return true;
        }
        if (!expect(j, ',', "这里应是逗号或括号"))
            return false;
    }
}

static bool read_value(struct json *j, unsigned depth, struct node **out)
{
    char c = peek(j);
    bool map = c == '{';

    *out = NULL;
    if (!count_node(j))
        return false;
    if (c == '"')
        return read_string(j, out);
    if (c != '{' && c != '[')
        return read_word(j, out);
    if (depth >= j->max_depth)
        return fault_code(j, "E111", "");
    *out = new_node(j, map ? NODE_MAP : NODE_LIST);
    if (!read_inside(j, *out, map, depth))
        return false;
    if (*out) {
        move_mark(j, j->pos);
        (*out)->end_line = j->line;
    }
    return true;
}

bool json_check(struct str text, unsigned max_depth)
{
    struct json j = {.s = text, .max_depth = max_depth, .line = 1};
    struct node *none;

    do {
        if (!read_value(&j, 0, &none))
            return false;
    } while (peek(&j) || j.pos < text.len);
    return true;
}

static bool deliver_one(struct json *j, const struct doc *d, unsigned depth)
{
    struct node *n;

    j->n_nodes = 0;
    if (!read_value(j, depth, &n))
        return false;
    load_article(j->l, d, n);
    j->why->n_items++;
    return true;
}

/* The objects of an array, each delivered when it is complete. */
static bool deliver_array(struct json *j, const struct doc *d)
{
    size_t n_strays = 0;

    j->pos++;
    if (peek(j) == ']') {
        j->pos++;
        return true;
    }
    while (!j->l->stopped) {
        size_t n = j->l->n_articles;
        if (!deliver_one(j, d, 1))
            return false;
        n_strays = j->l->n_articles > n ? 0 : n_strays + 1;
        if (n_strays == LOAD_MAX_FRUITLESS)
            return fault_code(j, "E118", "");
        if (peek(j) == ']') {
            j->pos++;
            return true;
        }
        if (!expect(j, ',', "这里应是逗号或括号"))
            return false;
    }
    return true;
}

bool json_read(struct load *l, const struct doc *d, struct load_problem *why)
{
    struct json j = {
        .l = l, .s = d->text, .max_depth = l->limits.depth, .line = d->line, .why = why};

    *why = (struct load_problem){.code = "E109", .text = ""};
    do {
        if (!(peek(&j) == '[' ? deliver_array(&j, d) : deliver_one(&j, d, 0)))
            return false;
    } while (!l->stopped && (peek(&j) || j.pos < d->text.len));
    return true;
}
