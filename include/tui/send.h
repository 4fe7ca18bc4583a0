/* The one way to the terminal. */
#ifndef YULU_TUI_SEND_H
#define YULU_TUI_SEND_H

#include "base/str.h"

#include <stdbool.h>

/* Bytes that FD took of S; 0 when it takes none now, -1 when it is gone.  Also for handlers of
 * signals. */
long send_some(int fd, struct str s);
/* All of S, waiting at most MS while a terminal takes nothing; false when it did not. */
bool send_all(int fd, struct str s, int ms);

/* A frame was sent up to its byte SENT: where the sequence or character that byte is inside of
 * ends.  SENT itself when it is inside of none. */
size_t send_whole(struct str frame, size_t sent);

#endif
