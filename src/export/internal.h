/* Shared by the files of src/export. */
#ifndef YULU_EXPORT_INTERNAL_H
#define YULU_EXPORT_INTERNAL_H

#include "export/export.h"

#include <stdint.h>

typedef void export_begin_fn(struct buf *out);
typedef void export_item_fn(struct buf *out, const struct export_item *x, size_t n,
                            const struct export_opts *o);

export_item_fn export_md, export_html, export_json, export_jsonl, export_yaml, export_bib,
    export_csl, export_gbt;
export_begin_fn export_html_begin, export_html_end;

/* C0 but line end and tab, DEL and C1: no format here may hold them; they become U+FFFD. */
bool export_is_control(uint32_t cp);
/* S on one line: line ends and tabs become blanks. */
void export_line(struct buf *out, struct str s);
/* S with what Markdown would take for its own made plain, on one line. */
void md_add(struct buf *out, struct str s);
/* The same at the start of a line, where more is special: "# ", "- ", "1.". */
void md_add_first(struct buf *out, struct str s);

/* The text of a part cut at its quotations: what lies before one, the part's piece of it, … */
struct piece {
    struct span span;
    const struct quotation *x; /* NULL = between quotations */
    size_t n;                  /* its number in the article, from 1 */
    bool ends;                 /* the quotation ends here */
};
struct pieces {
    const struct quotes *q; /* NULL = one piece a part */
    struct span part;
    size_t next, n; /* in q->list; quotations counted so far */
    size_t at;      /* byte of the body where the next piece begins */
};
/* Begin PART, which comes after those taken before. */
void pieces_begin(struct pieces *p, struct span part);
bool pieces_next(struct pieces *p, struct piece *out);

/* Values of the article's keyword field, or NULL. */
const struct field *export_keywords(const struct article *art);
/* The date without a sign that it was inferred; nothing when there is none. */
void export_date(struct buf *out, struct date d);

#endif
