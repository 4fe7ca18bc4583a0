/* Writing: everything of a transaction is on the disk before the one commit that makes it
 * count, and state.bin follows the data base. */
#include "cache_work.h"

#include "base/file.h"
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { TEXT_CHUNK = 1 << 20 };

/* ---- Folded texts */

bool cache_write_at(int fd, struct str data, uint64_t off, struct err *e)
{
    while (data.len) {
        ssize_t n = pwrite(fd, data.p, data.len, (off_t)off);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, "缓存的文字", errno);
        data = str_from(data, (size_t)n);
        off += (uint64_t)n;
    }
    return true;
}

static bool flush_text(struct cache *c, struct err *e)
{
    uint64_t off = c->next.h.text_len - c->text.len;
    bool ok = cache_write_at(c->text_fd, buf_view(&c->text), off, e);

    buf_reset(&c->text);
    return ok;
}

/* ---- A transaction */

static void forget(struct cache *c)
{
    record_free(&c->next);
    seg_builder_free(c->builder);
    c->builder = NULL;
    arena_free(&c->txn);
    c->killed = NULL;
    c->n_killed = c->cap_killed = c->n_pending = 0;
    buf_reset(&c->text);
    c->in_txn = c->changed = false;
}

void cache_rollback(struct cache *c)
{
    if (!c->in_txn)
        return;
    if (db_is_open(&c->db))
        db_do(&c->db, DB_ROLLBACK, NULL);
    forget(c);
}

/* After an error: SQLite may have ended the transaction by itself or not. */
static bool fail(struct cache *c)
{
    cache_rollback(c);
    if (c->db.corrupt)
        cache_spoil(c);
    return false;
}

bool cache_begin(struct cache *c, struct err *e)
{
    if (c->lock < 0 || c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (!cache_index_pause(c, e) || !cache_check_whole(c, e))
        return false;
    if (c->now.h.n_segments == SHELF_SEGMENTS && !cache_merge(c, SHELF_SEGMENTS / 2, e))
        return false;
    if (!db_do(&c->db, DB_BEGIN, e))
        return false;
    record_copy(&c->next, &c->now);
    c->builder = seg_builder_new();
    c->in_txn = true;
    return true;
}

size_t cache_pending(const struct cache *c)
{
    return c->n_pending;
}

bool cache_full(const struct cache *c)
{
    return c->in_txn && seg_builder_full(c->builder);
}

/* ---- Articles that go */

static bool to_be_purged(struct cache *c, uint64_t art, const struct seg_row *r,
                         struct err *e)
{
    sqlite3_stmt *st;

    if (art >= c->indexed)
        return true;
    st = db_query(&c->db, DB_GONE_ADD);
    if (!st)
        return db_error(&c->db, e);
    sqlite3_bind_int64(st, 1, (int64_t)art);
    sqlite3_bind_int64(st, 2, (int64_t)r->text);
    sqlite3_bind_int64(st, 3, r->text_len);
    return db_run(&c->db, st, e);
}

static void mark_dead(struct record *r, size_t i, size_t row, uint32_t text_len)
{
    struct record_segment *seg = &r->segments[i];
    uint64_t bit = (uint64_t)1 << row % 64;

    if (!r->dead[i])
        r->dead[i] = arena_array(&r->a, uint64_t, ((size_t)seg->n + 63) / 64);
    if (r->dead[i][row / 64] & bit)
        return;
    r->dead[i][row / 64] |= bit;
    seg->n_dead++;
    r->h.text_dead += text_len;
}

/* It is in a segment, or of this very transaction. */
static bool kill_article(struct cache *c, uint64_t art, bool text_stays, struct err *e)
{
    const struct seg_row *r;
    size_t i, row;

    if (!cache_find_article(c, &c->next, art, &i, &row)) {
        c->killed = arena_grow(&c->txn, c->killed, c->n_killed, &c->cap_killed,
                               sizeof *c->killed);
        c->killed[c->n_killed++] = (uint32_t)art;
        return true;
    }
    r = &c->open[i]->s.rows[row];
    mark_dead(&c->next, i, row, text_stays ? 0 : r->text_len);
    return text_stays || to_be_purged(c, art, r, e);
}

static bool kill_file(struct cache *c, const struct known_file *f, bool texts_stay,
                      struct err *e)
{
    for (unsigned k = 0; k < f->f.n_articles; k++)
        if (!kill_article(c, f->art + k, texts_stay, e))
            return false;
    c->changed |= f->f.n_articles > 0;
    return true;
}

/* ---- Files */

static bool folder_id(struct cache *c, struct str path, int64_t *id, struct err *e)
{
    struct buf room = {0};
    sqlite3_stmt *st;
    bool ok;

    *id = file_folder_id(&c->db, path);
    if (*id >= 0)
        return true;
    st = db_query(&c->db, DB_DIR_ADD);
    if (!st)
        return db_error(&c->db, e);
    db_bind_bytes(st, 1, file_folder_key(path, &room));
    ok = db_run(&c->db, st, e);
    *id = sqlite3_last_insert_rowid(c->db.db);
    buf_free(&room);
    return ok;
}

/* Q takes a row of the table, from its first column on. */
static bool put_row(struct cache *c, enum db_query q, const struct known_file *f,
                    struct err *e)
{
    sqlite3_stmt *st = db_query(&c->db, q);

    if (!st)
        return db_error(&c->db, e);
    sqlite3_bind_int64(st, 1, f->folder);
    db_bind_bytes(st, 2, file_name(f->f.path));
    sqlite3_bind_int64(st, 3, (int64_t)f->f.print.size);
    sqlite3_bind_int64(st, 4, f->f.print.mtime_ns);
    sqlite3_bind_int64(st, 5, f->f.print.ctime_ns);
    sqlite3_bind_int64(st, 6, (int64_t)f->f.print.ino);
    sqlite3_bind_int64(st, 7, (int64_t)f->f.hash);
    sqlite3_bind_int64(st, 8, f->f.racy);
    if (q == DB_FILE_PUT) {
        sqlite3_bind_int64(st, 9, (int64_t)f->art);
        sqlite3_bind_int64(st, 10, f->f.n_articles);
    }
    return db_run(&c->db, st, e);
}

static bool add_text(struct cache *c, struct str folded, uint64_t *off, struct err *e)
{
    *off = c->next.h.text_len;
    buf_str(&c->text, folded);
    c->next.h.text_len += folded.len;
    /* So that no two articles begin at the same place. */
    if (!folded.len) {
        buf_c(&c->text, '\n');
        c->next.h.text_len++;
    }
    return c->text.len < TEXT_CHUNK || flush_text(c, e);
}

static void add_row(struct cache *c, const struct facts *f, uint64_t art, uint64_t off)
{
    if (!seg_builder_n(c->builder) || art < c->first_art)
        c->first_art = art;
    if (!seg_builder_n(c->builder) || art >= c->end_art)
        c->end_art = art + 1;
    seg_add_at(c->builder, f, (uint32_t)art, off);
    c->n_pending++;
}

/* Do the articles of OLD have the texts of FACTS? */
static bool has_texts(struct cache *c, const struct known_file *old,
                      const struct cache_file *f, const struct facts *facts)
{
    size_t i, row;

    if (old->f.n_articles != f->n_articles)
        return false;
    for (unsigned k = 0; k < f->n_articles; k++)
        if (!cache_find_article(c, &c->next, old->art + k, &i, &row) ||
            !str_eq(seg_text(&c->open[i]->s, row), facts[k].folded))
            return false;
    return true;
}

/* The same texts keep number and place, so the text index need not hear of it. */
static bool replace_rows(struct cache *c, const struct known_file *old,
                         const struct facts *facts, struct err *e)
{
    for (unsigned k = 0; k < old->f.n_articles; k++) {
        uint64_t off;
        size_t i, row;
        if (!cache_find_article(c, &c->next, old->art + k, &i, &row))
            return err_set(e, "缓存里少了一篇文章");
        off = c->open[i]->s.rows[row].text;
        if (!kill_article(c, old->art + k, true, e))
            return false;
        add_row(c, &facts[k], old->art + k, off);
    }
    c->changed |= old->f.n_articles > 0;
    return true;
}

static bool new_rows(struct cache *c, const struct facts *facts, unsigned n,
                     struct err *e)
{
    /* After four thousand million changes; a new cache begins to count again. */
    if (c->next.h.next_art + n >= UINT32_MAX) {
        c->db.corrupt = true;
        return err_set(e, "缓存里的文章编号用完了，缓存将重建");
    }
    for (unsigned k = 0; k < n; k++) {
        uint64_t off;
        if (!add_text(c, facts[k].folded, &off, e))
            return false;
        add_row(c, &facts[k], c->next.h.next_art++, off);
    }
    c->changed |= n > 0;
    return true;
}

static bool put_file(struct cache *c, const struct cache_file *f,
                     const struct facts *facts, struct err *e)
{
    struct known_file old, now = {.f = *f, .art = c->next.h.next_art};
    bool known = file_known(&c->db, f->path, &old);
    bool same = known && has_texts(c, &old, f, facts);

    if (same)
        now.art = old.art;
    else if (known && !kill_file(c, &old, false, e))
        return false;
    if (!folder_id(c, f->path, &now.folder, e) || !put_row(c, DB_FILE_PUT, &now, e))
        return false;
    return same ? replace_rows(c, &old, facts, e) : new_rows(c, facts, f->n_articles, e);
}

bool cache_put(struct cache *c, const struct cache_file *f, const struct facts *facts,
               struct err *e)
{
    if (!c->in_txn)
        return err_set(e, "缓存没有打开来写");
    return put_file(c, f, facts, e) || fail(c);
}

bool cache_touch(struct cache *c, const struct cache_file *f, struct err *e)
{
    struct known_file now = {.f = *f};

    if (!c->in_txn)
        return err_set(e, "缓存没有打开来写");
    now.folder = file_folder_id(&c->db, f->path);
    return now.folder < 0 || put_row(c, DB_FILE_TOUCH, &now, e) || fail(c);
}

static bool drop_file(struct cache *c, const struct known_file *f, struct err *e)
{
    sqlite3_stmt *st = db_query(&c->db, DB_FILE_DROP);

    if (!st)
        return db_error(&c->db, e);
    sqlite3_bind_int64(st, 1, f->folder);
    db_bind_bytes(st, 2, file_name(f->f.path));
    if (!db_run(&c->db, st, e))
        return false;
    st = db_query(&c->db, DB_DIR_DROP);
    if (!st)
        return db_error(&c->db, e);
    sqlite3_bind_int64(st, 1, f->folder);
    return db_run(&c->db, st, e);
}

bool cache_gone(struct cache *c, struct str path, struct err *e)
{
    struct known_file old;

    if (!c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (!file_known(&c->db, path, &old))
        return true;
    return (kill_file(c, &old, false, e) && drop_file(c, &old, e)) || fail(c);
}

/* ---- Commit */

static bool kill_in_image(struct cache *c, size_t i, struct block image, struct err *e)
{
    struct block borrowed = {image.p, image.len, NULL};
    struct segment s;
    bool ok = true;

    if (!c->n_killed || !segment_open(&s, borrowed, (struct block){0}, NULL))
        return true;
    for (size_t k = 0; ok && k < c->n_killed; k++) {
        size_t row = segment_row_of_art(&s, c->killed[k]);
        if (row == s.n)
            continue;
        mark_dead(&c->next, i, row, s.rows[row].text_len);
        ok = to_be_purged(c, c->killed[k], &s.rows[row], e);
    }
    return ok;
}

bool cache_write_segment(struct cache *c, struct block image, struct err *e)
{
    struct record *r = &c->next;
    struct record_segment *seg = &r->segments[r->h.n_segments];
    struct image_header h;
    char name[CACHE_NAME];

    memcpy(&h, image.p, sizeof h);
    *seg = (struct record_segment){.number = r->h.next_segment++,
                                   .len = image.len,
                                   .header_hash = h.header_hash,
                                   .n = (uint32_t)h.n,
                                   .first = (uint32_t)c->first_art,
                                   .end = (uint32_t)c->end_art};
    cache_segment_name(seg->number, name);
    r->h.n_segments++;
    return cache_write_file(c, name, str_make(image.p, image.len), CACHE_SYNC, e);
}

static bool end_builder(struct cache *c, struct err *e)
{
    struct block image, text;
    bool ok;

    if (!seg_builder_n(c->builder))
        return true;
    seg_finish(c->builder, &image, &text);
    c->builder = NULL;
    ok = cache_write_segment(c, image, e) &&
         kill_in_image(c, c->next.h.n_segments - 1, image, e);
    block_release(&image);
    block_release(&text);
    if (!ok || c->next.h.text_len == c->now.h.text_len)
        return ok;
    return flush_text(c, e) &&
           (fdatasync(c->text_fd) == 0 || err_errno(e, "缓存的文字", errno));
}

bool cache_put_record(struct cache *c, struct record *r, struct buf *bytes, struct err *e)
{
    sqlite3_stmt *st = db_query(&c->db, DB_SET_STATE);

    if (!st)
        return db_error(&c->db, e);
    record_write(r, bytes);
    db_bind_bytes(st, 1, buf_view(bytes));
    if (!db_run(&c->db, st, e))
        return false;
    sqlite3_clear_bindings(st);
    st = db_query(&c->db, DB_SET_GENERATION);
    if (!st)
        return db_error(&c->db, e);
    sqlite3_bind_int64(st, 1, (int64_t)r->h.generation);
    return db_run(&c->db, st, e);
}

/* The data base says so already: what fails from here on is made good by the next one that
 * writes. */
bool cache_show(struct cache *c, struct record *r, struct str bytes, struct err *e)
{
    c->shown = cache_write_file(c, "state.bin", bytes, CACHE_RENAME, NULL);
    if (!cache_open_segments(c, r, e)) {
        cache_unlock(c);
        return false;
    }
    cache_set_record(c, r);
    return true;
}

static bool commit_changes(struct cache *c, struct err *e)
{
    struct buf bytes = {0};
    bool ok;

    c->next.h.generation++;
    ok = end_builder(c, e) && cache_check_whole(c, e) &&
         cache_put_record(c, &c->next, &bytes, e) && db_do(&c->db, DB_COMMIT, e);
    if (!ok) {
        buf_free(&bytes);
        return fail(c);
    }
    ok = cache_show(c, &c->next, buf_view(&bytes), e);
    buf_free(&bytes);
    forget(c);
    return ok;
}

bool cache_commit(struct cache *c, struct err *e)
{
    bool ok;

    if (!c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (c->changed)
        return commit_changes(c, e);
    ok = db_do(&c->db, DB_COMMIT, e);
    if (!ok)
        return fail(c);
    forget(c);
    return ok;
}
