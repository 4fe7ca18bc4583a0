/* Columns in a terminal.  One table for the whole program: made from Unicode's
 * EastAsianWidth.txt and UnicodeData.txt (UAX #11), with our corrections, see src/text/data.
 *
 * Ambiguous characters (“ ” ‘ ’ — … · ① α ─ …) are one column in most terminals and two in
 * those set for East Asian legacy use; AMB (1 or 2) says which, at run time, everywhere. */
#ifndef YULU_TEXT_WIDTH_H
#define YULU_TEXT_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

/* 0, 1 or 2 columns.  Controls and unassigned characters, which are never written as they are,
 * count as what is shown in their place (see text/show.h). O(1). */
int width_cp(uint32_t cp, int amb);
/* Is the width of CP a matter of AMB? */
bool width_is_ambiguous(uint32_t cp);
/* The Unicode version of the tables, "15.0.0". */
const char *width_unicode_version(void);

#endif
