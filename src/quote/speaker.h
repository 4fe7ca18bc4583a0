/* Subjects of verbs and the turns of speaking; for the files of the engine only. */
#ifndef YULU_QUOTE_SPEAKER_H
#define YULU_QUOTE_SPEAKER_H

#include "context.h"

/* Who does what a verb says. */
struct subject {
    uint32_t who;    /* NOBODY: there is none */
    uint32_t also;   /* 1 + who speaks together with that one; 0 = nobody */
    struct range at; /* the words that name it */
    char rule; /* E pronoun, H surname or bare title, I role, K organisation; 0 a name */
    bool adjacent; /* right beside the verb */
    bool silent;   /* a reporter: nobody, and nobody else either */
};

/* Who spoke or acted last, in the order of the text. */
struct turn {
    uint32_t at, who;
    bool spoke;
};

struct turns {
    struct work *w;
    struct turn *list;
    size_t n, cap;
    size_t next_cue; /* verbs before it have been looked at */
    size_t next_mention;
    struct subject *subjects; /* of each verb, once looked at */
};

void turns_begin(struct turns *t, struct work *w);
/* Take in everything before position I. */
void turns_until(struct turns *t, uint32_t i);
void turns_add(struct turns *t, uint32_t at, uint32_t who, bool spoke);
/* The subject of verb CUE among the words from LO on. */
struct subject subject_of(struct turns *t, size_t cue, uint32_t lo);
/* The first one named in the clause [S, E), or meant by a bare title that opens it. */
struct subject subject_in_clause(struct turns *t, uint32_t s, uint32_t e);
/* The subject named by mention M. */
struct subject subject_named(struct turns *t, size_t m);
/* The one named by mention M, the last of a label, with whoever stands there too: 甲、乙：“…” */
struct subject subject_label(struct turns *t, size_t m, uint32_t lo);
/* 对X, 告诉X: is mention M, among the words from LO on, spoken to? */
bool mention_is_receiver(const struct work *w, size_t m, uint32_t lo);
/* The person a pronoun at I (of GENDER) stands for. */
uint32_t turns_person(const struct turns *t, uint32_t i, int gender);
/* The last person, or else the last role, that SPOKE (or acted) before I. */
uint32_t turns_last_person(const struct turns *t, uint32_t i, bool spoke);
/* The last person with a name who spoke before I. */
uint32_t turns_last_named(const struct turns *t, uint32_t i);
uint32_t turns_last(const struct turns *t, uint32_t from, uint32_t i, bool spoke);
/* The last role that spoke or acted before I; else the last person. */
uint32_t turns_last_role(const struct turns *t, uint32_t i);

/* ---- roles.c */

/* The one person before I who holds TITLE, as in 总书记指出; NOBODY when two do. */
uint32_t title_holder(const struct work *w, struct range title, uint32_t i);
/* The speaker without a name that opens the clause [S, E): 某协会随后发表声明|称. */
struct subject role_in_clause(struct turns *t, uint32_t s, uint32_t e);
/* The speaker without a name whose phrase ends at I; .who NOBODY when there is none. */
struct subject role_before(struct turns *t, uint32_t lo, uint32_t i);

/* Who speaks in pair K. */
struct answer {
    uint32_t who, second;
    struct range cue, mention;
    enum quote_position position : 8;
    enum confidence confidence : 8;
    char rule;
    bool silent; /* somebody speaks who is no speaker: a reporter asks */
};
struct answer speaker_of(struct turns *t, size_t k, const struct context *c,
                         const struct answer *before);

#endif
