/* JSON that is valid and harmless by construction: what could control a terminal or end a line
 * somewhere is written as \u escapes (RFC 8259 asks for C0 only). */
#include "internal.h"

#include "text/utf8.h"

static bool must_escape(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x061C || cp == 0x200E ||
           cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

static void add_escape(struct buf *out, uint32_t cp)
{
    static const char named[][2] = {{'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}};

    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (cp == (unsigned char)named[i][0]) {
            buf_c(out, '\\');
            buf_c(out, named[i][1]);
            return;
        }
    }
    buf_printf(out, "\\u%04x", (unsigned)cp);
}

void json_add_str(struct buf *out, struct str s)
{
    size_t done = 0, len;

    buf_c(out, '"');
    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        bool quote = cp == '"' || cp == '\\';
        if (!quote && !must_escape(cp))
            continue;
        buf_str(out, str_slice(s, done, i - done));
        done = i + len;
        if (quote) {
            buf_c(out, '\\');
            buf_c(out, (char)cp);
        } else {
            add_escape(out, cp);
        }
    }
    buf_str(out, str_from(s, done));
    buf_c(out, '"');
}

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
