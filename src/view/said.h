/* The quotations page and the speaker card: rows, some of which belong to quotations that can be
 * selected.  Private to said*.c. */
#ifndef YULU_VIEW_SAID_H
#define YULU_VIEW_SAID_H

#include "state.h"

enum said_group { GROUP_PERSON, GROUP_MONTH, GROUP_TAG, GROUP_COUNT };
enum { NO_ITEM = UINT32_MAX };

struct said_row {
    struct str label; /* left of the text */
    struct str text;
    struct str right; /* at the right edge */
    unsigned x;       /* columns left of the text */
    enum style style;
    uint32_t item; /* NO_ITEM: cannot be selected */
};

/* What can be selected: a quotation, or what opens the rest of a group. */
struct said_item {
    size_t row, n_rows;
    uint32_t saying; /* SAYING_MORE: the rest of the group */
    uint32_t group;
    size_t number; /* on the page, from 1; of the last one before it */
};
#define SAYING_MORE UINT32_MAX
/* Of a SAYING_MORE: not a group, but groups that are not shown, or articles not taken in. */
#define GROUP_NEXT (UINT32_MAX - 1)
#define GROUP_READ (UINT32_MAX - 2)

struct said_page {
    struct arena *a;
    const struct said *said;
    unsigned cols;
    int amb;
    enum kinsoku kinsoku;
    struct said_row *rows;
    size_t n_rows, cap_rows;
    struct said_item *items;
    size_t n_items, cap_items;
};

/* Append TEXT wrapped from column X; LABEL and RIGHT on its first row. */
void said_add_text(struct said_page *p, struct str label, struct str text,
                   struct str right, unsigned x, enum style style, uint32_t item);
/* Append a quotation with NUMBER on the page, and a row that says where it is from. */
void said_add_saying(struct said_page *p, uint32_t saying, uint32_t group, size_t number);
/* Append the row that opens the rest of GROUP: UNIT: of what, and what to do. */
void said_add_more(struct said_page *p, uint32_t group, size_t n, const char *unit);
/* "丁光宏 (dīng)". */
void said_add_name(struct buf *out, const struct person *person);

/* The rows of the speaker card of PERSON. */
void card_make(struct said_page *p, const struct app *app, const struct person *person);
/* The rows of the quotations page; OPEN[group] = shown whole. */
struct said_counts {
    size_t n_sayings, n_groups;
};
void groups_make(struct said_page *p, struct app *app, struct said_counts *counts);

#endif
