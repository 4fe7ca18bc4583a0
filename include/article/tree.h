/* A user's own YAML, such as config.yaml, as a tree of values with their places.
 *
 * Not for articles: here a comment is a comment, and what is wrong is said and left out, never
 * rescued.  Of a file that is not YAML all entries of the top mapping count that are; of a broken
 * entry what stands before the mistake. */
#ifndef YULU_ARTICLE_TREE_H
#define YULU_ARTICLE_TREE_H

#include "article/diag.h"

enum { TREE_MAX_DEPTH = 16, TREE_MAX_NODES = 100000 };

enum tree_kind {
    TREE_NONE, /* nothing, ~, null */
    TREE_TEXT,
    TREE_LIST,
    TREE_MAP /* children: key, value, key, value … */
};

struct tree {
    enum tree_kind kind;
    unsigned line, col; /* 1-based; col in code points */
    struct str text;    /* as it is written also of TREE_NONE: "~" */
    struct tree *first, *last, *next;
    size_t n; /* children */
};

/* The first document of RAW, in any encoding that an article may have; NULL when there is nothing
 * in it.  Everything is in A; mistakes are said in D with PATH.  O(len). */
struct tree *tree_read(struct arena *a, const char *path, struct str raw,
                       struct diags *d);

#endif
