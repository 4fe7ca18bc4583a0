/* What the list, its filter and the facet pane keep: part of the state of the program. */
#ifndef YULU_VIEW_LIST_STATE_H
#define YULU_VIEW_LIST_STATE_H

#include "view/app.h"

#include "archive/source.h"
#include "base/buf.h"
#include "query/query.h"
#include "text/match.h"

enum { ID_MAX = ID_SIZE };

/* What the filter looks for in names and titles, made when something is marked. */
struct sought_word;
struct sought {
    struct arena a;
    bool known;
    struct sought_word *words;
    size_t n, cap;
};

/* The list in groups. */
struct list_groups {
    enum query_field
        field;      /* whose values have headings; QUERY_DATE: months; else none */
    struct buf key; /* QUERY_FACET: the key of the files */
    struct arena a;
    struct facet_groups g; /* none until the answer is complete */
    uint32_t *first;       /* of each article found: its first place in the list */
};

/* What the header says of the list. */
struct list_totals {
    bool known;
    size_t n_quotes, n_people, n_undated;
    struct finding *finding; /* of the archive as it is, while it is counted */
};

struct list {
    struct buf filter;    /* "" = all articles */
    struct arena query_a; /* of query and keys */
    struct query query;   /* what the filter asks */
    struct sought sought;
    struct finding *finding; /* its answer; NULL = the archive as it is */
    enum search_order order;
    struct list_groups groups;
    struct list_totals totals;
    char related[ID_MAX]; /* what is listed is related to that article; "" = no */
    bool unfolded;        /* near copies have rows of their own */
    size_t sel, top;      /* places in what is listed; of groups, headings do not count */
    char sel_id[ID_MAX];  /* keeps the selection while the archive changes */
    struct buf sel_path;  /* and when the text of the article does */
    unsigned sel_doc;
    bool moved; /* the person chose; else stay on top */
};

/* The facet pane. */
struct facets {
    bool shown, focus;
    bool known; /* blocks are those of the finding */
    enum facet_order order;
    struct arena a; /* of blocks and their values */
    struct facet_block *blocks;
    size_t n;
    size_t sel, top; /* rows */
    bool moved;      /* the person chose; else it stays on top */
    bool placed;     /* sel is the row of at_facet and at_value */
    struct buf at_facet, at_value;
    unsigned at_line; /* enum facet_line */
    struct buf open; /* names of the facets that are shown whole, a newline behind each */
    struct buf find, find_in; /* what is looked for, in the facet of that name */
};

/* What could be left out of a filter that finds nothing. */
enum { HELPER_TERMS = 12 };
struct helper {
    bool known; /* the terms are those of the filter */
    struct arena a;
    struct str terms[HELPER_TERMS];
    size_t counts[HELPER_TERMS];
    size_t n, n_counted;
    struct query query;      /* without the term that is being counted */
    struct finding *finding; /* its answer */
    struct finding *kept;    /* that without the last term: the facets count in it */
    size_t sel;
    bool chosen; /* the person moved to it in the prompt: Enter takes it */
    bool moved;  /* the person moved */
};

/* What Tab offers in the prompt of the filter. */
struct offer {
    struct str text;  /* what is put in */
    struct str label; /* as it is shown */
    size_t n;
    bool counted;
};
struct completing {
    bool on;
    struct arena a;
    struct offer *offers;
    size_t n, cap;
    size_t now;        /* n = what was typed */
    struct matcher *m; /* what the offers were found by; NULL = nothing was typed */
    struct span span;
    struct str typed;
};

/* Who may have said it: names for a correction. */
struct fix_names {
    struct arena a;
    struct str stem; /* what they fit; p NULL = not looked for */
    uint64_t generation;
    const void *of_quotes; /* the speakers of the article that were looked at */
    struct str *names;
    size_t n, cap;
};

/* What the language of questions must know of the archive. */
struct world {
    struct arena a;
    struct query_world w;
    bool known;
};

#endif
