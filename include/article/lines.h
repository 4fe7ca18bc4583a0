/* Inside the line rule: what its two files share. */
#ifndef YULU_ARTICLE_LINES_H
#define YULU_ARTICLE_LINES_H

#include "article/load.h"

enum colon_form {
    COLON_YAML, /* "标题: " */
    COLON_WIDE, /* "标题：" */
    COLON_TIGHT /* "标题:x", for known keys only */
};

/* A line that begins with a key; offsets are bytes of the line. */
struct key_line {
    struct str key;
    size_t off; /* of the key */
    size_t colon;
    size_t value; /* behind the colon */
    enum colon_form form;
};

/* A key and the lines down to the next one. */
struct entry {
    struct key_line k;
    struct str inline_value; /* rest of the first line */
    size_t from, to;         /* of doc.text */
    unsigned line, key_col, value_col;
    unsigned n_lines; /* with text */
};

/* A document cut at its keys. */
struct cut {
    const struct load_problem *why;
    struct entry *items;
    size_t n, cap;
    size_t from;   /* offset of the first line with content */
    size_t lead;   /* bytes there before the first key */
    unsigned line; /* of FROM */
    size_t indent; /* blanks before keys */
    bool body_seen;
};

/* Does LINE (without blanks at its start) begin with a key? */
bool lines_key(struct str line, struct key_line *k);
/* Offset of the first character that YAML refuses, or s.len. */
size_t lines_find_control(struct str s);
/* Say what YAML would have lost of the entry E, whose lines are TEXT. */
void lines_say(struct load *l, const struct cut *c, const struct entry *e,
               struct str text);

#endif
