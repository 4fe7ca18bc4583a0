/* Keys as an input method sends them, and as people read them. */
#ifndef YULU_VIEW_KEYMAP_H
#define YULU_VIEW_KEYMAP_H

#include "view/command.h"

#include "base/buf.h"

/* The command key meant by KEY: full-width forms and the punctuation that a Chinese input method
 * puts in place of ASCII (： 、 。 【】 《》 “” ￥ …… ——).  Other keys are themselves. */
uint32_t key_fold(uint32_t key);
/* Does an input method send KEY twice for one stroke (…… and ——)? */
bool key_comes_twice(uint32_t key);
/* Append the keys of CMD for people: "j Down", at most MAX of them. */
void keymap_add(struct buf *out, const struct command *cmd, size_t max);

#endif
