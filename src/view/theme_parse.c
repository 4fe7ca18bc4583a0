/* The files of themes: a line is a name and words. */
#include "view/theme.h"

static const char *const colours[] = {
    "black",        "red",           "green",       "yellow",         "blue",
    "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white"};

static const struct {
    const char *name;
    unsigned char attrs, mono;
} attributes[] = {
    {"bold", ATTR_BOLD, 0},
    {"underline", ATTR_UNDERLINE, 0},
    {"reverse", ATTR_REVERSE, 0},
    {"mono-bold", 0, ATTR_BOLD},
    {"mono-underline", 0, ATTR_UNDERLINE},
    {"mono-reverse", 0, ATTR_REVERSE},
};

struct parser {
    struct theme *t;
    theme_complain *complain;
    void *ctx;
    unsigned line;
    struct str text; /* of the line */
};

static void complain(const struct parser *p, struct str word, const char *code)
{
    unsigned col = 1;

    for (const char *c = p->text.p; c < word.p; c++)
        col += ((unsigned char)*c & 0xC0) != 0x80;
    p->complain(p->ctx, p->line, col, code, word);
}

/* The next word of *REST, empty at its end. */
static struct str take_word(struct str *rest)
{
    size_t from = 0, to;

    while (from < rest->len && (rest->p[from] == ' ' || rest->p[from] == '\t'))
        from++;
    for (to = from; to < rest->len && rest->p[to] != ' ' && rest->p[to] != '\t';)
        to++;
    struct str word = str_slice(*rest, from, to - from);
    *rest = str_from(*rest, to);
    return word;
}

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* "#5fafff"; -1 for anything else. */
static int32_t parse_rgb(struct str s)
{
    int32_t n = 0;

    if (s.len != 7 || s.p[0] != '#')
        return -1;
    for (size_t i = 1; i < s.len; i++) {
        int d = digit(s.p[i]);
        if (d < 0)
            return -1;
        n = n * 16 + d;
    }
    return n;
}

static int parse_basic(struct str s)
{
    for (int i = 0; i < 16; i++)
        if (str_eq(s, str_of(colours[i])))
            return i;
    return -1;
}

static bool take_attribute(struct theme_style *look, struct str word)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (!str_eq(word, str_of(attributes[i].name)))
            continue;
        look->attrs |= attributes[i].attrs;
        look->mono |= attributes[i].mono;
        return true;
    }
    return false;
}

/* A colour may be said once of each kind. */
static bool take_colour(struct theme_style *look, struct str word)
{
    int32_t rgb = parse_rgb(word);
    int basic = parse_basic(word);

    if (rgb >= 0 && look->rgb < 0)
        look->rgb = rgb;
    else if (basic >= 0 && look->basic < 0)
        look->basic = (short)basic;
    else
        return str_eq(word, STR("default"));
    return true;
}

static void parse_look(struct parser *p, enum style style, struct str rest)
{
    struct theme_style look = {.basic = -1, .rgb = -1};
    struct str word;

    while ((word = take_word(&rest)).len)
        if (!take_attribute(&look, word) && !take_colour(&look, word))
            complain(p, word, "W241");
    p->t->looks[style] = look;
}

static void parse_grounds(struct parser *p, struct str rest)
{
    struct str word;

    p->t->n_grounds = 0;
    while ((word = take_word(&rest)).len) {
        int32_t rgb = parse_rgb(word);
        if (rgb < 0 || p->t->n_grounds == THEME_GROUNDS)
            complain(p, word, "W241");
        else
            p->t->grounds[p->t->n_grounds++] = (uint32_t)rgb;
    }
}

static void parse_ink(struct parser *p, struct str rest)
{
    struct str word = take_word(&rest);

    p->t->ink = parse_rgb(word);
    if (p->t->ink < 0 && !str_eq(word, STR("default")))
        complain(p, word.len ? word : rest, "W241");
}

static void parse_base(struct parser *p, struct str rest)
{
    struct str word = take_word(&rest);
    const struct theme *base = theme_named(word);
    char name[THEME_NAME_MAX];

    if (!base) {
        complain(p, word.len ? word : rest, "W242");
        return;
    }
    memcpy(name, p->t->name, sizeof name);
    *p->t = *base;
    memcpy(p->t->name, name, sizeof name);
}

static void parse_line(struct parser *p)
{
    static const struct {
        const char *name;
        void (*parse)(struct parser *p, struct str rest);
    } others[] = {{"ground", parse_grounds}, {"ink", parse_ink}, {"base", parse_base}};
    struct str rest = p->text, word = take_word(&rest);
    enum style style = style_named(word);

    if (!word.len || word.p[0] == '#')
        return;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (str_eq(word, str_of(others[i].name))) {
            others[i].parse(p, rest);
            return;
        }
    }
    if (style == STYLE_COUNT)
        complain(p, word, "W240");
    else
        parse_look(p, style, rest);
}

void theme_parse(struct theme *t, struct str name, struct str text, theme_complain *tell,
                 void *ctx)
{
    struct parser p = {.t = t, .complain = tell, .ctx = ctx};

    *t = (struct theme){.ink = -1};
    memcpy(t->name, name.p, name.len < THEME_NAME_MAX ? name.len : THEME_NAME_MAX - 1);
    for (int i = 0; i < STYLE_COUNT; i++)
        t->looks[i] = (struct theme_style){.basic = -1, .rgb = -1};
    for (size_t off = 0, len; off < text.len; off += len + 1) {
        len = str_find(text, STR("\n"), off) - off;
        p.line++;
        p.text = str_slice(text, off, len);
        if (p.text.len && p.text.p[p.text.len - 1] == '\r')
            p.text.len--;
        parse_line(&p);
    }
}
