/* The language of questions, as people write it in the reader, on the command line and in saved
 * filters: yulu-query(7).  A text becomes a tree; the tree is printed and compared, never evaluated
 * here.  Pure: no files, no clock.
 *
 *     or    := and { ('|' | 或 | OR) and }
 *     and   := not { [且 | AND] not }
 *     not   := { '-' | '!' | 非 | NOT } atom
 *     atom  := '(' or ')' | '@' name | [field ':'] value { ',' value }
 *     value := '*' | ['^' | '='] ( word | phrase ) [';py' | ';np']
 *     phrase := '"' text '"' | “text” | 「text」 | 『text』
 *
 * A comma only parts the values of a field.  Marks may be full-width, blanks U+3000.  A word goes
 * on to a blank, '|', or a ')' that it did not open itself; keywords are words of their own.
 *
 * Two ways to read a text.  While it is being typed there are no errors: what is unfinished or not
 * understood is left out or read as text.  A finished text (the command line, a saved filter) has
 * the same tree, and the first thing wrong with it is said as a problem.
 *
 * What the tree asks of an article, for those who evaluate it:
 *   scope(x)     = for some quotation of the article, or for none at all, holds(x, quotation)
 *   holds(AND)   = every kid holds for this quotation, but a kid that is an AND itself (it stood in
 *                  parentheses, or is a saved filter) has its own scope()
 *   holds(OR)    = some kid holds for this quotation
 *   holds(NOT)   = not scope(kid)
 *   holds(TERM)  = some value matches; of this quotation where query_of_quotation(field) (never
 *                  when there is none), else of the article
 * The article is found when scope(root).  So "speaker:甲 quote:水" is one quotation that 甲 spoke and
 * that has 水 in it, and "(speaker:甲 quote:水) (speaker:乙)" are two.  An AND without kids holds. */
#ifndef YULU_QUERY_QUERY_H
#define YULU_QUERY_QUERY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "text/date.h"

#include <stdint.h>

enum query_field {
    QUERY_ANY, /* a word without a field: title, speakers, tags, values of facets, body */
    QUERY_SPEAKER,  /* speaker 发言人 fyr: a name */
    QUERY_ROLE,     /* role 身份: 人大代表, 政协委员, a title */
    QUERY_ORG,      /* org 机构 */
    QUERY_QUOTE,    /* quote 语录: words of a quotation */
    QUERY_QUOTES,   /* quotes 语录数: how many */
    QUERY_TAG,      /* tag 标签 关键词 */
    QUERY_TECH,     /* tech 技术: the key AI技术 of the files */
    QUERY_INDUSTRY, /* industry 行业: the key 行业 of the files */
    QUERY_SOURCE,   /* source 来源: the field, or the host of the address */
    QUERY_TITLE,    /* title 标题 */
    QUERY_BODY,     /* body 正文 */
    QUERY_DATE,     /* date 日期 */
    QUERY_AFTER,    /* after 之后: from then on */
    QUERY_BEFORE,   /* before 之前: up to then */
    QUERY_IS,       /* is 是: a flag */
    QUERY_HAS,      /* has 有: a flag */
    QUERY_LEN,      /* len 字数: 字 of the body */
    QUERY_ID,       /* id: of an article; the beginning is enough */
    QUERY_FACET,    /* any other key of the files; node.key names it */
    QUERY_N_FIELDS
};

enum query_kind { QUERY_KIND_TEXT, QUERY_KIND_NUMBER, QUERY_KIND_DATE, QUERY_KIND_FLAG };

enum query_flag {
    QUERY_UNREAD,    /* is:unread 未读 */
    QUERY_READ,      /* is:read 已读 */
    QUERY_STARRED,   /* is:starred 收藏, has:star */
    QUERY_UNDATED,   /* is:undated 无日期 */
    QUERY_DUP,       /* is:dup 重复: has a near copy in the archive */
    QUERY_ERROR,     /* is:error 有误: the file has a diagnostic */
    QUERY_HAS_QUOTE, /* has:quote 语录, is:quote */
    QUERY_HAS_NOTE,  /* has:note 笔记 */
    QUERY_HAS_LINK,  /* has:link 链接 */
    QUERY_HAS_DATE,  /* has:date 日期 */
    QUERY_HAS_MARK,  /* has:mark 标记 */
    QUERY_N_FLAGS
};

enum query_match {
    QUERY_CONTAINS, /* text: the value has the words in it */
    QUERY_PREFIX,   /* ^words: begins with them */
    QUERY_EXACT,    /* =words: is them */
    QUERY_PRESENT,  /* *: the field is there at all */
    QUERY_NUMBER,   /* min .. max */
    QUERY_DATES,    /* from .. to */
    QUERY_FLAG      /* flag */
};

#define QUERY_NO_MAX INT64_MAX
enum { QUERY_NO_FROM = 0, QUERY_NO_TO = 99991231 };

struct query_value {
    enum query_match match;
    struct str text; /* without marks and suffix; of a date its canonical spelling */
    struct str
        folded; /* text by fold_utf8(); never empty for CONTAINS, PREFIX and EXACT */
    bool
        pinyin; /* its letters may also be the pinyin of names, tags and titles (not of bodies) */
    enum query_flag flag;
    int64_t min, max; /* inclusive; max QUERY_NO_MAX: open */
    /* Days, inclusive, as date_key() writes them (yyyymmdd); after: and before: are applied.
     * A date of the article that may lie in [from, to] matches (a month is all its days). */
    int from, to;
    struct span span; /* in the text: with its marks, its ^ or =, its suffix */
};

enum query_op { QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_TERM };

struct query_node {
    enum query_op op;
    struct span span; /* bytes of query.text, parentheses and '-' too; inside a saved
                                * filter: its @name */
    struct query_node **kids; /* AND: any number, OR: two and more, NOT: one */
    size_t n_kids;
    struct str saved;       /* AND only: the name of the saved filter this is, or empty */
    enum query_field field; /* TERM */
    struct str key;         /* QUERY_FACET: the key as the files print it */
    struct query_value *values; /* one of them must match; never none */
    size_t n_values;
};

enum query_wrong {
    QUERY_UNKNOWN_FIELD,
    QUERY_UNKNOWN_FLAG,
    QUERY_UNKNOWN_SAVED, /* also: a filter that names itself */
    QUERY_BAD_DATE,
    QUERY_BAD_NUMBER,
    QUERY_EMPTY_VALUE,
    QUERY_EMPTY_GROUP,
    QUERY_NO_OPERAND, /* | or NOT without a term beside it */
    QUERY_TOO_DEEP,
    QUERY_TOO_MANY,
    QUERY_TOO_LONG
};

struct query_problem {
    enum query_wrong wrong;
    struct span span; /* what is wrong, in query.text; may be empty at its end */
    struct str
        message; /* a line of Chinese, the suggestion in it; words of the text as they are */
    struct str replacement; /* what could stand in the place of span, or empty */
};

struct query {
    struct str text;         /* a copy */
    struct query_node *root; /* NULL: everything */
    bool
        tidy; /* nothing had to be closed, ignored or left out: the text may be edited as it is */
    bool has_problem; /* never while typing; root is then what typing would have read */
    struct query_problem problem;
};

enum {
    QUERY_MAX_LEN = 64 * 1024, /* bytes of a text; what is longer is cut */
    QUERY_MAX_DEPTH = 64,      /* parentheses and saved filters inside each other */
    QUERY_MAX_VALUES = 1000    /* values and saved filters of a whole query */
};

/* What the language must be told about the world. */
struct query_world {
    struct date today; /* for 今天, 7d, 3月; without a year these are no dates */
    const struct str
        *facets; /* keys of the archive that are fields of a query, as printed */
    size_t n_facets;
    /* The text of the saved filter NAME; false: there is none.  May be NULL. */
    bool (*saved)(void *ctx, struct str name, struct str *text);
    void *ctx;
};

enum query_mode { QUERY_TYPING, QUERY_FINISHED };

/* Read TEXT (valid UTF-8) into Q; all of it lives in A.  O(len). */
void query_parse(struct arena *a, struct str text, enum query_mode mode,
                 const struct query_world *w, struct query *q);
/* Several words of a command line as one text, blanks between: a b and 'a b' are equal. */
struct str query_words(struct arena *a, const char *const *words, size_t n);

/* Where to put the caret: columns before the problem and its width (at least 1); AMB as in
 * text/width.h. */
void query_caret(const struct query *q, int amb, unsigned *col, unsigned *cols);
/* The text, a line with a caret below the problem, and the message: three lines.  What is in the
 * text is in them: printed through text/show.h. */
void query_problem_add(struct buf *out, const struct query *q, int amb);

/* ---- Names */

/* English: the canonical name; Chinese: as screens show it.  Static; "" for QUERY_FACET. */
const char *query_field_name(enum query_field f);
const char *query_field_chinese(enum query_field f);
/* All names of F, the two above first; NULL behind the last. */
const char *query_field_alias(enum query_field f, size_t i);
enum query_kind query_field_kind(enum query_field f);
/* Is a condition on F one on a single quotation? */
bool query_of_quotation(enum query_field f);
/* What NAME means, folded or not: a field, or QUERY_FACET with *KEY = the key of W; false: none. */
bool query_field_find(struct str name, const struct query_world *w, enum query_field *f,
                      struct str *key);
/* "unread", "未读". */
const char *query_flag_name(enum query_flag f);
const char *query_flag_chinese(enum query_flag f);
/* QUERY_IS or QUERY_HAS: where it is usually asked (both take all flags). */
enum query_field query_flag_field(enum query_flag f);

/* ---- Printing and comparing */

/* The canonical text: read again in the same world it gives an equal tree.  O(nodes). */
void query_print(struct buf *out, const struct query_node *n);
/* VALUE as it is written behind "field:" to be read as these very words; with EXACT as =VALUE. */
void query_add_value(struct buf *out, enum query_field f, struct str value, bool exact);
/* Equal in what they ask, in the same order; spans do not count. */
bool query_equal(const struct query_node *a, const struct query_node *b);

#endif
