/* Readings of 汉字 in Mandarin: for sorting names, for showing how rare ones are said, for search.
 *
 * Tables: Unihan kMandarin, kHanyuPinlu, kXHC1983 and kTGHZ2013, U+3400 to U+9FFF and 〇
 * (src/text/data/pinyin.tsv); surnames that are read in a way of their own (surname.tsv).
 * A syllable is plain letters with the tone behind, ü as v: "zhai2", "lv4". */
#ifndef YULU_TEXT_PINYIN_H
#define YULU_TEXT_PINYIN_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* All readings of CP, the most usual first, a blank between; "" when none is known.  Static.
 * O(1). */
const char *pinyin_readings(uint32_t cp);
/* The first letters of all readings of CP: bit 0 for a, bit 25 for z; 0 when none is known.
 * O(1). */
uint32_t pinyin_initials(uint32_t cp);
/* Set bit cp - PINYIN_MARK_FROM of BITS for each CP from there to before PINYIN_MARK_END that has
 * one of INITIALS, or whose readings are not known.  Some 20 microseconds. */
enum { PINYIN_MARK_FROM = 0x3400, PINYIN_MARK_END = 0xA000 };
void pinyin_mark(uint32_t initials, unsigned char *bits);
/* How the surname at the start of NAME is read, when that is not the usual way: "shan4" for
 * 单霁翔, "yu4 chi2" for 尉迟; NULL otherwise.  *CPS = its characters.  O(1) for most
 * names, O(rows) else. */
const char *pinyin_surname(struct str name, unsigned *cps);
/* Is CP a 汉字 outside of level one (3,500) of the 通用规范汉字表, traditional forms counted as
 * their simplified ones? */
bool pinyin_is_rare(uint32_t cp);

/* Append a syllable with its mark: "zhai2" -> "zhái", "lv4" -> "lǜ". */
void pinyin_add_marked(struct buf *out, struct str syllable);
/* Append NAME as it is said, marked, its surname first: "dīng guāng hóng"; what is no 汉字 as it
 * is. */
void pinyin_add_name(struct buf *out, struct str name);
/* Append a key: names in the order of their keys (str_cmp) are in the order of pinyin, by syllable,
 * then tone, then character, surnames in their own reading; Latin letters among them, folded. */
void pinyin_add_key(struct buf *out, struct str name);

#endif
