/* A page while it is made: shared by the files of src/view that fill it. */
#ifndef YULU_VIEW_PAGE_BUILD_H
#define YULU_VIEW_PAGE_BUILD_H

#include "view/page.h"

struct page_build {
    struct arena *a;
    struct page *p;
    size_t cap_rows, cap_sections;
};

/* How a text becomes rows. */
struct page_put {
    enum page_row_kind kind;
    size_t off;      /* of the text in the body; SIZE_MAX = not from the body */
    size_t part;     /* SIZE_MAX = none */
    unsigned shift;  /* columns right of the text's left edge, where the mark stands */
    unsigned indent; /* more columns for the first row of each paragraph */
    bool balance;    /* rows of about one length: titles and headings */
};

/* Append a row of KIND that shows nothing of the body yet; valid until the next one. */
struct page_row *page_add_row(struct page_build *b, enum page_row_kind kind);
/* Append TEXT wrapped to the page's width.  TEXT must outlive the page. */
void page_add_text(struct page_build *b, struct str text, const struct page_put *how);
/* A blank row, unless the page begins here or the last row is blank. */
void page_add_gap(struct page_build *b);
/* Title and meta data. */
void page_add_head(struct page_build *b);

#endif
