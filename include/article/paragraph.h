/* Where the paragraphs of a text without line breaks began.
 *
 * Every sentence end is a candidate.  A candidate has features (who speaks next, which words
 * begin the sentence, how much it shares with the one before ...), and so has the paragraph a
 * break would end (its length in characters and sentences).  Every feature has a weight; the
 * cut whose weights add up highest wins.  The weights are one table in
 * src/article/paragraph_model.c; tests/quality/fit.py shows where they come from. */
#ifndef YULU_ARTICLE_PARAGRAPH_H
#define YULU_ARTICLE_PARAGRAPH_H

#include "base/arena.h"

#include <stdint.h>

/* The order of the table of weights. */
enum break_feature {
    /* how the sentence begins: exactly one of these, or none */
    BREAK_QUOTE_CUE,   /* with a quotation, and its speaker follows */
    BREAK_QUOTE_AFTER, /* with a quotation without a speaker, after a verb of speaking */
    BREAK_QUOTE_ALONE, /* with a quotation without a speaker */
    BREAK_QUOTE_TERM,  /* with a quoted term */
    BREAK_TITLE_CUE,   /* 全国政协委员某某表示 */
    BREAK_TITLE,       /* a title in the first clause, no verb of speaking */
    BREAK_NAME_CUE,    /* 某某认为 */
    BREAK_OTHER_CUE,   /* a verb of speaking whose subject is no person we know */
    BREAK_PRONOUN_CUE, /* 他表示 */
    BREAK_PRONOUN,     /* 他 这 该 */
    BREAK_TOPIC,       /* 此外 与此同时 据了解 */
    BREAK_CONTRAST,    /* 然而 不过 */
    BREAK_CONTINUE,    /* 因此 其中 */
    BREAK_LIST,        /* 二是 其次 */
    BREAK_TIME,        /* 3月5日， 近日 去年 目前 */
    BREAK_DASH,        /* —— */
    /* what else is known of it */
    BREAK_ALWAYS,
    BREAK_LABEL,      /* 主播： */
    BREAK_COPULA,     /* 某某是…, 某地位于… */
    BREAK_PERSON,     /* 那人叫某某，: it introduces somebody by name */
    BREAK_ASKS,       /* it ends in ？ */
    BREAK_KNOWN_HEAD, /* begins with a surname and characters met often in this text */
    BREAK_SAME_HEAD,  /* begins like the sentence before */
    BREAK_GIVEN,      /* its first characters occur in the sentence before */
    BREAK_EARLIER,    /* they occur further up */
    BREAK_TINY,       /* it has fewer than 15 characters */
    BREAK_SHORT,      /* fewer than 25 */
    BREAK_LONG,       /* more than 80 */
    /* what it shares with its neighbours */
    BREAK_APART, /* the two sentences before and the two from here on share nothing */
    BREAK_NEAR,  /* they share something */
    BREAK_CLOSE, /* they share much */
    BREAK_THEN_QUOTE, /* the sentence behind it begins with a quotation */
    BREAK_THEN_TINY,  /* it is very short */
    BREAK_THEN_ON,    /* the sentence behind it goes on with 他 这 但 因此 */
    /* the sentence before */
    BREAK_PREV_CLOSES, /* ends in a closing quotation mark */
    BREAK_PREV_BARE,   /* is nothing but a quotation */
    BREAK_PREV_OPENS,  /* begins with a quotation that has its speaker */
    BREAK_PREV_COLON,  /* has 某某说：“…” */
    BREAK_PREV_SAYS,   /* is the verb of a quotation before it: “…”某某说。 */
    BREAK_PREV_COPULA, /* 某某是… */
    BREAK_PREV_ASKS,   /* ends in ？ */
    BREAK_PREV_TRAILS, /* ends in …… */
    BREAK_PREV_CUE,    /* has a verb of speaking in its first clause */
    /* the whole text */
    BREAK_NAMES,    /* hardly a sentence begins with a pronoun: paragraphs are short */
    BREAK_PRONOUNS, /* many do: paragraphs are long */
    BREAK_DASHES,   /* several begin with ——: a paragraph a sentence */
    BREAK_FEATURES,
    /* the paragraph that a break ends: characters below 25, 45 ..., sentences 1, 2 ... */
    SPAN_CHARS = BREAK_FEATURES,
    SPAN_CHARS_N = 9,
    SPAN_SENTENCES = SPAN_CHARS + SPAN_CHARS_N,
    SPAN_SENTENCES_N = 5,
    PARAGRAPH_FEATURES = SPAN_SENTENCES + SPAN_SENTENCES_N
};

struct sentence {
    struct span span;
    unsigned cps; /* length in characters */
    bool first;   /* begins a stretch: a paragraph starts here in any case */
    bool hard;    /* no break before it: the verb in it belongs to the quotation before */
    bool starts;  /* a paragraph starts here: set by paragraph_cut() */
    uint64_t on;  /* features of a break before it: bit of each */
};

static inline bool break_is(uint64_t on, enum break_feature f)
{
    return on >> f & 1;
}
static inline void break_set(uint64_t *on, enum break_feature f, bool value)
{
    *on = (*on & ~((uint64_t)1 << f)) | (uint64_t)value << f;
}

struct sentences {
    struct sentence *items;
    size_t n;
};

/* The sentences of N stretches of TEXT, in the order of the text, with their features;
 * quotations are never cut.  Spans are offsets into TEXT.  O(text.len). */
struct sentences paragraph_sentences(struct arena *a, struct str text,
                                     const struct span *stretches, size_t n);
/* Choose the paragraphs.  O(n). */
void paragraph_cut(struct arena *a, struct sentences *list);
/* The name of feature I and its weight in hundredths, for reports; NULL behind the last. */
const char *paragraph_feature(size_t i, int *weight);

#endif
