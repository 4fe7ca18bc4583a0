/* Tags, text and entities of HTML. */
#include "page.h"

#include "text/utf8.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

/* ---- Entities */

static const struct {
    const char *name;
    uint32_t cp;
} entities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},       {"quot", '"'},
    {"apos", '\''},     {"nbsp", 0xA0},     {"ensp", 0x2002},  {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"lsquo", 0x2018},
    {"rsquo", 0x2019},  {"hellip", 0x2026}, {"mdash", 0x2014}, {"ndash", 0x2013},
    {"middot", 0xB7},   {"bull", 0x2022},   {"times", 0xD7},   {"deg", 0xB0},
    {"copy", 0xA9},     {"reg", 0xAE},      {"trade", 0x2122}, {"yen", 0xA5},
    {"permil", 0x2030}, {"zwnj", 0x200C},   {"zwj", 0x200D},   {"laquo", 0xAB},
    {"raquo", 0xBB},    {"eacute", 0xE9},   {"euro", 0x20AC},  {"sect", 0xA7},
};

static unsigned digit(char c, unsigned base)
{
    unsigned n = c >= '0' && c <= '9'                 ? (unsigned)(c - '0')
                 : lower(c) >= 'a' && lower(c) <= 'f' ? (unsigned)(lower(c) - 'a') + 10
                                                      : base;

    return n < base ? n : base;
}

/* "#8220;" or "#x201c;" at S (behind &); bytes, 0 = none. */
static size_t numeric(struct str s, uint32_t *cp)
{
    unsigned base = s.len > 1 && lower(s.p[1]) == 'x' ? 16 : 10;
    size_t first = base == 16 ? 2 : 1, i = first;

    *cp = 0;
    for (; i < s.len && digit(s.p[i], base) < base; i++)
        *cp = *cp > 0x10FFFF ? *cp : *cp * base + digit(s.p[i], base);
    if (i == first)
        return 0;
    if (*cp == 0 || *cp > 0x10FFFF || (*cp >= 0xD800 && *cp <= 0xDFFF))
        *cp = 0xFFFD;
    return i + (i < s.len && s.p[i] == ';');
}

static size_t named(struct str s, uint32_t *cp)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        struct str name = str_of(entities[i].name);
        if (!str_starts(s, name) || s.len == name.len || s.p[name.len] != ';')
            continue;
        *cp = entities[i].cp;
        return name.len + 1;
    }
    return 0;
}

void html_text(struct buf *out, struct str s)
{
    for (size_t i = 0, end; i < s.len; i = end) {
        struct str rest;
        uint32_t cp;
        char bytes[4];
        size_t len;

        end = str_find(s, STR("&"), i);
        buf_str(out, str_slice(s, i, end - i));
        if (end == s.len)
            break;
        rest = str_from(s, ++end);
        len = rest.len && *rest.p == '#' ? numeric(rest, &cp) : named(rest, &cp);
        if (len)
            buf_add(out, bytes, utf8_encode(cp, bytes));
        else
            buf_c(out, '&');
        end += len;
    }
}

/* ---- Tags */

/* Behind the tag that begins at OFF: its >, not one inside quotes. */
static size_t tag_end(struct str s, size_t off)
{
    char quote = 0;

    for (size_t i = off; i < s.len; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i;
        else if ((c == '"' || c == '\'') && i > off && s.p[i - 1] == '=')
            quote = c;
    }
    /* A quote that nobody closes holds one tag at most. */
    return str_find(s, STR(">"), off);
}

static size_t take_name(struct html_scan *s, size_t at)
{
    size_t n = 0;

    for (; at < s->page.len; at++) {
        char c = s->page.p[at];
        if (is_blank(c) || c == '>' || c == '/')
            break;
        if (n + 1 < sizeof s->name)
            s->name[n++] = lower(c);
    }
    s->name[n] = '\0';
    return at;
}

/* Behind </NAME of a script or style, or the end. */
static size_t raw_end(const struct html_scan *s, size_t at)
{
    size_t len = strlen(s->name);

    for (; (at = str_find(s->page, STR("</"), at)) < s->page.len; at += 2) {
        size_t i = 0;
        while (i < len && at + 2 + i < s->page.len &&
               lower(s->page.p[at + 2 + i]) == s->name[i])
            i++;
        if (i == len)
            return at;
    }
    return s->page.len;
}

static bool is_raw(const char *name)
{
    static const char *const names[] = {"script", "style", "template", "noscript",
                                        "iframe", "svg",   "textarea", "object"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* "<!-- -->", "<!doctype>", "<?xml?>": behind it. */
static size_t markup_end(struct str s, size_t at)
{
    size_t end;

    if (str_starts(str_from(s, at), STR("<!--"))) {
        end = str_find(s, STR("-->"), at + 4);
        return end < s.len ? end + 3 : s.len;
    }
    end = str_find(s, STR(">"), at);
    return end < s.len ? end + 1 : s.len;
}

static enum html_token take_tag(struct html_scan *s)
{
    struct str p = s->page;
    bool close = p.p[s->at + 1] == '/';
    size_t from = take_name(s, s->at + 1 + close), end = tag_end(p, from);

    s->attrs = str_slice(p, from, end - from);
    s->at = end < p.len ? end + 1 : p.len;
    if (!close && is_raw(s->name))
        s->at = raw_end(s, s->at);
    return close ? HTML_CLOSE : HTML_OPEN;
}

enum html_token html_next(struct html_scan *s)
{
    struct str p = s->page;

    while (s->at < p.len) {
        char next = s->at + 1 < p.len ? p.p[s->at + 1] : '\0';
        if (p.p[s->at] == '<' && (next == '!' || next == '?')) {
            s->at = markup_end(p, s->at);
            continue;
        }
        if (p.p[s->at] == '<' && (next == '/' || is_letter(next)))
            return take_tag(s);
        size_t end = str_find(p, STR("<"), s->at + 1);
        s->text = str_slice(p, s->at, end - s->at);
        s->at = end;
        return HTML_TEXT;
    }
    return HTML_END;
}

/* ---- Attributes */

static size_t skip_blanks(struct str s, size_t i)
{
    while (i < s.len && (is_blank(s.p[i]) || s.p[i] == '/'))
        i++;
    return i;
}

/* The value behind = at *I, moved behind it. */
static struct str take_value(struct str s, size_t *i)
{
    size_t from = skip_blanks(s, *i + 1), end;
    char quote = from < s.len ? s.p[from] : '\0';

    if (quote == '"' || quote == '\'') {
        end = str_find(s, quote == '"' ? STR("\"") : STR("'"), from + 1);
        *i = end < s.len ? end + 1 : s.len;
        return str_slice(s, from + 1, end - from - 1);
    }
    for (end = from; end < s.len && !is_blank(s.p[end]); end++)
        continue;
    *i = end;
    return str_slice(s, from, end - from);
}

static bool same_name(struct str s, const char *name)
{
    if (s.len != strlen(name))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (lower(s.p[i]) != name[i])
            return false;
    return true;
}

bool html_attr(const struct html_scan *s, const char *name, struct buf *out)
{
    struct str at = s->attrs;

    for (size_t i = skip_blanks(at, 0); i < at.len; i = skip_blanks(at, i)) {
        size_t from = i;
        struct str key, value = STR("");
        while (i < at.len && at.p[i] != '=' && !is_blank(at.p[i]) && at.p[i] != '/')
            i++;
        key = str_slice(at, from, i - from);
        if (i < at.len && at.p[i] == '=')
            value = take_value(at, &i);
        if (!same_name(key, name))
            continue;
        html_text(out, value);
        return true;
    }
    return false;
}
