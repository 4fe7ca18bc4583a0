/* An article as a tidy file of its own: what `yulu import` makes.  Format: yulu-content(5). */
#ifndef YULU_ARTICLE_WRITE_H
#define YULU_ARTICLE_WRITE_H

#include "article/body.h"

/* Append ART as one YAML document: Chinese keys in a fixed order, keywords and facets as lists, a
 * date only when a field gave it, and BODY as a literal block of one paragraph a line, or as a
 * block list when it has headings, captions or given quotations.  Read again, the article has the
 * same fields and the same parts; second copies of headings and white space between parts are left
 * out, so that its id may differ.  Begins with "---" when APART.  O(text). */
void article_write_yaml(struct buf *out, const struct article *art,
                        const struct body *body, bool apart);

#endif
