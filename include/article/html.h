/* The article of a saved web page: title, address, date, source, keywords, and parts of its text.
 *
 * No browser: HTML is cut into tags and text as pages of news need it (WHATWG HTML 13.2.5 in its
 * main lines), elements that hold no text of an article (scripts, menus, forms) are left out, and
 * the element with most running text below it is taken for the article.  Any bytes are taken;
 * O(len), nesting beyond 256 elements is flat. */
#ifndef YULU_ARTICLE_HTML_H
#define YULU_ARTICLE_HTML_H

#include "article/article.h"

/* Make *ART of PAGE (valid UTF-8, outlives it), in A: title, url, source, author, date (as the page
 * says it), keywords, and the body with its parts as given blocks.  id and hash are not set.
 * false: no text was found. */
bool html_article(struct arena *a, struct str page, struct article *art);

#endif
