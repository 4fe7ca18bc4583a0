/* A body that its file gives as a list of parts. */
#include "article/load.h"

static const struct {
    struct str name;
    enum block_kind kind;
} kinds[] = {
    {STR_INIT("段落"), BLOCK_PARAGRAPH},  {STR_INIT("paragraph"), BLOCK_PARAGRAPH},
    {STR_INIT("小标题"), BLOCK_HEADING},  {STR_INIT("小標題"), BLOCK_HEADING},
    {STR_INIT("heading"), BLOCK_HEADING}, {STR_INIT("引语"), BLOCK_QUOTE},
    {STR_INIT("引語"), BLOCK_QUOTE},      {STR_INIT("quote"), BLOCK_QUOTE},
    {STR_INIT("图注"), BLOCK_CAPTION},    {STR_INIT("圖註"), BLOCK_CAPTION},
    {STR_INIT("caption"), BLOCK_CAPTION},
};

struct blocks {
    struct load *l;
    struct buf text;
    struct given_block *items;
    size_t n, cap;
};

static void add(struct blocks *b, enum block_kind kind, struct str text)
{
    struct given_block *g;

    if (!str_trim(text).len)
        return;
    if (b->text.len)
        buf_c(&b->text, '\n');
    b->items = arena_grow(b->l->r->a, b->items, b->n, &b->cap, sizeof *b->items);
    g = &b->items[b->n++];
    *g = (struct given_block){.kind = kind, .span = {b->text.len, text.len}};
    buf_str(&b->text, text);
}

static bool is_name(const struct node *key, const char *chinese, const char *other,
                    const char *english)
{
    return str_eq(key->text, str_of(chinese)) || str_eq(key->text, str_of(other)) ||
           str_eq(key->text, str_of(english));
}

static bool is_speaker(const struct node *key)
{
    return is_name(key, "发言人", "發言人", "speaker");
}

static bool is_titles(const struct node *key)
{
    return is_name(key, "身份", "职务", "titles");
}

static bool kind_of(const struct node *key, enum block_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (key->kind == NODE_TEXT && str_eq(key->text, kinds[i].name)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

/* "key: value": what was meant as a paragraph with a colon in it. */
static struct str pair_text(struct arena *a, const struct node *key)
{
    struct node two = *key, value = *key->next, pair = {.kind = NODE_MAP, .n = 2};

    value.next = NULL;
    two.next = &value;
    pair.first = &two;
    return node_flatten(a, &pair, "、");
}

static struct str value_of(struct arena *a, const struct node *map,
                           bool (*is)(const struct node *))
{
    for (const struct node *k = map->first; k; k = k->next->next)
        if (k->kind == NODE_TEXT && is(k))
            return node_flatten(a, k->next, "、");
    return STR("");
}

static bool has_quote(const struct node *map)
{
    enum block_kind kind;

    for (const struct node *k = map->first; k; k = k->next->next)
        if (kind_of(k, &kind) && kind == BLOCK_QUOTE)
            return true;
    return false;
}

static void add_map(struct blocks *b, const struct node *map)
{
    struct arena *a = b->l->r->a;
    struct str speaker = value_of(a, map, is_speaker),
               titles = value_of(a, map, is_titles);
    bool quote = has_quote(map);
    enum block_kind kind;

    for (const struct node *k = map->first; k; k = k->next->next) {
        size_t n = b->n;
        if (kind_of(k, &kind)) {
            add(b, kind, node_flatten(a, k->next, "\n"));
        } else if (!quote || k->kind != NODE_TEXT || (!is_speaker(k) && !is_titles(k))) {
            load_say(b->l, k, "W216", "");
            add(b, BLOCK_PARAGRAPH, pair_text(a, k));
        }
        if (b->n > n && b->items[n].kind == BLOCK_QUOTE) {
            b->items[n].speaker = speaker;
            b->items[n].titles = titles;
        }
    }
}

static void add_item(struct blocks *b, const struct node *item)
{
    if (item->kind == NODE_MAP) {
        add_map(b, item);
        return;
    }
    if (item->kind == NODE_TEXT) {
        add(b, BLOCK_PARAGRAPH, node_is_null(item) ? STR("") : item->text);
        return;
    }
    load_say(b->l, item, "W214", "");
    for (const struct node *c = item->first; c; c = c->next)
        add_item(b, c);
}

void blocks_read(struct load *l, struct article *art, const struct node *list)
{
    struct blocks b = {.l = l};

    for (const struct node *c = list->first; c; c = c->next)
        add_item(&b, c);
    art->body = arena_str(l->r->a, buf_view(&b.text));
    buf_free(&b.text);
    if (l->r->summary)
        return;
    art->given = b.items;
    art->n_given = b.n;
}
