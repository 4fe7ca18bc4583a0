#include "text/flow.h"

#include "text/json.h"
#include "text/utf8.h"

enum { DIGITS_MAX = 18 };

struct flow flow_open(struct arena *a, struct str line)
{
    bool plain = !line.len || !memchr(line.p, '\\', line.len);

    return (struct flow){.line = line, .a = a, .plain = plain};
}

/* ---- Reading */

static char peek(struct flow *f)
{
    for (; f->at < f->line.len; f->at++) {
        char c = f->line.p[f->at];
        if (c != ' ' && c != '\t' && c != '\r')
            return c;
    }
    return '\0';
}

static bool take(struct flow *f, char c)
{
    if (peek(f) != c)
        return false;
    f->at++;
    return true;
}

static bool take_word(struct flow *f, const char *word)
{
    size_t len = strlen(word);

    if (f->line.len - f->at < len || memcmp(f->line.p + f->at, word, len) != 0)
        return false;
    f->at += len;
    return true;
}

static bool take_escape(struct flow *f, struct buf *out)
{
    char bytes[4];
    uint32_t cp;
    size_t len;

    if (!json_read_escape(str_from(f->line, f->at), &cp, &len) ||
        (cp >= 0xD800 && cp <= 0xDFFF))
        return false;
    f->at += len;
    buf_add(out, bytes, utf8_encode(cp, bytes));
    return true;
}

/* From FROM on, the bytes up to AT having no escapes. */
static bool take_escaped(struct flow *f, size_t from, struct str *text)
{
    struct buf b = {0};
    bool ok = true;

    buf_add(&b, f->line.p + from, f->at - from);
    while (ok && f->at < f->line.len && f->line.p[f->at] != '"') {
        char c = f->line.p[f->at++];
        if (c == '\\')
            ok = take_escape(f, &b);
        else
            buf_c(&b, c);
    }
    *text = arena_str(f->a, buf_view(&b));
    buf_free(&b);
    return ok && take(f, '"');
}

/* Bytes to the end of the string; to the first escape when there is one before. */
static size_t string_len(const struct flow *f)
{
    const char *from = f->line.p + f->at;
    size_t left = f->line.len - f->at;
    const char *end = memchr(from, '"', left), *escape;
    size_t len = end ? (size_t)(end - from) : left;

    escape = f->plain ? NULL : memchr(from, '\\', len);
    return escape ? (size_t)(escape - from) : len;
}

/* Most strings have no escapes: they are pieces of the line. */
static bool take_string(struct flow *f, struct str *text)
{
    size_t from;

    if (!take(f, '"'))
        return false;
    from = f->at;
    f->at += string_len(f);
    if (f->at < f->line.len && f->line.p[f->at] == '\\')
        return take_escaped(f, from, text);
    *text = str_make(f->line.p + from, f->at - from);
    return take(f, '"');
}

static bool take_number(struct flow *f, int64_t *number)
{
    bool minus = take(f, '-');
    size_t from = f->at;
    int64_t n = 0;

    for (; f->at < f->line.len && f->at - from < DIGITS_MAX; f->at++) {
        char c = f->line.p[f->at];
        if (c < '0' || c > '9')
            break;
        n = n * 10 + (c - '0');
    }
    *number = minus ? -n : n;
    return f->at > from;
}

static bool take_value(struct flow *f, struct flow_value *v)
{
    char c = peek(f);

    *v = (struct flow_value){.kind = FLOW_TEXT};
    if (c == '"')
        return take_string(f, &v->text);
    if (c == '-' || (c >= '0' && c <= '9')) {
        v->kind = FLOW_NUMBER;
        return take_number(f, &v->number);
    }
    v->kind = FLOW_NULL;
    if (take_word(f, "null"))
        return true;
    v->kind = FLOW_BOOL;
    v->truth = take_word(f, "true");
    return v->truth || take_word(f, "false");
}

static bool fail(struct flow *f)
{
    f->bad = true;
    return false;
}

/* Before a member: the beginning of the mapping, or a comma.  False at its end too. */
static bool take_before(struct flow *f)
{
    if (!f->begun) {
        f->begun = true;
        return (take(f, '-') && take(f, '{')) || fail(f);
    }
    if (take(f, ','))
        return true;
    f->ended = take(f, '}');
    return f->ended ? false : fail(f);
}

bool flow_next(struct flow *f, struct str *key, struct flow_value *value)
{
    if (f->bad || f->ended || !take_before(f))
        return false;
    return (take_string(f, key) && take(f, ':') && take_value(f, value)) || fail(f);
}

bool flow_whole(const struct flow *f)
{
    struct flow rest = *f;

    return f->ended && peek(&rest) == '\0';
}

unsigned flow_column(const struct flow *f)
{
    return (unsigned)utf8_count(str_slice(f->line, 0, f->at)) + 1;
}

/* ---- Writing */

void flow_begin(struct buf *out)
{
    buf_z(out, "- {");
}

static void add_key(struct buf *out, const char *key)
{
    if (out->p[out->len - 1] != '{')
        buf_z(out, ", ");
    json_add_str(out, str_of(key));
    buf_z(out, ": ");
}

void flow_text(struct buf *out, const char *key, struct str value)
{
    add_key(out, key);
    json_add_str(out, value);
}

void flow_number(struct buf *out, const char *key, int64_t value)
{
    add_key(out, key);
    buf_printf(out, "%lld", (long long)value);
}

void flow_bool(struct buf *out, const char *key, bool value)
{
    add_key(out, key);
    buf_z(out, value ? "true" : "false");
}

void flow_null(struct buf *out, const char *key)
{
    add_key(out, key);
    buf_z(out, "null");
}

void flow_end(struct buf *out)
{
    buf_z(out, "}\n");
}
