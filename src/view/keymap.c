#include "view/keymap.h"

#include "view/event.h"

struct fold {
    uint32_t from;
    uint32_t to;
};

/* What input methods send besides U+FF01..FF5E.  Sorted by from. */
static const struct fold folds[] = {
    {0x0008, 127},  /* some terminals: Backspace */
    {0x000A, 13},   /* Ctrl-J of a pasted or scripted Enter */
    {0x00A5, '$'},  /* ¥ */
    {0x00B7, '`'},  /* · */
    {0x2014, '_'},  /* — */
    {0x2018, '\''}, /* ‘ */
    {0x2019, '\''}, /* ’ */
    {0x201C, '"'},  /* “ */
    {0x201D, '"'},  /* ” */
    {0x2026, '^'},  /* … */
    {0x3000, ' '},  /* ideographic space */
    {0x3001, '/'},  /* 、 */
    {0x3002, '.'},  /* 。 */
    {0x3008, '<'},  /* 〈 */
    {0x3009, '>'},  /* 〉 */
    {0x300A, '<'},  /* 《 */
    {0x300B, '>'},  /* 》 */
    {0x300C, '['},  /* 「 */
    {0x300D, ']'},  /* 」 */
    {0x3010, '['},  /* 【 */
    {0x3011, ']'},  /* 】 */
    {0xFFE5, '$'},  /* ￥ */
};

uint32_t key_fold(uint32_t key)
{
    if (key >= 0xFF01 && key <= 0xFF5E)
        return key - 0xFF01 + '!';
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        if (folds[i].from == key)
            return folds[i].to;
    }
    return key;
}

bool key_comes_twice(uint32_t key)
{
    return key == 0x2026 || key == 0x2014;
}

void keymap_bind(struct keymap *m, struct arena *a, const struct binding *b)
{
    m->items = arena_grow(a, m->items, m->n, &m->cap, sizeof *m->items);
    m->items[m->n++] = *b;
}

const struct command *keymap_find(const struct keymap *m, uint32_t key, unsigned where,
                                  struct str *arg)
{
    *arg = STR("");
    for (size_t i = m ? m->n : 0; i-- > 0;) {
        const struct binding *b = &m->items[i];
        if (b->key != key || !(b->where & where))
            continue;
        *arg = str_of(b->arg);
        return b->command;
    }
    return command_for_key(key, where);
}

/* Does KEY call CMD, and nothing more, in some of the views? */
static bool calls(const struct keymap *m, uint32_t key, const struct command *cmd,
                  unsigned where)
{
    for (unsigned view = 1; view <= (unsigned)WHERE_ALL; view <<= 1) {
        struct str arg;
        if ((where & view) && keymap_find(m, key, view, &arg) == cmd && !arg.len)
            return true;
    }
    return false;
}

size_t keymap_keys(const struct keymap *m, const struct command *cmd, unsigned where,
                   uint32_t *keys, size_t max)
{
    size_t n = 0, n_bound = m ? m->n : 0;

    for (size_t i = 0; i < n_bound + COMMAND_KEYS && n < max; i++) {
        uint32_t key = i < n_bound ? m->items[i].key : cmd->keys[i - n_bound];
        size_t k = 0;
        while (k < n && keys[k] != key)
            k++;
        if (key && k == n && calls(m, key, cmd, where))
            keys[n++] = key;
    }
    return n;
}

void keymap_add_key(struct buf *out, uint32_t key)
{
    char name[32];
    struct str s = str_of(event_key_name(key, name));

    if (key == '<')
        s = STR("<");
    else if (s.len > 2 && s.p[0] == '<')
        s = str_slice(s, 1, s.len - 2);
    buf_str(out, s);
}

void keymap_add(struct buf *out, const struct keymap *m, const struct command *cmd,
                unsigned where, size_t max)
{
    uint32_t keys[KEYMAP_MAX];
    size_t n = keymap_keys(m, cmd, where, keys, max < KEYMAP_MAX ? max : KEYMAP_MAX);

    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? " " : "");
        keymap_add_key(out, keys[i]);
    }
}

const char *keymap_view_at(size_t i, unsigned *where)
{
    static const struct {
        const char *name;
        unsigned where;
    } views[] = {
        {"list", WHERE_LIST},    {"article", WHERE_ARTICLE}, {"raw", WHERE_RAW},
        {"info", WHERE_INFO},    {"errors", WHERE_ERRORS},   {"quotations", WHERE_SAID},
        {"speaker", WHERE_CARD}, {"facets", WHERE_FACETS},
    };

    if (i >= sizeof views / sizeof *views)
        return NULL;
    *where = views[i].where;
    return views[i].name;
}
