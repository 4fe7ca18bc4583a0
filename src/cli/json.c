/* Records as JSON: values that are valid and harmless by construction (text/json.h). */
#include "internal.h"

void json_add_values(struct sheet *s, const struct value *values)
{
    struct buf *b = &s->out->b;

    for (size_t i = 0; i < s->n_columns; i++) {
        buf_z(b, i ? ", " : "");
        json_add_str(b, str_of(s->columns[i]->name));
        buf_z(b, ": ");
        value_add_json(b, &values[i]);
    }
}
