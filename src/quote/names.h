/* What the neighbours of a possible name tell; for names*.c only. */
#ifndef YULU_QUOTE_NAMES_H
#define YULU_QUOTE_NAMES_H

#include "work.h"

/* What a side is worth; STRONG: it is hardly that of anything but a name. */
struct side {
    int weight;
    bool strong;
};

/* ---- names.c */

/* The given name [I, E): what its characters say, -100 when one of them cannot be. */
int given_weight(const struct work *w, uint32_t i, uint32_t e);
/* ---- names_near.c */

/* 和, 向, 对 are surnames and join what stands beside them. */
bool is_function_word(const struct work *w, uint32_t i);
/* 左斌|直言, 姜汐|笑着说: the last character of R begins a word that goes on behind the name. */
bool ends_in_a_word(const struct work *w, struct range r, uint32_t e);
/* Is a verb of speaking in [I, E), not far, with none of BORDERS (C_…) between? */
bool verb_ahead(const struct work *w, uint32_t i, uint32_t e, unsigned borders);
/* 3日, 4月2日: the end of the date at I, I when there is none. */
uint32_t skip_date(const struct work *w, uint32_t i, uint32_t e);
/* ，三十八岁; ，72岁 */
bool comma_and_age(const struct work *w, uint32_t i, uint32_t e);
/* What a surname R that is a common word gains: a title before it and a border behind it, or a
 * colon behind a label. */
int weak_bonus(const struct work *w, struct range para, struct range r, struct side left,
               struct side right);
/* 渔民招海生|咧嘴笑了: behind a title and a name that looks like one anything may follow. */
bool is_introduced(const struct work *w, struct range r, struct side left);

#endif
