/* What the files of the cache share. */
#ifndef YULU_STORE_CACHE_WORK_H
#define YULU_STORE_CACHE_WORK_H

#include "store/cache.h"

#include "base/buf.h"

#include <sqlite3.h>
#include <sys/stat.h>

enum { CACHE_VERSION = 1, GRAMS_VERSION = 1, TEXT_HEADER = 64, CACHE_BUSY_MS = 5000 };

/* ---- The record: what state.bin says */

struct record_segment {
    uint64_t number, len; /* seg-NUMBER.bin, bytes */
    uint64_t header_hash; /* of its header: tells it from another file of that name */
    uint32_t n, n_dead;   /* rows */
    uint32_t first, end;  /* numbers of its articles are in [first, end) */
};

struct record_head {
    char magic[8];
    uint32_t version, order;
    uint64_t len; /* of the record */
    uint64_t identity;
    uint64_t born, generation; /* grow for ever, over caches made anew as well */
    uint64_t text_number, text_len, text_dead; /* text-NUMBER.bin, bytes */
    uint64_t next_segment, next_art;
    uint64_t n_segments;
};

struct record {
    struct arena a;
    struct record_head h;
    struct record_segment segments[SHELF_SEGMENTS];
    uint64_t *dead[SHELF_SEGMENTS]; /* in A; NULL where nothing is dead */
};

/* Take the record that is BYTES into R (empty); false with a reason when it is none.  O(bytes). */
bool record_read(struct record *r, struct str bytes, struct err *e);
void record_write(struct record *r, struct buf *out);
void record_copy(struct record *to, const struct record *from);
void record_free(struct record *r);
/* The row of article ART in S, or s->n. */
size_t segment_row_of_art(const struct segment *s, uint64_t art);
bool record_is_dead(const struct record *r, size_t segment, size_t row);

/* ---- SQLite */

enum db_query {
    DB_BEGIN,
    DB_BEGIN_READ,
    DB_COMMIT,
    DB_ROLLBACK,
    DB_MARKS,
    DB_SET_STATE,
    DB_SET_GENERATION,
    DB_SET_INDEXED,
    DB_SET_PURGED,
    DB_GET_STATE,
    DB_DIR,
    DB_DIR_ADD,
    DB_DIR_NEXT,
    DB_DIR_DROP,
    DB_FILE,
    DB_FILE_PUT,
    DB_FILE_TOUCH,
    DB_FILE_DROP,
    DB_FILES,
    DB_FILE_COUNT,
    DB_GONE_ADD,
    DB_GONE_NEXT,
    DB_GONE_DROP,
    DB_GONE_COUNT,
    DB_INDEX_ADD,
    DB_INDEX_DROP,
    DB_MATCH,
    DB_WORDS,
    DB_WORD_ADD,
    DB_QUERIES
};

struct db {
    sqlite3 *db;
    sqlite3_stmt *kept[DB_QUERIES];
    bool corrupt;    /* an error said so */
    unsigned strays; /* mapping_strays() when it was opened */
};

enum db_mode { DB_READ, DB_SHARED, DB_WRITE, DB_NEW };
bool db_open(struct db *d, const char *path, enum db_mode mode, struct err *e);
void db_close(struct db *d);
bool db_is_open(const struct db *d);
bool db_exec(struct db *d, const char *sql, struct err *e);
/* A kept statement, ready for bindings; NULL when the data base does not take it. */
sqlite3_stmt *db_query(struct db *d, enum db_query q);
void db_bind_bytes(sqlite3_stmt *st, int at, struct str bytes);
/* Run ST, which gives no rows, to its end. */
bool db_run(struct db *d, sqlite3_stmt *st, struct err *e);
/* A row of ST?  false at the end and after errors; ST is then ready to be used again. */
bool db_row(sqlite3_stmt *st);
/* Run Q, which has no bindings. */
bool db_do(struct db *d, enum db_query q, struct err *e);
/* Bytes of column AT, valid until the next row. */
struct str db_bytes(sqlite3_stmt *st, int at);
bool db_error(struct db *d, struct err *e);

/* The numbers that are in one row of the data base. */
struct marks {
    uint64_t born, generation;
    uint64_t indexed; /* articles below are in the text index */
    uint64_t purged;  /* shelves before this generation may miss articles in it */
};
bool db_marks(struct db *d, struct marks *out);

/* ---- Files */

struct known_file {
    struct cache_file f;
    int64_t folder;
    uint64_t art; /* of its first article; the others follow */
};
bool file_known(struct db *d, struct str path, struct known_file *out);
/* Bytes that sort folders in the order of a walk, in ROOM. */
struct str file_folder_key(struct str path, struct buf *room);
struct str file_name(struct str path);
/* -1: it is not known. */
int64_t file_folder_id(struct db *d, struct str path);

/* ---- The handle */

struct candidates;
void candidates_free(struct candidates *f);
struct indexer;
void indexer_free(struct indexer *x);

struct cache {
    char *given, *folder; /* as told; where the files are */
    struct cache_options o;
    uint64_t identity;
    struct arena a;
    char why[512];

    struct record now; /* what was last read or committed */
    struct shared_segment *open[SHELF_SEGMENTS];
    struct stat state; /* of state.bin when it was read */
    bool shown;        /* is state.bin what the data base says? */
    struct db db;
    unsigned tears; /* mapping_tears() when it was opened */

    int lock;             /* -1: not the one that writes */
    bool in_txn, changed; /* ... by more than prints */
    struct record next;   /* what is being made */
    struct seg_builder *builder;
    uint64_t first_art, end_art; /* numbers in the builder are in [first, end) */
    size_t n_pending;
    uint32_t *killed; /* articles of this transaction that are gone again */
    size_t n_killed, cap_killed;
    struct arena txn;
    struct buf text; /* not yet written; belongs at next.text_len - text.len */
    int text_fd;
    uint64_t indexed; /* articles below are in the text index */
    bool index_txn;
    size_t n_index_pending; /* articles indexed since the last commit of the index */
    struct indexer *indexer;

    struct candidates *found;
};

/* The path of NAME in the folder, in ROOM (CACHE_PATH bytes). */
char *cache_path(const struct cache *c, const char *name, char *room);
enum { CACHE_PATH = 4200, CACHE_NAME = 32 };
void cache_text_name(uint64_t number, char name[CACHE_NAME]);
void cache_segment_name(uint64_t number, char name[CACHE_NAME]);
/* Open NAME of the folder: a regular file of an owner that is trusted. */
int cache_open_file(struct cache *c, const char *name, int flags, struct stat *st,
                    struct err *e);
/* Read state.bin and open what it names. */
bool cache_load(struct cache *c, struct err *e);
/* Take over what NOW names: segments that are open already stay open. */
bool cache_open_segments(struct cache *c, const struct record *now, struct err *e);
void cache_set_record(struct cache *c, struct record *now);
void cache_drop_all(struct cache *c);
/* Where article ART is among the open segments, alive as R says; false: nowhere. */
bool cache_find_article(const struct cache *c, const struct record *r, uint64_t art,
                        size_t *segment, size_t *row);
/* The data base, opened when it is not; NULL when there is none. */
struct db *cache_db(struct cache *c);

/* ---- For the one that writes */

enum cache_care {
    CACHE_SYNC, /* a new file, on the disk when it returns */
    CACHE_RENAME /* old or new content for readers; what a power cut leaves is told by its hash */
};
bool cache_write_file(struct cache *c, const char *name, struct str data,
                      enum cache_care care, struct err *e);
/* IMAGE as a file and as the last segment of NEXT; its articles are those of the builder. */
bool cache_write_segment(struct cache *c, struct block image, struct err *e);
/* Write DATA to FD at OFF. */
bool cache_write_at(int fd, struct str data, uint64_t off, struct err *e);
/* A new text-NUMBER.bin with nothing in it; its descriptor, -1 for an error. */
int cache_new_text(struct cache *c, uint64_t number, uint64_t born, struct err *e);
/* R into the data base, in a transaction of the caller's; its BYTES are then for cache_show(). */
bool cache_put_record(struct cache *c, struct record *r, struct buf *bytes,
                      struct err *e);
/* Let readers see R, which was committed and becomes the handle's. */
bool cache_show(struct cache *c, struct record *r, struct str bytes, struct err *e);
/* Remove segments that are not in the record and what a killed writer left. */
void cache_sweep(struct cache *c);
/* It is damaged: the next one that writes makes it anew. */
void cache_spoil(struct cache *c);
/* For the one that writes: false, and the cache is spoiled, when files of it were cut. */
bool cache_check_whole(struct cache *c, struct err *e);
/* Take all articles that are gone out of the index. */
bool cache_index_purge(struct cache *c, struct err *e);
/* Commit what was indexed. */
bool cache_index_pause(struct cache *c, struct err *e);

#endif
