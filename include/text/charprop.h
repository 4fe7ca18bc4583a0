/* What the layout knows about a character: one table look-up for width, line breaking, display
 * and clusters.  For the layer text alone; the rest of the program uses width.h, show.h, wrap.h.
 * The table is made from src/text/data/width.tsv, which says what the values mean. */
#ifndef YULU_TEXT_CHARPROP_H
#define YULU_TEXT_CHARPROP_H

#include <stdint.h>

/* Line break classes, numbered as in src/text/data/width.awk. */
enum char_class {
    CLASS_HAN,
    CLASS_AL,
    CLASS_NU,
    CLASS_OP,   /* full-width openers and “ ‘ */
    CLASS_AOP,  /* ( [ { */
    CLASS_CL,   /* full-width stops and closers, ” */
    CLASS_ACL,  /* , . ; ! ? ) ] } */
    CLASS_PR,   /* ￥ $ № before a number */
    CLASS_PO,   /* % ℃ after one */
    CLASS_CONN, /* – － ~ • */
    CLASS_WAVE, /* ～, may be broken before a number */
    CLASS_DOT,  /* · */
    CLASS_HY,   /* - */
    CLASS_SOL,  /* / ／ */
    CLASS_DASH,
    CLASS_ELL,
    CLASS_QT, /* ' */
    CLASS_GL, /* no-break space, word joiner */
    CLASS_ZW, /* zero width space */
    CLASS_SP,
    CLASS_BK,    /* ends a paragraph */
    CLASS_IGN,   /* nothing is shown for it: belongs to what is before it */
    CLASS_DQ,    /* " */
    CLASS_RQ,    /* ’ */
    CLASS_COLON, /* : */
    CLASS_CR,
    N_CLASSES
};

/* What stands on the screen for a character. */
enum char_show {
    CHAR_KEEP,
    CHAR_MARK,  /* combining, no column of its own */
    CHAR_IVS,   /* kept after a 汉字 only */
    CHAR_DROP,  /* nothing */
    CHAR_BAD,   /* U+FFFD */
    CHAR_BLANK, /* one space */
    CHAR_GETA   /* 〓 */
};

extern const unsigned short width_pages[8704];
extern const unsigned short width_cells[][128];

/* CP is at most U+10FFFF, which holds for anything decoded from valid UTF-8. */
static inline unsigned char_prop(uint32_t cp)
{
    return width_cells[width_pages[cp >> 7]][cp & 127];
}

static inline unsigned prop_cols(unsigned prop, int amb)
{
    return amb == 2 ? prop >> 2 & 3 : prop & 3;
}

static inline enum char_class prop_class(unsigned prop)
{
    return (enum char_class)(prop >> 4 & 31);
}

static inline enum char_show prop_show(unsigned prop)
{
    return (enum char_show)(prop >> 9 & 7);
}

enum {
    PROP_SOLO = 1 << 12,  /* two neighbours that both have it are in different clusters */
    PROP_LATIN = 1 << 13, /* Latin letter */
    PROP_EMOJI = 1 << 14  /* part of emoji sequences, of which the first is shown */
};

#endif
