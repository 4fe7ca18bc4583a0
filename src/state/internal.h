/* Shared by the files of src/state. */
#ifndef YULU_STATE_INTERNAL_H
#define YULU_STATE_INTERNAL_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/journal.h"
#include "state/state.h"
#include "text/flow.h"

/* ---- One line */

/* Keys that a line may have; bits of note.has. */
enum {
    HAS_AT = 1,
    HAS_READ = 2,
    HAS_STAR = 4,
    HAS_POSITION = 8,
    HAS_MARK = 16,
    HAS_LAYOUT = 32,
    HAS_ARCHIVE = 64,
    HAS_NAME = 128,
    HAS_QUERY = 256,
    HAS_PROMPT = 512,
    HAS_TEXT = 1024,
    HAS_REVOKED = 2048,
    HAS_OTHER = 4096,  /* the rest of what is known */
    HAS_UNKNOWN = 8192 /* something of a later version */
};

struct note {
    int64_t at; /* µs since 1970 */
    unsigned has;
    bool read, star, end, revoked;
    int64_t position, layout, share;
    uint32_t line;      /* in its log, from 1 */
    uint64_t hashes[3]; /* of id, url and path: articles_expect() */
    struct str id, url, path, mark, archive, name, query, prompt, text;
};

/* Take a line apart; false at a mistake, or when it has no stamp.  Strings are pieces of the line
 * or in its arena. */
bool note_read(struct flow *f, struct note *n);
/* 9999-12-31T23:59:59.999999Z: the last one that can be written. */
#define STAMP_MAX INT64_C(253402300799999999)
/* "2026-11-25T02:00:00Z", up to six digits of a second; false when it is none. */
bool stamp_read(struct str s, int64_t *at);
/* Begin a line with its stamp. */
void note_begin(struct buf *out, int64_t at);
/* The members that name an article; PATH as it is kept. */
void note_article(struct buf *out, const struct state_article *art, struct str path);

/* ---- The lines of a file */

enum log_id { LOG_STATE, LOG_FILTERS, LOG_HISTORY, LOG_COUNT };

enum { LINE_KEPT = 255, COMPACT_LINES = 1000 };

struct log {
    struct journal journal; /* path NULL: in memory only */
    unsigned char *refs; /* of each line: facts that hold because of it; or LINE_KEPT */
    size_t n, cap;       /* lines */
    size_t n_dead;       /* with no refs */
    uint32_t now;        /* the line that is being taken in, from 1 */
    struct buf pending;  /* lines that could not be written */
    bool wrote;
};

/* Where a fact comes from.  Zero-initialised: nowhere. */
struct origin {
    int64_t at;
    uint32_t line; /* from 1; 0 = there is no fact */
};

/* Does a line of stamp AT beat what is known?  Then it is what is known. */
bool log_win(struct log *l, struct origin *o, int64_t at);
/* The fact is gone. */
void log_drop(struct log *l, struct origin *o);

/* ---- Facts about articles: a table from hashes of keys */

enum fact { FACT_READ, FACT_STAR, FACT_POSITION, FACT_COUNT };
enum key_kind { KEY_ID, KEY_URL, KEY_PATH };

struct known {
    int64_t at;
    uint32_t line; /* as in struct origin */
    uint32_t value;
};
/* What a value holds besides. */
enum { VALUE_HAS_URL = 1 << 30 };

struct about {
    uint64_t hash; /* of a kind and a key */
    struct known facts[FACT_COUNT];
};

struct articles {
    struct about *items;
    size_t n, cap;
    uint64_t *slots; /* half of the hash, index + 1; 0 = free */
    size_t n_slots;  /* a power of two */
};

/* N will be taken soon: its places in the table, which the caches do not have when it is large, are
 * asked for. */
void articles_expect(const struct articles *t, struct note *n);
void articles_take(struct articles *t, struct log *l, const struct note *n);
/* What counts for ART, whose path is kept as PATH; NULL = nothing is known. */
const struct known *articles_find(const struct articles *t, enum fact fact,
                                  const struct state_article *art, struct str path);
/* The last stamp of any key of ART; 0 = none. */
int64_t articles_last(const struct articles *t, enum fact fact,
                      const struct state_article *art, struct str path);
void articles_free(struct articles *t);

/* ---- The rest */

struct mark {
    struct origin o;
    bool set;
    size_t cps;
    struct str id, url, path;
};
enum { LETTERS = 26 };

struct filter {
    struct origin o;
    bool set;
    struct str name, query;
};

struct entered {
    struct origin o; /* line 0: more than STATE_HISTORY are newer */
    struct str prompt, text;
};

struct state {
    struct state_opts o;
    struct log logs[LOG_COUNT];
    struct arena arenas[LOG_COUNT]; /* strings of what each file says */
    struct arena names_a;           /* of the files */
    struct articles articles;
    struct mark marks[LETTERS];
    struct origin layout_o, archive_o;
    unsigned layout;
    int share;
    struct str archive;
    struct filter *filters; /* in the order of their names; on the heap */
    size_t n_filters, cap_filters;
    struct entered *entered; /* oldest first; on the heap */
    size_t n_entered, cap_entered;
    struct map entered_map; /* prompt and text -> 1 + where it is in entered */
    struct arena entered_a; /* of the map */
    int64_t latest;         /* stamp */
    int64_t written;        /* the last stamp given out */
    bool broken, told;
    struct err trouble;
};

/* What the line N, the last one of the log, says. */
void take_state(struct state *s, const struct note *n);
void take_filter(struct state *s, const struct note *n);
void take_history(struct state *s, const struct note *n);
/* After some lines of history. */
void history_settle(struct state *s);
/* Is it a line of this file? */
bool is_note_of(enum log_id id, const struct note *n);

/* log.c */
/* Take in TEXT, whole lines; what is not understood goes to DIAGS (may be NULL), FIRST = the number
 * of its first line. */
void log_take(struct state *s, enum log_id id, struct str text, unsigned first,
              struct diags *diags);
bool log_read(struct state *s, enum log_id id, struct diags *diags);
/* Write a line, or keep it in memory only. */
void log_write(struct state *s, enum log_id id, const struct buf *line);
/* A stamp later than FLOOR and than all given out before. */
int64_t log_stamp(struct state *s, int64_t floor);
/* Make the file smaller when most of it is dead. */
void log_compact(struct state *s, enum log_id id);
/* Nothing is known from this file. */
void log_forget(struct state *s, enum log_id id);

#endif
