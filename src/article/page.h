/* Inside the reader of web pages: tokens, and the blocks of text they make. */
#ifndef YULU_ARTICLE_PAGE_H
#define YULU_ARTICLE_PAGE_H

#include "article/html.h"
#include "base/buf.h"

/* ---- Tokens */

enum html_token { HTML_END, HTML_TEXT, HTML_OPEN, HTML_CLOSE };

struct html_scan {
    struct str page;
    size_t at;
    struct str text;  /* HTML_TEXT: as written */
    char name[12];    /* of a tag: small letters, cut when longer */
    struct str attrs; /* HTML_OPEN: what stands behind the name */
};

/* The next token; comments, declarations and the content of scripts and styles are passed over. */
enum html_token html_next(struct html_scan *s);
/* Append the value of the attribute NAME, entities resolved; false when there is none. */
bool html_attr(const struct html_scan *s, const char *name, struct buf *out);
/* Append S with entities resolved. */
void html_text(struct buf *out, struct str s);

/* ---- What a tag is */

enum html_role {
    HTML_INLINE,    /* part of running text */
    HTML_CONTAINER, /* div, section, …: ends a block of text */
    HTML_PARAGRAPH, /* p, li, blockquote, … */
    HTML_HEADING,
    HTML_CAPTION,
    HTML_BREAK,   /* br */
    HTML_VOID,    /* img, meta, …: has no end tag */
    HTML_HIDDEN,  /* nav, form, …: not of the article */
    HTML_ARTICLE, /* article, main */
    HTML_TITLE    /* title: text, but of the head */
};
enum html_role html_role(const char *name);

/* ---- Blocks */

struct html_element {
    enum html_role role;
    unsigned parent;     /* number; the root is its own */
    size_t first, after; /* blocks from first on, up to after, are below it */
    size_t score;        /* running text near it, in bytes */
    size_t text;         /* running text below it */
};

struct html_block {
    enum block_kind kind;
    bool is_h1;
    struct str text;
    unsigned element;
};

struct html_page {
    struct arena *a;
    struct html_element *elements;
    size_t n_elements, cap_elements;
    struct html_block *blocks;
    size_t n_blocks, cap_blocks;
    /* Of the head, empty when it does not say. */
    struct str title, url, source, author, date, keywords;
};

/* Read PAGE into *P. */
void html_read(struct html_page *p, struct arena *a, struct str page);

#endif
