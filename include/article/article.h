/* One article as its file gives it, and how to read it.  The format: yulu-content(5). */
#ifndef YULU_ARTICLE_ARTICLE_H
#define YULU_ARTICLE_ARTICLE_H

#include "article/diag.h"
#include "base/err.h"
#include "text/date.h"
#include "text/encoding.h"

#include <stdint.h>

/* What a key means.  One table (src/article/field.c) lists the English and Chinese names. */
enum field_id {
    FIELD_TITLE,    /* 标题 標題 title headline */
    FIELD_URL,      /* 链接 連結 網址 url link */
    FIELD_BODY,     /* 总结 正文 内容 內容 body content text summary */
    FIELD_KEYWORDS, /* 关键词 关键字 標籤 keywords tags */
    FIELD_DATE,     /* 日期 发布时间 date published */
    FIELD_SOURCE,   /* 来源 source */
    FIELD_AUTHOR,   /* 作者 记者 author */
    FIELD_SPEAKERS, /* 发言人 speakers: kept for the quotation engine */
    FIELD_QUOTES,   /* 语录 quotes: likewise */
    FIELD_NOTE,     /* 说明 備註 note: shown, never a facet */
    FIELD_FACET     /* every other key: a facet of its own, named as printed */
};

struct field {
    struct str key; /* as printed in the file */
    enum field_id id;
    struct str
        *values; /* one for scalars; the items of a list; facets and keywords are split */
    size_t n_values;
    struct str raw;     /* the scalar as written, before splitting; empty for a list */
    bool list;          /* given as a YAML sequence (items are never split) */
    unsigned line, col; /* of the key, 1-based; col in code points */
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_QUOTE,      /* given as a quotation in a block list */
    BLOCK_CAPTION,    /* under a picture */
    BLOCK_CREDIT,     /* 某某 摄, 视觉某某 资料图 */
    BLOCK_DATELINE,   /* 某某社北京3月5日电 */
    BLOCK_BOILERPLATE /* (本文来自…), 举报/反馈 */
};

/* A part of the body that the file itself sets apart (block lists only). */
struct given_block {
    enum block_kind kind;
    struct span span;   /* of article.body */
    struct str speaker; /* BLOCK_QUOTE: as given, or empty */
    struct str titles;  /* joined by 、, or empty */
};

struct article {
    char id[20];      /* first 8 hex digits of hash64(body); more when they collide */
    uint64_t hash;    /* hash64(body, 0) */
    const char *path; /* "-" for stdin */
    unsigned doc;     /* 0-based number of the article in its file */
    unsigned line;    /* where it begins in the file, 1-based */
    struct str title, url, source, author;
    struct date date; /* from the field, the address, or the text (then inferred) */
    struct str
        body; /* as YAML decodes it; valid UTF-8; a block list: its texts joined by \n */
    unsigned body_line;   /* where the body's value begins in the file */
    struct field *fields; /* all of them, in file order */
    size_t n_fields;
    struct given_block *given;
    size_t n_given; /* 0 unless the body is a block list */
    bool by_lines;  /* YAML would have lost text: read by the line rule */
};

/* Limits against hostile files; each configurable, 0 = the default of article_limits(). */
struct limits {
    size_t file;         /* bytes of a file or, in a stream, of a document: 16 MiB */
    unsigned depth;      /* nesting: 64 */
    unsigned keys;       /* of one mapping: 256 */
    unsigned key_len;    /* bytes: 1024 */
    size_t alias;        /* bytes that aliases may expand to: 1 MiB */
    unsigned directives; /* lines that begin with %: 16 */
    unsigned dirs;       /* depth of directories: 64 */
    size_t articles;     /* 1,000,000 */
};
struct limits article_limits(void);

/* Where articles go while a file is read.  ART and all it points to live in ctx's arena (the one
 * given to the reader) until the caller resets it.  false stops the reading. */
struct article_sink {
    void *ctx;
    bool (*article)(void *ctx, struct article *art);
};

struct reader {
    struct arena *a; /* articles and the text of files; the sink may reset it */
    struct limits limits;
    struct diags *diags;
    struct article_sink sink;
    bool summary; /* true: do not look for dates in the text, no block list (lists) */
};

/* Read the file NAME below DIRFD (PATH for messages), by its extension and content: .yaml .yml
 * .txt .json .jsonl.  Errors go to diags; what can be read still reaches the sink.  Returns the
 * number of articles delivered.  O(size). */
size_t article_read_at(struct reader *r, int dirfd, const char *name, const char *path);
/* The same for bytes at hand and for an open descriptor (stdin). */
size_t article_read_bytes(struct reader *r, const char *path, struct str raw);
size_t article_read_fd(struct reader *r, int fd, const char *path);
/* Is NAME a file this program reads in directories? */
bool article_wants(const char *name);

/* Which field a key names: case folded, width folded, blanks around ignored. */
enum field_id field_of(struct str key);
/* The name of a field in Chinese ("标题") for messages. */
const char *field_name(enum field_id id);
/* The field ID of ART, or NULL. */
const struct field *article_field(const struct article *art, enum field_id id);
/* Split at , ， 、 ; ； with blanks trimmed and empty parts left out. */
size_t field_split(struct arena *a, struct str s, struct str **parts);
/* Host of an http(s) address without "www.", or empty. */
struct str article_host(struct str url);

#endif
