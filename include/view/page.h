/* One article laid out in rows of a width: what the reader, the preview and `yulu show` print.
 *
 * A page is made anew on every resize (it costs microseconds); places are kept as byte offsets of
 * the body, never as row numbers. */
#ifndef YULU_VIEW_PAGE_H
#define YULU_VIEW_PAGE_H

#include "article/body.h"
#include "text/wrap.h"
#include "view/grid.h"
#include "view/style.h"

struct page_opts {
    unsigned cols;    /* of the pane, gutter included */
    unsigned measure; /* text columns at most; rounded down to even */
    unsigned indent;  /* of a paragraph's first row: 4; 2 below 30 columns */
    unsigned gutter;  /* columns left of the text: 4 in the reader, 0 for plain output */
    bool centre;      /* centre the block when the pane is at least 100 columns */
    int amb;
    enum kinsoku kinsoku;
    bool hang, orphan;
    bool unfold; /* show credits, captions, datelines, boilerplate, second copies */
    bool web;    /* blank row between paragraphs instead of the indent */
    bool head;   /* begin with title and meta data */
    const char *fold_hint; /* in the note row; NULL = "按 z 展开", "" = no note row */
};

enum page_row_kind {
    ROW_BLANK,
    ROW_TITLE, /* the article's title */
    ROW_META,  /* date, source, length, link, keywords, facets: text of its own */
    ROW_HEADING,
    ROW_TEXT,
    ROW_FOLDED, /* a credit etc. shown because of unfold */
    ROW_NOTE    /* "已折叠 …": text of its own */
};

struct page_row {
    enum page_row_kind kind;
    struct str text; /* what it shows, source form (pass through show or grid_put) */
    size_t off;      /* of text in the body; SIZE_MAX for rows that show no body text */
    unsigned x;      /* column where the text starts, gutter and indent included */
    size_t part;     /* index into body.parts, SIZE_MAX when none */
};

struct page {
    struct page_row *rows;
    size_t n_rows;
    const struct article *art;
    const struct body *body;
    struct page_opts opts;
    size_t *sections; /* row numbers where a section starts: headings */
    size_t n_sections;
    unsigned x, width; /* where text stands: first column, columns (even) */
};

/* Lay out ART (with its BODY, both outliving the page) in A. */
struct page *page_new(struct arena *a, const struct article *art, const struct body *body,
                      const struct page_opts *o);
/* First row that shows body offset OFF or what follows it; the last row when nothing follows.
 * Never a row of the head: a reader at row 0 stays there by itself. */
size_t page_row_at(const struct page *p, size_t off);
/* Body offset of the first text at or after ROW; body length when there is none. */
size_t page_offset_at(const struct page *p, size_t row);
/* The section a row belongs to: 0 before the first heading, else 1..n_sections. */
size_t page_section_at(const struct page *p, size_t row);

/* Minutes to read that much, at least 1: 400 字 or 200 words a minute. */
size_t page_minutes(size_t n_han, size_t n_words);
/* Append N with commas: "2,575". */
void page_add_count(struct buf *out, size_t n);

/* Occurrences of NEEDLE in the shown text of the body: ASCII case and full width folded; hits in
 * folded-away parts are not listed, a heading's second copy neither.  Spans of the body, in
 * order. */
size_t page_find(struct arena *a, const struct page *p, struct str needle,
                 struct span **hits);

/* The form in which page_find compares: ASCII small, full width as ASCII, blanks of all kinds as
 * one; 0 for what is not shown. */
uint32_t page_fold(uint32_t cp);

/* Draw ROW at grid row Y, from column X on, COLS columns wide, with HITS marked (may be NULL);
 * NOW = index of the current hit, SIZE_MAX = none. */
struct page_hits {
    const struct span *spans;
    size_t n;
    size_t now;
};
void page_draw(const struct page *p, size_t row, struct grid *g, unsigned y, unsigned x,
               unsigned cols, const struct page_hits *hits);
/* A stretch of the body that is marked in the text and left of it. */
struct page_mark {
    struct span span;
    size_t quote;    /* whoever made the mark knows what it is */
    unsigned number; /* left of the row where it begins; 0 = none */
    char sign;       /* left of all its rows */
    enum style style;
    struct str name; /* right of the row where it begins, in panes of 100 columns */
};
/* Over a row drawn by page_draw() with the same places: the first of MARKS (in order) that stands
 * in it gets the gutter. */
void page_draw_marks(const struct page *p, size_t row, struct grid *g, unsigned y,
                     unsigned x, const struct page_mark *marks, size_t n);
/* Append ROW as plain text: blanks for X, the shown text, no newline. */
void page_print(const struct page *p, size_t row, struct buf *out);

#endif
