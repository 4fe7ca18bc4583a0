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
    uint32_t item;  /* NO_ITEM: cannot be selected */
    uint32_t owner; /* the item that it stands above or belongs to */
};

/* What can be selected: a quotation, or what opens the rest of a group. */
struct said_item {
    uint32_t saying; /* SAYING_MORE: the rest of the group */
    uint32_t group;  /* number in the order of the page */
    uint32_t number; /* on the page, from 1; of the last one before it */
};
#define SAYING_MORE UINT32_MAX
/* Of a SAYING_MORE: not a group, but articles not taken in. */
#define GROUP_READ (UINT32_MAX - 1)

struct said_groups;

/* All that can be selected is known; rows are made for what is near the selection. */
struct said_page {
    struct arena *a;
    const struct said *said;
    unsigned cols;
    unsigned text_x; /* columns left of a quotation: room for its number */
    int amb;
    enum kinsoku kinsoku;
    struct said_item *items;
    size_t n_items, cap_items;
    const struct said_groups *groups; /* of the quotations page */
    const struct person *who;         /* of a card */
    const struct app *app;
    /* Append the rows of an item, with what stands above it. */
    void (*write)(struct said_page *p, size_t item);
    struct arena *row_a; /* of the rows of items [from, to) */
    size_t from, to;
    uint32_t writing; /* the item */
    struct said_row *rows;
    size_t n_rows, cap_rows;
};

/* Append TEXT wrapped from column X; LABEL and RIGHT on its first row. */
void said_add_text(struct said_page *p, struct str label, struct str text,
                   struct str right, unsigned x, enum style style, uint32_t item);
/* Append a quotation with its number, and a row that says where it is from. */
void said_write_saying(struct said_page *p, size_t item);
/* Append one that can be selected; numbers grow. */
void said_add_item(struct said_page *p, uint32_t saying, uint32_t group, size_t number);
/* "丁光宏 (dīng)". */
void said_add_name(struct buf *out, const struct person *person);

/* The speaker card of P's person. */
void card_make(struct said_page *p);
/* The quotations page. */
struct said_counts {
    size_t n_sayings, n_groups;
};
void groups_make(struct said_page *p, struct app *app, struct said_counts *counts);
/* What said_item.group says of the place; the number that a place keeps. */
uint32_t groups_number(const struct said_page *p, uint32_t group);

#endif
