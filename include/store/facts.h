/* What an archive keeps of one article: what a list shows, what a question asks for, who said what.
 *
 * Pure: made from an article and its quotations.  The words of the article are kept twice: as
 * printed where a person reads them (title, quotations), folded (text/fold.h) where they are looked
 * for.  The folded text of an article is its title, one newline, its body. */
#ifndef YULU_STORE_FACTS_H
#define YULU_STORE_FACTS_H

#include "quote/quote.h"
#include "said/people.h"

/* Whose values a facet counts. */
enum facet {
    FACET_SPEAKER, /* people who speak */
    FACET_ROLE,    /* 人大代表, 政协委员, 未注明: of the people who speak */
    FACET_ORG,     /* organisations that speak, or that the titles of speakers name */
    FACET_TAG,     /* keywords */
    FACET_SOURCE,  /* as printed, else the host of the address */
    FACET_OWN,     /* a key of the files, named as printed: 行业 */
    FACET_PHRASE,  /* speakers without a name (该负责人): asked for, never listed */
    FACET_TITLES,  /* all titles of a speaker in an article: likewise */
    FACET_COUNT
};

enum { SPEAKER_ORGS = 3, SPEAKERS_MAX = 60000 };

/* One value of a facet. */
struct fact {
    enum facet facet;
    struct str key; /* FACET_OWN: the key as printed */
    struct str value;
};

struct fact_speaker {
    enum speaker_kind kind;
    struct str name;    /* what the person is filed under */
    struct str aliases; /* other forms printed, "\n" between */
    struct str titles;  /* complete, "、" between */
    enum delegate_kind delegate;
    struct str orgs[SPEAKER_ORGS]; /* named by the titles; empty = none */
    unsigned n_quotes, n_indirect;
};

/* A quotation or an indirect statement. */
struct fact_quote {
    uint32_t speaker, second; /* numbers in facts.speakers, NO_SPEAKER */
    enum quote_kind kind;     /* direct, partial, indirect */
    enum quote_position position;
    enum confidence confidence;
    char rule;
    bool fixed;
    enum verdict verdict;
    unsigned number;    /* in its article, from 1; 0 = indirect */
    struct span span;   /* of the body as parsed, marks included */
    size_t start, end;  /* the same in code points */
    struct str text;    /* without marks */
    struct str cue;     /* the verb */
    struct span folded; /* of text, in the folded text of the article */
};

struct facts {
    uint64_t hash; /* of the body: its first 8 hex digits are the id */
    struct str path;
    unsigned doc;
    struct date date;
    struct str title, url, source, author; /* as printed */
    unsigned n_han, n_words;
    bool faulty;         /* its file has an error */
    bool analysed;       /* quotations and speakers were looked for */
    uint64_t near;       /* bodies that are nearly equal differ in few bits */
    struct fact *values; /* speakers' names and roles among them; each once */
    size_t n_values;
    struct fact_speaker *speakers;
    size_t n_speakers;
    struct fact_quote *quotes; /* in the order of the text */
    size_t n_quotes;
    struct str folded;   /* title, newline, body */
    size_t folded_title; /* bytes of the title in it */
};

/* The facts of ART in A, where what is not copied is a view of ART.  Q NULL: what is known without
 * quotations; MAP may be NULL, LX only with Q.  O(len). */
void facts_of(struct arena *a, const struct lexicon *lx, const struct people_map *map,
              const struct article *art, const struct quotes *q, struct facts *out);

/* The organisation that a title names ("复旦大学" of 复旦大学党委副书记), a view of TITLE; empty
 * when it names none.  O(len). */
struct str facts_org(const struct lexicon *lx, struct str title);
/* 64 bits of the shingles of FOLDED: texts that share nearly all of them differ in few bits, short
 * ones only when they are equal; 0 for texts without 汉字.  O(len). */
uint64_t facts_near(struct str folded);

#endif
