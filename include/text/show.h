/* What of a text may reach a terminal, and how wide it is.
 *
 * The text itself is never changed: copies, exports and search use the source bytes.  Only what
 * passes through show_cluster() is ever written to a screen or printed as text, so no byte of an
 * article, a file name or an error message can control the terminal.  Rules: typography notes in
 * HACKING.md; precedents CVE-2003-0063, CVE-2021-42574. */
#ifndef YULU_TEXT_SHOW_H
#define YULU_TEXT_SHOW_H

#include "base/buf.h"
#include "base/str.h"

enum {
    SHOW_MAX = 32
}; /* bytes: a base, 4 marks and an ideographic variation selector fit */

/* What stands on the screen for one grapheme cluster. */
struct show {
    char bytes[SHOW_MAX];
    unsigned char len;  /* bytes; 0 = nothing is shown */
    unsigned char cols; /* 0 only when len is 0, else 1 or 2 */
};

/* Bytes of the grapheme cluster (UAX #29 extended; libunistring's tables) of S that starts at
 * OFF; at least 1 when OFF < s.len.  CR LF is one cluster.  O(cluster). */
size_t show_next(struct str s, size_t off);
/* Start of the cluster before OFF (OFF > 0). */
size_t show_prev(struct str s, size_t off);

/* The shown form of CLUSTER (one cluster as cut by show_next).  C0, DEL, C1: U+FFFD; TAB, CR, LF,
 * U+0085, U+2028, U+2029: one blank; bidi controls, joiners, BOM, SHY, tags, VS1-16: dropped;
 * emoji sequences: the first base; unassigned and private use: 〓; at most 4 combining marks.
 * A cluster that begins with a combining mark gets U+25CC or a blank as its base. */
void show_cluster(struct str cluster, int amb, struct show *out);

/* Columns of the shown form of S.  O(len). */
unsigned show_cols(struct str s, int amb);
/* Append the shown form of S, on one line.  The only function here, with show_clip(), that takes
 * any bytes: what is no UTF-8 becomes U+FFFD. */
void show_add(struct buf *out, struct str s, int amb);

/* Bytes of the longest prefix of whole clusters of S that fits into COLS columns; *USED = its
 * columns (may be NULL). */
size_t show_fit(struct str s, unsigned cols, int amb, unsigned *used);
/* Append S cut to COLS columns, ".." at the end where something was cut (COLS >= 2; a width of "…"
 * would depend on AMB), padded with blanks to exactly COLS when PAD.  Never splits a cluster. */
void show_clip(struct buf *out, struct str s, unsigned cols, int amb, bool pad);

#endif
