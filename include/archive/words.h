/* A user's own words for the quotation engine. */
#ifndef YULU_ARCHIVE_WORDS_H
#define YULU_ARCHIVE_WORDS_H

#include "quote/lexicon.h"
#include "said/people.h"

/* Add the tables $XDG_CONFIG_HOME/yulu/lexicon/<name>.tsv (~/.config without it) to LX, in the
 * order of their names; texts in A.  What is wrong is said in DIAGS; the rest counts. */
void words_add(struct lexicon *lx, struct arena *a, struct diags *diags);
/* Add $XDG_CONFIG_HOME/yulu/people.tsv to M, if there is one; the text in A. */
void words_add_people(struct people_map *m, struct arena *a, struct diags *diags);

#endif
