/* usage: query_tree <QUERIES
 * Reads a finished query a line and prints its tree as a line of JSON, or null for one that is
 * wrong: ["and", [KID...]], likewise or and not; ["term", FIELD, KEY, [VALUE...]] with values
 * ["in", TEXT, PINYIN], likewise prefix, exact and present; ["number", MIN, MAX],
 * ["dates", FROM, TO], ["flag", NAME]. */
#include "text/json.h"
#include "unit/query_world.h"

#include <inttypes.h>
#include <stdio.h>

static void add_value(struct buf *out, const struct query_value *v)
{
    static const char *const names[] = {"in", "prefix", "exact", "present"};

    switch (v->match) {
    case QUERY_CONTAINS:
    case QUERY_PREFIX:
    case QUERY_EXACT:
    case QUERY_PRESENT:
        buf_printf(out, "[\"%s\",", names[v->match]);
        json_add_str(out, v->text);
        buf_printf(out, ",%s]", v->pinyin ? "true" : "false");
        break;
    case QUERY_NUMBER:
        buf_printf(out, "[\"number\",%" PRId64 ",%" PRId64 "]", v->min, v->max);
        break;
    case QUERY_DATES:
        buf_printf(out, "[\"dates\",%d,%d]", v->from, v->to);
        break;
    case QUERY_FLAG:
        buf_printf(out, "[\"flag\",\"%s\"]", query_flag_name(v->flag));
        break;
    }
}

static void add_term(struct buf *out, const struct query_node *n)
{
    bool facet = n->field == QUERY_FACET;

    buf_printf(out, "[\"term\",\"%s\",", facet ? "facet" : query_field_name(n->field));
    json_add_str(out, n->key);
    buf_z(out, ",[");
    for (size_t i = 0; i < n->n_values; i++) {
        buf_z(out, i ? "," : "");
        add_value(out, &n->values[i]);
    }
    buf_z(out, "]]");
}

static void add_node(struct buf *out, const struct query_node *n)
{
    static const char *const names[] = {"and", "or", "not"};

    if (n->op == QUERY_TERM) {
        add_term(out, n);
        return;
    }
    buf_printf(out, "[\"%s\",[", names[n->op]);
    for (size_t i = 0; i < n->n_kids; i++) {
        buf_z(out, i ? "," : "");
        add_node(out, n->kids[i]);
    }
    buf_z(out, "]]");
}

static void print_tree(struct str text)
{
    const struct query_world w = query_test_world();
    struct arena a = {0};
    struct buf out = {0};
    struct query q;

    query_parse(&a, text, QUERY_FINISHED, &w, &q);
    buf_z(&out, q.has_problem ? "null" : q.root ? "" : "[\"and\",[]]");
    if (!q.has_problem && q.root)
        add_node(&out, q.root);
    puts(out.p);
    buf_free(&out);
    arena_free(&a);
}

int main(void)
{
    static char line[1 << 16];

    while (fgets(line, sizeof line, stdin))
        print_tree(str_make(line, strcspn(line, "\n")));
    return 0;
}
