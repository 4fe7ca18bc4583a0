/* A heading that a scraper glued in twice: from the page's outline and from the text.
 *
 *     …各自的思考。 走进养老院，“打下手”的先来 走进养老院，“打下手”的先来 会翻身的床垫…
 *                  first                       second
 *
 * Right after a sentence (a credit, another heading) SHORT characters are enough; anywhere
 * else only LONG ones are no accident of speech.  Both searches look at most MOST characters
 * ahead of a position, so that a body of one repeated character costs no more than another. */
#include "body_work.h"

enum { SHORT = 6, LONG = 10, MOST = 40, VARIED = 4 };

/* ！ and ？ may end a heading; inside they would make it two sentences. */
static bool never_inside(uint32_t cp)
{
    return body_in(cp, "。；\n!…");
}

/* A repeated laugh is no heading. */
static bool is_varied(const uint32_t *cp, size_t n)
{
    size_t distinct = 0;

    for (size_t i = 0; i < n && distinct < VARIED; i++) {
        size_t k = 0;

        while (k < i && cp[k] != cp[i])
            k++;
        distinct += k == i;
    }
    return distinct >= VARIED;
}

static bool is_balanced(const uint32_t *cp, size_t n)
{
    int quotes = 0, corners = 0;

    for (size_t i = 0; i < n; i++) {
        quotes += (cp[i] == 0x201C) - (cp[i] == 0x201D);
        corners += (cp[i] == 0x300C) - (cp[i] == 0x300D);
        if (quotes < 0 || corners < 0)
            return false;
    }
    return !quotes && !corners;
}

static bool is_heading(const uint32_t *cp, size_t n, size_t least)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (cp[i] == 0xFF01 || cp[i] == 0xFF1F)
            return false;
    if (body_in(cp[n - 1], "，、：；") || body_in(cp[0], "，、：；！？”」）"))
        return false;
    if (body_in(cp[n - 1], "！？") && least < LONG && n < LONG)
        return false;
    return is_varied(cp, n) && is_balanced(cp, n);
}

/* Do the first two characters from OFF on come again where a second copy could begin?  What they
 * end with is rarer than what they begin with. */
static bool begins_again(struct str t, size_t off, size_t end)
{
    size_t two = body_skip(t, off, 2) - off, at = off + SHORT + two - 1;
    size_t stop = end - off > 4 * (MOST + 3) ? off + 4 * (MOST + 3) : end;

    while (at < stop) {
        const char *hit = memchr(t.p + at, t.p[off + two - 1], stop - at);

        if (!hit)
            return false;
        if (!memcmp(hit + 1 - two, t.p + off, two))
            return true;
        at = (size_t)(hit - t.p) + 1;
    }
    return false;
}

struct doubled doubled_at(struct str t, size_t off, size_t end)
{
    uint32_t cp[2 * MOST + 1];
    size_t at[2 * MOST + 1], n = 0, len, limit = MOST;

    if (!begins_again(t, off, end))
        return (struct doubled){0};
    for (size_t i = off; i < end && n < 2 * MOST; i += len, n++) {
        cp[n] = body_cp(t, i, &len);
        at[n] = i;
        if (n < limit && never_inside(cp[n]))
            limit = n;
        at[n + 1] = i + len;
        if (n >= 2 * limit)
            break;
    }
    for (size_t k = limit < n / 2 ? limit : n / 2; k >= SHORT; k--) {
        size_t gap = cp[k] == ' ' && 2 * k + 1 <= n;

        if (cp[0] == cp[k + gap] && !memcmp(cp, cp + k + gap, k * sizeof *cp) &&
            is_heading(cp, k, SHORT))
            return (struct doubled){{off, at[k] - off},
                                    {at[k + gap], at[2 * k + gap] - at[k + gap]}};
    }
    return (struct doubled){0};
}

/* run[L] = how many characters in a row equal the one L before them. */
struct echo {
    uint32_t ring[2 * MOST];
    size_t at[2 * MOST];
    unsigned run[MOST + 1];
    size_t n;
};

static void echo_see(struct echo *e, uint32_t cp, size_t off)
{
    bool stop = never_inside(cp);

    for (size_t k = LONG; k <= MOST; k++) {
        bool same = !stop && e->n >= k && e->ring[(e->n - k) % (2 * MOST)] == cp;

        e->run[k] = same ? e->run[k] + 1 : 0;
    }
    e->ring[e->n % (2 * MOST)] = cp;
    e->at[e->n % (2 * MOST)] = off;
    e->n++;
}

static bool echo_found(const struct echo *e, size_t k, size_t end, struct doubled *out)
{
    uint32_t cp[MOST];
    size_t first = e->n - 2 * k, second = e->n - k;

    if (e->run[k] < k || e->n < 2 * k)
        return false;
    for (size_t i = 0; i < k; i++) {
        cp[i] = e->ring[(first + i) % (2 * MOST)];
        if (never_inside(cp[i]))
            return false;
    }
    if (!is_heading(cp, k, LONG))
        return false;
    first = e->at[first % (2 * MOST)];
    second = e->at[second % (2 * MOST)];
    *out = (struct doubled){{first, second - first}, {second, end - second}};
    return true;
}

enum {
    AWAY = 32,
    REACH = LONG + AWAY
}; /* distances that are looked at, LONG to MOST at least */

/* Do K characters in a row, I among them, stand K further up, as far as the N at CP show? */
static bool is_run(const uint16_t *cp, size_t n, size_t i, size_t k)
{
    size_t s = i, e = i;

    while (s > k && cp[s - 1] == cp[s - 1 - k])
        s--;
    while (e < n && cp[e] == cp[e - k])
        e++;
    return e - s >= k || s == k || e == n;
}

/* Do characters in a row of the N at CP, the first REACH of which come before, stand further up, as
 * far as they are many, LONG to MOST?  First three of them are looked for, at every eighth place
 * only: LONG in a row have one.  Sixteen bits of a character do, and the loop has no branches, so
 * that a compiler makes vectors of it. */
static bool echoes(const uint16_t *cp, size_t n)
{
    for (size_t i = REACH; i + 2 < n; i += LONG - 2) {
        const uint16_t *up = cp + i - REACH + 1;
        uint16_t a = cp[i], b = cp[i + 1], c = cp[i + 2], found = 0;

        for (size_t k = 0; k < AWAY; k++)
            found |= (uint16_t)((up[k] ^ a) | (up[k + 1] ^ b) | (up[k + 2] ^ c)) == 0;
        for (size_t k = LONG; found && k <= MOST; k++)
            if (cp[i] == cp[i - k] && is_run(cp, n, i, k))
                return true;
    }
    return false;
}

/* Of the character at I, which has LEN bytes: the last two, or the only one. */
static uint16_t sixteen_bits(struct str t, size_t i, size_t *len)
{
    const unsigned char *p = (const unsigned char *)t.p + i;

    *len = utf8_len(*p);
    return *len > 1 ? (uint16_t)(p[*len - 2] << 8 | p[*len - 1]) : *p;
}

/* May S have a doubled heading?  Nearly always not. */
static bool may_double(struct str t, struct span s)
{
    enum { CHUNK = 32 * (LONG - 2), ROOM = REACH + CHUNK + 2 };
    uint16_t cp[ROOM] = {0}; /* nothing comes before the first ones */
    size_t n = REACH, len;

    for (size_t i = s.off; i < s.off + s.len; i += len) {
        cp[n++] = sixteen_bits(t, i, &len);
        if (n < ROOM)
            continue;
        if (echoes(cp, n))
            return true;
        memmove(cp, cp + CHUNK, (REACH + 2) * sizeof *cp);
        n = REACH + 2;
    }
    return echoes(cp, n);
}

struct doubled doubled_within(struct str t, struct span s)
{
    struct echo e = {.n = 0};
    struct doubled out = {{0}, {0}};
    size_t len;

    if (!may_double(t, s))
        return out;
    for (size_t i = s.off; i < s.off + s.len; i += len) {
        echo_see(&e, body_cp(t, i, &len), i);
        for (size_t k = MOST; k >= LONG; k--) {
            if (e.run[k] < k)
                continue;
            if (echo_found(&e, k, i + len, &out))
                return out;
            e.run[k] = 0;
        }
    }
    return out;
}
