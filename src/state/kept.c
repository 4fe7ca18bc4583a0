/* What is kept besides articles: marks, layout, filters, history. */
#include "internal.h"

#include <stdlib.h>

bool is_note_of(enum log_id id, const struct note *n)
{
    const unsigned any = HAS_READ | HAS_STAR | HAS_POSITION;

    if (id == LOG_FILTERS)
        return n->name.len && (n->has & (HAS_QUERY | HAS_REVOKED));
    if (id == LOG_HISTORY)
        return n->prompt.len && n->text.len;
    if (n->has & HAS_MARK)
        return n->mark.len == 1 && n->mark.p[0] >= 'a' && n->mark.p[0] <= 'z' &&
               (n->id.len || n->revoked);
    return (n->has & (HAS_LAYOUT | HAS_ARCHIVE)) ||
           ((n->has & any) && (n->id.len || n->url.len || n->path.len));
}

/* ---- Marks, layout, archive */

static void take_mark(struct state *s, const struct note *n)
{
    struct mark *m = &s->marks[n->mark.p[0] - 'a'];
    struct arena *a = &s->arenas[LOG_STATE];

    if (!log_win(&s->logs[LOG_STATE], &m->o, n->at))
        return;
    m->set = !n->revoked;
    m->cps = n->position > 0 ? (size_t)n->position : 0;
    m->id = arena_str(a, n->id);
    m->url = arena_str(a, n->url);
    m->path = arena_str(a, n->path);
}

void take_state(struct state *s, const struct note *n)
{
    struct log *l = &s->logs[LOG_STATE];

    if (n->has & HAS_MARK) {
        take_mark(s, n);
        return;
    }
    if ((n->has & HAS_LAYOUT) && log_win(l, &s->layout_o, n->at)) {
        s->layout = n->layout >= 0 && n->layout <= 3 ? (unsigned)n->layout : 0;
        s->share = n->share >= -1000 && n->share <= 1000 ? (int)n->share : 0;
    }
    if ((n->has & HAS_ARCHIVE) && log_win(l, &s->archive_o, n->at))
        s->archive = arena_str(&s->arenas[LOG_STATE], n->archive);
    articles_take(&s->articles, l, n);
}

bool state_mark(const struct state *s, char letter, struct state_article *art,
                size_t *cps)
{
    const struct mark *m;

    if (letter < 'a' || letter > 'z' || !s->marks[letter - 'a'].set)
        return false;
    m = &s->marks[letter - 'a'];
    *art = (struct state_article){.id = m->id, .url = m->url, .path = m->path};
    *cps = m->cps;
    return true;
}

/* ART NULL: revoked. */
static void write_mark(struct state *s, char letter, const struct state_article *art,
                       size_t cps)
{
    struct buf line = {0}, path = {0};

    if (letter < 'a' || letter > 'z')
        return;
    note_begin(&line, log_stamp(s, s->marks[letter - 'a'].o.at));
    flow_text(&line, "mark", str_make(&letter, 1));
    if (art) {
        state_path(s, art, &path);
        note_article(&line, art, buf_view(&path));
        flow_number(&line, "position", (int64_t)cps);
    } else {
        flow_bool(&line, "revoked", true);
    }
    flow_end(&line);
    log_write(s, LOG_STATE, &line);
    buf_free(&line);
    buf_free(&path);
}

void state_set_mark(struct state *s, char letter, const struct state_article *art,
                    size_t cps)
{
    write_mark(s, letter, art, cps);
}

void state_revoke_mark(struct state *s, char letter)
{
    write_mark(s, letter, NULL, 0);
}

bool state_layout(const struct state *s, unsigned *layout, int *share)
{
    *layout = s->layout;
    *share = s->share;
    return s->layout_o.line > 0;
}

void state_set_layout(struct state *s, unsigned layout, int share)
{
    struct buf line = {0};

    if (s->layout == layout && s->share == share)
        return;
    note_begin(&line, log_stamp(s, s->layout_o.at));
    flow_number(&line, "layout", layout);
    flow_number(&line, "share", share);
    flow_end(&line);
    log_write(s, LOG_STATE, &line);
    buf_free(&line);
}

struct str state_archive(const struct state *s)
{
    return s->archive;
}

void state_set_archive(struct state *s, struct str paths)
{
    struct buf line = {0};

    if (str_eq(s->archive, paths))
        return;
    note_begin(&line, log_stamp(s, s->archive_o.at));
    flow_text(&line, "archive", paths);
    flow_end(&line);
    log_write(s, LOG_STATE, &line);
    buf_free(&line);
}

/* ---- Filters: few, so a sorted array will do */

/* Where NAME is, or belongs. */
static size_t filter_place(const struct state *s, struct str name)
{
    size_t low = 0, high = s->n_filters;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(s->filters[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct filter *filter_named(const struct state *s, struct str name)
{
    size_t i = filter_place(s, name);

    return i < s->n_filters && str_eq(s->filters[i].name, name) ? &s->filters[i] : NULL;
}

static struct filter *add_filter(struct state *s, struct str name)
{
    size_t i = filter_place(s, name);

    if (s->n_filters == s->cap_filters) {
        s->cap_filters = s->cap_filters ? s->cap_filters * 2 : 16;
        s->filters = mem_grow(s->filters, s->cap_filters * sizeof *s->filters);
    }
    memmove(&s->filters[i + 1], &s->filters[i],
            (s->n_filters++ - i) * sizeof *s->filters);
    s->filters[i] = (struct filter){.name = arena_str(&s->arenas[LOG_FILTERS], name)};
    return &s->filters[i];
}

void take_filter(struct state *s, const struct note *n)
{
    struct filter *f = filter_named(s, n->name);

    if (!f)
        f = add_filter(s, n->name);
    if (!log_win(&s->logs[LOG_FILTERS], &f->o, n->at))
        return;
    f->set = !n->revoked;
    f->query = arena_str(&s->arenas[LOG_FILTERS], n->query);
}

bool state_filter_at(const struct state *s, size_t i, struct state_filter *out)
{
    for (size_t k = 0; k < s->n_filters; k++) {
        if (!s->filters[k].set || i--)
            continue;
        *out = (struct state_filter){s->filters[k].name, s->filters[k].query};
        return true;
    }
    return false;
}

bool state_filter(const struct state *s, struct str name, struct str *query)
{
    const struct filter *f = filter_named(s, name);

    if (!f || !f->set)
        return false;
    *query = f->query;
    return true;
}

static void write_filter(struct state *s, struct str name, const struct str *query)
{
    const struct filter *f = filter_named(s, name);
    struct buf line = {0};

    note_begin(&line, log_stamp(s, f ? f->o.at : 0));
    flow_text(&line, "name", name);
    if (query)
        flow_text(&line, "query", *query);
    else
        flow_bool(&line, "revoked", true);
    flow_end(&line);
    log_write(s, LOG_FILTERS, &line);
    buf_free(&line);
}

void state_save_filter(struct state *s, struct str name, struct str query)
{
    write_filter(s, name, &query);
}

void state_revoke_filter(struct state *s, struct str name)
{
    write_filter(s, name, NULL);
}

/* ---- History */

static struct str entered_key(struct buf *b, struct str prompt, struct str text)
{
    buf_reset(b);
    buf_str(b, prompt);
    buf_c(b, '\n');
    buf_str(b, text);
    return buf_view(b);
}

static struct entered *find_entered(const struct state *s, struct str key)
{
    size_t i = map_find(&s->entered_map, key);

    return i < s->entered_map.n ? &s->entered[s->entered_map.values[i] - 1] : NULL;
}

static struct entered *add_entered(struct state *s, const struct note *n, struct str key)
{
    struct str own = arena_str(&s->arenas[LOG_HISTORY], key);
    struct entered *x;

    if (s->n_entered == s->cap_entered) {
        s->cap_entered = s->cap_entered ? s->cap_entered * 2 : 64;
        s->entered = mem_grow(s->entered, s->cap_entered * sizeof *s->entered);
    }
    x = &s->entered[s->n_entered++];
    *x = (struct entered){.prompt = str_slice(own, 0, n->prompt.len),
                          .text = str_from(own, n->prompt.len + 1)};
    map_put(&s->entered_a, &s->entered_map, own, s->n_entered, NULL);
    return x;
}

void take_history(struct state *s, const struct note *n)
{
    struct buf b = {0};
    struct str key = entered_key(&b, n->prompt, n->text);
    struct entered *x = find_entered(s, key);

    if (!x)
        x = add_entered(s, n, key);
    log_win(&s->logs[LOG_HISTORY], &x->o, n->at);
    buf_free(&b);
}

static int by_time(const void *a, const void *b)
{
    const struct entered *x = a, *y = b;

    if (x->o.at != y->o.at)
        return x->o.at < y->o.at ? -1 : 1;
    return x->o.line < y->o.line ? -1 : x->o.line > y->o.line;
}

/* Of each prompt the newest STATE_HISTORY stay. */
static void drop_old(struct state *s)
{
    struct arena a = {0};
    struct map counts = {0};
    size_t n = s->n_entered, to = n;

    for (size_t i = n; i-- > 0;) {
        struct entered *x = &s->entered[i];
        size_t at = map_put(&a, &counts, x->prompt, 0, NULL);
        if (counts.values[at]++ < STATE_HISTORY)
            s->entered[--to] = *x;
        else
            log_drop(&s->logs[LOG_HISTORY], &x->o);
    }
    memmove(s->entered, s->entered + to, (n - to) * sizeof *s->entered);
    s->n_entered = n - to;
    arena_free(&a);
}

void history_settle(struct state *s)
{
    struct buf b = {0};

    if (!s->n_entered)
        return;
    qsort(s->entered, s->n_entered, sizeof *s->entered, by_time);
    drop_old(s);
    arena_reset(&s->entered_a);
    s->entered_map = (struct map){0};
    for (size_t i = 0; i < s->n_entered; i++) {
        struct str key = entered_key(&b, s->entered[i].prompt, s->entered[i].text);
        map_put(&s->entered_a, &s->entered_map, arena_str(&s->entered_a, key), i + 1,
                NULL);
    }
    buf_free(&b);
}

bool state_history(const struct state *s, const char *prompt, size_t i, struct str *text)
{
    for (size_t k = s->n_entered; k-- > 0;) {
        if (!str_eq(s->entered[k].prompt, str_of(prompt)) || i--)
            continue;
        *text = s->entered[k].text;
        return true;
    }
    return false;
}

void state_add_history(struct state *s, const char *prompt, struct str text)
{
    struct buf line = {0};
    const struct entered *x;

    if (!text.len)
        return;
    x = find_entered(s, entered_key(&line, str_of(prompt), text));
    buf_reset(&line);
    note_begin(&line, log_stamp(s, x ? x->o.at : 0));
    flow_text(&line, "prompt", str_of(prompt));
    flow_text(&line, "text", text);
    flow_end(&line);
    log_write(s, LOG_HISTORY, &line);
    buf_free(&line);
}
