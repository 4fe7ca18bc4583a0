#ifndef YULU_QUERY_PARSE_H
#define YULU_QUERY_PARSE_H

#include "internal.h"

#include "query/edit.h"

/* The last value of a text: what may be completed. */
struct tail {
    enum query_want want;
    enum query_field field;
    struct str key;
    struct span word; /* with its marks, without ^ or = */
    struct span text;
};

/* What the readings of one query share: its own text and those of the saved filters in it. */
struct reading {
    struct arena *a;
    struct query *q;
    const struct query_world *w;
    bool finished;
    size_t left; /* values that may still come */
    struct tail tail;
    bool full; /* more came: nothing is read any further */
};

/* A saved filter that is being read, below those it stands in. */
struct parse {
    struct reading *r;
    const struct parse *above;
    struct str name; /* of the saved filter */
    struct span at;  /* of it in the text of the query */
    struct str text;
    size_t off;
    unsigned depth;
    size_t terms; /* seen so far, left out ones too */
};

/* The next character; 0 at the end and when the query is full. */
uint32_t parse_char(const struct parse *p, size_t *len);
/* From FROM to where P is, as a span of the query's own text. */
struct span parse_span(const struct parse *p, size_t from);
/* Something was closed, ignored or left out. */
void parse_untidy(struct parse *p);
/* Something is not as it should be; a finished text gets a problem, the first one counts. */
void parse_problem(struct parse *p, enum query_wrong wrong, struct span span,
                   const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Will a problem count?  If so, it may have a REPLACEMENT, said after it. */
bool parse_asks(const struct parse *p);
void parse_replace(struct parse *p, const char *replacement);
/* One value or saved filter more: false when there are too many. */
bool parse_take(struct parse *p);

/* The term at P; NULL when it asks for nothing.  P goes behind it. */
struct query_node *parse_term(struct parse *p);
/* Read TEXT; its arena, mode and world are those of R. */
void parse_query(struct reading *r, struct str text);
/* A text of its own: the query, or a saved filter. */
struct query_node *parse_all(struct parse *p);

#endif
