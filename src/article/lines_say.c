/* What would have been lost: each kind of loss is said once for an entry, where it stands. */
#include "article/lines.h"

#include "text/utf8.h"

/* Where byte AT of TEXT (the lines of E) is. */
static void say(struct load *l, const struct entry *e, struct str text, size_t at,
                const char *code)
{
    unsigned line = e->line;
    size_t next;

    for (;; line++) {
        struct str s = load_line(text, &next);
        if (at <= s.len || next >= text.len) {
            at = at < s.len ? at : s.len;
            load_say_at(l, line, (unsigned)utf8_count(str_slice(s, 0, at)) + 1, code, "");
            return;
        }
        at = at > next ? at - next : 0;
        text = str_from(text, next);
    }
}

static bool is_end(struct str text, size_t at)
{
    return at >= text.len || text.p[at] == '\n' || text.p[at] == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_colon(struct str text, size_t i)
{
    return text.p[i] == ':' && (is_end(text, i + 1) || is_blank(text.p[i + 1]));
}

static bool is_comment(struct str text, size_t i)
{
    return text.p[i] == '#' && i > 0 && is_blank(text.p[i - 1]);
}

/* Where YAML counts blanks: at the start of a line. */
static bool is_tab(struct str text, size_t i)
{
    if (text.p[i] != '\t')
        return false;
    while (i > 0 && is_blank(text.p[i - 1]))
        i--;
    return i == 0 || is_end(text, i - 1);
}

static const struct {
    bool (*is)(struct str text, size_t at);
    const char *code;
} losses[] = {{is_comment, "W201"}, {is_colon, "W202"}, {is_tab, "W205"}};

static bool say_losses(struct load *l, const struct entry *e, struct str text)
{
    bool any = false;

    for (size_t k = 0; k < sizeof losses / sizeof *losses; k++)
        for (size_t i = losses[k].is == is_tab ? 0 : e->k.value; i < text.len; i++)
            if (losses[k].is(text, i)) {
                say(l, e, text, i, losses[k].code);
                any = true;
                break;
            }
    return any;
}

static bool say_start(struct load *l, const struct entry *e, struct str text)
{
    size_t at = e->k.value;

    while (at < text.len && is_blank(text.p[at]))
        at++;
    if (is_end(text, at) || !strchr("[]{},*&!|>'\"%@`", text.p[at]))
        return false;
    say(l, e, text, at, "W203");
    return true;
}

/* The first line below the key that is not indented. */
static bool say_stray(struct load *l, const struct cut *c, const struct entry *e,
                      struct str text)
{
    size_t next;

    load_line(text, &next);
    for (size_t pos = next; pos < text.len; pos += next) {
        struct str line = load_line(str_from(text, pos), &next);
        size_t n = 0;
        while (n < line.len && is_blank(line.p[n]))
            n++;
        if (n < line.len && n <= c->indent && line.p[n] != '-') {
            say(l, e, text, pos + n, "W209");
            return true;
        }
    }
    return false;
}

void lines_say(struct load *l, const struct cut *c, const struct entry *e,
               struct str text)
{
    size_t control = lines_find_control(text);
    bool said = e->k.form != COLON_YAML;

    if (said)
        say(l, e, text, e->k.colon, "W204");
    said = say_start(l, e, text) || said;
    said = say_losses(l, e, text) || said;
    if (control < text.len) {
        say(l, e, text, control, "W206");
        said = true;
    }
    said = say_stray(l, c, e, text) || said;
    if (!said)
        load_say_at(l, e->line, e->key_col, "W200", c->why->text);
}
