/* Who said what: every quotation of an article, its kind, and its speaker with the evidence.
 *
 * A pure function of the article: no files, no terminal, no state.  Rules, with examples that the
 * tests run: yulu-quotes(7).  Marks: GB/T 15834-2011 4.8 (“ ” ‘ ’), clreq (「 」 『 』). */
#ifndef YULU_QUOTE_QUOTE_H
#define YULU_QUOTE_QUOTE_H

#include "article/body.h"
#include "quote/lexicon.h"

enum quote_kind {
    QUOTE_DIRECT,  /* the speaker's own words, a clause at least */
    QUOTE_PARTIAL, /* words of a speaker built into the writer's sentence */
    QUOTE_TERM,    /* a term, a nickname, scare quotes */
    QUOTE_TITLE,   /* the name of a thing: event, award, plan */
    QUOTE_DOC,     /* the text of a law, a form, an inscription */
    QUOTE_INDIRECT /* a statement without marks */
};

enum speaker_kind { SPEAKER_PERSON, SPEAKER_ROLE, SPEAKER_ORG };
enum delegate_kind {
    DELEGATE_NONE,
    DELEGATE_NPC,
    DELEGATE_CPPCC
}; /* 人大代表, 政协委员 */

/* Where the speaker is named, seen from the quotation. */
enum quote_position {
    POSITION_NONE,
    POSITION_BEFORE,
    POSITION_AFTER,
    POSITION_SPLIT,  /* between two pieces */
    POSITION_CARRIED /* in another sentence */
};

/* What a reader said about a quotation. */
enum verdict { VERDICT_NONE, VERDICT_VERIFIED, VERDICT_DISPUTED };

enum confidence { CONFIDENCE_LOW, CONFIDENCE_MIDDLE, CONFIDENCE_HIGH };

struct speaker {
    enum speaker_kind kind;
    struct str name; /* canonical: the fullest form printed, or the phrase of a role */
    struct str *aliases; /* other forms printed */
    struct str *titles;  /* complete, as printed, in order, each once */
    size_t n_aliases, n_titles;
    enum delegate_kind delegate;
    struct span intro; /* of the body: first mention with its titles */
    unsigned n_quotes; /* direct and partial */
    unsigned n_indirect;
};

struct quotation {
    struct span span;    /* of the body, marks included; indirect: the statement */
    struct span text;    /* without the marks and white space inside them */
    struct span cue;     /* the verb, len 0 when there is none */
    struct span mention; /* where the speaker is named for this one: a name, a pronoun */
    size_t start, end;   /* of span in code points of the body */
    unsigned speaker;    /* number in quotes.speakers, NO_SPEAKER */
    unsigned second;     /* a second speaker (两人均表示), NO_SPEAKER */
    enum quote_kind kind : 8;
    enum quote_position position : 8;
    enum confidence confidence : 8;
    enum verdict verdict : 8;
    char rule;     /* A–K of yulu-quotes(7); 0 without speaker; X = given by the file */
    bool unclosed; /* its closing mark is missing */
    bool fixed;    /* the speaker is a reader's correction */
};

#define NO_SPEAKER (~0u)

/* Goes up when the rules change: what was found by older ones is found anew. */
enum { QUOTE_ENGINE = 2 };

struct quotes {
    struct quotation
        *list; /* in the order of the text: outer pairs and indirect statements */
    size_t n;
    struct speaker *speakers; /* in the order of their first mention */
    size_t n_speakers;
};

/* The quotations of ART, whose parts are BODY; all in A.  Cannot fail.  O(len) time.  Memory while
 * it runs, the parts counted, is at most 4 times an article's text beside the result; what has a
 * name, a verb or a pair every few characters takes some 60 bytes for each. */
struct quotes quotes_find(struct arena *a, const struct lexicon *lx,
                          const struct article *art, const struct body *body);

/* A speaker's own words? */
static inline bool quote_is_speech(enum quote_kind k)
{
    return k == QUOTE_DIRECT || k == QUOTE_PARTIAL;
}
/* Somebody who knows says that WHO (NO_SPEAKER: nobody) said X, a quotation of Q: rule X, high
 * confidence; the counts of the speakers follow. */
void quotes_give(struct quotes *q, struct quotation *x, unsigned who);

/* Append for people where the speaker is named, the verb, confidence and rule: 后置“表示” 高 C. */
void quote_add_reason(struct buf *out, enum quote_position p, struct str cue,
                      enum confidence c, char rule);

/* Names for data ("direct", "high", "before", "人大代表" or NULL, "person"). */
const char *quote_kind_name(enum quote_kind k); /* term, title and doc are "other" */
const char *confidence_name(enum confidence c);
const char *position_name(enum quote_position p);
const char *delegate_name(enum delegate_kind d);
const char *speaker_kind_name(enum speaker_kind k);
const char *verdict_name(enum verdict v); /* NULL for none */

#endif
