/* Records as JSON: values that are valid and harmless by construction (text/json.h). */
#include "internal.h"

static void add_value(struct buf *out, const struct value *v)
{
    if (v->kind == VALUE_TEXT)
        json_add_str(out, v->text);
    else if (v->kind == VALUE_NONE)
        buf_z(out, "null");
    else
        buf_str(out, v->text);
}

void json_add_values(struct sheet *s, const struct value *values)
{
    struct buf *b = &s->out->b;

    for (size_t i = 0; i < s->n_columns; i++) {
        buf_z(b, i ? ", " : "");
        json_add_str(b, str_of(s->columns[i]->name));
        buf_z(b, ": ");
        add_value(b, &values[i]);
    }
}
