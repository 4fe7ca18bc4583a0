/* The lines of a file: which of them still mean something. */
#include "internal.h"

#include "text/utf8.h"

#include <stdlib.h>

/* ---- Which line a fact comes from */

static void unref(struct log *l, uint32_t line)
{
    if (line && l->refs[line - 1] != LINE_KEPT && --l->refs[line - 1] == 0)
        l->n_dead++;
}

static void ref(struct log *l, uint32_t line)
{
    if (l->refs[line - 1] != LINE_KEPT)
        l->refs[line - 1]++;
}

bool log_win(struct log *l, struct origin *o, int64_t at)
{
    if (o->line && at < o->at)
        return false;
    ref(l, l->now);
    unref(l, o->line);
    *o = (struct origin){at, l->now};
    return true;
}

void log_drop(struct log *l, struct origin *o)
{
    unref(l, o->line);
    o->line = 0;
}

static void add_line(struct log *l)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 256;
        l->refs = mem_grow(l->refs, l->cap);
    }
    l->refs[l->n++] = 0;
}

/* ---- Taking lines in */

typedef void take_fn(struct state *s, const struct note *n);
static take_fn *const takers[LOG_COUNT] = {
    [LOG_STATE] = take_state, [LOG_FILTERS] = take_filter, [LOG_HISTORY] = take_history};

/* Lines are read some at a time, then taken in: the waits for memory overlap. */
enum { BATCH = 64 };

struct taking {
    struct state *s;
    enum log_id id;
    struct diags *diags;
    bool all_valid; /* UTF-8 */
    unsigned line;  /* of the file, from 1 */
    struct arena a; /* of the notes */
    struct note notes[BATCH];
    size_t n;
};

static bool is_valid(const struct taking *t, struct str line)
{
    return t->all_valid || utf8_valid_len(line) == line.len;
}

/* One line: into the notes, or kept as something that is not understood. */
static void read_line(struct taking *t, struct str line)
{
    struct log *l = &t->s->logs[t->id];
    struct note *n = &t->notes[t->n];
    struct flow f = flow_open(&t->a, line);

    add_line(l);
    if (!str_trim(line).len) {
        l->n_dead++;
        return;
    }
    if (is_valid(t, line) && note_read(&f, n) && is_note_of(t->id, n)) {
        if (n->has & HAS_UNKNOWN)
            l->refs[l->n - 1] = LINE_KEPT;
        n->line = (uint32_t)l->n;
        articles_expect(&t->s->articles, n);
        t->n++;
        return;
    }
    l->refs[l->n - 1] = LINE_KEPT;
    if (t->diags && line.p[0] != '#')
        diag_add(t->diags, l->journal.path, t->line, flow_column(&f), "W227", "%s", "");
}

static void take_notes(struct taking *t)
{
    struct state *s = t->s;
    struct log *l = &s->logs[t->id];

    for (size_t i = 0; i < t->n; i++) {
        const struct note *n = &t->notes[i];
        if (n->at > s->latest)
            s->latest = n->at;
        l->now = n->line;
        takers[t->id](s, n);
        if (l->refs[n->line - 1] == 0)
            l->n_dead++;
    }
    t->n = 0;
    if (t->a.used)
        arena_reset(&t->a);
}

void log_take(struct state *s, enum log_id id, struct str text, unsigned first,
              struct diags *diags)
{
    struct taking t = {.s = s, .id = id, .diags = diags, .line = first};

    t.all_valid = utf8_valid_len(text) == text.len;
    for (size_t at = 0, len; at < text.len; at += len + 1, t.line++) {
        const char *end = memchr(text.p + at, '\n', text.len - at);
        len = end ? (size_t)(end - (text.p + at)) : text.len - at;
        read_line(&t, str_make(text.p + at, len));
        if (t.n == BATCH)
            take_notes(&t);
    }
    take_notes(&t);
    arena_free(&t.a);
    if (id == LOG_HISTORY)
        history_settle(s);
}

static void torn_line(const struct log *l, struct diags *diags)
{
    if (l->journal.torn && diags)
        diag_add(diags, l->journal.path, l->journal.line + 1, 0, "W227", "%s", "");
}

static void fail(struct state *s, const char *why)
{
    s->broken = true;
    err_set(&s->trouble, "未能保存阅读状态：%s", why);
}

/* Take in one piece; false when there was none. */
static bool read_piece(struct state *s, enum log_id id, struct arena *a,
                       struct diags *diags)
{
    struct log *l = &s->logs[id];
    unsigned first = l->journal.line + 1;
    struct err e = {""};
    struct str text;
    bool anew;

    if (!journal_read(&l->journal, a, &text, &anew, &e)) {
        fail(s, e.msg);
        return false;
    }
    if (anew)
        log_forget(s, id);
    if (text.len)
        log_take(s, id, text, anew ? 1 : first, diags);
    arena_reset(a);
    return anew || text.len;
}

bool log_read(struct state *s, enum log_id id, struct diags *diags)
{
    struct arena a = {0};
    bool more = false;

    if (!s->logs[id].journal.path || s->broken)
        return false;
    while (read_piece(s, id, &a, diags))
        more = true;
    torn_line(&s->logs[id], diags);
    arena_free(&a);
    return more;
}

/* ---- Writing */

int64_t log_stamp(struct state *s, int64_t floor)
{
    int64_t at = s->o.now ? s->o.now(s->o.ctx) : s->latest + 1;

    if (at <= floor)
        at = floor + 1;
    if (at <= s->written)
        at = s->written + 1;
    /* Of equal stamps the later line counts. */
    if (at > STAMP_MAX)
        at = STAMP_MAX;
    s->written = at;
    return at;
}

void log_write(struct state *s, enum log_id id, const struct buf *line)
{
    struct log *l = &s->logs[id];
    struct err e = {""};

    if (!l->journal.path) {
        if (s->o.why && !s->broken)
            fail(s, s->o.why);
    } else if (!s->broken) {
        if (journal_append(l->journal.path, buf_view(line), &e)) {
            l->wrote = true;
            if (!log_read(s, id, NULL))
                log_take(s, id, buf_view(line), 0, NULL);
            if (l->n >= COMPACT_LINES && l->n_dead * 2 > l->n)
                log_compact(s, id);
            return;
        }
        fail(s, e.msg);
    }
    if (l->journal.path)
        buf_str(&l->pending, buf_view(line));
    log_take(s, id, buf_view(line), 0, NULL);
}

/* ---- Compaction */

static bool make_smaller(void *ctx, struct str text, struct buf *out)
{
    const enum log_id *id = ctx;
    struct state *s = state_open(&(struct state_opts){0}, NULL);
    struct log *l = &s->logs[*id];
    size_t at = 0;
    bool worth;

    log_take(s, *id, text, 1, NULL);
    worth = l->n >= COMPACT_LINES && l->n_dead * 2 > l->n;
    for (size_t i = 0; worth && i < l->n; i++) {
        size_t end = str_find(text, STR("\n"), at);
        if (l->refs[i]) {
            buf_str(out, str_slice(text, at, end - at));
            buf_c(out, '\n');
        }
        at = end + 1;
    }
    state_close(s);
    return worth;
}

void log_compact(struct state *s, enum log_id id)
{
    struct log *l = &s->logs[id];

    /* What fails leaves the old file: it is only longer than it need be. */
    journal_rewrite(l->journal.path, &(struct rewrite){&id, make_smaller}, NULL);
    log_read(s, id, NULL);
}
