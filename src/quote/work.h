/* What the files of the quotation engine share; nobody else includes this.
 *
 * All positions are numbers of code points of the folded text (traditional to simplified, full to
 * half width), which stand one to one for those of the body. */
#ifndef YULU_QUOTE_WORK_H
#define YULU_QUOTE_WORK_H

#include "quote/quote.h"

#include "tables.h"
#include "text/charset.h"
#include "text/fold.h"

#define NOBODY NO_SPEAKER
enum { NAME_MAX_CPS = 24 };

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

/* Where in a list, in the order of the text, those that begin at or behind a position are: the
 * number of the first one for every PLACES_STEPth position, so that hardly any are passed over. */
enum { PLACES_STEP = 256 };
struct places {
    uint32_t *from;
};

/* Lists that grow have an arena each, so that only one copy is held. */
enum list_id { LIST_PAIRS, LIST_CUES, LIST_MENTIONS, LIST_TURNS, LISTS };

/* The end of a walk to the start or to the end of a clause or of a sentence, so that a second walk
 * need not go farther than the first one began. */
struct walk {
    uint32_t from, to;
};
struct walks {
    struct walk start[2], end[2]; /* of clauses, of sentences */
};

struct work {
    struct arena *a; /* scratch, freed at the end */
    struct arena lists[LISTS];
    struct walks *walks;
    const struct lexicon *lx;
    const struct article *art;
    const struct body *body;
    struct folded t;
    unsigned char *mark; /* MARK_…; see cls() */
    uint32_t n;
    struct para *paras;
    size_t n_paras;
    struct places para_places, pair_places, cue_places, mention_places;
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
/* Where the N things of SIZE bytes at FIRST are, whose first member is a position. */
struct places places_of(const struct work *w, const void *first, size_t n, size_t size);
/* The first of the N things at LIST that begins at or behind I. */
#define FIRST_FROM(w, places, list, n, i)                                                \
    size_t k_ = (places).from[(i) / PLACES_STEP];                                        \
    while (k_ < (n) && (list)[k_].s < (i))                                               \
        k_++;                                                                            \
    return k_
/* The paragraph that holds position I. */
static inline size_t para_from(const struct work *w, uint32_t i)
{
    FIRST_FROM(w, w->para_places, w->paras, w->n_paras, i);
}
static inline size_t para_at(const struct work *w, uint32_t i)
{
    size_t k = para_from(w, i + 1);

    return k ? k - 1 : 0;
}
/* Is Z, a literal of ASCII or 汉字, what stands at I?  Is it somewhere in [S, E)? */
#define text_is(w, i, z) text_is_units(w, i, u"" z, sizeof(u"" z) / 2 - 1)
#define text_has(w, s, e, z) text_has_units(w, s, e, u"" z, sizeof(u"" z) / 2 - 1)
static inline bool text_is_units(const struct work *w, uint32_t i, const char16_t *z,
                                 uint32_t n)
{
    return i <= w->n && n <= w->n - i && w->t.cp[i] == z[0] &&
           memcmp(w->t.cp + i, z, n * sizeof *z) == 0;
}
bool text_has_units(const struct work *w, uint32_t s, uint32_t e, const char16_t *z,
                    uint32_t n);
/* Is character I one of those in SET, a string literal? */
#define char_in(w, i, set) char_is_in((i) < (w)->n ? (w)->t.cp[i] : 0u, set)
/* C_… of character I (there is one behind the last). */
static inline unsigned cls(const struct work *w, uint32_t i)
{
    return 1u << (w->mark[i] & MARK_CLASS) |
           (w->mark[i] & MARK_QUOTED) * (unsigned)(C_QUOTED / MARK_QUOTED);
}
static inline bool is_blank(uint32_t c)
{
    return char_is_in(c, " \t\n\r\u3000\u00A0\u2002\u2003\u2005\u2009");
}
/* Z, which ends with a zero: its length when it stands at I, else 0.  The same for one of the N
 * words of LIST. */
uint32_t text_starts(const struct work *w, uint32_t i, const char16_t *z);
uint32_t words_at(const struct work *w, uint32_t i, const char16_t *const *list,
                  size_t n);
#define LIST_AT(w, i, list) words_at(w, i, list, sizeof(list) / sizeof *(list))
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
    return i < e ? table_at(&w->lx->t, w->t.cp + i, e - i, classes, NULL) : 0;
}
static inline uint32_t word_before(const struct work *w, uint32_t s, uint32_t i,
                                   uint32_t classes)
{
    return i > s ? table_before(&w->lx->t, w->t.cp + s, i - s, classes, NULL) : 0;
}
/* The word at I and *FOUND, its classes. */
static inline uint32_t word_found(const struct work *w, uint32_t i, uint32_t e,
                                  uint32_t classes, uint32_t *found)
{
    return i < e ? table_at(&w->lx->t, w->t.cp + i, e - i, classes, found) : 0;
}
bool range_eq(const struct work *w, struct range a, struct range b);
struct span span_of(const struct work *w, struct range r);

/* ---- pairs.c */
void work_pairs(struct work *w);
/* The outer pair that holds position I, or that begins (ends) there; n_pairs when none. */
size_t pair_holding(const struct work *w, uint32_t i);
/* The first pair that begins at or behind I. */
static inline size_t pair_from(const struct work *w, uint32_t i)
{
    FIRST_FROM(w, w->pair_places, w->pairs, w->n_pairs, i);
}
/* A walk over what is outside of pairs, paragraph by paragraph; zero to begin with. */
struct gaps {
    size_t pair; /* first that does not end before */
    uint32_t e;  /* of the paragraph */
};
/* From *I on: *I moves over the pairs there, *STOP = where the next one begins.  False at the
 * end. */
bool gap_next(const struct work *w, struct gaps *g, uint32_t *i, uint32_t *stop);

/* ---- cues.c */
void work_cues(struct work *w);
/* The first cue that begins at or behind I. */
static inline size_t cue_from(const struct work *w, uint32_t i)
{
    FIRST_FROM(w, w->cue_places, w->cues, w->n_cues, i);
}
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
static inline size_t mention_from(const struct work *w, uint32_t i)
{
    FIRST_FROM(w, w->mention_places, w->mentions, w->n_mentions, i);
}
uint32_t person_add(struct work *w, struct range name, enum speaker_kind kind);

/* ---- kind.c */
enum quote_kind pair_kind(const struct work *w, size_t pair);

/* ---- speaker.c, indirect.c */
struct quotes work_quotes(struct work *w, struct arena *a);

#endif
