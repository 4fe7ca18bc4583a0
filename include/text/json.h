/* Strings of JSON (RFC 8259). */
#ifndef YULU_TEXT_JSON_H
#define YULU_TEXT_JSON_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* Append S (valid UTF-8) as a JSON string.  Control, bidi and separator characters are escaped. */
void json_add_str(struct buf *out, struct str s);
/* What the escape at S (behind the backslash) stands for, two \u for one code point together;
 * *LEN = its bytes.  A half of a pair alone gives that half (U+D800-DFFF): no character.  False
 * when it is no escape. */
bool json_read_escape(struct str s, uint32_t *cp, size_t *len);

#endif
