/* SQLite: opening, statements that are kept, errors.  The file is not trusted: its schema may run
 * nothing, and what it answers is checked by those who ask. */
#include "cache_work.h"

#include "base/mapping.h"

enum { LENGTH_MAX = 256 << 20 };

static const char *const queries[DB_QUERIES] = {
    [DB_BEGIN] = "BEGIN IMMEDIATE",
    [DB_BEGIN_READ] = "BEGIN",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
    [DB_MARKS] = "SELECT born, generation, indexed, purged FROM mark WHERE id = 1",
    [DB_SET_STATE] = "UPDATE state SET record = ? WHERE id = 1",
    [DB_SET_GENERATION] = "UPDATE mark SET generation = ? WHERE id = 1",
    [DB_SET_INDEXED] = "UPDATE mark SET indexed = ? WHERE id = 1",
    [DB_SET_PURGED] = "UPDATE mark SET purged = generation WHERE id = 1",
    [DB_GET_STATE] = "SELECT record FROM state WHERE id = 1",
    [DB_DIR] = "SELECT id FROM dir WHERE path = ?",
    [DB_DIR_ADD] = "INSERT INTO dir(path) VALUES(?)",
    [DB_DIR_NEXT] = "SELECT id, path FROM dir WHERE path > ? ORDER BY path LIMIT 1",
    [DB_DIR_DROP] = "DELETE FROM dir WHERE id = ?1"
                    " AND NOT EXISTS (SELECT 1 FROM file WHERE dir = ?1)",
    [DB_FILE] = "SELECT name, size, mtime, ctime, ino, hash, racy, art, n FROM file"
                " WHERE dir = ? AND name = ?",
    [DB_FILE_PUT] = "INSERT OR REPLACE INTO"
                    " file(dir, name, size, mtime, ctime, ino, hash, racy, art, n)"
                    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DB_FILE_TOUCH] = "UPDATE file SET size = ?3, mtime = ?4, ctime = ?5, ino = ?6,"
                      " hash = ?7, racy = ?8 WHERE dir = ?1 AND name = ?2",
    [DB_FILE_DROP] = "DELETE FROM file WHERE dir = ? AND name = ?",
    [DB_FILES] = "SELECT name, size, mtime, ctime, ino, hash, racy, art, n FROM file"
                 " WHERE dir = ? AND name > ? ORDER BY name LIMIT 256",
    [DB_FILE_COUNT] = "SELECT count(*) FROM file",
    [DB_GONE_ADD] = "INSERT OR IGNORE INTO gone(art, off, len) VALUES(?, ?, ?)",
    [DB_GONE_NEXT] = "SELECT art, off, len FROM gone ORDER BY art LIMIT 1",
    [DB_GONE_DROP] = "DELETE FROM gone WHERE art = ?",
    [DB_GONE_COUNT] = "SELECT count(*) FROM gone",
    [DB_INDEX_ADD] = "INSERT INTO fts(rowid, g) VALUES(?, ?)",
    [DB_INDEX_DROP] = "INSERT INTO fts(fts, rowid, g) VALUES('delete', ?, ?)",
    [DB_MATCH] = "SELECT rowid FROM fts WHERE fts MATCH ?",
    [DB_WORD_ADD] = "INSERT OR IGNORE INTO word VALUES(?)",
    [DB_WORDS] = "SELECT word FROM word WHERE instr(word, ?) LIMIT 501",
};

/* What it costs must be small for readers, of whom there may be many. */
static const char tuning[] = "PRAGMA trusted_schema = 0; PRAGMA mmap_size = 0;"
                             "PRAGMA secure_delete = 0; PRAGMA temp_store = MEMORY;";
static const char reader[] = "PRAGMA query_only = 1; PRAGMA cache_size = -1000;";
static const char writer[] = "PRAGMA cache_size = -8000; PRAGMA synchronous = NORMAL;"
                             "PRAGMA journal_size_limit = 16777216;";

bool db_error(struct db *d, struct err *e)
{
    int code = sqlite3_errcode(d->db);

    d->corrupt |= code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return err_set(e, "缓存的数据库: %s", sqlite3_errmsg(d->db));
}

bool db_exec(struct db *d, const char *sql, struct err *e)
{
    return sqlite3_exec(d->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_error(d, e);
}

/* PATH as a file: address, for the parameters that only an address can carry. */
static void put_address(struct buf *out, const char *path)
{
    buf_z(out, "file:");
    for (const char *p = path; *p; p++)
        if (*p == '?' || *p == '#' || *p == '%')
            buf_printf(out, "%%%02x", (unsigned)*p);
        else
            buf_c(out, *p);
    buf_z(out, "?immutable=1");
}

static int open_as(struct db *d, const char *path, enum db_mode mode)
{
    static const int flags[] = {
        [DB_READ] = SQLITE_OPEN_READONLY,
        [DB_SHARED] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
        [DB_WRITE] = SQLITE_OPEN_READWRITE,
        [DB_NEW] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    struct buf address = {0};
    int code;

    if (mode == DB_SHARED)
        put_address(&address, path);
    code = sqlite3_open_v2(address.len ? address.p : path, &d->db,
                           flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    buf_free(&address);
    return code;
}

static void distrust(sqlite3 *db)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
    /* Closing must not lock readers out for a checkpoint. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

bool db_open(struct db *d, const char *path, enum db_mode mode, struct err *e)
{
    bool writes = mode == DB_WRITE || mode == DB_NEW;

    *d = (struct db){.strays = mapping_strays()};
    if (open_as(d, path, mode) != SQLITE_OK) {
        db_error(d, e);
        db_close(d);
        return false;
    }
    distrust(d->db);
    sqlite3_busy_timeout(d->db, writes ? CACHE_BUSY_MS : 0);
    if (db_exec(d, tuning, e) && db_exec(d, writes ? writer : reader, e))
        return true;
    db_close(d);
    return false;
}

void db_close(struct db *d)
{
    for (size_t i = 0; i < DB_QUERIES; i++)
        sqlite3_finalize(d->kept[i]);
    sqlite3_close(d->db);
    *d = (struct db){0};
}

bool db_is_open(const struct db *d)
{
    return d->db != NULL;
}

/* ---- Statements */

sqlite3_stmt *db_query(struct db *d, enum db_query q)
{
    if (d->db && !d->kept[q])
        sqlite3_prepare_v3(d->db, queries[q], -1, SQLITE_PREPARE_PERSISTENT, &d->kept[q],
                           NULL);
    return d->kept[q];
}

void db_bind_bytes(sqlite3_stmt *st, int at, struct str bytes)
{
    sqlite3_bind_blob(st, at, bytes.len ? bytes.p : "", (int)bytes.len, SQLITE_STATIC);
}

bool db_row(sqlite3_stmt *st)
{
    if (sqlite3_step(st) == SQLITE_ROW)
        return true;
    sqlite3_reset(st);
    return false;
}

bool db_run(struct db *d, sqlite3_stmt *st, struct err *e)
{
    int code;

    if (!st)
        return db_error(d, e);
    while ((code = sqlite3_step(st)) == SQLITE_ROW)
        ;
    if (code != SQLITE_DONE)
        db_error(d, e);
    sqlite3_reset(st);
    return code == SQLITE_DONE;
}

bool db_do(struct db *d, enum db_query q, struct err *e)
{
    return db_run(d, db_query(d, q), e);
}

struct str db_bytes(sqlite3_stmt *st, int at)
{
    const char *p = sqlite3_column_blob(st, at);

    return str_make(p, p ? (size_t)sqlite3_column_bytes(st, at) : 0);
}

bool db_marks(struct db *d, struct marks *out)
{
    sqlite3_stmt *st = db_query(d, DB_MARKS);

    if (!st || !db_row(st))
        return false;
    *out = (struct marks){.born = (uint64_t)sqlite3_column_int64(st, 0),
                          .generation = (uint64_t)sqlite3_column_int64(st, 1),
                          .indexed = (uint64_t)sqlite3_column_int64(st, 2),
                          .purged = (uint64_t)sqlite3_column_int64(st, 3)};
    sqlite3_reset(st);
    return true;
}
