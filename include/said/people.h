/* A user's word on who is who.
 *
 * Rows of a table: the name as printed, a tab, the name to file it under; then, after another
 * tab, a word that must stand in one of the titles for the row to count.  The first row that fits
 * decides:
 *     张英 <tab> 张英（上海） <tab> 上海
 *     利伯 <tab> 查尔斯·利伯
 *     丁光宏 <tab> 丁光宏             one person, whatever the titles are */
#ifndef YULU_SAID_PEOPLE_H
#define YULU_SAID_PEOPLE_H

#include "article/diag.h"
#include "base/buf.h"
#include "quote/quote.h"

struct people_map;

struct people_map *people_map_new(struct arena *a);
/* Add the rows of TEXT; bad lines are said in DIAGS with PATH:LINE and skipped.  TEXT must outlive
 * the map. */
void people_map_add(struct people_map *m, const char *path, struct str text,
                    struct diags *diags);
/* What S is filed under, or an empty string when the map (NULL: none) is silent.  O(rows). */
struct str people_map_find(const struct people_map *m, const struct speaker *s);

/* Does some row file people under NAME?  O(rows). */
bool people_map_files(const struct people_map *m, struct str name);

/* Append what two ways of printing NAME have in common: folded, without blanks and middle dots. */
void people_add_key(struct buf *out, struct str name);

#endif
