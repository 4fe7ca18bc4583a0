/* No other file of this layer calls write(2) or prints, and none of the layers below does but to
 * files and pipes; a test looks at the symbols of the objects.  So what may reach the terminal can
 * be read in the callers of two functions. */
#include "tui/send.h"

#include "text/utf8.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { ESC = 27, BEL = 7 };

long send_some(int fd, struct str s)
{
    ssize_t n;

    do
        n = write(fd, s.p, s.len);
    while (n < 0 && errno == EINTR);
    if (n > 0)
        return (long)n;
    return n < 0 && errno == EAGAIN ? 0 : -1;
}

bool send_all(int fd, struct str s, int ms)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};

    while (s.len) {
        long n = send_some(fd, s);
        if (n < 0 || (n == 0 && poll(&p, 1, ms) <= 0))
            return false;
        s = str_from(s, (size_t)n);
    }
    return true;
}

/* Bytes of the sequence or character at the start of S. */
static size_t unit(struct str s)
{
    unsigned char c = (unsigned char)s.p[0];
    size_t i = 2;

    if (c >= 0xC0)
        return utf8_len(c);
    if (c != ESC || s.len < 2)
        return 1;
    if (strchr("]P^_X", s.p[1])) {
        while (i < s.len && s.p[i] != BEL && !(s.p[i] == ESC && i + 1 < s.len))
            i++;
        return i + (i < s.len && s.p[i] == ESC ? 2 : 1);
    }
    if (strchr(" #%()*+", s.p[1]))
        return 3;
    while (s.p[1] == '[' && i < s.len && s.p[i] >= 0x20 && s.p[i] <= 0x3F)
        i++;
    return s.p[1] == '[' ? i + 1 : 2;
}

size_t send_whole(struct str frame, size_t sent)
{
    size_t at = 0;

    while (at < sent)
        at += unit(str_from(frame, at));
    return at < frame.len ? at : frame.len;
}
