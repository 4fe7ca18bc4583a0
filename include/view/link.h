/* Addresses as they may leave the program: in a link of the screen, as an argument of a browser. */
#ifndef YULU_VIEW_LINK_H
#define YULU_VIEW_LINK_H

#include "base/buf.h"

enum { LINK_MAX = 2083 }; /* bytes; what browsers and terminals agree on */

/* Append URL as printable ASCII: what RFC 3986 does not allow is percent-encoded.  False, with
 * nothing appended, when it does not begin with http:// or https:// and a host, or is longer than
 * LINK_MAX then. */
bool link_encode(struct buf *out, struct str url);

#endif
