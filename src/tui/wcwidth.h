/* What ncursesw believes about widths. */
#ifndef YULU_TUI_WCWIDTH_H
#define YULU_TUI_WCWIDTH_H

/* Columns of ambiguous characters from now on: 1 or 2. */
void wcwidth_set(int amb);

#endif
