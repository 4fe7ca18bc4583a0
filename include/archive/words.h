/* What a reader's own files and clock tell: words for the quotation engine, people, corrections,
 * the date. */
#ifndef YULU_ARCHIVE_WORDS_H
#define YULU_ARCHIVE_WORDS_H

#include "quote/lexicon.h"
#include "said/fixes.h"
#include "said/people.h"
#include "state/state.h"
#include "text/date.h"

/* NAME in $XDG_CONFIG_HOME/yulu (~/.config/yulu without it), in A. */
const char *words_config_path(struct arena *a, const char *name);
/* Add the tables $XDG_CONFIG_HOME/yulu/lexicon/<name>.tsv (~/.config without it) to LX, in the
 * order of their names; texts in A.  What is wrong is said in DIAGS; the rest counts. */
void words_add(struct lexicon *lx, struct arena *a, struct diags *diags);
/* Add $XDG_CONFIG_HOME/yulu/people.tsv to M, if there is one; the text in A. */
void words_add_people(struct people_map *m, struct arena *a, struct diags *diags);
/* $XDG_STATE_HOME/yulu (~/.local/state/yulu without it), in A; NULL when neither is set. */
const char *words_state_folder(struct arena *a);
/* What the reader did, from that folder, on the clock of now; strings in A, which outlives it.
 * Never NULL: where there is no folder, it is kept in memory. */
struct state *words_open_state(struct arena *a, struct diags *diags);
/* The text of that file, in A; empty when there is none. */
struct str words_people_text(struct arena *a);
/* Read $XDG_STATE_HOME/yulu/corrections.yaml (~/.local/state without it) into F, if there is one.
 * Returns its path, in A. */
const char *words_read_fixes(struct fixes *f, struct arena *a, struct diags *diags);
/* Its path, in A; NULL where there is no folder for it. */
const char *words_fixes_path(struct arena *a);
/* Is that file another one than at *STAMP (0: not looked at yet)?  *STAMP is then the new one. */
bool words_fixes_changed(uint64_t *stamp);
/* Add the line of X to that file, with the time of now; one write(2), so that several programs lose
 * nothing.  False with a reason when it cannot be written. */
bool words_save_fix(const struct fix *x, struct err *e);

/* The day it is here. */
struct date words_today(void);

#endif
