#ifndef YULU_QUERY_INTERNAL_H
#define YULU_QUERY_INTERNAL_H

#include "query/query.h"

/* ---- Characters: lex.c */

/* The character at OFF as the grammar sees it: full-width forms as ASCII, all blanks and controls
 * as ' '; 0 at the end.  *LEN (may be NULL) = its bytes. */
uint32_t lex_char(struct str s, size_t off, size_t *len);
size_t lex_skip_blanks(struct str s, size_t off);
/* Does a bare word end before this character?  (Its own parentheses do not end it.) */
bool lex_is_end(uint32_t c);
bool lex_is_quote(uint32_t c);
/* Is a comma between values of F: , and, for the fields of lists, 、 too? */
bool lex_is_comma(uint32_t c, enum query_field f);

struct lex_word {
    struct span span; /* all of it */
    struct span text; /* without marks and suffix */
    char suffix;      /* 'p' for ;py, 'n' for ;np, 0 */
    bool quoted;
    bool closed;  /* its mark, or the parentheses inside a word */
    bool doubled; /* has "" for " in it */
};
/* The phrase whose mark is at OFF. */
struct lex_word lex_phrase(struct str s, size_t off);
/* The word from OFF on, up to a comma of F (QUERY_ANY: none), a blank, '|' or a ')' that it did not
 * open; empty when one of them is at OFF. */
struct lex_word lex_word(struct str s, size_t off, enum query_field f);
/* Take the suffix behind W, if there is one, into its span. */
void lex_suffix(struct str s, struct lex_word *w, enum query_field f);
/* Is the word at OFF one of OR 或, AND 且, NOT 非 and alone?  Its bytes, or 0. */
enum lex_keyword { LEX_OR, LEX_AND, LEX_NOT };
size_t lex_keyword(struct str s, size_t off, enum lex_keyword k);
/* Is the whole of S one of these words? */
bool lex_is_keyword(struct str s);
/* The text of W: a part of S, or a copy in A when it has doubled marks. */
struct str lex_text(struct arena *a, struct str s, const struct lex_word *w);
/* S folded, in A. */
struct str lex_folded(struct arena *a, struct str s);
/* Are A and B the same when they are folded? */
bool lex_same(struct str a, struct str b);
/* Are these letters that may be pinyin: small letters and 汉字, one letter at least? */
bool lex_may_be_pinyin(struct str s);

/* ---- Names: flag.c */

bool flag_find(struct str name, enum query_flag *f);
/* The I-th name of a flag; NULL behind the last. */
const char *flag_name_at(enum query_flag f, size_t i);

/* ---- Printing: print.c */

/* S, in marks where it would not be read as one word. */
void print_word(struct buf *out, struct str s);

/* ---- What was meant: suggest.c; both empty when nothing is near */

struct str suggest_field(struct str name, const struct query_world *w);
struct str suggest_flag(struct str name);

/* ---- Values: value.c, dates.c */

/* WORD into V, for a number: false when it is none. */
bool number_parse(struct arena *a, struct str word, struct query_value *v);
/* Likewise for dates; F is DATE, AFTER or BEFORE. */
bool dates_parse(struct arena *a, struct str word, enum query_field f, struct date today,
                 struct query_value *v);
bool value_equal(const struct query_value *a, const struct query_value *b);

#endif
