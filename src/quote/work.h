/* What the files of the quotation engine share; nobody else includes this.
 *
 * All positions are numbers of code points of the folded text (traditional to simplified, full to
 * half width), which stand one to one for those of the body. */
#ifndef YULU_QUOTE_WORK_H
#define YULU_QUOTE_WORK_H

#include "quote/quote.h"

#include "tables.h"
#include "text/fold.h"

#include <uchar.h>

#define NOBODY NO_SPEAKER
enum { NAME_MAX_CPS = 24 };

/* What a character is to a sentence; one byte each. */
enum {
    C_END = 1 << 0,   /* 。！？… */
    C_COMMA = 1 << 1, /* ， */
    C_SEMI = 1 << 2,  /* ； */
    C_COLON = 1 << 3, /* ： */
    C_PAUSE = 1 << 4, /* 、 */
    C_HAN = 1 << 5,
    C_LATIN = 1 << 6, /* letters and digits */
    C_OTHER = 1 << 7, /* marks, brackets, blanks */
    C_QUOTED = 1 << 8 /* in an outer pair, marks included */
};
#define C_CLAUSE (C_END | C_COMMA | C_SEMI | C_COLON)

struct range {
    uint32_t s, e; /* half-open */
};

struct para {
    uint32_t s, e;
    enum block_kind kind;
    bool soft;                /* its start is a guess */
    uint32_t speaker, titles; /* 1 + number of a given block; 0 = none */
};

struct pair {
    uint32_t s, e;   /* with its marks */
    uint32_t is, ie; /* inside, trimmed */
    uint32_t para;
    bool unclosed;
    bool continues; /* carries on the pair before in a new paragraph */
};

/* A verb of speaking outside quotations. */
struct cue {
    uint32_t s, e;
    uint32_t class;
};

enum mention_kind { M_PERSON, M_PRONOUN, M_ROLE, M_ORG };
struct mention {
    uint32_t s, e;
    uint32_t lead; /* start of the titles before it, = s without */
    uint32_t tail; /* end of the titles or brackets behind it, = e without */
    enum mention_kind kind;
    uint32_t who; /* number in people, NOBODY for pronouns */
};

struct person {
    struct range name; /* the fullest form */
    enum speaker_kind kind;
    uint32_t first;       /* position of the first mention */
    struct range *titles; /* pieces, as printed */
    size_t n_titles, cap_titles;
    struct range *aliases;
    size_t n_aliases, cap_aliases;
    enum delegate_kind delegate;
    signed char gender; /* 1 他, 2 她, 0 not known */
    unsigned n_mentions;
};

struct work {
    struct arena *a; /* scratch, freed at the end */
    const struct lexicon *lx;
    const struct article *art;
    const struct body *body;
    struct folded t;
    uint16_t *cls; /* C_…, C_QUOTED */
    uint32_t n;
    struct para *paras;
    size_t n_paras;
    struct pair *pairs;
    size_t n_pairs, cap_pairs;
    struct cue *cues;
    size_t n_cues, cap_cues;
    struct person *people;
    size_t n_people, cap_people;
    struct mention *mentions;
    size_t n_mentions, cap_mentions;
};

/* ---- text.c */
void work_text(struct work *w);
/* The paragraph that holds position I. */
size_t para_at(const struct work *w, uint32_t i);
/* Is [I, I + strlen) the text Z (ASCII or 汉字 in UTF-8)? */
bool text_is(const struct work *w, uint32_t i, const char *z);
bool text_has(const struct work *w, uint32_t s, uint32_t e, const char *z);
/* Is character I one of those in SET, a string literal? */
#define char_in(w, i, set) cp_in(w, i, U"" set)
static inline bool cp_in(const struct work *w, uint32_t i, const char32_t *set)
{
    uint32_t c = i < w->n ? w->t.cp[i] : 0;

    while (*set && *set != c)
        set++;
    return *set != 0;
}
/* C_… of character I (there is one behind the last). */
static inline unsigned cls(const struct work *w, uint32_t i)
{
    return w->cls[i];
}
bool is_blank(uint32_t c);
/* Is character I a word of CLASSES?  May one begin, end with it?  (lexicon.h, without the call) */
static inline bool is_word(const struct work *w, uint32_t i, uint32_t classes)
{
    return letter(&w->lx->t, w->t.cp[i])->alone & classes;
}
static inline bool may_begin_word(const struct work *w, uint32_t i, uint32_t classes)
{
    return letter(&w->lx->t, w->t.cp[i])->begins & classes;
}
static inline bool may_end_word(const struct work *w, uint32_t i, uint32_t classes)
{
    return letter(&w->lx->t, w->t.cp[i])->ends & classes;
}
/* Longest word of CLASSES at I / ending at I, within [S, E); 0 when none. */
static inline uint32_t word_at(const struct work *w, uint32_t i, uint32_t e,
                               uint32_t classes)
{
    return i < e && may_begin_word(w, i, classes)
               ? lex_at(w->lx, w->t.cp + i, e - i, classes, NULL)
               : 0;
}
static inline uint32_t word_before(const struct work *w, uint32_t s, uint32_t i,
                                   uint32_t classes)
{
    return i > s && may_end_word(w, i - 1, classes)
               ? lex_before(w->lx, w->t.cp + s, i - s, classes, NULL)
               : 0;
}
bool range_eq(const struct work *w, struct range a, struct range b);
struct span span_of(const struct work *w, struct range r);

/* ---- pairs.c */
void work_pairs(struct work *w);
/* The outer pair that holds position I, or that begins (ends) there; n_pairs when none. */
size_t pair_holding(const struct work *w, uint32_t i);
size_t pair_from(const struct work *w,
                 uint32_t i); /* first pair that begins at or after I */

/* ---- cues.c */
void work_cues(struct work *w);
size_t cue_from(const struct work *w,
                uint32_t i); /* first cue that begins at or after I */
/* Left over adverbs, brackets and blanks that end at I, not before S. */
uint32_t skip_adverbs_back(const struct work *w, uint32_t s, uint32_t i);
uint32_t skip_adverbs(const struct work *w, uint32_t i, uint32_t e);
/* Start of the clause (sentence) that ends at I: behind a mark, a pair, a paragraph start. */
uint32_t clause_start(const struct work *w, uint32_t i);
uint32_t clause_end(const struct work *w, uint32_t i);
uint32_t sentence_begin(const struct work *w, uint32_t i);
uint32_t sentence_stop(const struct work *w, uint32_t i);

/* ---- names.c, people.c */
void work_names(struct work *w);
void work_mentions(struct work *w);
size_t mention_from(const struct work *w, uint32_t i);
uint32_t person_add(struct work *w, struct range name, enum speaker_kind kind);

/* ---- kind.c */
enum quote_kind pair_kind(const struct work *w, size_t pair);

/* ---- speaker.c, indirect.c */
struct quotes work_quotes(struct work *w, struct arena *a);

#endif
