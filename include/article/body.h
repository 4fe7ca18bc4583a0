/* The parts of a body: headings, paragraphs, credits, boilerplate; rebuilt where a scraper
 * glued everything into one line.
 *
 * Every byte of the body lies in exactly one part's span or repeat, or is white space between
 * parts.  Nothing is deleted: a reader folds parts, exports keep all.  Pure function, linear. */
#ifndef YULU_ARTICLE_BODY_H
#define YULU_ARTICLE_BODY_H

#include "article/article.h"

struct part {
    struct span span; /* of the body, without white space at its ends */
    struct span
        repeat; /* BLOCK_HEADING glued in twice: the second copy; len 0 otherwise */
    const struct given_block *given; /* of the article, in a block list; NULL else */
    enum block_kind kind;
    bool derived; /* its start is not in the source: found by us */
    bool soft;    /* derived, and likely rather than certain */
};

/* Who speaks in it, as given with a quotation in a block list; empty else. */
static inline struct str part_speaker(const struct part *p)
{
    return p->given ? p->given->speaker : str_make("", 0);
}
static inline struct str part_titles(const struct part *p)
{
    return p->given ? p->given->titles : str_make("", 0);
}

struct body {
    struct str text;    /* article.body */
    struct part *parts; /* in the order of the text */
    size_t n_parts;
    size_t n_folded; /* credits, captions, datelines and boilerplate */
    bool one_line;   /* the body had no line breaks of its own */
};

/* The parts of ART's body, in A.  Bodies with line breaks keep them (a line is a part); one-line
 * bodies are rebuilt; block lists are taken as given.  Cannot fail.  O(len). */
struct body body_parts(struct arena *a, const struct article *art);
/* The same for a plain text without given blocks. */
struct body body_of_text(struct arena *a, struct str text);
/* Kinds that a reader folds by default: credit, caption, dateline, boilerplate. */
bool body_folds(enum block_kind kind);

#endif
