/* The list in groups: articles under the values of a facet or under months, as the answer to the
 * filter has them.  Made anew when the answer is complete; a key then costs the rows shown. */
#include "query/edit.h"

#include "sought.h"

enum { BY_NOTHING, BY_SPEAKER, BY_MONTH, BY_TAG, BY_SOURCE, BY_ROLE, BY_ORG, BY_COUNT };

static const struct {
    const char *name, *chinese, *none; /* none: what articles without a value have */
    enum query_field field;
} kinds[BY_COUNT] = {
    [BY_NOTHING] = {"none", "不分组", "", QUERY_ANY},
    [BY_SPEAKER] = {"speaker", "发言人", "没有发言人", QUERY_SPEAKER},
    [BY_MONTH] = {"month", "月份", "无日期", QUERY_DATE},
    [BY_TAG] = {"tag", "标签", "没有标签", QUERY_TAG},
    [BY_SOURCE] = {"source", "来源", "没有来源", QUERY_SOURCE},
    [BY_ROLE] = {"role", "身份", "没有发言人", QUERY_ROLE},
    [BY_ORG] = {"org", "机构", "没有机构", QUERY_ORG},
};
enum { BY_IN_TURN = BY_SOURCE + 1 }; /* those that t goes through */

const char *group_name(unsigned i)
{
    return i < BY_COUNT ? kinds[i].name : NULL;
}

bool group_wanted(const struct app *app)
{
    const struct list_groups *l = &app->list.groups;

    return (l->field != QUERY_ANY || l->key.len) && !app->list.related[0];
}

/* ---- Making */

static const struct facet_name *facet_wanted(struct app *app, struct arena *a)
{
    const struct list_groups *l = &app->list.groups;
    struct facet_name *names;
    size_t n = finding_facets(app->list.finding, a, &names);

    for (size_t i = 0; i < n; i++) {
        enum query_field field;
        struct str key;
        facet_field(app, &names[i], &field, &key);
        if (field == l->field && str_eq(key, buf_view(&l->key)))
            return &names[i];
    }
    return NULL;
}

void group_forget(struct app *app)
{
    struct list_groups *l = &app->list.groups;

    arena_reset(&l->a);
    l->g = (struct facet_groups){0};
    l->first = NULL;
}

void group_make(struct app *app)
{
    struct list_groups *l = &app->list.groups;
    struct finding *f = app->list.finding;
    const struct facet_name *by;

    group_forget(app);
    if (!group_wanted(app) || !f || filter_pending(app))
        return;
    by = facet_wanted(app, &l->a);
    if (!by && l->field != QUERY_DATE)
        return;
    finding_group(f, by, &l->a, &l->g);
    l->first = arena_array(&l->a, uint32_t, finding_ready(f) + 1);
    for (size_t i = l->g.n_items; i-- > 0;)
        l->first[l->g.items[i]] = (uint32_t)i;
}

/* ---- Asking */

bool group_on(const struct app *app)
{
    return app->list.groups.g.n > 0;
}

size_t group_at(const struct app *app, size_t place)
{
    const struct facet_groups *g = &app->list.groups.g;
    size_t lo = 0, hi = g->n;

    while (hi - lo > 1) {
        size_t mid = (lo + hi) / 2;
        if (g->rows[mid].first <= place)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

void group_add_label(const struct app *app, struct buf *out)
{
    const struct list_groups *l = &app->list.groups;

    if (l->key.len) {
        buf_str(out, buf_view(&l->key));
        return;
    }
    for (unsigned i = 0; i < BY_COUNT; i++)
        if (kinds[i].field == l->field)
            buf_z(out, kinds[i].chinese);
}

static void add_name(const struct app *app, const struct facet_group *g, struct buf *out)
{
    const struct list_groups *l = &app->list.groups;

    if (g->name.len) {
        buf_str(out, g->name);
        return;
    }
    for (unsigned i = 0; i < BY_COUNT && !l->key.len; i++)
        if (kinds[i].field == l->field)
            buf_z(out, kinds[i].none);
    if (l->key.len) {
        buf_z(out, "没有");
        buf_str(out, buf_view(&l->key));
    }
}

void group_add_place(const struct app *app, size_t place, struct buf *out)
{
    const struct facet_group *g = &app->list.groups.g.rows[group_at(app, place)];

    add_name(app, g, out);
    buf_c(out, ' ');
    page_add_count(out, place - g->first + 1);
    buf_c(out, '/');
    page_add_count(out, g->n);
}

void group_draw_head(struct app *app, struct grid *g, const struct rect *at, size_t group)
{
    const struct list_groups *l = &app->list.groups;
    const struct facet_group *row = &l->g.rows[group];
    const struct query_pick of = {.field = l->field, .key = buf_view(&l->key)};
    struct buf text = {0};

    buf_z(&text, "# ");
    add_name(app, row, &text);
    buf_z(&text, "  ");
    page_add_count(&text, row->n);
    buf_z(&text, "篇");
    grid_put_clip(g, at->row, at->col, at->cols, buf_view(&text), STYLE_HEADING);
    if (row->name.len && at->cols > 2)
        sought_in_value(app, g, &(struct rect){at->row, at->col + 2, 1, at->cols - 2},
                        row->name, &of);
    buf_free(&text);
}

/* ---- Choosing */

static unsigned kind_named(struct str word)
{
    for (unsigned i = 0; i < BY_COUNT; i++)
        if (str_eq(word, str_of(kinds[i].name)) || str_eq(word, str_of(kinds[i].chinese)))
            return i;
    return BY_COUNT;
}

/* By the field or the key of the files of that name. */
static bool choose(struct app *app, struct str word)
{
    struct list_groups *l = &app->list.groups;
    unsigned kind = kind_named(word);
    enum query_field field = QUERY_ANY;
    struct str key = STR("");

    if (kind < BY_COUNT)
        field = kinds[kind].field;
    else if (!query_field_find(word, filter_world(app), &field, &key) ||
             query_field_kind(field) != QUERY_KIND_TEXT || field == QUERY_TITLE ||
             field == QUERY_BODY || field == QUERY_QUOTE)
        return false;
    l->field = field;
    buf_reset(&l->key);
    buf_str(&l->key, key);
    return true;
}

static unsigned next_kind(const struct app *app)
{
    for (unsigned i = 0; i < BY_IN_TURN; i++)
        if (kinds[i].field == app->list.groups.field && !app->list.groups.key.len)
            return (i + 1) % BY_IN_TURN;
    return BY_NOTHING;
}

unsigned list_group(struct app *app, struct str word)
{
    struct buf label = {0};

    if (app->list.related[0])
        return app_say(app, "相关文章不分组");
    if (!word.len)
        word = str_of(kinds[next_kind(app)].name);
    if (!choose(app, word))
        return app_say(app, "用法：:group speaker、month、tag、source、role、org、"
                            "文件里的键或 none");
    list_regroup(app);
    group_add_label(app, &label);
    app_say(app, group_wanted(app) ? "按%s分组" : "%s", label.p);
    buf_free(&label);
    return 0;
}
