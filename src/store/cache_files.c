/* Which files were read, how they looked then and what they gave. */
#include "cache_work.h"

#include <stdlib.h>

enum { RACY_NS = 2000000000 };

bool cache_print_same(const struct cache_print *a, const struct cache_print *b)
{
    return a->size == b->size && a->ino == b->ino && a->mtime_ns == b->mtime_ns &&
           a->ctime_ns == b->ctime_ns;
}

bool cache_print_racy(const struct cache_print *p, int64_t scan_ns)
{
    return p->mtime_ns >= scan_ns - RACY_NS || p->ctime_ns >= scan_ns - RACY_NS;
}

/* With NUL for the slash, the order of bytes is the order of a walk: the files of a folder, then its
 * folders, each with all that is below it. */
struct str file_folder_key(struct str path, struct buf *room)
{
    size_t len = path.len;

    while (len && path.p[len - 1] != '/')
        len--;
    buf_reset(room);
    for (size_t i = 0; i < len; i++)
        buf_c(room, path.p[i] == '/' ? '\0' : path.p[i]);
    return str_make(len ? room->p : "", len);
}

struct str file_name(struct str path)
{
    size_t from = path.len;

    while (from && path.p[from - 1] != '/')
        from--;
    return str_from(path, from);
}

int64_t file_folder_id(struct db *d, struct str path)
{
    sqlite3_stmt *st = db_query(d, DB_DIR);
    struct buf room = {0};
    int64_t id = -1;

    if (!st)
        return -1;
    db_bind_bytes(st, 1, file_folder_key(path, &room));
    if (db_row(st)) {
        id = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    buf_free(&room);
    return id;
}

static void read_row(sqlite3_stmt *st, struct known_file *out)
{
    int64_t n = sqlite3_column_int64(st, 8), art = sqlite3_column_int64(st, 7);

    *out = (struct known_file){
        .f = {.print = {.size = (uint64_t)sqlite3_column_int64(st, 1),
                        .mtime_ns = sqlite3_column_int64(st, 2),
                        .ctime_ns = sqlite3_column_int64(st, 3),
                        .ino = (uint64_t)sqlite3_column_int64(st, 4)},
              .hash = (uint64_t)sqlite3_column_int64(st, 5),
              .racy = sqlite3_column_int64(st, 6) != 0,
              .n_articles = n < 0 || n > PLACE_ROWS ? 0 : (unsigned)n},
        .art = art < 0 ? 0 : (uint64_t)art};
}

bool file_known(struct db *d, struct str path, struct known_file *out)
{
    int64_t folder = file_folder_id(d, path);
    sqlite3_stmt *st = folder < 0 ? NULL : db_query(d, DB_FILE);

    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, folder);
    db_bind_bytes(st, 2, file_name(path));
    if (!db_row(st))
        return false;
    read_row(st, out);
    out->f.path = path;
    out->folder = folder;
    sqlite3_reset(st);
    return true;
}

bool cache_file(struct cache *c, struct str path, struct cache_file *out)
{
    struct db *d = cache_db(c);
    struct known_file known;

    if (!d || !file_known(d, path, &known))
        return false;
    *out = known.f;
    return true;
}

/* ---- All of them */

struct listed {
    struct str name;
    struct cache_file f;
};

/* Some files at a time, so that no statement stays open and nothing is locked between the calls. */
struct cache_files {
    struct cache *c;
    struct arena a; /* names of the files at hand */
    struct listed *some;
    size_t n, cap, next;
    int64_t folder; /* -1: none yet */
    struct buf key, last, path;
    size_t folder_len; /* of path */
};

struct cache_files *cache_files_new(struct cache *c)
{
    struct cache_files *it = mem_grow(NULL, sizeof *it);

    *it = (struct cache_files){.c = c, .folder = -1};
    return it;
}

static bool next_folder(struct cache_files *it, struct db *d)
{
    sqlite3_stmt *st = db_query(d, DB_DIR_NEXT);
    struct str key;
    bool forward;

    if (!st)
        return false;
    /* The key of no folder at all is before the empty one. */
    if (it->folder < 0)
        sqlite3_bind_text(st, 1, "", 0, SQLITE_STATIC);
    else
        db_bind_bytes(st, 1, buf_view(&it->key));
    if (!db_row(st))
        return false;
    key = db_bytes(st, 1);
    /* In a damaged tree the next one may be one that was there before. */
    forward = it->folder < 0 || str_cmp(key, buf_view(&it->key)) > 0;
    it->folder = forward ? sqlite3_column_int64(st, 0) : -1;
    buf_reset(&it->key);
    buf_str(&it->key, key);
    sqlite3_reset(st);
    buf_reset(&it->path);
    for (size_t i = 0; i < it->key.len; i++)
        buf_c(&it->path, it->key.p[i] ? it->key.p[i] : '/');
    it->folder_len = it->path.len;
    buf_reset(&it->last);
    return it->folder >= 0;
}

static bool read_some(struct cache_files *it, struct db *d)
{
    sqlite3_stmt *st = db_query(d, DB_FILES);

    it->n = it->next = it->cap = 0;
    it->some = NULL;
    arena_reset(&it->a);
    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, it->folder);
    db_bind_bytes(st, 2, buf_view(&it->last));
    while (db_row(st)) {
        struct str name = db_bytes(st, 0);
        struct known_file known;
        if (str_cmp(name, it->n ? it->some[it->n - 1].name : buf_view(&it->last)) <= 0)
            continue;
        read_row(st, &known);
        it->some = arena_grow(&it->a, it->some, it->n, &it->cap, sizeof *it->some);
        it->some[it->n++] = (struct listed){arena_str(&it->a, name), known.f};
    }
    return it->n > 0;
}

bool cache_files_next(struct cache_files *it, struct cache_file *out)
{
    struct db *d = cache_db(it->c);
    const struct listed *l;

    while (it->next == it->n) {
        if (!d || (it->folder < 0 && !next_folder(it, d)))
            return false;
        if (read_some(it, d))
            break;
        if (!next_folder(it, d))
            return false;
    }
    l = &it->some[it->next++];
    buf_reset(&it->last);
    buf_str(&it->last, l->name);
    it->path.len = it->folder_len;
    buf_str(&it->path, l->name);
    *out = l->f;
    out->path = buf_view(&it->path);
    return true;
}

void cache_files_free(struct cache_files *it)
{
    if (!it)
        return;
    arena_free(&it->a);
    buf_free(&it->key);
    buf_free(&it->last);
    buf_free(&it->path);
    free(it);
}
