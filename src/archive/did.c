#include "archive/did.h"

struct state_article did_article(const struct item *item)
{
    return (struct state_article){
        .id = str_of(item->id), .url = item->url, .path = item->path, .doc = item->doc};
}

/* By id: a mark in an article that was edited since is found when one goes there. */
static bool is_marked(const struct state *s, const struct state_article *art)
{
    struct state_article marked;
    size_t cps;

    for (int c = 'a'; c <= 'z'; c++)
        if (state_mark(s, (char)c, &marked, &cps) && str_eq(marked.id, art->id))
            return true;
    return false;
}

bool did_flag(void *ctx, enum query_flag flag, const struct item *item)
{
    const struct state *s = ctx;
    struct state_article art = did_article(item);

    if (flag == QUERY_STARRED)
        return state_is_starred(s, &art);
    if (flag == QUERY_HAS_MARK)
        return is_marked(s, &art);
    if (flag == QUERY_READ || flag == QUERY_UNREAD)
        return state_is_read(s, &art) == (flag == QUERY_READ);
    return false;
}

bool did_filter(void *ctx, struct str name, struct str *text)
{
    return state_filter(ctx, name, text);
}
