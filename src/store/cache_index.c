/* The text index is filled in slices: FTS5 as a list of articles for each gram. */
#include "cache_work.h"

#include "base/hash.h"
#include "text/grams.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { INDEX_COMMIT = 2000, SEEN_WORDS = 1 << 15 };

struct indexer {
    struct grams grams;
    struct buf out, text;
    uint64_t seen[SEEN_WORDS]; /* hashes of words that are in the table for sure */
};

void indexer_free(struct indexer *x)
{
    if (!x)
        return;
    grams_free(&x->grams);
    buf_free(&x->out);
    buf_free(&x->text);
    free(x);
}

static struct indexer *indexer_of(struct cache *c)
{
    if (!c->indexer) {
        c->indexer = mem_grow(NULL, sizeof *c->indexer);
        memset(c->indexer, 0, sizeof *c->indexer);
    }
    return c->indexer;
}

/* ---- Transactions of its own */

/* What was indexed since the last commit is forgotten. */
static bool give_up(struct cache *c)
{
    struct marks m;

    if (c->index_txn)
        db_do(&c->db, DB_ROLLBACK, NULL);
    c->index_txn = false;
    c->n_index_pending = 0;
    if (db_marks(&c->db, &m))
        c->indexed = m.indexed;
    if (c->indexer)
        memset(c->indexer->seen, 0, sizeof c->indexer->seen);
    return false;
}

bool cache_index_pause(struct cache *c, struct err *e)
{
    sqlite3_stmt *st;

    if (!c->index_txn)
        return true;
    st = db_query(&c->db, DB_SET_INDEXED);
    if (st)
        sqlite3_bind_int64(st, 1, (int64_t)c->indexed);
    if (!db_run(&c->db, st, e) || !db_do(&c->db, DB_COMMIT, e))
        return give_up(c);
    c->index_txn = false;
    c->n_index_pending = 0;
    return true;
}

static bool resume(struct cache *c, struct err *e)
{
    if (c->index_txn)
        return true;
    c->index_txn = db_do(&c->db, DB_BEGIN, e);
    return c->index_txn;
}

/* ---- Articles */

/* Words are kept in a table besides: those that hold a part of a word are found by going through
 * it. */
static bool add_word(struct cache *c, struct str word, struct err *e)
{
    uint64_t h = hash64(word.p, word.len, 0), *slot;
    sqlite3_stmt *st;

    slot = &c->indexer->seen[h % SEEN_WORDS];
    if (*slot == h)
        return true;
    st = db_query(&c->db, DB_WORD_ADD);
    if (st)
        sqlite3_bind_text(st, 1, word.p, (int)word.len, SQLITE_STATIC);
    *slot = h;
    return db_run(&c->db, st, e);
}

static bool add_words(struct cache *c, struct str grams, struct err *e)
{
    for (size_t off = 0, end, len; off < grams.len; off = end + 1) {
        end = str_find(grams, STR(" "), off);
        if (gram_kind(utf8_decode(grams.p + off, &len)) == GRAM_WORD_PART &&
            !add_word(c, str_slice(grams, off, end - off), e))
            return false;
    }
    return true;
}

static bool put_grams(struct cache *c, enum db_query q, uint64_t art, struct str text,
                      struct err *e)
{
    struct indexer *x = indexer_of(c);
    sqlite3_stmt *st = db_query(&c->db, q);

    if (!st)
        return db_error(&c->db, e);
    buf_reset(&x->out);
    grams_begin(&x->grams);
    grams_add(&x->grams, str_slice(text, 0, utf8_valid_len(text)), &x->out);
    if (q == DB_INDEX_ADD && !add_words(c, buf_view(&x->out), e))
        return false;
    sqlite3_bind_int64(st, 1, (int64_t)art);
    sqlite3_bind_text(st, 2, x->out.len ? x->out.p : "", (int)x->out.len, SQLITE_STATIC);
    c->n_index_pending++;
    return db_run(&c->db, st, e);
}

/* The first place of by_text whose article is at or after ART. */
static size_t first_from(const struct segment *s, uint64_t art)
{
    size_t lo = 0, hi = s->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2, row = s->by_text[mid];
        if (row < s->n && s->rows[row].art < art)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The lowest number at or after ART that any segment holds, alive or not; the end when there is
 * none. */
static uint64_t next_article(const struct cache *c, uint64_t art)
{
    uint64_t found = c->now.h.next_art;

    for (size_t i = 0; i < c->now.h.n_segments; i++) {
        const struct segment *s = &c->open[i]->s;
        size_t at = first_from(s, art);
        size_t row = at < s->n ? s->by_text[at] : s->n;
        if (row < s->n && s->rows[row].art >= art && s->rows[row].art < found)
            found = s->rows[row].art;
    }
    return found;
}

/* Articles from the mark on, until WORK is spent. */
static bool index_some(struct cache *c, size_t *work, struct err *e)
{
    while (*work && c->n_index_pending < INDEX_COMMIT && c->indexed < c->now.h.next_art) {
        uint64_t art = next_article(c, c->indexed);
        struct str text = STR("");
        size_t i, row;
        if (cache_find_article(c, &c->now, art, &i, &row)) {
            text = seg_text(&c->open[i]->s, row);
            if (!put_grams(c, DB_INDEX_ADD, art, text, e))
                return false;
        }
        c->indexed = art < c->now.h.next_art ? art + 1 : c->now.h.next_art;
        *work -= text.len < *work ? text.len : *work;
    }
    return true;
}

/* ---- Articles that are gone */

static bool read_text(struct cache *c, uint64_t off, uint64_t len, struct buf *out)
{
    buf_reset(out);
    if (off > c->now.h.text_len || len > c->now.h.text_len - off)
        return false;
    buf_fill(out, '\0', len);
    for (size_t at = 0; at < len;) {
        ssize_t n = pread(c->text_fd, out->p + at, len - at, (off_t)(off + at));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

static bool drop_one(struct cache *c, uint64_t art, struct err *e)
{
    struct indexer *x = indexer_of(c);
    sqlite3_stmt *st;

    if (!put_grams(c, DB_INDEX_DROP, art, buf_view(&x->text), e) ||
        !db_do(&c->db, DB_SET_PURGED, e))
        return false;
    st = db_query(&c->db, DB_GONE_DROP);
    if (st)
        sqlite3_bind_int64(st, 1, (int64_t)art);
    return db_run(&c->db, st, e);
}

/* FTS5 takes an article out when it is told again what was put in. */
static bool purge(struct cache *c, size_t *work, bool *left, struct err *e)
{
    struct indexer *x = indexer_of(c);

    for (;;) {
        sqlite3_stmt *st = db_query(&c->db, DB_GONE_NEXT);
        uint64_t art, off, len;
        *left = st && db_row(st);
        if (!st)
            return db_error(&c->db, e);
        if (!*left)
            return true;
        art = (uint64_t)sqlite3_column_int64(st, 0);
        off = (uint64_t)sqlite3_column_int64(st, 1);
        len = (uint64_t)sqlite3_column_int64(st, 2);
        sqlite3_reset(st);
        if (!*work || c->n_index_pending >= INDEX_COMMIT)
            return true;
        if (!read_text(c, off, len, &x->text))
            return err_set(e, "缓存里第 %ju 篇的文字读不出来", (uintmax_t)art);
        if (!drop_one(c, art, e))
            return false;
        *work -= len < *work ? (size_t)len : *work;
    }
}

bool cache_index_purge(struct cache *c, struct err *e)
{
    bool left = true;

    while (left) {
        size_t work = SIZE_MAX;
        if (!resume(c, e) || !purge(c, &work, &left, e))
            return give_up(c);
        if (!cache_index_pause(c, e))
            return false;
    }
    return true;
}

/* ---- Steps */

static bool is_wanted(const struct cache *c)
{
    return c->indexed > 1 || c->now.h.text_len - c->now.h.text_dead > c->o.index_above;
}

static bool step(struct cache *c, size_t work, bool *more, struct err *e)
{
    bool left;

    if (!resume(c, e) || !purge(c, &work, &left, e) || !index_some(c, &work, e) ||
        !cache_check_whole(c, e))
        return false;
    *more = left || c->indexed < c->now.h.next_art;
    return (*more && c->n_index_pending < INDEX_COMMIT) || cache_index_pause(c, e);
}

bool cache_index_step(struct cache *c, size_t work, bool *more, struct err *e)
{
    *more = false;
    if (c->lock < 0 || c->in_txn)
        return err_set(e, "缓存没有打开来写");
    if (!is_wanted(c) || step(c, work, more, e))
        return true;
    give_up(c);
    if (c->db.corrupt)
        cache_spoil(c);
    return false;
}
