/* Where words stand in the articles found, with what stands around them. */
#ifndef YULU_CLI_HITS_H
#define YULU_CLI_HITS_H

#include "internal.h"

/* Ranks: the best first. */
enum hit_where { HIT_TITLE, HIT_QUOTE, HIT_BODY, HIT_PLACES };
enum { HIT_AROUND = 20 }; /* characters on each side */

struct hit {
    enum hit_where where;
    char id[ID_SIZE];
    struct date date;
    struct str title;
    struct str speaker;             /* of a hit in a quotation, or empty */
    size_t start, end;              /* code points of the title or the body */
    struct str before, text, after; /* as printed */
    bool cut_before, cut_after;     /* there is more of the text */
};

struct hits {
    struct arena a;
    struct hit *list[HIT_PLACES]; /* each in the order of the finding, then of the text */
    size_t n[HIT_PLACES], cap[HIT_PLACES]; /* n: all of them, also what is not kept */
    size_t keep;                           /* so many of each are kept */
};

/* Look for FOLDED (by fold_utf8(), not empty) in the title and the body of everything found.  With
 * H->keep 0 hits are counted from the facts alone, else the articles are read.  O(text). */
void hits_take(struct hits *h, struct asked *q, struct str folded);

#endif
