/* Inside the loader: what its files share and what its tests look at.  Other modules need only
 * article/article.h.
 *
 * A file is cut into documents; each document is read by one of four readers (flat lines, JSON,
 * YAML, the line rule) into the same tree of nodes, and one builder makes an article of a tree.
 * Everything an article points to is in the reader's arena, which the sink may reset between
 * articles: text of files that may hold several is kept elsewhere and copied piece by piece. */
#ifndef YULU_ARTICLE_LOAD_H
#define YULU_ARTICLE_LOAD_H

#include "article/article.h"
#include "base/buf.h"

enum {
    LOAD_MAX_NODES =
        100000, /* values in one article: far above any text, far below 32 MiB */
    LOAD_MAX_ANCHORS = 256,
    LOAD_MAX_FRUITLESS =
        1000 /* documents or items that give no article, one after the other */
};

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

/* One value.  Children of a map: key, value, key, value … */
struct node {
    enum node_kind kind;
    bool plain;   /* NODE_TEXT without quotes: null, ~ and nothing at all mean absent */
    bool flow;    /* list or map between brackets */
    bool rescued; /* YAML would have lost a part of it */
    bool open;    /* its end has not been read yet */
    unsigned line, col; /* 1-based; col in code points */
    unsigned
        end_line; /* NODE_MAP: where a missing key would stand; 0 = at the document's end */
    struct str text;
    struct span src; /* of doc.text */
    struct node *first, *last, *next;
    size_t n; /* children */
};

/* A piece of a file that holds one article, or a list of them. */
struct doc {
    struct str text;
    unsigned line; /* of its first line in the file, 1-based */
};

enum load_format { LOAD_YAML, LOAD_JSON, LOAD_JSONL };

struct load {
    struct reader *r;
    const char *path;
    struct limits limits; /* without zeros */
    struct diags saved;   /* the messages before the part that is read now */
    bool no_flat;         /* for tests: never take the fast path */
    bool stopped;         /* the sink has enough */
    size_t n_articles;    /* delivered */
    size_t n_docs;        /* documents with something in them */
    size_t n_events;      /* of libyaml: what a hostile file may cost */
    size_t n_fruitless;   /* documents without an article since the last one */
    size_t n_flat;        /* documents that took the fast path */
    size_t n_by_lines;    /* documents read by the line rule */
};

struct load load_begin(struct reader *r, const char *path);
/* A whole file in any encoding. */
void load_bytes(struct load *l, struct str raw);
enum load_format load_format_of(const char *path, struct str text);
/* A whole file as UTF-8, in the reader's arena. */
void load_text(struct load *l, struct str text, enum load_format f);
/* A part of a file that holds complete documents of format F, UTF-8, not in the reader's arena;
 * LINE is the number of its first line. */
void load_part(struct load *l, struct str text, unsigned line, enum load_format f);
/* One document.  Its text is in the reader's arena or (lists, JSON) outlives the call. */
void load_document(struct load *l, const struct doc *d);
/* Make and deliver the article of a tree whose root should be a map. */
void load_article(struct load *l, const struct doc *d, const struct node *root);
/* A message about the file at hand. */
void load_say(struct load *l, const struct node *at, const char *code,
              const char *detail);
void load_say_at(struct load *l, unsigned line, unsigned col, const char *code,
                 const char *detail);
/* Forget the messages since l->saved: the same text is going to be read in another way. */
void load_unsay(struct load *l);
/* Codes and text for what encoding_decode() did. */
void load_say_encoding(struct load *l, struct str raw, const struct decoded *d,
                       unsigned line);
/* NULL, or the code of the limit that the N-th key of a map, KEY, breaks. */
const char *load_key_limit(const struct load *l, size_t n, struct str key);

/* Documents are separated by lines that begin with "---" or "...".  Length of the first one in
 * TEXT, markers included; TEXT.len when no end was seen.  *SCAN (starts at 0) is how far TEXT was
 * looked at, so that a text that grows is looked at once. */
size_t load_doc_len(struct str text, size_t *scan);
/* Is there nothing but blanks, comments and markers in TEXT? */
bool load_is_blank(struct str text);
/* Lines in TEXT: ends by LF, CR LF or CR, and a last one without an end. */
unsigned load_count_lines(struct str text);
/* The first line of TEXT without its end; *NEXT = offset behind its end. */
struct str load_line(struct str text, size_t *next);

struct node *node_new(struct arena *a, enum node_kind kind);
void node_append(struct node *parent, struct node *child);
/* No value: nothing, ~, null. */
bool node_is_null(const struct node *n);
/* The text of N as a person would write it: items joined by SEP, maps as "key: value". */
struct str node_flatten(struct arena *a, const struct node *n, const char *sep);

/* Plain "key: value" lines that YAML reads in the very same way: no library, no copies.  NULL when
 * a line is of any other form. */
struct node *flat_read(struct load *l, const struct doc *d);
/* One such line (without its end) in its two parts; PLAIN: the value has no quotes. */
bool flat_line(struct str line, struct str *key, struct str *value, bool *plain);

/* Why a document was not read. */
struct load_problem {
    unsigned line, col;
    const char *code; /* E106, E109, or a limit's */
    const char *text; /* static or in the arena of the messages */
    size_t n_items;   /* of a top list: read before that */
};
/* False with WHY filled.  *ROOT: the value; NULL when there is none, or when it was a list, whose
 * articles were delivered one by one. */
bool yaml_read(struct load *l, const struct doc *d, struct node **root,
               struct load_problem *why);
/* What libyaml says, for people: static, or in A. */
const char *yaml_in_chinese(struct arena *a, const char *problem);

/* Is TEXT one or more JSON values?  Linear, allocates nothing. */
bool json_check(struct str text, unsigned max_depth);
/* Read and deliver all values of D: objects, and objects in an array. */
bool json_read(struct load *l, const struct doc *d, struct load_problem *why);

/* The line rule: for a document that YAML refuses or would cut. */
bool lines_fit(const struct doc *d);
struct node *lines_read(struct load *l, const struct doc *d,
                        const struct load_problem *why);
/* Did YAML take a key, a full-width colon and a part of the value for the key? */
bool lines_hidden_key(const struct node *map);

/* The body from a block list; GIVEN is left out when the reader wants summaries. */
void blocks_read(struct load *l, struct article *art, const struct node *list);
/* The date of ART from its field, its address, or the opening of its body. */
void load_date(struct load *l, struct article *art, const struct node *given);

#endif
