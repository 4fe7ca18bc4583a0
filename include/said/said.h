/* People and organisations over many articles, and everything they said.
 *
 * Pure: articles go in with the quotations found in them, in any order; nothing is read.  One
 * entry for one folded name.  Where the titles printed in two articles have nothing in common, the
 * entry keeps them in groups, and a reader is told that it may be several people; only a user's
 * map (people.h) joins or parts them for good.  A role (该负责人) is of its article alone. */
#ifndef YULU_SAID_SAID_H
#define YULU_SAID_SAID_H

#include "base/hash.h"
#include "quote/quote.h"
#include "said/people.h"

/* One quotation or indirect statement with a speaker, or a quotation without one. */
struct saying {
    uint32_t article; /* number in said.articles */
    uint32_t person;  /* number in said.people, NO_SPEAKER */
    uint32_t second;  /* who said it too, NO_SPEAKER */
    unsigned number;  /* of the quotation in its article, from 1; 0 = indirect */
    enum quote_kind kind;
    enum quote_position position;
    enum confidence confidence;
    char rule;
    bool fixed; /* the speaker is a reader's correction */
    enum verdict verdict;
    struct span span;  /* of the body as parsed, marks included */
    size_t start, end; /* the same in code points */
    struct str text;   /* without marks */
    struct str cue;
};

struct said_article {
    const char *id;
    struct str title, url;
    struct date date;
    struct str *tags; /* its keywords */
    size_t n_tags;
    size_t first, n; /* its sayings */
};

/* Titles that were seen together, or share an organisation. */
struct title_group {
    struct str *titles;
    size_t n, cap;
    size_t n_articles;
    enum delegate_kind delegate;
};

struct person {
    enum speaker_kind kind;
    struct str name; /* as first printed, or as the user's map has it */
    struct str *aliases;
    size_t n_aliases, cap_aliases;
    struct title_group *groups; /* at least one; more: maybe several people */
    size_t n_groups, cap_groups;
    bool settled;      /* the user's map says that this is one person */
    uint32_t *sayings; /* in the order they came */
    size_t n_sayings, cap_sayings;
    uint32_t *articles;
    size_t n_articles, cap_articles;
    unsigned n_quotes, n_indirect;
    struct date first, last; /* of dated articles; precision DATE_NONE when none is */
};

struct said {
    struct arena a; /* of everything here */
    const struct people_map *map;
    struct said_article *articles;
    size_t n_articles, cap_articles;
    struct saying *sayings;
    size_t n_sayings, cap_sayings;
    struct person *people;
    size_t n_people, cap_people;
    struct map ids;   /* of articles */
    struct map names; /* kind and folded name -> number in people */
};

/* Zero-initialised is empty; MAP (may be NULL) must outlive S. */
void said_init(struct said *s, const struct people_map *map);
void said_free(struct said *s);
/* Take in the quotations Q of ART; what is kept is copied.  An id that is there is left as it is.
 * O(quotations). */
void said_add(struct said *s, const struct article *art, const struct quotes *q);
/* ART is known and its quotations are the same, but other people may have said them: what a
 * correction changes. */
void said_update(struct said *s, const struct article *art, const struct quotes *q);
/* The number of the article, or n_articles. */
size_t said_article(const struct said *s, struct str id);
/* The number of who goes by NAME, or a person who has it as another form; n_people when nobody
 * does.  ID: of the article, for a role. */
size_t said_person(const struct said *s, enum speaker_kind kind, const char *id,
                   struct str name);
/* May P be several people? */
bool person_is_doubtful(const struct person *p);
/* Append all titles, with "、" between them and " | " between the groups. */
void person_add_titles(struct buf *out, const struct person *p);
/* The delegate kind printed most often for P. */
enum delegate_kind person_delegate(const struct person *p);

enum person_order { BY_QUOTES, BY_NAME };
/* Numbers of the people with one of KINDS (bits 1 << kind) in A, most quotations first, or by
 * name in the order of pinyin; ties by name, so that the order is total.  O(n log n). */
uint32_t *said_order(const struct said *s, struct arena *a, unsigned kinds,
                     enum person_order order, size_t *n);

#endif
