/* One quotation as a record: every field once, for all formats. */
#ifndef YULU_EXPORT_RECORD_H
#define YULU_EXPORT_RECORD_H

#include "export/value.h"
#include "quote/quote.h"

struct record {
    const struct article *art;
    const struct quotation *x;
    const struct speaker *who;    /* or NULL */
    const struct speaker *second; /* who says it too, or NULL */
    size_t n;           /* of the quotation in its article, from 1; 0 = it has none */
    struct span around; /* with the sentences around it; of the body */
};

/* Where a field is used. */
enum { FOR_TABLE = 1, FOR_JSON = 2, FOR_ANY = 3, FOR_CONTEXT = 4 };

struct quote_field {
    struct column column;
    unsigned used; /* FOR_...; FOR_CONTEXT: only when sentences around are wanted */
    enum value_kind kind;
    void (*put)(struct buf *out, const struct record *r);
};
/* Field I, or NULL after the last. */
const struct quote_field *record_field(size_t i);
enum { RECORD_FIELDS_MAX = 24 };

/* Who says r->x, a quotation of Q. */
void record_set_speakers(struct record *r, const struct quotes *q);

void record_id(struct buf *out, const struct record *r);
void record_text(struct buf *out, const struct record *r);
void record_titles(struct buf *out, const struct record *r);
/* Speaker I of the record, NULL after the last. */
const struct speaker *record_speaker(const struct record *r, size_t i);
void record_title(struct buf *out, const struct record *r);
void record_date(struct buf *out, const struct record *r);
/* "后置“表示” 高 C": why this speaker. */
void record_reason(struct buf *out, const struct record *r);

/* One quotation for readers: as text, as Markdown. */
void record_write_text(struct buf *out, const struct record *r, bool explain, int amb);
void record_write_md(struct buf *out, const struct record *r, bool explain, int amb);

#endif
