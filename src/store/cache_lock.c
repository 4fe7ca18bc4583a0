/* Becoming the one that writes: the lock, what a killed writer left, a cache made anew. */
#include "cache_work.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static const char schema[] =
    "BEGIN;"
    "CREATE TABLE state(id INTEGER PRIMARY KEY, record BLOB);"
    "CREATE TABLE mark(id INTEGER PRIMARY KEY, born INTEGER, generation INTEGER,"
    " indexed INTEGER, purged INTEGER);"
    "CREATE TABLE dir(id INTEGER PRIMARY KEY, path BLOB UNIQUE);"
    "CREATE TABLE file(dir INTEGER, name BLOB, size INTEGER, mtime INTEGER,"
    " ctime INTEGER, ino INTEGER, hash INTEGER, racy INTEGER, art INTEGER, n INTEGER,"
    " PRIMARY KEY(dir, name)) WITHOUT ROWID;"
    "CREATE TABLE gone(art INTEGER PRIMARY KEY, off INTEGER, len INTEGER);"
    "CREATE TABLE word(word TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE fts USING fts5(g, content='', detail=none, columnsize=0,"
    " tokenize='unicode61 remove_diacritics 0');"
    "INSERT INTO fts(fts, rank) VALUES('hashsize', 1048576);"
    "COMMIT;";

/* ---- Files */

/* A synced file has its own name from the start: file systems put the entry on the disk with
 * the file, but not a renaming that follows.  Were the entry missing after a power cut, the
 * cache would be made anew. */
bool cache_write_file(struct cache *c, const char *name, struct str data,
                      enum cache_care care, struct err *e)
{
    const char *first = care == CACHE_SYNC ? name : "new.tmp";
    char tmp[CACHE_PATH], path[CACHE_PATH];
    struct stat st;
    bool ok;
    int fd;

    cache_path(c, name, path);
    cache_path(c, first, tmp);
    unlink(tmp);
    fd = cache_open_file(c, first, O_WRONLY | O_CREAT | O_EXCL, &st, e);
    if (fd < 0)
        return false;
    ok = file_write_fd(fd, data, e) &&
         (care == CACHE_RENAME || fsync(fd) == 0 || err_errno(e, name, errno));
    ok = (close(fd) == 0 || err_errno(e, name, errno)) && ok;
    ok =
        ok && (care == CACHE_SYNC || rename(tmp, path) == 0 || err_errno(e, name, errno));
    if (!ok)
        unlink(tmp);
    return ok;
}

/* Segments and texts: files with a number. */
static bool is_numbered(const char *name)
{
    return (strncmp(name, "seg-", 4) == 0 || strncmp(name, "text-", 5) == 0) &&
           strlen(name) > 8 && strcmp(name + strlen(name) - 4, ".bin") == 0;
}

static bool is_kept(const struct record *r, const char *name)
{
    char want[CACHE_NAME];

    cache_text_name(r->h.text_number, want);
    if (r->h.text_number && strcmp(want, name) == 0)
        return true;
    for (size_t i = 0; i < r->h.n_segments; i++) {
        cache_segment_name(r->segments[i].number, want);
        if (strcmp(want, name) == 0)
            return true;
    }
    return false;
}

/* Segments and texts that are not in KEEP. */
static void remove_numbered(const struct cache *c, const struct record *keep)
{
    DIR *d = opendir(c->folder);
    const struct dirent *entry;
    char path[CACHE_PATH];

    while (d && (entry = readdir(d)))
        if (is_numbered(entry->d_name) && !is_kept(keep, entry->d_name))
            unlink(cache_path(c, entry->d_name, path));
    if (d)
        closedir(d);
}

/* state.bin goes first, so that nobody is led to the rest. */
static void remove_files(const struct cache *c)
{
    static const char *const names[] = {"state.bin",    "new.tmp",
                                        "index.db",     "index.db-wal",
                                        "index.db-shm", "index.db-journal"};
    const struct record none = {0};
    char path[CACHE_PATH];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(cache_path(c, names[i], path));
    remove_numbered(c, &none);
}

void cache_sweep(struct cache *c)
{
    char path[CACHE_PATH];

    unlink(cache_path(c, "new.tmp", path));
    if (c->shown)
        remove_numbered(c, &c->now);
}

void cache_spoil(struct cache *c)
{
    if (c->lock < 0)
        return;
    cache_rollback(c);
    db_close(&c->db);
    c->index_txn = false;
    remove_files(c);
    cache_unlock(c);
}

/* A file that is as long again as it should be may have been cut and filled up meanwhile: that
 * only cache_verify() sees. */
bool cache_check_whole(struct cache *c, struct err *e)
{
    bool whole = !cache_torn(c);
    char name[CACHE_NAME], path[CACHE_PATH];
    struct stat st;

    for (size_t i = 0; i < c->now.h.n_segments && whole; i++) {
        cache_segment_name(c->now.segments[i].number, name);
        whole = stat(cache_path(c, name, path), &st) == 0 &&
                (uint64_t)st.st_size >= c->now.segments[i].len;
    }
    whole =
        whole && fstat(c->text_fd, &st) == 0 && (uint64_t)st.st_size >= c->now.h.text_len;
    if (whole)
        return true;
    cache_give_up(c);
    return err_set(e, "缓存的文件被截断，缓存将重建");
}

/* ---- The lock */

/* Each folder of PATH that is missing. */
static bool make_folders(const char *path, struct err *e)
{
    struct arena a = {0};
    char *p = arena_strz(&a, str_of(path));
    bool ok = true;

    for (char *at = p + 1; ok && *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        ok = mkdir(p, 0700) == 0 || errno == EEXIST || err_errno(e, p, errno);
        *at = '/';
    }
    ok = ok && (mkdir(p, 0700) == 0 || errno == EEXIST || err_errno(e, p, errno));
    arena_free(&a);
    return ok;
}

static bool own_folder(const struct cache *c, struct err *e)
{
    struct stat st;

    if (stat(c->folder, &st) < 0)
        return err_errno(e, c->folder, errno);
    if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid() || st.st_mode & 022)
        return err_set(e, "%s: 不是只属于自己的文件夹，不用作缓存", c->folder);
    return true;
}

/* false with E "": another one has it. */
static bool take_lock(struct cache *c, struct err *e)
{
    struct stat st, now;
    char path[CACHE_PATH];

    c->lock = cache_open_file(c, "lock", O_RDWR | O_CREAT, &st, e);
    if (c->lock < 0)
        return false;
    /* Whoever removed the cache meanwhile removed the file that is locked here. */
    if (flock(c->lock, LOCK_EX | LOCK_NB) == 0 &&
        stat(cache_path(c, "lock", path), &now) == 0 && now.st_ino == st.st_ino)
        return true;
    close(c->lock);
    c->lock = -1;
    return false;
}

/* Readers find more in the file than in the log; one that reads now is not waited for. */
static void put_log_away(struct cache *c)
{
    if (!db_is_open(&c->db))
        return;
    sqlite3_busy_timeout(c->db.db, 0);
    db_exec(&c->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
}

void cache_unlock(struct cache *c)
{
    if (c->lock < 0)
        return;
    cache_rollback(c);
    cache_index_pause(c, NULL);
    put_log_away(c);
    db_close(&c->db);
    c->index_txn = false;
    indexer_free(c->indexer);
    c->indexer = NULL;
    if (c->text_fd >= 0)
        close(c->text_fd);
    c->text_fd = -1;
    buf_free(&c->text);
    close(c->lock);
    c->lock = -1;
}

/* ---- A new cache */

/* On file systems of other machines the log of SQLite cannot be shared. */
static bool set_journal(struct cache *c, struct err *e)
{
    return db_exec(&c->db,
                   file_is_remote(c->folder) ? "PRAGMA journal_mode = DELETE"
                                             : "PRAGMA journal_mode = WAL",
                   e);
}

int cache_new_text(struct cache *c, uint64_t number, uint64_t born, struct err *e)
{
    uint64_t head[TEXT_HEADER / 8] = {0, CACHE_VERSION, born};
    char name[CACHE_NAME];
    struct stat st;

    memcpy(head, "yulu txt", 8);
    cache_text_name(number, name);
    if (!cache_write_file(c, name, str_make((const char *)head, sizeof head), CACHE_SYNC,
                          e))
        return -1;
    return cache_open_file(c, name, O_RDWR, &st, e);
}

static bool new_data_base(struct cache *c, struct record *r, struct buf *bytes,
                          struct err *e)
{
    char path[CACHE_PATH], sql[256];

    /* SQLite would make it as readable as the umask allows. */
    if (!cache_write_file(c, "index.db", STR(""), CACHE_RENAME, e) ||
        !db_open(&c->db, cache_path(c, "index.db", path), DB_NEW, e) ||
        !db_exec(&c->db, "PRAGMA page_size = 8192", e) || !set_journal(c, e) ||
        !db_exec(&c->db, schema, e))
        return false;
    snprintf(sql, sizeof sql,
             "BEGIN; INSERT INTO state VALUES(1, x'');"
             "INSERT INTO mark VALUES(1, %ju, %ju, 1, 0)",
             (uintmax_t)r->h.born, (uintmax_t)r->h.generation);
    return db_exec(&c->db, sql, e) && cache_put_record(c, r, bytes, e) &&
           db_do(&c->db, DB_COMMIT, e);
}

/* Later than every generation that anybody may have seen. */
static uint64_t new_generation(const struct cache *c)
{
    uint64_t seen = c->now.h.generation;
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    uint64_t now = (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
    return now > seen ? now : seen + 1;
}

static bool make_anew(struct cache *c, struct err *e)
{
    struct record r = {0};
    struct buf bytes = {0};
    bool ok;

    r.h.identity = c->identity;
    r.h.born = r.h.generation = new_generation(c);
    r.h.text_len = TEXT_HEADER;
    r.h.text_number = r.h.next_segment = r.h.next_art = 1;
    db_close(&c->db);
    remove_files(c);
    cache_drop_all(c);
    c->indexed = 1;
    if (c->text_fd >= 0)
        close(c->text_fd);
    c->text_fd = cache_new_text(c, 1, r.h.born, e);
    ok = c->text_fd >= 0 && new_data_base(c, &r, &bytes, e) &&
         cache_show(c, &r, buf_view(&bytes), e);
    record_free(&r);
    buf_free(&bytes);
    return ok;
}

/* ---- A cache that is there */

static bool read_state(struct cache *c, struct record *r)
{
    sqlite3_stmt *st = db_query(&c->db, DB_GET_STATE);
    bool ok = st && db_row(st) && record_read(r, db_bytes(st, 0), NULL);

    if (st)
        sqlite3_reset(st);
    return ok;
}

static bool open_data_base(struct cache *c, struct record *r, struct err *e)
{
    char path[CACHE_PATH];
    struct marks m;

    cache_path(c, "index.db", path);
    if (access(path, F_OK) < 0 || !db_open(&c->db, path, DB_WRITE, e))
        return false;
    if (!set_journal(c, e) || !db_marks(&c->db, &m) || !read_state(c, r))
        return false;
    c->indexed = m.indexed;
    return r->h.identity == c->identity && r->h.born == m.born;
}

/* What state.bin says is older when a writer was killed just before it, newer when a power cut took
 * the end of the data base; then nobody may take the next generation for that one. */
static bool adopt(struct cache *c, struct record *r, bool loaded, struct err *e)
{
    struct buf bytes = {0}, seen = {0};
    bool ok = true,
         ahead = c->now.h.born == r->h.born && c->now.h.generation > r->h.generation;

    if (ahead) {
        r->h.generation = c->now.h.generation + 1;
        ok = db_do(&c->db, DB_BEGIN, e) && cache_put_record(c, r, &bytes, e) &&
             db_do(&c->db, DB_COMMIT, e);
    } else {
        record_write(r, &bytes);
    }
    if (loaded)
        record_write(&c->now, &seen);
    c->shown = loaded && str_eq(buf_view(&seen), buf_view(&bytes));
    ok = ok && (c->shown || cache_show(c, r, buf_view(&bytes), e));
    buf_free(&bytes);
    buf_free(&seen);
    return ok;
}

static bool open_text(struct cache *c)
{
    char name[CACHE_NAME];
    struct stat st;

    cache_text_name(c->now.h.text_number, name);
    c->text_fd = cache_open_file(c, name, O_RDWR, &st, NULL);
    return c->text_fd >= 0 && (uint64_t)st.st_size >= c->now.h.text_len;
}

static bool take_over(struct cache *c, struct err *e)
{
    struct record r = {0};
    bool loaded = cache_load(c, NULL);
    bool ok = open_data_base(c, &r, NULL) && adopt(c, &r, loaded, e);

    record_free(&r);
    return ok && c->lock >= 0 && open_text(c);
}

bool cache_lock(struct cache *c, struct err *e)
{
    struct err why = {0};

    if (e)
        *e = why;
    if (c->lock >= 0)
        return true;
    if (c->o.shared)
        return err_set(e, "公开的缓存只能读");
    if (!make_folders(c->folder, e) || !own_folder(c, e) || !take_lock(c, e))
        return false;
    db_close(&c->db);
    if (!take_over(c, &why) && (c->lock >= 0 || take_lock(c, e)) && !make_anew(c, e)) {
        cache_unlock(c);
        return false;
    }
    if (c->lock < 0)
        return false;
    cache_sweep(c);
    return true;
}

bool cache_remove(const char *folder, struct err *e)
{
    const struct cache_options o = {0};
    struct cache *c = cache_open(folder, &o);
    char path[CACHE_PATH];
    struct stat st;
    bool ok = stat(c->folder, &st) < 0 && errno == ENOENT;

    if (!ok && own_folder(c, e) && take_lock(c, e)) {
        remove_files(c);
        unlink(cache_path(c, "lock", path));
        ok = rmdir(c->folder) == 0 || errno == ENOTEMPTY || err_errno(e, folder, errno);
    }
    cache_close(c);
    return ok;
}
