/* Opened, asked, told, closed. */
#include "internal.h"

#include "text/utf8.h"

#include <stdlib.h>

static const char *const names[LOG_COUNT] = {"state.yaml", "filters.yaml",
                                             "history.yaml"};

struct state *state_open(const struct state_opts *o, struct diags *diags)
{
    struct state *s = mem_grow(NULL, sizeof *s);

    memset(s, 0, sizeof *s);
    s->o = *o;
    for (enum log_id i = 0; i < LOG_COUNT; i++) {
        struct log *l = &s->logs[i];
        if (!o->folder)
            continue;
        /* Not in the arena that goes with what the file says. */
        l->journal.path = arena_printf(&s->names_a, "%s/%s", o->folder, names[i]);
        log_read(s, i, diags);
    }
    return s;
}

static void finish_log(struct state *s, enum log_id id)
{
    struct log *l = &s->logs[id];

    if (!l->journal.path)
        return;
    if (l->pending.len)
        l->wrote = journal_append(l->journal.path, buf_view(&l->pending), NULL);
    if (l->wrote)
        journal_sync(l->journal.path);
}

void state_close(struct state *s)
{
    if (!s)
        return;
    for (enum log_id i = 0; i < LOG_COUNT; i++) {
        finish_log(s, i);
        free(s->logs[i].refs);
        buf_free(&s->logs[i].pending);
        arena_free(&s->arenas[i]);
    }
    articles_free(&s->articles);
    free(s->filters);
    free(s->entered);
    arena_free(&s->entered_a);
    arena_free(&s->names_a);
    free(s);
}

void log_forget(struct state *s, enum log_id id)
{
    s->logs[id].n = s->logs[id].n_dead = 0;
    arena_reset(&s->arenas[id]);
    if (id == LOG_FILTERS) {
        s->n_filters = 0;
    } else if (id == LOG_HISTORY) {
        s->n_entered = 0;
        s->entered_map = (struct map){0};
    } else {
        articles_free(&s->articles);
        memset(s->marks, 0, sizeof s->marks);
        s->layout_o = s->archive_o = (struct origin){0};
        s->layout = 0;
        s->share = 0;
        s->archive = STR("");
    }
}

bool state_refresh(struct state *s)
{
    bool more = false;

    for (enum log_id i = 0; i < LOG_COUNT; i++)
        more = log_read(s, i, NULL) || more;
    return more;
}

bool state_trouble(struct state *s, struct err *e)
{
    if (!s->broken || s->told)
        return false;
    s->told = true;
    *e = s->trouble;
    return true;
}

/* ---- Articles */

void state_path(const struct state *s, const struct state_article *art, struct buf *out)
{
    struct str path = art->path;

    /* Standard input is nowhere; what is no text cannot be written. */
    if (!path.len || str_eq(path, STR("-")) || utf8_valid_len(path) < path.len)
        return;
    if (path.p[0] != '/' && s->o.base) {
        while (str_starts(path, STR("./")))
            path = str_from(path, 2);
        buf_z(out, s->o.base);
        buf_c(out, '/');
    }
    buf_str(out, path);
    if (art->doc)
        buf_printf(out, "#%u", art->doc + 1);
}

static const struct known *find(const struct state *s, enum fact fact,
                                const struct state_article *art)
{
    const struct known *k = articles_find(&s->articles, fact, art, STR(""));
    struct buf path = {0};

    if (k)
        return k;
    state_path(s, art, &path);
    k = articles_find(&s->articles, fact, art, buf_view(&path));
    buf_free(&path);
    return k;
}

bool state_is_read(const struct state *s, const struct state_article *art)
{
    const struct known *k = find(s, FACT_READ, art);
    return k && (k->value & 1);
}

bool state_is_starred(const struct state *s, const struct state_article *art)
{
    const struct known *k = find(s, FACT_STAR, art);
    return k && (k->value & 1);
}

bool state_position(const struct state *s, const struct state_article *art, size_t *cps,
                    bool *end)
{
    const struct known *k = find(s, FACT_POSITION, art);

    if (!k)
        return false;
    *cps = (k->value & ~(uint32_t)VALUE_HAS_URL) >> 1;
    if (end)
        *end = k->value & 1;
    return true;
}

/* A line about ART but for its end. */
static void begin_fact(struct state *s, enum fact fact, const struct state_article *art,
                       struct buf *line)
{
    struct buf path = {0};

    state_path(s, art, &path);
    note_begin(line,
               log_stamp(s, articles_last(&s->articles, fact, art, buf_view(&path))));
    note_article(line, art, buf_view(&path));
    buf_free(&path);
}

static void end_fact(struct state *s, struct buf *line)
{
    flow_end(line);
    log_write(s, LOG_STATE, line);
    buf_free(line);
}

void state_set_read(struct state *s, const struct state_article *art, bool read)
{
    struct buf line = {0};

    if (state_is_read(s, art) == read)
        return;
    begin_fact(s, FACT_READ, art, &line);
    flow_bool(&line, "read", read);
    end_fact(s, &line);
}

void state_set_star(struct state *s, const struct state_article *art, bool star)
{
    struct buf line = {0};

    if (state_is_starred(s, art) == star)
        return;
    begin_fact(s, FACT_STAR, art, &line);
    flow_bool(&line, "star", star);
    end_fact(s, &line);
}

void state_set_position(struct state *s, const struct state_article *art, size_t cps,
                        bool end)
{
    struct buf line = {0};
    size_t now;
    bool was_end, known = state_position(s, art, &now, &was_end);

    if (known ? now == cps && was_end == end : cps == 0)
        return;
    begin_fact(s, FACT_POSITION, art, &line);
    flow_number(&line, "position", (int64_t)cps);
    if (end)
        flow_bool(&line, "end", true);
    end_fact(s, &line);
}
