/* What a mistyped word of a table may have meant. */
#ifndef YULU_BASE_NEAREST_H
#define YULU_BASE_NEAREST_H

#include <stddef.h>

/* Of the words word_at(0), word_at(1), … (NULL ends them) the one most like WORD, or NULL when
 * none is near enough to be meant.  O(bytes of the words). */
const char *nearest_word(const char *word, const char *(*word_at)(size_t i));

#endif
