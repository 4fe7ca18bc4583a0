/* How often to paint for a terminal that is far away.
 *
 * Bytes that were written are gone: whatever stands in the line must arrive before the picture
 * that answers the last key.  A line does not tell how much stands in it, and holds seconds' worth;
 * but how long the first answer took is known.  On a far line a picture is painted only when the
 * one before it has had the time to arrive, and while a key is held the text beside a list waits.
 * On a near one nothing waits. */
#ifndef YULU_TUI_PACE_H
#define YULU_TUI_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialised: near. */
struct pace {
    long rtt;     /* ms that the first answer took; 0 = not known */
    long sent;    /* the last large picture; 0 = none */
    long arrives; /* when everything that was sent has, about */
    uint32_t key; /* the last one */
    long pressed; /* when */
    bool held;    /* it comes again and again */
};

/* KEY came at NOW.  True when the key is held on a far line. */
bool pace_key(struct pace *p, uint32_t key, long now);
/* A picture of LEN bytes was sent at NOW. */
void pace_sent(struct pace *p, size_t len, long now);
/* Milliseconds to wait before the next picture; 0 = paint. */
long pace_wait(const struct pace *p, long now);
/* Milliseconds until a key that is held counts as released; -1 when none is. */
long pace_rest(const struct pace *p, long now);

#endif
