/* How much there is, and whether it is as it was written. */
#include "cache_work.h"

#include <stdio.h>

/* ---- Counts */

static uint64_t count_of(struct db *d, enum db_query q)
{
    sqlite3_stmt *st = d ? db_query(d, q) : NULL;
    uint64_t n = 0;

    if (st && db_row(st)) {
        n = (uint64_t)sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    return n;
}

static uint64_t size_of(const struct cache *c, const char *name)
{
    char path[CACHE_PATH];
    struct stat st;

    return stat(cache_path(c, name, path), &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* Articles of segment I before number ART. */
static uint64_t n_before(const struct cache *c, size_t i, uint64_t art)
{
    const struct segment *s = &c->open[i]->s;
    uint64_t n = 0;

    if (art >= c->now.segments[i].end)
        return s->n;
    for (size_t row = 0; row < s->n; row++)
        n += s->rows[row].art < art;
    return n;
}

static void count_rows(const struct cache *c, uint64_t indexed, struct cache_status *out)
{
    uint64_t rows = 0;

    for (size_t i = 0; i < c->now.h.n_segments; i++) {
        rows += c->now.segments[i].n;
        out->n_dead += c->now.segments[i].n_dead;
        out->segments += c->now.segments[i].len;
        out->n_indexed += n_before(c, i, indexed);
    }
    out->n_articles = rows - out->n_dead;
    out->n_to_index = out->index_wanted ? rows - out->n_indexed : 0;
}

bool cache_status(struct cache *c, struct cache_status *out)
{
    struct db *d = cache_db(c);
    struct marks m;

    *out = (struct cache_status){0};
    if (!c->now.h.born || !d || !db_marks(d, &m))
        return false;
    out->generation = c->now.h.generation - c->now.h.born;
    out->n_segments = c->now.h.n_segments;
    out->n_files = count_of(d, DB_FILE_COUNT);
    out->text = c->now.h.text_len - TEXT_HEADER;
    out->text_dead = c->now.h.text_dead;
    out->index = size_of(c, "index.db") + size_of(c, "index.db-wal");
    out->index_wanted = m.indexed > 1 || out->text - out->text_dead > c->o.index_above;
    count_rows(c, c->lock >= 0 ? c->indexed : m.indexed, out);
    return true;
}

/* ---- Verifying */

static bool segment_is_whole(const struct cache *c, size_t i, struct err *e)
{
    const struct segment *s = &c->open[i]->s;
    const struct record_segment *seg = &c->now.segments[i];
    uint64_t before = 0;

    if (!segment_verify(s))
        return err_set(e, "seg-%ju.bin: 内容已损坏", (uintmax_t)seg->number);
    for (size_t k = 0; k < s->n; k++) {
        const struct seg_row *r = &s->rows[s->by_text[k] < s->n ? s->by_text[k] : 0];
        if (r->art <= before || r->art < seg->first || r->art >= seg->end)
            return err_set(e, "seg-%ju.bin: 文章编号不对", (uintmax_t)seg->number);
        if (r->text < TEXT_HEADER || r->text + r->text_len > c->now.h.text_len)
            return err_set(e, "seg-%ju.bin: 文字超出范围", (uintmax_t)seg->number);
        before = r->art;
    }
    return true;
}

static bool quick_check(struct db *d, struct err *e)
{
    sqlite3_stmt *st = NULL;
    bool ok;

    if (sqlite3_prepare_v2(d->db, "PRAGMA quick_check(1)", -1, &st, NULL) != SQLITE_OK)
        return db_error(d, e);
    ok = sqlite3_step(st) == SQLITE_ROW && str_eq(db_bytes(st, 0), STR("ok"));
    sqlite3_finalize(st);
    return ok || err_set(e, "index.db: 内容已损坏");
}

/* What each file gave must be in a segment. */
static bool files_are_whole(struct cache *c, struct db *d, struct err *e)
{
    sqlite3_stmt *st = NULL;
    bool ok = true;

    if (sqlite3_prepare_v2(d->db, "SELECT art, n FROM file", -1, &st, NULL) != SQLITE_OK)
        return db_error(d, e);
    while (ok && sqlite3_step(st) == SQLITE_ROW) {
        int64_t art = sqlite3_column_int64(st, 0), n = sqlite3_column_int64(st, 1);
        for (int64_t k = 0; ok && k < n; k++) {
            size_t i, row;
            ok = cache_find_article(c, &c->now, (uint64_t)(art + k), &i, &row);
        }
    }
    sqlite3_finalize(st);
    return ok || err_set(e, "index.db: 文章不在任何一段里");
}

/* The check of FTS5 is a command that only the one that writes can give. */
static bool index_is_whole(struct cache *c, struct db *d, struct err *e)
{
    return c->lock < 0 || db_exec(d, "INSERT INTO fts(fts) VALUES('integrity-check')", e);
}

static bool data_base_is_whole(struct cache *c, struct db *d, struct err *e)
{
    struct marks m;

    if (!quick_check(d, e) || !index_is_whole(c, d, e))
        return false;
    if (!db_marks(d, &m) || m.born != c->now.h.born)
        return err_set(e, "index.db: 不属于这个缓存");
    /* Another one may have committed since the record was read. */
    return m.generation != c->now.h.generation || files_are_whole(c, d, e);
}

bool cache_verify(struct cache *c, struct err *e)
{
    struct db *d = cache_db(c);
    bool ok = true;

    if (!c->now.h.born)
        return err_set(e, "%s", c->why);
    if (c->in_txn || !cache_index_pause(c, e))
        return c->in_txn ? err_set(e, "缓存正在写入") : false;
    for (size_t i = 0; ok && i < c->now.h.n_segments; i++)
        ok = segment_is_whole(c, i, e);
    ok = ok && (d ? data_base_is_whole(c, d, e) : err_set(e, "index.db: 打不开"));
    if (!ok)
        cache_spoil(c);
    return ok;
}
