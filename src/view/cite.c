#include "cite.h"

const char cite_default[] =
    "「{text}」[——{speaker}][（{titles}）][，《{title}》][，{date}][，{url}]";

static const char *const names[CITE_COUNT] = {
    [CITE_TEXT] = "{text}",   [CITE_SPEAKER] = "{speaker}", [CITE_TITLES] = "{titles}",
    [CITE_TITLE] = "{title}", [CITE_DATE] = "{date}",       [CITE_URL] = "{url}",
    [CITE_ID] = "{id}",
};

/* The field whose name stands at the start of S, or CITE_COUNT. */
static enum cite_field field_at(struct str s)
{
    size_t i = 0;

    while (i < CITE_COUNT && !str_starts(s, str_of(names[i])))
        i++;
    return (enum cite_field)i;
}

bool cite_check(struct str template, struct err *e)
{
    bool inside = false;

    for (size_t i = 0; i < template.len; i++) {
        char c = template.p[i];
        if (c == '{' && field_at(str_from(template, i)) == CITE_COUNT)
            return err_set(e, "只有 {text} {speaker} {titles} {title} {date} {url} {id}");
        if ((c == '[' && inside) || (c == ']' && !inside))
            return err_set(e, "方括号不成对，也不能套着写");
        inside = c == '[' || (inside && c != ']');
    }
    return !inside || err_set(e, "方括号没有关上");
}

/* Append S with its fields; false when one of them is empty. */
static bool fill(struct buf *out, struct str s, const struct str values[CITE_COUNT])
{
    bool full = true;

    for (size_t i = 0; i < s.len;) {
        enum cite_field f = field_at(str_from(s, i));
        if (f == CITE_COUNT) {
            buf_c(out, s.p[i++]);
            continue;
        }
        buf_str(out, values[f]);
        full = full && values[f].len;
        i += strlen(names[f]);
    }
    return full;
}

void cite_format(struct buf *out, struct str template,
                 const struct str values[CITE_COUNT])
{
    for (size_t i = 0, end; i < template.len; i = end) {
        bool part = template.p[i] == '[';
        size_t before = out->len;
        end = str_find(template, part ? STR("]") : STR("["), i);
        if (!fill(out, str_slice(template, i + part, end - i - part), values) && part)
            out->len = before;
        end += part;
    }
}
