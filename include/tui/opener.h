/* A browser for an address, without a shell. */
#ifndef YULU_TUI_OPENER_H
#define YULU_TUI_OPENER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* The words of the command that opens URL: the first entry of BROWSER (entries are parted by ":",
 * words by blanks; %s is the address, which comes last where there is none), else xdg-open.  In A,
 * NULL at the end. */
char **opener_words(struct arena *a, const char *browser, struct str url);
/* Start it by fork and execve, in a session of its own, on /dev/null, with PATH searched for its
 * first word.  URL must begin with http:// or https://.  False with a reason when nothing could be
 * started; whoever was started is nobody's child here. */
bool opener_start(struct str url, struct err *e);

#endif
