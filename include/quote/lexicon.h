/* The words the quotation engine knows: names, titles, verbs of speaking, organisations.
 *
 * Built from content/lexicon/<table>.tsv (simplified, folded; text/fold.h), to which a user's
 * files add.  Immutable once built: threads may share it. */
#ifndef YULU_QUOTE_LEXICON_H
#define YULU_QUOTE_LEXICON_H

#include "article/diag.h"
#include "base/arena.h"
#include "base/str.h"
#include "text/fold.h"

#include <stdint.h>

/* Classes of words; a word may have several. */
enum lex_class {
    LEX_SURNAME = 1 << 0, /* 丁 */
    LEX_SURNAME_WEAK =
        1 << 1, /* 和: a common word too; needs a title or a second mention */
    LEX_SURNAME_LONG = 1 << 2, /* 欧阳; married doubles are made of two surnames */
    LEX_GIVEN = 1 << 3,        /* characters common in given names */
    LEX_NOT_GIVEN = 1 << 4,    /* characters never in one */
    LEX_NOT_NAME = 1 << 5,     /* whole words that look like a name: 周四, 高度 */
    LEX_TRANSLIT = 1 << 6,     /* characters that write foreign names */
    LEX_TITLE = 1 << 7,        /* ends a piece of a title: 书记, 教授, 总经理 */
    LEX_PREFIX = 1 << 8,       /* begins one: 副, 原, 时任 */
    LEX_DELEGATE = 1 << 9,     /* 人大代表, 政协委员, 政协常委 */
    LEX_HONORIFIC = 1 << 10,   /* may follow a name: 先生, 委员, 老师 */
    LEX_KIN = 1 << 11,         /* 女儿 */
    LEX_ROLE = 1 << 12,    /* speaks without a name: 负责人, 业内人士, 网友 */
    LEX_PRONOUN = 1 << 13, /* 他 她 其 */
    LEX_ORG = 1 << 14, /* ends the name of an organisation or meeting: 公司, 会议 */
    LEX_DOC = 1 << 15, /* ends the name of a document: 条例, 报告 */
    LEX_MEDIUM = 1 << 16,      /* newspapers, agencies, stations: 新华社, 日报 */
    LEX_SAY = 1 << 17,         /* 说 表示 指出 */
    LEX_OPINE = 1 << 18,       /* 觉得 希望 担心 */
    LEX_WRITE = 1 << 19,       /* 写道 发文 留言 */
    LEX_NOT_CUE = 1 << 20,     /* words that hide a verb: 据说, 名称, 说明书 */
    LEX_ADVERB = 1 << 21,      /* between subject and verb: 还 进一步 日前 */
    LEX_PREPOSITION = 1 << 22, /* begins what stands between them: 在 就 接受 */
    LEX_RECEIVER = 1 << 23,    /* before one who is spoken to: 对 向 给 跟 */
    LEX_NAMING = 1 << 24,      /* before a term: 题为 被称为 所谓 */
    LEX_NAMED = 1 << 25,       /* after a term: 奖 称号 活动 */
    LEX_INSCRIPTION = 1 << 26, /* before written words: 写着 标语 规定 */
    LEX_REPORTER = 1 << 27,    /* 记者 摄影 编辑: never speakers */
    LEX_MARKER = 1 << 28,      /* the reporter's own voice: 据悉 数据显示 */
    LEX_CONNECTIVE = 1 << 29,  /* begins a sentence: 然而 此外 同时 */
    LEX_TIME = 1 << 30         /* 近日 当天 今年; with numbers: 年 月 日 时 */
};

struct lexicon;

/* The built-in words, in A.  O(words). */
struct lexicon *lexicon_new(struct arena *a);
/* Add the lines of a user's table TEXT (word, class, note; tabs between; # begins a comment; "-"
 * before a word takes it away).  Bad lines are said in DIAGS with PATH:LINE:COLUMN and skipped. */
void lexicon_add(struct lexicon *lx, const char *path, struct str text,
                 struct diags *diags);

/* TEXT folded (text/fold.h) with the units that the words are made of.  O(len). */
void lexicon_fold(const struct lexicon *lx, struct arena *a, struct str text,
                  struct folded *out);

/* A number for all words of LX and their classes.  O(words). */
uint64_t lexicon_hash(const struct lexicon *lx);

/* The longest word having one of CLASSES at the start of the N units at CP (text/fold.h): its
 * length in code points, 0 when there is none.  *FOUND (may be NULL) = all classes of that word. */
unsigned lex_at(const struct lexicon *lx, const uint16_t *cp, size_t n, uint32_t classes,
                uint32_t *found);
/* The same for a word that ends where the N units at CP end. */
unsigned lex_before(const struct lexicon *lx, const uint16_t *cp, size_t n,
                    uint32_t classes, uint32_t *found);

#endif
