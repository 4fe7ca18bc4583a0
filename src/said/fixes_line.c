/* Lines of corrections: "- {...}", JSON in a list of YAML. */
#include "said/fixes.h"

#include "text/json.h"
#include "text/utf8.h"

#include <stdlib.h>

struct parse {
    struct str s;
    size_t at;
    struct buf text; /* of the string read last */
};

static char peek(struct parse *p)
{
    while (p->at < p->s.len && strchr(" \t\r", p->s.p[p->at]) && p->s.p[p->at])
        p->at++;
    return p->at < p->s.len ? p->s.p[p->at] : '\0';
}

static bool take(struct parse *p, char c)
{
    if (peek(p) != c)
        return false;
    p->at++;
    return true;
}

static bool take_escape(struct parse *p)
{
    char bytes[4];
    uint32_t cp;
    size_t len;

    if (!json_read_escape(str_from(p->s, p->at), &cp, &len) ||
        (cp >= 0xD800 && cp <= 0xDFFF))
        return false;
    p->at += len;
    buf_add(&p->text, bytes, utf8_encode(cp, bytes));
    return true;
}

static bool take_string(struct parse *p)
{
    buf_reset(&p->text);
    if (!take(p, '"'))
        return false;
    while (p->at < p->s.len && p->s.p[p->at] != '"') {
        char c = p->s.p[p->at++];
        if (c != '\\')
            buf_c(&p->text, c);
        else if (!take_escape(p))
            return false;
    }
    return take(p, '"');
}

static bool take_word(struct parse *p, const char *word)
{
    struct str w = str_of(word);

    peek(p);
    if (!str_starts(str_from(p->s, p->at), w))
        return false;
    p->at += w.len;
    return true;
}

static bool take_number(struct parse *p, size_t *n)
{
    size_t from;

    *n = 0;
    peek(p);
    for (from = p->at; p->at < p->s.len; p->at++) {
        char c = p->s.p[p->at];
        if (c < '0' || c > '9' || *n > SIZE_MAX / 100)
            break;
        *n = *n * 10 + (size_t)(c - '0');
    }
    return p->at > from;
}

static struct str kept(struct arena *a, const struct parse *p)
{
    return arena_str(a, buf_view(&p->text));
}

static bool take_verdict(struct parse *p, enum verdict *v)
{
    *v = VERDICT_NONE;
    if (take_word(p, "null"))
        return true;
    if (!take_string(p))
        return false;
    for (int i = VERDICT_VERIFIED; i <= VERDICT_DISPUTED; i++)
        if (str_eq(buf_view(&p->text), str_of(verdict_name((enum verdict)i))))
            *v = (enum verdict)i;
    return *v != VERDICT_NONE;
}

/* A value of a key that is not known: any scalar. */
static bool skip_value(struct parse *p)
{
    size_t n;

    return take_word(p, "null") || take_word(p, "true") || take_word(p, "false") ||
           (peek(p) == '"' ? take_string(p) : take_number(p, &n));
}

static bool take_speaker(struct parse *p, struct arena *a, struct fix *x)
{
    x->has_speaker = true;
    if (take_word(p, "null"))
        return true;
    if (!take_string(p))
        return false;
    x->speaker = kept(a, p);
    return true;
}

static bool take_value(struct parse *p, struct arena *a, struct str key, struct fix *x)
{
    const struct {
        struct str key;
        struct str *to;
    } texts[] = {{STR("at"), &x->at},
                 {STR("id"), &x->id},
                 {STR("url"), &x->url},
                 {STR("text"), &x->text}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!str_eq(key, texts[i].key))
            continue;
        if (!take_string(p))
            return false;
        *texts[i].to = kept(a, p);
        return true;
    }
    if (str_eq(key, STR("start")))
        return take_number(p, &x->start);
    if (str_eq(key, STR("end")))
        return take_number(p, &x->end);
    if (str_eq(key, STR("speaker")))
        return take_speaker(p, a, x);
    if (str_eq(key, STR("verdict")))
        return take_verdict(p, &x->verdict);
    if (str_eq(key, STR("revoked"))) {
        x->revoked = take_word(p, "true");
        return x->revoked || take_word(p, "false");
    }
    return skip_value(p);
}

static bool read_line(struct parse *p, struct arena *a, struct fix *x)
{
    bool more = true;

    if (!take(p, '-') || !take(p, '{'))
        return false;
    while (more) {
        struct str key;
        if (!take_string(p))
            return false;
        key = kept(a, p);
        if (!take(p, ':') || !take_value(p, a, key, x))
            return false;
        more = take(p, ',');
    }
    return take(p, '}') && peek(p) == '\0' && x->text.len && (x->id.len || x->url.len);
}

void fixes_read(struct fixes *f, const char *path, struct str text, struct diags *diags)
{
    struct arena tmp = {0};
    struct parse p = {0};
    unsigned number = 0;
    size_t end;

    for (size_t at = 0; at < text.len; at = end + 1) {
        struct fix x = {.line = ++number};
        end = str_find(text, STR("\n"), at);
        p.s = str_slice(text, at, end - at);
        p.at = 0;
        if (!str_trim(p.s).len || p.s.p[0] == '#')
            continue;
        if (utf8_valid_len(p.s) == p.s.len && read_line(&p, &tmp, &x))
            fixes_put(f, &x);
        else
            diag_add(diags, path, number,
                     (unsigned)utf8_count(str_slice(p.s, 0, p.at)) + 1, "W226", "%s", "");
        arena_reset(&tmp);
    }
    buf_free(&p.text);
    arena_free(&tmp);
}

/* ---- Writing */

static void add_member(struct buf *out, const char *key, struct str value)
{
    buf_printf(out, ", \"%s\": ", key);
    json_add_str(out, value);
}

void fix_add_line(struct buf *out, const struct fix *x)
{
    buf_z(out, "- {\"at\": ");
    json_add_str(out, x->at);
    add_member(out, "id", x->id);
    if (x->url.len)
        add_member(out, "url", x->url);
    buf_printf(out, ", \"start\": %zu, \"end\": %zu", x->start, x->end);
    add_member(out, "text", x->text);
    if (x->has_speaker && x->speaker.len)
        add_member(out, "speaker", x->speaker);
    else if (x->has_speaker)
        buf_z(out, ", \"speaker\": null");
    if (x->verdict)
        add_member(out, "verdict", str_of(verdict_name(x->verdict)));
    if (x->revoked)
        buf_z(out, ", \"revoked\": true");
    buf_z(out, "}\n");
}
