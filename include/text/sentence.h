/* Sentences of running Chinese text: what a person selects and cites.
 *
 * A sentence ends after 。 ！ ？ … (GB/T 15834-2011 4.1-4.3, 4.11) or ! ? with the
 * closing marks that follow, and at a line end. */
#ifndef YULU_TEXT_SENTENCE_H
#define YULU_TEXT_SENTENCE_H

#include "base/str.h"

/* Byte offset behind the sentence of S (valid UTF-8) that holds byte OFF, line end not counted;
 * s.len at most.  At a line end: OFF itself.  O(sentence). */
size_t sentence_end(struct str s, size_t off);
/* Byte offset where the sentence that holds byte OFF (< s.len) begins, white space left out.
 * O(line). */
size_t sentence_start(struct str s, size_t off);
/* SPAN made larger to whole sentences, then by N more on both sides; paragraphs do not stop it.
 * O(result). */
struct span sentence_around(struct str s, struct span span, unsigned n);

#endif
