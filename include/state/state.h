/* What a reader did: read, starred, places, marks, saved filters, history, layout.
 *
 * Kept in three files of a folder, as lines that only ever are added (text/flow.h):
 *     state.yaml    - {"at": "2026-11-25T02:00:00.000000Z", "id": "7e28fbc0", "url": "https://…",
 *                      "path": "/…/a.yaml", "read": true}       also "star": true|false,
 *                                                               "position": N, "end": true
 *                   - {"at": …, "mark": "a", "id": …, "url": …, "path": …, "position": N}
 *                   - {"at": …, "layout": 2, "share": -3}       - {"at": …, "archive": "/…"}
 *     filters.yaml  - {"at": …, "name": "上海AI", "query": "人工智能 上海"}
 *     history.yaml  - {"at": …, "prompt": "filter", "text": "人工智能"}
 * A mark or a filter is taken back by a line with "revoked": true.
 *
 * Of the lines about one thing that with the last stamp counts; of equal stamps the later line.
 * So the order of the lines does not matter, and two files are merged with `cat` or `sort -u`.
 * Stamps are UTC with up to six digits of a second; a line written here is later than every line
 * known about the same thing, whatever the clock says.
 *
 * When a file has at least 1,000 lines and most of them do not count any more, the next line
 * written makes it smaller; no program that has it open loses anything by that.
 *
 * A line that is not understood is said in the diags, has no effect and is never thrown away, nor
 * is one with a key of a later version.
 *
 * An article is known by its id, its address and its path.  What was said of it is looked for by
 * the id; when nothing was, by the address (the body was edited); when nothing was, by the path,
 * unless both the article and the line have an address and they differ (then the file holds
 * another article now).  Each of read, star and position is looked for by itself.  Several
 * articles of one file have paths of their own ("a.jsonl#2").
 *
 * Memory: about 100 bytes for each id, address and path.  Reads no clock and no environment. */
#ifndef YULU_STATE_STATE_H
#define YULU_STATE_STATE_H

#include "article/diag.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

enum { STATE_HISTORY = 200 }; /* lines kept of one prompt */

struct state_opts {
    const char
        *folder; /* for the files; NULL: only in memory.  Made when first written to */
    const char *why;  /* there is no folder: told when something should be saved; NULL: on
                         * purpose, nobody is told */
    const char *base; /* folder that paths of articles are relative to; NULL = "" */
    int64_t (*now)(
        void *ctx); /* µs since 1970, UTC; NULL: one µs after the last stamp known */
    void *ctx;
};

struct state;

/* Read what there is.  O is copied, the strings must outlive the state.  DIAGS may be NULL.
 * O(bytes of the files). */
struct state *state_open(const struct state_opts *o, struct diags *diags);
/* What could not be written is tried once more, and what was written is on the disk.  NULL is
 * allowed. */
void state_close(struct state *s);
/* Take in what other programs added since; true when there was anything.  Three system calls when
 * there was not. */
bool state_refresh(struct state *s);
/* Once, after something could not be saved or a file not be read: "未能保存阅读状态：磁盘已满".
 * From then on everything is kept in memory only. */
bool state_trouble(struct state *s, struct err *e);

/* ---- Articles; looking up is O(1) */

struct state_article {
    struct str id, url, path; /* path: as the archive has it; url and path may be empty */
    unsigned doc;             /* number in its file */
};

bool state_is_read(const struct state *s, const struct state_article *art);
bool state_is_starred(const struct state *s, const struct state_article *art);
/* Code points of the body before the text at the top; false when it was never left.  *END (may be
 * NULL): the end was in sight. */
bool state_position(const struct state *s, const struct state_article *art, size_t *cps,
                    bool *end);

/* These write a line, unless it is known already. */
void state_set_read(struct state *s, const struct state_article *art, bool read);
void state_set_star(struct state *s, const struct state_article *art, bool star);
void state_set_position(struct state *s, const struct state_article *art, size_t cps,
                        bool end);

/* ---- Marks: 'a' to 'z' */

/* Append the path of ART as lines hold it: from the root, with the number in its file. */
void state_path(const struct state *s, const struct state_article *art, struct buf *out);
/* Strings are the state's, until it is refreshed or the mark changes; art->path as state_path()
 * gives it.  False when there is no such mark. */
bool state_mark(const struct state *s, char letter, struct state_article *art,
                size_t *cps);
void state_set_mark(struct state *s, char letter, const struct state_article *art,
                    size_t cps);
void state_revoke_mark(struct state *s, char letter);

/* ---- Saved filters */

struct state_filter {
    struct str name, query;
};
/* Filter I in the order of the names' bytes; false when there are fewer.  Strings are the state's,
 * until it is refreshed or the filter changes; those of history too. */
bool state_filter_at(const struct state *s, size_t i, struct state_filter *out);
/* The query saved as NAME; false when there is none. */
bool state_filter(const struct state *s, struct str name, struct str *query);
void state_save_filter(struct state *s, struct str name, struct str query);
void state_revoke_filter(struct state *s, struct str name);

/* ---- History */

/* Line I entered at PROMPT ("filter"), newest first; false when there are fewer.  An equal line
 * is there once, at its last time. */
bool state_history(const struct state *s, const char *prompt, size_t i, struct str *text);
void state_add_history(struct state *s, const char *prompt, struct str text);

/* ---- The program */

/* False when none was remembered. */
bool state_layout(const struct state *s, unsigned *layout, int *share);
void state_set_layout(struct state *s, unsigned layout, int share);
/* What was opened last, paths joined by newlines; empty = not known. */
struct str state_archive(const struct state *s);
void state_set_archive(struct state *s, struct str paths);

#endif
