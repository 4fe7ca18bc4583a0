/* Breaking Chinese text into rows of a terminal: 避头尾 (kinsoku).
 *
 * Rules: W3C clreq (prohibition rules for line start and end, unbreakable marks, Western text,
 * hanging punctuation, orphans), GB/T 15834-2011, GB/T 15835-2011 (numbers are not broken), and
 * UAX #14 for the rest; the table of classes and of pairs is in src/text/wrap.c.  UAX #14 alone is
 * not enough: it glues “ ” to both neighbours, see HACKING.md. */
#ifndef YULU_TEXT_WRAP_H
#define YULU_TEXT_WRAP_H

#include "base/arena.h"
#include "base/str.h"

enum kinsoku {
    KINSOKU_GB,     /* clreq basic, and / ／ never end a row (GB/T 15834 5.1.9) */
    KINSOKU_BASIC,  /* closers never begin a row, openers never end one */
    KINSOKU_STRICT, /* GB, and —— …… never begin a row */
    KINSOKU_NONE    /* between any two clusters; Latin words too */
};

struct wrap_opts {
    unsigned width; /* columns of a row, >= 1 */
    int amb;        /* columns of ambiguous characters: 1 or 2 */
    enum kinsoku level;
    unsigned indent; /* columns that the first row of each paragraph is shorter */
    bool hang;       /* one stop 、，。 may stand up to 2 columns past the width */
    bool orphan;     /* 孤字不成行: no last row of one 汉字 (and stop) alone */
};

/* One row: a part of the text, without the blanks that a break swallowed. */
struct wrap_row {
    size_t off;    /* bytes from the start of the text */
    size_t len;    /* bytes */
    unsigned cols; /* columns of its shown form (text/show.h), indent not counted */
    bool first;    /* first row of a paragraph: the caller puts the indent before it */
    bool last;     /* ends its paragraph (newline or end of text) */
};

/* Break TEXT (valid UTF-8; "\n" ends a paragraph, so do U+0085, U+2028, U+2029) into rows.
 *
 * Every row is at most WIDTH columns unless one cluster alone is wider; a unit wider than a row is
 * cut between clusters; each row takes at least one cluster; an empty paragraph is one empty row; a
 * newline at the very end of TEXT adds no row.  The rows in order hold all of TEXT but the blanks
 * at soft breaks, the newlines, and what is not shown.  *ROWS is in A and holds offsets, so TEXT
 * must outlive it.  Returns the number of rows, 0 for empty text.  Cannot fail.  O(len). */
size_t wrap_text(struct arena *a, struct str text, const struct wrap_opts *o,
                 struct wrap_row **rows);

#endif
