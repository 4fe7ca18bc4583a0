/* Does a word that somebody typed match a name, a tag or a title, and where?
 *
 * Both are folded (text/fold.h).  The word must be a part of the name in which each 汉字 may stand
 * for itself, for any of its readings in full or for the initial of one: dgh, dinggh, ding光h and
 * dingguanghong match 丁光宏; z and zh are initials of 张, a is that of 安.  The first characters
 * of a name are also read as a surname (单 shan, 尉迟 yuchi).  ü is typed as v, u or ü.
 * Letters typed in lower case are letters or pinyin, those in upper case letters only (of either
 * case); everything else stands for itself. */
#ifndef YULU_TEXT_MATCH_H
#define YULU_TEXT_MATCH_H

#include "base/str.h"

#include <stdint.h>

enum {
    MATCH_MAX = 63, /* cps of a word */
    /* Code points for which one look tells what may begin a match: to the end of the URO. */
    MATCH_NEAR = 0x2000,
    MATCH_NEAR_END = 0xA000,

    MATCH_PINYIN = 1,  /* else literally only */
    MATCH_START = 2,   /* at the start of the name only */
    MATCH_WHOLE = 4,   /* the whole name only */
    MATCH_PARTIAL = 8, /* the last syllable may be unfinished: dinggua matches 丁光宏 */
};

/* How good a match is, the best first. */
enum match_rank {
    MATCH_LITERAL_START,
    MATCH_LITERAL_INSIDE,
    MATCH_PINYIN_START,
    MATCH_PINYIN_INSIDE
};

/* A compiled word; holds no pointers.  Bit j of a set is place j of the word. */
struct matcher {
    uint32_t word[MATCH_MAX]; /* n folded cps */
    uint32_t initial
        [MATCH_MAX]; /* the bit of pinyin_initials() for what may be pinyin, else 0 */
    char letter[MATCH_MAX]; /* as pinyin, ü as v; 0 for what is none */
    uint64_t beyond;        /* what is no ASCII */
    uint64_t goes_on;       /* two letters from here may be the first of a syllable */
    unsigned n;
    unsigned flags;
    bool by_reading; /* some letter may be pinyin */
    bool
        look_ahead; /* the first character takes place 0 alone, so the next takes place 1 */
    /* What may take place 0, and place 1, a bit for each code point from MATCH_NEAR on. */
    unsigned char may[2][(MATCH_NEAR_END - MATCH_NEAR) / 8];
};

/* Compile WORD (valid UTF-8, as typed) with FLAGS (MATCH_...).  false: more than MATCH_MAX
 * characters, and M then matches nothing.  20 to 200 microseconds. */
bool match_compile(struct matcher *m, struct str word, unsigned flags);

/* Does M match NAME (valid UTF-8)?  The empty word matches everything, without hits.
 * HITS (room for MAX; NULL when MAX is 0): the matched bytes of NAME from the left, none
 * overlapping, each as long as it can be; *N how many were written (may be NULL); *RANK the best
 * rank (may be NULL).  Without hits and rank the first match ends the search.
 * O(name.len) for what occurs, O(name.len * MATCH_MAX) at worst; allocates nothing. */
bool match_in(const struct matcher *m, struct str name, struct span *hits, size_t max,
              size_t *n, enum match_rank *rank);

#endif
