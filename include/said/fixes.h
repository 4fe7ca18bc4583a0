/* What a reader knows better than the engine: who spoke, what was checked, what is in doubt.
 *
 * Kept outside of the content, in lines that only ever are added:
 *     - {"at": "2026-11-25T02:00:00Z", "id": "7e28fbc0", "url": "https://…", "start": 358,
 *        "end": 408, "text": "AI技术…", "speaker": "丁光宏", "verdict": "verified"}
 * A line is a flow mapping of YAML that is JSON as well.  "speaker" absent: as the engine has it;
 * null: nobody.  "revoked": true takes back what was said of this quotation.  The last stamp of a
 * quotation wins.  A quotation is found again by its text in the article of that id or, when the
 * body was edited, of that address; of several with that text, by the start nearest. */
#ifndef YULU_SAID_FIXES_H
#define YULU_SAID_FIXES_H

#include "article/diag.h"
#include "base/err.h"
#include "base/hash.h"
#include "quote/quote.h"

struct fix {
    struct str at; /* UTC, RFC 3339 */
    struct str id, url;
    size_t start, end; /* code points of the body */
    struct str text;   /* of the quotation, without its marks */
    bool has_speaker;
    struct str speaker; /* when has_speaker: "" = nobody */
    enum verdict verdict;
    bool revoked;
    unsigned line;              /* in the file; 0 = not from it */
    bool unsaved;               /* could not be written: of this run alone */
    bool met;                   /* its article was seen by fixes_apply() */
    bool used;                  /* and the quotation too */
    uint32_t next_id, next_url; /* 1 + the next one of the same article */
};

struct fixes {
    struct arena a;
    struct fix *items;
    size_t n, cap;
    struct map ids, urls; /* -> 1 + first item */
};

/* Add the lines of TEXT, which is copied; bad ones are said in DIAGS and skipped. */
void fixes_read(struct fixes *f, const char *path, struct str text, struct diags *diags);
/* Add one; what it holds is copied. */
void fixes_put(struct fixes *f, const struct fix *x);
void fixes_free(struct fixes *f);
/* Append the line of X, newline included. */
void fix_add_line(struct buf *out, const struct fix *x);

/* Is anything said about ART? */
bool fixes_know(const struct fixes *f, const struct article *art);
/* Change the quotations Q of ART as the fixes say; new speakers in A.  A speaker given has rule X
 * and high confidence.  O(quotations * fixes of the article). */
void fixes_apply(struct fixes *f, struct arena *a, const struct article *art,
                 struct quotes *q);

#endif
