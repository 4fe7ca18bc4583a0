#include "tui/pace.h"

/* Keys repeat 30 times a second. */
enum { FAR = 30, VERY_FAR = 400, RELEASED = 120, HELD = 500, SMALL = 600 };

bool pace_key(struct pace *p, uint32_t key, long now)
{
    p->held = p->rtt >= FAR && key == p->key && now - p->pressed < RELEASED;
    p->key = key;
    p->pressed = now;
    return p->held;
}

/* Far lines are taken to be thin ones: 32 bytes a millisecond, or 8. */
void pace_sent(struct pace *p, size_t len, long now)
{
    long bytes_per_ms = p->rtt >= VERY_FAR ? 8 : 32;

    if (p->rtt < FAR)
        return;
    p->arrives = (p->arrives > now ? p->arrives : now) + (long)len / bytes_per_ms;
    if (len > SMALL)
        p->sent = now;
}

/* While a key is held there are two large pictures a second: enough to see where it goes. */
long pace_wait(const struct pace *p, long now)
{
    long until = p->arrives;

    if (p->held && p->sent && p->sent + HELD > until)
        until = p->sent + HELD;
    return until > now ? until - now : 0;
}

long pace_rest(const struct pace *p, long now)
{
    long left = p->pressed + RELEASED - now;

    if (!p->held)
        return -1;
    return left > 0 ? left : 0;
}
