#include "article/load.h"

struct node *node_new(struct arena *a, enum node_kind kind)
{
    struct node *n = arena_new(a, struct node);
    n->kind = kind;
    return n;
}

void node_append(struct node *parent, struct node *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->n++;
}

bool node_is_null(const struct node *n)
{
    static const struct str words[] = {STR_INIT("~"), STR_INIT("null"), STR_INIT("Null"),
                                       STR_INIT("NULL")};

    if (n->kind != NODE_TEXT || !n->plain)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(n->text, words[i]))
            return true;
    return n->text.len == 0;
}

static void flatten(struct buf *b, const struct node *n, const char *sep)
{
    bool first = true;

    if (n->kind == NODE_TEXT)
        buf_str(b, node_is_null(n) ? STR("") : n->text);
    for (const struct node *c = n->first; c; c = c->next) {
        if (!first)
            buf_z(b, n->kind == NODE_MAP ? "\n" : sep);
        first = false;
        flatten(b, c, sep);
        if (n->kind == NODE_MAP && c->next) {
            buf_z(b, ": ");
            c = c->next;
            flatten(b, c, sep);
        }
    }
}

struct str node_flatten(struct arena *a, const struct node *n, const char *sep)
{
    struct buf b = {0};
    struct str s;

    if (n->kind == NODE_TEXT)
        return node_is_null(n) ? STR("") : n->text;
    flatten(&b, n, sep);
    s = arena_str(a, buf_view(&b));
    buf_free(&b);
    return s;
}
