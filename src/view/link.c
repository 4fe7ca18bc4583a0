#include "view/link.h"

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* RFC 3986: unreserved and reserved characters, and % before two hexadecimal digits. */
static bool may_stand(struct str s, size_t i)
{
    char c = s.p[i];

    if (((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9'))
        return true;
    if (c == '%')
        return i + 2 < s.len && is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]);
    return c && strchr("-._~:/?#[]@!$&'()*+,;=", c);
}

static bool begins_without_case(struct str s, const char *lower)
{
    size_t i = 0;

    while (i < s.len && lower[i] &&
           (s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]) == lower[i])
        i++;
    return !lower[i];
}

bool link_encode(struct buf *out, struct str url)
{
    size_t before = out->len;
    const char *scheme = begins_without_case(url, "http://")    ? "http://"
                         : begins_without_case(url, "https://") ? "https://"
                                                                : NULL;
    size_t at = scheme ? strlen(scheme) : 0;

    if (!scheme || at >= url.len || strchr("/?#", url.p[at]))
        return false;
    buf_z(out, scheme);
    for (size_t i = at; i < url.len && out->len - before <= LINK_MAX; i++) {
        if (may_stand(url, i))
            buf_c(out, url.p[i]);
        else
            buf_printf(out, "%%%02X", (unsigned char)url.p[i]);
    }
    if (out->len - before <= LINK_MAX)
        return true;
    out->len = before;
    return false;
}
