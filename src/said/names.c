#include "names.h"

#include "text/fold.h"
#include "text/utf8.h"

enum { SHARED_MIN = 4 }; /* characters of an organisation at least: 复旦大学 */

/* · ・ • and blanks are printed or left out. */
static bool is_loose(uint32_t c)
{
    return c == ' ' || c == 0x3000 || c == 0xB7 || c == 0x30FB || c == 0x2022 ||
           c == 0x2027;
}

void people_add_key(struct buf *out, struct str name)
{
    size_t len;

    for (size_t i = 0; i < name.len; i += len)
        if (!is_loose(utf8_decode(name.p + i, &len)))
            fold_utf8(str_slice(name, i, len), out);
}

struct str name_key(struct arena *a, struct str prefix, struct str name)
{
    struct buf b = {0};
    struct str key;

    buf_str(&b, prefix);
    people_add_key(&b, name);
    key = arena_str(a, buf_view(&b));
    buf_free(&b);
    return key;
}

/* What everybody of that rank is called tells nobody apart. */
static bool is_common(struct str title)
{
    static const struct str common[] = {
        STR_INIT("全国人大代表"), STR_INIT("全国政协委员"), STR_INIT("全国政协常委"),
        STR_INIT("人大代表"),     STR_INIT("政协委员"),     STR_INIT("代表"),
        STR_INIT("委员"),         STR_INIT("教授"),         STR_INIT("博士"),
    };

    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_eq(title, common[i]))
            return true;
    return false;
}

static size_t shared_prefix(struct str a, struct str b)
{
    size_t n = 0, i = 0;

    for (; i < a.len && i < b.len && a.p[i] == b.p[i]; i++)
        n += ((unsigned char)a.p[i] & 0xC0) != 0x80;
    /* A character of which only the first bytes are equal is not shared. */
    return n && i < a.len && ((unsigned char)a.p[i] & 0xC0) == 0x80 ? n - 1 : n;
}

static bool has(struct str s, struct str part)
{
    return part.len && str_find(s, part, 0) < s.len;
}

static bool titles_meet(struct str a, struct str b)
{
    return has(a, b) || has(b, a) || shared_prefix(a, b) >= SHARED_MIN;
}

static size_t n_special(const struct str *titles, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += !is_common(titles[i]);
    return count;
}

/* Nothing against it: titles in common, or one side has none that would tell people apart. */
static bool fits(const struct title_group *g, const struct str *titles, size_t n,
                 enum delegate_kind delegate)
{
    if (g->delegate && delegate && g->delegate != delegate)
        return false;
    if (!n_special(g->titles, g->n) || !n_special(titles, n))
        return true;
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < n; k++)
            if (!is_common(titles[k]) && titles_meet(g->titles[i], titles[k]))
                return true;
    return false;
}

struct title_group *group_for(struct arena *a, struct person *p, const struct str *titles,
                              size_t n, enum delegate_kind delegate)
{
    for (size_t i = 0; i < p->n_groups; i++)
        if (p->settled || fits(&p->groups[i], titles, n, delegate))
            return &p->groups[i];
    p->groups = arena_grow(a, p->groups, p->n_groups, &p->cap_groups, sizeof *p->groups);
    p->groups[p->n_groups] = (struct title_group){0};
    return &p->groups[p->n_groups++];
}
