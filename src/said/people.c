#include "said/people.h"

#include "text/utf8.h"

#include "names.h"

struct row {
    struct str name, to, title; /* name folded */
};

struct people_map {
    struct arena *a;
    struct row *rows;
    size_t n, cap;
};

struct people_map *people_map_new(struct arena *a)
{
    struct people_map *m = arena_new(a, struct people_map);

    m->a = a;
    return m;
}

/* The cell of LINE that begins at *AT, which moves behind its tab. */
static struct str cell(struct str line, size_t *at)
{
    size_t end = str_find(line, STR("\t"), *at);
    struct str s = str_trim(str_slice(line, *at, end - *at));

    *at = end < line.len ? end + 1 : line.len;
    return s;
}

static const char *add_row(struct people_map *m, struct str line)
{
    size_t at = 0;
    struct str name = cell(line, &at), to = cell(line, &at), title = cell(line, &at);

    if (utf8_valid_len(line) < line.len)
        return "W222";
    if (!name.len)
        return "W220";
    if (!to.len)
        return "W224";
    m->rows = arena_grow(m->a, m->rows, m->n, &m->cap, sizeof *m->rows);
    m->rows[m->n++] = (struct row){name_key(m->a, STR(""), name), to, title};
    return NULL;
}

void people_map_add(struct people_map *m, const char *path, struct str text,
                    struct diags *diags)
{
    size_t end;
    unsigned number = 0;

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    for (size_t at = 0; at < text.len; at = end + 1) {
        struct str line;
        const char *code;
        end = str_find(text, STR("\n"), at);
        line = str_slice(text, at, end - at);
        number++;
        if (!str_trim(line).len || line.p[0] == '#')
            continue;
        code = add_row(m, line);
        if (code)
            diag_add(diags, path, number, 0, code, "%.*s", STR_ARG(str_trim(line)));
    }
}

static bool has_title(const struct speaker *s, struct str part)
{
    for (size_t i = 0; i < s->n_titles; i++)
        if (str_find(s->titles[i], part, 0) < s->titles[i].len)
            return true;
    return !part.len;
}

struct str people_map_find(const struct people_map *m, const struct speaker *s)
{
    struct arena a = {0};
    struct str found = {0}, key;

    if (!m || !m->n)
        return found;
    key = name_key(&a, STR(""), s->name);
    for (size_t i = 0; i < m->n && !found.len; i++)
        if (str_eq(m->rows[i].name, key) && has_title(s, m->rows[i].title))
            found = m->rows[i].to;
    arena_free(&a);
    return found;
}

bool people_map_files(const struct people_map *m, struct str name)
{
    for (size_t i = 0; m && i < m->n; i++)
        if (str_eq(m->rows[i].to, name))
            return true;
    return false;
}
