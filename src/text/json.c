/* Strings are harmless by construction: what could control a terminal or end a line somewhere is
 * written as \u escapes (RFC 8259 asks for C0 only). */
#include "text/json.h"

#include "text/utf8.h"

static bool must_escape(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x061C || cp == 0x200E ||
           cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

static void add_escape(struct buf *out, uint32_t cp)
{
    static const char named[][2] = {{'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}};

    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (cp == (unsigned char)named[i][0]) {
            buf_c(out, '\\');
            buf_c(out, named[i][1]);
            return;
        }
    }
    buf_printf(out, "\\u%04x", (unsigned)cp);
}

void json_add_str(struct buf *out, struct str s)
{
    size_t done = 0, len;

    buf_c(out, '"');
    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        bool quote = cp == '"' || cp == '\\';
        if (!quote && !must_escape(cp))
            continue;
        buf_str(out, str_slice(s, done, i - done));
        done = i + len;
        if (quote) {
            buf_c(out, '\\');
            buf_c(out, (char)cp);
        } else {
            add_escape(out, cp);
        }
    }
    buf_str(out, str_from(s, done));
    buf_c(out, '"');
}

static int hex4(const char *p)
{
    int v = 0;

    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* \uXXXX at S (behind the u); *LEN = bytes used, with the second half of a pair. */
static bool read_unicode(struct str s, uint32_t *cp, size_t *len)
{
    int hi = s.len >= 4 ? hex4(s.p) : -1, lo;

    if (hi < 0)
        return false;
    *len = 4;
    *cp = (uint32_t)hi;
    lo = hi >= 0xD800 && hi <= 0xDBFF && s.len >= 10 && s.p[4] == '\\' && s.p[5] == 'u'
             ? hex4(s.p + 6)
             : -1;
    if (lo < 0xDC00 || lo > 0xDFFF)
        return true;
    *len = 10;
    *cp = 0x10000 + (((uint32_t)hi - 0xD800) << 10) + ((uint32_t)lo - 0xDC00);
    return true;
}

bool json_read_escape(struct str s, uint32_t *cp, size_t *len)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *at = s.len && s.p[0] ? strchr(from, s.p[0]) : NULL;

    *len = 1;
    if (at) {
        *cp = (unsigned char)to[at - from];
        return true;
    }
    if (!s.len || s.p[0] != 'u' || !read_unicode(str_from(s, 1), cp, len))
        return false;
    ++*len;
    return true;
}
